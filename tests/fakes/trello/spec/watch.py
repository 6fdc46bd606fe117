"""Holds every answer of a fake Trello against what is published."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator
from functools import cache
from typing import Any, NamedTuple

import falcon
import orjson
import pytest

from syncproof.fakes.trello.verbs.service import Service
from syncproof.fakes.trello.web.application import application

from .dialect import MOMENT, URL, Difference, Found, differences
from .differences import CORRECTIONS, UNPUBLISHED
from .operations import Operation, Schema, name, published

_WHAT = "The fake Trello answers what is not published."
_CURE = (
    "Correct the fake; or, where Trello is known to do so,"
    " list it with its source in tests/fakes/trello/spec/differences.py."
)
_ID = re.compile(r"[0-9a-f]{24}")
_VERSION = "/1"
_OK = 200
_LENGTH_OF_BOTH = 24
"""Characters of an id and of a moment."""


class Met(NamedTuple):
    """A difference in an answer."""

    operation: str
    status: int
    found: Found

    def __str__(self) -> str:
        found = self.found
        return (
            f"{self.operation} answered {self.status}, at {found.pointer} with {_short(found.instance)};"
            f" published is {found.keyword} {_short(found.wanted)}. In short: {found.difference}"
        )


def _short(value: object) -> str:
    text = orjson.dumps(value).decode()
    return text if len(text) < 100 else f"{text[:100]}…"


class Watch:
    """What answers differ in, as falcon's middleware; one of a form that was seen already costs next to nothing."""

    def __init__(self, minds: Callable[[Difference], bool]) -> None:
        self.met: list[Met] = []
        """The differences it minds, in every answer since somebody emptied it."""
        self.answered: set[tuple[str, int]] = set()
        """The operations, as far as they are published, and the statuses."""
        self._minds = minds
        self._bodies: dict[int, tuple[Met, ...]] = {}
        self._forms: dict[int, tuple[Met, ...]] = {}

    def process_response(self, req: falcon.Request, resp: falcon.Response, _: object, __: bool) -> None:  # noqa: FBT001 - falcon's
        """Look at an answer on its way out."""
        self.look(req.method, req.path, resp.status_code, resp.text or "" if resp.data is None else resp.data)

    def look(self, method: str, path: str, status: int, body: bytes | str) -> None:
        """Look at an answer: JSON in bytes, or words."""
        operation = published().find(method, path.removeprefix(_VERSION))
        if operation is None or (isinstance(body, str) and body.startswith("Cannot ")):  # there is no such address
            return
        key = hash((operation.name, status, body))
        if key not in self._bodies:
            self.answered.add((operation.name, status))
            self._bodies[key] = self._look_inside(operation, status, body)
        self.met += self._bodies[key]

    def _look_inside(self, operation: Operation, status: int, body: bytes | str) -> tuple[Met, ...]:
        schema = _schema(operation, status)
        if schema is None:
            return ()
        answer = orjson.loads(body) if isinstance(body, bytes) else body
        form = hash((operation.name, status, _form(answer, "")))
        if form not in self._forms:
            told = operation.name if status == _OK else f"{operation.name} {status}"
            found = differences(answer, schema, told)
            self._forms[form] = tuple(Met(operation.name, status, one) for one in found if self._minds(one.difference))
        return self._forms[form]


def attached(watch: Watch) -> pytest.MonkeyPatch:
    """Let a watch see the answers of every fake that is made from here on, until this is undone."""

    def watched(service: Service) -> falcon.App[falcon.Request, falcon.Response]:
        app = application(service)
        app.add_middleware(watch)
        return app

    patch = pytest.MonkeyPatch()
    patch.setattr("syncproof.fakes.trello.fake.application", watched)
    return patch


def said(met: Iterable[Met]) -> str:
    """Return all that was met, once each, and what to do; '' if nothing."""
    lines = dict.fromkeys(map(str, met))
    return "\n".join((_WHAT, *lines, _CURE)) if lines else ""


def _schema(operation: Operation, status: int) -> Schema | None:
    """Return what an answer is to keep: as corrected, as published, or as known from elsewhere."""
    if status == _OK and operation.name in CORRECTIONS:
        return CORRECTIONS[operation.name].schema
    return operation.schema(status) or (UNPUBLISHED.get(operation.name) if status == _OK else None)


def _form(value: Any, key: str) -> object:  # noqa: ANN401 - whatever JSON holds
    """Return all that a schema sees of a value: keys and types, but no names or times; of a list each form once."""
    kind = type(value)
    if kind is str:
        if key in _enumerated():
            return value
        if len(value) == _LENGTH_OF_BOTH:
            return bool(_ID.fullmatch(value)), bool(MOMENT.fullmatch(value))
        return "@" in value, value.startswith("http") and bool(URL.fullmatch(value))
    if kind is dict:
        return tuple([(name, _form(inner, name)) for name, inner in value.items()])
    return frozenset([_form(one, key) for one in value]) if kind is list else kind


@cache
def _enumerated() -> frozenset[str]:
    """Return the names of properties whose very values are published."""
    return frozenset(_names(list(published().components.values())))


def _names(schema: Any) -> Iterator[str]:  # noqa: ANN401 - a piece of JSON
    if isinstance(schema, list):
        for one in schema:
            yield from _names(one)
    elif isinstance(schema, dict):
        for key, inner in schema.get("properties", {}).items():
            if _has_values(inner):
                yield key
        yield from _names(list(schema.values()))


def _has_values(schema: Schema) -> bool:
    within = [*schema.get("oneOf", ()), *schema.get("anyOf", ()), *([schema["items"]] if "items" in schema else ())]
    if "$ref" in schema:
        within.append(published().components[name(schema)])
    return "enum" in schema or any(_has_values(one) for one in within)
