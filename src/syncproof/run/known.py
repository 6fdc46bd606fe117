"""Known things, of which the catalogue is made: the sections of the accepted documents, their features, the steps."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from syncproof.errors import BadInput
from syncproof.report.catalogue import Known, SectionStories
from syncproof.stories.approved import approved_in
from syncproof.stories.choice import Choice
from syncproof.stories.feature import load, of_section

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from pathlib import Path


def known_in(folder: Path, sections: tuple[str, ...] = (), *, of: str = "") -> Known:
    """Return what there is in a folder of features, or only in the sections that texts choose.

    `of` is the list that is wanted: for `drivers`, `faults` and `capabilities`, which no section has, no section is
    read. Raises BadInput where a feature is not sound, where no section is chosen, or where a list has none.
    """
    if of in {"drivers", "faults", "capabilities"}:
        if sections:
            raise BadInput(f"the {of} belong to no section", do="leave out --section")
        return Known((), whole=True, steps=tuple)
    every = list(_sections(folder))
    for text in sections:
        if not _chosen(every, (text,)):
            raise BadInput(
                f"no section has {text} in its title or name",
                near=(text, [name for each in every for name in (each.section.label, each.name)]),
                do="choose one of: syncproof list sections",
            )
    chosen = _chosen(every, sections)
    return Known(chosen, whole=not sections, steps=partial(_steps, chosen if sections else None))


def _chosen(every: Iterable[SectionStories], sections: tuple[str, ...]) -> tuple[SectionStories, ...]:
    choice = Choice(sections)
    return tuple(each for each in every if choice.has(each.checklist.slug, each.section))


def _sections(folder: Path) -> Iterator[SectionStories]:
    for checklist in approved_in(folder):
        features = [load(path) for path in sorted((folder / checklist.slug).glob("*.feature"))]
        for section in checklist.sections:
            yield SectionStories(checklist, section, of_section(features, checklist.slug, section.slug))


def _steps(used_in: tuple[SectionStories, ...] | None) -> Iterator[tuple[str, str]]:
    """Yield the keyword and the sentence of every step, or only of those that the features of sections use."""
    from syncproof.run.vocabulary import own_vocabulary  # noqa: PLC0415 - only this list needs steps, and pytest-bdd

    used = {
        (step.type, step.text)
        for each in used_in or ()
        for feature in each.features
        for block in feature.blocks
        for scenario in block.scenarios
        for step in scenario.steps
    }
    for definition in own_vocabulary().definitions:
        if used_in is None or any(definition.is_of(type_) and definition.matches(text) for type_, text in used):
            yield definition.type, definition.text
