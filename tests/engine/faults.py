"""Faults and crashes at a request: each is given the request and the function that answers it."""

from __future__ import annotations

import httpx

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


FAULTS = (refused, lost_answer, busy, failed_after, limited, html, truncated, error_inside, denied_once)
