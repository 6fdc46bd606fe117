"""What goes with a card that goes for good: its checklists, attachments, stickers, votes and custom field items."""

from __future__ import annotations

from syncproof.fakes.trello.memory.content import (
    Attachment,
    CheckItem,
    Checklist,
    CustomField,
    CustomFieldItem,
    Sticker,
)
from syncproof.fakes.trello.memory.ledger_entries import LedgerEntries, ref
from syncproof.fakes.trello.memory.state import Actor, Card, State


class ContentOfCards:
    """Takes things off a card, as the ledger is told; the log is told by others."""

    def __init__(self, state: State, entries: LedgerEntries) -> None:
        self.content = state.content
        self.entries = entries

    def forget_all(self, actor: Actor, card: Card) -> None:
        """Take off all."""
        content = self.content
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

    def forget_checklist(self, actor: Actor, one: Checklist) -> None:
        """Take off a checklist with its lines."""
        for item in list(self.content.items_in(one.id)):
            self.forget_item(actor, item)
        self.content.checklists_of.remove(one.card, (one.pos, one.id))
        del self.content.checklists[one.id]
        self.entries.deleted(actor, ref("Checklists", one.id, one.card))

    def forget_item(self, actor: Actor, one: CheckItem) -> None:
        """Take a line out of its checklist."""
        self.content.items_of.remove(one.checklist, (one.pos, one.id))
        del self.content.items[one.id]
        self.entries.deleted(actor, ref("CheckItems", one.id, one.checklist))

    def forget_attachment(self, actor: Actor, one: Attachment) -> None:
        """Take off an attachment."""
        self.content.attachments_of.remove(one.card, (one.pos, one.id))
        del self.content.attachments[one.id]
        self.entries.deleted(actor, ref("Attachments", one.id, one.card))

    def forget_sticker(self, actor: Actor, one: Sticker) -> None:
        """Take off a sticker."""
        self.content.stickers_of.remove(one.card, one.id)
        del self.content.stickers[one.id]
        self.entries.deleted(actor, ref("Stickers", one.id, one.card))

    def forget_field_items(self, actor: Actor, card: Card) -> None:
        """Empty the custom fields of a card."""
        for item in list(self.content.field_items_on(card.id)):
            self.forget_field_item(actor, item)

    def forget_field_item(self, actor: Actor, one: CustomFieldItem) -> None:
        """Empty a custom field of a card."""
        self.content.fields_filled.remove(one.card, (one.id, one.field))
        self.content.filled_on.remove(one.field, one.card)
        del self.content.field_items[one.card, one.field]
        self.entries.deleted(actor, ref("CustomFieldItems", one.id, one.card))

    def forget_field(self, actor: Actor, one: CustomField) -> None:
        """Take a custom field off a board, and off its cards."""
        for card in list(self.content.filled_on[one.id]):
            self.forget_field_item(actor, self.content.field_items[card, one.id])
        self.content.custom_fields_of.remove(one.board, (one.pos, one.id))
        del self.content.custom_fields[one.id]
        self.entries.deleted(actor, ref("CustomFields", one.id, one.board))
