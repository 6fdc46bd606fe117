"""Views of tokens, which never show the value."""

from __future__ import annotations

from syncproof.fakes.trello.memory.rows import Json
from syncproof.fakes.trello.memory.tokens import Token
from syncproof.fakes.trello.request.ask import Ask
from syncproof.fakes.trello.request.selection import fields


def shown(ask: Ask, token: Token, name: str = "fields") -> Json:
    """Return a token, with its webhooks if asked for."""
    found = dict(fields(ask.parameters, name)(token.shape()))
    if ask.parameters.flag("webhooks"):
        found["webhooks"] = webhooks(ask, token)
    return found


def webhooks(ask: Ask, token: Token) -> list[Json]:
    """Return the webhooks of a token, the oldest first."""
    return [one.shape() for one in ask.service.webhooks.of(token)]


def own(ask: Ask, name: str = "fields") -> list[Json]:
    """Return the good tokens of the reader, the oldest first."""
    now = ask.state.clock.now
    mine = (one for one in ask.state.tokens.values() if one.member == ask.member and one.valid(now))
    return [shown(ask, one, name) for one in sorted(mine, key=lambda one: one.id)]
