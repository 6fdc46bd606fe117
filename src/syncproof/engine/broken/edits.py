"""Defects in what a sync makes of edits."""

from __future__ import annotations

from syncproof.engine import Sync
from syncproof.engine.broken.defect import EVERYTHING, Defect, with_ports
from syncproof.engine.links import Link
from syncproof.engine.plan import SOURCE, TARGET, Plan
from syncproof.engine.ports.customerp import Customerp
from syncproof.engine.ports.custompms import Custompms
from syncproof.engine.ports.port import Record
from syncproof.engine.ports.trello import Organizations
from syncproof.engine.side import Side
from syncproof.engine.trouble import Stale
from syncproof.engine.work import Work
from syncproof.ledger import Value, Values


class OneWay(Sync):
    """Carries nothing back."""

    def write(self, work: Work, link: Link, side: Side, record: Record, changes: Values) -> Record:
        return record if side.name == SOURCE else super().write(work, link, side, record, changes)


class CreatesOnly(Sync):
    """Carries nothing forward, once a counterpart is made."""

    def write(self, work: Work, link: Link, side: Side, record: Record, changes: Values) -> Record:
        return record if side.name == TARGET else super().write(work, link, side, record, changes)


class TiresOut(Sync):
    """Guards against loops by counting: after four writes a pair is left alone."""

    written: dict[int, int]

    def write(self, work: Work, link: Link, side: Side, record: Record, changes: Values) -> Record:
        self.written = getattr(self, "written", {})
        self.written[link.id] = self.written.get(link.id, 0) + bool(changes)
        return record if self.written[link.id] > 4 else super().write(work, link, side, record, changes)  # noqa: PLR2004 - as the docstring says


class WholeRecord(Sync):
    """Lets the side that changed last overwrite the whole record of the other."""

    def plan(self, work: Work, link: Link, source: Record, target: Record) -> Plan:
        todo = super().plan(work, link, source, target)
        if todo.to_source and todo.to_target:
            todo.to_source = {}
            todo.to_target = {row.target: source.values.get(row.source) for row in work.section.rows}
        return todo


class RecordTimes(Sync):
    """Decides by the records' times, whatever it was that changed: the source's say when, so the source wins."""

    def plan(self, work: Work, link: Link, source: Record, target: Record) -> Plan:
        todo = super().plan(work, link, source, target)
        if todo.to_source and source.at > work.since.get(SOURCE, ""):
            todo.to_target |= {
                row.target: source.values.get(row.source) for row in work.section.rows if row.source in todo.to_source
            }
            todo.to_source = {}
        return todo


class SourceWins(Sync):
    """Lets the source win, whoever was later."""

    def plan(self, work: Work, link: Link, source: Record, target: Record) -> Plan:
        todo = super().plan(work, link, source, target)
        for row in work.section.rows:
            changed = source.values.get(row.source) != link.base.get(row.key, (None, None))[0]
            if row.source in todo.to_source and changed:
                del todo.to_source[row.source]
                todo.to_target[row.target] = source.values.get(row.source)
        return todo


class WritesTheSame(Sync):
    """Writes the target whenever the source has changed, also where it holds the value already."""

    def plan(self, work: Work, link: Link, source: Record, target: Record) -> Plan:
        todo = super().plan(work, link, source, target)
        for row in work.section.rows:
            if row.key in todo.base and source.values.get(row.source) != link.base.get(row.key, (None, None))[0]:
                todo.to_target[row.target] = source.values.get(row.source)
        return todo


class SeenBefore(Sync):
    """Guards against loops by remembering values: one that a pair had before is taken for an echo."""

    had: set[tuple[int, str, Value]]

    def plan(self, work: Work, link: Link, source: Record, target: Record) -> Plan:
        self.had = getattr(self, "had", set())
        todo = super().plan(work, link, source, target)
        self.had |= {(link.id, key, held) for key, base in link.base.items() for held in base}
        for row in work.section.rows:
            if (link.id, row.key, todo.to_target.get(row.target)) in self.had:
                todo.base[row.key] = (source.values.get(row.source), target.values.get(row.target))
                del todo.to_target[row.target]
            if (link.id, row.key, todo.to_source.get(row.source)) in self.had:
                todo.base[row.key] = (source.values.get(row.source), target.values.get(row.target))
                del todo.to_source[row.source]
        return todo


class Echoes(Sync):
    """Answers every look with a write."""

    def concerns(self, work: Work, link: Link) -> bool:
        return link.state == "paired" or super().concerns(work, link)

    def seen(self, target: Side) -> set[str]:
        paired = self.links.db.execute("SELECT target FROM link WHERE state = 'paired'")
        return super().seen(target) | {str(row[0]) for row in paired}

    def plan(self, work: Work, link: Link, source: Record, target: Record) -> Plan:
        todo = super().plan(work, link, source, target)
        row = work.section.rows[0]
        if row.source not in todo.to_source:
            todo.to_target.setdefault(row.target, source.values.get(row.source))
        return todo


class Unlocked(Custompms):
    """Takes a conflict for a matter of numbers: asks for the present one, and puts the old record over the new."""

    def write(self, record: Record, changes: Values) -> Record:
        try:
            return super().write(record, changes)
        except Stale:
            version = self.read(record.id).lock["version"]
            return super().write(record._replace(lock={**record.lock, "version": version}), changes)


class LosesMeanwhile(Sync):
    """Overwrites what was edited between its read and its write."""

    ports = with_ports(Sync, Custompms=Unlocked)


class Careless(Customerp):
    """Sends along what it does not know, empty."""

    def write(self, record: Record, changes: Values) -> Record:
        return super().write(record, {**changes, "phone": None})


class TouchesUnmapped(Sync):
    """Writes properties that the table does not name."""

    ports = with_ports(Sync, Customerp=Careless)


class Furnished(Organizations):
    """Puts something into a workspace, so that nobody finds it empty."""

    def create(self, values: Values) -> Record:
        made = super().create(values)
        self.http.send("POST", "/boards", bool, body={"name": "Getting started", "idOrganization": made.id})
        return made


class MakesBoards(Sync):
    """Makes a board in every new workspace."""

    ports = with_ports(Sync, Organizations=Furnished)


WHAT_GOES_BACK = (
    "in-sync.both-sides",
    "in-sync.during-pass",
    "in-sync.link-survives",
    "in-sync.stays",
    "in-sync.there-and-back",
    "in-sync.untouched-is-not-reverted",
    "properties.cleared",
    "properties.limits",
    "properties.normalised",
    "properties.row",
)
"""The rules with stories in which something is carried from the target to the source."""

DEFECTS = (
    Defect(
        "creates-only",
        CreatesOnly,
        "in-sync.forward",
        also=(
            "every.whatever-it-holds",
            "in-sync.both-sides",
            "in-sync.during-pass",
            "in-sync.latest-wins",
            "in-sync.link-survives",
            "in-sync.no-delete",
            "in-sync.nothing-else",
            "in-sync.there-and-back",
            "in-sync.untouched-is-not-reverted",
            "properties.cleared",
            "properties.limits",
            "properties.normalised",
            "properties.row",
        ),
    ),
    Defect(
        "one-way-only",
        OneWay,
        "in-sync.backward",
        also=(*WHAT_GOES_BACK, "in-sync.nothing-else"),
    ),
    Defect("tires-out", TiresOut, "in-sync.stays"),
    Defect(
        "whole-record",
        WholeRecord,
        "in-sync.both-sides",
        also=(
            "in-sync.during-pass",
            "in-sync.untouched-is-not-reverted",
        ),
    ),
    Defect(
        "source-wins",
        SourceWins,
        "in-sync.latest-wins",
        "task-to-cards",
        "custompms-trello",
        also=("in-sync.during-pass",),
    ),
    Defect(
        "goes-by-record-times",
        RecordTimes,
        "in-sync.untouched-is-not-reverted",
        also=(
            "in-sync.both-sides",
            "in-sync.during-pass",
            "in-sync.nothing-else",
            "in-sync.there-and-back",
            "properties.row",
        ),
    ),
    Defect("writes-the-same", WritesTheSame, "in-sync.same-edit"),
    Defect("remembers-values", SeenBefore, "in-sync.there-and-back"),
    Defect(
        "echoes-for-ever",
        Echoes,
        "in-sync.quiet",
        also=EVERYTHING,
    ),
    Defect(
        "touches-unmapped",
        TouchesUnmapped,
        "in-sync.nothing-else",
        also=(*WHAT_GOES_BACK, "in-sync.backward"),
    ),
    Defect(
        "makes-boards",
        MakesBoards,
        "in-sync.nothing-else",
        also=EVERYTHING,
    ),
    Defect(
        "loses-what-comes-meanwhile",
        LosesMeanwhile,
        "in-sync.during-pass",
        "task-to-cards",
        "custompms-trello",
    ),
)
