"""Answers to requests that cannot be done: JSON with `error`, what is wrong, and `do`, what to do."""

from __future__ import annotations

from http import HTTPStatus

import falcon
import orjson

from syncproof.errors import cut
from syncproof.fakes.kit.fake import NoRoom, NoSuchAct, NoSuchRecord, Refusal
from syncproof.fakes.kit.web import give_up
from syncproof.fakes.trello import Trello
from syncproof.fakes.trello.refusals import Answer
from syncproof.serve.control.asking import Cannot

_CURES = {
    HTTPStatus.BAD_REQUEST: "docs/control.md shows what each request takes",
    HTTPStatus.NOT_FOUND: "docs/control.md has a line for each request",
    HTTPStatus.METHOD_NOT_ALLOWED: "the header Allow says which methods there are; docs/control.md shows them",
    HTTPStatus.REQUEST_ENTITY_TOO_LARGE: "send less at once",
    HTTPStatus.UNSUPPORTED_MEDIA_TYPE: "send JSON with the header Content-Type: application/json",
}

_LONGEST = 500
"""Characters of each text: what a request says is not echoed at any length."""


def answer_errors(app: falcon.App[falcon.Request, falcon.Response]) -> None:
    """Let an application answer every mistake in a request; only a defect of ours is raised."""
    app.add_error_handler(Exception, give_up)
    app.add_error_handler(falcon.HTTPError, _wrong)
    app.add_error_handler(Cannot, _cannot)
    app.add_error_handler(Refusal, _refused)
    app.add_error_handler(NoSuchRecord, _missing)
    app.add_error_handler(NoSuchAct, _impossible)
    app.add_error_handler(NoRoom, _full)
    app.add_error_handler(Answer, _vendors)


def _answer(resp: falcon.Response, status: int, what: str, do: str) -> None:
    resp.status = falcon.code_to_http_status(status)
    resp.data = orjson.dumps({"error": cut(what, _LONGEST), "do": cut(do, _LONGEST)})


def _cannot(_: falcon.Request, resp: falcon.Response, cannot: Cannot, __: object) -> None:
    _answer(resp, cannot.status, str(cannot), cannot.do)


def _wrong(req: falcon.Request, resp: falcon.Response, error: falcon.HTTPError, _: object) -> None:
    resp.set_headers(error.headers or {})
    texts = {
        HTTPStatus.NOT_FOUND: f"no route {req.path}",
        HTTPStatus.METHOD_NOT_ALLOWED: f"{req.path} does not take {req.method}",
    }
    what = error.description or texts.get(HTTPStatus(error.status_code)) or error.title
    _answer(resp, error.status_code, what, _CURES.get(HTTPStatus(error.status_code), _CURES[HTTPStatus.BAD_REQUEST]))


def _refused(_: falcon.Request, resp: falcon.Response, refusal: Refusal, __: object) -> None:
    do = f"give {refusal.property} another value; nothing has changed"
    _answer(resp, HTTPStatus.UNPROCESSABLE_ENTITY, f"{refusal.property}: {refusal}", do)


def _missing(_: falcon.Request, resp: falcon.Response, missing: NoSuchRecord, __: object) -> None:
    _answer(resp, HTTPStatus.NOT_FOUND, str(missing), "GET /records/SYSTEM/DATATYPE names those that are there")


def _impossible(_: falcon.Request, resp: falcon.Response, act: NoSuchAct, __: object) -> None:
    do = "act on a datatype whose records can be so: syncproof list stories, in-sync.life-cycle"
    _answer(resp, HTTPStatus.UNPROCESSABLE_ENTITY, str(act), do)


def _full(_: falcon.Request, resp: falcon.Response, no_room: NoRoom, __: object) -> None:
    _answer(resp, HTTPStatus.UNPROCESSABLE_ENTITY, str(no_room), "ask for something that the system allows")


def _vendors(_: falcon.Request, resp: falcon.Response, answer: Answer, __: object) -> None:
    what = f"{Trello.name} answers {answer.status}: {answer.body}"
    _answer(resp, HTTPStatus.UNPROCESSABLE_ENTITY, what, "ask for something that the system allows")
