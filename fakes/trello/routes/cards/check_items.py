"""The lines of checklists; requests name them by card or by checklist."""

from __future__ import annotations

from typing import Any

from syncproof.fakes.trello import refusals
from syncproof.fakes.trello.memory.content import CHECK_ITEM, CheckItem
from syncproof.fakes.trello.memory.rows import Json
from syncproof.fakes.trello.request.ask import Ask, Routes
from syncproof.fakes.trello.request.fields import Writes, changes, shows
from syncproof.fakes.trello.request.parameters import Parameters
from syncproof.fakes.trello.routes.cards.checklists import named as checklist_named
from syncproof.fakes.trello.shapes import objects
from syncproof.fakes.trello.views import content

_DATES: Writes = {"due": ("due", Parameters.moment), "dueReminder": ("reminder", Parameters.minutes)}
_WRITES: Writes = {
    "name": ("name", Parameters.required),
    "state": ("done", lambda given, name: given.choice(name, ("incomplete", "complete"), "") == "complete"),
    "pos": ("pos", Parameters.place),
}


def _item(ask: Ask) -> CheckItem:
    """Return the line that the path names, of the card or checklist that it names."""
    found = ask.state.content.items.get(ask.segments["item"])
    if "checklist" in ask.segments:
        within = checklist_named(ask)
        if found is None or found.checklist != within.id:
            raise refusals.not_found()
    elif found is None or found.card != ask.card().id:
        raise refusals.not_found()
    return found


def _shown(one: CheckItem) -> Json:
    return objects.only(one.shape(), CHECK_ITEM)


def _more(ask: Ask, given: Parameters, card: str) -> dict[str, Any]:
    """Return the fields of a line that are given, beside name and position."""
    found = changes(given, _DATES)
    if "idMember" in given:
        member = given.text("idMember") or None
        if member and (ask.state.cards[card].board, member) not in ask.state.memberships:
            raise refusals.not_an_id()
        found["member"] = member
    return found


def on_checklist(ask: Ask) -> object:
    """Show the lines of a checklist."""
    found = ask.state.content.items_in(checklist_named(ask).id)
    return content.items(ask, found if content.some(ask, "filter") else ())


def post(ask: Ask) -> object:
    """Add a line, by default at the bottom (spec)."""
    checklist, given = checklist_named(ask), ask.parameters
    more = {"done": given.flag("checked"), **_more(ask, given, checklist.card)}
    name, pos = given.required("name"), given.place(default="bottom")
    return {**_shown(ask.service.checklists.add(ask.actor, checklist, name, pos, more)), "limits": {}}


def put(ask: Ask) -> object:
    """Change a line, or move it to another checklist of the card."""
    item, given = _item(ask), ask.parameters
    written = {**_more(ask, given, item.card), **changes(given, _WRITES)}
    if "idChecklist" in given:
        target = ask.named("idChecklist", ask.state.content.checklists)
        if target.card != item.card:
            raise refusals.bad("idChecklist")
        written["checklist"] = target.id
    return _shown(ask.service.checklists.edit_item(ask.actor, item, written))


def delete(ask: Ask) -> object:
    """Delete a line; the answer is that of cards (ours)."""
    ask.service.checklists.delete_item(ask.actor, _item(ask))
    return {"limits": {}}


ROUTES: Routes = {
    ("GET", "/checklists/{checklist}/checkItems"): on_checklist,
    ("POST", "/checklists/{checklist}/checkItems"): post,
    ("GET", "/checklists/{checklist}/checkItems/{item}"): shows(_item, lambda ask, one: content.items(ask, [one])[0]),
    ("DELETE", "/checklists/{checklist}/checkItems/{item}"): delete,
    ("GET", "/cards/{card}/checkItem/{item}"): shows(_item, lambda ask, one: content.items(ask, [one])[0]),
    ("PUT", "/cards/{card}/checkItem/{item}"): put,
    ("DELETE", "/cards/{card}/checkItem/{item}"): delete,
    ("PUT", "/cards/{card}/checklist/{checklist}/checkItem/{item}"): put,
}
