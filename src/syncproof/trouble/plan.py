"""The plan of a sweep, from documents to stories."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, NamedTuple

from syncproof.drivers.check import check
from syncproof.errors import BadInput
from syncproof.fakes import FAKES
from syncproof.fakes.kit.faults import FAULTS
from syncproof.run.declared_marks import check_marks
from syncproof.run.documents import chosen
from syncproof.run.provenance import document_rows
from syncproof.run.shard import shard_of
from syncproof.stories.approved import approved_in
from syncproof.stories.canonical import why_open
from syncproof.stories.choice import Choice
from syncproof.trouble.story import canonical_stories
from syncproof.trouble.sweep import SweepPlan

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from pathlib import Path

    from syncproof.checklist import Checklist
    from syncproof.report.provenance_rows import FileRow
    from syncproof.report.sweep_rows import OpenSectionRow, StoryToSweepRow
    from syncproof.run.shard import Shard
    from syncproof.sut import Sut
    from syncproof.trouble.story import CanonicalStory

OTHER_STRIKES = ("crash", "act", "twin")


@dataclass(frozen=True, slots=True)
class SweepRequest:
    """A request for a sweep; without documents, every accepted document below `features` is swept."""

    documents: tuple[Path, ...]
    features: Path
    sections: tuple[str, ...]
    stories: tuple[str, ...]
    faults: tuple[str, ...]
    seed: int
    workers: int
    shard: str
    sut: Sut


class PlannedSweep(NamedTuple):
    """The plan of a sweep with all that its report says before the sweep begins."""

    plan: SweepPlan
    planned: list[StoryToSweepRow]
    documents: list[FileRow]
    open: list[OpenSectionRow]
    """The chosen sections of which no story can be told."""


def planned(request: SweepRequest) -> PlannedSweep:
    """Return the plan of a sweep. Raises BadInput for what cannot be used, and where nothing is chosen."""
    check(request.sut)
    known = [*FAULTS, *OTHER_STRIKES]
    for name in request.faults:
        if name not in known:
            raise BadInput(f"--fault {name}: no such fault", near=(name, known), do="syncproof list faults")
    if request.sut.url is not None and request.workers > 1:
        raise BadInput("one service cannot be played with by several workers at once", do="--workers 1")
    if request.sut.folder is not None and request.workers > 1:
        raise BadInput("one folder cannot be worked in by several workers at once", do="leave out --sut-dir")
    approved = approved_in(request.features)
    checklists, digests = chosen(request.documents, approved)
    check_marks(request.sut.marks)
    choice = Choice(request.sections)
    names = [name for each in checklists for section in each.sections for name in (section.slug, section.title)]
    for part in request.sections:
        if not any(Choice((part,)).has(each.slug, section) for each in checklists for section in each.sections):
            what = f"--section {part}: no section has this in its title or name"
            raise BadInput(what, near=(part, names), do="syncproof list sections")
    in_sections = [
        story
        for each in checklists
        for story in canonical_stories(each, FAKES.declared)
        if choice.has(each.slug, next(one for one in each.sections if one.slug == story.section))
    ]
    stories = _named(in_sections, request.stories)
    if not stories:
        why = next((each["reason"] for each in _open(checklists, choice)), "")
        what = f"no chosen section can be swept, the first because {why}" if why else "there is no section to sweep"
        raise BadInput(what, do="choose other sections, or another document")
    shard = shard_of(request.shard)
    rows = to_sweep(stories, shard)
    return PlannedSweep(
        SweepPlan(
            checklists,
            own(stories, rows, shard),
            request.sut,
            request.seed,
            request.workers,
            frozenset(request.faults),
        ),
        rows,
        document_rows(checklists, request.features, digests),
        [] if request.stories else list(_open(checklists, choice)),
    )


def _open(checklists: Sequence[Checklist], choice: Choice) -> Iterator[OpenSectionRow]:
    """Yield the chosen sections of which no story can be told, each with the reason."""
    for checklist in checklists:
        for section in checklist.sections:
            if choice.has(checklist.slug, section) and (why := why_open(checklist, section)):
                yield {"document": checklist.slug, "section": section.slug, "reason": why}


def to_sweep(stories: Sequence[CanonicalStory], shard: Shard | None) -> list[StoryToSweepRow]:
    """Return the plan of stories for reports: they are dealt out to the shards one after the other."""
    of = shard.of if shard else 1
    return [
        {"document": each.document, "section": each.section, "story": each.name, "shard": place % of + 1}
        for place, each in enumerate(stories)
    ]


def own(
    stories: Sequence[CanonicalStory], rows: Sequence[StoryToSweepRow], shard: Shard | None
) -> tuple[CanonicalStory, ...]:
    """Return the stories that this process sweeps."""
    number = shard.number if shard else 1
    return tuple(story for story, row in zip(stories, rows, strict=True) if row["shard"] == number)


def _named(stories: Sequence[CanonicalStory], parts: Sequence[str]) -> list[CanonicalStory]:
    """Return the stories with one of these texts in their names, whatever the case. Raises BadInput for any other."""
    folded = [part.casefold() for part in parts]
    for part in parts:
        if not any(part.casefold() in _listed(story) for story in stories):
            names = sorted({story.name for story in stories})
            raise BadInput(
                f"--story {part}: no story has this in its name", near=(part, names), do="syncproof list canonical"
            )
    return [story for story in stories if not parts or any(part in _listed(story) for part in folded)]


def _listed(story: CanonicalStory) -> str:
    """Return a story as `syncproof list canonical` has it, with its sentence, in small letters."""
    return f"{story.kind}: {story.name}".casefold()
