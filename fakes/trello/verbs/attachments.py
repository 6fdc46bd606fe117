"""Attachments of cards. No HTTP here."""

from __future__ import annotations

from dataclasses import dataclass
from urllib.parse import quote

from syncproof.fakes.trello.memory.content import Attachment, Upload
from syncproof.fakes.trello.memory.ledger_entries import LedgerEntries
from syncproof.fakes.trello.memory.log import Log
from syncproof.fakes.trello.memory.rows import Actor, Card
from syncproof.fakes.trello.memory.state import State
from syncproof.fakes.trello.positions import position
from syncproof.fakes.trello.verbs.cards import Cards


@dataclass(frozen=True)
class Attachments:
    """Puts addresses and files on cards and deletes them; writes the log and the ledger."""

    state: State
    log: Log
    entries: LedgerEntries
    cards: Cards

    def attach(self, actor: Actor, card: Card, url: str, name: str = "", type_: str = "") -> Attachment:
        """Put an address on a card; the address is not opened."""
        return self._keep(actor, self._new(actor, card, name or url, url)._replace(type=type_))

    def upload(self, actor: Actor, card: Card, file: Upload, name: str = "", type_: str = "") -> Attachment:
        """Put a file on a card."""
        blank = self._new(actor, card, name or file.name or "file", "")
        given = file.name or blank.name
        url = f"https://trello.com/1/cards/{card.id}/attachments/{blank.id}/download/{quote(given, safe='')}"
        return self._keep(actor, blank._replace(url=url, type=type_ or file.type, size=file.size, file=given))

    def copy(self, actor: Actor, card: Card, one: Attachment) -> Attachment:
        """Put a copy of an attachment on a card."""
        blank = self._new(actor, card, one.name, one.url)
        return self._keep(actor, blank._replace(type=one.type, size=one.size, file=one.file))

    def _new(self, actor: Actor, card: Card, name: str, url: str) -> Attachment:
        state = self.state
        pos = position(state.content.attachments_of[card.id], "bottom")
        return Attachment(state.new_id(), card.id, name, url, actor.member, state.now, pos)

    def _keep(self, actor: Actor, one: Attachment) -> Attachment:
        content = self.state.content
        content.attachments[one.id] = one
        content.attachments_of.add(one.card, (one.pos, one.id))
        self.cards.touch(one.card)
        self.entries.created(actor, one)
        self.log.on_card(actor, "addAttachmentToCard", one, listed=True)
        return one

    def delete(self, actor: Actor, one: Attachment) -> None:
        """Delete an attachment, also as the cover; the action does not hold its address."""
        card = self.state.cards[one.card]
        if card.cover.get("idAttachment") == one.id:
            self.cards.edit(actor, card, {}, {"cover": {}})
        self.cards.content.forget_attachment(actor, one)
        self.cards.touch(one.card)
        self.log.on_card(actor, "deleteAttachmentFromCard", one._replace(url=""))
