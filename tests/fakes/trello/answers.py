"""What is asked of answers again and again: an id that nothing has, what was said, the ids in a list."""

from __future__ import annotations

import httpx

UNKNOWN = "0" * 24
NOT_FOUND = (404, "The requested resource was not found.")


def said(answer: httpx.Response) -> tuple[int, str]:
    """Return status and body."""
    return answer.status_code, answer.text


def ids(answer: httpx.Response) -> list[str]:
    """Return the ids of what a list holds."""
    return [str(one["id"]) for one in answer.json()]
