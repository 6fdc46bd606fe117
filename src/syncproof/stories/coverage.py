"""Coverage: which sentences and rows of a document no feature answers, and which types no story asks for."""

from __future__ import annotations

from typing import TYPE_CHECKING

from syncproof.checklist.dialect import TYPES
from syncproof.fakes import FAKES
from syncproof.stories.denied_types import denied
from syncproof.stories.left_open import AUTHORS
from syncproof.stories.section_facts import has_type
from syncproof.stories.untested import all_of, place, unheld

if TYPE_CHECKING:
    from collections.abc import Sequence

    from syncproof.checklist import Checklist, Section, Sentence
    from syncproof.stories.feature import Feature

_CARRIES = frozenset({"properties.row", "properties.fan-out", "properties.fan-in", "properties.dependent"})
"""The rules whose stories carry the rows that they name."""


_NO_TYPE = f"which is none of {', '.join(TYPES)}: the row is judged, its type is not ({AUTHORS})"
"""What is said of a documented type that is none."""


def unanswered(checklist: Checklist, section: Section, sentence: Sentence, features: Sequence[Feature]) -> str:
    """Return what no feature answers of a sentence, with the line in the document; '' where all is answered."""
    if not features:
        return f"no feature answers the section: {checklist.file}:{section.line}"
    names = " or ".join(feature.name for feature in features)
    blocks = [block for feature in features for block in feature.blocks if block.kind == sentence.kind]
    if not blocks:
        return f"no Rule of {names} answers the sentence: {checklist.file}:{sentence.line}"
    if sentence.kind != "properties":
        return ""
    scenarios = [scenario for block in blocks for scenario in block.scenarios]
    carried = {label for scenario in scenarios if scenario.rule in _CARRIES for label in scenario.labels}
    left_out = {id(row) for row in unheld(section)}
    rows = [
        f"{row.source} to {row.target}"
        for row in section.kept_rows
        if row.label not in carried and id(row) not in left_out
    ]
    return f"no scenario of {names} carries {', '.join(rows)}" if rows else ""


def untyped(checklist: Checklist, section: Section, features: Sequence[Feature]) -> str:
    """Return the rows whose documented type no story asks for, each with the line; '' where all are asked for."""
    asked = _asked_for_type(features)
    whys = []
    for row in section.kept_rows:
        if row.label not in asked:
            other = denied(checklist, section, row) if row.type in TYPES else ""
            asks = "" if other else f", {_NO_TYPE if row.type not in TYPES else 'which no story asks for'}"
            whys.append(f"the type of {row} is {row.type}{asks}: {place(checklist, row)}{other and f', and {other}'}")
    return all_of(whys)


def mistyped(checklist: Checklist, section: Section, features: Sequence[Feature]) -> str:
    """Return the rows of which a story asks for a type that no value has here, each with the line; '' where none is.

    The features were accepted with another generation, or another accepted document says otherwise of a property.
    """
    datatypes = FAKES.declared.get(section.target.system, {})
    if section.target.datatype not in datatypes:
        return ""
    asked = _asked_for_type(features)
    return all_of(
        [
            f"no value is of the type {row.type} of {row}, and a story asks for one: {place(checklist, row)}"
            + ((other := denied(checklist, section, row)) and f", and {other}")
            for row in section.kept_rows
            if row.label in asked and not has_type(row, datatypes[section.target.datatype])
        ]
    )


def _asked_for_type(features: Sequence[Feature]) -> set[str]:
    """Return the labels of the rows of which a story asks for the documented type."""
    scenarios = [each for feature in features for block in feature.blocks for each in block.scenarios]
    return {label for each in scenarios if each.rule == "properties.type" for label in each.labels}
