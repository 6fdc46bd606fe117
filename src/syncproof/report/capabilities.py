"""The capabilities of the fake Trello: as a listing, as rows of a summary, and which promises need them."""

from __future__ import annotations

import textwrap
from typing import TYPE_CHECKING

from syncproof.fakes.trello.capabilities import CAPABILITIES
from syncproof.stories.rules import RULES
from syncproof.verdict import Verdict

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from syncproof.checklist import Section
    from syncproof.fakes.trello.capabilities import Capability
    from syncproof.report.rows import CapabilityRow, ImpossibleRow
    from syncproof.verdict import Outcome

_WIDTH = 80


def listing(capabilities: Iterable[Capability] = tuple(CAPABILITIES.values())) -> Iterator[str]:
    """Yield what each capability allows and what the real service does instead, 80 columns wide."""
    for index, one in enumerate(capabilities):
        if index:
            yield ""
        yield one.name
        yield from _field("allows", one.allows)
        yield from _field("really", f"{one.really} ({one.known})")


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


def _field(name: str, text: str) -> list[str]:
    return textwrap.wrap(text, _WIDTH, initial_indent=f"  {name:<8}", subsequent_indent=" " * 10)
