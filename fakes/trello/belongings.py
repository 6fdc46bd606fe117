"""What goes with a card that goes for good: its checklists, attachments, stickers and votes."""

from __future__ import annotations

from syncproof.fakes.trello.book import Book, ref
from syncproof.fakes.trello.content import Attachment, CheckItem, Checklist, Sticker
from syncproof.fakes.trello.state import Actor, Card, State


class Belongings:
    """Takes things off a card, as the ledger is told; the log is told by others."""

    def __init__(self, state: State, book: Book) -> None:
        self.content = state.content
        self.book = book

    def forget_all(self, actor: Actor, card: Card) -> None:
        """Take off all."""
        content = self.content
        for checklist in list(content.checklists_on(card.id)):
            self.forget_checklist(actor, checklist)
        for attachment in list(content.attachments_on(card.id)):
            self.forget_attachment(actor, attachment)
        for sticker in list(content.stickers_on(card.id)):
            self.forget_sticker(actor, sticker)
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
        self.book.deleted(actor, ref("Checklists", one.id, one.card))

    def forget_item(self, actor: Actor, one: CheckItem) -> None:
        """Take a line out of its checklist."""
        self.content.items_of.remove(one.checklist, (one.pos, one.id))
        del self.content.items[one.id]
        self.book.deleted(actor, ref("CheckItems", one.id, one.checklist))

    def forget_attachment(self, actor: Actor, one: Attachment) -> None:
        """Take off an attachment."""
        self.content.attachments_of.remove(one.card, (one.pos, one.id))
        del self.content.attachments[one.id]
        self.book.deleted(actor, ref("Attachments", one.id, one.card))

    def forget_sticker(self, actor: Actor, one: Sticker) -> None:
        """Take off a sticker."""
        self.content.stickers_of.remove(one.card, one.id)
        del self.content.stickers[one.id]
        self.book.deleted(actor, ref("Stickers", one.id, one.card))
