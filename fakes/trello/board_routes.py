"""`/boards`."""

from __future__ import annotations

from collections.abc import Mapping

from syncproof.fakes.trello import access, list_routes, listing, nested, rules, shapes
from syncproof.fakes.trello.asking import Ask, NoRoute, Routes
from syncproof.fakes.trello.parameters import Parameters
from syncproof.fakes.trello.rules import Answer
from syncproof.fakes.trello.shapes import Json
from syncproof.fakes.trello.state import Board, Workspace

_TYPES = ("admin", "normal", "observer")
_LEVELS = ("private", "org", "public")
_NO_NAME = {"message": "invalid value for name", "error": "ERROR"}
_WRITABLE = ("name", "desc", "closed", "subscribed", "idOrganization")


def _default(ask: Ask, board: Board) -> Json:
    shape = shapes.board(ask.state, board)
    return {key: shape[key] for key in shapes.BOARD}


def _name(given: Parameters) -> str:
    name = given.text("name")
    if not name.strip():
        raise Answer(400, _NO_NAME)  # observed
    return name


def _workspace(ask: Ask, given: Parameters) -> Workspace | None:
    """Return the workspace that a board shall be in; by id or short name (spec)."""
    name = given.text("idOrganization")
    if not name:
        return None
    workspace = ask.state.workspace(name)
    if workspace is None:
        raise rules.bad("idOrganization")
    if (workspace.id, ask.member) not in ask.state.memberships:
        raise Answer(401, access.ORGANIZATION)
    return workspace


def post(ask: Ask) -> object:
    """Make a board."""
    given = ask.parameters
    board = ask.service.boards.create(
        ask.actor,
        _name(given),
        desc=given.text("desc"),
        workspace=_workspace(ask, given),
        permission=given.choice("prefs_permissionLevel", _LEVELS, "private"),
        default_lists=given.flag("defaultLists", default=True),
    )
    return {**_default(ask, board), "limits": {}}


def get(ask: Ask) -> object:
    """Show a board."""
    return nested.board(ask, ask.board())


def put(ask: Ask) -> object:
    """Change a board."""
    return _change(ask, ask.parameters)


def put_field(ask: Ask) -> object:
    """Change one property of a board."""
    if ask.field not in _WRITABLE:
        raise NoRoute
    ask.board()
    return _change(ask, ask.parameters.renamed(ask.field))


def _change(ask: Ask, given: Parameters) -> object:
    board, boards = ask.board(), ask.service.boards
    changes: dict[str, object] = {}
    if "name" in given:
        changes["name"] = _name(given)
    if "desc" in given:
        changes["desc"] = given.text("desc")
    if "closed" in given:
        changes["closed"] = given.flag("closed")
    if "prefs/permissionLevel" in given:
        changes["permission"] = given.choice("prefs/permissionLevel", _LEVELS, "")
    workspace = _workspace(ask, given)
    if "idOrganization" in given:
        board = boards.move(ask.actor, board, workspace)
    return _default(ask, boards.edit(ask.actor, board, changes))


def delete(ask: Ask) -> object:
    """Delete a board at once (observed); its admins alone may."""
    board = ask.board()
    if not _is_admin(ask, board):
        raise Answer(401, access.BOARD)
    ask.service.boards.delete(ask.actor, board)
    return {"_value": None}


def _is_admin(ask: Ask, board: Board) -> bool:
    return any(model and ask.state.admin(model, ask.member) for model in (board.id, board.workspace))


def get_field(ask: Ask) -> object:
    """One field of a board."""
    shape = shapes.board(ask.state, ask.board())
    if ask.field not in shape:
        raise NoRoute
    return {"_value": shape[ask.field]}


def cards(ask: Ask) -> object:
    """Show the cards of a board."""
    return nested.cards(ask, listing.cards_of_board(ask, ask.board(), ask.the_filter("open")))


def lists(ask: Ask) -> object:
    """Show the lists of a board."""
    return nested.lists(ask, listing.lists_of_board(ask, ask.board(), ask.the_filter("open")))


def post_list(ask: Ask) -> object:
    """Make a list."""
    return list_routes.create(ask, ask.board())


def actions(ask: Ask) -> object:
    """Show what happened on a board."""
    return listing.actions(ask, ask.board().id, ask.the_filter("all"))


def members(ask: Ask) -> object:
    """Show the members: id, username and fullName alone, unless told otherwise (observed)."""
    return listing.members_listed(ask, ask.board().id)


def memberships(ask: Ask) -> object:
    """Show the memberships."""
    return listing.memberships_shown(ask, ask.board().id, ask.the_filter("all"))


def invite(ask: Ask) -> object:
    """Bring somebody in by email."""
    board, given = ask.board(), ask.parameters
    type_ = given.choice("type", _TYPES, "normal")
    email = given.required("email")
    if reason := rules.MEMBERS.properties["email"].refusal(email):
        raise Answer(400, reason)
    state = ask.state
    known = state.emails.get(email.lower())
    new: Mapping[str, str] = {"email": email.lower(), "fullName": email.partition("@")[0]}
    person = state.people[known] if known else ask.service.workspaces.account(new, ghost=True)
    ask.service.boards.seat(ask.actor, board, person, type_)
    return listing.members_seated(ask, board.id)


def put_member(ask: Ask) -> object:
    """Bring somebody in, or change what kind of member."""
    board, person = ask.board(), ask.person()
    if "type" not in ask.parameters:
        raise rules.bad("type")
    ask.service.boards.seat(ask.actor, board, person, ask.parameters.choice("type", _TYPES, ""))
    return listing.members_seated(ask, board.id)


def delete_member(ask: Ask) -> object:
    """End a membership; the answer is the board with those left (observed)."""
    board = ask.board()
    ask.service.boards.unseat(ask.actor, board, ask.membership(board.id))
    return {**_default(ask, board), "members": listing.members_seated(ask, board.id)["members"]}


def put_membership(ask: Ask) -> object:
    """Change what kind of member, by the membership's own id (observed)."""
    board = ask.board()
    if "type" not in ask.parameters:
        raise rules.bad("type")
    type_ = ask.parameters.choice("type", _TYPES, "")
    return shapes.membership(ask.service.boards.retype(ask.actor, board, ask.membership_by_id(board.id), type_))


def nothing(ask: Ask) -> object:
    """Show what a board here never has; clients read it along with the board."""
    ask.board()
    return []


ROUTES: Routes = {
    **{("GET", f"/boards/{{board}}/{name}"): nothing for name in nested.NONE_IN_A_BOARD},
    ("POST", "/boards"): post,
    ("GET", "/boards/{board}"): get,
    ("PUT", "/boards/{board}"): put,
    ("DELETE", "/boards/{board}"): delete,
    ("GET", "/boards/{board}/{field}"): get_field,
    ("PUT", "/boards/{board}/{field}"): put_field,
    ("GET", "/boards/{board}/cards"): cards,
    ("GET", "/boards/{board}/cards/{filter}"): cards,
    ("GET", "/boards/{board}/lists"): lists,
    ("POST", "/boards/{board}/lists"): post_list,
    ("GET", "/boards/{board}/lists/{filter}"): lists,
    ("GET", "/boards/{board}/actions"): actions,
    ("GET", "/boards/{board}/members"): members,
    ("PUT", "/boards/{board}/members"): invite,
    ("GET", "/boards/{board}/members/{member}"): members,
    ("GET", "/boards/{board}/memberships"): memberships,
    ("PUT", "/boards/{board}/memberships/{membership}"): put_membership,
    ("PUT", "/boards/{board}/members/{member}"): put_member,
    ("DELETE", "/boards/{board}/members/{member}"): delete_member,
}
