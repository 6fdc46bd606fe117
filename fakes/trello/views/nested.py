"""What comes inside an object when a reader asks for it (spec)."""

from __future__ import annotations

from collections.abc import Collection, Iterable

from syncproof.fakes.trello import settings
from syncproof.fakes.trello.memory.state import Board, Card, CardList, Person, Workspace
from syncproof.fakes.trello.request.ask import Ask
from syncproof.fakes.trello.request.selection import fields
from syncproof.fakes.trello.shapes import cards as card_shapes
from syncproof.fakes.trello.shapes import content as content_shapes
from syncproof.fakes.trello.shapes import objects
from syncproof.fakes.trello.shapes.objects import Json
from syncproof.fakes.trello.views import content as content_views
from syncproof.fakes.trello.views import listing, tokens
from syncproof.fakes.trello.views import notifications as notification_views
from syncproof.fakes.trello.views.listing import chosen

NONE_IN_A_CARD = ("pluginData",)
NONE_IN_A_BOARD = ("boardPlugins", "pluginData", "plugins", "tags")
_NONE_IN_A_MEMBER = (
    "boardsInvited",
    "organizationsInvited",
    "boardBackgrounds",
    "customBoardBackgrounds",
    "customEmoji",
    "customStickers",
)


def card(ask: Ask, one: Card) -> Json:
    """Return a card."""
    shape = fields(ask.parameters, "fields")(card_shapes.card(ask.state, one, ask.member))
    return _in_card(ask, one, shape)


def cards(ask: Ask, found: Iterable[Card], *, on_board: bool = True) -> list[Json]:
    """Return cards as lists have them; `on_board` tells those of a board or list."""
    found = list(found)
    shapes_ = listing.cards(ask, found, "fields", on_board=on_board)
    return [_in_card(ask, one, shape) for one, shape in zip(found, shapes_, strict=True)]


def _in_card(ask: Ask, one: Card, shape: Json) -> Json:
    if not ask.parameters.given:  # as most requests are
        return shape
    if chosen(ask, "members"):
        shape["members"] = listing.members(ask, (ask.state.people[id_] for id_ in one.members))
    if types := chosen(ask, "actions"):
        shape["actions"] = listing.actions_inside(ask, one.id, types)
    if chosen(ask, "board"):
        cut = fields(ask.parameters, "board_fields", objects.BOARD)
        shape["board"] = cut(objects.board(ask.state, ask.state.boards[one.board], ask.member))
    if chosen(ask, "list"):
        cut = fields(ask.parameters, "list_fields", objects.LIST)
        shape["list"] = cut(objects.card_list(ask.state.lists[one.list]))
    _content_of_card(ask, one, shape)
    return _empties(ask, shape, NONE_IN_A_CARD)


def _content_of_card(ask: Ask, one: Card, shape: Json) -> None:
    """Put in what lies on a card."""
    content = ask.state.content
    if wanted := chosen(ask, "attachments"):
        shape["attachments"] = content_views.attachments_of_card(ask, one, wanted, "attachment_fields")
    if chosen(ask, "checklists"):
        shape["checklists"] = content_views.checklists(ask, content.checklists_on(one.id), "checklist_fields")
    if chosen(ask, "checkItemStates"):
        shape["checkItemStates"] = [content_shapes.state_of(item) for item in content.items_on(one.id) if item.done]
    if chosen(ask, "membersVoted"):
        people = (ask.state.people[id_] for id_ in content.votes[one.id])
        shape["membersVoted"] = listing.members(ask, people, "memberVoted_fields")
    if chosen(ask, "stickers"):
        shape["stickers"] = content_views.stickers(ask, content.stickers_on(one.id), "sticker_fields")
    if chosen(ask, "customFieldItems"):
        shape["customFieldItems"] = content_shapes.custom_field_items(content, one.id)


def _empties(ask: Ask, shape: Json, names: Iterable[str]) -> Json:
    """Put in empty lists of what nothing here has."""
    for name in names:
        if chosen(ask, name):
            shape[name] = []
    return shape


def lists(ask: Ask, found: Iterable[CardList], default: tuple[str, ...] = objects.LISTED_LIST) -> list[Json]:
    """Return lists."""
    found = list(found)
    shown = listing.lists(ask, found, "fields", default)
    if wanted := chosen(ask, "cards"):
        for one, shape in zip(found, shown, strict=True):
            inside = listing.cards_of_list(ask, one, wanted, prefix="cards_")
            shape["cards"] = listing.cards(ask, inside, "card_fields")
    return shown


def organization(ask: Ask, one: Workspace) -> Json:
    """Return a workspace."""
    shape = fields(ask.parameters, "fields", objects.ORGANIZATION)(objects.workspace(ask.state, one))
    _in_both(ask, one.id, shape)
    if wanted := chosen(ask, "boards"):
        found = listing.boards_of_workspace(ask, one, wanted)
        shape["boards"] = listing.boards(ask, found, "board_fields")
    if ask.parameters.flag("paid_account"):
        shape["paid_account"] = None  # of a workspace that pays nothing (ours)
    return shape


def _in_both(ask: Ask, model: str, shape: Json) -> None:
    """Put in what workspaces and boards have alike."""
    if wanted := chosen(ask, "members"):
        seats = listing.memberships(ask, model, wanted)
        shape["members"] = listing.members(ask, (person for _, person in seats))
    if wanted := chosen(ask, "memberships"):
        shape["memberships"] = listing.memberships_shown(ask, model, wanted, "memberships_member")
    if types := chosen(ask, "actions"):
        shape["actions"] = listing.actions_inside(ask, model, types)


def board(ask: Ask, one: Board) -> Json:
    """Return a board; nothing comes inside it by itself, whatever the spec says (observed)."""
    shape = fields(ask.parameters, "fields", objects.BOARD)(objects.board(ask.state, one, ask.member))
    _in_both(ask, one.id, shape)
    if wanted := chosen(ask, "lists"):
        shape["lists"] = listing.lists(ask, listing.lists_of_board(ask, one, wanted), "list_fields")
    if wanted := chosen(ask, "cards"):
        found = listing.cards_of_board(ask, one, wanted, prefix="cards_")
        shape["cards"] = listing.cards(ask, found, "card_fields")
    if chosen(ask, "organization"):
        shape["organization"] = _organization_of(ask, one)
    if chosen(ask, "myPrefs"):
        shape["myPrefs"] = my_prefs(ask, one)
    if chosen(ask, "labels"):
        shape["labels"] = content_views.labels_in_board(ask, one)
    if chosen(ask, "checklists"):
        shape["checklists"] = content_views.checklists_of_board(ask, one, "checklist_fields")
    if chosen(ask, "customFields"):
        shape["customFields"] = content_shapes.custom_fields(ask.state.content, one.id)
    if wanted := chosen(ask, "boardStars", "mine"):
        shape["boardStars"] = listing.stars_of_board(ask, one, wanted)
    return _empties(ask, shape, NONE_IN_A_BOARD)


def my_prefs(ask: Ask, one: Board) -> Json:
    """Return how the reader sees a board (spec)."""
    return settings.shown(settings.MY_BOARD, ask.state.content.my_prefs.get((one.id, ask.member), {}))


def boards(ask: Ask, found: Iterable[Board]) -> list[Json]:
    """Return boards as lists have them."""
    found = list(found)
    shown = [dict(shape) for shape in listing.boards(ask, found, "fields")]
    wanted, with_workspace = chosen(ask, "lists", "open"), ask.parameters.flag("organization")
    for one, shape in zip(found, shown, strict=True):
        if wanted:
            shape["lists"] = listing.lists(ask, listing.lists_of_board(ask, one, wanted), "list_fields")
        if with_workspace:
            shape["organization"] = _organization_of(ask, one, ("id", "name", "displayName"))
    return shown


def _organization_of(ask: Ask, one: Board, default: Collection[str] = objects.ORGANIZATION) -> Json | None:
    if not one.workspace:
        return None
    cut = fields(ask.parameters, "organization_fields", default)
    return cut(objects.workspace(ask.state, ask.state.workspaces[one.workspace]))


def member(ask: Ask, one: Person) -> Json:
    """Return a member."""
    shape = fields(ask.parameters, "fields")(listing.member(ask, one, ask.parameters.words("fields")))
    if wanted := chosen(ask, "boards"):
        found = listing.boards_filtered(ask, ask.state.boards_with(one.id), wanted)
        shape["boards"] = listing.boards(ask, found, "board_fields")
    if wanted := chosen(ask, "organizations"):
        shape["organizations"] = listing.organizations(ask, one, wanted, "organization_fields")
    if wanted := chosen(ask, "cards", "visible"):
        inside = listing.cards_of_member(ask, one, wanted, prefix="cards_")
        shape["cards"] = listing.cards(ask, inside, "card_fields")
    if types := chosen(ask, "actions"):
        shape["actions"] = listing.actions_inside(ask, one.id, types)
    if chosen(ask, "tokens"):
        shape["tokens"] = tokens.own(ask, "token_fields") if one.id == ask.member else []
    own = one.id == ask.member
    if chosen(ask, "boardStars"):
        shape["boardStars"] = listing.stars(ask) if own else []
    if types := chosen(ask, "notifications"):
        shape["notifications"] = notification_views.inside(ask, types) if own else []
    if chosen(ask, "savedSearches"):
        shape["savedSearches"] = ask.state.bookmarks.searches.shapes(one.id) if own else []
    if ask.parameters.flag("paid_account"):
        shape["paid_account"] = None  # of a member who pays nothing (ours)
    return _empties(ask, shape, _NONE_IN_A_MEMBER)
