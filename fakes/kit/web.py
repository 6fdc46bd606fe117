"""The common part of the fakes' web applications: bodies, questions to the outside, defects of ours."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from io import BytesIO
from types import MappingProxyType
from typing import NoReturn
from wsgiref.types import WSGIEnvironment

import falcon
import orjson

LONGEST = 1 << 20
"""Bytes of the longest body; a longer one is 413."""

HEADS = "syncproof.heads"
"""The key of the answers from outside in a WSGI environment: a Mapping[str, int], url to status, 0 for no answer."""

BODY = "syncproof.body"
"""The key of the body, as bytes, once a fake that may raise a Question has read it."""

_JSON = frozenset({"application/json"})
_NONE: Mapping[str, int] = MappingProxyType({})


class Question(Exception):  # noqa: N818 - a question, not an error
    """An address outside must be asked with HEAD before a request can be answered; a fake does no I/O itself.

    Nothing has changed when a question is raised. The caller of the application asks for `url`, and calls again with
    the environment that `again` returns.
    """

    def __init__(self, url: str, body: bytes) -> None:
        super().__init__(f"what does HEAD {url} give?")
        self.url = url
        self.body = body

    def again(self, environ: WSGIEnvironment, status: int) -> WSGIEnvironment:
        """Return the environment of the same request, now with the status of the answer (0: there was none)."""
        heads = {**environ.get(HEADS, _NONE), self.url: status}
        asked = {**environ, HEADS: heads, "wsgi.input": BytesIO(self.body), "CONTENT_LENGTH": str(len(self.body))}
        asked.pop("HTTP_TRANSFER_ENCODING", None)
        return asked


def head(req: falcon.Request, url: str) -> int:
    """Return the status that HEAD of a url gives. Raises Question where the url was not asked yet."""
    heads: Mapping[str, int] = req.env.get(HEADS, _NONE)
    if url not in heads:
        raise Question(url, req.env.get(BODY, b""))
    return heads[url]


def give_up(_: falcon.Request, __: falcon.Response, error: Exception, ___: object) -> NoReturn:
    """Let a defect of a fake break the run, as the handler of last resort: no vendor's 500 may hide it."""
    raise error


def sent_object(req: falcon.Request, types: Collection[str] = _JSON) -> dict[str, object]:
    """Return the object in a request's body. Raises falcon.HTTPError: 413, 415 or 400."""
    type_, _, parameters = (req.content_type or "").lower().partition(";")
    charset = parameters.partition("charset=")[2].strip(' "')
    if type_.strip() not in types or charset not in {"", "utf-8"}:
        raise falcon.HTTPUnsupportedMediaType(description="The body must be application/json in UTF-8.")
    if req.get_header("Content-Encoding", default="identity").lower() != "identity":
        raise falcon.HTTPUnsupportedMediaType(description="The body must not be compressed.")
    # A chunked body has no length, so it is read up to the limit and one byte more.
    length = LONGEST + 1 if "HTTP_TRANSFER_ENCODING" in req.env else req.content_length or 0
    body = req.env["wsgi.input"].read(min(length, LONGEST + 1))
    if length > LONGEST and len(body) > LONGEST:
        raise falcon.HTTPContentTooLarge(description=f"The body must have at most {LONGEST} bytes.")
    try:
        data = orjson.loads(body)
    except orjson.JSONDecodeError:
        raise falcon.HTTPBadRequest(description="The body is not valid JSON in UTF-8.") from None
    if not isinstance(data, dict):
        raise falcon.HTTPBadRequest(description="The body must be a JSON object.")
    return data
