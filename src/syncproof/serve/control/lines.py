"""A line of the ledger as JSON."""

from __future__ import annotations

from typing import Any

from syncproof.ledger import Event, Ref
from syncproof.report.event import as_text


def line(event: Event) -> dict[str, Any]:
    """Return an event: its kind, its fields, and `text`, which reads as a sentence."""
    held: dict[str, Any] = {"event": type(event).__name__.lower()}
    for name, value in event._asdict().items():
        held[name] = value._asdict() if isinstance(value, Ref) else value
    return held | {"text": as_text(event)}
