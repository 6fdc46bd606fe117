"""A counterexample again: its story is played with its trouble, and judged anew."""

from __future__ import annotations

from typing import TYPE_CHECKING

from syncproof.checklist import accepted
from syncproof.errors import BadInput
from syncproof.fakes import FAKES
from syncproof.steps.stage import Stage, on_stage
from syncproof.trouble.cell import Cell
from syncproof.trouble.player import FailsUntroubled, Player
from syncproof.trouble.story import canonical_stories
from syncproof.trouble.sweep import LONGEST
from syncproof.trouble.told_again import again

if TYPE_CHECKING:
    from pathlib import Path

    from syncproof.checklist import Checklist
    from syncproof.checklist.declared import Declared
    from syncproof.sut import Sut
    from syncproof.trouble.cell import CellOutcome
    from syncproof.trouble.counterexample import Script
    from syncproof.trouble.story import CanonicalStory
    from syncproof.trouble.told import ToldStory
    from syncproof.trouble.told_again import ToldEnding


def _declared() -> Declared:
    return {name: fake.datatypes for name, fake in FAKES.items()}


def _document(slug: str, features: Path, where: str) -> Checklist:
    approved = {each.slug: each for each in accepted.load_all(features, _declared())}
    if slug not in approved:
        raise BadInput(f"no document {slug} is accepted", where=where, near=(slug, approved))
    return approved[slug]


def retold(told: ToldStory, features: Path, sut: Sut, where: str) -> ToldEnding:
    """Play a told story of a file again, and return how it ended. Raises BadInput for no such document or section."""
    checklist = _document(told.document, features, where)
    sections = [each.slug for each in checklist.sections]
    if told.section not in sections:
        raise BadInput(f"no section {told.section} in {told.document}", where=where, near=(told.section, sections))
    stage = Stage(sut, told.seed)
    try:
        with on_stage(stage):
            return again(stage, checklist, told)
    finally:
        stage.close()


def replayed(script: Script, features: Path, sut: Sut, where: str) -> tuple[CanonicalStory, CellOutcome | None]:
    """Play a counterexample of a file, and return its story with the outcome; None for an act that nobody can do.

    Raises BadInput where there is no such document, section, story or site.
    """
    checklist, declared = _document(script.document, features, where), _declared()
    stories = {(each.section, each.name): each for each in canonical_stories(checklist, declared)}
    sections = {section for section, _ in stories}
    if script.section not in sections:
        raise BadInput(
            f"no section {script.section} in {script.document}", where=where, near=(script.section, sections)
        )
    names = [name for section, name in stories if section == script.section]
    if script.story not in names:
        raise BadInput(f"no story {script.story} in {script.section}", where=where, near=(script.story, names))
    story = stories[script.section, script.story]
    stage = Stage(sut, script.seed, longest=LONGEST)
    try:
        with on_stage(stage):
            player = Player(stage, checklist, story, shares=False)
            try:
                requests = player.probe()
            except FailsUntroubled as failed:
                return story, failed.outcome
            here = [each for each in requests if each.is_state_write == script.at_state_write]
            site = next((each for each in here if each.number == script.number), None)
            if site is None:
                kind = "write" if script.at_state_write else "request"
                raise BadInput(f"the story has no {kind} {script.number}", where=where, do=f"it has {len(here)}")
            return story, player.play(Cell(site, script.strike))
    finally:
        stage.close()
