"""Trello as a web application: routing under /1 to the handlers in `routes`, and the form of answers."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Mapping
from contextlib import suppress
from functools import cache
from importlib import import_module
from pkgutil import walk_packages

import falcon
import orjson
from falcon.routing import CompiledRouter

from syncproof.fakes.kit.fake import Refusal
from syncproof.fakes.kit.web import give_up
from syncproof.fakes.trello import routes
from syncproof.fakes.trello.refusals import NOT_AN_ID, Answer, not_an_id
from syncproof.fakes.trello.request.ask import Ask, Handler, NoRoute
from syncproof.fakes.trello.verbs.service import Service
from syncproof.fakes.trello.web.middleware import Application, Middleware

_TEXT = "text/plain; charset=utf-8"

ROUTES: dict[tuple[str, str], Handler] = {}
"""The routes of all modules below the folder `routes`."""
for noun in walk_packages(routes.__path__, f"{routes.__name__}."):
    if not noun.ispkg:
        ROUTES |= import_module(noun.name).ROUTES

Responder = Callable[..., None]


def _text(resp: falcon.Response, status: int, text: str) -> None:
    resp.status, resp.content_type, resp.text = status, _TEXT, text


def _no_route(req: falcon.Request, resp: falcon.Response, *_: object) -> None:
    """Answer 404 in Express's words (observed)."""
    path = req.env["PATH_INFO"]
    with suppress(UnicodeError):  # PEP 3333 hands over bytes read as Latin-1, httpx's transport text
        path = path.encode("latin-1").decode("utf-8")
    _text(resp, 404, f"Cannot {req.method} {falcon.uri.encode(path)}")


def _answer(_: falcon.Request, resp: falcon.Response, answer: Answer, __: object) -> None:
    if isinstance(answer.body, str):
        _text(resp, answer.status, answer.body)
    else:
        resp.status, resp.data = answer.status, orjson.dumps(answer.body)


def _refusal(req: falcon.Request, resp: falcon.Response, refusal: Refusal, params: object) -> None:
    """Answer a refused value with the reason as the body."""
    reason = str(refusal)
    _answer(req, resp, not_an_id() if reason == NOT_AN_ID else Answer(400, reason), params)


def _responder(handler: Handler, fixed: Mapping[str, str]) -> Responder:
    def respond(_: object, req: falcon.Request, resp: falcon.Response, **segments: str) -> None:
        ask = Ask(req.context.service, req, {**segments, **fixed} if fixed else segments)
        resp.data = orjson.dumps(handler(ask))

    return respond


def _by_template() -> Mapping[str, Mapping[str, Responder]]:
    """Return the responders of each address; an address that is also a field has those of the field, too."""
    found: defaultdict[str, dict[str, Responder]] = defaultdict(dict)
    for (method, template), handler in ROUTES.items():
        found[template][f"on_{method.lower()}"] = _responder(handler, {})
    for (method, template), handler in ROUTES.items():
        if template.endswith("/{field}"):
            above = template.removesuffix("{field}")
            for other in found:
                name = other.removeprefix(above)
                if other.startswith(above) and name.isalpha():
                    responder = _responder(handler, {"field": name})
                    found[other].setdefault(f"on_{method.lower()}", responder)
    for responders in found.values():
        if "on_get" in responders:
            responders["on_head"] = responders["on_get"]
    return found


@cache
def router() -> CompiledRouter:
    """Return the router, compiled once for all fakes: it holds no state."""
    compiled = CompiledRouter()
    for template, responders in _by_template().items():
        compiled.add_route(f"/1{template}", type("Route", (), dict(responders))())
    return compiled


def application(service: Service) -> falcon.App[falcon.Request, falcon.Response]:
    """Return Trello as a web application."""
    app = Application(media_type="application/json; charset=utf-8", middleware=[Middleware(service)], router=router())
    service.answer = app
    app.req_options.strip_url_path_trailing_slash = True
    app.add_error_handler(Exception, give_up)
    app.add_error_handler(falcon.HTTPError, lambda _, resp, error, __: _text(resp, error.status_code, "Bad Request"))
    for missing in (falcon.HTTPNotFound, falcon.HTTPMethodNotAllowed, NoRoute):
        app.add_error_handler(missing, _no_route)
    app.add_error_handler(Answer, _answer)
    app.add_error_handler(Refusal, _refusal)
    return app
