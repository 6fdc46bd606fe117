"""Comments as the tests write them, and the types of actions in a list."""

from __future__ import annotations

import httpx


def types(client: httpx.Client, path: str, **params: str | int) -> list[str]:
    """Return the types of the actions in a list."""
    return [str(action["type"]) for action in client.get(path, params=params).json()]


def comment_on(client: httpx.Client, card: str, text: str) -> str:
    """Return the id of a new comment."""
    return str(client.post(f"/cards/{card}/actions/comments", params={"text": text}).json()["id"])
