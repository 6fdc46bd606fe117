"""Explanations: what a rule, a kind of sentence or a story means, and what holds it, from the tables of syncproof."""

from __future__ import annotations

import shlex
import textwrap
from collections.abc import Iterator, Mapping, Sequence
from types import MappingProxyType
from typing import TYPE_CHECKING, NamedTuple

from syncproof.checklist import KINDS
from syncproof.engine.broken.defect import EVERYTHING
from syncproof.errors import BadInput
from syncproof.fakes.kit.faults import FAULTS, READS
from syncproof.inputs import text_of
from syncproof.laws import LAWS
from syncproof.report.catalogue import SectionStories, breakers, does_of
from syncproof.report.stream import WIDTH
from syncproof.report.table import wrapped
from syncproof.report.visible import visible
from syncproof.stories.excerpt import excerpt
from syncproof.stories.rules import RULES
from syncproof.sut import BROKEN_PREFIX

if TYPE_CHECKING:
    from syncproof.stories.rules import Rule

_INDENT = 12
_OTHERS = 3
"""So many stories are named beside the one that is shown."""
_RUN, _SWEEP = "run", "sweep"
_CRASH = "robust.crash"
_WRITES = frozenset({"DELETE", "PATCH", "POST", "PUT"})
_NO_ACTS: Mapping[str, Sequence[str]] = MappingProxyType({})
_ONLY_A_STEP = "none finds the defect in the ledger alone: the Then of a story does"


class FoundStory(NamedTuple):
    """A story, and where it stands."""

    section: SectionStories
    rule: str
    name: str
    place: str
    """`file:line`."""

    @property
    def title(self) -> str:
        """The story as `--only` takes it."""
        return f"{self.rule}: {self.name}"


def explained(
    name: str, sections: Sequence[SectionStories], width: int = WIDTH, acts: Mapping[str, Sequence[str]] = _NO_ACTS
) -> list[str]:
    """Return the lines that explain a rule's id, a kind of sentence or its text, or a story's name or part of it.

    `acts` are the acts of users that sweeps play, by the rule that each shows.

    Raises BadInput, which names the nearest, where there is no such thing.
    """
    wanted = " ".join(name.split()).casefold()
    stories = list(_all_stories(sections))
    found = [one for one in stories if wanted in {one.name.casefold(), one.title.casefold()}]
    kinds = [
        sentence.kind
        for each in sections
        for sentence in each.section.sentences
        if wanted and wanted == sentence.text.casefold()
    ]
    if wanted in RULES:
        return list(_shown(RULES[wanted].id, _rule(RULES[wanted], stories, acts.get(wanted, ())), width))
    if wanted in KINDS or kinds:
        kind = wanted if wanted in KINDS else kinds[0]
        return list(_shown(kind, _kind(kind, sections), width))
    found = found or [one for one in stories if wanted and wanted in one.name.casefold()]
    if not found:
        raise BadInput(
            f"no rule, sentence or story is called {name}",
            near=(name, [*RULES, *KINDS, *(one.name for one in stories)]),
            do="choose one of: syncproof list rules, or syncproof list stories",
        )
    return list(_shown(found[0].name, _story(found), width))


def _all_stories(sections: Sequence[SectionStories]) -> Iterator[FoundStory]:
    for each in sections:
        for rule, name, place in each.stories():
            yield FoundStory(each, rule, name, place)


def _rule(rule: Rule, stories: Sequence[FoundStory], acts: Sequence[str]) -> Iterator[tuple[str, str]]:
    mine = [one for one in stories if one.rule == rule.id]
    yield "means", rule.story
    yield "level", rule.level
    yield "sentence", f"{rule.sentence}: {_shape(rule.sentence)}"
    own = breakers(rule.id)
    for law in dict.fromkeys(defect.law for defect in own):
        yield "law", f"{law}: {LAWS[law]}" if law else _ONLY_A_STEP
    for defect in own:
        yield "broken by", f"{BROKEN_PREFIX}{defect.name}: {does_of(defect.sync)}"
    if not own:
        yield "broken by", "no engine: the two accepted documents have no story of this rule"
    also = breakers(rule.id, alone=False) if mine else []
    if names := [f"{BROKEN_PREFIX}{defect.name}" for defect in also if defect.also != EVERYTHING]:
        yield "and by", ", ".join(names)
    if names := [f"{BROKEN_PREFIX}{defect.name}" for defect in also if defect.also == EVERYTHING]:
        yield "and by", f"the engines that break every rule: {', '.join(names)}"
    sections = len({one.section.name for one in mine})
    yield "stories", f"{len(mine)} in {sections} sections" if mine else "none: no accepted document has such a sentence"
    if mine:
        yield from _example(min(mine, key=lambda one: len(_text(one).splitlines())))
        yield _RUN, f"syncproof run --only {rule.id}"
    yield from _trouble(rule, acts)


def _trouble(rule: Rule, acts: Sequence[str]) -> Iterator[tuple[str, str]]:
    """Yield where trouble strikes in a sweep to show a rule, and how to sweep that alone."""
    faults = [fault for fault in FAULTS.values() if fault.rule == rule.id]
    for fault in faults:
        methods = ", ".join(sorted(fault.methods)) if set(fault.methods) < READS | _WRITES else "request"
        until = "once, and until healed" if fault.lasting else "once"
        yield "strikes", f"{fault.name} at every {methods} where that makes sense, {until}: {fault.plain}"
    if rule.id == _CRASH:
        yield "strikes", "the sync is killed before and after every request, and every write to its state"
    for act in acts:
        yield "strikes", f"at every request, just before the answer: {act}"
    names = [fault.name for fault in faults] + (["crash"] if rule.id == _CRASH else []) + (["act"] if acts else [])
    if names:
        yield _SWEEP, f"syncproof sweep {' '.join(f'--fault {name}' for name in names)}"


def _kind(kind: str, sections: Sequence[SectionStories]) -> Iterator[tuple[str, str]]:
    yield "sentence", _shape(kind)
    if not KINDS[kind].supported:
        yield "rules", "none: no story puts a sentence of this kind to the test"
    for rule in RULES.values():
        if rule.sentence == kind:
            yield "rule", f"{rule.id} ({rule.level}): {rule.story}"
    names = [each.name for each in sections if any(one.kind == kind for one in each.section.sentences)]
    yield "sections", ", ".join(names) or "none"
    if KINDS[kind].supported:
        yield _RUN, f"syncproof run --only {kind}"


def _story(found: Sequence[FoundStory]) -> Iterator[tuple[str, str]]:
    story = found[0]
    rule = RULES[story.rule]
    yield "shows", f"{rule.id} ({rule.level}): {rule.story}"
    yield "section", f"{story.section.name}: {story.section.section.label}"
    sentence = next((one for one in story.section.section.sentences if one.kind == rule.sentence), None)
    yield "sentence", sentence.text if sentence else _shape(rule.sentence)
    yield from _example(story)
    if others := [f"{one.section.name}: {one.name}" for one in found[1:]]:
        yield (
            "others",
            "; ".join(others[:_OTHERS]) + (f"; and {len(others) - _OTHERS} more" if others[_OTHERS:] else ""),
        )
    yield _RUN, f"syncproof run --section {story.section.name} --only {shlex.quote(story.title)}"


def _shape(kind: str) -> str:
    return KINDS[kind].shape.replace("{", "<").replace("}", ">")


def _example(story: FoundStory) -> Iterator[tuple[str, str]]:
    yield "story", story.place
    for line in _text(story).splitlines():
        yield "", line


def _text(story: FoundStory) -> str:
    name, _, line = story.place.rpartition(":")
    path = next(each.path for each in story.section.features if each.name == name)
    return excerpt(text_of(path, "a feature"), int(line))


def _quoted(line: str, width: int) -> list[str]:
    """Return a line of a feature as it is indented there; what is too long goes on below, two columns further."""
    indent = _INDENT + len(line) - len(line.lstrip())
    return textwrap.wrap(line.strip(), width, initial_indent=" " * indent, subsequent_indent=" " * (indent + 2)) or [""]


def _shown(name: str, fields: Iterator[tuple[str, str]], width: int) -> Iterator[str]:
    yield visible(name)
    before = ""
    for field, text in fields:
        label = f"  {field if field != before else ''}"
        if field in {_RUN, _SWEEP}:
            yield f"{label:<{_INDENT}}{visible(text)}"  # a line to copy
        elif field:
            yield from wrapped(label, visible(text), _INDENT, width)
        else:
            yield from _quoted(visible(text), width)
        before = field
