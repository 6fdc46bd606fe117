"""The breach of a promise, by which failures are grouped, and the rule that a story shows to be broken."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from syncproof.checklist.checklist import system_word

if TYPE_CHECKING:
    from collections.abc import Sequence

    from syncproof.checklist import Section
    from syncproof.errors import PromiseBroken
    from syncproof.stories.gherkin import Step

_RULES = {
    "counterpart": "every.exactly-once",
    "no-lost-edit": "in-sync.both-sides",
    "provenance": "properties.row",
    "nothing-else": "in-sync.link-survives",
    "in-order": "properties.limits",
}
"""A rule of each law but agreement, whose rule depends on the edit; the others hold that the sync comes to rest."""


class Breach(NamedTuple):
    """The law that is broken, or else the kind of the failure."""

    text: str

    @classmethod
    def of(cls, broken: PromiseBroken) -> Breach:
        """Return the cause of a failure."""
        law, _, _ = broken.what.partition(":")
        return cls(law if law.startswith("law ") else broken.kinds[0])


def rule_of(cause: Breach, section: Section, steps: Sequence[Step], met: Sequence[str]) -> str:
    """Return the rule that a story of a section shows to be broken; `met` are the rules of the trouble in it.

    That is the rule of the latest trouble; without trouble, one of the law.
    """
    law = cause.text.removeprefix("law ")
    if met:
        return met[-1]
    if law == "agreement":
        edits = [step.text for step in steps if step.text.startswith("a user ")]
        there = f" in {system_word(section.target.system)}"
        return "in-sync.backward" if edits and there in edits[-1] else "in-sync.forward"
    return _RULES.get(law, "in-sync.quiet")
