"""The gate: who waits, who goes in, who is turned away, and which pauses pass on the clock."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable
from typing import TypeVar

import pytest

from syncproof.serve.gate import Gate

T = TypeVar("T")


class Times:
    """Two clocks: the real one, by hand, and what was let pass on the harness's."""

    def __init__(self) -> None:
        self.real = 100.0
        self.passed: list[float] = []

    def gate(self) -> Gate:
        return Gate(self.passed.append, lambda: self.real)


@pytest.fixture
def times() -> Times:
    return Times()


def play(scene: Callable[[], Awaitable[T]]) -> T:
    async def main() -> T:
        async with asyncio.timeout(60):
            return await scene()

    return asyncio.run(main())


async def one_who_comes(gate: Gate, request: str = "GET /") -> asyncio.Task[bool]:
    task = asyncio.create_task(gate.passed(request))
    await asyncio.sleep(0)
    return task


def test_it_is_shut_at_first_and_who_comes_waits(times: Times) -> None:
    async def scene() -> tuple[bool, tuple[str, ...]]:
        gate = times.gate()
        task = await one_who_comes(gate, "POST /1/cards")
        seen = task.done(), gate.waiting
        task.cancel()
        return seen

    assert play(scene) == (False, ("POST /1/cards",))


def test_who_waits_goes_in_when_it_opens(times: Times) -> None:
    async def scene() -> tuple[bool, tuple[str, ...], bool]:
        gate = times.gate()
        task = await one_who_comes(gate)
        gate.open()
        return await task, gate.waiting, await gate.passed()

    assert play(scene) == (True, (), True)


def test_of_those_who_wait_one_goes_in_and_it_stays_shut(times: Times) -> None:
    async def scene() -> tuple[tuple[str, ...], tuple[str, ...], bool]:
        gate = times.gate()
        tasks = [await one_who_comes(gate, request) for request in ("GET /1", "GET /2", "GET /3")]
        gate.let_in_one()
        after_one = gate.waiting  # at once: whoever looks now may take it for one who came later
        await tasks[0]
        # Told twice at once, it is two.
        gate.let_in_one()
        gate.let_in_one()
        await asyncio.gather(*tasks)
        gate.let_in_one()
        last = await one_who_comes(gate, "GET /4")
        seen = gate.waiting
        last.cancel()
        return after_one, seen, gate.is_open

    assert play(scene) == (("GET /2", "GET /3"), ("GET /4",), False)


def test_who_goes_out_by_it_is_nobody_who_asks(times: Times) -> None:
    async def scene() -> tuple[tuple[str, ...], bool]:
        gate = times.gate()
        task = await one_who_comes(gate, "")
        gate.let_in_one()
        await asyncio.sleep(0)
        seen = gate.waiting, task.done()
        task.cancel()
        return seen

    assert play(scene) == ((), False)


def test_who_waits_is_turned_away_and_who_comes_then(times: Times) -> None:
    async def scene() -> tuple[bool, bool]:
        gate = times.gate()
        task = await one_who_comes(gate)
        gate.turn_away()
        return await task, await gate.passed()

    assert play(scene) == (False, False)


def test_who_waits_is_hung_up_on_and_who_comes_then_waits(times: Times) -> None:
    async def scene() -> tuple[bool, tuple[str, ...]]:
        gate = times.gate()
        first = await one_who_comes(gate, "POST /1/cards")
        gate.hang_up()
        second = await one_who_comes(gate, "GET /1/cards")
        seen = await first, gate.waiting
        second.cancel()
        return seen

    assert play(scene) == (False, ("GET /1/cards",))


def test_after_turning_away_it_can_be_shut_and_opened_again(times: Times) -> None:
    async def scene() -> tuple[bool, bool]:
        gate = times.gate()
        gate.turn_away()
        gate.shut()
        task = await one_who_comes(gate)
        waits = not task.done()
        gate.open()
        return waits, await task

    assert play(scene) == (True, True)


def test_who_gives_up_waiting_waits_no_longer(times: Times) -> None:
    async def scene() -> tuple[str, ...]:
        gate = times.gate()
        task = await one_who_comes(gate)
        task.cancel()
        await asyncio.gather(task, return_exceptions=True)
        return gate.waiting

    assert play(scene) == ()


@pytest.mark.parametrize(("pause", "passed"), [(0.99, []), (1.0, [1.0]), (30.0, [30.0])])
def test_a_pause_of_a_second_or_more_passes_on_the_clock(times: Times, pause: float, passed: list[float]) -> None:
    gate = times.gate()
    gate.open()

    times.real += pause
    gate.tick()

    assert times.passed == passed


def test_a_pause_is_counted_from_the_answer_before(times: Times) -> None:
    gate = times.gate()
    gate.open()

    for _ in range(5):
        times.real += 0.9
        gate.tick()
        gate.answered()

    assert times.passed == []


def test_what_passes_while_it_is_shut_is_no_pause_of_the_sync(times: Times) -> None:
    gate = times.gate()
    gate.answered()

    times.real += 60
    gate.open()
    gate.tick()

    assert times.passed == []


def test_who_is_kept_waiting_makes_no_pause(times: Times) -> None:
    async def scene() -> list[float]:
        gate = times.gate()
        gate.answered()
        times.real += 10
        task = await one_who_comes(gate)
        times.real += 5
        gate.let_in_one()
        await task
        gate.tick()
        return times.passed

    assert play(scene) == [10]
