"""The webhook requests of a fake: the fake says what is due when, and never sends anything itself."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import NamedTuple, Protocol


class Delivery(NamedTuple):
    """A request to a webhook's callback; `attempt` counts from 1, `due` is in milliseconds since 1970."""

    number: int
    webhook: str
    url: str
    headers: Mapping[str, str]
    body: bytes
    due: int
    attempt: int = 1
    method: str = "POST"


class Deliveries(Protocol):
    """The deliveries that wait for their time; the sender reports what became of each."""

    def due(self, now: int) -> Sequence[Delivery]:
        """Return the deliveries that are due by now, the longest due first."""

    def next_due(self) -> int | None:
        """Return when the next delivery is due, None if none waits."""

    def done(self, delivery: Delivery, status: int) -> None:
        """Note the status with which a delivery was answered; 0: there was no answer."""
