"""Tokens as their owner sees them: never the value."""

from __future__ import annotations

from syncproof.fakes.kit.clock import iso
from syncproof.fakes.trello.memory.state import Token
from syncproof.fakes.trello.request.ask import Ask
from syncproof.fakes.trello.request.selection import fields
from syncproof.fakes.trello.shapes.objects import Json
from syncproof.fakes.trello.verbs import webhooks

_IDENTIFIER = "Synchronization"
"""What the application is called that the key belongs to."""


def shape(token: Token) -> Json:
    """Return how Trello writes a token; modelType is capitalised (observed)."""
    allowed = {"read": "read" in token.scopes, "write": "write" in token.scopes}
    return {
        "id": token.id,
        "identifier": _IDENTIFIER,
        "idMember": token.member,
        "dateCreated": iso(token.created),
        "dateExpires": None if token.expires is None else iso(token.expires),
        "permissions": [
            {"idModel": id_, "modelType": type_, **allowed}
            for id_, type_ in ((token.member, "Member"), ("*", "Board"), ("*", "Organization"))
        ],
    }


def shown(ask: Ask, token: Token, name: str = "fields") -> Json:
    """Return a token, with its webhooks if asked for."""
    found = dict(fields(ask.parameters, name)(shape(token)))
    if ask.parameters.flag("webhooks"):
        found["webhooks"] = [webhooks.shape(one) for one in ask.service.webhooks.of(token)]
    return found


def own(ask: Ask, name: str = "fields") -> list[Json]:
    """Return the tokens of the member who asks that are still good, the oldest first."""
    now = ask.state.clock.now
    mine = (one for one in ask.state.tokens.values() if one.member == ask.member and one.valid(now))
    return [shown(ask, one, name) for one in sorted(mine, key=lambda one: one.id)]
