"""Accepted conditions in the words of now: a condition is the same where no more than names of systems differ."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from syncproof.checklist.names import normalised
from syncproof.drift.matching import in_step
from syncproof.drift.meaning import by_roles, with_names

if TYPE_CHECKING:
    from collections.abc import Mapping

    from syncproof.checklist import Checklist, Section, Sentence
    from syncproof.checklist.set_aside import SetAside


class Conditions:
    """The conditions of an accepted document whose sections have the names of now, and of the new generation."""

    def __init__(self, old: Checklist, new: Checklist) -> None:
        self._old = in_step(old, new)
        self._checklist = old
        in_new_step = in_step(new, self._old)
        pairs = ((old.source, new.source), (old.target, new.target))
        self._names = {was: is_ for was, is_ in pairs if was and is_} if any(a != b for a, b in pairs) else {}
        self._words = {
            section.slug: _by_meaning(section, stepped, in_new_step)
            for section, stepped in zip(new.sections, in_new_step.sections, strict=True)
        }

    @property
    def checklist(self) -> Checklist:
        """The accepted document with its conditions in the words of now."""
        sections = zip(self._checklist.sections, self._old.sections, strict=True)
        return replace(self._checklist, sections=tuple(self._section(*each) for each in sections))

    def aside(self, agreement: SetAside) -> SetAside:
        """Return an agreement that was set aside, in the words of now."""
        slug = agreement.feature.removesuffix(".feature")
        words = (self._now(slug, each, each) for each in agreement.words)
        return replace(agreement, words=tuple(normalised(each).casefold() for each in words))

    def _section(self, section: Section, stepped: Section) -> Section:
        sentences = zip(section.sentences, stepped.sentences, strict=True)
        return replace(section, sentences=tuple(self._sentence(section.slug, *each) for each in sentences))

    def _sentence(self, slug: str, sentence: Sentence, stepped: Sentence) -> Sentence:
        if sentence.kind != "condition":
            return sentence
        return replace(sentence, words=self._now(slug, sentence.words, stepped.words))

    def _now(self, slug: str, words: str, stepped: str) -> str:
        """Return words of a section as the section says them now, or else with the systems' names of now."""
        known = self._words.get(slug, {})
        if normalised(words).casefold() in {normalised(each).casefold() for each in known.values()}:
            return words
        return known.get(by_roles(stepped, self._old)) or with_names(words, self._names)


def _by_meaning(section: Section, stepped: Section, checklist: Checklist) -> Mapping[str, str]:
    """Return the words of a section's conditions, by what they mean whoever the systems are called."""
    pairs = zip(section.sentences, stepped.sentences, strict=True)
    return {by_roles(two.words, checklist): one.words for one, two in pairs if one.kind == "condition"}
