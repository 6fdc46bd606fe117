"""Tokens, and the webhooks that end with them."""

from __future__ import annotations

from typing import NamedTuple

from syncproof.fakes.kit.clock import iso
from syncproof.fakes.trello.memory.rows import Json

_IDENTIFIER = "Synchronization"
"""The name of the application that the key belongs to."""


class Token(NamedTuple):
    """A token with its scopes; times are in milliseconds, `expires` is None for a token that never expires."""

    value: str
    member: str
    scopes: frozenset[str]
    id: str
    created: int
    expires: int | None = None
    revoked: bool = False

    def valid(self, now: int) -> bool:
        """Whether the token is still good."""
        return not self.revoked and (self.expires is None or now < self.expires)

    def shape(self) -> Json:
        """Return the token in JSON, never its value; modelType is capitalised (observed)."""
        allowed = {"read": "read" in self.scopes, "write": "write" in self.scopes}
        return {
            "id": self.id,
            "identifier": _IDENTIFIER,
            "idMember": self.member,
            "dateCreated": iso(self.created),
            "dateExpires": None if self.expires is None else iso(self.expires),
            "permissions": [
                {"idModel": id_, "modelType": type_, **allowed}
                for id_, type_ in ((self.member, "Member"), ("*", "Board"), ("*", "Organization"))
            ],
        }


class Webhook(NamedTuple):
    """A webhook: all actions that touch `model` are sent to `url`. The webhook ends with `token`.

    `failed` is when the first of the failures in a row was, in milliseconds.
    """

    id: str
    token: str
    model: str
    url: str
    description: str = ""
    active: bool = True
    failures: int = 0
    failed: int | None = None

    def shape(self) -> Json:
        """Return the webhook in JSON: exactly these keys (observed)."""
        return {
            "id": self.id,
            "description": self.description,
            "idModel": self.model,
            "callbackURL": self.url,
            "active": self.active,
            "consecutiveFailures": self.failures,
            "firstConsecutiveFailDate": None if self.failed is None else iso(self.failed),
        }
