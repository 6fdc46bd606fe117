"""Views of what lies on boards and cards, each object cut to the fields asked for."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from itertools import islice
from typing import Protocol

from syncproof.fakes.trello.memory.content import CHECK_ITEM, CheckItem, Checklist, Label
from syncproof.fakes.trello.memory.rows import Board, Card, Json
from syncproof.fakes.trello.refusals import bad
from syncproof.fakes.trello.request.ask import Ask
from syncproof.fakes.trello.request.selection import MOST, fields

_SOME = frozenset({"all", "none", "true", "false"})


class Shaped(Protocol):
    """A row that has its JSON in itself."""

    def shape(self) -> Json:
        """Return the row in JSON."""


def shown(ask: Ask, found: Iterable[Shaped], name: str, default: Collection[str] | None = None) -> list[Json]:
    """Return check items, attachments or stickers."""
    cut = fields(ask.parameters, name, default)
    return [cut(one.shape()) for one in found]


def alone(ask: Ask, one: Shaped) -> Json:
    """Return an attachment or sticker."""
    return shown(ask, [one], "fields")[0]


def some(ask: Ask, name: str) -> bool:
    """Whether a filter that only knows all and none asks for all."""
    value = ask.parameters.text(name, "all")
    if value not in _SOME:
        raise bad(name)
    return value in {"all", "true"}


def label(ask: Ask, one: Label) -> Json:
    """Return a label in full."""
    return one.shape(len(ask.state.content.labelled[one.id]))


def labels(ask: Ask, found: Iterable[Label], name: str = "fields") -> list[Json]:
    """Return the JSON of labels, cut to the fields that the request names."""
    cut = fields(ask.parameters, name)
    return [cut(label(ask, one)) for one in found]


def labels_of_board(ask: Ask, board: Board) -> list[Json]:
    """Return the labels of a board: by default 50 (spec)."""
    most = ask.parameters.whole("limit", 50, MOST)
    return labels(ask, islice(ask.state.content.labels_on(board.id), most))


def labels_in_board(ask: Ask, board: Board) -> list[Json]:
    """Return labels inside their board: by default as many as may be asked for, not 50 (ours)."""
    most = ask.parameters.whole("labels_limit", MOST, MOST)
    return labels(ask, islice(ask.state.content.labels_on(board.id), most), "label_fields")


def checklist(ask: Ask, one: Checklist) -> Json:
    """Return a checklist in full, without its lines."""
    return one.shape(ask.state.cards[one.card].board)


def checklists(ask: Ask, found: Iterable[Checklist], name: str = "fields") -> list[Json]:
    """Return checklists by default with their lines."""
    cut, with_items = fields(ask.parameters, name), some(ask, "checkItems")
    shapes = []
    for one in found:
        shape = dict(cut(checklist(ask, one)))
        if with_items:
            shape["checkItems"] = items(ask, ask.state.content.items_in(one.id), "checkItem_fields")
        shapes.append(shape)
    return shapes


def checklists_of_board(ask: Ask, board: Board, name: str = "fields") -> list[Json]:
    """Return the checklists of the cards of a board, lists left to right."""
    state = ask.state
    cards = (card for list_ in state.lists_on(board.id) for card in state.cards_on(list_.id))
    return checklists(ask, (one for card in cards for one in state.content.checklists_on(card.id)), name)


def items(ask: Ask, found: Iterable[CheckItem], name: str = "fields") -> list[Json]:
    """Return the lines of a checklist."""
    return shown(ask, found, name, CHECK_ITEM)


def states(ask: Ask, card: Card) -> list[Json]:
    """Return which lines of a card are done (observed)."""
    return [one.as_state() for one in ask.state.content.items_on(card.id) if one.done]


def attachments_of_card(ask: Ask, card: Card, wanted: str, name: str = "fields") -> list[Json]:
    """Return the attachments of a card, or only its cover (spec)."""
    found = ask.state.content.attachments_on(card.id)
    if wanted == "cover":
        found = (one for one in found if one.id == card.cover.get("idAttachment"))
    return shown(ask, found, name)


def custom_fields(ask: Ask, board: Board) -> list[Json]:
    """Return the custom fields of a board."""
    return [one.shape() for one in ask.state.content.custom_fields_on(board.id)]


def field_items(ask: Ask, card: Card) -> list[Json]:
    """Return the custom field items of a card."""
    content = ask.state.content
    return [one.shape(content.custom_fields[one.field].type) for one in content.field_items_on(card.id)]
