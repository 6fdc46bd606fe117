"""Defects in what a sync makes of rows that share a property with others, or that depend on what a record holds.

The section is that of a sample document: neither of the two documents that ship has such rows.
"""

from __future__ import annotations

from dataclasses import replace

from syncproof.engine import Sync
from syncproof.engine.broken.defect import EVERYTHING, Defect
from syncproof.engine.broken.linking import Otherwise
from syncproof.engine.links import Link
from syncproof.engine.plan import Plan, RowPair
from syncproof.engine.ports.port import Record
from syncproof.engine.section import SectionJob
from syncproof.engine.work import Work

DOCUMENT = "quillstead-fennworth"
_SECTION = "patients-to-people"


class CarriesUnasked(Otherwise):
    """Carries each row to every record, whatever the row depends on."""

    def understood(self, section: SectionJob) -> SectionJob:
        return replace(section, rows=tuple(RowPair(row.source, row.target) for row in section.rows))


class CarriesNoDependent(Otherwise):
    """Leaves out the rows that depend on something."""

    def understood(self, section: SectionJob) -> SectionJob:
        return replace(section, rows=tuple(row for row in section.rows if not row.is_dependent))


class CarriesToOne(Sync):
    """Carries an edit to the first one of the properties that the table joins to the edited one."""

    def plan(self, work: Work, link: Link, source: Record, target: Record) -> Plan:
        plan = super().plan(work, link, source, target)
        first = {row.source: row for row in reversed(work.section.rows) if not row.is_dependent}
        others = {row.target for row in work.section.rows if not row.is_dependent and row != first[row.source]}
        plan.to_target = {name: value for name, value in plan.to_target.items() if name not in others}
        return plan


class CarriesFromOne(Otherwise):
    """Carries to a property the first one of those that the table joins to it."""

    def understood(self, section: SectionJob) -> SectionJob:
        return replace(section, rows=tuple({row.target: row for row in reversed(section.rows)}.values())[::-1])


def _defect(name: str, sync: type[Sync], rule: str, *also: str, law: str) -> Defect:
    return Defect(name, sync, rule, _SECTION, DOCUMENT, also, law=law)


_ANY_EDIT = (
    "in-sync.forward",
    "in-sync.backward",
    "in-sync.latest-wins",
    "in-sync.link-survives",
    "properties.row",
    "properties.round-trip",
    "properties.cleared",
)
"""The rules whose stories edit every property in turn."""

DEFECTS = (
    _defect("carries-unasked", CarriesUnasked, "properties.dependent", *EVERYTHING, law="nothing-else"),
    _defect("carries-no-dependent", CarriesNoDependent, "properties.dependent", "properties.type", law="agreement"),
    _defect("carries-to-one", CarriesToOne, "properties.fan-out", "in-sync.stays", *_ANY_EDIT, law="agreement"),
    _defect("carries-from-one", CarriesFromOne, "properties.fan-in", *_ANY_EDIT, law="agreement"),
)
