"""Custompms's routes: HTTP in, state asked, HTTP out. Facts: the in-house API contract."""

from __future__ import annotations

from functools import cache
from http import HTTPStatus

import falcon
import orjson
from falcon.routing import CompiledRouter

from syncproof.fakes.custompms.openapi import DEFAULT_SIZE, MAX_SIZE, document
from syncproof.fakes.custompms.state import State
from syncproof.fakes.custompms.wire import COLLECTIONS, ERRORS, SET_BY_SERVER, Fault, body, values
from syncproof.fakes.kit.fake import NoSuchRecord
from syncproof.fakes.kit.published import PUBLIC, publish
from syncproof.fakes.kit.records import Refusals
from syncproof.fakes.kit.values import LARGEST, as_whole, is_digits, is_whole
from syncproof.fakes.kit.web import give_up, sent_object
from syncproof.ledger import By

_CODES = {401: "UNAUTHORIZED", 404: "NOT_FOUND", 405: "METHOD_NOT_ALLOWED", 413: "BODY_TOO_LARGE"}


class Collection:
    """A list such as `/tasks`."""

    def __init__(self, path: str) -> None:
        self.datatype = COLLECTIONS[path]

    def on_get(self, req: falcon.Request, resp: falcon.Response) -> None:
        """List a page of records in the order of their ids."""
        given = _parameters(req, page=1, pageSize=DEFAULT_SIZE, modifiedSince=0)
        number, size = given["page"], given["pageSize"]
        if number < 1:
            raise Fault("VALIDATION", "page must be at least 1", field="page")
        if not 1 <= size <= MAX_SIZE:
            raise Fault("VALIDATION", f"pageSize must be from 1 to {MAX_SIZE}", field="pageSize")
        pms: State = req.context.pms
        items, total = pms.page(self.datatype, given["modifiedSince"], number, size)
        resp.data = orjson.dumps(
            {"items": [body(each) for each in items], "page": number, "pageSize": size, "total": total}
        )

    def on_post(self, req: falcon.Request, resp: falcon.Response) -> None:
        """Add a record."""
        _parameters(req)
        sent = sent_object(req)
        for name in sent:
            if name in SET_BY_SERVER:
                raise Fault("VALIDATION", f"{name} is set by the server", field=name)
        pms: State = req.context.pms
        record = pms.add(self.datatype, values(self.datatype, sent), by=By.SUT)
        resp.data = orjson.dumps(body(pms.record(self.datatype, record)))


class Item:
    """A record such as `/tasks/{id}`."""

    def __init__(self, path: str) -> None:
        self.datatype = COLLECTIONS[path]

    def on_get(self, req: falcon.Request, resp: falcon.Response, id_: str) -> None:
        """Read a record."""
        _parameters(req)
        pms: State = req.context.pms
        resp.data = orjson.dumps(body(pms.record(self.datatype, id_)))

    def on_put(self, req: falcon.Request, resp: falcon.Response, id_: str) -> None:
        """Replace a record: a field that is left out is reset, as if an empty value were given."""
        _parameters(req)
        pms: State = req.context.pms
        old = pms.record(self.datatype, id_)
        sent = sent_object(req)
        version = as_whole(sent.get("version"))
        if not is_whole(version) or version > LARGEST:
            raise Fault("VALIDATION", "version must be the number that was read", field="version")
        if version != old.version:
            raise Fault(
                "VERSION_CONFLICT",
                f"version {version} is not the current one",
                status=HTTPStatus.CONFLICT,
                current=old.version,
            )
        shown = body(old)
        for name in SET_BY_SERVER:
            if name in sent and not (is_whole(given := as_whole(sent.pop(name))) and given == shown[name]):
                raise Fault("VALIDATION", f"{name} is set by the server", field=name)
        whole = {**dict.fromkeys(old.values), **values(self.datatype, sent)}
        pms.edit(self.datatype, id_, whole, by=By.SUT)
        resp.data = orjson.dumps(body(pms.record(self.datatype, id_)))

    def on_delete(self, req: falcon.Request, resp: falcon.Response, id_: str) -> None:
        """Delete a record."""
        _parameters(req)
        pms: State = req.context.pms
        pms.remove(self.datatype, id_, by=By.SUT)
        resp.data = orjson.dumps({"deleted": True})


class CredentialsCheck:
    """Refuses requests without the key, and hands the system to the routes."""

    def __init__(self, pms: State) -> None:
        self._pms = pms
        self._key = pms.credentials["key"]

    def process_request(self, req: falcon.Request, _: falcon.Response) -> None:
        """Check the credentials before anything else of a request. Raises Fault."""
        if req.env.get("HTTP_X_API_KEY") != self._key and req.path not in PUBLIC:
            raise Fault(*ERRORS[HTTPStatus.UNAUTHORIZED], status=HTTPStatus.UNAUTHORIZED)
        req.context.pms = self._pms


@cache
def router() -> CompiledRouter:
    """Return the router, compiled once: it knows no system, since each scenario has a system of its own."""
    compiled = CompiledRouter()
    for path in COLLECTIONS:
        compiled.add_route(f"/api/{path}", Collection(path))
        compiled.add_route(f"/api/{path}/{{id_}}", Item(path))
    publish(compiled, document)
    return compiled


def application(pms: State) -> falcon.App[falcon.Request, falcon.Response]:
    """Return Custompms's web application."""
    app = falcon.App(middleware=[CredentialsCheck(pms)], router=router())
    app.add_error_handler(Exception, give_up)
    app.add_error_handler(falcon.HTTPError, _answer_error)
    app.add_error_handler(Fault, _answer_fault)
    app.add_error_handler(NoSuchRecord, _answer_missing)
    app.add_error_handler(Refusals, _answer_refusal)
    return app


def _parameters(req: falcon.Request, **defaults: int) -> dict[str, int]:
    given = dict(defaults)
    for name, value in req.params.items():
        if name not in defaults:
            raise Fault("VALIDATION", f"{name} is no parameter here", field=name)
        if not isinstance(value, str) or not is_digits(value):
            raise Fault("VALIDATION", f"{name} must be a whole number", field=name)
        given[name] = int(value)
    return given


def _answer(resp: falcon.Response, status: int, error: dict[str, object]) -> None:
    resp.status = falcon.code_to_http_status(status)
    resp.data = orjson.dumps({"error": error})


def _answer_fault(_: falcon.Request, resp: falcon.Response, fault: Fault, __: object) -> None:
    _answer(resp, fault.status, fault.error)


def _answer_missing(_: falcon.Request, resp: falcon.Response, __: NoSuchRecord, ___: object) -> None:
    code, message = ERRORS[HTTPStatus.NOT_FOUND]
    _answer(resp, 404, {"code": code, "message": message})


def _answer_refusal(_: falcon.Request, resp: falcon.Response, refusal: Refusals, __: object) -> None:
    _answer(resp, 400, {"code": "VALIDATION", "message": refusal.reason, "field": refusal.property})


def _answer_error(_: falcon.Request, resp: falcon.Response, error: falcon.HTTPError, __: object) -> None:
    resp.set_headers(error.headers or {})
    # This API knows no 415: what is not JSON is bad JSON.
    status = 400 if error.status_code == HTTPStatus.UNSUPPORTED_MEDIA_TYPE else error.status_code
    code = _CODES.get(status, "BAD_JSON")
    _answer(resp, status, {"code": code, "message": error.description or HTTPStatus(status).phrase})
