"""Custom fields as the tests make them, and what cards have in them."""

from __future__ import annotations

from typing import Any, TypeAlias

import httpx

Json: TypeAlias = dict[str, Any]


def make(client: httpx.Client, board: str, type_: str = "text", **more: object) -> Json:
    """Make a custom field and return it."""
    given = {"idModel": board, "modelType": "board", "name": "Wood", "type": type_, "pos": "bottom", **more}
    made: Json = client.post("/customFields", json=given).raise_for_status().json()
    return made


def fill(client: httpx.Client, card: str, field: str, **given: object) -> httpx.Response:
    """Ask for something in a custom field of a card."""
    return client.put(f"/cards/{card}/customField/{field}/item", json=given)


def items(client: httpx.Client, card: str) -> list[Json]:
    """Return what a card has in custom fields."""
    found: list[Json] = client.get(f"/cards/{card}/customFieldItems").raise_for_status().json()
    return found


def woods(*names: str) -> list[Json]:
    """Return options as they are asked for."""
    return [{"value": {"text": name}} for name in names]
