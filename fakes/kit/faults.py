"""Faults: trouble with an answer, planted ahead. `FAULTS` is the one list, and a new fault is one decorated function.

A fault wraps a system's application, so the systems know nothing of it. Its keyword parameters are what can be chosen
about it: the control API reads them, and stories and sweeps give them by name.
"""

from __future__ import annotations

import inspect
from collections.abc import Callable, Iterable, Mapping
from fnmatch import fnmatchcase
from types import MappingProxyType
from typing import Annotated, Any, Literal, NamedTuple, TypeAlias, get_type_hints
from wsgiref.types import StartResponse, WSGIApplication, WSGIEnvironment

from falcon import code_to_http_status

from syncproof.fakes.kit.web import Question

WAITED = "syncproof.waited"
"""The key of a WSGI environment that says that a slow request has waited already."""
BODILESS = frozenset({204, 304})
"""Statuses whose answers end with their headers."""
WRITES = frozenset({"POST", "PUT", "PATCH", "DELETE"})
REQUESTS = WRITES | {"GET", "HEAD"}

_NONE: Mapping[str, Any] = MappingProxyType({})


class Fault(NamedTuple):
    """Meets the next `times` requests of a method ('': any) whose path fits a pattern such as `/1/*`, query apart."""

    kind: str
    """A name in `FAULTS`."""
    method: str = ""
    path: str = "*"
    times: int = 1
    parameters: Mapping[str, Any] = _NONE
    """Those that the kind declares, by name; a parameter left out has its default."""


class Exchange(NamedTuple):
    """A request on its way to a system: the application, and what WSGI calls an application with."""

    app: WSGIApplication
    environ: WSGIEnvironment
    start_response: StartResponse


class Disconnected(ConnectionError):  # noqa: N818 - what happens to a caller, named as it is
    """The connection ends here, without an answer."""


class Slow(Exception):  # noqa: N818 - an answer that comes later, not an error
    """The caller of the application waits so many seconds, and calls again with `WAITED` in the environment."""

    def __init__(self, seconds: float) -> None:
        super().__init__(seconds)
        self.seconds = seconds


Happening: TypeAlias = Callable[..., Iterable[bytes]]
"""Does to an `Exchange` what a fault does, given the parameters by name. Raises Disconnected or Slow."""


class Between(NamedTuple):
    """The bounds of a number; both belong to it."""

    least: float
    most: float


class Parameter(NamedTuple):
    """Something that can be chosen about a fault; `default` None: the parameter must be given."""

    type: Any
    default: Any
    bounds: Between | None


class FaultKind(NamedTuple):
    """A row of the list: how a fault is called, when it strikes, and what can be chosen about it."""

    name: str
    plain: str
    """The words of a story: "Trello's next answer is lost"."""
    strikes: Literal["before", "after"]
    """Whether the fault strikes before the effect of a request, so that there is none, or after it."""
    methods: frozenset[str]
    """The requests on which the fault makes sense, and differs from every other kind."""
    happen: Happening
    parameters: Mapping[str, Parameter]
    rule: str = "robust.server-error"
    lasting: bool = True
    answers: str = "any"

    @property
    def does(self) -> str:
        """One sentence on the effect of the fault; docs/control.md has the same."""
        return inspect.getdoc(self.happen) or ""


FAULTS: dict[str, FaultKind] = {}
"""Every kind of fault by its name."""


def fault(
    name: str, plain: str, *, strikes: Literal["before", "after"], methods: frozenset[str] = REQUESTS
) -> Callable[[Happening], Happening]:
    """Add a kind of fault to the list: what happens is the function, its keyword parameters are the fault's."""

    def declare(happen: Happening) -> Happening:
        FAULTS[name] = FaultKind(name, plain, strikes, methods, happen, _parameters(happen))
        return happen

    return declare


def _parameters(happen: Happening) -> Mapping[str, Parameter]:
    types, annotations = get_type_hints(happen), get_type_hints(happen, include_extras=True)
    found = {}
    for name, each in inspect.signature(happen).parameters.items():
        if each.kind is each.KEYWORD_ONLY:
            default = None if each.default is each.empty else each.default
            bounds = next(iter(getattr(annotations[name], "__metadata__", ())), None)
            found[name] = Parameter(types[name], default, bounds)
    return found


@fault("status", "answer is an error", strikes="before")
def _status(
    exchange: Exchange,
    *,
    status: Annotated[int, Between(200, 599)] = 503,
    body: str = "",
    headers: Mapping[str, str] = _NONE,
) -> Iterable[bytes]:
    """Answer with `status` (503), `body` and `headers`; the system never sees the request."""
    content = body.encode()
    given = {name.lower() for name in headers}
    usual = {"content-type": "text/plain; charset=utf-8", "content-length": str(len(content))}
    if status in BODILESS:
        usual = {}
    sent = [*headers.items(), *((name, value) for name, value in usual.items() if name not in given)]
    exchange.start_response(code_to_http_status(status), sent)
    return [content]


@fault("refused", "request does not arrive", strikes="before")
def _refused(_: Exchange) -> Iterable[bytes]:
    """End the connection before the system sees the request."""
    raise Disconnected("the connection ended before the request arrived")


# A read without an answer has no effect: that is `refused`.
@fault("lost", "answer is lost", strikes="after", methods=WRITES)
def _lost(exchange: Exchange) -> Iterable[bytes]:
    """Let the system do as asked, and end the connection before the answer arrives."""
    exchange.app(exchange.environ, lambda *_: lambda _: None)
    raise Disconnected("the connection ended before the answer arrived")


@fault("slow", "answer is late", strikes="before")
def _slow(_: Exchange, *, seconds: Annotated[float, Between(0, 3600)]) -> Iterable[bytes]:
    """Wait for `seconds` before the system sees the request."""
    raise Slow(seconds)


@fault("cut", "answer breaks off", strikes="after")
def _cut(exchange: Exchange) -> Iterable[bytes]:
    """Let the system do as asked, and only half of the answer's body arrive."""
    status, headers = "", list[tuple[str, str]]()

    def start(line: str, sent: list[tuple[str, str]], *_: object) -> Callable[[bytes], object]:
        nonlocal status
        status = line
        headers.extend((name, value) for name, value in sent if name.lower() != "content-length")
        return lambda _: None

    body = b"".join(exchange.app(exchange.environ, start))
    half = body[: len(body) // 2]
    # The length says so too: it is the sender that broke off, not the connection.
    exchange.start_response(status, [*headers, ("content-length", str(len(half)))])
    return [half]


def check(fault: Fault) -> None:
    """Raise ValueError where no such fault can strike: unknown kind or parameter, or a parameter is missing."""
    if fault.kind not in FAULTS:
        raise ValueError(f"no such kind of fault: {fault.kind}; there are {', '.join(FAULTS)}")
    parameters = FAULTS[fault.kind].parameters
    if unknown := fault.parameters.keys() - parameters:
        raise ValueError(f"a fault of kind {fault.kind} has no {min(unknown)}")
    for name, each in parameters.items():
        if each.default is None and name not in fault.parameters:
            raise ValueError(f"a fault of kind {fault.kind} needs {name}")


class Faults:
    """A WSGI application that answers as another does, except where a planted fault strikes."""

    def __init__(self, app: WSGIApplication) -> None:
        self._app = app
        self.planted: list[Fault] = []

    def plant(self, fault: Fault) -> None:
        """Let a fault meet the next requests that it fits. Raises ValueError where no such fault can strike."""
        check(fault)
        self.planted.append(fault)

    def __call__(self, environ: WSGIEnvironment, start_response: StartResponse) -> Iterable[bytes]:
        """Answer a request, or don't. Raises Disconnected or Slow."""
        fault = self._met(environ) if self.planted else None
        if fault is None:
            return self._app(environ, start_response)
        try:
            return FAULTS[fault.kind].happen(Exchange(self._app, environ, start_response), **fault.parameters)
        except Question:
            # The same request comes again, and is the one to meet the fault.
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
