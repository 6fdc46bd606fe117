"""Defects that show in what people do all day: small edits, archiving, an empty list, their choice of account."""

from __future__ import annotations

from collections.abc import Iterable

from syncproof.engine import Sync
from syncproof.engine.broken.defect import BreaksPorts, Defect
from syncproof.engine.failures import Failed, Gone
from syncproof.engine.http import Json
from syncproof.engine.links import Link
from syncproof.engine.plan import TARGET, Plan
from syncproof.engine.ports.port import Record
from syncproof.engine.ports.trello import CardsPort
from syncproof.engine.section import SectionJob
from syncproof.engine.work import Work
from syncproof.ledger import Value, Values


class IgnoresCase(Sync):
    """Takes an edit of nothing but the case for none.

    Databases whose collation ignores case say so when a sync asks them what differs: MySQL does by default.
    """

    def plan(self, work: Work, link: Link, source: Record, target: Record) -> Plan:
        plan = super().plan(work, link, source, target)
        plan.to_source = _without_case(plan.to_source, source)
        plan.to_target = _without_case(plan.to_target, target)
        return plan


def _without_case(writes: Values, record: Record) -> dict[str, Value]:
    return {name: value for name, value in writes.items() if _folded(value) != _folded(record.values.get(name))}


def _folded(value: Value) -> Value:
    return value.casefold() if isinstance(value, str) else value


class OthersCardsPort(CardsPort):
    """A port that leaves out of the board's log what the token's own account has changed."""

    def log_page(self, **bounds: str | int) -> list[Json]:
        me = self.http.get("/members/me", dict, fields="id")["id"]
        actions: list[Json] = self.http.get(
            f"/boards/{self.place['board']}/actions",
            list,
            filter="createCard,updateCard,deleteCard,moveCardFromBoard",
            fields="type,data,date,idMemberCreator",
            memberCreator="false",
            **bounds,
        )
        return [each for each in actions if each["type"] == "createCard" or each["idMemberCreator"] != me]


class SkipsOwnAccount(BreaksPorts):
    """Takes what the token's own account edits for an echo of the sync's own writes.

    The usual guard against loops in two-way syncs by webhook; whoever lends the sync the own account edits in vain.
    """

    defective = (OthersCardsPort,)


class OpenCardsPort(CardsPort):
    """A port that finds no card in the archive."""

    def read(self, record: str) -> Record:
        if self.http.get(f"{self.path}/{record}", dict, fields="closed")["closed"]:
            raise Gone(f"no open card {record}")
        return super().read(record)

    def unchanged(self) -> Iterable[Record]:
        return [record for record in super().unchanged() if not record.values["closed"]]


class TakesArchivedForDeleted(BreaksPorts):
    """Takes an archived card for a deleted one, as whoever lists the open cards of a board does.

    Trello's lists have open cards only unless asked for all; two-way syncs with Trello report it as `closed`.
    """

    defective = (OpenCardsPort,)


class TakesMovedForNew(Sync):
    """Takes a card that was moved to another board for a deleted one, and creates the card again.

    Integrations watch one board each; whoever moves done cards to an archive board gets every card a second time.
    """

    def step(self, work: Work, link: Link) -> None:
        if any(link.on(side.name) in side.changes.moved for side in work.sides):
            self.links.db.execute("DELETE FROM link WHERE id = ?", (link.id,))
            self.create(work, work.source.read(link.source))
        else:
            super().step(work, link)


class StopsWhenEmptied(Sync):
    """Refuses to go on when a side that had records has none.

    vdirsyncer stops so until it is told --force-delete, and rclone's bisync until --resync: a last record may go.
    """

    def read_changes(self, section: SectionJob) -> Work:
        work = super().read_changes(section)
        if work.cursors.get(TARGET, [""])[0] and not work.target.changes.records:
            raise Failed(f"all records of {section.target} are gone")
        return work


DEFECTS = (
    Defect("ignores-case", IgnoresCase, "in-sync.near-edit", law="agreement"),
    Defect(
        "skips-its-own-account",
        SkipsOwnAccount,
        "in-sync.any-author",
        "task-to-cards",
        "custompms-trello",
        law="agreement",
    ),
    Defect(
        "takes-archived-for-deleted",
        TakesArchivedForDeleted,
        "in-sync.life-cycle",
        "task-to-cards",
        "custompms-trello",
        law="agreement",
    ),
    Defect(
        "takes-moved-for-new",
        TakesMovedForNew,
        "in-sync.life-cycle",
        "task-to-cards",
        "custompms-trello",
        law="counterpart",
    ),
    Defect("stops-when-emptied", StopsWhenEmptied, "in-sync.last-one", law="rest"),
)
