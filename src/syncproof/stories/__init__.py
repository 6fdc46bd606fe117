"""Which feature answers which sentence, by which rule."""
