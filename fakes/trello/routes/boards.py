"""`/boards`: boards, their members and settings."""

from __future__ import annotations

from collections.abc import Mapping

from syncproof.fakes.trello import refusals, rules, settings
from syncproof.fakes.trello.memory import rights
from syncproof.fakes.trello.memory.rows import Board, Json, Workspace
from syncproof.fakes.trello.refusals import Answer
from syncproof.fakes.trello.request.ask import Ask, NoRoute, Routes
from syncproof.fakes.trello.request.fields import Writes, changes, get_field, nothing, put, put_field, shows
from syncproof.fakes.trello.request.parameters import Parameters
from syncproof.fakes.trello.routes.lists import create as create_list
from syncproof.fakes.trello.shapes import objects
from syncproof.fakes.trello.views import listing, members, nested

_TYPES = ("admin", "normal", "observer")
_NO_NAME = {"message": "invalid value for name", "error": "ERROR"}


def _shape(ask: Ask) -> Json:
    return objects.board(ask.state, ask.board(), ask.member)


def _default(ask: Ask, board: Board) -> Json:
    return objects.only(objects.board(ask.state, board, ask.member), objects.BOARD)


def _name(given: Parameters, field: str = "name") -> str:
    name = given.text(field)
    if not name.strip():
        raise Answer(400, _NO_NAME)  # observed
    return name


WRITES: Writes = {
    "name": ("name", _name),
    "desc": ("desc", Parameters.text),
    "closed": ("closed", Parameters.flag),
}


def _workspace(ask: Ask, given: Parameters) -> Workspace | None:
    """Return the workspace that a board is to be in, by id or short name (spec)."""
    name = given.text("idOrganization")
    if not name:
        return None
    workspace = ask.state.workspace(name)
    if workspace is None:
        raise refusals.bad("idOrganization")
    if (workspace.id, ask.member) not in ask.state.memberships:
        raise Answer(401, rights.ORGANIZATION)
    return workspace


def post(ask: Ask) -> object:
    """Create a board; a copy has the lists and labels of its source instead of the default ones (spec)."""
    given, source = ask.parameters, _source(ask)
    keeps_cards = given.choice("keepFromSource", ("cards", "none"), "none") == "cards"
    prefs = given.settings(settings.BOARD, "prefs_")
    board = ask.service.boards.create(
        ask.actor,
        _name(given),
        desc=given.text("desc") or (source.desc if source else ""),
        workspace=_workspace(ask, given),
        permission=prefs.pop("permissionLevel", "private"),
        prefs={**source.prefs, **prefs} if source else prefs,
        default_lists=given.flag("defaultLists", default=True) and source is None,
        default_labels=given.flag("defaultLabels", default=True) and source is None,
        source=source,
    )
    if source:
        ask.service.copies.fill(ask.actor, source, board, cards=keeps_cards)
    return {**_default(ask, ask.state.boards[board.id]), "limits": {}}


def _source(ask: Ask) -> Board | None:
    """Return the board to copy, if any."""
    if "idBoardSource" not in ask.parameters:
        return None
    source = ask.named("idBoardSource", ask.state.boards)
    ask.use(source, writes=False)
    return source


def put_setting(ask: Ask) -> object:
    """Change one setting of a board."""
    name = f"prefs/{ask.segments['pref']}"
    ask.board()
    given = ask.parameters.renamed(name)
    if not given.settings(settings.BOARD):
        raise NoRoute
    return _change(ask, given)


def _change(ask: Ask, given: Parameters) -> object:
    board, boards = ask.board(), ask.service.boards
    written = changes(given, WRITES)
    if prefs := given.settings(settings.BOARD):
        written["permission"] = prefs.pop("permissionLevel", board.permission)
        written["prefs"] = {**board.prefs, **prefs}
    follows, workspace = given.flag("subscribed"), _workspace(ask, given)
    if "idOrganization" in given:
        board = boards.move(ask.actor, board, workspace)
    if "subscribed" in given:
        ask.state.content.subscribe(board.id, ask.member, subscribed=follows)
    return _default(ask, boards.edit(ask.actor, board, written))


def delete(ask: Ask) -> object:
    """Delete a board at once (observed); only its admins may."""
    board = ask.board()
    if not _is_admin(ask, board):
        raise Answer(401, rights.BOARD)
    ask.service.boards.delete(ask.actor, board)
    return {"_value": None}


def _is_admin(ask: Ask, board: Board) -> bool:
    return any(model and ask.state.admin(model, ask.member) for model in (board.id, board.workspace))


def cards(ask: Ask) -> object:
    """Show the cards of a board, or one of them (spec)."""
    id_ = ask.segments.get("filter", "")
    if id_ not in listing.OF_CARDS and (rules.ID.fullmatch(id_) or rules.SHORT_LINK.fullmatch(id_)):
        board, card = ask.board(), ask.state.card(id_)
        if card is None or card.board != board.id:
            raise refusals.not_found()
        return nested.card(ask, card)
    return nested.cards(ask, listing.cards_of_board(ask, ask.board(), ask.the_filter("open")))


def post_list(ask: Ask) -> object:
    """Create a list."""
    return create_list(ask, ask.board())


def invite(ask: Ask) -> object:
    """Invite a person by email."""
    board, given = ask.board(), ask.parameters
    type_ = given.choice("type", _TYPES, "normal")
    email = given.required("email")
    if reason := rules.MEMBERS.properties["email"].refusal(email):
        raise Answer(400, reason)
    state = ask.state
    known = state.emails.get(email.lower())
    ask.service.boards.allow(ask.actor, board, known or "", type_)
    new: Mapping[str, str] = {"email": email.lower(), "fullName": email.partition("@")[0]}
    person = state.people[known] if known else ask.service.workspaces.account(new, ghost=True)
    ask.service.boards.seat(ask.actor, board, person, type_)
    return members.seated(ask, board.id)


def put_member(ask: Ask) -> object:
    """Add a member, or change the kind of a member."""
    board, person = ask.board(), ask.person()
    if "type" not in ask.parameters:
        raise refusals.bad("type")
    ask.service.boards.seat(ask.actor, board, person, ask.parameters.choice("type", _TYPES, ""))
    return members.seated(ask, board.id)


def delete_member(ask: Ask) -> object:
    """End a membership; the answer is the board with the remaining members (observed)."""
    board = ask.board()
    ask.service.boards.unseat(ask.actor, board, ask.membership(board.id))
    return {**_default(ask, board), "members": members.seated(ask, board.id)["members"]}


def put_membership(ask: Ask) -> object:
    """Change the kind of a member, by the membership's own id (observed)."""
    board = ask.board()
    if "type" not in ask.parameters:
        raise refusals.bad("type")
    type_ = ask.parameters.choice("type", _TYPES, "")
    return objects.membership(ask.service.boards.retype(ask.actor, board, ask.membership_by_id(board.id), type_))


def put_my_pref(ask: Ask) -> object:
    """Change the reader's own settings of a board; every reader of the board may (ours)."""
    board, name = ask.board(writes=False), ask.segments["pref"]
    setting = settings.MY_BOARD.get(name)
    if setting is None or setting.read is None:
        raise NoRoute
    table = ask.state.content.my_prefs
    chosen = table.get((board.id, ask.member), {})
    table[board.id, ask.member] = {**chosen, name: ask.parameters.read("value", setting.read)}
    return nested.my_prefs(ask, board)


def view(ask: Ask) -> object:
    """Note that the reader has seen a board (the answer: ours)."""
    ask.state.content.viewed[ask.board(writes=False).id, ask.member] = ask.state.now
    return {}


def calendar_key(ask: Ask) -> object:
    """Create a key for the calendar (the answer: ours)."""
    return {"id": ask.board().id, "calendarKey": ask.state.ids.hexadecimal(32)}


def email_key(ask: Ask) -> object:
    """Create a key for the address that turns mail into cards (the answer: ours)."""
    return {"id": ask.board().id, "emailKey": ask.state.ids.hexadecimal(32)}


ROUTES: Routes = {
    **{("GET", f"/boards/{{board}}/{name}"): nothing(Ask.board) for name in nested.NONE_IN_A_BOARD},
    ("POST", "/boards"): post,
    ("GET", "/boards/{board}"): shows(Ask.board, nested.board),
    ("PUT", "/boards/{board}"): put(_change),
    ("DELETE", "/boards/{board}"): delete,
    ("GET", "/boards/{board}/{field}"): get_field(_shape),
    ("PUT", "/boards/{board}/{field}"): put_field({*WRITES, "idOrganization", "subscribed"}, Ask.board, _change),
    ("PUT", "/boards/{board}/prefs/{pref}"): put_setting,
    ("GET", "/boards/{board}/myPrefs"): shows(Ask.board, nested.my_prefs),
    ("PUT", "/boards/{board}/myPrefs/{pref}"): put_my_pref,
    ("POST", "/boards/{board}/markedAsViewed"): view,
    ("POST", "/boards/{board}/calendarKey/generate"): calendar_key,
    ("POST", "/boards/{board}/emailKey/generate"): email_key,
    ("GET", "/boards/{board}/cards"): cards,
    ("GET", "/boards/{board}/cards/{filter}"): cards,
    ("GET", "/boards/{board}/lists"): shows(Ask.board, nested.lists_of_board),
    ("POST", "/boards/{board}/lists"): post_list,
    ("GET", "/boards/{board}/lists/{filter}"): shows(Ask.board, nested.lists_of_board),
    ("GET", "/boards/{board}/actions"): shows(Ask.board, listing.actions_listed),
    ("GET", "/boards/{board}/members"): shows(Ask.board, members.listed),
    ("PUT", "/boards/{board}/members"): invite,
    ("GET", "/boards/{board}/members/{member}"): shows(Ask.board, members.listed),
    ("GET", "/boards/{board}/memberships"): shows(Ask.board, members.memberships_listed),
    ("PUT", "/boards/{board}/memberships/{membership}"): put_membership,
    ("PUT", "/boards/{board}/members/{member}"): put_member,
    ("DELETE", "/boards/{board}/members/{member}"): delete_member,
}
