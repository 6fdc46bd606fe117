"""The words of a document that its steps are made of: systems, datatypes, properties, and what else there is to say."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from syncproof.checklist.checklist import system_word
from syncproof.datatypes.nouns import ARTICLES
from syncproof.errors import BadInput
from syncproof.steps.users import ACCESSES
from syncproof.steps.words import AMOUNTS, FAULT_WORDS

if TYPE_CHECKING:
    from collections.abc import Mapping

    from syncproof.checklist import Checklist, Section

_NOUNS = {
    "Label": "property",
    "Property": "property",
    "Criterion": "criterion",
    "Match": "criterion",
    "Access": "way of access",
    "Having": "condition of a row",
    "Newcomer": "name",
    "Fault": "fault",
    "d": "number",
}
_CURES = {
    "Name": "write a name as one word with a capital letter",
    "Newcomer": "write a name as one word with a capital letter",
    "d": "write the number in digits",
    "Fault": "syncproof list faults has all words, behind `answer`",
    "Value": 'write the value as JSON, such as "Ada", 7, true or null',
    "Label": "name a property of the section's table, as the source calls it",
    "Having": "write what the document says in brackets, such as: home in kind",
    "Criterion": "name a property of the section's merge criteria, as the source calls it",
    "Match": "name a property of the section's merge criteria, as the target calls it",
}
_EXAMPLES = {"Value": '"…"', "Name": "Somebody", "Newcomer": "Somebody", "d": "2"}


@dataclass(frozen=True, slots=True)
class Words:
    """The words of each kind that the steps of a section can use; a kind that is missing can be any word."""

    right: Mapping[str, tuple[str, ...]]
    datatypes: Mapping[str, tuple[str, ...]]
    """The datatypes of each system."""
    ids: tuple[str, ...] = ()
    """The properties that hold what a system sets itself: no user changes any."""

    @classmethod
    def of(cls, checklist: Checklist, section: Section | None) -> Words:
        """Return the words of a section; a section without rows is not played, and can speak of any property."""
        sections = checklist.sections
        ends = [end for each in sections for end in (each.source, each.target, *each.connected_ends.values())]
        systems = tuple(dict.fromkeys(system_word(end.system) for end in ends))
        right = {
            "System": systems,
            "Datatype": tuple(dict.fromkeys(end.datatype for end in ends)),
            "Amount": tuple(AMOUNTS),
            "Access": tuple(ACCESSES),
            "Fault": tuple(FAULT_WORDS),
            "Article": ARTICLES,
        }
        labels = tuple(row.label for row in section.kept_rows) if section else ()
        right["Property"] = tuple(dict.fromkeys(row.label for each in checklist.sections for row in each.kept_rows))
        if section:
            right["Having"] = tuple(row.having for row in section.dependents)
            right["Criterion"] = tuple(each.source for each in section.criteria)
            right["Match"] = tuple(each.target for each in section.criteria)
        return cls(
            {**right, "Label": labels} if labels else right,
            {
                system: tuple(dict.fromkeys(end.datatype for end in ends if system_word(end.system) == system))
                for system in systems
            },
            tuple(row.label for row in section.id_rows) if section else (),
        )

    def of_system(self, system: str) -> Words:
        """Return the same words, with the datatypes of a system only."""
        return replace(self, right={**self.right, "Datatype": self.datatypes.get(system, ())})

    def has(self, kind: str, word: str) -> bool:
        """Whether a word of a kind can stand in a step."""
        return kind not in self.right or word in self.right[kind]

    def found(self, kind: str, step: str) -> list[str]:
        """Return the words of a kind that a step holds, in the step's order."""
        if kind in self.right:
            right = sorted(self.right[kind], key=len, reverse=True)
            return re.findall(rf"\b(?:{'|'.join(map(re.escape, right))})\b", step) if right else []
        if kind == "d":
            return re.findall(r"\d+", step)
        others = {*self.right["System"], *self.right["Datatype"]}
        return [word for word in re.findall(r"\b[A-Z][a-z]+\b", step) if word not in others]

    def example(self, kind: str) -> str:
        """Return a word of a kind."""
        return next(iter(self.right.get(kind, ())), _EXAMPLES.get(kind, "something"))

    def unknown(self, kind: str, word: str, step: str, where: str) -> BadInput:
        """Return the error for a word that cannot stand in a step."""
        right = self.right.get(kind, ())
        return BadInput(
            f"no {_NOUNS.get(kind, kind.lower())} is called {word} here: {step}",
            where=where,
            near=(word, right),
            do=_CURES.get(kind, f"use one of: {', '.join(right)}"),
        )
