"""The faults in which a system refuses for a moment, in its own words, what it would take otherwise."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from http import HTTPStatus
from typing import Annotated

from syncproof.fakes.kit.faults.exchange import Exchange
from syncproof.fakes.kit.faults.kinds import REQUESTS, WRITES, Between, fault
from syncproof.fakes.kit.wire import NO_HEADERS, PLAIN

_ERROR_PAGE = """\
<html>
<head><title>502 Bad Gateway</title></head>
<body>
<center><h1>502 Bad Gateway</h1></center>
<hr><center>nginx</center>
</body>
</html>
""".replace("\n", "\r\n")
"""What nginx answers in front of a service that is down."""


@fault("status", "answer is an error", strikes="before", rule="robust.server-error")
def _status(
    exchange: Exchange,
    *,
    status: Annotated[int, Between(200, 599)] = 503,
    body: str = "",
    headers: Mapping[str, str] = NO_HEADERS,
) -> Iterable[bytes]:
    """Answer with `status` (503), `body` and `headers`; the system never sees the request."""
    return exchange.answer(status, body.encode(), PLAIN, headers)


@fault("server-error", "answer is an internal error", strikes="before", rule="robust.server-error")
def _server_error(exchange: Exchange) -> Iterable[bytes]:
    """Answer 500 in the system's own words; the request has no effect."""
    return exchange.refuse(HTTPStatus.INTERNAL_SERVER_ERROR)


@fault("bad-gateway", "answer is a gateway's error page", strikes="before", rule="robust.server-error")
def _bad_gateway(exchange: Exchange) -> Iterable[bytes]:
    """Answer 502 with a page in HTML, as a gateway does; the system never sees the request."""
    return exchange.answer(502, _ERROR_PAGE.encode(), "text/html")


@fault("rate-limit", "answer says how long to wait", strikes="before", rule="robust.rate-limit")
def _rate_limit(exchange: Exchange, *, seconds: Annotated[int, Between(1, 3600)] = 2) -> Iterable[bytes]:
    """Answer 429 with a Retry-After of `seconds` (2); the system never sees the request."""
    return exchange.refuse(HTTPStatus.TOO_MANY_REQUESTS, {"Retry-After": str(seconds)})


@fault("rate-limit-bare", "answer asks to wait, but not how long", strikes="before", rule="robust.rate-limit")
def _rate_limit_bare(exchange: Exchange) -> Iterable[bytes]:
    """Answer 429 without a Retry-After; the system never sees the request."""
    return exchange.refuse(HTTPStatus.TOO_MANY_REQUESTS)


@fault("rate-limit-window", "answer closes a whole window", strikes="before", rule="robust.rate-limit", lasting=False)
def _rate_limit_window(exchange: Exchange, *, seconds: Annotated[int, Between(1, 3600)] = 10) -> Iterable[bytes]:
    """Answer 429 until `seconds` (10) have passed on the clock, whoever asks; with Retry-After if the API has it."""
    clock = exchange.fake.clock

    def answer(each: Exchange) -> Iterable[bytes]:
        left = -(-(exchange.limit.until - clock.now) // 1000)
        return each.refuse(
            HTTPStatus.TOO_MANY_REQUESTS, {"Retry-After": str(left)} if each.fake.wire.says_when else NO_HEADERS
        )

    exchange.limit.begin(clock.now + seconds * 1000, answer)
    return answer(exchange)


@fault("unauthorised", "answer refuses the credentials", strikes="before", rule="robust.unauthorised")
def _unauthorised(exchange: Exchange) -> Iterable[bytes]:
    """Answer 401 in the system's own words, although the credentials are good; the request has no effect."""
    return exchange.refuse(HTTPStatus.UNAUTHORIZED)


@fault("forbidden", "answer forbids the request", strikes="before", rule="robust.unauthorised")
def _forbidden(exchange: Exchange) -> Iterable[bytes]:
    """Answer 403 in the system's own words; the request has no effect."""
    return exchange.refuse(HTTPStatus.FORBIDDEN)


@fault(
    "not-found",
    "answer denies a record that is there",
    strikes="before",
    rule="robust.transient-refusal",
    methods=REQUESTS - {"POST", "HEAD"},
    lasting=False,
    answers="record",
)
def _not_found(exchange: Exchange) -> Iterable[bytes]:
    """Answer 404 in the system's own words to a request for a record that is there; the request has no effect."""
    return exchange.refuse(HTTPStatus.NOT_FOUND)


@fault(
    "conflict",
    "answer is a conflict of the moment",
    strikes="before",
    rule="robust.transient-refusal",
    methods=WRITES - {"POST"},
    lasting=False,
    answers="record",
)
def _conflict(exchange: Exchange) -> Iterable[bytes]:
    """Answer 409 in the system's own words to the change of a record, which stays as it is."""
    return exchange.refuse(HTTPStatus.CONFLICT)


@fault(
    "locked",
    "answer says that the record is locked",
    strikes="before",
    rule="robust.transient-refusal",
    methods=WRITES - {"POST"},
    answers="record",
)
def _locked(exchange: Exchange) -> Iterable[bytes]:
    """Answer 423 in the system's own words to the change of a record, which stays as it is."""
    return exchange.refuse(HTTPStatus.LOCKED)
