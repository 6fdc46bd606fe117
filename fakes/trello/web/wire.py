"""How Trello words what a fault imitates: refusals in plain text, and lists that are bare arrays."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from http import HTTPStatus
from types import MappingProxyType

import orjson

from syncproof.fakes.kit.wire import ErrorAnswer, Wire
from syncproof.fakes.trello.memory.limits import OF_A_TOKEN, TOKEN_EXCEEDED, WINDOW

TEXTS = MappingProxyType(
    {
        HTTPStatus.UNAUTHORIZED: "invalid token",  # docs
        HTTPStatus.FORBIDDEN: "forbidden",  # 403 is for refused features and limits, with many texts (docs); ours
        HTTPStatus.NOT_FOUND: "The requested resource was not found.",  # observed
    }
)
"""The texts of refusals; of other statuses no text is known, and the standard's own words stand in (ours)."""
_USED_UP = MappingProxyType(
    {
        "x-rate-limit-api-token-interval-ms": f"{WINDOW}",
        "x-rate-limit-api-token-max": f"{OF_A_TOKEN}",
        "x-rate-limit-api-token-remaining": "0",
    }
)


class TrelloWire(Wire):
    """The answers of Trello; a later page of a list is what came before or after an id or a moment."""

    later_page: Mapping[str, Sequence[str]] = MappingProxyType({"before": (), "page": ("", "0")})
    says_when = False

    def error(self, status: HTTPStatus) -> ErrorAnswer:
        """Return a refusal in plain text; that of a rate limit is JSON, and its headers name the window (docs)."""
        if status is HTTPStatus.TOO_MANY_REQUESTS:
            body = orjson.dumps(rate_limit_error(TOKEN_EXCEEDED))
            return ErrorAnswer(body, "application/json; charset=utf-8", _USED_UP)
        return ErrorAnswer(TEXTS.get(status, status.phrase).encode())


def rate_limit_error(exceeded: str) -> dict[str, str]:
    """Return the body of a 429, by the word for the limit that was exceeded (docs)."""
    return {"error": exceeded, "message": "Rate limit exceeded"}
