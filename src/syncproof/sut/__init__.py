"""The contract with a system under test: its options, what it is given, what it may answer, and all schemas."""

from syncproof.sut.options import BROKEN_PREFIX, REFERENCE, THE_REFERENCE, Sut

__all__ = ["BROKEN_PREFIX", "REFERENCE", "THE_REFERENCE", "Sut"]
