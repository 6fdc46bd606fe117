"""The capabilities of the fake Trello: as rows of a summary, and which promises need them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from syncproof.fakes.trello.capabilities import CAPABILITIES
from syncproof.stories.rules import RULES
from syncproof.verdict import Verdict

if TYPE_CHECKING:
    from collections.abc import Sequence

    from syncproof.checklist import Section
    from syncproof.report.rows import CapabilityRow, ImpossibleRow, Summary
    from syncproof.verdict import Outcome


def rows(lacking: frozenset[str] = frozenset()) -> list[CapabilityRow]:
    """Return all capabilities as a summary has them, each with whether it was on."""
    return [
        {
            "name": one.name,
            "on": one.name not in lacking,
            "allows": one.allows,
            "really": one.really,
            "known": one.known,
        }
        for one in CAPABILITIES.values()
    ]


def are_used(whole: Summary) -> bool:
    """Whether a section has Trello on a side: of nothing else does a capability of the fake Trello matter."""
    sections = [section for document in whole["documents"] for section in document["sections"]]
    return any(section[end]["system"] == "Trello" for section in sections for end in ("source", "target"))


def impossible(section: Section, outcomes: Sequence[Outcome]) -> list[ImpossibleRow]:
    """Return what no sync can keep of a sentence, given its outcomes, in the order of the capabilities."""
    found: list[ImpossibleRow] = []
    for name, capability in CAPABILITIES.items():
        blocked = [each for each in outcomes if any(lack.capability == name for lack in each.blocked_by)]
        if blocked:
            denied = {lack.property for each in blocked for lack in each.blocked_by if lack.capability == name}
            rules = {each.rule for each in blocked}
            found.append(
                {
                    "capability": name,
                    "why": capability.really,
                    "properties": [[row.source, row.target] for row in section.rows if row.target in denied],
                    "rules": [rule for rule in RULES if rule in rules],
                }
            )
    return found


def is_attributed(outcome: Outcome) -> bool:
    """Whether an outcome fails only because capabilities are missing."""
    return outcome.verdict is Verdict.FAIL and bool(outcome.blocked_by)
