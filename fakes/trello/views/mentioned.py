"""What an action or a notification names, as it is now, and only as far as the reader may see it."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from syncproof.fakes.trello import rules
from syncproof.fakes.trello.memory import rights
from syncproof.fakes.trello.memory.state import Board, Card
from syncproof.fakes.trello.request.ask import Ask
from syncproof.fakes.trello.request.selection import fields
from syncproof.fakes.trello.rules import Answer
from syncproof.fakes.trello.shapes import cards as card_shapes
from syncproof.fakes.trello.shapes import objects

Data = Mapping[str, Any]


def _id(data: Data, what: str) -> str:
    return str(data.get(what, {}).get("id", ""))


def find_board(ask: Ask, data: Data) -> Board | None:
    """Return the board that is named, None if there is none. Raises Answer where the reader has no right to it."""
    found = ask.state.boards.get(_id(data, "board"))
    if found:
        ask.use(found, writes=False)
    return found


def find_card(ask: Ask, data: Data) -> Card | None:
    """Return the card that is named, wherever it lies by now; None and Answer as for a board."""
    found = ask.state.cards.get(_id(data, "card"))
    if found and not ask.service.rights.may_use(ask.member, ask.state.boards[found.board], writes=False):
        raise Answer(401, rights.CARD)
    return found


def board(ask: Ask, data: Data) -> object:
    """Show the board, in full (observed)."""
    found = find_board(ask, data)
    if found is None:
        raise rules.not_found()
    return fields(ask.parameters, "fields")(objects.board(ask.state, found, ask.member))


def card(ask: Ask, data: Data) -> object:
    """Show the card."""
    found = find_card(ask, data)
    if found is None:
        raise rules.not_found()
    return fields(ask.parameters, "fields")(card_shapes.card(ask.state, found, ask.member))


def list_(ask: Ask, data: Data) -> object:
    """Show the list."""
    found = ask.state.lists.get(_id(data, "list"))
    if found is None:
        raise rules.not_found()
    ask.use(ask.state.boards[found.board], writes=False)
    return fields(ask.parameters, "fields", objects.LIST)(objects.card_list(found))


def organization(ask: Ask, data: Data) -> object:
    """Show the workspace that is named, or that of the board; a personal board has none (observed)."""
    of_board = ask.state.boards.get(_id(data, "board"))
    id_ = _id(data, "organization") or (of_board.workspace if of_board else None)
    found = ask.state.workspaces.get(id_ or "")
    if found is None:
        raise rules.not_found()
    if not ask.service.rights.may_see(ask.member, found):
        raise Answer(401, rights.ORGANIZATION)
    return fields(ask.parameters, "fields", objects.ORGANIZATION)(objects.workspace(ask.state, found))
