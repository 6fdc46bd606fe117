"""Checklists and their lines: how they come to be, change and go. No HTTP here."""

from __future__ import annotations

from typing import Any

from syncproof.fakes.trello.memory.content import CheckItem, Checklist
from syncproof.fakes.trello.memory.ledger_entries import LedgerEntries, ref, values
from syncproof.fakes.trello.memory.log import Log
from syncproof.fakes.trello.memory.state import Actor, Card, State
from syncproof.fakes.trello.rules import Pos, position
from syncproof.fakes.trello.verbs import content_log
from syncproof.fakes.trello.verbs.cards import Cards


class Checklists:
    """The verbs."""

    def __init__(self, state: State, log: Log, entries: LedgerEntries, cards: Cards) -> None:
        self.state = state
        self.content = state.content
        self.log = log
        self.entries = entries
        self.cards = cards

    def create(
        self, actor: Actor, card: Card, name: str, pos: Pos = "bottom", source: Checklist | None = None
    ) -> Checklist:
        """Put a checklist on a card, at the bottom unless told otherwise; of a source it takes the lines."""
        content = self.content
        checklist = Checklist(self.state.new_id(), card.id, name, position(content.checklists_of[card.id], pos))
        content.checklists[checklist.id] = checklist
        content.checklists_of.add(card.id, (checklist.pos, checklist.id))
        self.cards.touch(card)
        self.entries.created(actor, ref("Checklists", checklist.id, card.id), checklist)
        content_log.checklist(self.log, actor, "addChecklistToCard", checklist)
        if source:
            for item in list(content.items_in(source.id)):
                self._keep(actor, item._replace(id=self.state.new_id(), card=card.id, checklist=checklist.id))
            more = {"checklistSource": {"id": source.id, "name": source.name}}
            content_log.checklist(self.log, actor, "copyChecklist", checklist, more, listed=False)
        return checklist

    def edit(self, actor: Actor, checklist: Checklist, name: str, pos: Pos | None) -> Checklist:
        """Change a checklist; an action for each property."""
        content, others = self.content, self.content.checklists_of
        new = checklist.pos if pos is None else position(others[checklist.card], pos)
        after = checklist._replace(name=name, pos=new)
        if after == checklist:
            return checklist
        content.checklists[checklist.id] = after
        others.remove(checklist.card, (checklist.pos, checklist.id))
        others.add(checklist.card, (after.pos, checklist.id))
        self._touch(checklist.card)
        was, now = values(checklist), values(after)
        for property_, value in now.items():
            if value != was[property_]:
                more = {"old": {property_: was[property_]}}
                content_log.checklist(self.log, actor, "updateChecklist", after, more)
        self.entries.updated(actor, ref("Checklists", checklist.id, checklist.card), was, now)
        return after

    def delete(self, actor: Actor, checklist: Checklist) -> None:
        """Delete a checklist with its lines."""
        self.cards.content_of_cards.forget_checklist(actor, checklist)
        self._touch(checklist.card)
        content_log.checklist(self.log, actor, "removeChecklistFromCard", checklist)

    # --- lines ---

    def add(self, actor: Actor, checklist: Checklist, name: str, pos: Pos, more: dict[str, Any]) -> CheckItem:
        """Add a line; `more` holds checked fields of the row beside."""
        place = position(self.content.items_of[checklist.id], pos)
        item = CheckItem(self.state.new_id(), checklist.card, checklist.id, name, place, **more)
        self._keep(actor, item)
        self._touch(item.card)
        content_log.check_item(self.log, actor, "createCheckItem", item)
        return item

    def _keep(self, actor: Actor, item: CheckItem) -> None:
        self.content.items[item.id] = item
        self.content.items_of.add(item.checklist, (item.pos, item.id))
        self.entries.created(actor, ref("CheckItems", item.id, item.checklist), item)

    def edit_item(self, actor: Actor, item: CheckItem, changes: dict[str, Any], pos: Pos | None) -> CheckItem:
        """Change a line; of what is done every list tells, of the rest none (docs)."""
        after = item._replace(**changes)
        others = self.content.items_of
        if pos is None and after.checklist != item.checklist:
            pos = "bottom"
        if pos is not None:
            after = after._replace(pos=position(others[after.checklist], pos))
        if after == item:
            return item
        self.content.items[item.id] = after
        others.remove(item.checklist, (item.pos, item.id))
        others.add(after.checklist, (after.pos, item.id))
        self._touch(item.card)
        was, now = values(item), values(after)
        for property_, value in now.items():
            if value != was[property_]:
                done = property_ == "state"
                type_ = "updateCheckItemStateOnCard" if done else "updateCheckItem"
                old = {property_: was[property_]}
                content_log.check_item(self.log, actor, type_, after, None if done else old, listed=done)
        self.entries.updated(actor, ref("CheckItems", item.id, after.checklist), was, now)
        return after

    def delete_item(self, actor: Actor, item: CheckItem) -> None:
        """Delete a line."""
        self.cards.content_of_cards.forget_item(actor, item)
        self._touch(item.card)
        content_log.check_item(self.log, actor, "deleteCheckItem", item)

    def _touch(self, card: str) -> None:
        self.cards.touch(self.state.cards[card])
