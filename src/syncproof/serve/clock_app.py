"""The harness's clock as a web application: a SUT asks for the time, and sleeps without waiting."""

from __future__ import annotations

from typing import Any

import falcon
import orjson

from syncproof.fakes.kit.clock import Clock, iso

LONGEST = 86_400.0
"""The most seconds that one request can sleep."""


class _ClockResource:
    def __init__(self, clock: Clock) -> None:
        self._clock = clock

    def on_get(self, _: falcon.Request, resp: falcon.Response) -> None:
        resp.media = {"now": iso(self._clock.now), "milliseconds": self._clock.now}

    def on_post(self, req: falcon.Request, resp: falcon.Response) -> None:
        seconds = _seconds(req.bounded_stream.read())
        if isinstance(seconds, bool) or not isinstance(seconds, int | float) or not 0 <= seconds <= LONGEST:
            raise falcon.HTTPBadRequest(title="sleep", description=f'send {{"sleep": seconds}}, from 0 to {LONGEST:g}')
        self._clock.advance(seconds)
        self.on_get(req, resp)


def _seconds(body: bytes) -> Any:  # noqa: ANN401 - JSON is anything
    """Return the value of `sleep`, whatever the content type: few clients send that of JSON by default."""
    try:
        sent = orjson.loads(body)
    except orjson.JSONDecodeError:
        return None
    return sent.get("sleep") if isinstance(sent, dict) else None


def clock_app(clock: Clock) -> falcon.App[falcon.Request, falcon.Response]:
    """Return a WSGI application: `GET /` tells the time, `POST /` with `{"sleep": 2.5}` lets it pass."""
    app = falcon.App()
    app.add_route("/", _ClockResource(clock))
    return app
