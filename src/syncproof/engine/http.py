"""The one seam to HTTP: waits as told, repeats what is safe to, turns answers into values or trouble."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import lru_cache
from typing import Any, ClassVar, NamedTuple, Protocol, TypeAlias, TypeVar
from urllib.parse import urlencode

import httpx
import orjson

from syncproof.engine.trouble import Denied, Failed, GaveUp, Gone, Refused, Stale, Unanswered

T = TypeVar("T")
Json: TypeAlias = Any
"""What a system sent; who decodes it raises ValueError, KeyError or TypeError if it makes no sense."""
Sleep = Callable[[float], None]
Waiting = Callable[[str], None]
"""Is told once when a system falls silent, in a line for whoever sits before the terminal."""

WAITS = (1.0, 2.0, 4.0, 8.0)
"""Seconds to wait before the second, third, … try of what was not answered."""
PATIENCE = 10
"""How many times in a row a system may ask to wait before the pass is given up."""


# A sync asks the same again in every pass, and httpx takes long to read an address.
@lru_cache(maxsize=1024)
def _address(url: str, *params: tuple[str, str | int]) -> httpx.URL:
    return httpx.URL(f"{url}?{urlencode(params)}" if params else url)


class _NoCookies(httpx.Cookies):
    def extract_cookies(self, response: httpx.Response) -> None:
        """Keep none."""


class Client(httpx.Client):
    """A client without cookies: headers sign a request in, and httpx takes longer over its jar than to send."""

    cookies = _NoCookies()  # type: ignore[override]  # nobody sets them


class Access(NamedTuple):
    """Where a system is and how to sign in; no slash at the end of `url`."""

    url: str
    key: str = ""
    token: str = ""

    def __repr__(self) -> str:
        return f"Access({self.url!r})"

    def hide(self, text: str) -> str:
        """Return the text without the secrets, and no longer than a line."""
        for secret in filter(None, (self.key, self.token)):
            text = text.replace(secret, "…")
        return " ".join(text.split())[:200]


class Manners(Protocol):
    """How a system wants to be spoken to."""

    probe: ClassVar[str]
    """What good credentials can always read, for a system that says 401 of a single record too; or ''."""

    @staticmethod
    def headers(access: Access) -> Mapping[str, str]:
        """Return what signs a request in."""

    @staticmethod
    def explain(body: bytes) -> tuple[str, Mapping[str, str]]:
        """Return a refusal's reason, and the reasons by property."""


class Http:
    """The way to one system."""

    def __init__(
        self,
        system: str,
        access: Access,
        manners: type[Manners],
        client: httpx.Client,
        sleep: Sleep,
        waiting: Waiting = lambda _: None,
    ) -> None:
        self.system = system
        self.access = access
        self.manners = manners
        # What the client gives to every request, merged once and not for each.
        self.headers = {**client.headers, **manners.headers(access)}
        self.extensions = {"timeout": client.timeout.as_dict()}
        self.client = client
        self.sleep = sleep
        self.waiting = waiting
        self.silence = 0

    def get(self, path: str, decode: Callable[[Json], T], **params: str | int) -> T:
        """Read; what is not answered is asked again, until a whole round of waits has passed in silence."""
        for wait in WAITS if self.silence <= len(WAITS) else ():
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
        """Ask once; twice if it is denied, which may be for a moment: nothing took effect then."""
        kind = {} if body is None else {"Content-Type": "application/json"}
        request = httpx.Request(
            method,
            _address(self.access.url + path, *(params or {}).items()),
            headers={**self.headers, **kind, **(headers or {})},
            content=None if body is None else orjson.dumps(body),
            extensions=self.extensions,
        )
        try:
            return self._value(self._answer(request), decode)
        except Denied:
            self.sleep(WAITS[0])
            return self._value(self._answer(request), decode)

    def _answer(self, request: httpx.Request) -> httpx.Response:
        for tries in range(PATIENCE):
            try:
                answer = self.client.send(request)
            except httpx.RequestError as error:
                self.silence += 1
                silent = f"no answer ({type(error).__name__})"
                if self.silence == 1:
                    self.waiting(f"waiting for {self.system}: {silent}")
                raise Unanswered(f"{self._name(request)} got {silent}") from error
            self.silence = 0
            if answer.status_code != httpx.codes.TOO_MANY_REQUESTS:
                return answer
            # Nothing took effect.
            seconds = _told(answer.headers, tries)
            if tries == 0:
                self.waiting(f"waiting for {self.system}: it asked to wait {seconds:g} s")
            self.sleep(seconds)
        raise GaveUp(f"{self.system} asked to wait {PATIENCE} times in a row; run again later")

    def _value(self, answer: httpx.Response, decode: Callable[[Json], T]) -> T:
        if not answer.is_success:
            raise self._trouble(answer)
        if "json" not in answer.headers.get("content-type", ""):
            raise Unanswered(f"{self._name(answer.request)} was not answered in JSON")
        try:
            return decode(orjson.loads(answer.content))
        except (ValueError, KeyError, TypeError, AttributeError) as error:
            raise Unanswered(f"{self._name(answer.request)} got an answer that makes no sense") from error

    def _trouble(self, answer: httpx.Response) -> Failed | GaveUp:
        status = answer.status_code
        if status in {401, 403}:
            return self._denied(answer)
        reason, fields = self.manners.explain(answer.content)
        text = self.access.hide(f"{self._name(answer.request)} got {status}: {reason or 'no reason given'}")
        if status in {404, 410}:
            return Gone(text)
        if status in {409, 412}:
            return Stale(text)
        if status in {400, 413, 414, 422}:
            fields = {name: self.access.hide(why) for name, why in fields.items()}
            return Refused(self.access.hide(reason), fields)
        return Unanswered(text) if status >= httpx.codes.INTERNAL_SERVER_ERROR else Failed(text)

    def _denied(self, answer: httpx.Response) -> Failed | GaveUp:
        probe = self.manners.probe
        if probe and not answer.request.url.path.endswith(probe):
            self.get(probe, dict)  # gives up, if it is the credentials
            return Denied(self.access.hide(f"{self._name(answer.request)} got {answer.status_code}: {answer.text}"))
        status = f"{answer.status_code} {answer.reason_phrase}"
        return GaveUp(f"{self.system} does not let us in ({status}); check its credentials and run again")

    def _name(self, request: httpx.Request) -> str:
        return f"{self.system}: {request.method} {request.url.path}"


def _told(headers: httpx.Headers, tries: int) -> float:
    """Return the seconds to wait: as the system says, or longer every time."""
    told = headers.get("retry-after", "")
    if told.isdigit() and int(told):
        return float(told)
    window = headers.get("x-rate-limit-api-token-interval-ms", "")
    if window.isdigit():
        return int(window) / 1000
    return float(2**tries)
