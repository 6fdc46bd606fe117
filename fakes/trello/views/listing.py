"""Views of collections: filtered, paged, each object cut to the fields asked for."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable
from itertools import islice

from syncproof.fakes.trello.memory.rows import Action, Board, Card, CardList, Json, Person, Workspace
from syncproof.fakes.trello.refusals import bad
from syncproof.fakes.trello.request.ask import Ask
from syncproof.fakes.trello.request.selection import MOST, Window, fields, page_of_actions
from syncproof.fakes.trello.shapes import cards as card_shapes
from syncproof.fakes.trello.shapes import objects
from syncproof.fakes.trello.views import members

Filter = Callable[[Card], bool]

OF_CARDS = frozenset({"all", "closed", "none", "open", "visible", "complete", "incomplete"})
_OF_LISTS = frozenset({"all", "closed", "none", "open"})
_OF_BOARDS = frozenset({"all", "closed", "members", "none", "open", "organization", "public", "starred"})
_OF_ORGANIZATIONS = {"all": ("private", "public"), "members": ("private",), "public": ("public",), "none": ()}


def action(ask: Ask, one: Action, *, prefix: str = "") -> Json:
    """Return an action, by default with its members."""
    shape = dict(fields(ask.parameters, f"{prefix}fields")(card_shapes.action(one)))
    for name, id_ in (("memberCreator", one.creator), ("member", one.member)):
        if id_ and ask.parameters.flag(f"{prefix}{name}", default=True):
            shape[name] = members.shown(ask, [ask.state.people[id_]], f"{prefix}{name}_fields")[0]
    return shape


def actions(ask: Ask, model: str, types: str, *, last_page: int = MOST) -> object:
    """Return a page of the actions of a model, newest first."""
    found = _page_of_actions(ask, model, types, "", last_page)
    if ask.parameters.choice("format", ("list", "count"), "list") == "count":
        return {"_value": len(found)}
    return [action(ask, one) for one in found]


def actions_listed(ask: Ask, model: Person | Workspace | Board | CardList) -> object:
    """Return the actions of a model itself (observed), as far as the reader may see them."""
    return actions(ask, model.id, ask.the_filter("all"))


def actions_inside(ask: Ask, model: str, types: str) -> list[Json]:
    """Return actions inside another object, where their parameters begin with `actions_` and `action_`."""
    return [action(ask, one, prefix="action_") for one in _page_of_actions(ask, model, types, "actions_", MOST)]


def _page_of_actions(ask: Ask, model: str, types: str, prefix: str, last_page: int) -> list[Action]:
    return page_of_actions(
        ask.parameters,
        ask.state.log[model],
        ask.state.actions,
        wanted=types.split(","),
        sees=ask.sees,
        prefix=prefix,
        last_page=last_page,
    )


def _filter(ask: Ask, wanted: str) -> Filter:
    """Return a filter of cards; `visible` excludes cards on archived lists, `open` does not (docs)."""
    lists_ = ask.state.lists
    known: dict[str, Filter] = {
        "all": lambda _: True,
        "closed": lambda card: card.closed,
        "none": lambda _: False,
        "open": lambda card: not card.closed,
        "visible": lambda card: not card.closed and not lists_[card.list].closed,
        "complete": lambda card: card.due_complete,
        "incomplete": lambda card: not card.due_complete,
    }
    if wanted not in known:
        raise bad("filter")
    return known[wanted]


def cards_of_board(ask: Ask, board: Board, wanted: str, *, prefix: str = "") -> list[Card]:
    """Return cards in the order of the board, or newest first if a page is asked for (docs)."""
    passes, state = _filter(ask, wanted), ask.state
    if page := _page(ask, prefix):
        window, limit = page
        return list(islice(filter(passes, window.over(state.cards_by_age[board.id], state.cards)), limit))
    return [card for list_ in state.lists_on(board.id) for card in state.cards_on(list_.id) if passes(card)]


def cards_of_list(ask: Ask, list_: CardList, wanted: str, *, prefix: str = "") -> list[Card]:
    """Return the cards of a list, top to bottom, or a page of them."""
    return _some_cards(ask, ask.state.cards_on(list_.id), wanted, prefix)


def cards_passing(ask: Ask, found: Iterable[Card], wanted: str) -> list[Card]:
    """Return the cards that pass a filter."""
    return list(filter(_filter(ask, wanted), found))


def cards_of_member(ask: Ask, person: Person, wanted: str, *, prefix: str = "") -> list[Card]:
    """Return the cards of a member that the reader may see."""
    state, rights = ask.state, ask.service.rights
    theirs = (state.cards[id_] for id_ in state.cards_with[person.id])
    seen = (card for card in theirs if rights.may_use(ask.member, state.boards[card.board], writes=False))
    return _some_cards(ask, seen, wanted, prefix)


def _some_cards(ask: Ask, found: Iterable[Card], wanted: str, prefix: str) -> list[Card]:
    passing = filter(_filter(ask, wanted), found)
    if page := _page(ask, prefix):
        window, limit = page
        return window.of(passing)[:limit]
    return list(passing)


def _page(ask: Ask, prefix: str) -> tuple[Window, int] | None:
    """Return the window and limit of the page of cards, None for all."""
    window = Window.requested(ask.parameters, prefix)
    if window.open and f"{prefix}limit" not in ask.parameters:
        return None
    return window, ask.parameters.whole(f"{prefix}limit", MOST, MOST)


def card(ask: Ask, one: Card, name: str = "fields", default: Collection[str] | None = None) -> Json:
    """Return a card: by default in full."""
    return fields(ask.parameters, name, default)(card_shapes.card(ask.state, one, ask.member))


def cards(ask: Ask, found: Iterable[Card], name: str, *, on_board: bool = True) -> list[Json]:
    """Return cards as lists have them."""
    cut = fields(ask.parameters, name)
    return [cut(card_shapes.listed_card(ask.state, one, ask.member, on_board=on_board)) for one in found]


def lists_of_board(ask: Ask, board: Board, wanted: str) -> list[CardList]:
    """Return the lists of a board that pass a filter."""
    if wanted not in _OF_LISTS:
        raise bad("filter")
    return [one for one in ask.state.lists_on(board.id) if wanted in {"all", "closed" if one.closed else "open"}]


def lists(ask: Ask, found: Iterable[CardList], name: str, default: Collection[str] = objects.LISTED_LIST) -> list[Json]:
    """Return the JSON of lists, cut to the fields that the request names."""
    cut = fields(ask.parameters, name, default)
    followed = ask.state.content.subscribed
    return [cut(objects.card_list(one, subscribed=(one.id, ask.member) in followed)) for one in found]


def list_alone(ask: Ask, one: CardList, name: str = "fields") -> Json:
    """Return a list inside another object, without the reader's subscription."""
    return fields(ask.parameters, name, objects.LIST)(objects.card_list(one))


def board(ask: Ask, one: Board, name: str = "fields", default: Collection[str] | None = None) -> Json:
    """Return a board: by default in full (observed)."""
    return fields(ask.parameters, name, default)(objects.board(ask.state, one, ask.member))


def board_of(ask: Ask, one: Card | CardList) -> Json:
    """Return the board of a card or list."""
    return board(ask, ask.state.boards[one.board])


def boards(ask: Ask, found: Iterable[Board], name: str) -> list[Json]:
    """Return boards, by default in full (observed)."""
    return [board(ask, one, name) for one in found]


def boards_of_workspace(ask: Ask, workspace: Workspace, wanted: str) -> list[Board]:
    """Return the boards of a workspace that pass a filter and that the reader may see."""
    every = (ask.state.boards[id_] for id_ in ask.state.boards_of[workspace.id])
    return boards_filtered(ask, every, wanted)


def boards_filtered(ask: Ask, found: Iterable[Board], wanted: str) -> list[Board]:
    """Return the boards that pass a filter and that the reader may see."""
    words = set(wanted.split(","))
    if not words <= _OF_BOARDS:
        raise bad("filter")
    return [
        one for one in found if words & _sorts(ask, one) and ask.service.rights.may_use(ask.member, one, writes=False)
    ]


def _sorts(ask: Ask, one: Board) -> set[str]:
    """Return the filters that a board passes."""
    level = {"private": "members", "org": "organization", "public": "public"}[one.permission]
    sorts = {"all", "closed" if one.closed else "open", level}
    return sorts | {"starred"} if (ask.member, one.id) in ask.state.bookmarks.starred else sorts


def stars(ask: Ask) -> list[Json]:
    """Return the stars of the reader; without those of deleted boards."""
    return [one.shape() for one in ask.state.bookmarks.stars.of(ask.member) if one.board in ask.state.boards]


def stars_of_board(ask: Ask, board: Board, wanted: str) -> list[Json]:
    """Return the star that the reader gave a board: `mine` is the only filter (spec)."""
    if wanted not in {"mine", "none"}:
        raise bad("filter")
    return [one for one in stars(ask) if one["idBoard"] == board.id] if wanted == "mine" else []


def organization(ask: Ask, one: Workspace, name: str, default: Collection[str] | None = None) -> Json:
    """Return a workspace."""
    return fields(ask.parameters, name, default)(objects.workspace(ask.state, one))


def organizations(ask: Ask, person: Person, wanted: str, name: str) -> list[Json]:
    """Return the workspaces of a member, by default in full; the filter `members` means private ones (spec)."""
    if wanted not in _OF_ORGANIZATIONS:
        raise bad("filter")
    cut = fields(ask.parameters, name)
    paid = ask.parameters.flag(f"{name.removesuffix('fields')}paid_account")
    return [
        cut(objects.workspace(ask.state, one)) | ({"paid_account": None} if paid else {})
        for one in ask.state.workspaces_with(person.id)
        if one.permission in _OF_ORGANIZATIONS[wanted] and ask.service.rights.may_see(ask.member, one)
    ]
