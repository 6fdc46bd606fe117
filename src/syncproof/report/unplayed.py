"""The scenarios that were chosen and not played: the run ended before, or another shard plays them."""

from __future__ import annotations

from collections import Counter, defaultdict
from typing import TYPE_CHECKING, NamedTuple

from syncproof.stories.choice import Key
from syncproof.stories.rules import RULES

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from syncproof.report.rows import Summary, UnplayedRow


class Unplayed(NamedTuple):
    """A scenario that was chosen and not played; `why` is the reason, as a sentence."""

    document: str
    section: str
    rule: str
    name: str
    line: int
    why: str


def by_sentence(unplayed: Sequence[Unplayed]) -> Mapping[Key, list[Unplayed]]:
    """Return scenarios by the sentence that each belongs to."""
    found: dict[Key, list[Unplayed]] = defaultdict(list)
    for each in unplayed:
        found[Key(each.document, each.section, RULES[each.rule].sentence)].append(each)
    return found


def reason_of(unplayed: Sequence[Unplayed], of: int) -> str:
    """Return how many of so many scenarios were not played, and why."""
    counts = Counter(each.why for each in unplayed)
    whys = [why if len(counts) == 1 else f"{count}: {why}" for why, count in counts.items()]
    return f"{len(unplayed)} of {of} scenarios not played: {'; '.join(whys)}"


def rows_of(unplayed: Sequence[Unplayed]) -> list[UnplayedRow]:
    """Return scenarios as a summary has them, in the order of the file."""
    return [
        {"name": each.name, "line": each.line, "why": each.why}
        for each in sorted(unplayed, key=lambda each: (each.line, each.name))
    ]


def part_of(whole: Summary) -> str:
    """Return what part of a run a shard is, and what makes a whole of all shards."""
    count = sum(whole["totals"]["scenarios"].values())
    part = f"{count} scenario{'' if count == 1 else 's'}" if count else "no scenario to play"
    return f"{whole['run'].get('shard')}: {part}; syncproof merge makes one run of all shards"
