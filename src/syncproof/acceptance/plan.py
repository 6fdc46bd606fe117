"""Decides what a folder of features holds after a document is accepted: texts in, texts out, nothing written."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from syncproof.acceptance.checklist_text import Agreed, merged_checklist
from syncproof.acceptance.draft import CONFLICT, Draft
from syncproof.acceptance.former import former_of, kept_former
from syncproof.acceptance.kept_rows import kept_rows, with_kept_rows
from syncproof.acceptance.kept_texts import kept
from syncproof.acceptance.moved import Moved
from syncproof.acceptance.new_names import NewNames, section_file
from syncproof.acceptance.nouns import Nouns
from syncproof.acceptance.orders import kept_orders
from syncproof.acceptance.own_scenarios import WHOLE, OwnScenarios
from syncproof.acceptance.properties import Properties
from syncproof.acceptance.removed import kept_removed
from syncproof.acceptance.renamed import Renaming
from syncproof.acceptance.retired import RETIRED, kept_sections, retired_sections
from syncproof.acceptance.titles import titled
from syncproof.acceptance.waiting import kept_waiting, waiting_of
from syncproof.checklist import accepted
from syncproof.checklist.accepted import RENDERED
from syncproof.checklist.accepted_text import dump
from syncproof.checklist.names import squeezed
from syncproof.checklist.set_aside import FILE as AGREED
from syncproof.checklist.set_aside import SetAside, set_aside
from syncproof.drift import history
from syncproof.drift.history import AcceptedMeaning
from syncproof.drift.meaning import digest

if TYPE_CHECKING:
    from syncproof.acceptance.comments import Homeless
    from syncproof.acceptance.renamed import Sentences
    from syncproof.checklist import Checklist
    from syncproof.drift.datatypes import RenamedDatatypes

Texts = Mapping[str, str]
"""The texts of a document's folder by their names, such as `a-to-b.feature` and `retired/a-to-b.feature`."""


@dataclass(frozen=True, slots=True)
class Accepted:
    """A document as it was accepted: its checklist, the texts of its folder, and what was rendered then."""

    checklist: Checklist
    texts: Texts
    rendered: Texts
    meanings: tuple[AcceptedMeaning, ...] = ()
    aside: tuple[SetAside, ...] = ()
    """What people agreed on earlier, and the document says nothing of now."""


@dataclass(frozen=True, slots=True)
class PlannedFolder:
    """The checklist and the texts that a document's folder has after the document is accepted."""

    checklist: Checklist
    texts: Texts
    datatypes: RenamedDatatypes | None = None
    """The datatypes with another name, where the document is not new."""


def planned(document: Checklist, rendered: Texts, before: Accepted | None, sentences: Sentences) -> PlannedFolder:
    """Return what a document's folder holds after acceptance; `rendered` are the features that the document gives.

    By the `sentences` of steps, a record of people's that is called like a renamed system is told from the system.
    Raises BadInput where a feature that people changed is no Gherkin.
    """
    if before is None:
        texts = {
            **rendered,
            RENDERED: kept(rendered),
            history.FILE: history.dump([_meaning(document)]),
            accepted.FILE: dump(document),
        }
        return PlannedFolder(document, texts)
    moved = moved_to(document, before.checklist, before.texts, before.rendered)
    placed = _in_place(before, moved)
    agreed = accepted.agreed(document, placed.checklist, placed.aside)
    checklist = replace(agreed, former=_former(document, before.checklist))
    renaming = Renaming(placed.checklist, checklist, sentences)
    step = _Step(before, placed, checklist, rendered, moved, renaming)
    return PlannedFolder(checklist, step.texts(), moved.datatypes)


def moved_to(document: Checklist, old: Checklist, texts: Texts, rendered: Texts) -> Moved:
    """Return how the sections of an accepted document moved; the retired ones are those that something is about."""
    is_aside = any(each.startswith(f"{RETIRED}/") for each in texts)
    return Moved(old, document, retired_sections(rendered) if is_aside else (), former_of(rendered))


def _in_place(before: Accepted, moved: Moved) -> Accepted:
    return replace(
        before,
        checklist=moved.checklist,
        texts=moved.texts(before.texts),
        rendered=moved.texts(before.rendered),
        aside=moved.aside(before.aside),
    )


class _Step:
    """The step from what was accepted to what a document says now.

    `before` is what was accepted under the names that sections have now.
    """

    def __init__(
        self,
        accepted_before: Accepted,
        before: Accepted,
        checklist: Checklist,
        rendered: Texts,
        moved: Moved,
        renaming: Renaming,
    ) -> None:
        self._accepted = accepted_before
        self._retired = moved.retired
        self._before = before
        self._checklist = checklist
        self._rendered = rendered
        self._waiting: Sequence[Homeless] = ()
        self._kept_rows = kept_rows(before.checklist, checklist, rendered, before.rendered)
        then = {each.slug: each for each in before.checklist.sections}
        properties = {
            f"{each.slug}.feature": Properties(with_kept_rows(each, before.rendered) or then.get(each.slug, each), each)
            for each in checklist.sections
        }
        names = NewNames(renaming, Nouns(moved.datatypes.names), properties)
        texts = names.of_texts(before.texts, before.rendered)
        features = {name: text for name, text in before.rendered.items() if name.endswith((".feature", ".txt"))}
        path = before.checklist.file.removesuffix(accepted.FILE)
        self._draft = draft = Draft(texts, names.of_texts(features, before.texts), path)
        self._own = OwnScenarios(draft, properties)
        for name in rendered.keys() & draft.bases.keys() & draft.texts.keys():
            if draft.texts[name] != draft.bases[name]:  # otherwise, the feature is rendered anew
                titles = names.titles(draft.bases[name], rendered[name], name, draft.where(name))
                draft.bases[name] = titled(draft.bases[name], titles)
                draft.texts[name] = titled(draft.texts[name], titles)

    def texts(self) -> Texts:
        """Return the texts of the folder."""
        draft, texts = self._draft, self._draft.texts
        self._retire()
        for aside in [each for each in texts if each.endswith(WHOLE)]:
            self._own.bring_back(aside)
        for name in draft.features():
            if name in self._rendered:
                self._own.bring(name)
            else:
                self._own.bring_further(name)
        for name, text in self._rendered.items():
            draft.merge(name, text)
        agreements = self._merge_checklist()
        if texts != self._accepted.texts or RENDERED in texts:
            waiting = [name for name in draft.bases if name in texts and name.startswith(f"{RETIRED}/")]
            gone = {name: draft.bases[name] for name in waiting if draft.bases[name].strip()}
            gone |= kept_waiting(self._waiting)
            gone |= kept_removed(draft.bases, texts)
            gone |= kept_orders(draft.bases, texts)
            gone |= kept_sections(self._retired, (*texts, *agreements))
            moved = zip(self._accepted.checklist.sections, self._before.checklist.sections, strict=True)
            gone |= kept_former(self._before.rendered, list(moved), texts)
            texts[RENDERED] = kept({**self._rendered, **gone, **self._kept_rows})
            texts[history.FILE] = history.dump(self._meanings())
        return texts

    def _retire(self) -> None:
        """Retire the features of sections that are gone, and bring back those of sections that are there again."""
        draft = self._draft
        for name in draft.features():
            if section_file(name) not in self._rendered and self._is_ours(name):
                draft.move(name, f"{RETIRED}/{name}")
        for name in self._rendered:
            for retired in [each for each in draft.texts if each.startswith(f"{RETIRED}/")]:
                own = retired.removeprefix(f"{RETIRED}/")
                if own.endswith(".feature") and section_file(own) == name and own not in draft.texts:
                    draft.move(retired, own)

    def _is_ours(self, name: str) -> bool:
        """Whether a feature belongs to a section that was accepted; others are people's mistakes, which a run names."""
        return section_file(name) in {f"{each.slug}.feature" for each in self._before.checklist.sections}

    def _merge_checklist(self) -> Sequence[str]:
        """Keep what people wrote beside the values, and what they agreed on and the document no longer says.

        Return the features about which something is set aside.
        """
        name, old = accepted.FILE, self._accepted
        sections = zip(old.checklist.sections, self._before.checklist.sections, strict=True)
        files = {f"{was.slug}.feature": f"{is_.slug}.feature" for was, is_ in sections}
        files |= {was.feature: is_.feature for was, is_ in zip(old.aside, self._before.aside, strict=True)}
        left = set_aside(self._before.checklist, self._checklist, self._before.aside)
        found = merged_checklist(
            self._draft.texts[name],
            self._draft.texts.pop(AGREED, ""),
            Agreed(old.checklist, old.aside),
            Agreed(self._checklist, left),
            files,
            waiting_of(self._before.rendered, files),
        )
        self._waiting = found.waiting
        texts = {name: found.checklist, f"{name}{CONFLICT}": found.conflict, AGREED: found.aside}
        self._draft.texts.update({each: text for each, text in texts.items() if text})
        return [f"{RETIRED}/{each.feature}" for each in left]

    def _meanings(self) -> Iterator[AcceptedMeaning]:
        known = self._before.meanings or (_meaning(self._accepted.checklist),)
        yield from known
        meant = _meaning(self._checklist)
        if known[-1].digest != meant.digest:
            yield meant


def _meaning(checklist: Checklist) -> AcceptedMeaning:
    return AcceptedMeaning(digest(checklist), checklist.generated)


def _former(document: Checklist, old: Checklist) -> tuple[str, ...]:
    """Return the titles that a document had before, without today's."""
    titles = {squeezed(title): title for title in (*old.former, old.title)}
    titles.pop(squeezed(document.title), None)
    return tuple(titles.values())
