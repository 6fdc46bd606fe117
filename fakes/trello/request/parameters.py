"""The parameters of a request: one flat namespace of query, form, multipart form and JSON body (spec, observed)."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from typing import Any

import falcon
import orjson

from syncproof.datatypes import Datatype
from syncproof.fakes.kit.clock import iso, moment
from syncproof.fakes.kit.web import BODY
from syncproof.fakes.trello.memory.content import Upload
from syncproof.fakes.trello.positions import Pos, is_end
from syncproof.fakes.trello.refusals import Answer, bad, not_an_id
from syncproof.fakes.trello.request.forms import form
from syncproof.fakes.trello.rules import CARDS, ID, is_text
from syncproof.fakes.trello.settings import Reader, Table
from syncproof.ledger import Value, Values

READS = frozenset({"GET", "HEAD"})
"""The methods that write nothing; Express answers HEAD as GET, without the body (ours)."""

_EMPTY = ("", None)
_NULLABLE = frozenset({"due", "start", "website"})
_CLEARED = _NULLABLE | {
    *("cardRole", "closed", "coordinates", "cover", "dueComplete", "dueReminder", "idAttachmentCover", "idLabels"),
    *("idMember", "idMembers", "idOrganization", "isTemplate", "subscribed"),
}
"""The parameters that the text `null` clears in a PUT, where JSON's null cannot be sent. Free text is not among them
(ours): "null" may be a name or a description, and clients clear those with an empty text or with JSON.
"""


def _body(req: falcon.Request) -> Mapping[str, Any]:
    """Return the parameters in a body; JSON under another content type is ignored (observed)."""
    type_ = (req.content_type or "").partition(";")[0].strip().lower()
    if type_ == "multipart/form-data":
        return form(req)
    if type_ not in {"application/json", "application/x-www-form-urlencoded"}:
        return {}
    sent = req.env[BODY] = req.bounded_stream.read()
    if type_ != "application/json":
        return falcon.uri.parse_query_string(sent.decode("utf-8", "replace"), keep_blank=True)
    if not sent.strip():
        return {}
    try:
        parsed = orjson.loads(sent)
    except orjson.JSONDecodeError:
        raise Answer(400, "Error parsing body: invalid json") from None  # the words: ours
    return parsed if isinstance(parsed, dict) else {}


def _moment(value: object) -> Value:
    """Return ISO text as canonical; other values unchanged, for the rules to refuse."""
    if isinstance(value, str):
        try:
            return iso(moment(value))
        except (ValueError, OverflowError):
            return value
    return value  # type: ignore[return-value]  # a JSON number or boolean


def _boolean(value: object) -> Value:
    if value in ("true", "false"):
        return value == "true"
    return value  # type: ignore[return-value]  # a boolean, or something for the rules to refuse


def _number(value: object) -> Value:
    if isinstance(value, str):
        try:
            return float(value)
        except ValueError:
            return value
    return value  # type: ignore[return-value]  # a number, or something for the rules to refuse


_FROM = {"text": lambda value: value, "moment": _moment, "boolean": _boolean, "number": _number}


class Parameters:
    """The parameters of a request; empty ones count as not given, but in a PUT they clear (observed)."""

    def __init__(self, given: Mapping[str, Any], *, clears: bool) -> None:
        self.named = given.keys()
        self.given = {
            name: None if value in _EMPTY else value for name, value in given.items() if clears or value not in _EMPTY
        }
        if clears:
            for name in self.given.keys() & _CLEARED:
                if self.given[name] == "null":
                    self.given[name] = None

    @classmethod
    def of(cls, req: falcon.Request) -> Parameters:
        """Return the parameters of a request. Raises Answer where JSON cannot be read."""
        if req.method in READS:
            return cls(req.params, clears=False) if req.params else _NOTHING
        return cls({**req.params, **_body(req)}, clears=req.method == "PUT")

    def __contains__(self, name: str) -> bool:
        return name in self.given

    def read(self, name: str, reader: Reader) -> Any:  # noqa: ANN401 - settings are of many kinds
        """Return the value that a reader makes of a parameter. Raises Answer for a value that does not fit."""
        try:
            return reader(self.given.get(name))
        except ValueError:
            raise bad(name) from None

    def settings(self, table: Table, before: str = "prefs/") -> dict[str, Any]:
        """Return the settings of a table that are given, under names that begin with `before`."""
        return {
            name: self.read(before + name, one.read)
            for name, one in table.items()
            if one.read and before + name in self.given
        }

    def renamed(self, name: str) -> Parameters:
        """Return the parameters of a single-field route: `value` is the field."""
        if "value" not in self.given:
            raise bad("value")
        return Parameters({name: self.given["value"]}, clears=True)

    def text(self, name: str, default: str = "") -> str:
        """Return text. Raises Answer for a value of another type or too long."""
        value = self.given.get(name)
        if value is None:
            return default
        if not is_text(value):
            raise bad(name)
        return value

    def required(self, name: str) -> str:
        """Return text that must be there."""
        if not (text := self.text(name)):
            raise bad(name)
        return text

    def an_id(self, name: str) -> str:
        """Return an id that must be there; a short link counts as an id in paths only (docs)."""
        id_ = self.required(name)
        if not ID.fullmatch(id_):
            raise not_an_id()
        return id_

    def flag(self, name: str, *, default: bool = False) -> bool:
        """Return a boolean."""
        if self.given.get(name) is None:
            return default
        value = _boolean(self.given[name])
        if not isinstance(value, bool):
            raise bad(name)
        return value

    def choice(self, name: str, among: Collection[str], default: str) -> str:
        """Return one of several words."""
        value = self.text(name, default)
        if value not in among:
            raise bad(name)
        return value

    def whole(self, name: str, default: int, most: int) -> int:
        """Return a number from 0 to the greatest allowed."""
        value = str(self.given.get(name, default))
        if not (value.isascii() and value.isdigit() and len(value) <= len(str(most))) or int(value) > most:
            raise bad(name)
        return int(value)

    def number(self, name: str, least: float, most: float) -> float:
        """Return a number that must be there."""
        value = _number(_plain(name, self.given.get(name)))
        if isinstance(value, bool) or not isinstance(value, int | float) or not least <= value <= most:
            raise bad(name)
        return value

    def minutes(self, name: str) -> int | None:
        """Return minutes before a date; -1 stands for no reminder (client: trello.js)."""
        if self.given[name] in ("null", None):
            return None
        value = self.number(name, -1, 2**31)
        if value != int(value):
            raise bad(name)
        return int(value)

    def moment(self, name: str) -> str | None:
        """Return a date as canonical text, or None."""
        value = _moment(_plain(name, self.given[name]))
        if value in ("null", None):
            return None
        if not isinstance(value, str) or CARDS.properties["due"].refusal(value):
            raise bad(name)
        return value

    def place(self, name: str = "pos", default: Pos | None = None) -> Pos:
        """Return a position, which must be given where there is no default."""
        if default is not None and name not in self.given:
            return default
        value = self.pos()
        if is_end(value):
            return value
        if reason := CARDS.properties["pos"].refusal(value):
            raise Answer(400, reason)
        return value  # type: ignore[return-value]  # a number: the rules said so

    def ids(self, name: str) -> tuple[str, ...]:
        """Return a list of ids, none of them twice (observed); whether they exist is not checked."""
        value = self.given.get(name)
        if value is None:
            return ()
        found = tuple(map(str, value)) if isinstance(value, list) else tuple(str(value).split(","))
        if len(set(found)) != len(found):
            raise not_an_id()
        return found

    def upload(self, name: str) -> Upload | None:
        """Return a file that was sent."""
        value = self.given.get(name)
        if value is not None and not isinstance(value, Upload):
            raise bad(name)
        return value

    def words(self, name: str) -> list[str]:
        """Return a comma list; a JSON array is accepted too (ours)."""
        value = self.given.get(name)
        if isinstance(value, list):
            return [str(one) for one in value]
        return [one for one in self.text(name).split(",") if one]

    def pos(self) -> Value:
        """Return `top`, `bottom`, a number, or another value for the rules to refuse."""
        value = self.given.get("pos")
        return value if is_end(value) else _number(_plain("pos", value))

    def values(self, datatype: Datatype) -> Values:
        """Return the properties of a datatype that are given, in canonical values; `pos` apart."""
        return {
            name: self._canonical(name, one.kind)
            for name, one in datatype.properties.items()
            if name in self.given and name != "pos"
        }

    def _canonical(self, name: str, kind: str) -> Value:
        value = self.given[name]
        if name in _NULLABLE and value == "null":
            return None
        if name == "idMembers":
            if isinstance(value, list):
                value = ",".join(str(one) for one in value)
            elif isinstance(value, dict):
                raise not_an_id()
        converted: Value = _FROM[kind](_plain(name, value))
        return converted


def _plain(name: str, value: object) -> object:
    """Return a value that is no object and no list."""
    if isinstance(value, dict | list):
        raise bad(name)
    return value


_NOTHING = Parameters({}, clears=False)
"""The parameters of most reads."""
