"""What the fakes' web applications share: the body of a request, and what becomes of a defect of ours."""

from __future__ import annotations

from collections.abc import Collection
from typing import NoReturn

import falcon
import orjson

LONGEST = 1 << 20
"""Bytes; a longer body is 413."""

_JSON = frozenset({"application/json"})


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
