"""Agreements set aside: what people agreed on about a document that says nothing of the kind now, until a return.

Documents flap: a condition, an empty table or a section that is gone today is there again next week. What was agreed
on about them lies in `retired/agreed.toml` meanwhile, in the words of `checklist.toml`.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from syncproof.checklist import Checklist, End, Row, Section
from syncproof.checklist.agreement import predicate_from, rows_from
from syncproof.inputs import read

if TYPE_CHECKING:
    from collections.abc import Hashable, Iterable, Iterator
    from pathlib import Path

    from syncproof.checklist.predicate import Predicate

FILE = "retired/agreed.toml"


@dataclass(frozen=True, slots=True)
class SetAside:
    """An agreement about a section: a predicate for a condition in its words, the rows of an empty table, or lists."""

    feature: str
    words: tuple[str, ...] = ()
    predicate: Predicate | None = None
    rows: tuple[Row, ...] = ()
    source_lists: tuple[str, ...] = ()
    target_lists: tuple[str, ...] = ()

    @property
    def subject(self) -> Hashable:
        """The subject of the agreement; of two agreements on one subject, the later stands."""
        return self.feature, self.words, bool(self.predicate), bool(self.rows)


def load(folder: Path) -> tuple[SetAside, ...]:
    """Return what was set aside in a document's folder, none without the file. Raises BadInput for any other file."""
    if not (folder / FILE).exists():
        return ()
    table = read(folder / FILE, "a list of agreements that were set aside")
    table.keys("section")
    found = []
    end = End("", "")
    for each in table.tables("section"):
        each.keys("feature", "words", "predicate", "agreement", "source_lists", "target_lists")
        found.append(
            SetAside(
                each.text("feature"),
                each.texts("words"),
                predicate_from(each.table("predicate"), end, None) if each.has("predicate") else None,
                rows_from(each, "agreement", end, end, None),
                each.texts("source_lists"),
                each.texts("target_lists"),
            )
        )
    return tuple(found)


def set_aside(old: Checklist, new: Checklist, earlier: Iterable[SetAside]) -> tuple[SetAside, ...]:
    """Return what was agreed on, now or earlier, and has no place in the new checklist."""
    known = {each.subject: each for each in (*earlier, *_of(old))}
    in_force = {each.subject: each for each in _of(new)}
    conditions = {(f"{each.slug}.feature", condition_words(each)) for each in new.sections}
    return tuple(
        left
        for subject, each in known.items()
        if not each.predicate or (each.feature, each.words) not in conditions
        for left in _without(each, in_force.get(subject))
    )


def condition_words(section: Section) -> tuple[str, ...]:
    """Return the words of a section's conditions."""
    return tuple(" ".join(each.words.split()).casefold() for each in section.sentences if each.kind == "condition")


def _of(checklist: Checklist) -> Iterator[SetAside]:
    """Yield each agreement of a checklist by itself."""
    for section in checklist.sections:
        feature = f"{section.slug}.feature"
        if section.predicate:
            yield SetAside(feature, condition_words(section), section.predicate)
        if rows := tuple(each for each in section.all_rows if each.origin == "agreement"):
            yield SetAside(feature, rows=rows)
        if section.source_lists or section.target_lists:
            yield SetAside(feature, source_lists=section.source_lists, target_lists=section.target_lists)


def _without(agreement: SetAside, other: SetAside | None) -> Iterator[SetAside]:
    """Yield what is left of an agreement beside the one in force about the same: lists that have no place now."""
    if other is None:
        yield agreement
        return
    sources = tuple(each for each in agreement.source_lists if each not in other.source_lists)
    targets = tuple(each for each in agreement.target_lists if each not in other.target_lists)
    if sources or targets:
        yield SetAside(agreement.feature, source_lists=sources, target_lists=targets)
