"""The reference is what the code says: each page is written anew, and nothing of the code is left out."""

from __future__ import annotations

from pathlib import Path

import click
import pytest

from syncproof.cli import commands
from syncproof.fakes.kit.faults import FAULTS
from syncproof.fakes.trello.capabilities import CAPABILITIES
from syncproof.reference import PAGES
from syncproof.reference.__main__ import FOLDER, main
from syncproof.reference.markdown import ANEW, table
from syncproof.report.formats import REPORTS
from syncproof.stories.rules import RULES, Rule
from tests.pages import CHECKOUT


@pytest.mark.parametrize("name", PAGES)
def test_a_page_is_what_the_code_says(name: str) -> None:
    assert (CHECKOUT / FOLDER / name).read_text("utf-8") == PAGES[name](), f"write the reference anew with: {ANEW}"


def test_there_is_no_other_page() -> None:
    assert sorted(PAGES) == sorted(file.name for file in (CHECKOUT / FOLDER).iterdir())


def test_what_is_added_to_the_code_is_noticed(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(RULES, "every.toy", Rule("every.toy", "implied", "a toy is no rule"))
    monkeypatch.setitem(commands.commands, "toy", click.Command("toy", help="Play with a toy.", short_help="Play."))

    assert "| `every.toy` | implied | a toy is no rule | | |" in PAGES["rules.md"]()
    assert "## syncproof toy\n\nPlay with a toy." in PAGES["commands.md"]()


@pytest.mark.parametrize(
    ("page", "names"),
    [
        ("rules.md", RULES),
        ("faults.md", FAULTS),
        ("capabilities.md", CAPABILITIES),
        ("formats.md", [f"--{name} F" for name in REPORTS]),
    ],
)
def test_nothing_is_left_out(page: str, names: list[str]) -> None:
    text = PAGES[page]()

    assert [name for name in names if f"`{name}`" not in text] == []


def test_every_option_of_every_command_has_its_line() -> None:
    text = PAGES["commands.md"]()
    sections = dict(part.split("\n", 1) for part in text.split("\n## ")[1:])

    def lacking(group: click.Group, path: str) -> list[str]:
        found = []
        for name, command in group.commands.items():
            words = f"{path} {name}"
            if isinstance(command, click.Group):
                found += lacking(command, words)
            else:
                options = [each.opts[0] for each in command.params if isinstance(each, click.Option)]
                found += [f"{words} {option}" for option in options if option not in sections[words]]
        return found

    assert lacking(commands, "syncproof") == []


def test_the_pages_are_written_where_a_folder_is_and_nowhere_else(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert (main(tmp_path), main(tmp_path / "nowhere")) == (0, 2)
    assert sorted(file.name for file in tmp_path.iterdir()) == sorted(PAGES)
    assert (
        capsys.readouterr().err
        == f"{tmp_path}/nowhere: no such folder\n  do       go to the top of a clone of syncproof\n"
    )


def test_a_bar_ends_no_cell_and_an_empty_cell_stays_one() -> None:
    assert table(("a", "b", "c"), [("x|y", "", "")]) == "| a | b | c |\n| --- | --- | --- |\n| x\\|y | | |"
