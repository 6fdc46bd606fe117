"""The extent of checklists: every rule that the features have for each sentence, played or not."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING, TypeAlias

from syncproof.stories.choice import Key
from syncproof.stories.feature import of_section
from syncproof.stories.rules import RULES

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from syncproof.checklist import Checklist
    from syncproof.stories.feature import Feature

Extent: TypeAlias = "Mapping[Key, Mapping[str, int]]"
"""The rules of each sentence, each with the number of its stories."""


def extent(checklists: Sequence[Checklist], features: Sequence[Feature]) -> Extent:
    """Return the extent of checklists; a sentence that no feature answers has no rules."""
    return {
        Key(checklist.slug, section.slug, sentence.kind): _stories(
            of_section(features, checklist.slug, section.slug), sentence.kind
        )
        for checklist in checklists
        for section in checklist.sections
        for sentence in section.sentences
    }


def at_least(found: Extent, needed: Extent) -> Extent:
    """Return an extent with all rules and stories that each sentence needs: what a sentence lacks is not played."""
    return {
        key: {
            rule: max(rules.get(rule, 0), needed.get(key, {}).get(rule, 0))
            for rule in RULES
            if rule in rules or rule in needed.get(key, {})
        }
        for key, rules in found.items()
    }


def added(one: Extent, other: Extent) -> Extent:
    """Return the extent of two sets of features together."""
    return {
        key: {
            rule: rules.get(rule, 0) + other[key].get(rule, 0) for rule in RULES if rule in rules or rule in other[key]
        }
        for key, rules in one.items()
    }


def _stories(features: Sequence[Feature], kind: str) -> Mapping[str, int]:
    counted: Counter[str] = Counter()
    for block in (each for feature in features for each in feature.blocks):
        if block.kind == kind:
            for scenario in block.scenarios:
                counted[scenario.rule] += len(scenario.names)
    return {rule: counted[rule] for rule in RULES if rule in counted}
