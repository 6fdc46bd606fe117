"""Faults: trouble with an answer, planted ahead. `FAULTS` is the one list, and a new fault is one decorated function.

A fault wraps a system's application, so the systems know nothing of it. The modules that declare faults are
imported for that alone.
"""

from __future__ import annotations

from syncproof.fakes.kit.faults import connections, garbage, reads, refusals  # noqa: F401 - adding
from syncproof.fakes.kit.faults.exchange import BODILESS, WAITED, Disconnected, Exchange, Held, Silence, Slow
from syncproof.fakes.kit.faults.kinds import (
    FAULTS,
    LASTING,
    READS,
    REQUESTS,
    WRITES,
    Between,
    Fault,
    FaultKind,
    Parameter,
    check,
    fault,
)
from syncproof.fakes.kit.faults.planted import Faults, Strike

__all__ = [
    "BODILESS",
    "FAULTS",
    "LASTING",
    "READS",
    "REQUESTS",
    "WAITED",
    "WRITES",
    "Between",
    "Disconnected",
    "Exchange",
    "Fault",
    "FaultKind",
    "Faults",
    "Held",
    "Parameter",
    "Silence",
    "Slow",
    "Strike",
    "check",
    "fault",
]
