"""`/batch`: up to ten reads in one request."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any
from urllib.parse import unquote_to_bytes, urlencode

import falcon
import orjson

from syncproof.fakes.trello.refusals import bad
from syncproof.fakes.trello.request.ask import Ask, Routes

_MOST = 10
_WITHIN = "syncproof.trello.batch"
"""The variable that marks a read inside a batch, which must not be a batch itself, however it is spelt (ours)."""
_NAMES = {
    400: "BadRequestError",
    401: "UnauthorizedError",
    403: "ForbiddenError",
    404: "NotFoundError",
    429: "TooManyRequestsError",
}
"""The `name` of a failed read by its status (ours: the key is known, its values are not)."""


def get(ask: Ask) -> object:
    """Answer each read like a request of its own, in the given order; each counts against the limits (ours).

    A comma inside an address has to be encoded (spec), once more than the query itself.
    """
    urls = ask.parameters.words("urls")
    within = _WITHIN in ask.req.env
    if within or not 1 <= len(urls) <= _MOST or not all(url.startswith("/") for url in urls):
        raise bad("urls")  # the words: ours
    return [_one(ask, url) for url in urls]


def _one(ask: Ask, url: str) -> object:
    """Return the answer of one address."""
    path, _, query = url.partition("?")
    key, token = ask.req.context.credentials
    asked = falcon.uri.parse_query_string(query, keep_blank=True) | {"key": key, "token": token}
    environ = {
        **ask.req.env,
        _WITHIN: True,
        "REQUEST_METHOD": "GET",
        "PATH_INFO": "/1" + unquote_to_bytes(path).decode("latin-1"),
        "QUERY_STRING": urlencode(asked, doseq=True),
    }
    status = 0

    def start(line: str, *_: object) -> Callable[[bytes], object]:
        nonlocal status
        status = int(line[:3])
        return lambda _: None

    body = b"".join(ask.service.answer(environ, start))
    if status == falcon.http_status_to_code(falcon.HTTP_OK):
        return {"200": orjson.loads(body)}
    return {"name": _NAMES.get(status, "Error"), "message": _message(body), "statusCode": status}


def _message(body: bytes) -> object:
    try:
        parsed: Any = orjson.loads(body)
    except orjson.JSONDecodeError:
        return body.decode()
    return parsed["message"] if isinstance(parsed, dict) and "message" in parsed else body.decode()


ROUTES: Routes = {("GET", "/batch"): get}
