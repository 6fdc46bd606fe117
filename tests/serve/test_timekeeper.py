"""How the clock of served systems goes."""

from __future__ import annotations

from syncproof.fakes.kit.clock import START, Clock
from syncproof.serve.timekeeper import Timekeeper


def test_it_goes_with_real_time_between_ticks_only() -> None:
    seconds = [100.0]
    clock = Clock()
    time = Timekeeper(clock, lambda: seconds[0])

    seconds[0] = 101.5
    before = clock.now
    time.tick()

    assert (before, clock.now) == (START, START + 1500)


def test_many_small_steps_are_not_rounded_away() -> None:
    seconds = [0.0]
    clock = Clock()
    time = Timekeeper(clock, lambda: seconds[0])

    for _ in range(10_000):
        seconds[0] += 0.0004
        time.tick()

    assert 3999 <= clock.now - START <= 4000


def test_it_stands_still_until_told() -> None:
    clock = Clock()
    time = Timekeeper(clock)

    time.tick()
    time.advance(60)
    time.tick()

    assert clock.now == START + 60_000
    assert not time.runs


def test_it_goes_on_from_where_it_was_set() -> None:
    seconds = [0.0]
    clock = Clock()
    time = Timekeeper(clock, lambda: seconds[0])
    seconds[0] = 50.0

    time.set(START + 5)
    seconds[0] = 51.0
    time.tick()

    assert clock.now == START + 1005
