"""`/checklists`, and the checklists of cards and boards."""

from __future__ import annotations

from syncproof.fakes.trello import refusals
from syncproof.fakes.trello.memory.content import CHECK_ITEM, Checklist
from syncproof.fakes.trello.memory.rows import Card, Json
from syncproof.fakes.trello.request.ask import Ask, Routes
from syncproof.fakes.trello.request.fields import Writes, changes, get_field, put, put_field, shows
from syncproof.fakes.trello.request.parameters import Parameters
from syncproof.fakes.trello.shapes import objects
from syncproof.fakes.trello.views import content, listing, nested

_NAME = "Checklist"
"""The name of a checklist that was given none (ours)."""


WRITES: Writes = {"name": ("name", Parameters.required), "pos": ("pos", Parameters.place)}


def named(ask: Ask) -> Checklist:
    """Return the checklist that the path names; if the path names a card, a checklist of that card."""
    found = ask.state.content.checklists.get(ask.segments["checklist"])
    if found is None or ("card" in ask.segments and ask.card().id != found.card):
        raise refusals.not_found()
    ask.use_card(ask.state.cards[found.card], writes=ask.writes)
    return found


def _shown(ask: Ask, checklist: Checklist) -> Json:
    items = [objects.only(one.shape(), CHECK_ITEM) for one in ask.state.content.items_in(checklist.id)]
    return {**content.checklist(ask, checklist), "checkItems": items}


def _card(ask: Ask) -> Card:
    return ask.state.cards[named(ask).card]


def _source(ask: Ask) -> Checklist | None:
    """Return the checklist to copy, if any."""
    if "idChecklistSource" not in ask.parameters:
        return None
    found = ask.named("idChecklistSource", ask.state.content.checklists)
    ask.use_card(ask.state.cards[found.card], writes=False)
    return found


def _create(ask: Ask, card: Card) -> object:
    given, source = ask.parameters, _source(ask)
    name = given.text("name") or (source.name if source else _NAME)
    pos = given.place(default="bottom")
    return _shown(ask, ask.service.checklists.create(ask.actor, card, name, pos, source))


def post(ask: Ask) -> object:
    """Create a checklist."""
    card = refusals.there(ask.state.cards.get(ask.parameters.an_id("idCard")))
    ask.use_card(card, writes=True)
    return _create(ask, card)


def post_on_card(ask: Ask) -> object:
    """Create a checklist on a card."""
    return _create(ask, ask.card())


def _change(ask: Ask, given: Parameters) -> object:
    return _shown(ask, ask.service.checklists.edit(ask.actor, named(ask), changes(given, WRITES)))


def delete(ask: Ask) -> object:
    """Delete a checklist; the answer is that of cards (ours)."""
    ask.service.checklists.delete(ask.actor, named(ask))
    return {"limits": {}}


def on_card(ask: Ask) -> object:
    """Show the checklists of a card."""
    card = ask.card()
    found = ask.state.content.checklists_on(card.id) if content.some(ask, "filter") else ()
    return content.checklists(ask, found)


ROUTES: Routes = {
    ("POST", "/checklists"): post,
    ("GET", "/checklists/{checklist}"): shows(named, nested.checklist),
    ("PUT", "/checklists/{checklist}"): put(_change),
    ("DELETE", "/checklists/{checklist}"): delete,
    ("GET", "/checklists/{checklist}/{field}"): get_field(lambda ask: _shown(ask, named(ask))),
    ("PUT", "/checklists/{checklist}/{field}"): put_field(WRITES, named, _change),
    ("GET", "/checklists/{checklist}/board"): shows(_card, listing.board_of),
    # The card of a checklist comes as a list: there were many once (spec).
    ("GET", "/checklists/{checklist}/cards"): shows(_card, lambda ask, one: nested.cards(ask, [one], on_board=False)),
    ("GET", "/boards/{board}/checklists"): shows(Ask.board, content.checklists_of_board),
    ("GET", "/cards/{card}/checklists"): on_card,
    ("POST", "/cards/{card}/checklists"): post_on_card,
    ("DELETE", "/cards/{card}/checklists/{checklist}"): delete,
    ("GET", "/cards/{card}/checkItemStates"): shows(Ask.card, content.states),
}
