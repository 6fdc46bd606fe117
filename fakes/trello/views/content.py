"""What lies on boards and cards as a reader gets it, each object cut to the fields asked for."""

from __future__ import annotations

from collections.abc import Iterable
from itertools import islice

from syncproof.fakes.trello.memory.content import Attachment, CheckItem, Checklist, Label, Sticker
from syncproof.fakes.trello.memory.state import Board, Card
from syncproof.fakes.trello.request.ask import Ask
from syncproof.fakes.trello.request.selection import MOST, fields
from syncproof.fakes.trello.rules import bad
from syncproof.fakes.trello.shapes import content as content_shapes
from syncproof.fakes.trello.shapes.objects import Json

_SOME = frozenset({"all", "none", "true", "false"})


def some(ask: Ask, name: str) -> bool:
    """Whether all of something comes, or nothing: a filter that knows no more."""
    value = ask.parameters.text(name, "all")
    if value not in _SOME:
        raise bad(name)
    return value in {"all", "true"}


def labels(ask: Ask, found: Iterable[Label], name: str = "fields") -> list[Json]:
    """Return labels."""
    cut = fields(ask.parameters, name)
    return [cut(content_shapes.label(ask.state.content, one)) for one in found]


def labels_of_board(ask: Ask, board: Board) -> list[Json]:
    """Return the labels of a board: 50 unless told otherwise (spec)."""
    most = ask.parameters.whole("limit", 50, MOST)
    return labels(ask, islice(ask.state.content.labels_on(board.id), most))


def labels_in_board(ask: Ask, board: Board) -> list[Json]:
    """Return labels inside their board: as many as may be asked for of it, not just 50 (ours)."""
    most = ask.parameters.whole("labels_limit", MOST, MOST)
    return labels(ask, islice(ask.state.content.labels_on(board.id), most), "label_fields")


def checklists(ask: Ask, found: Iterable[Checklist], name: str = "fields") -> list[Json]:
    """Return checklists with their lines, unless told otherwise."""
    cut, with_items = fields(ask.parameters, name), some(ask, "checkItems")
    shown = []
    for one in found:
        shape = dict(cut(content_shapes.checklist(ask.state, one)))
        if with_items:
            shape["checkItems"] = items(ask, ask.state.content.items_in(one.id), "checkItem_fields")
        shown.append(shape)
    return shown


def checklists_of_board(ask: Ask, board: Board, name: str = "fields") -> list[Json]:
    """Return the checklists of the cards of a board, lists left to right."""
    state = ask.state
    cards = (card for list_ in state.lists_on(board.id) for card in state.cards_on(list_.id))
    return checklists(ask, (one for card in cards for one in state.content.checklists_on(card.id)), name)


def items(ask: Ask, found: Iterable[CheckItem], name: str = "fields") -> list[Json]:
    """Return the lines of a checklist."""
    cut = fields(ask.parameters, name, content_shapes.CHECK_ITEM)
    return [cut(content_shapes.check_item(one)) for one in found]


def attachments(ask: Ask, found: Iterable[Attachment], name: str = "fields") -> list[Json]:
    """Return attachments."""
    cut = fields(ask.parameters, name)
    return [cut(content_shapes.attachment(one)) for one in found]


def attachments_of_card(ask: Ask, card: Card, wanted: str, name: str = "fields") -> list[Json]:
    """Return the attachments of a card, or the one that is its cover (spec)."""
    found = ask.state.content.attachments_on(card.id)
    if wanted == "cover":
        found = (one for one in found if one.id == card.cover.get("idAttachment"))
    return attachments(ask, found, name)


def stickers(ask: Ask, found: Iterable[Sticker], name: str = "fields") -> list[Json]:
    """Return stickers."""
    cut = fields(ask.parameters, name)
    return [cut(content_shapes.sticker(one)) for one in found]
