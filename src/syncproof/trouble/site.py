"""The requests of a story, as a play without trouble shows them: the places where trouble can strike."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import NamedTuple

STATE = "STATE"
"""The method of what is no request, but a write of the sync to its state."""


class Site(NamedTuple):
    """A request of a sync; `number` counts the requests of a story after its setting, from 1."""

    number: int
    system: str
    method: str
    path: str
    status: int
    faults: tuple[str, ...]
    """The faults that make sense here, by their names."""
    pass_: int
    """The pass in which the request is made, counted after the story's setting, from 0."""

    @property
    def is_state_write(self) -> bool:
        """Whether no system is asked: the sync writes to its state, and the number counts these writes."""
        return self.method == STATE

    @property
    def shape(self) -> tuple[str, str, str]:
        """The system, the method and the path without ids and query: the same for all requests of one kind."""
        words = self.path.partition("?")[0].split("/")
        named = "/".join("…" if any(letter.isdigit() for letter in word) else word for word in words[2:])
        return self.system, self.method, named


def state_write(number: int, pass_: int) -> Site:
    """Return the place of a sync's write to its state; `number` counts the writes of a story, from 1."""
    return Site(number, "the sync's", STATE, "write", 0, (), pass_)


ALIKE = 2
"""Of requests of one kind in one pass, so many of the first and of the last are sites."""


def sites(requests: Sequence[Site]) -> list[Site]:
    """Return the requests where trouble strikes: those of the last quiet pass are the same as those of the one before.

    Where a pass makes many requests of one kind, the first and the last two stand for all of them.
    """
    passes: dict[int, list[Site]] = {}
    for each in requests:
        passes.setdefault(each.pass_, []).append(each)
    of_passes = list(passes.values())
    if len(of_passes) > 1 and _asked(of_passes[-2]) == _asked(of_passes[-1]):
        of_passes.pop()
    return [site for one in of_passes for site in _ends(one)]


def _asked(requests: Iterable[Site]) -> list[tuple[str, str, str]]:
    return [(each.system, each.method, each.path) for each in requests]


def _ends(requests: Sequence[Site]) -> list[Site]:
    of_kind: dict[tuple[str, ...], list[Site]] = {}
    for each in requests:
        of_kind.setdefault(each.shape, []).append(each)
    kept = {each for one in of_kind.values() for each in (*one[:ALIKE], *one[-ALIKE:])}
    return [each for each in requests if each in kept]
