"""Systems that the checklist file describes: datatypes by paths, properties by the fields that lead to them.

They speak as Customerp does: bearer token, cursor paging, ETag and If-Match, PATCH. Facts: docs/sut-systems.md.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import lru_cache, reduce
from typing import Any, ClassVar

import orjson

from syncproof.engine.http import Json
from syncproof.engine.ports.customerp import CustomerpPort
from syncproof.engine.ports.port import NUMBER, Record, SystemPorts
from syncproof.errors import BadInput
from syncproof.ledger import Value, Values

_FIRST = "@first"
"""The step into a list, to its first object."""
_REST = "@rest"
"""The first line of the name under which a record keeps the other objects of a list, as JSON; the list is the rest."""
_CREATED = "@created_at"
"""The name under which a record keeps when it was created; no property is called so."""


class DescribedPort(CustomerpPort):
    """A datatype of a described system."""

    created_at = _CREATED
    path: ClassVar[str]
    fields: ClassVar[Mapping[str, Sequence[str]]]

    @property
    def address(self) -> str:
        """The path of the list of records."""
        return self.path

    def decode(self, data: Json) -> Record:
        """Decode a record."""
        values: dict[str, Value] = {name: _at(data, steps) for name, steps in self.fields.items()}
        values = {name: None if value == "" else value for name, value in values.items()}
        values |= _rests(data, self.fields)
        values |= {"id": str(data["id"]), _CREATED: data["created_at"]}
        if isinstance(data["id"], int):
            values[NUMBER] = data["id"]
        return Record(str(data["id"]), values, data["updated_at"], data["etag"])

    def encode(self, values: Values) -> Json:
        """Encode values for a request."""
        whole: dict[str, Any] = {}
        for name, value in values.items():
            *outer, last = self.fields[name] if name in self.fields else _rest_of(name)
            reduce(lambda inner, step: inner.setdefault(step, {}), outer, whole)[last] = value
        return _with_lists(whole)

    def write(self, record: Record, changes: Values) -> Record:
        """Change these properties; a list is sent whole, since what is sent replaces all that was there."""
        lists = {each for name in changes if (each := _list_of(self.fields[name]))}
        beside = {name: record.values[name] for name, steps in self.fields.items() if _list_of(steps) in lists}
        rests = {"\n".join((_REST, *each)) for each in lists}
        beside |= {name: value for name, value in record.values.items() if name in rests}
        return super().write(record, {**(beside if lists else {}), **changes})

    def normalise(self, property_: str, value: Value) -> Value:  # noqa: ARG002 - every value is kept as it is
        """Return a value as it is."""
        return value


def systems_of(checklist: Mapping[str, Any]) -> Mapping[str, SystemPorts]:
    """Return the systems that a checklist file describes, by name. Raises BadInput."""
    try:
        return {system["name"]: _system(_Description(system)) for system in checklist.get("systems", ())}
    except (KeyError, TypeError, AttributeError) as error:
        do = "give each system name, word and datatypes (syncproof-checklist/1)"
        raise BadInput(f"the description of a system lacks {error}", do=do) from error


class _Description:
    """A description of a system, equal to itself alone: to compare what it says takes as long as to make the ports."""

    def __init__(self, says: Mapping[str, Any]) -> None:
        self.says = says

    def __eq__(self, other: object) -> bool:
        return isinstance(other, _Description) and self.says is other.says

    def __hash__(self) -> int:
        return id(self.says)


@lru_cache(maxsize=16)  # in one process, engine after engine is given the same description
def _system(description: _Description) -> SystemPorts:
    system = description.says
    ports = {each["name"]: _port(each) for each in system["datatypes"]}
    return SystemPorts(system["name"], ("URL", "TOKEN"), ports, system["word"])


def _port(datatype: Mapping[str, Any]) -> type[DescribedPort]:
    fields = {name: tuple(steps) for name, steps in datatype["fields"].items()}
    required = tuple(datatype["required"]) or tuple(fields)
    return type("DescribedPort", (DescribedPort,), {"path": datatype["path"], "fields": fields, "required": required})


def _at(data: Json, steps: Sequence[str]) -> Value:
    found: Value = reduce(_inside, steps, data)
    return found


def _inside(outer: Json, step: str) -> Json:
    """Return what a step leads to; in an empty list, to nothing."""
    if step == _FIRST:
        return outer[0] if outer else None
    return None if outer is None else outer[step]


def _list_of(steps: Sequence[str]) -> tuple[str, ...]:
    """Return the steps to the outermost list on the way to a value, () where there is none."""
    return tuple(steps[: steps.index(_FIRST)]) if _FIRST in steps else ()


def _rests(data: Json, fields: Mapping[str, Sequence[str]]) -> dict[str, str]:
    """Return the objects of each list beside the first, as JSON, by the names under which a record keeps them."""
    lists = dict.fromkeys(filter(None, map(_list_of, fields.values())))
    found: dict[str, Json] = {"\n".join((_REST, *list_)): reduce(_inside, list_, data) for list_ in lists}
    return {name: orjson.dumps(objects[1:]).decode() for name, objects in found.items() if objects and objects[1:]}


def _rest_of(name: str) -> list[str]:
    """Return the steps to the other objects of a list, by the name under which a record keeps them."""
    return [*name.split("\n")[1:], _REST]


def _with_lists(whole: Json) -> Json:
    """Return an object in which each step into a list is a list."""
    if not isinstance(whole, dict):
        return whole
    if _FIRST in whole:
        return [_with_lists(whole[_FIRST]), *orjson.loads(whole.get(_REST, "[]"))]
    return {name: _with_lists(each) for name, each in whole.items()}
