"""The watch: plays again what a changed file affects. One process looks at the files, another plays.

files ─► watcher ─ job ─► warm process ─ fork ─► stage: plans, narrows, plays ─ what was judged ─► watcher
"""
