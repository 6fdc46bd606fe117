"""Customerp's routes: HTTP in, state asked, HTTP out. Facts: the in-house API contract."""

from __future__ import annotations

import re
from base64 import urlsafe_b64decode, urlsafe_b64encode
from functools import lru_cache, partial
from http import HTTPStatus
from typing import NoReturn

import falcon
import orjson
from falcon.routing import CompiledRouter

from syncproof.fakes.customerp.openapi import DEFAULT_LIMIT, MAX_LIMIT, TIME, document
from syncproof.fakes.customerp.state import State
from syncproof.fakes.customerp.wire import DETAILS, PROBLEM, Form, Problem, etag, problem
from syncproof.fakes.kit.clock import moment
from syncproof.fakes.kit.fake import NoSuchRecord
from syncproof.fakes.kit.published import PUBLIC, publish
from syncproof.fakes.kit.records import Record, Refusals
from syncproof.fakes.kit.values import is_digits
from syncproof.fakes.kit.web import give_up, sent_object
from syncproof.fakes.kit.wire import NO_HEADERS
from syncproof.ledger import By

_PATCHES = frozenset({"application/json", "application/merge-patch+json"})
_TIME = re.compile(TIME)


class Collection:
    """A list such as `/contacts`."""

    def __init__(self, form: Form) -> None:
        self.form = form
        self.datatype = form.name
        self.path = form.path

    def on_get(self, req: falcon.Request, resp: falcon.Response) -> None:
        """List records in the order of their changes."""
        given = _parameters(req, "limit", "cursor", "updated_since")
        limit = _limit(given.get("limit"))
        since = _since(given.get("updated_since"))
        after = self._position(given["cursor"]) if "cursor" in given else None
        erp: State = req.context.erp
        page, more = erp.changed(self.datatype, since, after, limit)
        cursor = self._cursor(page[-1]) if more else None
        resp.data = orjson.dumps({"data": [self.form.body(each) for each in page], "next_cursor": cursor})

    def on_post(self, req: falcon.Request, resp: falcon.Response) -> None:
        """Add a record."""
        _parameters(req)
        erp: State = req.context.erp
        sent = self.form.values(sent_object(req))
        record = erp.record(self.datatype, erp.add(self.datatype, sent, by=By.SUT))
        resp.status = falcon.HTTP_201
        resp.location = f"/v1/{self.path}/{record.id}"
        _show(resp, self.form, record)

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
    """A record such as `/contacts/{id}`."""

    def __init__(self, form: Form) -> None:
        self.form = form
        self.datatype = form.name

    def on_get(self, req: falcon.Request, resp: falcon.Response, id_: str) -> None:
        """Read a record."""
        _parameters(req)
        erp: State = req.context.erp
        _show(resp, self.form, erp.record(self.datatype, id_))

    def on_patch(self, req: falcon.Request, resp: falcon.Response, id_: str) -> None:
        """Change the given fields of a record; null clears a field (RFC 7396)."""
        _parameters(req)
        erp: State = req.context.erp
        _check_match(req, erp.record(self.datatype, id_))
        erp.edit(self.datatype, id_, self.form.values(sent_object(req, _PATCHES)), by=By.SUT)
        _show(resp, self.form, erp.record(self.datatype, id_))

    def on_delete(self, req: falcon.Request, resp: falcon.Response, id_: str) -> None:
        """Delete a record, which just vanishes from the lists."""
        _parameters(req)
        erp: State = req.context.erp
        _check_match(req, erp.record(self.datatype, id_))
        erp.remove(self.datatype, id_, by=By.SUT)
        resp.status = falcon.HTTP_204


class CredentialsCheck:
    """Refuses requests without the token, and hands the system to the routes."""

    def __init__(self, erp: State) -> None:
        self._erp = erp
        self._authorization = f"Bearer {erp.credentials['token']}"

    def process_request(self, req: falcon.Request, _: falcon.Response) -> None:
        """Check the credentials before anything else of a request. Raises Problem."""
        req.context.erp = self._erp
        if req.env.get("HTTP_AUTHORIZATION") != self._authorization and req.path not in PUBLIC:
            raise Problem(HTTPStatus.UNAUTHORIZED, DETAILS[HTTPStatus.UNAUTHORIZED])


@lru_cache(maxsize=32)  # systems that are derived come and go
def router(system: type[State]) -> CompiledRouter:
    """Return a system's router, compiled once: it knows no state, since each scenario has a system of its own."""
    compiled = CompiledRouter()
    for form in system.forms.values():
        compiled.add_route(f"/v1/{form.path}", Collection(form))
        compiled.add_route(f"/v1/{form.path}/{{id_}}", Item(form))
    publish(compiled, partial(document, system))
    return compiled


def application(erp: State) -> falcon.App[falcon.Request, falcon.Response]:
    """Return the web application of Customerp, or of a system in its style."""
    app = falcon.App(middleware=[CredentialsCheck(erp)], router=router(type(erp)))
    app.add_error_handler(Exception, give_up)
    app.add_error_handler(falcon.HTTPError, _answer_error)
    app.add_error_handler(Problem, _answer_problem)
    app.add_error_handler(NoSuchRecord, _answer_missing)
    app.add_error_handler(Refusals, _answer_refusals)
    return app


def _show(resp: falcon.Response, form: Form, record: Record) -> None:
    """Answer with one record and its ETag."""
    resp.set_header("ETag", etag(record))
    resp.data = orjson.dumps(form.body(record))


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
        return DEFAULT_LIMIT
    if not is_digits(text) or not 1 <= int(text) <= MAX_LIMIT:
        _bad_parameter("limit", f"must be a number from 1 to {MAX_LIMIT}")
    return int(text)


def _since(text: str | None) -> int:
    if text is None:
        return 0
    try:
        return moment(text if _TIME.fullmatch(text) else "")
    except (ValueError, OverflowError):
        _bad_parameter("updated_since", "must be a time such as 2026-01-31T12:00:00.000Z")


def _check_match(req: falcon.Request, record: Record) -> None:
    given = req.get_header("If-Match")
    if given is not None and not {tag.strip() for tag in given.split(",")} & {"*", etag(record)}:
        raise Problem(HTTPStatus.PRECONDITION_FAILED, "The record has changed since it was read.")


def _bad_parameter(name: str, message: str) -> NoReturn:
    raise Problem(HTTPStatus.BAD_REQUEST, "A parameter cannot be used.", {name: message})


def _answer(
    req: falcon.Request, resp: falcon.Response, status: HTTPStatus, detail: str, errors: list[dict[str, str]]
) -> None:
    resp.status = f"{status.value} {status.phrase}"
    resp.content_type = PROBLEM
    resp.data = problem(status, detail, errors)
    erp: State = req.context.erp
    resp.set_headers(erp.wire.challenges.get(status, NO_HEADERS))


def _answer_problem(req: falcon.Request, resp: falcon.Response, raised: Problem, _: object) -> None:
    errors = [{"field": name, "message": message} for name, message in raised.errors.items()]
    _answer(req, resp, raised.status, str(raised), errors)


def _answer_missing(req: falcon.Request, resp: falcon.Response, _: NoSuchRecord, __: object) -> None:
    _answer(req, resp, HTTPStatus.NOT_FOUND, DETAILS[HTTPStatus.NOT_FOUND], [])


def _answer_refusals(req: falcon.Request, resp: falcon.Response, refusals: Refusals, _: object) -> None:
    errors = [{"field": each.property, "message": each.reason} for each in refusals.all]
    _answer(req, resp, HTTPStatus.UNPROCESSABLE_ENTITY, "The record cannot be written like this.", errors)


def _answer_error(req: falcon.Request, resp: falcon.Response, error: falcon.HTTPError, _: object) -> None:
    resp.set_headers(error.headers or {})
    status = HTTPStatus(error.status_code)
    _answer(req, resp, status, error.description or status.phrase, [])
