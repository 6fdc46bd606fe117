"""Stickers on cards, and votes for cards. No HTTP here."""

from __future__ import annotations

from dataclasses import dataclass

from syncproof.fakes.trello.memory.content import Sticker
from syncproof.fakes.trello.memory.ledger_entries import LedgerEntries
from syncproof.fakes.trello.memory.log import Log
from syncproof.fakes.trello.memory.rows import Actor, Card
from syncproof.fakes.trello.memory.state import State
from syncproof.fakes.trello.verbs.cards import Cards


@dataclass(frozen=True)
class StickersAndVotes:
    """Puts stickers on cards, moves and deletes them, counts votes; writes the ledger, and of votes the log."""

    state: State
    log: Log
    entries: LedgerEntries
    cards: Cards

    def stick(self, actor: Actor, sticker: Sticker) -> None:
        """Put a sticker on a card, or move one; no action tells of it (ours)."""
        content, was = self.state.content, self.state.content.stickers.get(sticker.id)
        content.stickers[sticker.id] = sticker
        if was:
            self.entries.updated(actor, was, sticker)
        else:
            content.stickers_of.add(sticker.card, sticker.id)
            self.entries.created(actor, sticker)
        self.cards.touch(sticker.card)

    def take_off(self, actor: Actor, sticker: Sticker) -> None:
        """Delete a sticker."""
        self.cards.content.forget_sticker(actor, sticker)
        self.cards.touch(sticker.card)

    def vote(self, actor: Actor, card: Card, *, voted: bool) -> None:
        """Vote for a card, or take the vote back."""
        votes = self.state.content.votes
        was = list(votes[card.id])
        if (actor.member in was) == voted:
            return
        if voted:
            votes.add(card.id, actor.member)
        else:
            votes.remove(card.id, actor.member)
        self.cards.touch(card.id)
        self.log.card(actor, "voteOnCard", card, {"voted": voted}, listed=False)
        now = {"idMembersVoted": ",".join(votes[card.id])}
        self.entries.changed(actor, card.ref, {"idMembersVoted": ",".join(was)}, now)
