"""The catalogue: what there is to choose from and to meet in a report, list by list.

Every row comes from the table that the thing itself comes from: what is added there is listed here.
"""

from __future__ import annotations

import inspect
from collections.abc import Callable, Iterable, Iterator, Mapping
from types import MappingProxyType
from typing import NamedTuple

from syncproof.checklist import Checklist, Section
from syncproof.drivers import BROKEN, DRIVERS
from syncproof.drivers.ways import WAYS
from syncproof.engine import Sync
from syncproof.engine.broken.defect import EVERYTHING, Defect
from syncproof.errors import HarnessBroke, counted
from syncproof.fakes import FAKES
from syncproof.fakes.kit.faults import FAULTS
from syncproof.fakes.trello.capabilities import CAPABILITIES
from syncproof.stories.canonical import canonical_scenarios
from syncproof.stories.feature import Feature
from syncproof.stories.rules import RULES
from syncproof.sut import BROKEN_PREFIX, REFERENCE


class SectionStories(NamedTuple):
    """A section of a document, and the features that answer it, if there are any."""

    checklist: Checklist
    section: Section
    features: tuple[Feature, ...]

    @property
    def name(self) -> str:
        """The name by which `run --section` takes the section, and no other."""
        return f"{self.checklist.slug}/{self.section.slug}"

    def stories(self) -> Iterator[tuple[str, str, str]]:
        """Yield the rule, the name and the `file:line` of each story."""
        for feature in self.features:
            for scenario in (each for block in feature.blocks for each in block.scenarios):
                for name in scenario.names:
                    yield scenario.rule, name, f"{feature.name}:{scenario.line}"


class Known(NamedTuple):
    """The sections and steps that are listed; all else comes from the tables of syncproof itself."""

    sections: tuple[SectionStories, ...]
    whole: bool
    """Whether these are all sections, and not a choice of them."""
    steps: Callable[[], Iterable[tuple[str, str]]]
    """Returns the keyword, given, when or then, and the sentence of each step; takes longer than all else to load."""


class Thing(NamedTuple):
    """A thing of a list: the cells of a table, the last of which may be long, and the same and more as JSON has it."""

    cells: tuple[str, ...]
    facts: Mapping[str, str | int | list[str]]


def _sections(known: Known) -> Iterator[Thing]:
    for each in known.sections:
        stories = list(each.stories())
        rules = len({rule for rule, _, _ in stories})
        yield Thing(
            (each.name, f"{each.section.label}: {counted(rules, 'rule')}, {counted(len(stories), 'story', 'stories')}"),
            {
                "section": each.name,
                "title": each.section.label,
                "document": each.checklist.title,
                "rules": rules,
                "stories": len(stories),
            },
        )


def _rules(known: Known) -> Iterator[Thing]:
    stories = [rule for each in known.sections for rule, _, _ in each.stories()]
    for rule in RULES.values():
        count = stories.count(rule.id)
        if not (count or known.whole):
            continue
        yield Thing(
            (rule.id, rule.level, rule.story if count else f"{rule.story} (no story)"),
            {
                "rule": rule.id,
                "level": rule.level,
                "meaning": rule.story,
                "sentence": rule.sentence,
                "stories": count,
                "broken_by": [f"{BROKEN_PREFIX}{defect.name}" for defect in breakers(rule.id)],
            },
        )


def _stories(known: Known) -> Iterator[Thing]:
    for each in known.sections:
        for rule, name, place in each.stories():
            facts = {"section": each.name, "rule": rule, "name": name, "place": place}
            yield Thing((each.name, f"{rule}: {name}"), facts)


def _canonical(known: Known) -> Iterator[Thing]:
    declared = FAKES.declared
    for each in known.sections:
        for _, kind, scenario, _, _ in canonical_scenarios(each.checklist, each.section, declared):
            steps = [f"{step.type.capitalize()} {step.text}" for step in scenario.steps]
            yield Thing(
                (each.name, f"{kind}: {scenario.name}"),
                {"section": each.name, "sentence": kind, "name": scenario.name, "steps": steps},
            )


def _steps(known: Known) -> Iterator[Thing]:
    keywords: dict[str, set[str]] = {}
    for keyword, text in known.steps():
        keywords.setdefault(text, set()).add(keyword.capitalize())
    for text, found in keywords.items():
        yield Thing((", ".join(sorted(found)), text), {"step": text, "keywords": sorted(found)})


def _drivers(_: Known) -> Iterator[Thing]:
    for name in DRIVERS:
        defect = BROKEN.get(name.removeprefix(BROKEN_PREFIX))
        does = does_of(defect.sync) if defect else does_of(Sync) if name == REFERENCE else "Another sync."
        text = f"{does} Breaks {defect.rule}." if defect else does
        yield Thing(
            (name, text),
            {"driver": name, "option": f"--driver {name}", "does": does, "breaks": defect.rule if defect else ""},
        )
    for way in WAYS:
        does = f"Your own sync: {way.name}."
        yield Thing((way.usage, does), {"driver": way.name, "option": way.usage, "does": does, "breaks": ""})


def does_of(sync: type[Sync]) -> str:
    """Return the first sentence of what a sync's class says of the sync."""
    text = " ".join((inspect.getdoc(sync) or "").split())
    if not text:
        raise HarnessBroke(f"{sync.__name__} does not say what it does")
    return text.partition(". ")[0].rstrip(".") + "."


def _faults(_: Known) -> Iterator[Thing]:
    for fault in FAULTS.values():
        does = " ".join(fault.does.split())
        yield Thing(
            (fault.name, fault.plain, does),
            {
                "fault": fault.name,
                "plain": fault.plain,
                "strikes": fault.strikes,
                "does": does,
                "methods": sorted(fault.methods),
                "parameters": list(fault.parameters),
            },
        )


def _capabilities(_: Known) -> Iterator[Thing]:
    for each in CAPABILITIES.values():
        yield Thing(
            (each.name, f"{each.allows}. Really: {each.really} ({each.known})."),
            {"capability": each.name, "allows": each.allows, "really": each.really, "known": each.known},
        )


def capabilities() -> list[Thing]:
    """Return the list of the capabilities, which needs no document."""
    return list(_capabilities(Known((), whole=True, steps=tuple)))


def breakers(rule: str, *, alone: bool = True) -> list[Defect]:
    """Return the broken engines that prove that a rule can fail, or else those that break the rule as well."""
    if alone:
        return [defect for defect in BROKEN.values() if defect.rule == rule]
    return [each for each in BROKEN.values() if each.rule != rule and (each.also == EVERYTHING or rule in each.also)]


LISTS: Mapping[str, Callable[[Known], Iterator[Thing]]] = MappingProxyType(
    {
        "sections": _sections,
        "rules": _rules,
        "stories": _stories,
        "canonical": _canonical,
        "steps": _steps,
        "drivers": _drivers,
        "faults": _faults,
        "capabilities": _capabilities,
    }
)
"""What can be listed, by name."""
