"""Defects of cursors and clocks: what is passed over where times are equal, late, or another system's."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from syncproof.checklist import End
from syncproof.engine import Sync
from syncproof.engine.broken.defect import BreaksPorts, Defect
from syncproof.engine.http import Json
from syncproof.engine.plan import SOURCE
from syncproof.engine.ports.port import epoch, iso
from syncproof.engine.ports.trello import CardsPort
from syncproof.engine.side import Side
from syncproof.engine.work import Work
from syncproof.ledger import Values


class AsksFromTheLatest(Sync):
    """Asks from the latest time that it has seen, and never again for what came before.

    What a list shows late is lost: incremental imports have look-back windows for it, since rows are committed late.
    """

    def side(self, name: str, end: End, place: Mapping[str, str], cursors: Mapping[str, Sequence[str]]) -> Side:
        return super().side(name, end, place, {key: each[:1] for key, each in cursors.items()})


class AsksFromBehind(AsksFromTheLatest):
    """Asks from behind the latest time that it has seen, so that a second change of that instant is lost.

    The `>` of `updated_at > last_sync`; where times are whole seconds it loses every busy second's later half.
    """

    def side(self, name: str, end: End, place: Mapping[str, str], cursors: Mapping[str, Sequence[str]]) -> Side:
        if name == SOURCE and cursors.get(SOURCE, [""])[0]:
            cursors = {**cursors, SOURCE: [iso(epoch(cursors[SOURCE][0]) + 1)]}
        return super().side(name, end, place, cursors)


class OneClockForAll(AsksFromTheLatest):
    """Keeps one time of the last pass for both sides, by the clock of the target.

    `last_sync_at` is one column in most first syncs; clocks that differ by minutes lose what was edited in between.
    """

    def checkpoint(self, work: Work) -> None:
        if newest := work.target.changes.cursor.strip("0"):
            made = iso(int(newest[:8], 16) * 1000)  # Trello's ids begin with their time
            work.source.changes.cursor = max(work.source.changes.cursor, made)
        super().checkpoint(work)


class NeverCardsPort(CardsPort):
    """A port that takes the last day of the year 9999 for no day at all."""

    def values(self, data: Json) -> Values:
        values = super().values(data)
        return {name: None if str(value).startswith("9999-12-31") else value for name, value in values.items()}


class TakesTheLastDayForNever(BreaksPorts):
    """Takes the last day of the year 9999 for no day at all.

    SAP and many data warehouses write `valid to 9999-12-31` for "without end"; importers make it empty.
    """

    defective = (NeverCardsPort,)


DEFECTS = (
    Defect("asks-from-the-latest", AsksFromTheLatest, "robust.late-visibility", law="counterpart"),
    Defect(
        "asks-from-behind-the-latest",
        AsksFromBehind,
        "robust.same-instant",
        law="agreement",
        also=("robust.late-visibility",),
    ),
    Defect(
        "one-clock-for-all",
        OneClockForAll,
        "robust.clock-skew",
        law="agreement",
        also=("robust.late-visibility",),
    ),
    Defect(
        "takes-the-last-day-for-never",
        TakesTheLastDayForNever,
        "robust.extreme-time",
        "task-to-cards",
        "custompms-trello",
        law="provenance",
    ),
)
