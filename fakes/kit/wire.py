"""How a system's API words what a fault imitates: its error answers, and its lists of records.

A fault is never kinder and never odder than the real thing, so each system says how its own answers look.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from http import HTTPStatus
from types import MappingProxyType
from typing import Any, NamedTuple
from urllib.parse import parse_qs

NO_HEADERS: Mapping[str, str] = MappingProxyType({})
PLAIN = "text/plain; charset=utf-8"


class ErrorAnswer(NamedTuple):
    """An answer that is no success: its body, and what its headers say beside the length."""

    body: bytes
    content_type: str = PLAIN
    headers: Mapping[str, str] = NO_HEADERS


class Wire:
    """The answers of a plain API: errors are text, a list is a JSON array, and `page` asks for a later page."""

    later_page: Mapping[str, Sequence[str]] = MappingProxyType({"page": ("", "1")})
    """The parameters that ask for a page after the first, each with the values that do not."""

    says_when: bool = True
    """Whether a refusal by a rate limit says with Retry-After when to come again."""

    def error(self, status: HTTPStatus) -> ErrorAnswer:
        """Return the answer with which the API refuses a request; a refusal of the moment, not of a value."""
        return ErrorAnswer(status.phrase.encode())

    def records(self, answer: Any) -> Sequence[Any] | None:  # noqa: ANN401 - decoded JSON
        """Return the records in the answer to a list, or None for any other answer."""
        return answer if isinstance(answer, list) else None

    def shortened(self, answer: Any, records: Sequence[Any]) -> Any:  # noqa: ANN401 - decoded JSON
        """Return a list's answer as if there were these records only, on this page, and no page after it."""
        _ = answer
        return records

    def asks_for_later_page(self, query: str) -> bool:
        """Whether a query asks for a page of a list after the first."""
        given = parse_qs(query)
        return any(values[-1] not in self.later_page.get(name, values) for name, values in given.items())
