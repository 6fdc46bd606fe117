"""A feature file as pytest collects it: a run does not wait for other stories of the file, or for folders above it."""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterator, Sequence
from pathlib import Path

import pytest

from syncproof import features
from syncproof.cli import main

IN_ONE_FILE = ["run", "--section", "contact-to", "--only", "every.created"]


class Counting:
    """A plugin that counts the scenarios of which pytest makes items."""

    def __init__(self) -> None:
        self.titles: list[str] = []

    def pytest_itemcollected(self, item: pytest.Item) -> None:
        """Count an item."""
        self.titles.append(item.name)


def test_pytest_makes_items_of_the_stories_chosen_alone(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    counting, original = Counting(), pytest.main

    def counted(arguments: Sequence[str], plugins: Sequence[object]) -> int | pytest.ExitCode:
        return original([*arguments], [*plugins, counting])

    monkeypatch.setattr(pytest, "main", counted)
    assert main([*IN_ONE_FILE]) == 0
    # Names whose rows are not filled in say no more than that a scenario may be wanted.
    assert 1 <= len(counting.titles) <= 3, counting.titles
    assert "exit 0" in capsys.readouterr().out


def test_a_run_lists_no_folder_above_the_features(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """A folder such as `/tmp` has thousands of entries that are no business of the run."""
    place = tmp_path / "many" / "features"
    shutil.copytree(Path(next(iter(features.__path__))) / "customerp-trello", place / "customerp-trello")
    listed: list[object] = []
    original = os.scandir

    def scandir(path: str | Path = ".") -> Iterator[os.DirEntry[str]]:
        listed.append(path)
        return original(path)

    monkeypatch.setattr(os, "scandir", scandir)
    assert main([*IN_ONE_FILE, "--features", str(place)]) == 0
    assert place / "customerp-trello" in listed
    assert not [each for each in listed if each in (tmp_path, place.parent)]
    assert "exit 0" in capsys.readouterr().out
