"""The harness's clock as a web application: a SUT asks for the time, and sleeps without waiting."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import falcon
import orjson

from syncproof.errors import cut
from syncproof.fakes.kit.clock import Clock, iso

LONGEST = 86_400.0
"""The most seconds that one request can sleep."""
_LONGEST_BODY = 60


class _ClockResource:
    def __init__(self, clock: Clock, refuses: Callable[[str], object]) -> None:
        self._clock = clock
        self._refuses = refuses

    def on_get(self, _: falcon.Request, resp: falcon.Response) -> None:
        resp.media = {"now": iso(self._clock.now), "milliseconds": self._clock.now}

    def on_post(self, req: falcon.Request, resp: falcon.Response) -> None:
        body = req.bounded_stream.read()
        seconds = _seconds(body)
        if isinstance(seconds, bool) or not isinstance(seconds, int | float) or not 0 <= seconds <= LONGEST:
            cure = f'send {{"sleep": seconds}}, from 0 to {LONGEST:g}'
            self._refuses(f"{cut(body.decode('utf-8', 'replace'), _LONGEST_BODY) or 'an empty body'}: {cure}")
            raise falcon.HTTPBadRequest(title="sleep", description=cure)
        self._clock.advance(seconds)
        self.on_get(req, resp)


def _seconds(body: bytes) -> Any:  # noqa: ANN401 - JSON is anything
    """Return the value of `sleep`, whatever the content type: few clients send that of JSON by default."""
    try:
        sent = orjson.loads(body)
    except orjson.JSONDecodeError:
        return None
    return sent.get("sleep") if isinstance(sent, dict) else None


def clock_app(
    clock: Clock, refuses: Callable[[str], object] = lambda _: None
) -> falcon.App[falcon.Request, falcon.Response]:
    """Return a WSGI application: `GET /` tells the time, `POST /` with `{"sleep": 2.5}` lets it pass.

    `refuses` is called with each request that is no sleep, and the cure: few syncs look at the clock's answer.
    """
    app = falcon.App()
    app.add_route("/", _ClockResource(clock, refuses))
    return app
