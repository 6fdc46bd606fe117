"""The world of a scenario and its verbs: who is there, what people do, and what is to be seen afterwards."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING, NamedTuple

from syncproof.checklist import Checklist, End, Section
from syncproof.datatypes import Property
from syncproof.errors import HarnessBroke, PromiseBroken
from syncproof.laws import Explained, Pairing, Scope, explain, findings
from syncproof.ledger import By, Created, Deleted, Event, Ledger, Marked, Updated, Value
from syncproof.steps.passes import Passes
from syncproof.steps.people import Cast
from syncproof.steps.sections import Sections
from syncproof.sut.contract import sut_checklist

if TYPE_CHECKING:
    from syncproof.fakes.kit.fake import Fake
    from syncproof.steps.stage import Stage

A_MINUTE = 60.0
"""How long people take between one act and the next."""


class Edit(NamedTuple):
    """A user's change of a property, by the label that the section's table gives it."""

    system: str
    value: Value


class World:
    """One scenario. Properties go by their *label*, the source's name for them, whichever system is spoken of."""

    def __init__(self, stage: Stage, checklist: Checklist, section: str) -> None:
        self.stage = stage
        self.checklist = checklist
        self.sections = Sections(checklist, section)
        self.section = self.sections.own

    # ── the beginning ──────────────────────────────────────────────────────────────────────────────────────────────

    def begin(self, sections: tuple[Section, ...] = ()) -> None:
        """Empty the systems, prepare the places, and let the SUT start anew.

        It is told of these sections, or else of all that have to do with the scenario's own.
        """
        self.sections.tell(sections, declines=self.stage.driver.declines)
        self.stage.clear()
        self.evidence: list[str] = []
        self.cast = Cast(self.stage.seed)
        self.crowd: tuple[str, ...] = ()
        self._known: dict[tuple[str, End], str] = {}
        self._edits: dict[tuple[str, str], list[Edit]] = {}
        self._added: dict[str, Mapping[str, Value]] = {}
        self._first: dict[tuple[str, str], Value] = {}
        self._explained = 0, explain((), ())
        self.sync = Passes(self.stage, self.sections.decline)
        places: dict[str, Mapping[str, str]] = {}
        shared: dict[str, Mapping[str, str]] = {}
        for section in self.sections:
            fake = self.fake(section.target)
            # Members are the same people for every section; cards and comments of two sections live apart.
            by = section.target.datatype if fake.datatypes[section.target.datatype].identity else section.slug
            if by not in shared:
                shared[by] = fake.prepare(section.target.datatype)
            places[section.slug] = shared[by]
        self._scopes = {section.slug: self._scope(section, places[section.slug]) for section in self.sections}
        self.stage.driver.begin(
            sut_checklist(replace(self.checklist, sections=tuple(self.sections)), places), self.stage.environ
        )

    @property
    def scopes(self) -> tuple[Scope, ...]:
        """What the laws judge: what the sync is told of and has not declined."""
        return tuple(self._scopes[one.slug] for one in self.sections)

    def _scope(self, section: Section, place: Mapping[str, str]) -> Scope:
        return Scope(
            name=section.slug,
            source=(section.source.system, section.source.datatype),
            target=(section.target.system, section.target.datatype),
            # The place named last is the record that others live in; what comes before it says where that one is.
            place=["", *place.values()][-1],
            rows=section.rows,
            source_type=self.fake(section.source).datatypes[section.source.datatype],
            target_type=self.fake(section.target).datatypes[section.target.datatype],
            promises=frozenset(sentence.kind for sentence in section.sentences),
        )

    # ── who and what is spoken of ──────────────────────────────────────────────────────────────────────────────────

    @property
    def ledger(self) -> Ledger:
        """What has happened so far."""
        return self.stage.ledger

    def fake(self, end: End) -> Fake:
        """Return the system of an end."""
        return self.stage.fakes[end.system]

    def pairing(self) -> Pairing:
        """Return who is whom, as the ledger explains it."""
        return self._explain().pairing

    def _explain(self) -> Explained:
        if self._explained[0] != len(self.ledger):
            self._explained = len(self.ledger), explain(self.ledger[:], self.scopes)
        return self._explained[1]

    @property
    def peopled(self) -> bool:
        """Whether anybody was added yet."""
        return bool(self._known)

    def known(self, who: str, section: Section, end: End) -> str | None:
        """Return the id of the record that somebody is at an end of a section, None where there is none."""
        record = self._known.get((who, end))
        if record is not None or end == section.source:
            return record
        return self.pairing()[section.slug].get(self._known[who, section.source])

    def property(self, end: End, label: str, section: Section | None = None) -> Property:
        """Return what a system declares of a property."""
        section = section or self.sections.of(end)
        row = self.sections.row(label, section)
        return self.fake(end).datatypes[end.datatype].properties[row.source if end == section.source else row.target]

    def record(self, who: str, end: End) -> str:
        """Return the id of the record that somebody is in a system.

        Raises PromiseBroken where there is none, NotOffered where the sync declines the section.
        """
        if (who, end) in self._known:
            return self._known[who, end]
        self.sections.of(end)  # of one that the sync declines there is nothing to be found
        for section in self.sections:
            if end in (section.source, section.target):
                across = section.target if end == section.source else section.source
                joined = self.pairing()[section.slug]
                found = joined if end == section.target else {target: source for source, target in joined.items()}
                if (who, across) in self._known and self._known[who, across] in found:
                    return found[self._known[who, across]]
        raise PromiseBroken(
            f"{who} has no counterpart in {end}",
            expected=f"one record in {end}",
            saw="none",
            lines=self._lines_of(who),
        )

    def value(self, who: str, label: str, end: End) -> Value:
        """Return what a system holds now."""
        held = self.fake(end).records(end.datatype).get(self.record(who, end))
        if held is None:
            raise PromiseBroken(
                f"{who} is gone from {end}", expected="the record", saw="none", lines=self._lines_of(who)
            )
        return held[self.property(end, label).name]

    # ── what people do ─────────────────────────────────────────────────────────────────────────────────────────────

    def user(self) -> None:
        """Let a minute pass before somebody does something."""
        self.stage.clock.advance(A_MINUTE)

    def add(self, who: str, end: End, values: Mapping[str, Value] | None = None) -> None:
        """Let a user add somebody to a system: a believable record, unless it is said what it holds."""
        self.user()
        section = self.sections.of(end)
        main = section.rows[0].source if end == section.source else section.rows[0].target
        record = {**self.cast.record(who, end), main: who} if values is None else dict(values)
        place = self._scopes[section.slug].place if end == section.target else ""
        self._known[who, end] = self.fake(end).add(end.datatype, record, place=place)
        self._added[who] = record

    def change(self, who: str, label: str, end: End, value: Value) -> None:
        """Let a user give a property another value."""
        self.user()
        self._first.setdefault((who, label), self.value(who, label, end))
        self.fake(end).edit(end.datatype, self.record(who, end), {self.property(end, label).name: value})
        self._edits.setdefault((who, label), []).append(Edit(end.system, value))

    def meanwhile(self, system: str, deed: str, act: Callable[[], None]) -> None:
        """Plan an act for the moment when the sync next reads or writes to a system, just before it gets the answer."""
        wanted = {"reads": frozenset({"GET"}), "changes": frozenset({"POST", "PUT", "PATCH"})}[deed]

        def try_it() -> None:
            # It happens inside of a request: what goes wrong must not be taken for the system's answer.
            try:
                act()
            except Exception as error:  # noqa: BLE001 - raised again when the pass is over
                self.sync.raised = error

        self.stage.doors[system].intercept(lambda method, _: method in wanted, try_it)

    def remove(self, who: str, end: End) -> None:
        """Let a user delete somebody's record."""
        self.user()
        self.fake(end).remove(end.datatype, self.record(who, end))

    def edits(self, who: str, label: str) -> Sequence[Edit]:
        """Return what users made of a property, latest last."""
        return self._edits.get((who, label), ())

    def latest(self, who: str, label: str, system: str = "") -> Value:
        """Return what users last made of a property, in one system or in any. Raises PromiseBroken if nobody could."""
        made = [edit.value for edit in self.edits(who, label) if system in {"", edit.system}]
        if not made:
            raise PromiseBroken(f"nobody came to change {who}'s {label}: the sync never did what that waited for")
        return made[-1]

    def added(self, who: str, label: str) -> Value:
        """Return what a property was given when the record was added."""
        return self._added[who][self.sections.row(label).source]

    def first_value(self, who: str, label: str) -> Value:
        """Return what a property held before users changed it."""
        return self._first[who, label]

    def current(self, who: str, label: str) -> Value:
        """Return what a property holds in the source, or in the target where the source has no such record any more."""
        ends = (self.section.source, self.section.target)
        return self.value(who, label, next((end for end in ends if self.lives(who, end)), self.section.target))

    def lives(self, who: str, end: End) -> bool:
        """Whether somebody has a record in a system now."""
        there = self.fake(end).records(end.datatype)
        return any(record in there for record in self.counterparts(who, end))

    # ── what is to be seen ─────────────────────────────────────────────────────────────────────────────────────────

    def expect(
        self, holds: object, what: str, *, expected: object = "", saw: object = "", lines: Sequence[int] = ()
    ) -> None:
        """Keep `what` as evidence where it holds; raise PromiseBroken where it does not."""
        if not holds:
            raise PromiseBroken(f"not so: {what}", expected=str(expected), saw=str(saw), lines=tuple(lines))
        self.evidence.append(f"{what}: {saw}" if saw != "" else what)

    def judge(self) -> None:
        """Ask all laws. Raises PromiseBroken with the first finding."""
        marks = [event for event in self.ledger if isinstance(event, Marked)]
        if not marks or marks[-1].what != "at rest":
            raise HarnessBroke("the laws judge a sync at rest: say `the sync comes to rest` first")
        if any(door.waits for door in self.stage.doors.values()):
            raise PromiseBroken("the sync never did what a user's act waited for", expected="the act", saw="none")
        found = findings(self._explain())
        if found:
            first = found[0]
            more = f" (and {len(found) - 1} findings more)" if len(found) > 1 else ""
            raise PromiseBroken(f"law {first.law}: {first.text}{more}", lines=first.lines)
        # Of the sync's own there may be more or fewer, as it happens to run.
        acts = sum(isinstance(event, Created | Updated | Deleted) and event.by is By.USER for event in self.ledger)
        self.evidence.append(f"every law holds after {acts} changes by users")

    def counterparts(self, who: str, end: End) -> list[str]:
        """Return the ids of the records that the sync made for somebody, as the ledger explains it."""
        try:
            return [self.record(who, end)]
        except PromiseBroken:
            return []

    def _lines_of(self, who: str) -> tuple[int, ...]:
        ids = {record for (name, _), record in self._known.items() if name == who}
        return tuple(event.line for event in self.ledger if _about(event) in ids)


def _about(event: Event) -> str:
    return event.ref.record if isinstance(event, Created | Updated) else ""
