"""Copies of cards, lists and boards. No HTTP here."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from typing import Any

from syncproof.fakes.trello.memory.rows import Actor, Board, Card, CardList
from syncproof.fakes.trello.memory.state import State
from syncproof.fakes.trello.positions import Pos
from syncproof.fakes.trello.verbs.attachments import Attachments
from syncproof.fakes.trello.verbs.boards import Boards
from syncproof.fakes.trello.verbs.cards import Cards
from syncproof.fakes.trello.verbs.checklists import Checklists
from syncproof.fakes.trello.verbs.comments import Comments
from syncproof.fakes.trello.verbs.custom_fields import CustomFields
from syncproof.fakes.trello.verbs.labels import Labels
from syncproof.fakes.trello.verbs.stickers_and_votes import StickersAndVotes
from syncproof.ledger import Values

PARTS = frozenset(
    {"attachments", "checklists", "comments", "customFields", "due", "labels", "members", "start", "stickers"}
)
"""The parts of a card that a copy can keep (spec)."""


@dataclass(frozen=True)
class Copies:
    """Copies cards, lists and boards with what lies on them."""

    state: State
    cards: Cards
    comments: Comments
    boards: Boards
    labels: Labels
    checklists: Checklists
    attachments: Attachments
    stickers_and_votes: StickersAndVotes
    custom_fields: CustomFields

    def card(
        self,
        actor: Actor,
        source: Card,
        list_: CardList,
        given: Values,
        more: Mapping[str, Any],
        keep: Collection[str] = PARTS,
    ) -> Card:
        """Copy a card; given values replace those of the source. Raises Refusal."""
        values = {"name": source.name, "desc": source.desc} | {
            name: value for name, value in (("due", source.due), ("start", source.start)) if name in keep
        }
        also: dict[str, Any] = {"cover": {k: v for k, v in source.cover.items() if k != "idAttachment"}}
        if "due" in keep:
            also["reminder"] = source.reminder
        if "members" in keep:
            stay = (one for one in source.members if (list_.board, one) in self.state.memberships)
            values["idMembers"] = ",".join(stay)
        if "labels" in keep:
            also["labels"] = self._labels(source, list_.board)
        card = self.cards.create(actor, list_, {**values, **given}, {**also, **more}, source=source)
        self._content(actor, source, card, keep)
        return self.state.cards[card.id]

    def _labels(self, source: Card, board: str) -> tuple[str, ...]:
        return source.labels if source.board == board else self.cards.labels_there(source, board)

    def _content(self, actor: Actor, source: Card, card: Card, keep: Collection[str]) -> None:
        content = self.state.content
        if "checklists" in keep:
            for checklist in list(content.checklists_on(source.id)):
                self.checklists.create(actor, self.state.cards[card.id], checklist.name, "bottom", checklist)
        if "attachments" in keep:
            for attachment in list(content.attachments_on(source.id)):
                self.attachments.copy(actor, card, attachment)
        if "stickers" in keep:
            for sticker in list(content.stickers_on(source.id)):
                self.stickers_and_votes.stick(actor, sticker._replace(id=self.state.new_id(), card=card.id))
        if "customFields" in keep and source.board == card.board:
            self.custom_fields.copy_items(actor, source, card)
        if "comments" in keep:  # written anew by whoever copies (ours)
            for id_ in list(self.state.comments[source.id]):
                text = self.state.actions[id_].data["text"]
                self.comments.create(actor, self.state.cards[card.id], {"text": text})

    def list(self, actor: Actor, source: CardList, board: Board, name: str, pos: Pos) -> CardList:
        """Create a list with copies of the open cards of another list (ours)."""
        made = self.boards.create_list(actor, board, name, pos)
        self._cards(actor, source, made)
        return made

    def _cards(self, actor: Actor, source: CardList, list_: CardList, alike: Mapping[str, str] | None = None) -> None:
        """Copy cards; `alike` maps the ids of custom fields and options to those on the other board."""
        for card in list(self.state.cards_on(source.id)):
            if not card.closed:
                made = self.card(actor, card, list_, {}, {})
                if alike:
                    self.custom_fields.copy_items(actor, card, made, alike)

    def fill(self, actor: Actor, source: Board, board: Board, *, cards: bool) -> None:
        """Copy labels, custom fields, open lists, and on demand cards, to a new board (spec)."""
        for label in list(self.state.content.labels_on(source.id)):
            self.labels.create(actor, board, label.name, label.color, logged=False)
        alike = self.custom_fields.copy(actor, source, board)
        for list_ in list(self.state.lists_on(source.id)):
            if not list_.closed:
                made = self.boards.create_list(actor, board, list_.name, list_.pos)
                if cards:
                    self._cards(actor, list_, made, alike)
