"""The fronts of cards: stickers on them, and votes for them. No HTTP here."""

from __future__ import annotations

from syncproof.fakes.trello.memory.content import Sticker
from syncproof.fakes.trello.memory.ledger_entries import LedgerEntries, ref, values
from syncproof.fakes.trello.memory.log import Log
from syncproof.fakes.trello.memory.state import Actor, Card, State
from syncproof.fakes.trello.verbs import content_log
from syncproof.fakes.trello.verbs.cards import Cards


class StickersAndVotes:
    """The verbs."""

    def __init__(self, state: State, log: Log, entries: LedgerEntries, cards: Cards) -> None:
        self.state = state
        self.content = state.content
        self.log = log
        self.entries = entries
        self.cards = cards

    def stick(self, actor: Actor, sticker: Sticker) -> None:
        """Put a sticker on a card, or move one; no action tells of it (ours)."""
        content, was = self.content, self.content.stickers.get(sticker.id)
        of = ref("Stickers", sticker.id, sticker.card)
        content.stickers[sticker.id] = sticker
        if was:
            self.entries.updated(actor, of, values(was), values(sticker))
        else:
            content.stickers_of.add(sticker.card, sticker.id)
            self.entries.created(actor, of, sticker)
        self.cards.touch(self.state.cards[sticker.card])

    def take_off(self, actor: Actor, sticker: Sticker) -> None:
        """Take a sticker off."""
        self.cards.content_of_cards.forget_sticker(actor, sticker)
        self.cards.touch(self.state.cards[sticker.card])

    def vote(self, actor: Actor, card: Card, *, voted: bool) -> None:
        """Vote for a card, or take it back."""
        votes = self.content.votes
        was = list(votes[card.id])
        if (actor.member in was) == voted:
            return
        if voted:
            votes.add(card.id, actor.member)
        else:
            votes.remove(card.id, actor.member)
        self.cards.touch(card)
        content_log.voted(self.log, actor, card, voted=voted)
        now = {"idMembersVoted": ",".join(votes[card.id])}
        self.entries.updated(actor, ref("Cards", card.id, card.list), {"idMembersVoted": ",".join(was)}, now)
