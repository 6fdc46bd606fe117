"""Faults and crashes at a request: each is given the request and the function that answers it."""

from __future__ import annotations

from collections.abc import Callable

import httpx
import orjson

from .conftest import Answer, Crash


def crash_before(_: httpx.Request, __: Answer) -> httpx.Response:
    raise Crash


def crash_after(request: httpx.Request, answer: Answer) -> httpx.Response:
    answer(request)
    raise Crash


def refused(request: httpx.Request, _: Answer) -> httpx.Response:
    raise httpx.ConnectError("refused", request=request)


def lost_answer(request: httpx.Request, answer: Answer) -> httpx.Response:
    answer(request)
    raise httpx.ReadTimeout("lost", request=request)


def busy(request: httpx.Request, _: Answer) -> httpx.Response:
    return httpx.Response(503, text="busy", request=request)


def failed_after(request: httpx.Request, answer: Answer) -> httpx.Response:
    answer(request)
    return httpx.Response(500, text="oops", request=request)


def limited(request: httpx.Request, _: Answer) -> httpx.Response:
    return httpx.Response(429, headers={"Retry-After": "3"}, request=request)


def html(request: httpx.Request, answer: Answer) -> httpx.Response:
    answer(request)
    return httpx.Response(200, html="<h1>Sorry</h1>", request=request)


def truncated(request: httpx.Request, answer: Answer) -> httpx.Response:
    whole = answer(request).read()
    headers = {"Content-Type": "application/json"}
    return httpx.Response(200, content=whole[: len(whole) // 2], headers=headers, request=request)


def error_inside(request: httpx.Request, answer: Answer) -> httpx.Response:
    answer(request)
    return httpx.Response(200, json={"error": "INTERNAL", "message": "oops"}, request=request)


def denied_once(request: httpx.Request, _: Answer) -> httpx.Response:
    return httpx.Response(401, text="unauthorized permission requested", request=request)


def without_access(request: httpx.Request, _: Answer) -> httpx.Response:
    return httpx.Response(403, text="forbidden", request=request)


def missing(request: httpx.Request, _: Answer) -> httpx.Response:
    return httpx.Response(404, text="not found", request=request)


def conflict(request: httpx.Request, _: Answer) -> httpx.Response:
    return httpx.Response(409, text="conflict", request=request)


def locked(request: httpx.Request, _: Answer) -> httpx.Response:
    return httpx.Response(423, text="locked", request=request)


def accepted(request: httpx.Request, answer: Answer) -> httpx.Response:
    answer(request)
    return httpx.Response(202, request=request)


def redirected(request: httpx.Request, _: Answer) -> httpx.Response:
    return httpx.Response(302, headers={"Location": "https://login.example/"}, request=request)


def empty_list(request: httpx.Request, answer: Answer) -> httpx.Response:
    return with_items(request, answer, lambda _: [])


def short_list(request: httpx.Request, answer: Answer) -> httpx.Response:
    """Leave the first record out, which a cursor at the last one passes over."""
    return with_items(request, answer, lambda items: items[1:])


def with_items(
    request: httpx.Request, answer: Answer, change: Callable[[list[object]], list[object]]
) -> httpx.Response:
    """Answer a list with other items; any other answer as it is."""
    response = answer(request)
    whole = orjson.loads(response.read())
    if isinstance(whole, list):
        return httpx.Response(200, json=change(whole), request=request)
    for name in ("data", "items"):
        if isinstance(whole.get(name), list):
            return httpx.Response(200, json=whole | {name: change(whole[name])}, request=request)
    return response


FAULTS = (
    refused,
    lost_answer,
    busy,
    failed_after,
    limited,
    html,
    truncated,
    error_inside,
    denied_once,
    without_access,
    missing,
    conflict,
    locked,
    accepted,
    redirected,
    empty_list,
    short_list,
)
