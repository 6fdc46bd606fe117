"""`/cards`: cards, their members and comments."""

from __future__ import annotations

from collections.abc import Collection

from syncproof.fakes.trello import refusals, rules
from syncproof.fakes.trello.memory.rows import Action, Card, CardList, Json
from syncproof.fakes.trello.positions import is_end, position
from syncproof.fakes.trello.refusals import Answer
from syncproof.fakes.trello.request import card_values
from syncproof.fakes.trello.request.ask import Ask, Routes
from syncproof.fakes.trello.request.fields import get_field, nothing, put, put_field, shows
from syncproof.fakes.trello.request.parameters import Parameters
from syncproof.fakes.trello.routes.actions import delete_comment, edit_comment
from syncproof.fakes.trello.routes.cards.attachments import web
from syncproof.fakes.trello.rules import ID
from syncproof.fakes.trello.shapes import board_limits
from syncproof.fakes.trello.shapes import cards as card_shapes
from syncproof.fakes.trello.verbs import copies
from syncproof.fakes.trello.views import listing, members, nested
from syncproof.ledger import Value, Values

_WRITABLE = frozenset(rules.CARDS.properties) | card_values.WRITABLE


def _values(ask: Ask, given: Parameters, list_: str) -> Values:
    """Return the card's properties that are given; a position in words is a number on its list."""
    found: dict[str, Value] = dict(given.values(rules.CARDS))
    if "pos" in given:
        pos = given.pos()
        found["pos"] = position(ask.state.cards_of[list_], pos) if is_end(pos) else pos
    return found


def post(ask: Ask) -> object:
    """Create a card; the name may be missing (observed)."""
    id_ = str(ask.parameters.given.get("idList", ""))
    if not ID.fullmatch(id_):
        raise refusals.bad("idList")  # observed
    list_ = ask.state.lists.get(id_)
    if list_ is None:
        raise Answer(404, "could not find the board that the card belongs to")  # observed
    ask.use(ask.state.boards[list_.board], writes=True)
    board_limits.room(ask.state, list_.board)
    card = _create(ask, list_)
    content = ask.state.content
    return {
        **card_shapes.card(ask.state, card, ask.member),
        "attachments": [one.shape() for one in content.attachments_on(card.id)],
        "stickers": [one.shape() for one in content.stickers_on(card.id)],
        "limits": {},
    }


def _create(ask: Ask, list_: CardList) -> Card:
    """Create a card, new or a copy; its first attachment may come with it (spec)."""
    given, service, state = ask.parameters, ask.service, ask.state
    values = dict(_values(ask, given, list_.id))
    more = card_values.more(ask, given, list_.board)
    follows = given.flag("subscribed")
    url = web(ask, "urlSource") if "urlSource" in given else ""
    file, type_ = given.upload("fileSource"), given.text("mimeType")
    if "idCardSource" in given:
        card = service.copies.card(ask.actor, _source(ask), list_, values, more, _kept(given))
    else:
        if url and "name" not in values:
            values["name"] = url  # the page's own title is not fetched here
        card = service.cards.create(ask.actor, list_, values, more)
    if url:
        service.attachments.attach(ask.actor, state.cards[card.id], url, "", type_)
    if file:
        service.attachments.upload(ask.actor, state.cards[card.id], file, "", type_)
    state.content.subscribe(card.id, ask.member, subscribed=follows)
    return state.cards[card.id]


def _source(ask: Ask) -> Card:
    """Return the card to copy."""
    source = ask.named("idCardSource", ask.state.cards)
    ask.use(ask.state.boards[source.board], writes=False)
    return source


def _kept(given: Parameters) -> Collection[str]:
    """Return the parts of the source to copy: all by default (spec)."""
    words = given.words("keepFromSource") or ["all"]
    if not set(words) <= copies.PARTS | {"all", "none"}:
        raise refusals.bad("keepFromSource")
    return copies.PARTS if "all" in words else words


def _change(ask: Ask, given: Parameters) -> Json:
    """Change a card; fields that are not given stay (spec)."""
    card = ask.card()
    target = _target(ask, card, given)
    changes = {**_values(ask, given, target.id), "idList": given.given.get("idList", target.id)}
    more = card_values.more(ask, given, target.board, card.id, card.location)
    follows = given.flag("subscribed")
    if not changes.get("closed", card.closed) and (card.closed or target.board != card.board):
        board_limits.room(ask.state, target.board)
    after = ask.service.cards.edit(ask.actor, card, changes, more, across=True)
    if "subscribed" in given:
        ask.state.content.subscribe(card.id, ask.member, subscribed=follows)
    return card_shapes.card(ask.state, after, ask.member)


def _target(ask: Ask, card: Card, given: Parameters) -> CardList:
    """Return the list that a card is to be on."""
    state = ask.state
    id_board = given.an_id("idBoard") if "idBoard" in given else card.board
    board = state.boards.get(id_board)
    if board is None:
        raise refusals.bad("idBoard")
    if board.id != card.board:
        ask.use(board, writes=True)
    if "idList" not in given:
        if board.id == card.board:
            return state.lists[card.list]
        first = next((one for one in state.lists_on(board.id) if not one.closed), None)
        if first is None:
            raise refusals.bad("idBoard")
        return first  # the first open list takes it (ours)
    id_list = str(given.given["idList"])
    if not ID.fullmatch(id_list):
        return state.lists[card.list]  # the rules refuse it
    found = state.lists.get(id_list)
    if found is None or found.board != board.id:
        raise Answer(404, f"List {id_list} does not exist on board {board.id}")  # the form: observed
    return found


def delete(ask: Ask) -> object:
    """Delete a card for good."""
    ask.service.cards.delete(ask.actor, ask.card())
    return {"limits": {}}


def _shape(ask: Ask) -> Json:
    return card_shapes.card(ask.state, ask.card(), ask.member)


def actions(ask: Ask) -> object:
    """Show the actions of a card: by default comments and moves (spec)."""
    wanted = ask.the_filter("commentCard,updateCard:idList")
    return listing.actions(ask, ask.card().id, wanted, last_page=19)


def comment(ask: Ask) -> object:
    """Write a comment in the name of the token's owner."""
    given = ask.parameters.values(rules.ACTIONS)
    like_it = Action("", "commentCard", 0, ask.member, None, {}, ())
    listing.action(ask, like_it)  # what the answer shall hold is refused before anything changes
    action = ask.service.comments.create(ask.actor, ask.card(), given)
    return {
        **listing.action(ask, action),
        "display": card_shapes.display(ask.state, action),
        "entities": [],
    }


def _members(ask: Ask, card: Card) -> object:
    return members.by_id(ask, card.members, "fields")


def post_member(ask: Ask) -> object:
    """Put a member on a card; the answer is all members of the card (observed)."""
    card = ask.card()
    members.check_fields(ask)
    together = ",".join((*card.members, str(ask.parameters.given.get("value"))))
    return _members(ask, ask.service.cards.edit(ask.actor, card, {"idMembers": together}))


def delete_member(ask: Ask) -> object:
    """Take a member off a card; the answer is the remaining members (observed)."""
    card, person = ask.card(), ask.person()
    members.check_fields(ask)
    return _members(ask, ask.service.cards.take_off(ask.actor, card, person.id))


ROUTES: Routes = {
    **{("GET", f"/cards/{{card}}/{name}"): nothing(Ask.card) for name in nested.NONE_IN_A_CARD},
    ("POST", "/cards"): post,
    ("GET", "/cards/{card}"): shows(Ask.card, nested.card),
    ("PUT", "/cards/{card}"): put(_change),
    ("DELETE", "/cards/{card}"): delete,
    ("GET", "/cards/{card}/{field}"): get_field(_shape),
    ("PUT", "/cards/{card}/{field}"): put_field(_WRITABLE, Ask.card, _change),
    ("GET", "/cards/{card}/actions"): actions,
    ("POST", "/cards/{card}/actions/comments"): comment,
    ("PUT", "/cards/{card}/actions/{action}/comments"): edit_comment,
    ("DELETE", "/cards/{card}/actions/{action}/comments"): delete_comment,
    ("GET", "/cards/{card}/members"): shows(Ask.card, _members),
    ("POST", "/cards/{card}/idMembers"): post_member,
    ("DELETE", "/cards/{card}/idMembers/{member}"): delete_member,
    ("POST", "/cards/{card}/members"): post_member,
    ("DELETE", "/cards/{card}/members/{member}"): delete_member,
    ("GET", "/cards/{card}/board"): shows(Ask.card, listing.board_of),
    ("GET", "/cards/{card}/list"): shows(Ask.card, lambda ask, one: listing.list_alone(ask, ask.state.lists[one.list])),
}
