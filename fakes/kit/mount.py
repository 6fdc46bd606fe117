"""The doors: how a request reaches a fake, and is noted in the ledger.

In process through respx, as a plain httpx transport, or behind any WSGI server: it is the same door.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import contextmanager
from http import HTTPStatus
from threading import RLock
from typing import NamedTuple
from urllib.parse import unquote, urlsplit
from wsgiref.types import StartResponse, WSGIEnvironment

import httpx
import orjson
import respx

from syncproof.fakes.kit import outside
from syncproof.fakes.kit.bridge import Bridge
from syncproof.fakes.kit.fake import Fake
from syncproof.fakes.kit.faults import WAITED, Faults, Held, Slow
from syncproof.fakes.kit.web import HEADS, Question
from syncproof.ledger import By

Condition = Callable[[str, str], bool]
"""Whether a request with a method and a path is meant."""

_PEOPLES = frozenset({"/docs", "/favicon.ico"})
"""What only browsers ask for: no sync has sent it."""
_CREDENTIALS = frozenset({"key", "token"})
_LAST_LATIN_1 = "\xff"
_SHORTEST_SECRET = 64
_LONGEST_REASON = 200
"""Characters of a refusal that the ledger keeps."""


class _Interception(NamedTuple):
    when: Condition
    act: Callable[[], None]


class Door:
    """A fake as a WSGI application that notes every request in the ledger, and lets one through at a time.

    A request whose answer never reaches the caller, because of an exception on the way, has status 0 in the ledger.
    """

    faults: Faults
    """The application that answers: the fake's own, except where a planted fault strikes."""
    ask: Callable[[str], int] | None
    """Asks an address outside with HEAD, and returns the status; None: the caller of the door asks, and calls again."""

    broke: Exception | None
    """The defect of ours by which the fake failed to answer, None: it has answered all requests. It is no verdict."""

    def __init__(self, fake: Fake) -> None:
        self.fake = fake
        self.broke = None
        self._inside = fake.app
        self.faults = Faults(self._own, fake)
        self.ask = outside.ask
        self._secrets = tuple(fake.credentials.values())
        self._turn = RLock()
        self._before: list[_Interception] = []
        self._after: list[_Interception] = []

    def intercept(self, when: Condition, act: Callable[[], None], *, after: bool = False) -> None:
        """Let `act` happen once: just before the first request of which `when` is true is answered, or after.

        `when` gets the method, and the path as the ledger has it: with the query, without credentials. It is asked once
        for each request, also of one that comes to the door again after a wait, or after a question outside.
        """
        (self._after if after else self._before).append(_Interception(when, act))

    def withdraw(self, when: Condition) -> None:
        """Forget the interceptions of a condition that have not happened."""
        for planned in (self._before, self._after):
            planned[:] = [each for each in planned if each.when != when]

    @property
    def waits(self) -> bool:
        """Whether an interception has not happened yet."""
        return bool(self._before or self._after)

    def forget(self) -> None:
        """Forget the interceptions that have not happened, faults that have met no request, and what broke."""
        self.broke = None
        self._before.clear()
        self._after.clear()
        self.faults.heal()

    def __call__(self, environ: WSGIEnvironment, start_response: StartResponse) -> Iterable[bytes]:
        """Answer a request as WSGI has it."""
        method = environ["REQUEST_METHOD"]
        path = self._path(environ)
        status, reason = 0, ""
        faults = self.faults

        def start(line: str, *args: object) -> Callable[[bytes], object]:
            nonlocal status
            status = int(line[:3])
            return start_response(line, *args)  # type: ignore[arg-type]  # WSGI's own: headers, maybe exc_info

        with self._turn:
            try:
                if self._before and not (HEADS in environ or WAITED in environ):
                    _meet(self._before, method, path)
                answer = faults(environ, start)
                if status >= HTTPStatus.BAD_REQUEST and isinstance(answer, list):
                    reason = self._beginning(answer)
                if self._after:
                    _meet(self._after, method, path)
            except (Question, Slow, Held) as later:
                if faults.in_hand and not isinstance(later, Question):
                    faults.note(method, path)
                method = ""  # the same request comes again
                raise
            except BaseException:
                status = 0
                raise
            finally:
                # Ledger and clock are read from the fake each time: scenarios swap the ledger and move the clock.
                if method:
                    fake, fault = self.fake, faults.in_hand
                    if fault:
                        faults.note(method, path)
                    by = By.USER if path in _PEOPLES else By.SUT
                    fake.ledger.call(fake.clock.now, by, fake.name, method, path, status, fault, reason)
        return answer

    def _own(self, environ: WSGIEnvironment, start_response: StartResponse) -> Iterable[bytes]:
        try:
            return self._inside(environ, start_response)
        except Question as question:
            if self.ask is None:
                raise
            again = question.again(environ, self.ask(question.url))
        except Exception as error:
            self.broke = self.broke or error
            raise
        return self._own(again, start_response)

    def _beginning(self, answer: list[bytes]) -> str:
        """Return the words of a refusal, in one line and without credentials."""
        body = b"".join(answer)
        try:
            text = ", ".join(_texts(orjson.loads(body)))
        except ValueError:
            text = body.decode("utf-8", "replace")
        for secret in self._secrets:
            text = text.replace(secret, "…")
        return " ".join(text.split())[:_LONGEST_REASON]

    def _path(self, environ: WSGIEnvironment) -> str:
        path: str = environ["PATH_INFO"]
        if not path.isascii() and any(character > _LAST_LATIN_1 for character in path):
            # PEP 3333 wants bytes read as Latin-1; httpx's transport hands over decoded text instead.
            environ["PATH_INFO"] = path.encode("utf-8", "surrogatepass").decode("latin-1")
        query: str = environ.get("QUERY_STRING", "")
        if query:
            if "key" in query or "token" in query or "%" in query:
                query = "&".join(part for part in query.split("&") if not _is_credential(part))
            path = f"{path}?{query}" if query else path
        for secret in self._secrets:
            if secret in path:
                path = path.replace(secret, "…")
        if len(path) > _SHORTEST_SECRET and self.fake.secret_text:
            path = self.fake.secret_text.sub("…", path)
        return path


def _is_credential(part: str) -> bool:
    return unquote(part.partition("=")[0]) in _CREDENTIALS


def _meet(interceptions: list[_Interception], method: str, path: str) -> None:
    for interception in [each for each in interceptions if each.when(method, path)]:
        interceptions.remove(interception)
        interception.act()


class _Router(respx.MockRouter):
    """The way to all doors, by host, and without a memory.

    respx would try route by route, and keep every call for ever: a campaign makes millions.
    """

    def __init__(self, doors: Iterable[Door]) -> None:
        # Patching httpx rather than httpcore below it spares every request two translations.
        super().__init__(assert_all_called=False, assert_all_mocked=True, using="httpx")
        self._bridges = {str(urlsplit(door.fake.url).hostname): _bridge(door) for door in doors}

    def handler(self, request: httpx.Request) -> httpx.Response:
        """Let the door answer; where there is none, respx says so."""
        bridge = self._bridges.get(request.url.host)
        return bridge.handle_request(request) if bridge else super().handler(request)


@contextmanager
def mounted(fakes: Iterable[Fake]) -> Iterator[Mapping[str, Door]]:
    """Put fakes behind their urls for every httpx client of this process; yields their doors by system name.

    A request to any other host raises respx's AllMockedAssertionError: our error, never a vendor's answer.
    """
    doors = {fake.name: Door(fake) for fake in fakes}
    with _Router(doors.values()):
        yield doors


def transport(fake: Fake) -> httpx.BaseTransport:
    """Return a door of the fake's own as an httpx transport, for clients that need no respx."""
    return _bridge(Door(fake))


def _texts(value: object) -> Iterator[str]:
    """Yield the texts in JSON, without the keys: the errors in a list first, and nothing that says no more than them.

    The title of a problem (RFC 9457) says what the status says, and its detail mostly that there are errors.
    """
    match value:
        case str():
            yield value
        case {"detail": str(detail), **others} if "title" in others:
            yield from _texts(others.get("errors"))
            yield detail
        case dict():
            for each in value.values():
                yield from _texts(each)
        case list():
            for each in value:
                yield from _texts(each)
        case _:
            pass


def _bridge(door: Door) -> Bridge:
    return Bridge(door, wait=door.fake.clock.advance)
