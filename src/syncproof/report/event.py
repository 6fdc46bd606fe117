"""A ledger line as a sentence."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import UTC, datetime

from syncproof import quoting
from syncproof.ledger import By, Call, Created, Deleted, Event, Lacked, Marked, Refused, Reported, Updated, Value

_ACTORS = {By.USER: "a user", By.SUT: "the sync", By.HARNESS: "the harness"}
_LONGEST = 32
_MOST = 3
"""This many values are enough to recognise a new record."""


def as_text(event: Event, matters: Callable[[str], bool] = lambda _: True) -> str:
    """Return `line time: who did what`, a value cut at 32 characters.

    Of the properties, those that matter come first; of a new record, after its first one, by which people know it.
    """
    at = datetime.fromtimestamp(event.at / 1000, UTC)
    return f"{event.line} {at:%H:%M:%S}: {_sentence(event, matters)}"


def quoted(value: Value) -> str:
    """Return a value as it reads in a sentence, cut at 32 characters."""
    return quoting.quoted(value, _LONGEST)


def quoted_apart(values: Sequence[Value]) -> list[str]:
    """Return values as they read in a sentence; where long ones begin alike, what differs is shown."""
    return quoting.quoted_apart(values, _LONGEST)


def _sentence(event: Event, matters: Callable[[str], bool]) -> str:  # noqa: PLR0911 - a sentence a kind of event
    actor = _ACTORS[event.by]
    match event:
        case Call():
            fault = f" ({event.fault})" if event.fault else ""
            answer = f"{event.status or 'never'}{fault}{f': {event.reason}' if event.reason else ''}"
            return f"{actor}: {event.method} {event.path} to {event.system}, answered {answer}"
        case Created():
            held = {name: value for name, value in event.values.items() if value not in (None, "")}
            shown = list(dict.fromkeys([*list(held)[:1], *sorted(held, key=lambda name: not matters(name))]))[:_MOST]
            texts = ", ".join(f"{name} {quoted(held[name])}" for name in shown)
            return f"{actor} created {event.ref}: {texts}{', …' if len(held) > len(shown) else ''}"
        case Updated():
            changes = ", ".join(
                f"{name} {' → '.join(quoted_apart([event.before.get(name), after]))}"
                for name, after in sorted(event.after.items(), key=lambda each: not matters(each[0]))
            )
            return f"{actor} changed {event.ref}: {changes}"
        case Deleted():
            return f"{actor} deleted {event.ref}"
        case Refused():
            return f"{event.ref} refused {event.property} {quoted(event.value)} from {actor}: {event.reason}"
        case Reported():
            return f"{actor} reported {event.ref}, {event.property or 'as a whole'}: {event.reason}"
        case Lacked():
            return f"{event.ref} withheld {event.property or 'a place'} from {actor}: {event.capability} is off"
        case Marked():
            return event.what
