"""The story of one record: its requests and acts in their order, in words, from the lines of the ledger."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import NamedTuple, TypeAlias
from urllib.parse import unquote

from syncproof.ledger import (
    By,
    Call,
    Created,
    Deleted,
    Event,
    Lacked,
    Marked,
    Ref,
    Refused,
    Reported,
    Updated,
    Values,
)
from syncproof.quoting import quoted, quoted_apart

_LONGEST = 200
"""Characters of a value that are shown."""
_ACTORS = {By.USER: "A user", By.SUT: "The sync", By.HARNESS: "The harness"}

_OfRecord: TypeAlias = Created | Updated | Deleted | Refused | Reported | Lacked


class Act(NamedTuple):
    """Something that happened to a record, or a request about the record."""

    line: int
    """The first line of the ledger on the act."""
    at: int
    by: By
    text: str
    changed: tuple[str, ...] = ()
    """What changed, a line for each property."""
    request: str = ""
    """The request by which it happened, `` where a person did it in the system's own screens."""
    trouble: str = ""
    """What went wrong with the request."""
    times: int = 1
    """How many requests like this one followed one another."""


def story(events: Iterable[Event], ref: Ref) -> list[Act]:
    """Return the story of a record among all events; reads that follow one another are one act."""
    acts: list[Act] = []
    for act in _acts(events, ref):
        last = acts[-1] if acts else None
        if last and act.text == last.text and _is_plain_read(act) and _is_plain_read(last):
            acts[-1] = last._replace(times=last.times + 1)
        else:
            acts.append(act)
    return acts


def _is_plain_read(act: Act) -> bool:
    return act.request.startswith("GET ") and not (act.trouble or act.changed)


def _acts(events: Iterable[Event], ref: Ref) -> Iterator[Act]:
    # A system notes what a request changed before the request itself.
    held: list[_OfRecord] = []
    for event in events:
        match event:
            case Call():
                # The record's own path, or one that names the record, such as the cards of a list.
                if event.system == ref.system and (held or _names(event.path, ref.record)):
                    yield _requested(event, held)
                    held = []
            case Marked():
                yield Act(event.line, event.at, event.by, f"The harness {event.what}")
            case _ if _is_of(event.ref, ref) and event.by is By.SUT and not isinstance(event, Reported):
                held.append(event)
            case _ if _is_of(event.ref, ref):
                yield _by_hand(event)


def _is_of(one: Ref, other: Ref) -> bool:
    return (one.system, one.datatype, one.record) == (other.system, other.datatype, other.record)


def _names(path: str, record: str) -> bool:
    """Whether a path, or its query, names a record."""
    if record not in path and "%" not in path:
        return False
    place, _, query = path.partition("?")
    values = (value for pair in query.split("&") for value in pair.partition("=")[2].split(","))
    return record in map(unquote, (*place.split("/"), *values))


def _by_hand(event: _OfRecord) -> Act:
    what, changed = _deed([event])
    return Act(event.line, event.at, event.by, f"{_ACTORS[event.by]} {what}", changed)


def _requested(call: Call, held: Sequence[_OfRecord]) -> Act:
    actor, request = _ACTORS[call.by], f"{call.method} {call.path}"
    line = held[0].line if held else call.line
    if held:
        what, changed = _deed(held)
    else:
        reads = call.method in {"GET", "HEAD", "OPTIONS"}
        what = "read the record" if reads else f"sent {call.method}, and nothing of the record changed"
        changed = ()
    return Act(line, call.at, call.by, f"{actor} {what}", changed, request, _trouble(call))


def _trouble(call: Call) -> str:
    """Return what went wrong with a request, in words."""
    fault = f"the planted fault {call.fault}" if call.fault else ""
    if not call.status:
        lost = "the answer never reached the sync"
        return f"{lost}: {fault}" if fault else lost
    if call.status >= 400:  # noqa: PLR2004 - an error of HTTP's
        reason = f", {call.reason}" if call.reason else ""
        return f"answered {call.status}{reason}{f': {fault}' if fault else ''}"
    return fault and f"answered {call.status}: {fault}"


def _deed(held: Sequence[_OfRecord]) -> tuple[str, tuple[str, ...]]:
    """Return what happened, in words, and a line for each property that changed."""
    words: list[str] = []
    changed: list[str] = []
    for event in held:
        match event:
            case Created():
                words.append("created the record")
                changed += _held(event.values)
            case Updated():
                words.append(f"changed {_listed(list(event.after))}")
                changed += [
                    f"{name}: {' → '.join(quoted_apart([event.before.get(name), value], _LONGEST))}"
                    for name, value in event.after.items()
                ]
            case Deleted():
                words.append("deleted the record")
            case Refused():
                words.append(f"gave {event.property} a value that {event.ref.system} refused")
                changed.append(f"{event.property}: {quoted(event.value, _LONGEST)} refused, {event.reason}")
            case Reported():
                words.append(f"reported {event.property or 'the record'}: {event.reason}")
            case Lacked():
                words.append(f"could not have {event.property or 'the record'}: {event.capability} is off")
    return _listed(list(dict.fromkeys(words))), tuple(changed)


def _held(values: Values) -> list[str]:
    return [f"{name}: {quoted(value, _LONGEST)}" for name, value in values.items() if value not in (None, "")]


def _listed(words: list[str]) -> str:
    *first, last = words
    return f"{', '.join(first)} and {last}" if first else last
