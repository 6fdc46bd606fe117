"""What a fake has to tell the outside: it says what and when, and never sends anything itself."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import NamedTuple, Protocol


class Delivery(NamedTuple):
    """A request that somebody outside waits for; `attempt` counts from 1, `due` is in milliseconds since 1970."""

    number: int
    webhook: str
    url: str
    headers: Mapping[str, str]
    body: bytes
    due: int
    attempt: int = 1
    method: str = "POST"


class Deliveries(Protocol):
    """Deliveries that wait for their time; whoever sends them says what became of each."""

    def due(self, now: int) -> Sequence[Delivery]:
        """Return what is to be sent by now, the longest due first."""

    def next_due(self) -> int | None:
        """Return when the next is due, None if nothing waits."""

    def done(self, delivery: Delivery, status: int) -> None:
        """Take note of the status that a delivery was answered with; 0: it was not."""
