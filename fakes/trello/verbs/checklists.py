"""Checklists and their lines. No HTTP here."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from syncproof.fakes.trello.memory.content import CheckItem, Checklist
from syncproof.fakes.trello.memory.ledger_entries import LedgerEntries
from syncproof.fakes.trello.memory.log import Log
from syncproof.fakes.trello.memory.rows import Actor, Card, changes
from syncproof.fakes.trello.memory.state import State
from syncproof.fakes.trello.positions import Pos, placed, position
from syncproof.fakes.trello.verbs.cards import Cards


@dataclass(frozen=True)
class Checklists:
    """Creates, changes and deletes checklists and their lines; writes the log and the ledger."""

    state: State
    log: Log
    entries: LedgerEntries
    cards: Cards

    def create(
        self, actor: Actor, card: Card, name: str, pos: Pos = "bottom", source: Checklist | None = None
    ) -> Checklist:
        """Create a checklist on a card, by default at the bottom, with copies of the lines of a source."""
        content = self.state.content
        checklist = Checklist(self.state.new_id(), card.id, name, position(content.checklists_of[card.id], pos))
        content.checklists[checklist.id] = checklist
        content.checklists_of.add(card.id, (checklist.pos, checklist.id))
        self.cards.touch(card.id)
        self.entries.created(actor, checklist)
        self.log.on_card(actor, "addChecklistToCard", checklist, listed=True)
        if source:
            for item in list(content.items_in(source.id)):
                self._keep(actor, item._replace(id=self.state.new_id(), card=card.id, checklist=checklist.id))
            self.log.on_card(actor, "copyChecklist", checklist, checklistSource=source.in_log()["checklist"])
        return checklist

    def edit(self, actor: Actor, checklist: Checklist, given: Mapping[str, Any]) -> Checklist:
        """Change a checklist; an action for each property."""
        content, others = self.state.content, self.state.content.checklists_of
        after = checklist._replace(**placed(given, others[checklist.card]))
        if after == checklist:
            return checklist
        content.checklists[checklist.id] = after
        others.remove(checklist.card, (checklist.pos, checklist.id))
        others.add(checklist.card, (after.pos, checklist.id))
        self.cards.touch(checklist.card)
        for name, old in changes(checklist, after).items():
            self.log.on_card(actor, "updateChecklist", after, listed=True, old={name: old})
        self.entries.updated(actor, checklist, after)
        return after

    def delete(self, actor: Actor, checklist: Checklist) -> None:
        """Delete a checklist with its lines."""
        self.cards.content.forget_checklist(actor, checklist)
        self.cards.touch(checklist.card)
        self.log.on_card(actor, "removeChecklistFromCard", checklist, listed=True)

    def add(self, actor: Actor, checklist: Checklist, name: str, pos: Pos, given: Mapping[str, Any]) -> CheckItem:
        """Add a line to a checklist; `given` are checked fields of the row."""
        place = position(self.state.content.items_of[checklist.id], pos)
        item = CheckItem(self.state.new_id(), checklist.card, checklist.id, name, place, **given)
        self._keep(actor, item)
        self.cards.touch(item.card)
        self._log(actor, "createCheckItem", item)
        return item

    def _keep(self, actor: Actor, item: CheckItem) -> None:
        self.state.content.items[item.id] = item
        self.state.content.items_of.add(item.checklist, (item.pos, item.id))
        self.entries.created(actor, item)

    def _log(self, actor: Actor, type_: str, item: CheckItem, *, listed: bool = False, **more: object) -> None:
        checklist = self.state.content.checklists[item.checklist]
        self.log.on_card(actor, type_, item, listed=listed, **checklist.in_log(), **more)

    def edit_item(self, actor: Actor, item: CheckItem, given: Mapping[str, Any]) -> CheckItem:
        """Change a line; lists have the changes of its state, and no other (docs)."""
        others = self.state.content.items_of
        target = given.get("checklist", item.checklist)
        if target != item.checklist:
            given = {"pos": "bottom", **given}
        after = item._replace(**placed(given, others[target]))
        if after == item:
            return item
        self.state.content.items[item.id] = after
        others.remove(item.checklist, (item.pos, item.id))
        others.add(after.checklist, (after.pos, item.id))
        self.cards.touch(item.card)
        for name, old in changes(item, after).items():
            if name == "state":
                self._log(actor, "updateCheckItemStateOnCard", after, listed=True)
            else:
                self._log(actor, "updateCheckItem", after, old={name: old})
        self.entries.updated(actor, item, after)
        return after

    def delete_item(self, actor: Actor, item: CheckItem) -> None:
        """Delete a line of a checklist."""
        self.cards.content.forget_item(actor, item)
        self.cards.touch(item.card)
        self._log(actor, "deleteCheckItem", item)
