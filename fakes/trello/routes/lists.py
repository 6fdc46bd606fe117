"""`/lists`: lists, and what happens to all cards of a list."""

from __future__ import annotations

from syncproof.fakes.trello import refusals, rules
from syncproof.fakes.trello.memory.rows import Board, CardList, Json
from syncproof.fakes.trello.positions import whole
from syncproof.fakes.trello.refusals import Answer
from syncproof.fakes.trello.request.ask import Ask, Routes
from syncproof.fakes.trello.request.fields import Writes, changes, get_field, put, put_field, shows
from syncproof.fakes.trello.request.parameters import Parameters
from syncproof.fakes.trello.rules import ID
from syncproof.fakes.trello.shapes import board_limits, objects
from syncproof.fakes.trello.views import listing, nested

_NO_NAME = {"message": "invalid value for name", "error": "BAD_REQUEST_ERROR"}


def _name(given: Parameters, field: str = "name") -> str:
    name = given.text(field)
    if not name:
        raise Answer(400, _NO_NAME)  # observed
    return name


WRITES: Writes = {
    "name": ("name", _name),
    "pos": ("pos", Parameters.place),
    "closed": ("closed", Parameters.flag),
}


def create(ask: Ask, board: Board) -> object:
    """Create a list on a board, by default at the left (spec)."""
    name = _name(ask.parameters)
    pos, source = ask.parameters.place(default="top"), _source(ask)
    if source:
        board_limits.room_for_list(ask.state, board.id, source, copied=True)
        list_ = ask.service.copies.list(ask.actor, source, board, name, pos)
    else:
        list_ = ask.service.boards.create_list(ask.actor, board, name, pos)
    return {**_default(list_), "limits": {}}


def _source(ask: Ask) -> CardList | None:
    """Return the list whose cards are to be copied, if any."""
    if "idListSource" not in ask.parameters:
        return None
    source = ask.named("idListSource", ask.state.lists)
    ask.use(ask.state.boards[source.board], writes=False)
    return source


def _default(list_: CardList) -> Json:
    return objects.only(objects.card_list(list_), objects.LIST)


def _shown(ask: Ask, list_: CardList) -> Json:
    return objects.card_list(list_, subscribed=(list_.id, ask.member) in ask.state.content.subscribed)


def post(ask: Ask) -> object:
    """Create a list; an unknown board is answered with 401, not 404 (observed)."""
    _name(ask.parameters)
    id_ = ask.parameters.text("idBoard")
    if not ID.fullmatch(id_):
        raise refusals.bad("idBoard")
    board = ask.state.boards.get(id_)
    if board is None or not ask.service.rights.may_use(ask.member, board, writes=True):
        raise Answer(401, f"unauthorized board list requested {id_}")
    return create(ask, board)


def _change_one(ask: Ask, given: Parameters) -> object:
    if "closed" in given and not isinstance(given.values(rules.CARDS)["closed"], bool):
        raise refusals.bad("value")  # observed
    return _change(ask, given)


def _change(ask: Ask, given: Parameters) -> object:
    list_, boards = ask.list(), ask.service.boards
    written, follows = changes(given, WRITES), given.flag("subscribed")
    if "idBoard" in given:
        board = ask.named("idBoard", ask.state.boards, given)
        ask.use(board, writes=True)
        board_limits.room_for_list(ask.state, board.id, list_)
        list_ = boards.move_list(ask.actor, list_, board)
    if "subscribed" in given:
        ask.state.content.subscribe(list_.id, ask.member, subscribed=follows)
    return _default(boards.edit_list(ask.actor, list_, written))


def delete(ask: Ask) -> object:
    """Delete an archived list: no document has this route (observed)."""
    list_ = ask.list()
    if not list_.closed:
        raise Answer(400, "Cannot delete open list")
    ask.service.boards.delete_list(ask.actor, list_)
    return {"_value": None}


def archive_all(ask: Ask) -> object:
    """Archive every card of a list."""
    for card in list(ask.state.cards_on(ask.list().id)):
        ask.service.cards.edit(ask.actor, card, {"closed": True})
    return {}


def move_all(ask: Ask) -> object:
    """Move every card of a list to another list, whose board must be named, too (spec)."""
    source, id_board = ask.list(), ask.parameters.an_id("idBoard")
    if id_board not in ask.state.boards:
        raise refusals.bad("idBoard")
    target = ask.state.lists.get(ask.parameters.an_id("idList"))
    if target is None or target.board != id_board:
        raise refusals.bad("idList")
    ask.use(ask.state.boards[target.board], writes=True)
    board_limits.room_for_list(ask.state, target.board, source)
    moved = []
    for card in list(ask.state.cards_on(source.id)):
        if target.board == card.board:
            after = ask.service.cards.edit(ask.actor, card, {"idList": target.id})
        else:
            after = ask.service.cards.change_board(ask.actor, card, target)
        moved.append({"id": card.id, "idBoard": after.board, "idList": after.list, "pos": whole(after.pos)})
    return moved


ROUTES: Routes = {
    ("POST", "/lists"): post,
    ("GET", "/lists/{list}"): shows(Ask.list, lambda ask, one: nested.lists(ask, [one], objects.LIST)[0]),
    ("PUT", "/lists/{list}"): put(_change),
    ("DELETE", "/lists/{list}"): delete,
    ("GET", "/lists/{list}/{field}"): get_field(lambda ask: _shown(ask, ask.list())),
    ("PUT", "/lists/{list}/{field}"): put_field({*WRITES, "idBoard", "subscribed"}, Ask.list, _change_one),
    ("GET", "/lists/{list}/cards"): shows(Ask.list, nested.cards_of_list),
    ("GET", "/lists/{list}/cards/{filter}"): shows(Ask.list, nested.cards_of_list),
    ("GET", "/lists/{list}/actions"): shows(Ask.list, listing.actions_listed),
    ("GET", "/lists/{list}/board"): shows(Ask.list, listing.board_of),
    ("POST", "/lists/{list}/archiveAllCards"): archive_all,
    ("POST", "/lists/{list}/moveAllCards"): move_all,
}
