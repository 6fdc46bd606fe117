"""syncproof: makes a dataflow document executable, with a verdict per sentence."""

__version__ = "0.1.0"
