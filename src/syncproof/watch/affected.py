"""The effect of a change: stories whose words, or whose section's, are others than those that were judged."""

from __future__ import annotations

import hashlib
import json
from dataclasses import replace
from typing import TYPE_CHECKING, NamedTuple

from syncproof.checklist.accepted_text import dump
from syncproof.fakes import FAKES
from syncproof.stories.feature import of_section
from syncproof.verdict import Verdict

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from syncproof.checklist import Checklist, Section
    from syncproof.run.account import Key
    from syncproof.run.plan import RunPlan
    from syncproof.watch.said import Judged


class Affected(NamedTuple):
    """The stories to play, those to begin with, and those that are gone."""

    keys: frozenset[Key]
    first: frozenset[Key]
    gone: frozenset[Key]


def digests_of(plan: RunPlan) -> dict[Key, str]:
    """Return the digest of each story to play. A story that only moves within its file keeps its digest."""
    return {
        (checklist.slug, section, name): digest
        for checklist in plan.checklists
        for section, name, digest in _digests(plan, checklist)
    }


def affected(digests: Mapping[Key, str], judged: Mapping[Key, Judged]) -> Affected:
    """Return what is to be played, given the digests of now; what did not pass the last time comes first."""
    keys = frozenset(key for key, digest in digests.items() if key not in judged or judged[key].digest != digest)
    red = frozenset(key for key in keys if key in judged and judged[key].verdict != Verdict.PASS)
    return Affected(keys, red, frozenset(judged) - frozenset(digests))


def _digests(plan: RunPlan, checklist: Checklist) -> Iterator[tuple[str, str, str]]:
    chosen = {each.key for each in plan.scenarios()}
    for section in checklist.sections:
        said = [dump(replace(checklist, generated="", sections=(section,))), *_derived(section)]
        for feature in of_section(plan.features, checklist.slug, section.slug):
            for scenario in (each for block in feature.blocks for each in block.scenarios):
                for name, steps in zip(scenario.names, scenario.played(), strict=True):
                    if (checklist.slug, section.slug, name) in chosen:
                        words = [(step.type, step.text, step.argument) for step in steps]
                        yield section.slug, name, _digest([said, scenario.rule, words])


def _derived(section: Section) -> Iterator[object]:
    """Yield what the whole document says of the datatypes of a section that are derived from the document."""
    for end in (section.source, section.target):
        datatype = FAKES.declared.get(end.system, {}).get(end.datatype)
        if datatype and datatype.derived:
            yield [(each.name, each.kind, each.mandatory, each.schema) for each in datatype.properties.values()]


def _digest(said: Iterable[object]) -> str:
    text = json.dumps(list(said), ensure_ascii=False, default=str)
    return hashlib.sha256(text.encode("utf-8", "backslashreplace")).hexdigest()
