"""A look at what a sync asks while nothing is disturbed, and at the faults that would make sense there."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING, TypeAlias

from syncproof.fakes.kit.faults import FAULTS, READS

if TYPE_CHECKING:
    from syncproof.fakes.kit.faults.exchange import Answer, Exchange
    from syncproof.steps.stage import Stage

Fitting: TypeAlias = tuple[str, ...]
"""The names of the faults that make sense at a request."""

_ITS_PARAMETERS_DECIDE = frozenset({"status"})
"""Faults that are what their parameters say: other faults have a name for each sensible choice."""


@contextmanager
def observed(stage: Stage) -> Iterator[list[Fitting]]:
    """Yield a list that gets the fitting faults of each request, at any door of a stage, until the block ends."""
    found: list[Fitting] = []
    for door in stage.doors.values():
        door.faults.watch = lambda exchange, answer: found.append(fitting(exchange, answer))
    try:
        yield found
    finally:
        for door in stage.doors.values():
            door.faults.watch = None


def fitting(exchange: Exchange, answer: Answer) -> Fitting:
    """Return the faults that make sense at a request that would have an answer."""
    method = exchange.environ["REQUEST_METHOD"]
    return tuple(
        name
        for name, kind in FAULTS.items()
        if method in kind.methods
        and name not in _ITS_PARAMETERS_DECIDE
        and (method not in READS or kind.makes_sense(exchange, answer))
    )
