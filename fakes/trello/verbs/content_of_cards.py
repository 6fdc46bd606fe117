"""Deletes what lies on cards: comments, checklists, attachments, stickers, votes, custom field items."""

from __future__ import annotations

from dataclasses import dataclass

from syncproof.fakes.trello.memory.content import Attachment, CheckItem, Checklist, Sticker
from syncproof.fakes.trello.memory.custom_fields import CustomField, CustomFieldItem
from syncproof.fakes.trello.memory.ledger_entries import LedgerEntries
from syncproof.fakes.trello.memory.rows import Action, Actor, Card
from syncproof.fakes.trello.memory.state import State


@dataclass(frozen=True)
class ContentOfCards:
    """Deletes content of cards and notes so in the ledger; callers write the log."""

    state: State
    entries: LedgerEntries

    def forget_all(self, actor: Actor, card: Card) -> None:
        """Delete all that lies on a card."""
        content = self.state.content
        for id_ in list(self.state.comments[card.id]):
            self.forget_comment(actor, self.state.actions[id_])
        for checklist in list(content.checklists_on(card.id)):
            self.forget_checklist(actor, checklist)
        for attachment in list(content.attachments_on(card.id)):
            self.forget_attachment(actor, attachment)
        for sticker in list(content.stickers_on(card.id)):
            self.forget_sticker(actor, sticker)
        self.forget_field_items(actor, card)
        for member in list(content.votes[card.id]):
            content.votes.remove(card.id, member)
        for label in card.labels:
            content.labelled.remove(label, card.id)

    def forget_comment(self, actor: Actor, one: Action) -> None:
        """Delete a comment; its action is for the callers to erase."""
        self.state.comments.remove(one.data["card"]["id"], one.id)
        self.entries.deleted(actor, one.ref)

    def forget_checklist(self, actor: Actor, one: Checklist) -> None:
        """Delete a checklist with its lines."""
        for item in list(self.state.content.items_in(one.id)):
            self.forget_item(actor, item)
        self.state.content.checklists_of.remove(one.card, (one.pos, one.id))
        del self.state.content.checklists[one.id]
        self.entries.deleted(actor, one.ref)

    def forget_item(self, actor: Actor, one: CheckItem) -> None:
        """Delete a line of a checklist."""
        self.state.content.items_of.remove(one.checklist, (one.pos, one.id))
        del self.state.content.items[one.id]
        self.entries.deleted(actor, one.ref)

    def forget_attachment(self, actor: Actor, one: Attachment) -> None:
        """Delete an attachment."""
        self.state.content.attachments_of.remove(one.card, (one.pos, one.id))
        del self.state.content.attachments[one.id]
        self.entries.deleted(actor, one.ref)

    def forget_sticker(self, actor: Actor, one: Sticker) -> None:
        """Delete a sticker."""
        self.state.content.stickers_of.remove(one.card, one.id)
        del self.state.content.stickers[one.id]
        self.entries.deleted(actor, one.ref)

    def forget_field_items(self, actor: Actor, card: Card) -> None:
        """Empty the custom fields of a card."""
        for item in list(self.state.content.field_items_on(card.id)):
            self.forget_field_item(actor, item)

    def forget_field_item(self, actor: Actor, one: CustomFieldItem) -> None:
        """Empty a custom field of a card."""
        self.state.content.fields_filled.remove(one.card, (one.id, one.field))
        self.state.content.filled_on.remove(one.field, one.card)
        del self.state.content.field_items[one.card, one.field]
        self.entries.deleted(actor, one.ref)

    def forget_field(self, actor: Actor, one: CustomField) -> None:
        """Delete a custom field of a board, and empty it on its cards."""
        for card in list(self.state.content.filled_on[one.id]):
            self.forget_field_item(actor, self.state.content.field_items[card, one.id])
        self.state.content.custom_fields_of.remove(one.board, (one.pos, one.id))
        del self.state.content.custom_fields[one.id]
        self.entries.deleted(actor, one.ref)
