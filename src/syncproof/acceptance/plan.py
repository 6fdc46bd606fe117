"""Decides what a folder of features holds after a document is accepted: texts in, texts out, nothing written."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from syncproof.acceptance.checklist_text import Agreed, merged_checklist
from syncproof.acceptance.former import former_of, kept_former
from syncproof.acceptance.kept_rows import kept_rows, with_kept_rows
from syncproof.acceptance.kept_texts import kept
from syncproof.acceptance.merge import below_rule, merged, put_back
from syncproof.acceptance.moved import Moved
from syncproof.acceptance.new_names import NewNames, section_file
from syncproof.acceptance.nouns import Nouns
from syncproof.acceptance.orders import kept_orders, name_of_order, order_below
from syncproof.acceptance.properties import Properties, mark_of, own_pieces
from syncproof.acceptance.removed import kept_removed, name_of_removed
from syncproof.acceptance.renamed import Renaming
from syncproof.acceptance.retired import RETIRED, kept_sections, retired_sections
from syncproof.acceptance.titles import titled
from syncproof.acceptance.waiting import kept_waiting, waiting_of
from syncproof.checklist import KINDS, accepted
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
    from syncproof.stories.pieces import PieceKey

Texts = Mapping[str, str]
"""The texts of a document's folder by their names, such as `a-to-b.feature` and `retired/a-to-b.feature`."""

CONFLICT = ".conflict"
WHOLE = ".feature.txt"
"""The end of the name of a further feature that waits aside for a property."""


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
        self._properties = {
            f"{each.slug}.feature": Properties(with_kept_rows(each, before.rendered) or then.get(each.slug, each), each)
            for each in checklist.sections
        }
        names = NewNames(renaming, Nouns(moved.datatypes.names), self._properties)
        self._texts = names.of_texts(before.texts, before.rendered)
        features = {name: text for name, text in before.rendered.items() if name.endswith((".feature", ".txt"))}
        self._bases = names.of_texts(features, before.texts)
        for name in rendered.keys() & self._bases.keys() & self._texts.keys():
            if self._texts[name] != self._bases[name]:  # otherwise, the feature is rendered anew
                titles = names.titles(self._bases[name], rendered[name], name, self._where(name))
                self._bases[name] = titled(self._bases[name], titles)
                self._texts[name] = titled(self._texts[name], titles)

    def texts(self) -> Texts:
        """Return the texts of the folder."""
        for name in [each for each in self._texts if each.endswith(".feature") and "/" not in each]:
            if section_file(name) not in self._rendered and self._is_ours(name):
                self._move(name, f"{RETIRED}/{name}")
        for name in self._rendered:
            for retired in [each for each in self._texts if each.startswith(f"{RETIRED}/")]:
                own = retired.removeprefix(f"{RETIRED}/")
                if own.endswith(".feature") and section_file(own) == name and own not in self._texts:
                    self._move(retired, own)
        for aside in [each for each in self._texts if each.endswith(WHOLE)]:
            self._bring_back(aside)
        for name in [each for each in self._texts if each.endswith(".feature") and "/" not in each]:
            self._bring_properties(name)
        for name, text in self._rendered.items():
            self._merge(name, text)
        agreements = self._merge_checklist()
        if self._texts != self._accepted.texts or RENDERED in self._texts:
            waiting = [name for name in self._bases if name in self._texts and name.startswith(f"{RETIRED}/")]
            gone = {name: self._bases[name] for name in waiting if self._bases[name].strip()}
            gone |= kept_waiting(self._waiting)
            gone |= kept_removed(self._bases, self._texts)
            gone |= kept_orders(self._bases, self._texts)
            gone |= kept_sections(self._retired, (*self._texts, *agreements))
            moved = zip(self._accepted.checklist.sections, self._before.checklist.sections, strict=True)
            gone |= kept_former(self._before.rendered, list(moved), self._texts)
            self._texts[RENDERED] = kept({**self._rendered, **gone, **self._kept_rows})
            self._texts[history.FILE] = history.dump(self._meanings())
        return self._texts

    def _is_ours(self, name: str) -> bool:
        """Whether a feature belongs to a section that was accepted; others are people's mistakes, which a run names."""
        return section_file(name) in {f"{each.slug}.feature" for each in self._before.checklist.sections}

    def _move(self, name: str, to: str) -> None:
        stem, count = to.removesuffix(".feature"), 1
        while self._texts.get(to, self._texts[name]) != self._texts[name]:  # an equal one is left of a breakdown
            count += 1
            to = f"{stem}.{count}.feature"
        self._texts[to] = self._texts.pop(name)
        if name in self._bases:
            self._bases[to] = self._bases.pop(name)

    def _bring_properties(self, name: str) -> None:
        """Give the properties in people's scenarios their new names, and put aside what names one that is gone."""
        properties = self._properties.get(section_file(name))
        if properties is None:
            return
        if properties and name not in self._rendered:
            text = self._texts.pop(name)
            gone = properties.gone_from(text)
            to = f"{RETIRED}/{name.removesuffix('.feature')}.{mark_of(gone)}{WHOLE}" if gone else name
            self._texts[to] = text if gone else properties.renamed(text)
            return
        if properties:
            self._sift(name, name, own_pieces(self._texts[name], self._bases.get(name, ""), self._where(name)))
            for kind in KINDS:
                if text := self._texts.get(aside := _aside(name, kind), ""):
                    self._sift(aside, name, own_pieces(below_rule(kind, text), "", self._where(aside)))
        for kind in KINDS:
            begin = _aside(name, f"{kind}.").removesuffix(".txt")
            for aside in [each for each in self._texts if each.startswith(begin)]:
                if properties.are_back(aside.removeprefix(begin).removesuffix(".txt")):
                    self._put_back(name, kind, aside)

    def _sift(self, place: str, name: str, found: Mapping[PieceKey, str]) -> None:
        """Give the properties in scenarios of a text their new names, and put aside what names one that is gone."""
        properties, whole = self._properties[section_file(name)], self._texts[place]
        for key, piece in found.items():
            gone = properties.gone_from(piece)
            self._texts[place] = self._texts[place].replace(piece, "" if gone else properties.renamed(piece), 1)
            if gone:
                aside = _aside(name, f"{key.kind}.{mark_of(gone)}")
                self._put_aside(aside, piece)
                if place == name:
                    self._bases.setdefault(name_of_order(aside), order_below(key.kind, whole, self._where(name)))
        if not self._texts[place].strip():
            del self._texts[place]

    def _bring_back(self, aside: str) -> None:
        """Bring back a further feature, where the properties are there again that the feature names."""
        stem, _, mark = aside.removeprefix(f"{RETIRED}/").removesuffix(WHOLE).rpartition(".")
        properties = self._properties.get(section_file(stem))
        if properties is not None and properties.are_back(mark) and f"{stem}.feature" not in self._texts:
            self._texts[f"{stem}.feature"] = self._texts.pop(aside)

    def _put_aside(self, aside: str, text: str, base: str = "", *, is_first: bool = False) -> None:
        there = self._texts.get(aside, "")
        if text not in there:
            bases = self._bases.get(aside, "") if there else ""
            self._texts[aside] = "\n".join(filter(None, [f"{text}\n", there][:: 1 if is_first else -1]))
            self._bases[aside] = "\n".join([f"{base}\n", bases][:: 1 if is_first else -1])

    def _put_back(self, name: str, kind: str, aside: str) -> None:
        where, order = (self._where(name), self._where(aside)), self._bases.get(name_of_order(aside), "")
        self._texts[name], left = put_back(self._texts[name], kind, self._texts.pop(aside), where, order=order)
        self._texts.update({aside: left} if left else {})

    def _merge(self, name: str, new: str) -> None:
        removed, is_there = name_of_removed(name), bool(self._texts.get(name))
        away = self._bases.pop(removed, "") if is_there else ""
        now = self._texts.get(name, "")
        found = merged(self._bases.get(name, ""), now, new, self._where(name), away)
        if is_there and found.removed:
            self._bases[removed] = found.removed
        self._texts[name] = self._with_returned(name, found.text if self._texts.get(name) else new, new)
        if found.conflicts:
            self._texts[f"{name}{CONFLICT}"] = "\n\n".join(found.conflicts) + "\n"
        for kind in dict.fromkeys(each.kind for each in found.orphans):
            self._bases[name_of_order(_aside(name, kind))] = order_below(kind, now, self._where(name))
        for key, text in found.orphans.items():
            self._put_aside(_aside(name, key.kind), text, found.bases.get(key, ""), is_first=not key.is_scenario)

    def _with_returned(self, name: str, text: str, rendered: str) -> str:
        """Return the text of a feature with the scenarios that people wrote below a Rule that is there again."""
        for kind in KINDS:
            aside = _aside(name, kind)
            if kept := self._texts.pop(aside, ""):
                given = (rendered, self._bases.get(aside, ""), self._bases.get(name_of_order(aside), ""))
                text, left = put_back(text, kind, kept, (self._where(name), self._where(aside)), *given)
                self._texts.update({aside: left} if left else {})
        return text

    def _where(self, name: str) -> str:
        """Return the path of a file of the folder, for errors."""
        return self._before.checklist.file.removesuffix(accepted.FILE) + name

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
            self._texts[name],
            self._texts.pop(AGREED, ""),
            Agreed(old.checklist, old.aside),
            Agreed(self._checklist, left),
            files,
            waiting_of(self._before.rendered, files),
        )
        self._waiting = found.waiting
        texts = {name: found.checklist, f"{name}{CONFLICT}": found.conflict, AGREED: found.aside}
        self._texts.update({each: text for each, text in texts.items() if text})
        return [f"{RETIRED}/{each.feature}" for each in left]

    def _meanings(self) -> Iterator[AcceptedMeaning]:
        known = self._before.meanings or (_meaning(self._accepted.checklist),)
        yield from known
        meant = _meaning(self._checklist)
        if known[-1].digest != meant.digest:
            yield meant


def _aside(name: str, kind: str) -> str:
    """Return the file of what people wrote into a feature below a Rule that is no more."""
    return f"{RETIRED}/{name.removesuffix('.feature')}.{kind}.txt"


def _meaning(checklist: Checklist) -> AcceptedMeaning:
    return AcceptedMeaning(digest(checklist), checklist.generated)


def _former(document: Checklist, old: Checklist) -> tuple[str, ...]:
    """Return the titles that a document had before, without today's."""
    titles = {squeezed(title): title for title in (*old.former, old.title)}
    titles.pop(squeezed(document.title), None)
    return tuple(titles.values())
