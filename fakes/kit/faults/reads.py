"""The faults of reads: an answer is in order and yet not true."""

from __future__ import annotations

from collections.abc import Iterable

import orjson

from syncproof.fakes.kit.faults.exchange import Answer, Exchange
from syncproof.fakes.kit.faults.kinds import READS, fault

_A_MOMENT = 30_000
"""Milliseconds after a write of the SUT's own in which a read may be behind it."""


def _shortened(exchange: Exchange, keep: int) -> Iterable[bytes]:
    answer, wire = exchange.ask(), exchange.fake.wire
    whole = answer.decoded()
    records = (wire.records(whole) or [])[:keep]
    return answer.with_body(orjson.dumps(wire.shortened(whole, records))).send(exchange.start_response)


@fault(
    "empty-list",
    "answer is an empty list",
    strikes="before",
    rule="robust.sporadic-empty",
    methods=READS,
    lasting=False,
    answers="list",
)
def _empty_list(exchange: Exchange) -> Iterable[bytes]:
    """Answer the request for a list as if there were no records, nor a further page."""
    return _shortened(exchange, 0)


@fault(
    "half-list",
    "answer is only half of a list",
    strikes="before",
    rule="robust.sporadic-empty",
    methods=READS,
    lasting=False,
    answers="list",
)
def _half_list(exchange: Exchange) -> Iterable[bytes]:
    """Answer the request for a list without the last half of its records, as if there were no further page."""
    records = exchange.fake.wire.records(exchange.ask().decoded()) or []
    return _shortened(exchange, len(records) // 2)


def _before_own_write(exchange: Exchange) -> Answer | None:
    """Return the answer from before the SUT's latest write, None where that was never or long ago."""
    write, fake = exchange.own_write, exchange.fake
    if write is None or fake.clock.now - write.at > _A_MOMENT:
        return None
    with fake.journal.as_of(write.mark):
        return Answer.of(exchange.app, exchange.environ)


def _is_behind(exchange: Exchange, answer: Answer) -> bool:
    earlier = _before_own_write(exchange)
    return earlier is not None and (earlier.status, earlier.body) != (answer.status, answer.body)


@fault(
    "stale",
    "answer is from before the sync's own last change",
    strikes="before",
    rule="robust.stale-read",
    methods=READS,
    lasting=False,
    fits=_is_behind,
)
def _stale(exchange: Exchange) -> Iterable[bytes]:
    """Answer a read as the system stood just before the last change by the reader, at most half a minute ago."""
    earlier = _before_own_write(exchange) or exchange.ask()
    return earlier.send(exchange.start_response)
