"""Trouble with an answer, planted ahead: which requests it meets, and what becomes of their answers."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from fnmatch import fnmatchcase
from typing import Literal, NamedTuple, TypeAlias, get_args
from wsgiref.types import StartResponse, WSGIApplication, WSGIEnvironment

from falcon import code_to_http_status

from syncproof.fakes.kit.web import Question

Kind: TypeAlias = Literal["status", "refused", "lost", "slow", "cut"]
KINDS: tuple[Kind, ...] = get_args(Kind)
"""What can happen to a request.

- `status`: it is answered with a status and a body of the fault's, and the system never sees it.
- `refused`: the connection ends before the system sees it.
- `lost`: the system does as asked, and the connection ends before the answer arrives.
- `slow`: it waits for some seconds before the system sees it.
- `cut`: the system does as asked, and only half of its answer's body arrives.
"""

WAITED = "syncproof.waited"
"""The key of a WSGI environment that says that a slow request has waited already."""


class Fault(NamedTuple):
    """Meets the next `times` requests of a method ('': any) whose path fits a pattern such as `/1/*`, query apart."""

    kind: Kind
    method: str = ""
    path: str = "*"
    times: int = 1
    status: int = 503
    body: str = ""
    headers: tuple[tuple[str, str], ...] = ()
    seconds: float = 0.0


class Disconnected(ConnectionError):  # noqa: N818 - what happens to a caller, named as it is
    """The connection ends here, without an answer."""


class Slow(Exception):  # noqa: N818 - an answer that comes later, not an error
    """Whoever opened the door waits so many seconds, and asks again with `WAITED` in the environment."""

    def __init__(self, seconds: float) -> None:
        super().__init__(seconds)
        self.seconds = seconds


_BODILESS = frozenset({204, 304})
"""Statuses whose answers end with their headers."""


class Faults:
    """A WSGI application that answers as another does, but for the faults planted."""

    def __init__(self, app: WSGIApplication) -> None:
        self._app = app
        self.planted: list[Fault] = []

    def plant(self, fault: Fault) -> None:
        """Let a fault meet the next requests that it fits."""
        self.planted.append(fault)

    def __call__(self, environ: WSGIEnvironment, start_response: StartResponse) -> Iterable[bytes]:
        """Answer a request, or don't. Raises Disconnected or Slow."""
        fault = self._met(environ)
        if fault is None:
            return self._app(environ, start_response)
        try:
            return _HAPPENS[fault.kind](fault, self._app, environ, start_response)
        except Question:
            # The same request comes again, and is the one to meet it.
            self.planted.insert(0, fault._replace(times=1))
            raise

    def _met(self, environ: WSGIEnvironment) -> Fault | None:
        if environ.get(WAITED):
            return None
        method, path = environ["REQUEST_METHOD"], environ["PATH_INFO"]
        for place, fault in enumerate(self.planted):
            if fault.method in {"", method} and fnmatchcase(path, fault.path):
                if fault.times > 1:
                    self.planted[place] = fault._replace(times=fault.times - 1)
                else:
                    del self.planted[place]
                return fault
        return None


Happening: TypeAlias = Callable[[Fault, WSGIApplication, WSGIEnvironment, StartResponse], Iterable[bytes]]


def _status(fault: Fault, _: WSGIApplication, __: WSGIEnvironment, start_response: StartResponse) -> Iterable[bytes]:
    body = fault.body.encode()
    given = {name.lower() for name, _ in fault.headers}
    usual = {"content-type": "text/plain; charset=utf-8", "content-length": str(len(body))}
    if fault.status in _BODILESS:
        usual = {}
    headers = [*fault.headers, *((name, value) for name, value in usual.items() if name not in given)]
    start_response(code_to_http_status(fault.status), headers)
    return [body]


def _refused(*_: object) -> Iterable[bytes]:
    raise Disconnected("the connection ended before the request arrived")


def _lost(_: Fault, app: WSGIApplication, environ: WSGIEnvironment, __: StartResponse) -> Iterable[bytes]:
    app(environ, lambda *_: lambda _: None)
    raise Disconnected("the connection ended before the answer arrived")


def _slow(fault: Fault, *_: object) -> Iterable[bytes]:
    raise Slow(fault.seconds)


def _cut(_: Fault, app: WSGIApplication, environ: WSGIEnvironment, start_response: StartResponse) -> Iterable[bytes]:
    status, headers = "", list[tuple[str, str]]()

    def start(line: str, sent: list[tuple[str, str]], *_: object) -> Callable[[bytes], object]:
        nonlocal status
        status = line
        headers.extend((name, value) for name, value in sent if name.lower() != "content-length")
        return lambda _: None

    body = b"".join(app(environ, start))
    half = body[: len(body) // 2]
    # The length says so too: it is the sender that broke off, not the connection.
    start_response(status, [*headers, ("content-length", str(len(half)))])
    return [half]


_HAPPENS: dict[Kind, Happening] = {"status": _status, "refused": _refused, "lost": _lost, "slow": _slow, "cut": _cut}
