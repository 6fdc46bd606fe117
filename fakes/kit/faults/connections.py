"""The faults of connections: no answer comes, or it comes late."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Annotated

from syncproof.fakes.kit.faults.exchange import Answer, Disconnected, Exchange, Silence, Slow
from syncproof.fakes.kit.faults.kinds import READS, WRITES, Between, fault


@fault("refused", "answer is a refused connection", strikes="before", rule="robust.refused")
def _refused(_: Exchange) -> Iterable[bytes]:
    """End the connection before the system sees the request."""
    raise Disconnected("the connection was refused", "refused")


@fault("reset", "answer is a reset connection", strikes="before", rule="robust.reset")
def _reset(_: Exchange) -> Iterable[bytes]:
    """Reset the connection after the request was sent and before the system sees it."""
    raise Disconnected("the connection was reset before the request arrived", "reset")


def _is_later_page(exchange: Exchange, _: Answer) -> bool:
    return exchange.fake.wire.asks_for_later_page(exchange.environ["QUERY_STRING"])


@fault(
    "reset-paging",
    "answer in the middle of paging is a reset connection",
    strikes="before",
    rule="robust.reset",
    methods=READS,
    answers="list",
    fits=_is_later_page,
)
def _reset_paging(_: Exchange) -> Iterable[bytes]:
    """Reset the connection in the middle of paging: at the request for a page after the first."""
    raise Disconnected("the connection was reset between two pages", "reset")


# A read without an answer has no effect: that is `refused`.
@fault("lost", "answer is lost", strikes="after", rule="robust.lost-answer", methods=WRITES)
def _lost(exchange: Exchange) -> Iterable[bytes]:
    """Let the system do as asked, and end the connection before the answer arrives."""
    exchange.ask()
    raise Disconnected("the connection ended before the answer arrived")


@fault("timeout", "answer never comes", strikes="before", rule="robust.timeout")
def _timeout(_: Exchange, *, seconds: Annotated[float, Between(0, 3600)] = 2.0) -> Iterable[bytes]:
    """Keep the client waiting: the system never sees the request. On a port, end the connection after `seconds` (2)."""
    raise Silence(seconds)


@fault(
    "timeout-done",
    "answer never comes, although all was done",
    strikes="after",
    rule="robust.lost-answer",
    methods=WRITES,
)
def _timeout_done(exchange: Exchange, *, seconds: Annotated[float, Between(0, 3600)] = 2.0) -> Iterable[bytes]:
    """Let the system do as asked, and keep the client waiting. On a port, end the connection after `seconds` (2)."""
    exchange.ask()
    raise Silence(seconds)


@fault("slow", "answer is late", strikes="before", rule="robust.slow")
def _slow(_: Exchange, *, seconds: Annotated[float, Between(0, 3600)] = 2.0) -> Iterable[bytes]:
    """Wait for `seconds` (2) before the system sees the request."""
    raise Slow(seconds)
