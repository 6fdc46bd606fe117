"""A request on its way to a system, the answer that it would have, and the ways in which no answer comes."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from http import HTTPStatus
from typing import Any, Literal, NamedTuple, TypeAlias
from wsgiref.types import StartResponse, WSGIApplication, WSGIEnvironment

import orjson
from falcon import code_to_http_status

from syncproof.fakes.kit.fake import Fake

WAITED = "syncproof.waited"
"""The key of a WSGI environment that says that a slow request has waited already."""
BODILESS = frozenset({204, 304})
"""Statuses whose answers end with their headers."""

How: TypeAlias = Literal["refused", "reset", "ended"]
"""How a connection fails: it is never made, it is reset, or it ends in order."""


class Disconnected(ConnectionError):  # noqa: N818 - what happens to a caller, named as it is
    """The connection ends here, without an answer."""

    def __init__(self, text: str, how: How = "ended") -> None:
        super().__init__(text)
        self.how = how


class Slow(Exception):  # noqa: N818 - an answer that comes later, not an error
    """The caller of the application waits so many seconds, and calls again with `WAITED` in the environment."""

    def __init__(self, seconds: float) -> None:
        super().__init__(seconds)
        self.seconds = seconds


class Silence(Exception):  # noqa: N818 - no answer, not an error
    """No answer comes: the client gives up, or else the connection ends after so many seconds."""

    def __init__(self, seconds: float) -> None:
        super().__init__(seconds)
        self.seconds = seconds


class Held(Exception):  # noqa: N818 - an answer that comes later, not an error
    """The caller of the application waits until `over` is true, and calls again with `WAITED` in the environment."""

    def __init__(self, over: Callable[[], bool]) -> None:
        super().__init__()
        self.over = over


class OwnWrite(NamedTuple):
    """The SUT's latest write that changed something: a mark of the journal from before it, and when it was."""

    mark: int
    at: int


class Exchange(NamedTuple):
    """A request on its way to a system: the application, what WSGI calls an application with, and the system."""

    app: WSGIApplication
    environ: WSGIEnvironment
    start_response: StartResponse
    fake: Fake
    limit: Limit
    own_write: OwnWrite | None
    asked: Answer | None = None
    """The answer of a system that has been asked already."""

    def ask(self) -> Answer:
        """Let the system do as asked, once, and return its answer, which nobody has got yet."""
        return self.asked or Answer.of(self.app, self.environ)

    def answer(
        self, status: int, body: bytes = b"", content_type: str = "", headers: Mapping[str, str] | None = None
    ) -> Iterable[bytes]:
        """Answer the request; given headers replace those that would be sent otherwise."""
        usual = {"content-type": content_type, "content-length": str(len(body))}
        if status in BODILESS:
            usual = {}
        headers = headers or {}
        given = {name.lower() for name in headers}
        sent = [*headers.items(), *((name, value) for name, value in usual.items() if value and name not in given)]
        self.start_response(code_to_http_status(status), sent)
        return [body]

    def refuse(self, status: HTTPStatus, headers: Mapping[str, str] | None = None) -> Iterable[bytes]:
        """Answer as the system's API words a refusal of this status; the system does not see the request."""
        error = self.fake.wire.error(status)
        return self.answer(status, error.body, error.content_type, {**error.headers, **(headers or {})})


class Answer(NamedTuple):
    """An answer of a system, kept from its client so far."""

    status: int
    headers: list[tuple[str, str]]
    body: bytes

    @classmethod
    def of(cls, app: WSGIApplication, environ: WSGIEnvironment) -> Answer:
        """Return an application's answer to a request."""
        status, headers = 0, list[tuple[str, str]]()

        def start(line: str, given: list[tuple[str, str]], *_: object) -> Callable[[bytes], object]:
            nonlocal status, headers
            status, headers = int(line[:3]), given
            return lambda _: None

        body = b"".join(app(environ, start))
        return cls(status, headers, body)

    def decoded(self) -> Any:  # noqa: ANN401 - decoded JSON
        """Return what the body of a success holds as JSON; None where that is nothing."""
        if self.status != HTTPStatus.OK:
            return None
        try:
            return orjson.loads(self.body)
        except orjson.JSONDecodeError:
            return None

    @property
    def is_record(self) -> bool:
        """Whether the answer is one record."""
        answer = self.decoded()
        return isinstance(answer, dict) and "id" in answer

    def with_body(self, body: bytes, content_type: str = "") -> Answer:
        """Return the same answer with another body, whose length the headers tell, and maybe of another type."""
        replaced = {"content-length", "content-type"} if content_type else {"content-length"}
        kept = [(name, value) for name, value in self.headers if name.lower() not in replaced]
        if content_type:
            kept.append(("content-type", content_type))
        return Answer(self.status, [*kept, ("content-length", str(len(body)))], body)

    def send(self, start_response: StartResponse) -> Iterable[bytes]:
        """Let the client have the answer."""
        start_response(code_to_http_status(self.status), self.headers)
        return [self.body]


class Limit:
    """A rate limit that was reached: until it ends by the clock, each request gets the same answer."""

    def __init__(self) -> None:
        self.hammered = 0
        """How many requests came while the limit lasted, the first apart."""
        self.until = 0
        """When the limit ends, in milliseconds since 1970."""
        self._answer: Callable[[Exchange], Iterable[bytes]] | None = None

    def begin(self, until: int, answer: Callable[[Exchange], Iterable[bytes]]) -> None:
        """Let each request have an answer until a moment."""
        self.until, self._answer = until, answer

    def end(self) -> None:
        """Let requests through again, and forget those that came meanwhile."""
        self.until = self.hammered = 0
        self._answer = None

    def meets(self, exchange: Exchange) -> Iterable[bytes] | None:
        """Return the answer to a request that comes too early, None for a request that the system may see."""
        if self._answer is None:
            return None
        if exchange.fake.clock.now >= self.until:
            self._answer = None
            return None
        self.hammered += 1
        return self._answer(exchange)

    @property
    def lasts(self) -> bool:
        """Whether a limit has begun that was not seen to end."""
        return self._answer is not None
