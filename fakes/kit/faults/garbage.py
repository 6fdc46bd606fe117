"""The faults in which an answer comes that is none: broken off, garbled, or in another form than it should have."""

from __future__ import annotations

from collections.abc import Iterable
from http import HTTPStatus

from syncproof.fakes.kit.faults.exchange import Exchange
from syncproof.fakes.kit.faults.kinds import WRITES, fault

_PAGE = b"<!doctype html>\n<title>Maintenance</title>\n<p>We will be back in a minute.</p>\n"
_WARNING = b'<br />\n<b>Warning</b>:  Undefined array key "tz" in <b>/srv/app/api.php</b> on line <b>212</b><br />\n'
"""What PHP writes above an answer while its errors are displayed."""


@fault("cut", "answer breaks off", strikes="after", rule="robust.garbage")
def _cut(exchange: Exchange) -> Iterable[bytes]:
    """Let the system do as asked, and only half of the answer's body arrive."""
    answer = exchange.ask()
    # The length says so too: it is the sender that broke off, not the connection.
    return answer.with_body(answer.body[: len(answer.body) // 2]).send(exchange.start_response)


@fault("garbled", "answer is not valid JSON", strikes="after", rule="robust.garbage")
def _garbled(exchange: Exchange) -> Iterable[bytes]:
    """Let the system do as asked, and a warning of the server's own stand above the JSON of the answer."""
    answer = exchange.ask()
    return answer.with_body(_WARNING + answer.body).send(exchange.start_response)


@fault("mistyped", "answer calls itself text", strikes="after", rule="robust.garbage")
def _mistyped(exchange: Exchange) -> Iterable[bytes]:
    """Let the system do as asked, and the answer arrive whole, with the content type of plain text."""
    answer = exchange.ask()
    return answer.with_body(answer.body, "text/plain").send(exchange.start_response)


@fault("web-page", "answer is a web page", strikes="before", rule="robust.garbage")
def _web_page(exchange: Exchange) -> Iterable[bytes]:
    """Answer 200 with a page in HTML; the system never sees the request."""
    return exchange.answer(200, _PAGE, "text/html; charset=utf-8")


@fault("error-inside", "answer is a success with an error inside", strikes="before", rule="robust.garbage")
def _error_inside(exchange: Exchange) -> Iterable[bytes]:
    """Answer 200 with an error object in JSON; the request has no effect."""
    body = b'{"error":{"code":"TEMPORARILY_UNAVAILABLE","message":"try again later"}}'
    return exchange.answer(200, body, "application/json")


@fault("redirect", "answer points to another address", strikes="before", rule="robust.garbage")
def _redirect(exchange: Exchange) -> Iterable[bytes]:
    """Answer 302 with a Location on the system's own host where nothing is; the system never sees the request."""
    return exchange.answer(302, headers={"Location": "/login"})


@fault(
    "accepted",
    "answer only says that the request is accepted",
    strikes="after",
    rule="robust.lost-answer",
    methods=WRITES,
)
def _accepted(exchange: Exchange) -> Iterable[bytes]:
    """Let the system do as asked, and answer 202 without a body; a request that it refuses is answered as usual."""
    answer = exchange.ask()
    if answer.status >= HTTPStatus.BAD_REQUEST:
        return answer.send(exchange.start_response)
    return exchange.answer(202)
