"""The answers that refuse a request, in Trello's own words; each states whether the words were observed or are ours."""

from __future__ import annotations

from typing import TypeVar

NOT_AN_ID = "Invalid objectId"
"""The answer to a bad id, to a stranger to the board, and to an id twice in a list of ids (observed)."""


def invalid(name: str) -> str:
    """Return the house style's words for a value that does not fit (observed for many parameters)."""
    return f"invalid value for {name}"


class Answer(Exception):  # noqa: N818 - an answer that ends a request early, not an error of ours
    """An answer that refuses a request; a text goes out as text, a dict as JSON."""

    def __init__(self, status: int, body: str | dict[str, str]) -> None:
        super().__init__(body)
        self.status = status
        self.body = body


def bad(name: str) -> Answer:
    """Return the answer to a value that does not fit a parameter."""
    return Answer(400, invalid(name))


def not_an_id() -> Answer:
    """Return the answer to a bad id inside a parameter (observed)."""
    return Answer(400, {"message": NOT_AN_ID, "error": "ERROR"})


def not_found() -> Answer:
    """Return the answer to an unknown id of a board, card or action (observed)."""
    return Answer(404, "The requested resource was not found.")


R = TypeVar("R")


def there(found: R | None) -> R:
    """Return the object that was found. Raises Answer if it is None."""
    if found is None:
        raise not_found()
    return found


def no_model() -> Answer:
    """Return the answer to an unknown id of a list or workspace (observed), or member (ours)."""
    return Answer(404, "model not found")
