"""A run: planned, played under pytest, and made into outcomes."""
