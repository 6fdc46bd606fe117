"""The watcher ends as it should, whenever somebody interrupts it."""

from __future__ import annotations

import os
import signal
from collections.abc import Callable

import pytest

from syncproof.watch import said, watcher
from syncproof.watch.watcher import Watcher


def test_an_interruption_reaches_a_play_that_had_not_said_that_it_began(monkeypatch: pytest.MonkeyPatch) -> None:
    killed: list[tuple[int, int]] = []

    class Warm:
        def __init__(self, _: str, tell: Callable[[Warm, said.Message], None]) -> None:
            self.tell = tell

        def send(self, _: object) -> None:
            self.tell(self, said.Began(7))
            raise KeyboardInterrupt

        def end(self) -> None:
            pass

    def kill(process: int, number: int) -> None:
        killed.append((process, number))
        watching_tells[0](said.PlayEnded(130))

    watching_tells: list[Callable[[said.Message], None]] = []
    warm: list[Warm] = []

    def made(play: str, tell: Callable[[Warm, said.Message], None]) -> Warm:
        warm.append(Warm(play, tell))
        watching_tells.append(lambda message: tell(warm[0], message))
        return warm[0]

    monkeypatch.setattr(watcher, "WarmProcess", made)
    monkeypatch.setattr(os, "kill", kill)
    lines: list[str] = []

    assert Watcher(["x"], "a.module", lines.append, lambda: None).run() == 130
    assert (killed, lines) == ([(7, signal.SIGTERM)], ["exit 130: as the last play"])
