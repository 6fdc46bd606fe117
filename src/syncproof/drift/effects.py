"""The effect of a difference on the features: which stories lose what they show, and what no story shows yet."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from syncproof.drift.difference import Difference
from syncproof.stories.feature import of_section

if TYPE_CHECKING:
    from syncproof.checklist import Checklist
    from syncproof.stories.feature import Feature, Scenario

_ADDED = {
    "section": "no feature answers the section",
    "doubling": "no feature answers the copy",
    "sentence": "no Rule answers the sentence",
    "condition": "no story shows the condition",
    "criterion": "no story shows the criterion",
    "row": "no story carries the row",
    "unreadable": "the section is inconclusive until somebody can read it",
    "contradiction": "the section and its copy are inconclusive until the document says one thing of the two datatypes",
}
_STORIES = {
    ("section", "removed"): ("answers nothing", "answer nothing"),
    ("section", "renamed"): ("speaks of other datatypes", "speak of other datatypes"),
    ("direction", "turned"): ("goes the other way", "go the other way"),
    ("sentence", "removed"): ("answers nothing", "answer nothing"),
    ("sentence", "changed"): ("answers another promise", "answer another promise"),
    ("condition", "changed"): ("shows another condition", "show another condition"),
    ("condition", "removed"): ("shows another condition", "show another condition"),
    ("connected", "changed"): ("connects other datatypes", "connect other datatypes"),
    ("criterion", "changed"): ("merges by another criterion", "merge by another criterion"),
    ("criterion", "renamed"): ("names another property", "name another property"),
    ("criterion", "removed"): ("merges by a criterion that is gone", "merge by a criterion that is gone"),
    ("row", "removed"): ("loses its row", "lose their row"),
    ("row", "changed"): ("carries another row", "carry another row"),
    ("row", "renamed"): ("names another property", "name another property"),
    ("type", "changed"): ("asks for another type", "ask for another type"),
}
"""What one story does, and several."""


def with_effects(
    differences: Sequence[Difference], accepted: Checklist, new: Checklist, features: Sequence[Feature]
) -> tuple[Difference, ...]:
    """Return differences from an accepted document, each with what it does to the features of that document."""
    return tuple(replace(each, effect=_effect(each, accepted, new, features)) for each in differences)


def concern(differences: Sequence[Difference], section: str) -> bool:
    """Whether the features of a section are needed to say what differences do to the stories."""
    return any(
        (each.what, each.how) in _STORIES and section in {each.slug or section, *each.beside} for each in differences
    )


def _effect(difference: Difference, accepted: Checklist, new: Checklist, features: Sequence[Feature]) -> str:
    if difference.what == "system":
        return f"the stories name the system anew, and the folder {accepted.slug} becomes {new.slug}"
    if difference.what == "doubling" and difference.kind:
        return ""  # the stories of a line are about its copies, too
    if difference.how == "added":
        return _ADDED.get(difference.what, "")
    verbs = _STORIES.get((difference.what, difference.how))
    if not verbs:
        return ""
    count = len(_stories(difference, accepted, features))
    return f"1 story {verbs[0]}" if count == 1 else f"{count} stories {verbs[1]}" if count else ""


def _stories(difference: Difference, accepted: Checklist, features: Sequence[Feature]) -> list[Scenario]:
    """Return the stories that a difference is about: of its section, of its sentence, or of its row."""
    own = [
        each
        for slug in (difference.slug, *difference.beside)
        for each in (of_section(features, accepted.slug, slug) if slug else features)
    ]
    blocks = [block for each in own for block in each.blocks]
    if difference.what == "type":
        return [
            each
            for block in blocks
            for each in block.scenarios
            if each.rule == "properties.type" and difference.label in each.labels
        ]
    labels = {difference.label, *difference.labels}
    if difference.what == "row":
        return [each for block in blocks for each in block.scenarios if not labels.isdisjoint(each.labels)]
    return [
        each
        for block in blocks
        for each in block.scenarios
        if not difference.kind or block.kind == difference.kind or not labels.isdisjoint(each.labels)
    ]
