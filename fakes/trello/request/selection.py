"""Selection: the fields, filters and pages that a reader asks for."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from itertools import islice
from typing import NamedTuple, TypeVar

from syncproof.fakes.kit.clock import moment
from syncproof.fakes.kit.store import Index
from syncproof.fakes.trello.memory.notifications import Notification
from syncproof.fakes.trello.memory.rows import Action, Card, Json, newest_first
from syncproof.fakes.trello.refusals import bad
from syncproof.fakes.trello.request.parameters import Parameters
from syncproof.fakes.trello.rules import ID
from syncproof.fakes.trello.shapes.objects import SOMETIMES, only

MOST = 1000
"""Cards or actions in a page (spec)."""

R = TypeVar("R", Action, Card, Notification)

_BELOW_THE_TIME = 64
"""Bits of an id that come after its seconds."""


def fields(parameters: Parameters, name: str, default: Collection[str] | None = None) -> Callable[[Json], Json]:
    """Return how an object is cut down to the fields asked for; `id` is always included (docs).

    Without a default, all fields. An unknown field is refused (the words: ours).
    """
    wanted = parameters.words(name) if name in parameters else ()
    if not wanted:
        return _whole if default is None else lambda shape: only(shape, default)
    if wanted == ["all"]:
        return _whole

    def cut(shape: Json) -> Json:
        if any(one not in shape and one not in SOMETIMES for one in wanted):
            raise bad(name)
        return {"id": shape["id"]} | {one: shape[one] for one in wanted if one in shape}

    return cut


def _whole(shape: Json) -> Json:
    return shape


class Window(NamedTuple):
    """A stretch of creation, newest first, both ends excluded (docs): ids, or dates to the millisecond."""

    low: int | None
    high: int | None
    after: int | None
    before: int | None

    @classmethod
    def requested(cls, parameters: Parameters, prefix: str = "") -> Window:
        """Return the window that `since` and `before` ask for."""
        since, after = _end(parameters, f"{prefix}since", 0)
        until, before = _end(parameters, f"{prefix}before", 1)
        return cls(None if until is None else -until, None if since is None else -since, after, before)

    @property
    def open(self) -> bool:
        """Whether the window has no bounds."""
        return self.low is None and self.high is None

    def over(self, order: Index[str], table: Mapping[str, R]) -> Iterator[R]:
        """Yield the rows inside the window, newest first."""
        ids = order.between(self.low, self.high, both=(False, False))
        return (row for row in (table[id_] for id_ in ids) if self._in_time(row))

    def of(self, rows: Iterable[R]) -> list[R]:
        """Return the rows that are inside the window, newest first."""
        low = float("-inf") if self.low is None else self.low
        high = float("inf") if self.high is None else self.high
        inside = (row for row in rows if low < newest_first(row.id) < high and self._in_time(row))
        return sorted(inside, key=lambda row: newest_first(row.id))

    def _in_time(self, row: R) -> bool:
        return (self.after is None or row.at > self.after) and (self.before is None or row.at < self.before)


def _end(parameters: Parameters, name: str, seconds_more: int) -> tuple[int | None, int | None]:
    """Return a bound as the number of an id, and as a moment if the bound is a date."""
    text = parameters.text(name)
    if not text or text == "null":
        return None, None
    if ID.fullmatch(text):
        return int(text, 16), None
    try:
        date = moment(text)
    except (ValueError, OverflowError):
        raise bad(name) from None
    border = (max(date, 0) // 1000 + seconds_more) << _BELOW_THE_TIME
    return border if seconds_more else border - 1, date


def of_types(actions: Iterable[Action], wanted: Collection[str]) -> Iterator[Action]:
    """Yield the actions of some types; `updateCard:idList` also names the changed property (spec)."""
    for action in actions:
        old = action.data.get("old", ())
        if action.type in wanted or (old and any(f"{action.type}:{name}" in wanted for name in old)):
            yield action


def _named(action: Action) -> set[str]:
    """Return the ids of all objects that an action names, deleted ones included."""
    inside = (value["id"] for value in action.data.values() if isinstance(value, Mapping) and "id" in value)
    return {*action.models, action.member, *inside}


def page_of_actions(
    parameters: Parameters,
    order: Index[str],
    table: Mapping[str, Action],
    *,
    wanted: Collection[str],
    sees: Callable[[Action], bool],
    prefix: str = "",
    last_page: int = MOST,
) -> list[Action]:
    """Return the page of actions that a reader asks for."""
    limit = parameters.whole(f"{prefix}limit", 50, MOST)
    skip = limit * parameters.whole(f"{prefix}page", 0, last_page)
    found = Window.requested(parameters, prefix).over(order, table)
    if "all" not in wanted:
        found = of_types(found, wanted)
    if models := parameters.words(f"{prefix}idModels"):
        found = (one for one in found if not _named(one).isdisjoint(models))
    found = filter(sees, found)
    return list(islice(found, skip, skip + limit))
