"""The ports that a harness takes in a row: one for each system, and one of its own."""

from __future__ import annotations

from syncproof.fakes import FAKES
from syncproof.sut.address import LAST_PORT

PORTS = len(FAKES) + 1
HIGHEST_FIRST_PORT = LAST_PORT - PORTS + 1
"""The highest number that leaves room for the ports after it."""
