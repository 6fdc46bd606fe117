"""A ledger line in words."""

from __future__ import annotations

from datetime import UTC, datetime

from syncproof import ledger
from syncproof.ledger import By, Call, Created, Deleted, Event, Lacked, Marked, Refused, Reported, Updated, Value

_WHO = {By.USER: "a user", By.SUT: "the sync", By.HARNESS: "the harness"}
_LONGEST = 32
_MOST = 3
"""So many values tell a new record from others."""


def told(event: Event) -> str:
    """Return `line time: who did what`, a value cut at 32 characters."""
    at = datetime.fromtimestamp(event.at / 1000, UTC)
    return f"{event.line} {at:%H:%M:%S}: {_deed(event)}"


def quoted(value: Value) -> str:
    """Return a value as it reads in a sentence, cut at 32 characters."""
    return ledger.quoted(value, _LONGEST)


def _deed(event: Event) -> str:  # noqa: PLR0911 - a sentence a kind of event
    who = _WHO[event.by]
    match event:
        case Call():
            return f"{who}: {event.method} {event.path} to {event.system}, answered {event.status or 'never'}"
        case Created():
            held = [f"{name} {quoted(held)}" for name, held in event.values.items() if held not in (None, "")]
            return f"{who} created {event.ref}: {', '.join(held[:_MOST])}{', …' if len(held) > _MOST else ''}"
        case Updated():
            changes = ", ".join(
                f"{name} {quoted(event.before.get(name))} → {quoted(after)}" for name, after in event.after.items()
            )
            return f"{who} changed {event.ref}: {changes}"
        case Deleted():
            return f"{who} deleted {event.ref}"
        case Refused():
            return f"{event.ref} refused {event.property} {quoted(event.value)} from {who}: {event.reason}"
        case Reported():
            return f"{who} reported {event.ref}, {event.property or 'as a whole'}: {event.reason}"
        case Lacked():
            return f"{event.ref} withheld {event.property or 'a place'} from {who}: {event.capability} is off"
        case Marked():
            return event.what
