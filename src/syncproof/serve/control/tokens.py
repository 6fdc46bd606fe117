"""The control API's tokens: a person grants them in Trello's own screens, with fewer rights or for a while."""

from __future__ import annotations

from collections.abc import Collection

import falcon
import orjson

from syncproof.fakes.kit.clock import DAY
from syncproof.serve.control.asking import Body, Cannot, known
from syncproof.serve.systems import Systems

SCOPES = ("read", "write", "account")
_LONGEST = 30 * DAY // 1000
"""Seconds: the longest life of a token that Trello offers beside `never` (docs)."""


class Tokens:
    """`/tokens`: grants tokens of the served Trello."""

    def __init__(self, systems: Systems) -> None:
        self._systems = systems

    def on_post(self, req: falcon.Request, resp: falcon.Response) -> None:
        """Grant a token of the service account, or of another member."""
        body = Body(req, "scopes", "seconds", "member")
        scopes = _scopes(body.text("scopes"))
        seconds = body.number("seconds", most=_LONGEST) if "seconds" in body else None
        expires = None if seconds is None else self._systems.clock.now + round(seconds * 1000)
        token = self._systems.trello.grant(scopes, expires=expires, member=body.text("member", ""))
        resp.data = orjson.dumps({"token": token})


def _scopes(text: str) -> frozenset[str]:
    wanted: Collection[str] = [each.strip() for each in text.split(",") if each.strip()]
    if not wanted:
        raise Cannot("no scopes", f"send some of {', '.join(SCOPES)}, with commas between")
    return frozenset(known("scope", each, SCOPES) for each in wanted)
