"""A service is let through its pass one request at a time, and the end that it tells is believed only if it is one."""

from __future__ import annotations

import math
from collections.abc import Callable
from contextlib import AbstractContextManager, nullcontext

import pytest

from syncproof.drivers.asking import Late, Meanwhile
from syncproof.drivers.one_by_one import OneByOne
from syncproof.sut.protocol import Status

REQUESTS = 3
"""So many requests make a pass."""


class Service:
    """Goes from pass to pass without a pause, and waits before each request until it is let in."""

    def __init__(self, unseen: int = 0) -> None:
        self.let_in = 0
        self.unseen = unseen
        """How many times it is looked for before it has come to the gate."""
        self.waits = 0.0
        """Seconds for which its last answer was waited for before it was let in."""

    @property
    def passes(self) -> int:
        """How many passes have ended."""
        return self.let_in // REQUESTS

    @property
    def is_between(self) -> bool:
        """Whether it has been answered nothing in the pass that it is in."""
        return self.let_in % REQUESTS == 0

    def let_in_one(self) -> None:
        self.let_in += 1

    def late(self, _: float) -> tuple[str, ...]:
        self.unseen -= 1
        return ("GET /records",) if self.unseen < 0 else ()

    def requests(self) -> tuple[int, int]:
        return self.let_in, 0

    def hints(self) -> list[str]:
        return []

    def answering(self) -> AbstractContextManager[None]:
        return nullcontext()

    def hang_up(self) -> None:
        raise AssertionError

    def says(self, meanwhile: Meanwhile) -> Status:
        """Say at once how many have ended."""
        self.waits = meanwhile.every()
        return Status(passes=self.passes)

    def ends_its_pass_first(self, meanwhile: Meanwhile) -> Status:
        """Say how many have ended when the pass that it is in has."""
        before = self.passes
        while self.passes == before:
            assert meanwhile.ripe()
            self.waits = meanwhile.every()
            meanwhile.do()
        return Status(passes=self.passes)


def rested(service: Service, look: Callable[[Meanwhile], Status], one_by_one: OneByOne | None = None) -> int:
    """Return how many passes had ended when one was believed to have; it is between two then."""
    status = (one_by_one or OneByOne(service, 1)).pass_ended(look, math.inf)
    assert status.passes == service.passes
    assert service.is_between
    return service.passes


def test_one_that_answers_while_it_waits_is_let_through_one_pass() -> None:
    service = Service()

    assert rested(service, service.says) == 1
    assert service.waits > 1


@pytest.mark.parametrize("last", range(2 * REQUESTS))
def test_what_it_said_before_it_was_let_in_is_not_believed(last: int) -> None:
    service = Service()

    def busy(meanwhile: Meanwhile) -> Status:
        """Answer so late, once, that another is let in before what it says is heard."""
        status = service.says(meanwhile)
        if service.let_in == last:
            meanwhile.do()
        return status

    assert rested(service, busy) == (2 if last == REQUESTS else 1)
    assert service.waits > 1, "it was late once, and is taken for one that answers nobody"


def test_one_that_is_slow_at_first_is_not_taken_for_one_that_answers_nobody() -> None:
    service = Service(unseen=2)
    looks = 0

    def slow(meanwhile: Meanwhile) -> Status:
        nonlocal looks
        looks += 1
        for _ in range(REQUESTS if looks == 2 else 0):
            meanwhile.do()
        status = Status(passes=service.passes)
        if looks == 2:
            meanwhile.do()
        return status

    assert rested(service, slow) == 2


def test_one_that_answers_nobody_while_it_waits_is_known_after_a_while() -> None:
    service = Service()
    one_by_one = OneByOne(service, 1)

    first = rested(service, service.ends_its_pass_first, one_by_one)

    assert service.waits < 0.1
    assert rested(service, service.ends_its_pass_first, one_by_one) == first + 2  # the first look ends what it began


def test_one_that_ends_no_pass_is_late() -> None:
    service = Service()

    with pytest.raises(Late, match=r"no two passes ended within 7 s \(--pass-timeout\): passes was 0, and is 0"):
        OneByOne(service, 7).pass_ended(lambda _: Status(passes=0), 0)
