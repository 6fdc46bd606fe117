"""The passes of a sync, and the clock before each of them."""

from __future__ import annotations

import pytest

from syncproof.fakes.kit.clock import START
from syncproof.steps.passes import Passes
from syncproof.steps.stage import Stage
from syncproof.sut import Sut
from syncproof.sut.protocol import PassEnd


@pytest.mark.parametrize(
    ("sut", "seconds"),
    [
        (Sut(), [1, 2]),
        (Sut(passes=2), [1, 1, 2, 2]),
        (Sut(debounce=5), [6, 12]),
        (Sut(debounce=5, passes=3), [6, 11, 16, 22, 27, 32]),
    ],
)
def test_the_clock_moves_before_each_pass_of_a_sync_that_waits_until_edits_are_still(
    sut: Sut, seconds: list[float], monkeypatch: pytest.MonkeyPatch
) -> None:
    stage = Stage(sut, 0)
    seen: list[float] = []

    def run_pass() -> PassEnd:
        seen.append((stage.clock.now - START) / 1000)
        return PassEnd("")

    monkeypatch.setattr(stage.driver, "run_pass", run_pass)
    Passes(stage, lambda *_: None).run_often(2)

    assert seen == seconds
