"""The reasons for which a sentence is not shown to hold: all of them, in one line."""

from __future__ import annotations

from typing import TYPE_CHECKING

from syncproof.report.unplayed import reason_of

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from syncproof.checklist import Section
    from syncproof.report.rows import RuleRow
    from syncproof.report.unplayed import Unplayed
    from syncproof.stories.choice import Owed
    from syncproof.verdict import Outcome

_EMPTY = "the document's table is empty, and the property agreement has no row"


def reasons(
    section: Section,
    owed: Owed,
    rules: Sequence[RuleRow],
    outcomes: Sequence[Outcome],
    unplayed: Sequence[Unplayed],
) -> Iterator[str]:
    """Yield why a sentence, or some of it, was not shown: what the document lacks, and what was not played."""
    whys = [owed.doubt or owed.unanswered or ("" if section.rows else _EMPTY)]
    whys += [owed.unanswered] if owed.doubt and section.rows else []
    whys += [reason_of(unplayed, len(outcomes) + len(unplayed))] if unplayed else []
    yield from filter(None, whys)
    if not any(whys):
        unseen = ", ".join(rule["id"] for rule in rules if not rule["scenarios"])
        if unseen or not rules:
            yield f"no scenario ran of {unseen}" if unseen else "no scenario ran"
