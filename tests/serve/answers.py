"""What `syncproof serve` says on its first line, and what its control API answers."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from contextlib import AbstractContextManager
from typing import Any, TypeAlias

import httpx

Told: TypeAlias = Mapping[str, Mapping[str, str]]
Serving: TypeAlias = Callable[..., AbstractContextManager[Told]]


def control_of(told: Told) -> httpx.Client:
    """Return a client of the control API."""
    headers = {"Authorization": f"Bearer {told['control']['token']}"}
    return httpx.Client(base_url=told["control"]["url"], headers=headers, trust_env=False)


def trello_of(told: Told) -> httpx.Client:
    """Return a client of Trello, signed in."""
    params = {name: told["trello"][name] for name in ("key", "token")}
    return httpx.Client(base_url=told["trello"]["url"], params=params, trust_env=False)


CONTACT = {"name": "Ada", "email": "ada@home.example"}


def json(answer: httpx.Response) -> Any:  # noqa: ANN401 - JSON is anything
    assert answer.status_code == 200, answer.text
    return answer.json()


def records(control: httpx.Client, path: str) -> dict[str, dict[str, Any]]:
    found: dict[str, dict[str, Any]] = json(control.get(f"/records/{path}"))["records"]
    return found


def lines(control: httpx.Client, since: int = 0) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = json(control.get("/ledger", params={"since": since, "limit": 10_000}))["lines"]
    return found
