"""`/checklists`, and those of cards and boards."""

from __future__ import annotations

from syncproof.fakes.trello import rules
from syncproof.fakes.trello.memory import rights
from syncproof.fakes.trello.memory.content import Checklist
from syncproof.fakes.trello.memory.state import Card
from syncproof.fakes.trello.request.ask import Ask, NoRoute, Routes
from syncproof.fakes.trello.request.parameters import Parameters
from syncproof.fakes.trello.request.selection import fields
from syncproof.fakes.trello.rules import Answer
from syncproof.fakes.trello.shapes import content as content_shapes
from syncproof.fakes.trello.shapes import objects
from syncproof.fakes.trello.shapes.objects import Json
from syncproof.fakes.trello.views import content as content_views
from syncproof.fakes.trello.views import listing, nested

_NAME = "Checklist"
"""What one is called that was given no name (ours)."""


def named(ask: Ask) -> Checklist:
    """Return the checklist that the path names; where it names a card, too, one of that card."""
    found = ask.state.content.checklists.get(ask.segments["checklist"])
    if found is None or ("card" in ask.segments and ask.card().id != found.card):
        raise rules.not_found()
    _use(ask, ask.state.cards[found.card], writes=ask.writes)
    return found


def _use(ask: Ask, card: Card, *, writes: bool) -> None:
    if not ask.service.rights.may_use(ask.member, ask.state.boards[card.board], writes=writes):
        raise Answer(401, rights.CARD)


def _shown(ask: Ask, checklist: Checklist) -> Json:
    items = [content_shapes.check_item(one) for one in ask.state.content.items_in(checklist.id)]
    shown = [{key: shape[key] for key in content_shapes.CHECK_ITEM} for shape in items]
    return {**content_shapes.checklist(ask.state, checklist), "checkItems": shown}


def _source(ask: Ask) -> Checklist | None:
    """Return the checklist that a new one shall be a copy of."""
    if "idChecklistSource" not in ask.parameters:
        return None
    found = ask.state.content.checklists.get(ask.parameters.an_id("idChecklistSource"))
    if found is None:
        raise rules.bad("idChecklistSource")
    _use(ask, ask.state.cards[found.card], writes=False)
    return found


def _create(ask: Ask, card: Card) -> object:
    given, source = ask.parameters, _source(ask)
    name = given.text("name") or (source.name if source else _NAME)
    pos = given.place("bottom") or "bottom"
    return _shown(ask, ask.service.checklists.create(ask.actor, card, name, pos, source))


def post(ask: Ask) -> object:
    """Make a checklist."""
    card = ask.state.cards.get(ask.parameters.an_id("idCard"))
    if card is None:
        raise rules.not_found()
    _use(ask, card, writes=True)
    return _create(ask, card)


def post_on_card(ask: Ask) -> object:
    """Make a checklist on a card."""
    return _create(ask, ask.card())


def get(ask: Ask) -> object:
    """Show a checklist."""
    one = named(ask)
    shape = content_views.checklists(ask, [one])[0]
    if wanted := listing.chosen(ask, "cards"):
        inside = listing.cards_passing(ask, [ask.state.cards[one.card]], wanted)
        shape["cards"] = listing.cards(ask, inside, "card_fields", on_board=False)
    return shape


def get_field(ask: Ask) -> object:
    """One field of a checklist."""
    shape = _shown(ask, named(ask))
    if ask.field not in shape:
        raise NoRoute
    return {"_value": shape[ask.field]}


def put(ask: Ask) -> object:
    """Change a checklist."""
    return _change(ask, ask.parameters)


def put_field(ask: Ask) -> object:
    """Change name or position."""
    if ask.field not in {"name", "pos"}:
        raise NoRoute
    named(ask)
    return _change(ask, ask.parameters.renamed(ask.field))


def _change(ask: Ask, given: Parameters) -> object:
    one = named(ask)
    name = given.required("name") if "name" in given else one.name
    return _shown(ask, ask.service.checklists.edit(ask.actor, one, name, given.place()))


def delete(ask: Ask) -> object:
    """Delete a checklist; the answer is as for cards (ours)."""
    ask.service.checklists.delete(ask.actor, named(ask))
    return {"limits": {}}


def board(ask: Ask) -> object:
    """Show the board of a checklist."""
    of = ask.state.boards[ask.state.cards[named(ask).card].board]
    return fields(ask.parameters, "fields")(objects.board(ask.state, of, ask.member))


def cards(ask: Ask) -> object:
    """Show the card of a checklist, as a list: there were many once (spec)."""
    return nested.cards(ask, [ask.state.cards[named(ask).card]], on_board=False)


def on_card(ask: Ask) -> object:
    """Show the checklists of a card."""
    card = ask.card()
    found = ask.state.content.checklists_on(card.id) if content_views.some(ask, "filter") else ()
    return content_views.checklists(ask, found)


def on_board(ask: Ask) -> object:
    """Show the checklists of a board's cards."""
    return content_views.checklists_of_board(ask, ask.board())


def states(ask: Ask) -> object:
    """Show which lines of a card are done (observed)."""
    items = ask.state.content.items_on(ask.card().id)
    return [content_shapes.state_of(one) for one in items if one.done]


ROUTES: Routes = {
    ("POST", "/checklists"): post,
    ("GET", "/checklists/{checklist}"): get,
    ("PUT", "/checklists/{checklist}"): put,
    ("DELETE", "/checklists/{checklist}"): delete,
    ("GET", "/checklists/{checklist}/{field}"): get_field,
    ("PUT", "/checklists/{checklist}/{field}"): put_field,
    ("GET", "/checklists/{checklist}/board"): board,
    ("GET", "/checklists/{checklist}/cards"): cards,
    ("GET", "/boards/{board}/checklists"): on_board,
    ("GET", "/cards/{card}/checklists"): on_card,
    ("POST", "/cards/{card}/checklists"): post_on_card,
    ("DELETE", "/cards/{card}/checklists/{checklist}"): delete,
    ("GET", "/cards/{card}/checkItemStates"): states,
}
