"""The control API's faults: trouble that is planted for the requests to come."""

from __future__ import annotations

import re
from collections.abc import Mapping
from urllib.parse import urlsplit

import falcon
import orjson

from syncproof.fakes.kit.faults import KINDS, Fault
from syncproof.serve.control.asking import Body, Cannot, asked, known
from syncproof.serve.systems import Systems

_ALWAYS = ("system", "kind", "method", "path", "times")
_ALONE = {"status": ("status", "body", "headers"), "slow": ("seconds",)}
"""What only a fault of that kind has."""

_TOKEN = re.compile(r"[!#$%&'*+.^_`|~0-9A-Za-z-]+")
_LINE = re.compile(r"[\t\x20-\x7e\xa0-\xff]*")
_BESIDE = ("/openapi.json", "/docs")
_BODILESS = frozenset({204, 304})
_FRAMING = frozenset({"connection", "content-length", "transfer-encoding"})


class Trouble:
    """`/faults`."""

    def __init__(self, systems: Systems) -> None:
        self._systems = systems

    def on_get(self, req: falcon.Request, resp: falcon.Response) -> None:
        """Show the faults that have not met their requests yet."""
        asked(req)
        planted = self._systems.faults.items()
        resp.data = orjson.dumps([_shown(name, each) for name, faults in planted for each in faults.planted])

    def on_post(self, req: falcon.Request, resp: falcon.Response) -> None:
        """Plant a fault."""
        body = Body(req, *_ALWAYS, *(key for keys in _ALONE.values() for key in keys))
        system = known("system", body.text("system"), self._systems.faults)
        fault = _fault(body)
        self._may_meet(system, fault)
        self._systems.faults[system].plant(fault)
        resp.data = orjson.dumps(_shown(system, fault))

    def on_delete(self, req: falcon.Request, resp: falcon.Response) -> None:
        """Pull out all faults."""
        Body(req)
        for faults in self._systems.faults.values():
            faults.planted.clear()
        resp.data = b"{}"

    def _may_meet(self, system: str, fault: Fault) -> None:
        """Refuse a fault that no request can meet: paths are whole ones. Raises Cannot."""
        base = urlsplit(self._systems.fakes[system].url).path
        if not fault.path.startswith((base, "*", *_BESIDE)):
            raise Cannot(f"no request of {system} has a path like {fault.path}", f"begin it with {base}, or with *")


def _fault(body: Body) -> Fault:
    kind = known("kind of fault", body.text("kind"), KINDS)
    for other, keys in _ALONE.items():
        for key in keys:
            if kind != other and key in body:
                raise Cannot(f"a fault of kind {kind} has no {key}", f'leave it out, or ask for "kind": "{other}"')
    method, path = body.text("method", "").upper(), body.text("path", "*")
    if method and not _TOKEN.fullmatch(method):
        raise Cannot(f"{method!r} is no method", "send one such as POST; none means any")
    if not path.startswith(("/", "*")):
        raise Cannot(f"no path is like {path!r}", "begin with / or *, as in /1/cards/*")
    status, text = body.whole("status", 503, least=200, most=599), body.text("body", "")
    if text and status in _BODILESS:
        raise Cannot(f"an answer of status {status} has no body", "leave out the body, or send another status")
    return Fault(
        kind=kind,  # type: ignore[arg-type]  # one of them: known says so
        method=method,
        path=path,
        times=body.whole("times", 1, least=1, most=1_000_000),
        status=status,
        body=text,
        headers=tuple(_headers(body.texts("headers")).items()),
        seconds=body.number("seconds", None if kind == "slow" else 0, most=3600),
    )


def _headers(given: Mapping[str, str]) -> Mapping[str, str]:
    """Return headers that are headers: no line of theirs begins another. Raises Cannot."""
    for name, value in given.items():
        if not _TOKEN.fullmatch(name):
            raise Cannot(f"{name!r} is no name of a header", "letters, digits and - make one")
        if not _LINE.fullmatch(value):
            raise Cannot(f"the header {name} has characters that no header can have", "send one line of Latin-1")
        if name.lower() in _FRAMING:
            raise Cannot(f"the header {name} is the server's own", 'leave it out; "kind": "cut" breaks an answer off')
    return given


def _shown(system: str, fault: Fault) -> dict[str, object]:
    held = {"system": system, **fault._asdict(), "headers": dict(fault.headers)}
    return {key: held[key] for key in (*_ALWAYS, *_ALONE.get(fault.kind, ()))}
