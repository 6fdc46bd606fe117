"""Comments on cards, which are actions of the log. No HTTP here."""

from __future__ import annotations

from dataclasses import dataclass

from syncproof.fakes.trello import rules
from syncproof.fakes.trello.capabilities import COMMENT_WRITE
from syncproof.fakes.trello.memory.ledger_entries import LedgerEntries
from syncproof.fakes.trello.memory.log import Log
from syncproof.fakes.trello.memory.rows import Action, Actor, Card, ref
from syncproof.fakes.trello.memory.state import State
from syncproof.fakes.trello.verbs.cards import Cards
from syncproof.ledger import Values


@dataclass(frozen=True)
class Comments:
    """Creates, changes and deletes comments; writes the log and the ledger."""

    state: State
    log: Log
    entries: LedgerEntries
    cards: Cards

    def create(self, actor: Actor, card: Card, given: Values) -> Action:
        """Write a comment on a card. Raises Refusal."""
        taken = self.entries.take_new(actor, ref("Actions", "", card.id), rules.ACTIONS, given)
        self.cards.touch(card.id)
        action = self.log.card(actor, "commentCard", card, {"text": taken["text"], "textData": {"emoji": {}}})
        self.entries.created(actor, action)
        return action

    def edit(self, actor: Actor, comment: Action, given: Values) -> Action:
        """Change a comment: id and date stay, and no list has the change (observed). Raises Refusal."""
        card = self.card_of(comment)
        taken = self.entries.take(actor, comment.ref, rules.ACTIONS, given)
        if taken.get("text", comment.data["text"]) == comment.data["text"]:
            return comment
        data = {**comment.data, "text": taken["text"], "dateLastEdited": self.state.now}
        after = comment._replace(data=data)
        self.state.actions[comment.id] = after
        more = {"action": {"id": comment.id, **after.in_ledger()}, "old": dict(comment.in_ledger())}
        self.cards.touch(card.id)
        self.log.card(actor, "updateComment", card, more, listed=False)
        self.entries.updated(actor, comment, after)
        return after

    def keep(self, actor: Actor, comment: Action, given: Values) -> None:
        """Note the text that the capability would have written, unless Trello refuses the text."""
        text = given.get("text")
        if rules.ACTIONS.properties["text"].refusal(text) is None:
            self.entries.lacked(actor, comment.ref, "text", COMMENT_WRITE)

    def delete(self, actor: Actor, comment: Action) -> None:
        """Delete a comment; no list has the deletion (docs)."""
        card = self.card_of(comment)
        self.cards.content.forget_comment(actor, comment)
        self.log.erase(comment)
        self.log.card(actor, "deleteComment", card, {"action": {"id": comment.id}}, listed=False)

    def card_of(self, comment: Action) -> Card:
        """Return the card that a comment is on."""
        return self.state.cards[comment.data["card"]["id"]]
