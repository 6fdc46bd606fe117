"""A feature file as pytest collects it: a run of few stories does not wait for the others of their file."""

from __future__ import annotations

from collections.abc import Sequence

import pytest

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
