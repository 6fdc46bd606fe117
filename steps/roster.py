"""The roster: which record somebody is in which system, and what that record holds."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING

from syncproof.checklist.carried import tells_apart
from syncproof.datatypes import Property, id_as, is_own_id
from syncproof.errors import PromiseBroken
from syncproof.fakes.kit.fake import NoSuchRecord
from syncproof.ledger import By, Created, Deleted, Event, Ledger, Updated, Value

if TYPE_CHECKING:
    from syncproof.checklist import End, Row, Section
    from syncproof.fakes.kit.fake import Fake
    from syncproof.steps.alike import Alike
    from syncproof.steps.pairs import Pairs
    from syncproof.steps.sections import Sections


class Roster:
    """Finds records by the names that stories give: those that users added, and their counterparts.

    A property goes by its *label*, the source's name for the property, whichever system is spoken of.
    """

    def __init__(
        self, sections: Sections, fakes: Mapping[str, Fake], ledger: Ledger, pairs: Pairs, alike: Alike
    ) -> None:
        self._sections = sections
        self._fakes = fakes
        self._ledger = ledger
        self._pairs = pairs
        self._alike = alike
        self._added: dict[tuple[str, End], str] = {}

    def enter(self, who: str, end: End, record: str) -> None:
        """Note the id of the record that a user added for somebody."""
        self._added[who, end] = record

    def added(self, who: str, end: End) -> bool:
        """Whether a user added somebody's record of a datatype."""
        return (who, end) in self._added

    @property
    def empty(self) -> bool:
        """Whether no user has added anybody yet."""
        return not self._added

    def property(self, end: End, label: str, section: Section | None = None) -> Property:
        """Return what a system declares of a property."""
        section = section or self._sections.of(end)
        row = self._sections.row(label, section)
        properties = self._fakes[end.system].datatypes[end.datatype].properties
        name = row.source if end == section.source else row.target
        return Property(name) if is_own_id(name) else properties[name]

    def telling(self, section: Section) -> Row:
        """Return the row by which records are told from each other: the first of texts, else the first of numbers."""
        source, target = (
            self._fakes[end.system].datatypes[end.datatype].properties for end in (section.source, section.target)
        )
        kinds = {
            source[row.source].kind: row
            for row in reversed(section.rows)
            if tells_apart(source[row.source], target[row.target])
        }
        return kinds.get("text") or kinds.get("number") or section.rows[0]

    def named(self, who: str, end: End) -> dict[str, Value]:
        """Return what gives a record somebody's name; {} where the property that tells records apart takes no name.

        What shares a row with that property holds the name as well.
        """
        section = self._sections.of(end)
        telling = self.property(end, self.telling(section).label, section)
        if telling.kind != "text" or telling.refusal(who) is not None:
            return {}
        return self._alike.holding(end, telling.name, who)

    def known(self, who: str, section: Section, end: End) -> str | None:
        """Return the id of somebody's record at an end of a section, None where there is none."""
        record = self._added.get((who, end))
        if record is not None or end == section.source:
            return record
        return self._pairs.pairing()[section.slug].get(self._added[who, section.source])

    def record(self, who: str, end: End) -> str:
        """Return the id of somebody's record in a system.

        Raises PromiseBroken where there is none, NotOffered where the sync declines the section.
        """
        if (who, end) in self._added:
            return self._added[who, end]
        self._sections.of(end)  # raises NotOffered: a declined section makes no counterparts
        for counterpart in self._counterparts(who, end):
            return counterpart
        raise PromiseBroken(
            f"{who} has no counterpart in {end}",
            expected=f"one record in {end}",
            saw="none",
            lines=self._lines_of(who),
        )

    def _counterparts(self, who: str, end: End) -> Iterator[str]:
        """Yield the counterparts at an end of the records that users added for somebody across from there."""
        for section in self._sections:
            if end not in (section.source, section.target):
                continue
            counterpart = self._pairs.pairing()[section.slug]
            across = section.source
            if end == section.source:
                across, counterpart = section.target, {target: source for source, target in counterpart.items()}
            added = self._added.get((who, across), "")
            if added in counterpart:
                yield counterpart[added]

    def found(self, who: str, end: End) -> list[str]:
        """Return the id of somebody's record in a system as a list, empty where there is no record."""
        try:
            return [self.record(who, end)]
        except PromiseBroken:
            return []

    def value(self, who: str, label: str, end: End) -> Value:
        """Return what a system holds now. Raises PromiseBroken where the record is gone.

        Raises NoSuchRecord where a user deleted the record: no promise of the sync is broken.
        """
        record = self.record(who, end)
        held = self._fakes[end.system].records(end.datatype).get(record)
        if held is None:
            if self._was_deleted(record):
                raise NoSuchRecord(f"a user deleted {who} in {end}")
            lines = self.lines_until_gone(who, end)
            raise PromiseBroken(f"{who} is gone from {end}", expected="the record", saw="none", lines=lines)
        name = self.property(end, label).name
        return self.own_id(who, label) if is_own_id(name) else held[name]

    def own_id(self, who: str, label: str) -> Value:
        """Return the id of somebody's record in the source, as the target of a row holds it."""
        source, target = self._sections.own.source, self._sections.own.target
        return id_as(self.property(target, label), self.record(who, source))

    def _was_deleted(self, record: str) -> bool:
        gone = (event for event in self._ledger if isinstance(event, Deleted))
        return any(event.ref.record == record and event.by is By.USER for event in gone)

    def current(self, who: str, label: str) -> Value:
        """Return what a property holds in the source, or in the target where the source's record was deleted."""
        ends = (self._sections.own.source, self._sections.own.target)
        return self.value(who, label, next((end for end in ends if self.lives(who, end)), self._sections.own.target))

    def lives(self, who: str, end: End) -> bool:
        """Whether somebody has a record in a system now."""
        there = self._fakes[end.system].records(end.datatype)
        return any(record in there for record in self.found(who, end))

    def _lines_of(self, who: str, *others: str) -> tuple[int, ...]:
        """Return the ledger lines of what became of the records that users added for somebody, and of others."""
        ids = {record for (name, _), record in self._added.items() if name == who} | {*others}
        return tuple(event.line for event in self._ledger if _record_of(event) in ids)

    def lines_until_gone(self, who: str, end: End) -> tuple[int, ...]:
        """Return the ledger lines of what became of somebody's records, up to the deletion of the one at an end."""
        records = self.found(who, end)
        gone = (event.line for event in self._ledger if isinstance(event, Deleted) and event.ref.record in records)
        last = next(gone, len(self._ledger))
        return tuple(line for line in self._lines_of(who, *records) if line <= last)


def _record_of(event: Event) -> str:
    return event.ref.record if isinstance(event, Created | Updated | Deleted) else ""
