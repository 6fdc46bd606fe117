"""The contract with a system under test: its options, what it is given, what it may answer, and all schemas."""

from syncproof.sut.options import REFERENCE, THE_REFERENCE, Sut

__all__ = ["REFERENCE", "THE_REFERENCE", "Sut"]
