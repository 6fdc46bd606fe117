"""The clock of served systems, as clients meet it."""

from __future__ import annotations

from datetime import UTC, datetime
from itertools import count

import pytest

from tests.serve.answers import Serving, control_of, trello_of


def test_time_passes_by_itself_and_is_the_present(serving: Serving) -> None:
    with serving("--records", "0") as told, control_of(told) as control:
        first = control.get("/clock").json()
        tries = next(n for n in count() if control.get("/clock").json()["milliseconds"] > first["milliseconds"])

    assert tries < 1000
    assert abs(datetime.fromisoformat(first["now"]) - datetime.now(UTC)).total_seconds() < 60
    assert first["runs"] is True


@pytest.mark.parametrize("clock", ["manual", "real"])
def test_who_waits_out_a_429_gets_through(serving: Serving, clock: str) -> None:
    with serving("--records", "0", "--clock", clock) as told, control_of(told) as control, trello_of(told) as trello:
        # With a running clock a window may end between two requests, and another hundred gets through.
        refused = next((True for _ in range(2000) if trello.get("/members/me/boards").status_code == 429), False)
        control.post("/clock", json={"advance": 10})
        after = trello.get("/members/me/boards")

    assert refused
    assert after.status_code == 200
    assert after.headers["x-rate-limit-api-token-remaining"] == "99"


def test_time_stands_still_until_it_is_told(serving: Serving) -> None:
    with serving("--records", "0", "--clock", "manual") as told, control_of(told) as control, trello_of(told) as trello:
        moments = {trello.get("/members/me/boards").headers["X-Server-Time"] for _ in range(5)}
        shown = [control.get("/clock").json()["milliseconds"] for _ in range(2)]
        advanced = control.post("/clock", json={"advance": 1.5}).json()["milliseconds"]

    assert len(moments) == 1
    assert shown[0] == shown[1] == advanced - 1500
