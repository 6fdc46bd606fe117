"""The plan of a sweep, from documents to stories."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from syncproof.checklist import accepted
from syncproof.drivers.check import check
from syncproof.errors import BadInput
from syncproof.fakes import FAKES
from syncproof.fakes.kit.faults import FAULTS
from syncproof.run.plan import chosen
from syncproof.run.shard import shard_of
from syncproof.stories.choice import Choice
from syncproof.trouble.story import canonical_stories
from syncproof.trouble.sweep import SweepPlan

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

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


def planned(request: SweepRequest) -> SweepPlan:
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
    declared = {name: fake.datatypes for name, fake in FAKES.items()}
    approved = accepted.load_all(request.features, declared)
    checklists, _ = chosen(request.documents, approved, request.features)
    choice = Choice(request.sections)
    titles = [section.title for each in checklists for section in each.sections]
    for part in request.sections:
        if not any(Choice((part,)).has(each.slug, section) for each in checklists for section in each.sections):
            raise BadInput(f"--section {part}: no section has this in its title", near=(part, titles))
    in_sections = [
        story
        for each in checklists
        for story in canonical_stories(each, declared)
        if choice.has(each.slug, next(one for one in each.sections if one.slug == story.section))
    ]
    stories = _named(in_sections, request.stories)
    shard = shard_of(request.shard)
    if shard:
        stories = [story for place, story in enumerate(stories) if place % shard.of == shard.number - 1]
    return SweepPlan(checklists, tuple(stories), request.sut, request.seed, request.workers, frozenset(request.faults))


def _named(stories: Sequence[CanonicalStory], parts: Sequence[str]) -> list[CanonicalStory]:
    """Return the stories with one of these texts in their names. Raises BadInput for a text that no name has."""
    for part in parts:
        if not any(part in story.name for story in stories):
            names = sorted({story.name for story in stories})
            raise BadInput(f"--story {part}: no story has this in its name", near=(part, names))
    return [story for story in stories if not parts or any(part in story.name for part in parts)]
