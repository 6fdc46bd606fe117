"""A toy fault: one decorated function, as docs/contributing.md says."""

from __future__ import annotations

from collections.abc import Iterable

from syncproof.fakes.kit.faults import WRITES, Exchange, fault


@fault("backwards", "answer is backwards", strikes="after", rule="robust.garbage", methods=WRITES)
def _backwards(exchange: Exchange) -> Iterable[bytes]:
    """Let the system do as asked, and the answer's body arrive backwards."""
    body = b"".join(exchange.app(exchange.environ, exchange.start_response))
    return [body[::-1]]
