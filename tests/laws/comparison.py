"""The laws and the brute-force oracle, asked about the same histories."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from syncproof.laws import judge
from tests.laws.brute_force import possible
from tests.laws.histories import history, scope

if TYPE_CHECKING:
    from collections.abc import Iterable


@dataclass
class Comparison:
    """What came of some histories; a disagreement is the seed of its history."""

    fine: int = 0
    """The histories that both accept; `broken` are those that both reject."""
    broken: int = 0
    missed: list[int] = field(default_factory=list)
    """No correct sync could have left them, and the laws find nothing."""
    false_alarms: list[int] = field(default_factory=list)
    laws: Counter[str] = field(default_factory=Counter)
    """The histories that each law rejects."""
    holds: Counter[str] = field(default_factory=Counter)
    """The histories in which each act and trouble is."""


def compare(seeds: Iterable[int]) -> Comparison:
    """Ask both about the histories of some seeds."""
    whole = Comparison()
    for seed in seeds:
        played = history(seed)
        may_be = possible(played.events, played.terms)
        laws = {found.law for found in judge(played.events, [scope(played.terms)], policy=played.terms.policy)}
        whole.laws.update(laws)
        whole.holds.update(set(played.holds))
        if may_be and laws:
            whole.false_alarms.append(seed)
        elif may_be:
            whole.fine += 1
        elif laws:
            whole.broken += 1
        else:
            whole.missed.append(seed)
    return whole
