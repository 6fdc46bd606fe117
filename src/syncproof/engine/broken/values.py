"""Defects in reading, converting and comparing values."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import Any

import httpx

from syncproof.engine import Access, Links, Report, Sync
from syncproof.engine.broken.defect import EVERYTHING, BreaksPorts, Defect
from syncproof.engine.http import Json
from syncproof.engine.links import Link
from syncproof.engine.plan import Plan
from syncproof.engine.ports.described import DescribedPort
from syncproof.engine.ports.port import Record
from syncproof.engine.ports.trello import CardsPort, OrganizationsPort
from syncproof.engine.work import Work
from syncproof.ledger import Value, Values


class FirstRowOnly(Sync):
    """Syncs the first row of each property table only."""

    def __init__(self, checklist: Mapping[str, Any], *args: Any) -> None:  # noqa: ANN401 - the engine's own arguments
        super().__init__(checklist, *args)
        self.sections = tuple(replace(section, rows=section.rows[:1]) for section in self.sections)


class BareCreatePort(OrganizationsPort):
    """A port that creates with the required properties only, and answers as if all had been stored."""

    def create(self, values: Values) -> Record:
        created = super().create({name: value for name, value in values.items() if name in self.required})
        return created._replace(values=values)


class BareDescribedPort(DescribedPort):
    """A port that creates with one property only, and answers as if all had been stored."""

    def create(self, values: Values) -> Record:
        created = super().create(dict([*values.items()][:1]))
        return created._replace(values={**created.values, **values})


class CreatesBare(BreaksPorts):
    """Creates counterparts with the required properties only; the others stay empty until their first edit."""

    defective = (BareCreatePort, BareDescribedPort)


class GarblingPort(OrganizationsPort):
    """A port that drops every character outside Latin-1."""

    def wire(self, values: Values) -> dict[str, Value]:
        return {name: _latin1(value) for name, value in super().wire(values).items()}


class GarblingDescribedPort(DescribedPort):
    """A port that drops every character outside Latin-1."""

    def encode(self, values: Values) -> Json:
        return super().encode({name: _latin1(value) for name, value in values.items()})


def _latin1(value: Value) -> Value:
    return value.encode("latin-1", "ignore").decode("latin-1") if isinstance(value, str) else value


class Garbles(BreaksPorts):
    """Drops letters outside Latin-1 from the texts that it writes."""

    defective = (GarblingPort, GarblingDescribedPort)


class IgnoresEmptiness(Sync):
    """Never writes an empty value, so a cleared property stays filled on the other side."""

    def plan(self, work: Work, link: Link, source: Record, target: Record) -> Plan:
        plan = super().plan(work, link, source, target)
        plan.to_target = {name: value for name, value in plan.to_target.items() if value is not None}
        plan.to_source = {name: value for name, value in plan.to_source.items() if value is not None}
        return plan


class WantsThemEqual(Sync):
    """Writes back what a system makes of a value, takes that for an edit, and puts the value back, for ever."""

    whole: dict[tuple[int, str], Value]
    """By pair and row: the value of which the target has made something else."""

    def needs_work(self, work: Work, link: Link) -> bool:
        return link.state == "paired" or super().needs_work(work, link)

    def plan(self, work: Work, link: Link, source: Record, target: Record) -> Plan:
        self.whole = getattr(self, "whole", {})
        plan = super().plan(work, link, source, target)
        for row in work.section.rows:
            key, held = (link.id, row.key), source.values.get(row.source)
            if row.source in plan.to_source or row.target in plan.to_target:
                self.whole.pop(key, None)
            elif held != target.values.get(row.target):
                self.whole[key] = held
                plan.to_source[row.source] = target.values.get(row.target)
            elif key in self.whole:
                plan.to_source[row.source] = self.whole.pop(key)
        return plan


class Swallows(Sync):
    """Reports nothing, so a refused value goes unnoticed."""

    def __init__(
        self,
        checklist: Mapping[str, Any],
        access: Mapping[str, Access],
        links: Links,
        client: httpx.Client,
        sleep: Callable[[float], None],
        report: Callable[[Report], None],
    ) -> None:
        del report
        super().__init__(checklist, access, links, client, sleep, lambda _: None)


class LocalTimePort(CardsPort):
    """A port that takes UTC for the local time of a place one hour east of Greenwich."""

    def wire(self, values: Values) -> dict[str, Value]:
        encoded = super().wire(values)
        if isinstance(encoded.get("due"), str):
            moment = datetime.fromisoformat(str(encoded["due"])) - timedelta(hours=1)
            encoded["due"] = moment.astimezone(UTC).isoformat(timespec="milliseconds").replace("+00:00", "Z")
        return encoded


class Drifts(BreaksPorts):
    """Shifts a due date by an hour whenever it writes one."""

    defective = (LocalTimePort,)


DEFECTS = (
    Defect(
        "first-row-only",
        FirstRowOnly,
        "properties.row",
        law="agreement",
        also=EVERYTHING,
    ),
    Defect(
        "creates-bare",
        CreatesBare,
        "properties.type",
        law="no-lost-edit",
        also=EVERYTHING,
    ),
    Defect(
        "garbles",
        Garbles,
        "properties.round-trip",
        law="provenance",
        also=("in-sync.near-edit",),
    ),
    Defect("ignores-emptiness", IgnoresEmptiness, "properties.cleared", law="agreement"),
    Defect(
        "wants-them-equal",
        WantsThemEqual,
        "properties.normalised",
        law="rest",
        also=("properties.limits",),
    ),
    Defect("swallows-refusals", Swallows, "properties.limits", law="in-order", also=("robust.poison",)),
    Defect(
        "drifts",
        Drifts,
        "properties.dates",
        "task-to-cards",
        "custompms-trello",
        law="provenance",
        also=(
            "in-sync.forward",
            "in-sync.latest-wins",
            "in-sync.link-survives",
            "in-sync.there-and-back",
            "properties.row",
        ),
    ),
)
