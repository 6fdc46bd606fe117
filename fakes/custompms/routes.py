"""Custompms's routes: HTTP in, state asked, HTTP out. Facts: the in-house API contract."""

from __future__ import annotations

import re
from http import HTTPStatus

import falcon
import orjson

from syncproof.fakes.custompms.state import State
from syncproof.fakes.kit.clock import iso, moment
from syncproof.fakes.kit.fake import NoSuchRecord
from syncproof.fakes.kit.records import Record, Refusals
from syncproof.fakes.kit.values import is_digits, is_whole
from syncproof.fakes.kit.web import give_up, sent_object
from syncproof.ledger import By, Value, Values

_COLLECTIONS = {"customers": "Customer", "projects": "Project", "tasks": "Task"}
_SET_BY_SERVER = frozenset({"id", "version", "createdAt", "modifiedAt"})
_DATE = re.compile(r"\d{4}-\d\d-\d\d", re.ASCII)
_NEVER = 1 << 62
_DEFAULT_SIZE, _MAX_SIZE = 20, 50
_CODES = {401: "UNAUTHORIZED", 404: "NOT_FOUND", 405: "METHOD_NOT_ALLOWED", 413: "BODY_TOO_LARGE"}


class Fault(Exception):  # noqa: N818 - the vendor's word for an answer that is no success
    """A status and an error code; `more` is what else the error says."""

    def __init__(self, code: str, message: str, *, status: int = 400, **more: object) -> None:
        super().__init__(message)
        self.status = status
        self.error = {"code": code, "message": message, **more}


class Collection:
    """`/tasks` and its like."""

    def __init__(self, pms: State, path: str) -> None:
        self.pms = pms
        self.datatype = _COLLECTIONS[path]

    def on_get(self, req: falcon.Request, resp: falcon.Response) -> None:
        """List a page of records in the order of their ids."""
        given = _parameters(req, page=1, pageSize=_DEFAULT_SIZE, modifiedSince=0)
        number, size = given["page"], given["pageSize"]
        if number < 1:
            raise Fault("VALIDATION", "page must be at least 1", field="page")
        if not 1 <= size <= _MAX_SIZE:
            raise Fault("VALIDATION", f"pageSize must be from 1 to {_MAX_SIZE}", field="pageSize")
        items, total = self.pms.page(self.datatype, given["modifiedSince"], number, size)
        resp.data = orjson.dumps(
            {"items": [body(each) for each in items], "page": number, "pageSize": size, "total": total}
        )

    def on_post(self, req: falcon.Request, resp: falcon.Response) -> None:
        """Add a record."""
        _parameters(req)
        sent = sent_object(req)
        for name in sent:
            if name in _SET_BY_SERVER:
                raise Fault("VALIDATION", f"{name} is set by the server", field=name)
        record = self.pms.add(self.datatype, self.values(sent), by=By.SUT)
        resp.data = orjson.dumps(body(self.pms.record(self.datatype, record)))

    def values(self, sent: dict[str, object]) -> Values:
        """Return what a body brings, as the ledger has it. Raises Fault for what is no value at all."""
        values: dict[str, Value] = {}
        for name, value in sent.items():
            if name not in self.pms.datatypes[self.datatype].properties:
                raise Fault("UNKNOWN_FIELD", f"{self.datatype} has no field {name}", field=name)
            if value is not None and not isinstance(value, str | int | float):
                raise Fault("VALIDATION", f"{name} must not be an object or a list", field=name)
            values[name] = _incoming(name, value)
        return values


class Item:
    """`/tasks/{id}` and its like."""

    def __init__(self, collection: Collection) -> None:
        self.collection = collection
        self.pms = collection.pms
        self.datatype = collection.datatype

    def on_get(self, req: falcon.Request, resp: falcon.Response, id_: str) -> None:
        """Read a record."""
        _parameters(req)
        resp.data = orjson.dumps(body(self.pms.record(self.datatype, id_)))

    def on_put(self, req: falcon.Request, resp: falcon.Response, id_: str) -> None:
        """Replace a record: a field that is left out is reset, as if it were given empty."""
        _parameters(req)
        old = self.pms.record(self.datatype, id_)
        sent = sent_object(req)
        version = sent.get("version")
        if not is_whole(version):
            raise Fault("VALIDATION", "version must be the number that was read", field="version")
        if version != old.version:
            raise Fault(
                "VERSION_CONFLICT",
                f"version {version} is not the current one",
                status=HTTPStatus.CONFLICT,
                current=old.version,
            )
        shown = body(old)
        for name in _SET_BY_SERVER & sent.keys():
            if sent.pop(name) != shown[name]:
                raise Fault("VALIDATION", f"{name} is set by the server", field=name)
        whole = {**dict.fromkeys(old.values), **self.collection.values(sent)}
        self.pms.edit(self.datatype, id_, whole, by=By.SUT)
        resp.data = orjson.dumps(body(self.pms.record(self.datatype, id_)))

    def on_delete(self, req: falcon.Request, resp: falcon.Response, id_: str) -> None:
        """Delete a record."""
        _parameters(req)
        self.pms.remove(self.datatype, id_, by=By.SUT)
        resp.data = orjson.dumps({"deleted": True})


class Gate:
    """Lets in who brings the key."""

    def __init__(self, pms: State) -> None:
        self._key = pms.credentials["key"]

    def process_request(self, req: falcon.Request, _: falcon.Response) -> None:
        """Refuse before anything else is looked at. Raises Fault."""
        if req.env.get("HTTP_X_API_KEY") != self._key:
            raise Fault("UNAUTHORIZED", "X-Api-Key is missing or wrong", status=HTTPStatus.UNAUTHORIZED)


def application(pms: State) -> falcon.App[falcon.Request, falcon.Response]:
    """Return Custompms's web application."""
    app = falcon.App(middleware=[Gate(pms)])
    app.add_error_handler(Exception, give_up)
    app.add_error_handler(falcon.HTTPError, _answer_error)
    app.add_error_handler(Fault, _answer_fault)
    app.add_error_handler(NoSuchRecord, _answer_missing)
    app.add_error_handler(Refusals, _answer_refusal)
    for path in _COLLECTIONS:
        collection = Collection(pms, path)
        app.add_route(f"/api/{path}", collection)
        app.add_route(f"/api/{path}/{{id_}}", Item(collection))
    return app


def body(record: Record) -> dict[str, Value]:
    """Return a record as the API shows it."""
    shown = {
        "id": int(record.id),
        "version": record.version,
        "createdAt": record.created,
        "modifiedAt": record.updated,
        **record.values,
    }
    # Of all fields only a task's two have another form on the wire.
    if isinstance(due := shown.get("due"), str):
        shown["due"] = moment(due)
    if isinstance(start := shown.get("start"), str):
        shown["start"] = start[:10]
    return shown


def _incoming(name: str, value: Value) -> Value:
    if value is None:
        return None
    if name == "due":
        try:
            return iso(value if is_whole(value) else _NEVER)
        except OverflowError:
            raise Fault("VALIDATION", "due must be a time in milliseconds", field=name) from None
    if name == "start" and not (isinstance(value, str) and _DATE.fullmatch(value)):
        raise Fault("VALIDATION", "start must be a date such as 2026-01-31", field=name)
    return value


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
    _answer(resp, 404, {"code": "NOT_FOUND", "message": "no such record"})


def _answer_refusal(_: falcon.Request, resp: falcon.Response, refusal: Refusals, __: object) -> None:
    _answer(resp, 400, {"code": "VALIDATION", "message": refusal.reason, "field": refusal.property})


def _answer_error(_: falcon.Request, resp: falcon.Response, error: falcon.HTTPError, __: object) -> None:
    resp.set_headers(error.headers or {})
    # This API knows no 415: what is not JSON is bad JSON.
    status = 400 if error.status_code == HTTPStatus.UNSUPPORTED_MEDIA_TYPE else error.status_code
    code = _CODES.get(status, "BAD_JSON")
    _answer(resp, status, {"code": code, "message": error.description or HTTPStatus(status).phrase})
