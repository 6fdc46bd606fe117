"""A day of polling, a pass every five minutes: an idle pass costs no more at its end than at its beginning."""

from __future__ import annotations

from tests.engine.conftest import CARD, Worlds

PASSES = 24 * 12
AN_HOUR = 12


def test_a_pass_of_a_day_asks_no_more_than_the_one_before(world: Worlds) -> None:
    here = world(CARD)
    task = here.add(CARD)
    here.settle()
    asked = []
    for number in range(PASSES):
        if number == AN_HOUR:
            here.edit("Custompms", "Task", task, {"title": "Changed once"})
        before = len(here.wire.requests)
        here.run()
        asked.append([request.method for request in here.wire.requests[before:]])
        here.clock.advance(300)

    idle = asked[0]
    assert idle == ["GET", "GET"]
    busy = [number for number, requests in enumerate(asked) if requests != idle]
    # An edit is carried in its pass; its cursor trails by two.
    assert (busy[0], busy[-1] <= AN_HOUR + 2) == (AN_HOUR, True)
    assert [method for requests in asked for method in requests if method != "GET"] == ["PUT"]
