"""Middleware: credentials, rate limits and headers, before routing."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from wsgiref.types import StartResponse, WSGIEnvironment

import falcon

from syncproof.fakes.kit.web import HEADS
from syncproof.fakes.trello.memory.limits import EXPOSED, Caller, Headers
from syncproof.fakes.trello.refusals import Answer
from syncproof.fakes.trello.request.credentials import credentials
from syncproof.fakes.trello.request.parameters import READS, Parameters
from syncproof.fakes.trello.verbs.service import Service
from syncproof.fakes.trello.web.wire import rate_limit_error

_LONGEST_QUERY = 8192
"""The most characters; 10 000 were refused (observed), this limit is the usual one of content networks (ours)."""

_ALIAS = re.compile(r"^/1/+(action|board|card|list|member|notification|organization)(?=/|$)")
_DOUBLED = re.compile(r"^/1//+")
_EITHER = re.compile(f"{_ALIAS.pattern}|{_DOUBLED.pattern}")

_HEADERS = "syncproof.trello.headers"
"""The variable of the WSGI environment that holds the headers of the answer."""
_ALWAYS: Headers = [
    ("x-trello-version", "1.2130.0"),
    ("cache-control", "max-age=0, must-revalidate, no-cache, no-store"),
    ("access-control-allow-origin", "*"),
    ("access-control-expose-headers", EXPOSED),
]
_PREFLIGHT: Headers = [
    ("access-control-allow-methods", "GET, PUT, POST, DELETE"),
    ("access-control-allow-headers", "Authorization, Accept, Content-Type, X-Trello-Client-Identifier"),
]
_OF_THE_NETWORK: Headers = []
"""Requests that the content network refuses never reach Trello, which adds no headers (ours)."""

_NOBODY = Caller("", "")
_MEMBERS = "/1/members/"
_COUNTED_LONGER = (_MEMBERS, "/1/search", "/1/membersSearch")
_SLASHES = 3
"""The slashes of a member's own address; addresses below it are not counted (docs)."""


def _html(status: int, words: str) -> falcon.HTTPStatus:
    """Return an answer of the content network in front of Trello."""
    title = f"{status} {words}"
    page = f"<html>\r\n<head><title>{title}</title></head>\r\n<body><h1>{title}</h1></body>\r\n</html>"
    return falcon.HTTPStatus(status, {"Content-Type": "text/html"}, page)


class Middleware:
    """Reads, counts and refuses requests, and hands the service on to their handlers."""

    def __init__(self, service: Service) -> None:
        self._service = service
        self._now = -1
        self._always: Headers = []

    def process_request(self, req: falcon.Request, _: falcon.Response) -> None:
        """Refuse what the content network refuses; accept singular names and doubled slashes (observed)."""
        env = req.env
        with_body = "HTTP_TRANSFER_ENCODING" in env or ("CONTENT_LENGTH" in env and req.content_length)
        if with_body and req.method in READS:
            raise _html(403, "Forbidden")  # since March 2024 (docs)
        if len(req.query_string) > _LONGEST_QUERY:
            raise _html(414, "Request-URI Too Large")
        if _EITHER.match(req.path):
            req.path = _ALIAS.sub(r"/1/\1s", _DOUBLED.sub("/1/", req.path))
        if req.method == "OPTIONS":  # a browser asks beforehand, without credentials: not counted (ours)
            env[_HEADERS] = self._headers(_NOBODY, self._service.state.clock.now) + _PREFLIGHT
            raise falcon.HTTPStatus(200)
        req.context.service = self._service
        try:
            req.context.parameters = Parameters.of(req)
        except Answer:
            env[_HEADERS] = self._headers(_NOBODY, self._service.state.clock.now)
            raise
        self._count(req)

    def _count(self, req: falcon.Request) -> None:
        """Count a request, and refuse it if it is one too many."""
        service, path = self._service, req.path
        caller = req.context.credentials = credentials(req, req.context.parameters)
        profile = path.startswith(_COUNTED_LONGER) and (path.count("/") == _SLASHES or not path.startswith(_MEMBERS))
        again = HEADS in req.env  # somebody outside had to be asked meanwhile; it was counted then
        now = service.state.clock.now
        exceeded = "" if again else service.limits.count(now, caller, profile=profile)
        req.env[_HEADERS] = self._headers(caller, now)
        if exceeded:
            raise Answer(429, rate_limit_error(exceeded))

    def _headers(self, caller: Caller, now: int) -> Headers:
        if now != self._now:
            self._now, self._always = now, [*_ALWAYS, ("x-server-time", str(now))]
        return self._always + self._service.limits.headers(caller)


class Application(falcon.App[falcon.Request, falcon.Response]):
    """A web application that adds the middleware's headers to answers."""

    def __call__(self, env: WSGIEnvironment, start_response: StartResponse) -> Iterable[bytes]:
        """Answer a request as WSGI has it."""

        def start(status: str, headers: Headers, *more: object) -> Callable[[bytes], object]:
            return start_response(status, headers + env.get(_HEADERS, _OF_THE_NETWORK), *more)  # type: ignore[arg-type]  # WSGI's own: maybe exc_info

        return super().__call__(env, start)
