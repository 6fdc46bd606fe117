"""Customerp's routes: HTTP in, state asked, HTTP out. Facts: the in-house API contract."""

from __future__ import annotations

import re
from base64 import urlsafe_b64decode, urlsafe_b64encode
from http import HTTPStatus
from typing import NoReturn

import falcon
import orjson

from syncproof.fakes.customerp.state import State
from syncproof.fakes.kit.clock import iso, moment
from syncproof.fakes.kit.fake import NoSuchRecord
from syncproof.fakes.kit.records import Record, Refusals
from syncproof.fakes.kit.values import is_digits
from syncproof.fakes.kit.web import give_up, sent_object
from syncproof.ledger import By, Value, Values

_COLLECTIONS = {
    "contacts": "Contact",
    "customers": "Customer",
    "projects": "Project",
    "employees": "Employee",
}
_READ_ONLY = frozenset({"id", "created_at", "updated_at", "etag"})
_PATCHES = frozenset({"application/json", "application/merge-patch+json"})
_DATE = re.compile(r"\d{4}-\d\d-\d\d", re.ASCII)
_DEFAULT_LIMIT, _MAX_LIMIT = 25, 50


class Problem(Exception):  # noqa: N818 - the vendor's word: RFC 9457 calls it a problem
    """An answer that is no success; `errors` says what is wrong with which field or parameter."""

    def __init__(self, status: HTTPStatus, detail: str, errors: dict[str, str] | None = None) -> None:
        super().__init__(detail)
        self.status = status
        self.errors = errors or {}


class Collection:
    """`/contacts` and its like."""

    def __init__(self, erp: State, path: str) -> None:
        self.erp = erp
        self.datatype = _COLLECTIONS[path]
        self.path = path
        properties = erp.datatypes[self.datatype].properties
        self._dates = [name for name, each in properties.items() if each.kind == "moment"]

    def on_get(self, req: falcon.Request, resp: falcon.Response) -> None:
        """List records in the order of their changes."""
        given = _parameters(req, "limit", "cursor", "updated_since")
        limit = _limit(given.get("limit"))
        since = _since(given.get("updated_since"))
        after = self._position(given["cursor"]) if "cursor" in given else None
        page, more = self.erp.changed(self.datatype, since, after, limit)
        cursor = self._cursor(page[-1]) if more else None
        resp.data = orjson.dumps({"data": [self.body(each) for each in page], "next_cursor": cursor})

    def on_post(self, req: falcon.Request, resp: falcon.Response) -> None:
        """Add a record."""
        values = self.values(sent_object(req))
        record = self.erp.record(self.datatype, self.erp.add(self.datatype, values, by=By.SUT))
        resp.status = falcon.HTTP_201
        resp.location = f"/v1/{self.path}/{record.id}"
        self.show(resp, record)

    def show(self, resp: falcon.Response, record: Record) -> None:
        """Answer with one record and its ETag."""
        resp.set_header("ETag", etag(record))
        resp.data = orjson.dumps(self.body(record))

    def body(self, record: Record) -> dict[str, Value]:
        """Return a record as the API shows it."""
        shown = {
            "id": record.id,
            "created_at": iso(record.created),
            "updated_at": iso(record.updated),
            "etag": etag(record),
            **record.values,
        }
        for name in self._dates:
            if isinstance(date := shown[name], str):
                shown[name] = date[:10]
        return shown

    def values(self, body: dict[str, object]) -> Values:
        """Return what a body brings, as the ledger has it. Raises Problem where that is no value."""
        properties = self.erp.datatypes[self.datatype].properties
        wrong = {
            name: "is read-only" if name in _READ_ONLY else "is unknown" for name in body if name not in properties
        }
        values: dict[str, Value] = {}
        for name, value in body.items():
            if name in wrong:
                continue
            if value and name in self._dates and not _is_date_text(value):
                wrong[name] = "must be a date such as 2026-01-31"
            elif value is None or isinstance(value, str | int | float):
                values[name] = value
            else:
                wrong[name] = "must not be an object or a list"
        if wrong:
            raise Problem(HTTPStatus.UNPROCESSABLE_ENTITY, "The record cannot be written like this.", wrong)
        return values

    def _cursor(self, record: Record) -> str:
        return urlsafe_b64encode(f"{self.path}:{record.updated}:{record.id}".encode()).decode()

    def _position(self, cursor: str) -> tuple[int, str]:
        try:
            path, updated, id_ = urlsafe_b64decode(cursor.encode("ascii")).decode("ascii").split(":")
        except ValueError:
            path, updated, id_ = "", "", ""
        if path != self.path or not is_digits(updated):
            _bad_parameter("cursor", "is not a cursor of this list")
        return int(updated), id_


class Item:
    """`/contacts/{id}` and its like."""

    def __init__(self, collection: Collection) -> None:
        self.collection = collection
        self.erp = collection.erp
        self.datatype = collection.datatype

    def on_get(self, req: falcon.Request, resp: falcon.Response, id_: str) -> None:
        """Read a record."""
        _parameters(req)
        self.collection.show(resp, self.erp.record(self.datatype, id_))

    def on_patch(self, req: falcon.Request, resp: falcon.Response, id_: str) -> None:
        """Change the fields that are given; null clears one (RFC 7396)."""
        _parameters(req)
        _check_match(req, self.erp.record(self.datatype, id_))
        self.erp.edit(self.datatype, id_, self.collection.values(sent_object(req, _PATCHES)), by=By.SUT)
        self.collection.show(resp, self.erp.record(self.datatype, id_))

    def on_delete(self, req: falcon.Request, resp: falcon.Response, id_: str) -> None:
        """Delete a record; it just vanishes from the lists."""
        _parameters(req)
        _check_match(req, self.erp.record(self.datatype, id_))
        self.erp.remove(self.datatype, id_, by=By.SUT)
        resp.status = falcon.HTTP_204


class Gate:
    """Lets in who brings the token."""

    def __init__(self, erp: State) -> None:
        self._authorization = f"Bearer {erp.credentials['token']}"

    def process_request(self, req: falcon.Request, _: falcon.Response) -> None:
        """Refuse before anything else is looked at. Raises Problem."""
        if req.env.get("HTTP_AUTHORIZATION") != self._authorization:
            raise Problem(HTTPStatus.UNAUTHORIZED, "A valid bearer token is needed.")


def application(erp: State) -> falcon.App[falcon.Request, falcon.Response]:
    """Return Customerp's web application."""
    app = falcon.App(middleware=[Gate(erp)])
    app.add_error_handler(Exception, give_up)
    app.add_error_handler(falcon.HTTPError, _answer_error)
    app.add_error_handler(Problem, _answer_problem)
    app.add_error_handler(NoSuchRecord, _answer_missing)
    app.add_error_handler(Refusals, _answer_refusals)
    for path in _COLLECTIONS:
        collection = Collection(erp, path)
        app.add_route(f"/v1/{path}", collection)
        app.add_route(f"/v1/{path}/{{id_}}", Item(collection))
    return app


def etag(record: Record) -> str:
    """Return what changes whenever the record does."""
    return f'"{record.version:x}-{record.updated:x}"'


def _parameters(req: falcon.Request, *known: str) -> dict[str, str]:
    given: dict[str, str] = {}
    for name, value in req.params.items():
        if name not in known:
            _bad_parameter(name, "is unknown")
        if not isinstance(value, str):
            _bad_parameter(name, "must be given once")
        given[name] = value
    return given


def _limit(text: str | None) -> int:
    if text is None:
        return _DEFAULT_LIMIT
    if not is_digits(text) or not 1 <= int(text) <= _MAX_LIMIT:
        _bad_parameter("limit", f"must be a number from 1 to {_MAX_LIMIT}")
    return int(text)


def _since(text: str | None) -> int:
    if text is None:
        return 0
    try:
        return moment(text)
    except (ValueError, OverflowError):
        _bad_parameter("updated_since", "must be a time such as 2026-01-31T12:00:00.000Z")


def _is_date_text(value: object) -> bool:
    return isinstance(value, str) and _DATE.fullmatch(value.strip()) is not None


def _check_match(req: falcon.Request, record: Record) -> None:
    given = req.get_header("If-Match")
    if given is not None and not {tag.strip() for tag in given.split(",")} & {"*", etag(record)}:
        raise Problem(HTTPStatus.PRECONDITION_FAILED, "The record has changed since it was read.")


def _bad_parameter(name: str, message: str) -> NoReturn:
    raise Problem(HTTPStatus.BAD_REQUEST, "A parameter cannot be used.", {name: message})


def _answer(resp: falcon.Response, status: HTTPStatus, detail: str, errors: list[dict[str, str]]) -> None:
    resp.status = f"{status.value} {status.phrase}"
    resp.content_type = "application/problem+json"
    resp.data = orjson.dumps(
        {
            "type": "about:blank",
            "title": status.phrase,
            "status": status.value,
            "detail": detail,
            "errors": errors,
        }
    )
    if status is HTTPStatus.UNAUTHORIZED:
        resp.set_header("WWW-Authenticate", 'Bearer realm="Customerp"')


def _answer_problem(_: falcon.Request, resp: falcon.Response, problem: Problem, __: object) -> None:
    errors = [{"field": name, "message": message} for name, message in problem.errors.items()]
    _answer(resp, problem.status, str(problem), errors)


def _answer_missing(_: falcon.Request, resp: falcon.Response, __: NoSuchRecord, ___: object) -> None:
    _answer(resp, HTTPStatus.NOT_FOUND, "There is no such record.", [])


def _answer_refusals(_: falcon.Request, resp: falcon.Response, refusals: Refusals, __: object) -> None:
    errors = [{"field": each.property, "message": each.reason} for each in refusals.all]
    _answer(resp, HTTPStatus.UNPROCESSABLE_ENTITY, "The record cannot be written like this.", errors)


def _answer_error(_: falcon.Request, resp: falcon.Response, error: falcon.HTTPError, __: object) -> None:
    resp.set_headers(error.headers or {})
    status = HTTPStatus(error.status_code)
    _answer(resp, status, error.description or status.phrase, [])
