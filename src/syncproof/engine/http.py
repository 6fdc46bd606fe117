"""The seam to HTTP: signs requests, backs off, retries what is idempotent, turns answers into values or failures."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import lru_cache
from typing import Any, NamedTuple, Protocol, TypeAlias, TypeVar
from urllib.parse import urlencode

import httpx
import orjson

from syncproof.engine.failures import (
    GaveUp,
    NoAccess,
    NotSent,
    RefusedError,
    SyncFailure,
    Unanswered,
    VersionConflict,
    failure_of,
)

T = TypeVar("T")
Json: TypeAlias = Any
"""Decoded JSON of any shape; a decoder raises ValueError, KeyError or TypeError for a shape that makes no sense."""
Sleep = Callable[[float], None]
OnWait = Callable[[str], None]
"""Takes a line for the terminal when the sync begins to wait for a system."""

BACKOFF = (1.0, 2.0, 4.0, 8.0)
"""Seconds to wait before the second, third, … try of an unanswered request: exponential backoff."""
MAX_RATE_LIMITS = 10
"""How many times in a row a system may ask to wait before the pass is given up."""


# A sync sends the same requests in every pass, and httpx takes long to parse an address.
@lru_cache(maxsize=1024)
def _address(url: str, *params: tuple[str, str | int]) -> httpx.URL:
    return httpx.URL(f"{url}?{urlencode(params)}" if params else url)


class Client(httpx.Client):
    """An HTTP client that sends a request and reads the answer: no cookies, redirects, hooks or sign-in of its own.

    `Http` does what a sync needs of these, and all of them together take longer than to send and to read.
    """

    def send(self, request: httpx.Request, **_: Any) -> httpx.Response:  # noqa: ANN401 - of httpx's options, none
        """Return the answer, which is read to its end. Raises httpx.RequestError where there is none."""
        try:
            answer = self._transport_for_url(request.url).handle_request(request)
        except UnicodeError as error:  # a name that no host can have, in an address or as that of a proxy
            raise httpx.ConnectError("no host has such a name", request=request) from error
        answer.request = request
        try:
            answer.read()
        finally:
            answer.close()
        return answer


class Access(NamedTuple):
    """Where a system is and how to sign in; no slash at the end of `url`."""

    url: str
    key: str = ""
    token: str = ""

    def __repr__(self) -> str:
        return f"Access({self.url!r})"

    def hide(self, text: str) -> str:
        """Return the text without secrets, in one line of at most 200 characters."""
        for secret in filter(None, (self.key, self.token)):
            text = text.replace(secret, "…")
        return " ".join(text.split())[:200]


class ApiStyle(Protocol):
    """The conventions of a system's API: how requests are signed in, how refusals are worded."""

    @staticmethod
    def headers(access: Access) -> Mapping[str, str]:
        """Return the headers that sign a request in."""

    @staticmethod
    def explain(body: bytes) -> tuple[str, Mapping[str, str]]:
        """Return a refusal's reason, and the reasons by property."""

    @staticmethod
    def denial(reason: str) -> type[SyncFailure]:
        """Return the failure that a 401 or 403 with this reason stands for: NoAccess where in doubt."""


class Http:
    """The way to one system."""

    def __init__(
        self,
        system: str,
        access: Access,
        style: type[ApiStyle],
        client: httpx.Client,
        sleep: Sleep,
        on_wait: OnWait = lambda _: None,
    ) -> None:
        self.system = system
        self.access = access
        self.style = style
        # The client's own headers and timeout, merged and encoded once and not for each request.
        host = _address(access.url).netloc.decode("ascii")
        self.headers = httpx.Headers({"Host": host, **client.headers, **style.headers(access)})
        self.extensions = {"timeout": client.timeout.as_dict()}
        self.client = client
        self.sleep = sleep
        self.on_wait = on_wait
        self.unanswered = 0
        """Requests in a row without an answer."""

    def get(self, path: str, decode: Callable[[Json], T], **params: str | int) -> T:
        """Read, with retries; after one whole round of backoff without an answer, later reads are tried once only."""
        for wait in BACKOFF if self.unanswered <= len(BACKOFF) else ():
            try:
                return self.send("GET", path, decode, params=params)
            except Unanswered:
                self.sleep(wait)
        return self.send("GET", path, decode, params=params)

    def send(
        self,
        method: str,
        path: str,
        decode: Callable[[Json], T],
        *,
        params: Mapping[str, str | int] | None = None,
        body: Mapping[str, Any] | None = None,
        headers: Mapping[str, str] | None = None,
    ) -> T:
        """Send a request, again only where the system asks to wait."""
        content = b"" if body is None else orjson.dumps(body)
        described = {} if body is None else {"Content-Type": "application/json"}
        sized = {} if method == "GET" else {"Content-Length": str(len(content))}
        # Given a stream and not the content, httpx leaves the headers as they are.
        request = httpx.Request(
            method,
            _address(self.access.url + path, *(params or {}).items()),
            headers=self.headers,
            stream=httpx.ByteStream(content),
            extensions=self.extensions,
        )
        if own := {**described, **sized, **(headers or {})}:
            request.headers.update(own)
        return self._value(self._answer(request), decode)

    def _answer(self, request: httpx.Request) -> httpx.Response:
        for tries in range(MAX_RATE_LIMITS):
            try:
                answer = self.client.send(request)
            except httpx.RequestError as error:
                self.unanswered += 1
                problem = f"no answer ({type(error).__name__})"
                if self.unanswered == 1:
                    self.on_wait(f"waiting for {self.system}: {problem}")
                kind = NotSent if isinstance(error, httpx.ConnectError | httpx.ConnectTimeout) else Unanswered
                raise kind(f"{self._name(request)} got {problem}") from error
            self.unanswered = 0
            if answer.status_code != httpx.codes.TOO_MANY_REQUESTS:
                return answer
            # A rate-limited request took no effect, so even a create may be sent again.
            seconds = _retry_after(answer.headers, tries)
            if tries == 0:
                self.on_wait(f"waiting for {self.system}: it asked to wait {seconds:g} s")
            self.sleep(seconds)
        raise GaveUp(f"{self.system} asked to wait {MAX_RATE_LIMITS} times in a row; run again later")

    def _value(self, answer: httpx.Response, decode: Callable[[Json], T]) -> T:
        if not answer.is_success:
            raise self._failure(answer)
        if "json" not in answer.headers.get("content-type", ""):
            raise Unanswered(f"{self._name(answer.request)} was not answered in JSON")
        try:
            return decode(orjson.loads(answer.content))
        except (ValueError, LookupError, TypeError, AttributeError, OverflowError) as error:
            raise Unanswered(f"{self._name(answer.request)} got an answer that makes no sense") from error

    def _failure(self, answer: httpx.Response) -> SyncFailure:
        kind = failure_of(answer.status_code)
        reason, fields = self.style.explain(answer.content)
        if kind is NoAccess and (kind := self.style.denial(reason)) is NoAccess:
            status = f"{answer.status_code} {answer.reason_phrase}"
            return NoAccess(f"{self.system} does not let us in ({status}); check its credentials and run again")
        if issubclass(kind, RefusedError):
            return kind(self.access.hide(reason), {name: self.access.hide(why) for name, why in fields.items()})
        if kind is VersionConflict and answer.request.method == "GET":
            kind = Unanswered  # a read has no version: the system is busy
        name = self._name(answer.request)
        return kind(self.access.hide(f"{name} got {answer.status_code}: {reason or 'no reason given'}"))

    def _name(self, request: httpx.Request) -> str:
        return f"{self.system}: {request.method} {request.url.path}"


def _retry_after(headers: httpx.Headers, tries: int) -> float:
    """Return the seconds to wait: those that the system names, or else twice as many at every try."""
    seconds = headers.get("retry-after", "")
    if seconds.isdigit() and int(seconds):
        return float(seconds)
    window = headers.get("x-rate-limit-api-token-interval-ms", "")
    if window.isdigit():
        return int(window) / 1000
    return float(2**tries)
