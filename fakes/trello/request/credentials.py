"""Credentials: the key and token that a request bears, and whether they are good."""

from __future__ import annotations

import re
from functools import lru_cache

import falcon

from syncproof.fakes.trello.memory.limits import Caller
from syncproof.fakes.trello.memory.rights import BOARD
from syncproof.fakes.trello.memory.state import State
from syncproof.fakes.trello.memory.tokens import Token
from syncproof.fakes.trello.refusals import Answer
from syncproof.fakes.trello.request.parameters import READS, Parameters

_IN_HEADER = re.compile(r'(?<!\w)(oauth_consumer_key|oauth_token)="?([^",\s]*)"?')
_OLD_TOKEN = re.compile(r"[0-9a-f]{64}")
_TOKENS = "/1/tokens/"
INVALID_TOKEN = "invalid token"  # noqa: S105 - an answer, no secret


def missing_scopes() -> Answer:
    """Return the answer to a write without credentials, and to a key without a token (observed, 2025)."""
    return Answer(401, {"message": "missing scopes"})


def credentials(req: falcon.Request, parameters: Parameters) -> Caller:
    """Return key and token: a header wins over query and body (observed), a token in the path counts too (docs)."""
    if (header := req.env.get("HTTP_AUTHORIZATION")) and (found := _in_header(header)):
        return found
    given = parameters.given
    token = str(given.get("token") or "")
    if not token and req.path.startswith(_TOKENS):
        token = req.path.removeprefix(_TOKENS).partition("/")[0]
    return Caller(str(given.get("key") or ""), token)


@lru_cache(256)
def _in_header(header: str) -> Caller | None:
    """Return key and token of a header, None for an unknown scheme. Cached: a client repeats its header."""
    scheme, _, rest = header.partition(" ")
    if scheme.lower() == "oauth":
        found = dict(_IN_HEADER.findall(rest))
        return Caller(found.get("oauth_consumer_key", ""), found.get("oauth_token", ""))
    return Caller("", rest) if scheme.lower() == "bearer" else None


def signed_in(state: State, key: str, req: falcon.Request) -> Token | None:
    """Return the token of a request, None for a reader without credentials. Raises Answer (observed)."""
    given, token = req.context.credentials
    writes = req.method not in READS
    if not given and not token:
        if writes:
            raise missing_scopes()
        return None
    if given != key:
        # Of OAuth 2 (docs) there is no grant here; the words for an unknown one: ours.
        bearer = (req.get_header("Authorization") or "")[:7].lower() == "bearer "
        raise Answer(401, INVALID_TOKEN if bearer else "invalid key")
    if not token:
        raise missing_scopes()
    known = state.tokens.get(token)
    if known is None:
        raise Answer(401, INVALID_TOKEN if _OLD_TOKEN.fullmatch(token) else "invalid app token")
    if not known.valid(state.clock.now):
        raise Answer(401, INVALID_TOKEN)
    if ("write" if writes else "read") not in known.scopes:
        raise Answer(401, BOARD)
    return known
