"""Views of the objects that an action or a notification names, in their present state, with the reader's rights."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import TypeAlias

from syncproof.fakes.trello import refusals
from syncproof.fakes.trello.memory import rights
from syncproof.fakes.trello.memory.notifications import Notification
from syncproof.fakes.trello.memory.rows import Action, Board, Card
from syncproof.fakes.trello.refusals import Answer
from syncproof.fakes.trello.request.ask import Ask, Handler, Routes
from syncproof.fakes.trello.shapes import objects
from syncproof.fakes.trello.views import listing, members

Entry: TypeAlias = Action | Notification


def _id(one: Entry, what: str) -> str:
    return str(one.data.get(what, {}).get("id", ""))


def find_board(ask: Ask, one: Entry) -> Board | None:
    """Return the board that is named, None if there is none. Raises Answer where the reader has no right to it."""
    found = ask.state.boards.get(_id(one, "board"))
    if found:
        ask.use(found, writes=False)
    return found


def find_card(ask: Ask, one: Entry) -> Card | None:
    """Return the card that is named, on whatever board it is now; None and Answer as for a board."""
    found = ask.state.cards.get(_id(one, "card"))
    if found:
        ask.use_card(found, writes=False)
    return found


def _board(ask: Ask, one: Entry) -> object:
    """Show the board, in full (observed)."""
    return listing.board(ask, refusals.there(find_board(ask, one)))


def _card(ask: Ask, one: Entry) -> object:
    return listing.card(ask, refusals.there(find_card(ask, one)))


def _list(ask: Ask, one: Entry) -> object:
    found = refusals.there(ask.state.lists.get(_id(one, "list")))
    ask.use(ask.state.boards[found.board], writes=False)
    return listing.list_alone(ask, found)


def _organization(ask: Ask, one: Entry) -> object:
    """Show the workspace that is named, or that of the board; a personal board has none (observed)."""
    of_board = ask.state.boards.get(_id(one, "board"))
    id_ = _id(one, "organization") or (of_board.workspace if of_board else None)
    found = refusals.there(ask.state.workspaces.get(id_ or ""))
    if not ask.service.rights.may_see(ask.member, found):
        raise Answer(401, rights.ORGANIZATION)
    return listing.organization(ask, found, "fields", objects.ORGANIZATION)


def _member(ask: Ask, one: Entry) -> object:
    return members.shown(ask, [refusals.there(ask.state.people.get(one.member))], "fields")[0]


def _creator(ask: Ask, one: Entry) -> object:
    return members.shown(ask, [ask.state.people[one.creator]], "fields")[0]


_SHOWN: Mapping[str, Callable[[Ask, Entry], object]] = {
    "board": _board,
    "card": _card,
    "list": _list,
    "member": _member,
    "memberCreator": _creator,
    "organization": _organization,
}


def routes(path: str, find: Callable[[Ask], Entry]) -> Routes:
    """Return the routes, below an action or notification, of the objects that it names."""

    def route(show: Callable[[Ask, Entry], object]) -> Handler:
        return lambda ask: show(ask, find(ask))

    return {("GET", f"{path}/{name}"): route(show) for name, show in _SHOWN.items()}
