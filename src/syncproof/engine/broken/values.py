"""Defects in what a sync makes of values."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import Any

import httpx

from syncproof.engine import Access, Links, Report, Sync
from syncproof.engine.broken.defect import EVERYTHING, Defect, with_ports
from syncproof.engine.links import Link
from syncproof.engine.plan import Plan
from syncproof.engine.ports.port import Record
from syncproof.engine.ports.trello import Cards, Organizations
from syncproof.engine.work import Work
from syncproof.ledger import Value, Values


class FirstRowOnly(Sync):
    """Knows the first row of a table only."""

    def __init__(self, checklist: Mapping[str, Any], *args: Any) -> None:  # noqa: ANN401 - whatever the engine takes
        super().__init__(checklist, *args)
        self.sections = tuple(replace(section, rows=section.rows[:1]) for section in self.sections)


class BareCreates(Organizations):
    """Creates with the first property only, and leaves the others for the first edit."""

    def create(self, values: Values) -> Record:
        made = super().create({name: value for name, value in values.items() if name in self.needs})
        return made._replace(values=values)


class CreatesBare(Sync):
    """Takes a new counterpart to hold what it was never given."""

    ports = with_ports(Sync, Organizations=BareCreates)


class PlainText(Organizations):
    """Sends what fits into Latin-1."""

    def wire(self, values: Values) -> dict[str, Value]:
        sent = super().wire(values)
        return {
            name: value.encode("latin-1", "ignore").decode("latin-1") if isinstance(value, str) else value
            for name, value in sent.items()
        }


class Garbles(Sync):
    """Loses the letters that its author had never heard of."""

    ports = with_ports(Sync, Organizations=PlainText)


class IgnoresEmptiness(Sync):
    """Takes an empty value for one that was not sent."""

    def plan(self, work: Work, link: Link, source: Record, target: Record) -> Plan:
        todo = super().plan(work, link, source, target)
        todo.to_target = {name: value for name, value in todo.to_target.items() if value is not None}
        todo.to_source = {name: value for name, value in todo.to_source.items() if value is not None}
        return todo


class WantsThemEqual(Sync):
    """Compares the sides with each other instead of with what they last were: what one completes it writes for ever."""

    def concerns(self, work: Work, link: Link) -> bool:
        return link.state == "paired" or super().concerns(work, link)

    def plan(self, work: Work, link: Link, source: Record, target: Record) -> Plan:
        todo = super().plan(work, link, source, target)
        for row in work.section.rows:
            differ = source.values.get(row.source) != target.values.get(row.target)
            if differ and row.source not in todo.to_source and row.target not in todo.to_target:
                todo.to_source[row.source] = target.values.get(row.target)
        return todo


class Swallows(Sync):
    """Says nothing of what was refused."""

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


class LocalTime(Cards):
    """Takes universal time for the local time of a place one hour east."""

    def wire(self, values: Values) -> dict[str, Value]:
        sent = super().wire(values)
        if isinstance(sent.get("due"), str):
            moment = datetime.fromisoformat(str(sent["due"])) - timedelta(hours=1)
            sent["due"] = moment.astimezone(UTC).isoformat(timespec="milliseconds").replace("+00:00", "Z")
        return sent


class Drifts(Sync):
    """Shifts times by an hour whenever it writes them."""

    ports = with_ports(Sync, Cards=LocalTime)


DEFECTS = (
    Defect(
        "first-row-only",
        FirstRowOnly,
        "properties.row",
        also=EVERYTHING,
    ),
    Defect(
        "creates-bare",
        CreatesBare,
        "properties.type",
        also=EVERYTHING,
    ),
    Defect("garbles", Garbles, "properties.round-trip"),
    Defect("ignores-emptiness", IgnoresEmptiness, "properties.cleared"),
    Defect(
        "wants-them-equal",
        WantsThemEqual,
        "properties.normalised",
        also=("properties.limits",),
    ),
    Defect("swallows-refusals", Swallows, "properties.limits"),
    Defect(
        "drifts",
        Drifts,
        "properties.dates",
        "task-to-cards",
        "custompms-trello",
        also=(
            "in-sync.forward",
            "in-sync.latest-wins",
            "in-sync.link-survives",
            "in-sync.there-and-back",
            "properties.row",
        ),
    ),
)
