"""The fields of a card that documents do not know: labels, cover, location and others, read from a request."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import orjson

from syncproof.fakes.trello import refusals, rules
from syncproof.fakes.trello.memory.content import COLOURS
from syncproof.fakes.trello.memory.rows import NOTHING
from syncproof.fakes.trello.request.ask import Ask
from syncproof.fakes.trello.request.fields import Writes, changes
from syncproof.fakes.trello.request.parameters import Parameters

_ROLES = ("separator", "board", "mirror", "link")
_UNSPLASH = "https://images.unsplash.com/"
_ONE_OF = ("color", "idAttachment", "sharedSourceUrl")
_COORDINATES = 2
_POLE, _HALF_TURN = 90, 180

More = dict[str, Any]


def _role(given: Parameters, name: str) -> str | None:
    return given.choice(name, _ROLES, "") if given.text(name) else None


_PLAIN: Writes = {
    "dueReminder": ("reminder", Parameters.minutes),
    "isTemplate": ("template", Parameters.flag),
    "cardRole": ("role", _role),
}
_LOCATION = {"address", "locationName", "coordinates"}
WRITABLE = frozenset({*_PLAIN, *_LOCATION, "idBoard", "idLabels", "subscribed", "cover", "idAttachmentCover"})
"""The fields that single-field routes write, beside those in `rules.CARDS`."""


def more(ask: Ask, given: Parameters, board: str, card: str = "", before: Mapping[str, Any] = NOTHING) -> More:
    """Return the fields of a card's row that are given; `before` is its location. Raises Answer."""
    found = changes(given, _PLAIN)
    if "idLabels" in given:
        found["labels"] = known_labels(ask, given.ids("idLabels"), board)
    if "cover" in given:
        found["cover"] = _cover(ask, given.given["cover"], card)
    if "idAttachmentCover" in given:
        id_ = given.text("idAttachmentCover")
        found["cover"] = {"idAttachment": _attached(ask, id_, card, "idAttachmentCover")} if id_ else {}
    if given.given.keys() & _LOCATION:
        found["location"] = _location(given, before)
    return found


def known_labels(ask: Ask, ids: tuple[str, ...], board: str) -> tuple[str, ...]:
    """Return the ids if all are ids of labels of the board. Raises Answer."""
    labels = ask.state.content.labels
    if any(id_ not in labels or labels[id_].board != board for id_ in ids):
        raise refusals.not_an_id()
    return ids


def _cover(ask: Ask, value: object, card: str) -> Mapping[str, Any]:
    """Return a cover: only one of colour, attachment and picture (spec)."""
    if value in (None, "null"):
        return {}
    if isinstance(value, str):  # clients that send everything in the query write JSON there
        try:
            value = orjson.loads(value)
        except orjson.JSONDecodeError:
            raise refusals.bad("cover") from None
    if isinstance(value, dict) and isinstance(value.get("value"), dict):
        value = value["value"]  # as the spec has it
    if not isinstance(value, dict):
        raise refusals.bad("cover")
    return _checked_cover(ask, value, card)


def _checked_cover(ask: Ask, value: Mapping[str, Any], card: str) -> Mapping[str, Any]:
    cover: More = {}
    for name, words in (("color", COLOURS), ("size", ("normal", "full")), ("brightness", ("dark", "light"))):
        if (chosen := value.get(name)) is not None:
            if chosen not in words:
                raise refusals.bad("cover")
            cover[name] = chosen
    if (id_ := value.get("idAttachment")) is not None:
        cover["idAttachment"] = _attached(ask, id_, card, "cover")
    if (url := value.get("url")) is not None:
        if not rules.is_text(url) or not url.startswith(_UNSPLASH):
            raise refusals.bad("cover")
        cover["sharedSourceUrl"] = url
    if sum(name in cover for name in _ONE_OF) > 1:
        raise refusals.bad("cover")
    return cover


def _attached(ask: Ask, id_: object, card: str, name: str) -> str:
    """Return the id of an attachment of the card."""
    found = ask.state.content.attachments.get(id_) if isinstance(id_, str) else None
    if found is None or found.card != card:
        raise refusals.bad(name)
    return found.id


def _location(given: Parameters, before: Mapping[str, Any]) -> Mapping[str, Any]:
    """Return the location of a card."""
    found = dict(before)
    for name in ("address", "locationName"):
        if name in given:
            found[name] = given.text(name)
    if "coordinates" in given:
        found["coordinates"] = _coordinates(given.text("coordinates"))
    return {name: value for name, value in found.items() if value}


def _coordinates(text: str) -> Mapping[str, float] | None:
    """Return latitude and longitude (spec)."""
    if not text:
        return None
    try:
        numbers = [float(one) for one in text.split(",")]
    except ValueError:
        raise refusals.bad("coordinates") from None
    if len(numbers) != _COORDINATES or not (abs(numbers[0]) <= _POLE and abs(numbers[1]) <= _HALF_TURN):
        raise refusals.bad("coordinates")
    return {"latitude": numbers[0], "longitude": numbers[1]}
