"""Views of nested objects: what can come inside a board, card, member, …, one row a name (spec)."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from typing import TypeAlias, TypeVar

from syncproof.fakes.trello import settings
from syncproof.fakes.trello.memory.content import Checklist
from syncproof.fakes.trello.memory.rows import Board, Card, CardList, Json, Person, Workspace
from syncproof.fakes.trello.request.ask import Ask
from syncproof.fakes.trello.request.selection import fields
from syncproof.fakes.trello.shapes import objects
from syncproof.fakes.trello.views import content, listing, members, notifications, tokens

R = TypeVar("R")
Inside: TypeAlias = Mapping[str, Callable[[Ask, R, str], object]]
"""The objects that can be nested in a row, by name; each function shows those that pass a filter."""

NONE_IN_A_CARD = ("pluginData",)
NONE_IN_A_BOARD = ("boardPlugins", "pluginData", "plugins", "tags")
NONE_IN_A_MEMBER = (
    "boardsInvited",
    "organizationsInvited",
    "boardBackgrounds",
    "customBoardBackgrounds",
    "customEmoji",
    "customStickers",
)
_NEVER = frozenset({"", "none", "false"})


def _chosen(ask: Ask, name: str, all_: str = "all") -> str:
    """Return the filter of a nested collection, '' if it is not asked for; `true` means all."""
    value = ask.parameters.text(name) if name in ask.parameters else ""
    if value in _NEVER:
        return ""
    return all_ if value == "true" else value


def _nest(ask: Ask, rows: Iterable[R], shapes: Iterable[Json], inside: Inside[R], **true: str) -> list[Json]:
    """Return objects with the nested objects that are asked for; `true` are filters that the word true stands for."""
    names = inside if ask.parameters.given else ()  # most requests have none
    filters = {name: _chosen(ask, name, true.get(name, "all")) for name in names}
    wanted = {name: filter_ for name, filter_ in filters.items() if filter_}
    if not wanted:
        return list(shapes)
    return [
        shape | {name: inside[name](ask, row, filter_) for name, filter_ in wanted.items()}
        for row, shape in zip(rows, shapes, strict=True)
    ]


def _nothing(_: Ask, __: object, ___: str) -> object:
    """Show a collection that is always empty here."""
    return []


_CARD: Inside[Card] = {
    "members": lambda ask, one, _: members.by_id(ask, one.members),
    "actions": lambda ask, one, types: listing.actions_inside(ask, one.id, types),
    "board": lambda ask, one, _: listing.board(ask, ask.state.boards[one.board], "board_fields", objects.BOARD),
    "list": lambda ask, one, _: listing.list_alone(ask, ask.state.lists[one.list], "list_fields"),
    "attachments": lambda ask, one, wanted: content.attachments_of_card(ask, one, wanted, "attachment_fields"),
    "checklists": lambda ask, one, _: content.checklists(
        ask, ask.state.content.checklists_on(one.id), "checklist_fields"
    ),
    "checkItemStates": lambda ask, one, _: content.states(ask, one),
    "membersVoted": lambda ask, one, _: members.by_id(ask, ask.state.content.votes[one.id], "memberVoted_fields"),
    "stickers": lambda ask, one, _: content.shown(ask, ask.state.content.stickers_on(one.id), "sticker_fields"),
    "customFieldItems": lambda ask, one, _: content.field_items(ask, one),
    **dict.fromkeys(NONE_IN_A_CARD, _nothing),
}


def card(ask: Ask, one: Card) -> Json:
    """Return a card with the objects nested in it that the request names."""
    return _nest(ask, [one], [listing.card(ask, one)], _CARD)[0]


def cards(ask: Ask, found: Iterable[Card], *, on_board: bool = True) -> list[Json]:
    """Return cards inside a list; `on_board`: of a board or list."""
    found = list(found)
    return _nest(ask, found, listing.cards(ask, found, "fields", on_board=on_board), _CARD)


_LIST: Inside[CardList] = {
    "cards": lambda ask, one, wanted: listing.cards(
        ask, listing.cards_of_list(ask, one, wanted, prefix="cards_"), "card_fields"
    ),
}


def lists(ask: Ask, found: Iterable[CardList], default: tuple[str, ...] = objects.LISTED_LIST) -> list[Json]:
    """Return lists with the objects nested in them that the request names."""
    found = list(found)
    return _nest(ask, found, listing.lists(ask, found, "fields", default), _LIST)


def lists_of_board(ask: Ask, one: Board) -> list[Json]:
    """Return the lists of a board that pass the filter asked for."""
    return lists(ask, listing.lists_of_board(ask, one, ask.the_filter("open")))


def cards_of_list(ask: Ask, one: CardList) -> list[Json]:
    """Return the cards of a list that pass the filter asked for, top to bottom."""
    return cards(ask, listing.cards_of_list(ask, one, ask.the_filter("open")))


_CHECKLIST: Inside[Checklist] = {
    "cards": lambda ask, one, wanted: listing.cards(
        ask, listing.cards_passing(ask, [ask.state.cards[one.card]], wanted), "card_fields", on_board=False
    ),
}


def checklist(ask: Ask, one: Checklist) -> Json:
    """Return a checklist with the objects nested in it that the request names."""
    return _nest(ask, [one], content.checklists(ask, [one]), _CHECKLIST)[0]


_IN_BOTH: Inside[Board | Workspace] = {
    "members": lambda ask, one, wanted: members.shown(
        ask, (person for _, person in members.memberships(ask, one.id, wanted))
    ),
    "memberships": lambda ask, one, wanted: members.memberships_shown(ask, one.id, wanted, "memberships_member"),
    "actions": lambda ask, one, types: listing.actions_inside(ask, one.id, types),
}
_ORGANIZATION: Inside[Workspace] = {
    **_IN_BOTH,
    "boards": lambda ask, one, wanted: listing.boards(
        ask, listing.boards_of_workspace(ask, one, wanted), "board_fields"
    ),
}
_BOARD: Inside[Board] = {
    **_IN_BOTH,
    "lists": lambda ask, one, wanted: listing.lists(ask, listing.lists_of_board(ask, one, wanted), "list_fields"),
    "cards": lambda ask, one, wanted: listing.cards(
        ask, listing.cards_of_board(ask, one, wanted, prefix="cards_"), "card_fields"
    ),
    "organization": lambda ask, one, _: _organization_of(ask, one, objects.ORGANIZATION),
    "myPrefs": lambda ask, one, _: my_prefs(ask, one),
    "labels": lambda ask, one, _: content.labels_in_board(ask, one),
    "checklists": lambda ask, one, _: content.checklists_of_board(ask, one, "checklist_fields"),
    "customFields": lambda ask, one, _: content.custom_fields(ask, one),
    "boardStars": listing.stars_of_board,
    **dict.fromkeys(NONE_IN_A_BOARD, _nothing),
}


def organization(ask: Ask, one: Workspace) -> Json:
    """Return a workspace."""
    shape = listing.organization(ask, one, "fields", objects.ORGANIZATION)
    return _with_account(ask, _nest(ask, [one], [shape], _ORGANIZATION)[0])


def _with_account(ask: Ask, shape: Json) -> Json:
    """Return an object with its paid account, if asked for: there is none (ours)."""
    return {**shape, "paid_account": None} if ask.parameters.flag("paid_account") else shape


def board(ask: Ask, one: Board) -> Json:
    """Return a board; nothing is nested by default, whatever the spec says (observed)."""
    return _nest(ask, [one], [listing.board(ask, one, "fields", objects.BOARD)], _BOARD, boardStars="mine")[0]


def my_prefs(ask: Ask, one: Board) -> Json:
    """Return the reader's own settings of a board (spec)."""
    return settings.shown(settings.MY_BOARD, ask.state.content.my_prefs.get((one.id, ask.member), {}))


_LISTED_BOARD: Inside[Board] = {"lists": _BOARD["lists"]}


def boards(ask: Ask, found: Iterable[Board]) -> list[Json]:
    """Return boards inside a list."""
    found, with_workspace = list(found), ask.parameters.flag("organization")
    shapes = _nest(ask, found, listing.boards(ask, found, "fields"), _LISTED_BOARD, lists="open")
    if with_workspace:
        for one, shape in zip(found, shapes, strict=True):
            shape["organization"] = _organization_of(ask, one, ("id", "name", "displayName"))
    return shapes


def _organization_of(ask: Ask, one: Board, default: tuple[str, ...]) -> Json | None:
    if not one.workspace:
        return None
    return listing.organization(ask, ask.state.workspaces[one.workspace], "organization_fields", default)


_MEMBER: Inside[Person] = {
    "boards": lambda ask, one, wanted: listing.boards(
        ask, listing.boards_filtered(ask, ask.state.boards_with(one.id), wanted), "board_fields"
    ),
    "organizations": lambda ask, one, wanted: listing.organizations(ask, one, wanted, "organization_fields"),
    "cards": lambda ask, one, wanted: listing.cards(
        ask, listing.cards_of_member(ask, one, wanted, prefix="cards_"), "card_fields"
    ),
    "actions": lambda ask, one, types: listing.actions_inside(ask, one.id, types),
    "tokens": lambda ask, one, _: tokens.own(ask, "token_fields") if one.id == ask.member else [],
    "boardStars": lambda ask, one, _: listing.stars(ask) if one.id == ask.member else [],
    "notifications": lambda ask, one, types: notifications.inside(ask, types) if one.id == ask.member else [],
    "savedSearches": lambda ask, one, _: ask.state.bookmarks.searches.shapes(one.id) if one.id == ask.member else [],
    **dict.fromkeys(NONE_IN_A_MEMBER, _nothing),
}


def member(ask: Ask, one: Person) -> Json:
    """Return a member with the objects nested in it that the request names."""
    shape = fields(ask.parameters, "fields")(members.in_full(ask, one, ask.parameters.words("fields")))
    return _with_account(ask, _nest(ask, [one], [shape], _MEMBER, cards="visible")[0])
