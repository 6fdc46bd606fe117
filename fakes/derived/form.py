"""The form of a derived datatype's records in JSON: properties by their paths, an object for each step of a path.

A path of which another one goes on, such as `phone` beside `phone.mobile`, is an object with a value of its own.
"""

from __future__ import annotations

from collections.abc import Container, Iterable, Iterator, Mapping
from http import HTTPStatus
from typing import Any

from syncproof.datatypes import Datatype, beginnings
from syncproof.fakes.customerp.wire import READ_ONLY, Form, Problem, etag
from syncproof.fakes.kit.clock import iso
from syncproof.fakes.kit.openapi import Schema, record
from syncproof.fakes.kit.records import Record
from syncproof.ledger import Value, Values

PROPERTIES = "properties"
"""The field that holds all properties: none of them can have the name of a field that the system sets."""
OWN = "@value"
"""The field of an object that is the value of the object's own path."""
FIRST, SECOND = "@first", "@second"
"""The steps into a list: to its first object, the one that documents speak of, and to the other that it can hold."""


class NestedForm(Form):
    """A record with an object of its properties."""

    def __init__(self, datatype: Datatype, path: str, key: str) -> None:
        super().__init__(datatype, path, f"{path}_")
        self.key = key
        if datatype.numbered:
            self.id_pattern = "9[0-9]{9}"
        objects = beginnings(datatype.properties)
        self.steps: Mapping[str, tuple[str, ...]] = {
            name: _steps(name, objects, datatype.lists) for name in datatype.properties
        }
        """By property: the fields that lead to its value."""
        self._has_lists = bool(datatype.lists)

    def id_of(self, number: int) -> str:
        """Return ten digits, so that ids are as long as each other; '' where ids are texts."""
        return str(9 * 10**9 + number) if self.datatype.numbered else ""

    def body(self, record: Record) -> dict[str, Any]:
        """Return a record as the API answers it."""
        properties = nested({self.steps[name]: value for name, value in record.values.items()})
        return {
            "id": int(record.id) if self.datatype.numbered else record.id,
            "created_at": iso(record.created),
            "updated_at": iso(record.updated),
            "etag": etag(record),
            PROPERTIES: _with_lists(properties) if self._has_lists else properties,
        }

    def folded(self, properties: Mapping[str, Schema], required: Iterable[str]) -> Schema:
        """Return the schema of an object that has these properties and no other."""
        needed = {self.steps[name] for name in required}
        inner = _folded({self.steps[name]: schema for name, schema in properties.items()}, needed)
        return record({PROPERTIES: inner}, [PROPERTIES] if needed else [])

    def values(self, sent: Mapping[str, object]) -> Values:
        """Return the values in a body, as the ledger has them. Raises Problem for what is no value."""
        wrong = {name: "is read-only" if name in READ_ONLY else "is unknown" for name in sent if name != PROPERTIES}
        brought: dict[str, Value] = {}
        paths = {steps_: name for name, steps_ in self.steps.items()}
        for found, value in _leaves(sent.get(PROPERTIES, {}), paths):
            if found not in paths:
                wrong[".".join(found) or PROPERTIES] = _wrong(found, paths)
            elif value is None or isinstance(value, str | int | float):
                brought[paths[found]] = value
            else:
                wrong[".".join(found)] = "must not be an object or a list"
        if wrong:
            raise Problem(HTTPStatus.UNPROCESSABLE_ENTITY, "The record cannot be written like this.", wrong)
        return brought


def second(name: str, list_: str) -> str:
    """Return the name of a property in the second object of a list, by its path in the first."""
    return f"{list_}{SECOND}{name.removeprefix(list_)}"


def is_second(name: str) -> bool:
    """Whether a property is one of the second object of a list: no document speaks of any."""
    return f"{SECOND}." in name


def _steps(name: str, objects: Container[str], lists: Container[str]) -> tuple[str, ...]:
    """Return the fields that lead to a property's value, by its path; below `objects` there are others."""
    steps: list[str] = []
    path = ""
    into = SECOND if is_second(name) else FIRST
    for part in name.replace(SECOND, "").split("."):
        path = f"{path}.{part}" if path else part
        steps += [part, into] if path in lists and path != name else [part]
    return (*steps, *([OWN] if name in objects and name not in lists else []))


def _with_lists(whole: dict[str, Any]) -> dict[str, Any]:
    """Return an object in which each step into a list is a list; a list of nothing but nothings is empty."""
    return {name: _with_list(inner) if isinstance(inner, dict) else inner for name, inner in whole.items()}


def _with_list(inner: dict[str, Any]) -> dict[str, Any] | list[Any]:
    if FIRST not in inner:
        return _with_lists(inner)
    found = [_with_lists(inner[each]) for each in (FIRST, SECOND) if each in inner]
    while found and all(each in (None, [], {}) for each in found[-1].values()):
        found.pop()
    return found


def _wrong(found: tuple[str, ...], paths: Iterable[tuple[str, ...]]) -> str:
    """Return why a value cannot stand where some steps lead."""
    if _begins((*found, FIRST), paths):
        return "must be a list of at most two objects"
    return "must be an object" if _begins(found, paths) else "is unknown"


def nested(values: Mapping[tuple[str, ...], Any]) -> dict[str, Any]:
    """Return an object with each value where its steps lead."""
    whole: dict[str, Any] = {}
    for path, value in values.items():
        inner = whole
        for step in path[:-1]:
            inner = inner.setdefault(step, {})
        inner[path[-1]] = value
    return whole


def _leaves(
    sent: object, paths: Mapping[tuple[str, ...], str], at: tuple[str, ...] = ()
) -> Iterator[tuple[tuple[str, ...], object]]:
    """Yield each value in an object with the steps that lead to it; null for an object clears all that is in it.

    A list is replaced as a whole: what it does not say is cleared.
    """
    first = (*at, FIRST)
    if at and _begins(first, paths):
        places = [place for place in (first, (*at, SECOND)) if _begins(place, paths)]
        if sent is None or (isinstance(sent, list) and len(sent) <= len(places)):
            said: dict[tuple[str, ...], object] = {}
            for place, each in zip(places, sent or (), strict=False):
                said |= dict(_leaves(each, paths, place))
            yield from {**{path: None for path in paths if path[: len(first)] in places}, **said}.items()
        else:
            yield at, sent
    elif at not in paths and isinstance(sent, dict) and (not at or _begins(at, paths)):
        for name, value in sent.items():
            yield from _leaves(value, paths, (*at, name))
    elif sent is None and at and _begins(at, paths):
        yield from ((path, None) for path in paths if path[: len(at)] == at)
    else:
        yield at, sent


def _begins(at: tuple[str, ...], paths: Iterable[tuple[str, ...]]) -> bool:
    """Whether steps lead to an object of properties."""
    return any(path[: len(at)] == at and len(path) > len(at) for path in paths)


def _folded(schemas: Mapping[tuple[str, ...], Schema], needed: Iterable[tuple[str, ...]]) -> Schema:
    """Return the schema of an object whose fields have these schemas, by the steps that lead there."""
    wanted = set(needed)
    if schemas and {path[0] for path in schemas} <= {FIRST, SECOND}:
        objects = [
            _folded(
                {path[1:]: schema for path, schema in schemas.items() if path[0] == place},
                {path[1:] for path in wanted if path[0] == place},
            )
            for place in (FIRST, SECOND)
            if any(path[0] == place for path in schemas)
        ]
        return {"type": ["array", "null"], "prefixItems": objects, "items": False}
    fields: dict[str, dict[tuple[str, ...], Schema]] = {}
    for path, schema in schemas.items():
        fields.setdefault(path[0], {})[path[1:]] = schema
    properties = {
        name: inner[()] if () in inner else _folded(inner, {path[1:] for path in wanted if path[0] == name})
        for name, inner in fields.items()
    }
    return record(properties, sorted({path[0] for path in wanted}))
