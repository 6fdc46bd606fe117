"""The control API's faults: trouble that is planted for the requests to come."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Mapping
from http import HTTPStatus
from typing import Any
from urllib.parse import urlsplit

import falcon
import orjson
from falcon.inspect import inspect_routes

from syncproof.fakes.kit.clock import iso
from syncproof.fakes.kit.fake import Fake
from syncproof.fakes.kit.faults import BODILESS, FAULTS, LASTING, Between, Fault, FaultKind, Parameter, Strike
from syncproof.ledger import Call
from syncproof.serve.control.asking import Body, Cannot, asked, known
from syncproof.serve.systems import Systems

_CHOSEN = ("system", "kind", "method", "path", "times", "skip")
_ALWAYS = ("system", "number", *_CHOSEN[1:])

_MOST = 1000
"""Faults that may wait at a system: each request looks at all of them."""
_LONGEST_PATH = 2000

_PARAMETER = re.compile(r"\{[^}]*\}")
_TOKEN = re.compile(r"[!#$%&'*+.^_`|~0-9A-Za-z-]+")
_LINE = re.compile(r"[\t\x20-\x7e\xa0-\xff]*")
_BESIDE = ("/openapi.json", "/docs")
_FRAMING = frozenset({"connection", "content-length", "transfer-encoding"})


class PlantedFaults:
    """`/faults`: shows, plants and removes faults; below it, their kinds, and the requests that they have met."""

    def __init__(self, systems: Systems) -> None:
        self._systems = systems

    def on_get(self, req: falcon.Request, resp: falcon.Response) -> None:
        """Answer the faults that have not met their requests yet."""
        asked(req)
        shown = [
            _shown(system, number, fault)
            for system, faults in self._systems.faults.items()
            for number, fault in faults.numbered.items()
        ]
        resp.data = orjson.dumps(shown)

    def on_get_struck(self, req: falcon.Request, resp: falcon.Response) -> None:
        """Answer the latest requests that faults have met, oldest first."""
        asked(req)
        struck = [
            self._struck(system, each) for system, faults in self._systems.faults.items() for each in faults.strikes
        ]
        resp.data = orjson.dumps(sorted(struck, key=lambda each: each["at"]))

    def on_get_kinds(self, req: falcon.Request, resp: falcon.Response) -> None:
        """Answer the kinds of faults: what each does, on which methods, and what can be chosen about it."""
        asked(req)
        resp.data = orjson.dumps([_kind(kind) for kind in FAULTS.values()])

    def on_get_paths(self, req: falcon.Request, resp: falcon.Response) -> None:
        """Answer the operations of each system: patterns of paths as a fault has them, each with its methods."""
        asked(req)
        resp.data = orjson.dumps({name: _operations(fake) for name, fake in self._systems.fakes.items()})

    def on_post(self, req: falcon.Request, resp: falcon.Response) -> None:
        """Plant a fault."""
        body = Body(req, *_CHOSEN, *(name for kind in FAULTS.values() for name in kind.parameters))
        system = known("system", body.text("system"), self._systems.faults)
        fault = _fault(body)
        self._may_meet(system, fault)
        if len(self._systems.faults[system].planted) >= _MOST:
            do = "remove them with DELETE /faults, or let one strike several times"
            raise Cannot(f"{_MOST} faults wait at {system} already", do, HTTPStatus.CONFLICT)
        number = self._systems.faults[system].plant(fault)
        resp.data = orjson.dumps(_shown(system, number, fault))

    def on_delete(self, req: falcon.Request, resp: falcon.Response) -> None:
        """Remove all faults."""
        Body(req)
        for faults in self._systems.faults.values():
            faults.heal()
        resp.data = b"{}"

    def _struck(self, system: str, strike: Strike) -> dict[str, Any]:
        """Return a strike as JSON; `line` is None while the request waits for its answer."""
        since = self._systems.ledger.since(strike.line)
        lines = (
            each.line
            for each in since
            if isinstance(each, Call) and (each.system, each.method, each.path) == (system, strike.method, strike.path)
        )
        held = {"system": system, **strike._asdict(), "at": iso(strike.at)}
        return held | {"line": next(lines, None)}

    def _may_meet(self, system: str, fault: Fault) -> None:
        """Refuse a fault that no request can meet: its path must be a whole one. Raises Cannot."""
        base = urlsplit(self._systems.fakes[system].url).path
        if not fault.path.startswith((base, "*", *_BESIDE)):
            raise Cannot(f"no request of {system} has a path like {fault.path}", f"begin it with {base}, or with *")


def _operations(fake: Fake) -> list[dict[str, object]]:
    """Return the operations of a system's API by path; OPTIONS and HEAD ask for no operation."""
    found: defaultdict[str, set[str]] = defaultdict(set)
    for route in inspect_routes(fake.app):
        if route.path not in _BESIDE:
            methods = {each.method for each in route.methods if not each.internal} - {"HEAD", "OPTIONS"}
            found[_PARAMETER.sub("*", route.path)] |= methods
    return [{"path": path, "methods": sorted(methods)} for path, methods in sorted(found.items())]


def _fault(body: Body) -> Fault:
    kind = FAULTS[known("kind of fault", body.text("kind"), FAULTS)]
    _has_no_other(body, kind)
    method, path = body.text("method", "").upper(), body.text("path", "*")
    if method and not _TOKEN.fullmatch(method):
        raise Cannot(f"{method!r} is no method", "send one such as POST; none means any")
    if method and method not in kind.methods:
        there = ", ".join(sorted(kind.methods))
        raise Cannot(f"a fault of kind {kind.name} makes no sense on {method}", f"send one of {there}")
    if len(path) > _LONGEST_PATH:
        raise Cannot(f"the path has {len(path)} characters", f"send at most {_LONGEST_PATH}; * stands for any")
    if not path.startswith(("/", "*")):
        raise Cannot(f"no path is like {path!r}", "begin with / or *, as in /1/cards/*")
    parameters = {name: _value(body, name, parameter) for name, parameter in kind.parameters.items()}
    if parameters.get("body") and parameters.get("status") in BODILESS:
        status = parameters["status"]
        raise Cannot(f"an answer of status {status} has no body", "leave out the body, or send another status")
    skip = body.whole("skip", 0, least=0, most=LASTING)
    return Fault(kind.name, method, path, body.whole("times", 1, least=1, most=LASTING), parameters, skip)


def _has_no_other(body: Body, kind: FaultKind) -> None:
    """Refuse a parameter that only other kinds have. Raises Cannot."""
    for other in FAULTS.values():
        for name in other.parameters:
            if name in body and name not in kind.parameters:
                do = f'leave it out, or ask for "kind": "{other.name}"'
                raise Cannot(f"a fault of kind {kind.name} has no {name}", do)


def _value(body: Body, name: str, parameter: Parameter) -> object:
    """Return the value of a parameter, read as its type says. Raises Cannot."""
    least, most = parameter.bounds or Between(0, 1 << 53)
    if parameter.type is int:
        return body.whole(name, parameter.default, least=int(least), most=int(most))
    if parameter.type is float:
        return body.number(name, parameter.default, most=most)
    if parameter.type is str:
        return body.text(name, parameter.default)
    return _headers(body.texts(name))


def _headers(given: Mapping[str, str]) -> Mapping[str, str]:
    """Return headers, each checked: none holds what would begin another line. Raises Cannot."""
    for name, value in given.items():
        if not _TOKEN.fullmatch(name):
            raise Cannot(f"{name!r} is no name of a header", "letters, digits and - make one")
        if not _LINE.fullmatch(value):
            raise Cannot(f"the header {name} has characters that no header can have", "send one line of Latin-1")
        if name.lower() in _FRAMING:
            raise Cannot(f"the header {name} is the server's own", 'leave it out; "kind": "cut" breaks an answer off')
    return given


def _kind(kind: FaultKind) -> dict[str, object]:
    types = {int: "number", float: "number", str: "text"}
    return {
        "kind": kind.name,
        "does": kind.does,
        "methods": sorted(kind.methods),
        "parameters": {
            name: {
                "type": types.get(each.type, "texts"),
                "default": dict(each.default) if isinstance(each.default, Mapping) else each.default,
            }
            for name, each in kind.parameters.items()
        },
    }


def _shown(system: str, number: int, fault: Fault) -> dict[str, object]:
    held = {"system": system, "number": number, **fault._asdict()}
    return {**{key: held[key] for key in _ALWAYS}, **fault.parameters}
