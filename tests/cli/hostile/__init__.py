"""Input that could hurt: command lines, each with its files and its environment, and the process that is to bear it."""
