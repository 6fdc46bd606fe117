"""The folder in which a SUT starts: a neighbour that happens to write in passes alone is not taken for the sync."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from syncproof.drivers.watched_folder import WatchedFolder

PASS = 0.1


class Neighbourhood:
    """A folder on a clock of its own: the sync writes in each pass, a neighbour every so many seconds."""

    def __init__(self, path: Path, every: float) -> None:
        self.seconds = 0.0
        self.waited = 0.0
        self._path = path
        self._every = every
        self._next = every
        self.folder = WatchedFolder(path, lambda: self.seconds, self.wait)

    def wait(self, seconds: float) -> None:
        self.waited += seconds
        self._go_on(seconds)

    def passes(self, count: int, seconds: float = PASS) -> None:
        """Let passes follow each other without a gap."""
        for _ in range(count):
            with self.folder.during_pass():
                self._write("pairs.json")
                self._go_on(seconds)

    def _go_on(self, seconds: float) -> None:
        self.seconds += seconds
        if self.seconds >= self._next:
            self._next += self._every
            self._write("neighbours.log")

    def _write(self, name: str) -> None:
        # The clock of a file system has steps: two writes at once would be one.
        file = self._path / name
        file.touch()
        os.utime(file, ns=(0, file.stat().st_mtime_ns + 1))


@pytest.mark.parametrize("every", [0.1, 0.2, 0.35])
def test_a_neighbour_that_writes_in_many_passes_and_in_no_gap_is_not_named(tmp_path: Path, every: float) -> None:
    around = Neighbourhood(tmp_path, every)
    around.passes(20)

    assert around.folder.of_sut() == ["pairs.json"]


def test_the_folder_is_watched_for_some_passes_time_and_once(tmp_path: Path) -> None:
    around = Neighbourhood(tmp_path, every=1000)
    around.passes(20)

    assert around.folder.of_sut() == ["pairs.json"]
    assert 4 * PASS <= around.waited < 5 * PASS

    around.passes(20)
    assert around.folder.of_sut() == ["pairs.json"]
    assert around.waited < 5 * PASS


def test_slow_passes_make_nobody_wait_for_long(tmp_path: Path) -> None:
    around = Neighbourhood(tmp_path, every=1000)
    around.passes(3, seconds=100)

    assert around.folder.of_sut() == ["pairs.json"]
    assert around.waited == pytest.approx(5, abs=0.1)


def test_nobody_waits_where_nothing_changed(tmp_path: Path) -> None:
    folder = WatchedFolder(tmp_path, wait=lambda _: pytest.fail("there is nothing to wait for"))
    with folder.during_pass():
        (tmp_path / "once").touch()

    assert folder.of_sut() == []
