"""`/customFields`, the fields of boards, and their items on cards."""

from __future__ import annotations

import math
import re
from collections.abc import Iterable, Iterator
from typing import NamedTuple

import orjson

from syncproof.fakes.trello import refusals
from syncproof.fakes.trello.memory.custom_fields import VALUE_OF, CustomField, Option
from syncproof.fakes.trello.memory.rows import Board, Card, Json
from syncproof.fakes.trello.request.ask import Ask, Routes
from syncproof.fakes.trello.request.fields import Writes, changes, shows
from syncproof.fakes.trello.request.parameters import Parameters
from syncproof.fakes.trello.rules import ID
from syncproof.fakes.trello.verbs.custom_fields import COLOURLESS, SHADES, TYPES, NewOption
from syncproof.fakes.trello.views import content

_NUMBER = re.compile(r"[+-]?(\d+(\.\d*)?|\.\d+)([eE][+-]?\d+)?", re.ASCII)
WRITES: Writes = {
    "name": ("name", Parameters.required),
    "display/cardFront": ("on_front", Parameters.flag),
    "pos": ("pos", Parameters.place),
}


class _Filling(NamedTuple):
    """The new content of a field of a card: a value, an option, or neither."""

    field: CustomField
    value: str | None = None
    option: str | None = None


def _field(ask: Ask) -> CustomField:
    """Return the custom field that the path names."""
    field = refusals.there(ask.state.content.custom_fields.get(ask.segments["customField"]))
    ask.use(ask.state.boards[field.board], writes=ask.writes)
    return field


def _option(ask: Ask, field: CustomField) -> Option:
    """Return the option that the path names."""
    return refusals.there(next((one for one in field.options if one.id == ask.segments["option"]), None))


def _board(ask: Ask) -> Board:
    """Return the board of a new field: no other model has fields (spec)."""
    id_ = ask.parameters.text("idModel")
    if not ID.fullmatch(id_):
        raise refusals.bad("idModel")
    board = refusals.there(ask.state.boards.get(id_))
    ask.use(board, writes=True)
    return board


def _new_option(given: Parameters) -> NewOption:
    """Return the option that is asked for, which must have a text (ours)."""
    value = given.given.get("value")
    if not isinstance(value, dict):
        raise refusals.bad("value")
    text = Parameters(value, clears=True).required("text")
    return NewOption(text, given.choice("color", SHADES, COLOURLESS), given.place(default="bottom"))


def _new_options(given: Parameters, type_: str) -> Iterator[NewOption]:
    """Yield the options of a new field: a list of objects, as JSON or as its text (spec: text)."""
    found = given.given.get("options", [])
    if isinstance(found, str):
        try:
            found = orjson.loads(found)
        except orjson.JSONDecodeError:
            raise refusals.bad("options") from None
    if not isinstance(found, list) or (found and type_ != "list"):
        raise refusals.bad("options")
    for one in found:
        if not isinstance(one, dict):
            raise refusals.bad("options")
        yield _new_option(Parameters(one, clears=False))


def post(ask: Ask) -> object:
    """Create a custom field; all its parts must be given (spec)."""
    given, board = ask.parameters, _board(ask)
    given.choice("modelType", ("board",), "")
    name, type_ = given.required("name"), given.choice("type", TYPES, "")
    pos = given.place()
    on_front, new = given.flag("display_cardFront", default=True), list(_new_options(given, type_))
    fields = ask.service.custom_fields
    made = fields.create(ask.actor, board, name, type_, pos, on_front=on_front, options=new)
    return made.shape()


def put(ask: Ask) -> object:
    """Change a custom field."""
    return ask.service.custom_fields.edit(ask.actor, _field(ask), changes(ask.parameters, WRITES)).shape()


def delete(ask: Ask) -> object:
    """Delete a custom field; the answer is that of cards (ours)."""
    ask.service.custom_fields.delete(ask.actor, _field(ask))
    return {"limits": {}}


def options(ask: Ask) -> object:
    """Show the options of a custom field; a field that is no list has none (ours)."""
    field = _field(ask)
    return [one.alone(field.id) for one in field.options]


def post_option(ask: Ask) -> object:
    """Add an option."""
    field = _field(ask)
    if field.type != "list":
        raise refusals.bad("type")
    return ask.service.custom_fields.add(ask.actor, field, _new_option(ask.parameters)).alone(field.id)


def get_option(ask: Ask) -> object:
    """Show an option."""
    field = _field(ask)
    return _option(ask, field).alone(field.id)


def delete_option(ask: Ask) -> object:
    """Delete an option; the answer is that of cards (ours)."""
    field = _field(ask)
    ask.service.custom_fields.take_out(ask.actor, field, _option(ask, field))
    return {"limits": {}}


def put_item(ask: Ask) -> object:
    """Fill a custom field of a card, or empty it; the answer to an emptied field is an empty object (ours)."""
    card, field = ask.card(), _field(ask)
    if field.board != card.board:
        raise refusals.not_found()
    item = _fill(ask, card, [_filling(field, ask.parameters)])[0]
    return item or {}


def put_items(ask: Ask) -> object:
    """Fill several custom fields of a card, or none if one does not fit; the answer is all its items (ours)."""
    card, given = ask.card(), ask.parameters.given.get("customFieldItems")
    if not isinstance(given, list):
        raise refusals.bad("customFieldItems")
    _fill(ask, card, [_named(ask, card, one) for one in given])
    return content.field_items(ask, card)


def _named(ask: Ask, card: Card, given: object) -> _Filling:
    """Return the new content of a field that the request names."""
    if not isinstance(given, dict):
        raise refusals.bad("customFieldItems")
    parameters = Parameters(given, clears=True)
    field = ask.state.content.custom_fields.get(parameters.text("idCustomField"))
    if field is None or field.board != card.board:
        raise refusals.bad("idCustomField")
    return _filling(field, parameters)


def _fill(ask: Ask, card: Card, fillings: Iterable[_Filling]) -> list[Json | None]:
    made = [(one.field, ask.service.custom_fields.fill(ask.actor, card, *one)) for one in fillings]
    return [item and item.shape(field.type) for field, item in made]


def _filling(field: CustomField, given: Parameters) -> _Filling:
    """Return the new content of a field; empty text empties the field (docs). Raises Answer."""
    if "value" not in given and "idValue" not in given:
        raise refusals.bad("value")
    value, option = given.given.get("value"), given.text("idValue") or None
    if option and all(one.id != option for one in field.options):
        raise refusals.bad("idValue")
    if value is None:
        return _Filling(field, option=option)
    if option or not isinstance(value, dict):
        raise refusals.bad("value")
    return _Filling(field, _value(field.type, Parameters(value, clears=True)))


def _value(type_: str, given: Parameters) -> str | None:
    """Return the one value that fits the type of a field, as text; a number must be sent as text (spec)."""
    name = VALUE_OF.get(type_, type_)
    if type_ == "list" or set(given.named) != {name}:
        raise refusals.bad("value")
    if type_ == "date":
        return given.moment(name)
    if type_ == "checkbox":
        return None if given.given[name] is None else str(given.flag(name)).lower()
    text = given.text(name)
    if text and type_ == "number" and not (_NUMBER.fullmatch(text) and math.isfinite(float(text))):
        raise refusals.bad(name)
    return text or None


ROUTES: Routes = {
    ("POST", "/customFields"): post,
    ("GET", "/customFields/{customField}"): shows(_field, lambda _, field: field.shape()),
    ("PUT", "/customFields/{customField}"): put,
    ("DELETE", "/customFields/{customField}"): delete,
    ("GET", "/customFields/{customField}/options"): options,
    ("POST", "/customFields/{customField}/options"): post_option,
    ("GET", "/customFields/{customField}/options/{option}"): get_option,
    ("DELETE", "/customFields/{customField}/options/{option}"): delete_option,
    ("GET", "/boards/{board}/customFields"): shows(Ask.board, content.custom_fields),
    ("GET", "/cards/{card}/customFieldItems"): shows(Ask.card, content.field_items),
    ("PUT", "/cards/{card}/customField/{customField}/item"): put_item,
    ("PUT", "/cards/{card}/customFields"): put_items,
}
