"""Routes that all nouns share: show an object, read one of its fields, write one or several of its fields."""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping
from typing import Any, TypeAlias, TypeVar

from syncproof.fakes.trello.request.ask import Ask, Handler, NoRoute
from syncproof.fakes.trello.request.parameters import Parameters

R = TypeVar("R")
Shape: TypeAlias = Callable[[Ask], Mapping[str, Any]]
Find: TypeAlias = Callable[[Ask], object]
Change: TypeAlias = Callable[[Ask, Parameters], object]
Writes: TypeAlias = Mapping[str, tuple[str, Callable[[Parameters, str], Any]]]
"""The fields of a noun that can be written: the name of each in the row, and the reader of a request's value."""


def shows(find: Callable[[Ask], R], show: Callable[[Ask, R], object]) -> Handler:
    """Return the route that shows the object that the path names."""
    return lambda ask: show(ask, find(ask))


def get_field(shape: Shape) -> Handler:
    """Return the route that shows one field of an object."""

    def get(ask: Ask) -> object:
        found = shape(ask)
        if ask.field not in found:
            raise NoRoute
        return {"_value": found[ask.field]}

    return get


def put(change: Change) -> Handler:
    """Return the route that writes all fields that are given."""
    return lambda ask: change(ask, ask.parameters)


def put_value(name: str, find: Find, change: Change) -> Handler:
    """Return the route that writes one field, given as `value`; the object is looked up first."""

    def put_one(ask: Ask) -> object:
        find(ask)
        return change(ask, ask.parameters.renamed(name))

    return put_one


def put_field(writes: Collection[str], find: Find, change: Change) -> Handler:
    """Return the route that writes the field that the path names, if it can be written."""

    def put_one(ask: Ask) -> object:
        if ask.field not in writes:
            raise NoRoute
        return put_value(ask.field, find, change)(ask)

    return put_one


def changes(given: Parameters, writes: Writes) -> dict[str, Any]:
    """Return the fields that are given, as the row calls them. Raises Answer for what does not fit."""
    return {row: read(given, name) for name, (row, read) in writes.items() if name in given}


def nothing(find: Find) -> Handler:
    """Return the route of a collection that is always empty here; clients read it along with the object."""

    def get(ask: Ask) -> object:
        find(ask)
        return []

    return get
