"""Defects in carrying edits: an edit is not carried, or more is written than the edit."""

from __future__ import annotations

from syncproof.engine import Sync
from syncproof.engine.broken.defect import EVERYTHING, BreaksPorts, Defect
from syncproof.engine.failures import VersionConflict
from syncproof.engine.links import Link
from syncproof.engine.plan import SOURCE, TARGET, Plan
from syncproof.engine.ports.customerp import CustomerpPort
from syncproof.engine.ports.custompms import CustompmsPort
from syncproof.engine.ports.described import DescribedPort
from syncproof.engine.ports.port import Record
from syncproof.engine.ports.trello import OrganizationsPort
from syncproof.engine.side import Side
from syncproof.engine.work import Work
from syncproof.ledger import Values


class OneWay(Sync):
    """Carries no edit of the target back: writes to the source are left out, and still counted as done."""

    def write(self, work: Work, link: Link, side: Side, record: Record, changes: Values) -> Record:
        return record if side.name == SOURCE else super().write(work, link, side, record, changes)


class CreatesOnly(Sync):
    """Carries no edit of the source to an existing counterpart: writes to the target are left out."""

    def write(self, work: Work, link: Link, side: Side, record: Record, changes: Values) -> Record:
        return record if side.name == TARGET else super().write(work, link, side, record, changes)


class TiresOut(Sync):
    """Stops syncing a pair after four writes, as a guard against endless loops."""

    written: dict[int, int]

    def write(self, work: Work, link: Link, side: Side, record: Record, changes: Values) -> Record:
        self.written = getattr(self, "written", {})
        self.written[link.id] = self.written.get(link.id, 0) + bool(changes)
        return record if self.written[link.id] > 4 else super().write(work, link, side, record, changes)  # noqa: PLR2004 - as the docstring says


class Echoes(Sync):
    """Writes a mark to every pair in one pass and takes the mark away in the next, so the sync never comes to rest."""

    def needs_work(self, work: Work, link: Link) -> bool:
        return link.state == "paired" or super().needs_work(work, link)

    def changed_targets(self, target: Side) -> set[str]:
        paired = self.links.db.execute("SELECT target FROM link WHERE state = 'paired'")
        return super().changed_targets(target) | {str(row[0]) for row in paired}

    def plan(self, work: Work, link: Link, source: Record, target: Record) -> Plan:
        plan = super().plan(work, link, source, target)
        row = work.section.rows[0]
        if row.source not in plan.to_source and row.target not in plan.to_target:
            value = source.values[row.source]
            plan.to_target[row.target] = f"{value}." if target.values[row.target] == value else value
        return plan


class UnlockedPort(CustompmsPort):
    """A port that answers a version conflict by fetching the new version number and sending the old record again."""

    def write(self, record: Record, changes: Values) -> Record:
        try:
            return super().write(record, changes)
        except VersionConflict:
            version = self.read(record.id).lock["version"]
            return super().write(record._replace(lock={**record.lock, "version": version}), changes)


class UnlockedDescribedPort(DescribedPort):
    """A port that answers a version conflict by fetching the new version and sending the change again."""

    def write(self, record: Record, changes: Values) -> Record:
        try:
            return super().write(record, changes)
        except VersionConflict:
            return super().write(record._replace(lock=self.read(record.id).lock), changes)


class LosesMeanwhile(BreaksPorts):
    """Works around optimistic locking, so a write overwrites an edit that was made since the read."""

    defective = (UnlockedPort, UnlockedDescribedPort)


class ClearingPort(CustomerpPort):
    """A port that clears the phone number in every write."""

    def write(self, record: Record, changes: Values) -> Record:
        return super().write(record, {**changes, **({"phone": None} if "phone" in record.values else {})})


class TouchesUnmapped(BreaksPorts):
    """Clears a property that the property table does not name, with every write to the source."""

    defective = (ClearingPort,)


class FurnishingPort(OrganizationsPort):
    """A port that adds a first board to every workspace that it creates."""

    def create(self, values: Values) -> Record:
        created = super().create(values)
        self.http.send("POST", "/boards", bool, body={"name": "Getting started", "idOrganization": created.id})
        return created


class MakesBoards(BreaksPorts):
    """Creates a board in every new workspace, which no sentence asks for."""

    defective = (FurnishingPort,)


BACKWARD_RULES = (
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
    "robust.sporadic-empty",
    "robust.stale-read",
)
"""The rules with stories in which an edit goes from the target to the source."""

DEFECTS = (
    Defect(
        "creates-only",
        CreatesOnly,
        "in-sync.forward",
        law="agreement",
        also=(
            "in-sync.life-cycle",
            "in-sync.near-edit",
            "robust.clock-skew",
            "robust.late-visibility",
            "robust.same-instant",
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
            "robust.garbage",
            "robust.poison",
            "robust.rate-limit",
            "robust.refused",
            "robust.reset",
            "robust.server-error",
            "robust.slow",
            "robust.sporadic-empty",
            "robust.stale-read",
            "robust.timeout",
            "robust.transient-refusal",
            "robust.unauthorised",
            "robust.vanished",
        ),
    ),
    Defect(
        "one-way-only",
        OneWay,
        "in-sync.backward",
        law="agreement",
        also=(
            "in-sync.any-author",
            "in-sync.near-edit",
            "robust.extreme-time",
            *BACKWARD_RULES,
            "in-sync.nothing-else",
        ),
    ),
    Defect("tires-out", TiresOut, "in-sync.stays", law="agreement"),
    Defect(
        "echoes-for-ever",
        Echoes,
        "in-sync.quiet",
        law="rest",
        also=EVERYTHING,
    ),
    Defect(
        "touches-unmapped",
        TouchesUnmapped,
        "in-sync.nothing-else",
        law="nothing-else",
        also=(
            "in-sync.any-author",
            "in-sync.near-edit",
            "robust.clock-skew",
            "robust.extreme-time",
            *BACKWARD_RULES,
            "in-sync.backward",
        ),
    ),
    Defect(
        "makes-boards",
        MakesBoards,
        "in-sync.nothing-else",
        law="nothing-else",
        also=EVERYTHING,
        spares=("robust.lost-answer",),  # a workspace that is found, and not created, gets no board
    ),
    Defect(
        "loses-what-comes-meanwhile",
        LosesMeanwhile,
        "in-sync.during-pass",
        "task-to-cards",
        "custompms-trello",
        law="no-lost-edit",
    ),
)
