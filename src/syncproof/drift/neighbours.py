"""Neighbours of what drifted: sections that say the same, and of which other stories are told now."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from syncproof.checklist.accepted import agreed
from syncproof.checklist.names import squeezed
from syncproof.drift.datatypes import RenamedDatatypes
from syncproof.drift.difference import Difference, Passage
from syncproof.drift.matching import in_step, matched
from syncproof.fakes import FAKES
from syncproof.stories.doubts import doubt, undoubted
from syncproof.stories.pieces import pieces
from syncproof.stories.playable import known_playable
from syncproof.stories.render import of_section

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from syncproof.checklist import Checklist, Section
    from syncproof.stories.pieces import PieceKey

_NEWS = "the section says the same as before, and other stories are told of it, since other sections changed"


def neighbours(old: Checklist, new: Checklist, differences: Sequence[Difference]) -> Iterator[Difference]:
    """Yield a notice for each section that says the same while others drifted, and whose stories are others now."""
    renamed = RenamedDatatypes(in_step(old, new), in_step(new, old))
    slugs, old = renamed.slugs(old), renamed.of(old)
    in_drift = {each.slug for each in differences if each.level == "drift" and each.section}
    drifted = {now for now, was in slugs.items() if was in in_drift}
    drifted_titles = {each.section for each in differences if each.level == "drift"}
    before, after = in_step(old, new), in_step(new, old)
    matches = matched(before, after)
    changed = [each for each in before.sections if each.slug in drifted]
    changed += [each for each in matches.added if each.title in drifted_titles]
    near = [
        (one.slug, two.slug)
        for one, two in matches.same
        if one.slug not in drifted and any(_is_near(one, each) for each in changed)
    ]
    if near:
        then = _stories(old, [slug for slug, _ in near])
        now = _stories(_called_as(agreed(new, old), old), [slug for _, slug in near])
        for one, two in near:
            if effect := _effect(then[one], now[two]):
                was, is_ = _heading(old, one), _heading(new, two)
                yield Difference("notice", "stories", "changed", _NEWS, was, is_, is_.words, slugs[one], effect=effect)


def _is_near(section: Section, other: Section) -> bool:
    """Whether stories of a section can speak of another one: of its datatypes, or of what it synchronizes."""
    connected = {squeezed(name) for each in section.sentences for name in each.connected}
    return not {*section.pair, *connected}.isdisjoint(other.pair)


def _called_as(checklist: Checklist, other: Checklist) -> Checklist:
    """Return a checklist whose systems are called as in another one: a new name alone changes no story."""
    sections = (
        replace(
            each,
            source=replace(each.source, system=other.source),
            target=replace(each.target, system=other.target),
        )
        for each in checklist.sections
    )
    return replace(checklist, source=other.source, target=other.target, sections=tuple(sections))


def _stories(checklist: Checklist, slugs: Sequence[str]) -> Mapping[str, Mapping[PieceKey, str] | str]:
    """Return the stories of some sections, or why none can be told."""
    played = known_playable(checklist)
    told = undoubted(played)
    found: dict[str, Mapping[PieceKey, str] | str] = {}
    for section in played.sections:
        if section.slug in slugs and section not in told.sections:
            found[section.slug] = doubt(played, section)
        elif section.slug in slugs:
            text = of_section(told, section, FAKES.declared)
            found[section.slug] = {key: each for key, each in pieces(text, section.slug).items() if key.is_scenario}
    return found


def _effect(then: Mapping[PieceKey, str] | str, now: Mapping[PieceKey, str] | str) -> str:
    """Return what becomes of a section's stories, '' where they are as they were."""
    if isinstance(now, str):
        return "" if isinstance(then, str) else f"none of its stories can be told: {now}"
    if isinstance(then, str):
        return "stories can be told of it now"
    counts = {
        ("goes", "go"): len(then.keys() - now.keys()),
        ("is new", "are new"): len(now.keys() - then.keys()),
        ("changes", "change"): sum(then[key] != now[key] for key in then.keys() & now.keys()),
    }
    found = [
        f"1 story {one}" if count == 1 else f"{count} stories {several}"
        for (one, several), count in counts.items()
        if count
    ]
    return ", ".join(found)


def _heading(checklist: Checklist, slug: str) -> Passage:
    section = next(each for each in checklist.sections if each.slug == slug)
    return Passage(checklist.file, section.line, section.title)
