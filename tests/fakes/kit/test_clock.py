"""Time that the test controls."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from syncproof.fakes.kit.clock import START, Clock, iso, moment


def test_a_clock_stands_still_until_it_is_told_to_advance() -> None:
    clock = Clock()
    before = clock.now
    clock.advance(1.5)
    assert (before, clock.now, iso(clock.now)) == (START, START + 1500, "2026-03-01T08:00:01.500Z")


@given(st.integers(-62_135_596_800_000, 253_402_300_799_999))
def test_text_and_moment_are_the_same_thing_to_the_millisecond(at: int) -> None:
    assert moment(iso(at)) == at


@pytest.mark.parametrize(
    "text",
    [
        "2026-01-31T12:00:00.000Z",
        "2026-01-31T12:00:00",
        "2026-01-31T14:00:00+02:00",
        "2026-01-31T12:00:00.000000+00:00",
    ],
)
def test_a_zone_is_honoured_and_its_absence_is_utc(text: str) -> None:
    assert iso(moment(text)) == "2026-01-31T12:00:00.000Z"
