"""`/search`: finds what the reader may see, newest first (the order: ours)."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from syncproof.fakes.trello.memory import rights
from syncproof.fakes.trello.memory.rows import Board, Card, Json, Person, Workspace
from syncproof.fakes.trello.refusals import Answer, bad
from syncproof.fakes.trello.request.ask import Ask, Routes
from syncproof.fakes.trello.request.selection import MOST, fields
from syncproof.fakes.trello.rules import ID, LONGEST
from syncproof.fakes.trello.shapes import cards as card_shapes
from syncproof.fakes.trello.shapes import objects
from syncproof.fakes.trello.views import content, listing, members
from syncproof.fakes.trello.views.search import Query

_MODELS = ("actions", "boards", "cards", "members", "organizations")
_BOARD = ("id", "name", "idOrganization")
_ORGANIZATION = ("id", "name", "displayName")
_MEMBER = ("id", "avatarHash", "fullName", "initials", "username", "confirmed")
_FOUND_MEMBER = (*objects.SMALL_MEMBER, "confirmed", "memberType")
_LAST_PAGE = 100
_MOST_MEMBERS = 20


def _query(ask: Ask, *, partial: bool) -> Query:
    text = ask.parameters.required("query")
    if not text.strip() or len(text) > LONGEST:
        raise bad("query")
    if not ask.member:
        raise Answer(401, rights.BOARD)
    return Query.of(text, partial=partial)


def get(ask: Ask) -> object:
    """Search several models at once."""
    query = _query(ask, partial=ask.parameters.flag("partial"))
    wanted = ask.parameters.words("modelTypes")
    if not {*wanted} <= {*_MODELS, "all"}:
        raise bad("modelTypes")
    models = list(_MODELS) if not wanted or "all" in wanted else [one for one in _MODELS if one in wanted]
    looks = {
        "actions": _actions,
        "boards": _boards,
        "cards": _cards,
        "members": _members,
        "organizations": _organizations,
    }
    options = {
        "terms": [{"text": term} for term in query.terms],
        "modifiers": [{"text": one.text} for one in query.operators],
        "modelTypes": models,
        "partial": query.partial,
    }
    return {"options": options, **{model: looks[model](ask, query) for model in models}}


def _ids(ask: Ask, name: str) -> set[str]:
    """Return the ids that the search is limited to; no ids, no limit."""
    ids = {*ask.parameters.words(name)}
    if not all(ID.fullmatch(one) for one in ids):
        raise bad(name)
    return ids


def _seen_boards(ask: Ask) -> Iterator[Board]:
    """Yield the boards to search, newest first."""
    mine = ask.parameters.text("idBoards") == "mine" if "idBoards" in ask.parameters else False
    only = {one.id for one in ask.state.boards_with(ask.member)} if mine else _ids(ask, "idBoards")
    workspaces = _ids(ask, "idOrganizations")
    for id_ in sorted(ask.state.boards, reverse=True):
        board = ask.state.boards[id_]
        inside = (not only and not mine) or id_ in only
        if inside and (not workspaces or board.workspace in workspaces):  # noqa: SIM102 - rights come last: they cost
            if ask.service.rights.may_use(ask.member, board, writes=False):
                yield board


def _seen_cards(ask: Ask) -> list[Card]:
    only = _ids(ask, "idCards")
    found = (ask.state.cards[id_] for board in _seen_boards(ask) for id_ in ask.state.cards_by_age[board.id])
    return sorted((card for card in found if not only or card.id in only), key=lambda card: card.id, reverse=True)


def _comments(ask: Ask, card: Card) -> list[str]:
    return [ask.state.actions[id_].data["text"] for id_ in ask.state.comments[card.id]]


def _limit(ask: Ask, model: str) -> int:
    return ask.parameters.whole(f"{model}_limit", 10, MOST)


def _actions(ask: Ask, query: Query) -> list[Json]:
    """Find comments."""
    comments = [ask.state.actions[id_] for card in _seen_cards(ask) for id_ in ask.state.comments[card.id]]
    found = sorted((one for one in comments if query.finds(one.data["text"])), key=lambda one: one.id, reverse=True)
    return [listing.action(ask, one, prefix="action_") for one in found[: _limit(ask, "actions")]]


def _boards(ask: Ask, query: Query) -> list[Json]:
    """Find boards by name and description."""
    cut = fields(ask.parameters, "board_fields", _BOARD)
    found = [one for one in _seen_boards(ask) if query.finds(one.name, one.desc)][: _limit(ask, "boards")]
    with_workspace = ask.parameters.flag("board_organization")
    shown = [cut(objects.board(ask.state, one, ask.member)) for one in found]
    for one, shape in zip(found, shown, strict=True):
        if with_workspace:
            workspace = ask.state.workspaces[one.workspace] if one.workspace else None
            shape["organization"] = _organization(ask, workspace) if workspace else None
    return shown


def _cards(ask: Ask, query: Query) -> list[Json]:
    """Find cards by name, description, comments, and by operators."""
    limit = _limit(ask, "cards")
    skip = limit * ask.parameters.whole("cards_page", 0, _LAST_PAGE)
    found = [card for card in _seen_cards(ask) if query.finds_card(ask.state, card, _comments(ask, card))]
    return [_card(ask, card) for card in found[skip : skip + limit]]


def _card(ask: Ask, card: Card) -> Json:
    state, given = ask.state, ask.parameters
    shape = dict(fields(given, "card_fields")(card_shapes.listed_card(state, card, ask.member, on_board=False)))
    if given.flag("card_board"):
        shape["board"] = objects.only(objects.board(state, state.boards[card.board]), ("id", "name"))
    if given.flag("card_list"):
        shape["list"] = objects.only(objects.card_list(state.lists[card.list]), ("id", "name"))
    if given.flag("card_members"):
        shape["members"] = members.by_id(ask, card.members)
    if given.flag("card_stickers"):
        shape["stickers"] = content.shown(ask, state.content.stickers_on(card.id), "")
    wanted = given.choice("card_attachments", ("true", "false", "cover"), "false")
    if wanted != "false":
        shape["attachments"] = content.attachments_of_card(ask, card, wanted, "")
    return shape


def _seen_people(ask: Ask) -> list[Person]:
    """Return the people who share a workspace or a board with the reader (docs), in the order of their ids."""
    state = ask.state
    ids = {seat for _, model in state.places_of[ask.member] for _, seat in state.members_of[model]}
    return [state.people[id_] for id_ in sorted(ids | {ask.member})]


def _members(ask: Ask, query: Query) -> list[Json]:
    """Find members by their names."""
    found = _named(query, _seen_people(ask))[: _limit(ask, "members")]
    cut = fields(ask.parameters, "member_fields", _MEMBER)
    return [cut(members.in_full(ask, one, ask.parameters.words("member_fields") or _MEMBER)) for one in found]


def _named(query: Query, people: Iterable[Person]) -> list[Person]:
    return [one for one in people if query.finds(one.full_name, one.username)]


def _organizations(ask: Ask, query: Query) -> list[Json]:
    """Find workspaces by their names and descriptions."""
    only = _ids(ask, "idOrganizations")
    seen = [one for one in ask.state.workspaces_with(ask.member) if not only or one.id in only]
    found = [one for one in seen if query.finds(one.name, one.display_name, one.desc)]
    found.sort(key=lambda one: one.id, reverse=True)
    return [_organization(ask, one) for one in found[: _limit(ask, "organizations")]]


def _organization(ask: Ask, one: Workspace) -> Json:
    return fields(ask.parameters, "organization_fields", _ORGANIZATION)(objects.workspace(ask.state, one))


def get_members(ask: Ask) -> object:
    """Search members by the beginnings of their names; members of the named board or workspace come first (ours)."""
    query = _query(ask, partial=True)
    limit = ask.parameters.whole("limit", 8, _MOST_MEMBERS)
    places = [one for name in ("idBoard", "idOrganization") for one in _ids(ask, name)]
    found = _named(query, _seen_people(ask))
    here = ask.state.memberships
    if ask.parameters.flag("onlyOrgMembers"):
        workspace = ask.parameters.text("idOrganization")
        found = [one for one in found if (workspace, one.id) in here]
    found.sort(key=lambda one: not any((place, one.id) in here for place in places))
    cut = fields(ask.parameters, "fields", _FOUND_MEMBER)
    return [cut(members.in_full(ask, one, ask.parameters.words("fields") or _FOUND_MEMBER)) for one in found[:limit]]


ROUTES: Routes = {("GET", "/search"): get, ("GET", "/search/members"): get_members}
