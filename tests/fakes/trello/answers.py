"""What is asked of answers again and again: status and body, the ids in a list, Trello's words for common refusals."""

from __future__ import annotations

import httpx

UNKNOWN = "0" * 24
"""An id that nothing has."""

NOT_FOUND = (404, "The requested resource was not found.")
NOT_AN_ID = (400, '{"message":"Invalid objectId","error":"ERROR"}')
NOT_THE_BOARD = (401, "unauthorized permission requested")
NOT_THE_MEMBER = (401, "unauthorized member permission requested")

JSON = "application/json; charset=utf-8"
TEXT = "text/plain; charset=utf-8"


def said(answer: httpx.Response) -> tuple[int, str]:
    """Return status and body."""
    return answer.status_code, answer.text


def ids(answer: httpx.Response) -> list[str]:
    """Return the ids of what a list holds."""
    return [str(one["id"]) for one in answer.json()]


def named(client: httpx.Client, path: str, **params: str) -> list[str]:
    """Return the names of what a list holds."""
    return [str(one["name"]) for one in client.get(path, params=params).json()]
