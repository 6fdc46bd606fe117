"""The page about documents that change: its commands run, and what it shows is what syncproof prints."""

from __future__ import annotations

import re
from collections.abc import Mapping
from pathlib import Path

import pytest

from syncproof.cli import main
from syncproof.cli.options import installed_features
from tests.pages import blocks

PAGE = "docs/documents.md"


def generation(text: str) -> str:
    """Return the next generation that the page speaks of."""
    every = "Every Customerp Contact will be"
    assert every in text
    text = text.replace(every, "If the contact is a customer's, it  will be").replace("Customerp", "Enterprise Suite")
    text = re.sub(r"^([=-])\1{5,}$", lambda bar: bar[1] * 60, text, flags=re.MULTILINE)
    return text.replace("2024-09-10 15:43:43", "2024-09-17 02:00:41")


@pytest.fixture
def here(tmp_path: Path, documents: Mapping[str, Path], monkeypatch: pytest.MonkeyPatch) -> Path:
    """Go to a folder with the documents that the page names."""
    text = documents["customerp-trello"].read_text()
    for name, content in (("customerp-trello", text), ("old", text), ("new", generation(text))):
        (tmp_path / f"{name}.rst").write_text(content)
    monkeypatch.chdir(tmp_path)
    return tmp_path


@pytest.mark.usefixtures("here")
def test_the_commands_of_the_page_run() -> None:
    block, _ = blocks(PAGE, "sh")

    assert [main(command.split()[1:]) for command in block.strip().splitlines()] == [0, 1]


def test_the_commands_that_accept_a_document_run(here: Path) -> None:
    _, block = blocks(PAGE, "sh")
    dry_run, *others = block.strip().splitlines()

    assert main(dry_run.split()[1:]) == 0
    assert not (here / "accepted").exists()
    assert [main(command.split()[1:]) for command in others] == [0, 3]  # all tables are empty: nothing is shown of rows
    assert len(list((here / "accepted" / "customerp-trello").glob("*.feature"))) == 4


@pytest.mark.usefixtures("here")
def test_the_page_shows_what_is_printed(capsys: pytest.CaptureFixture[str]) -> None:
    block, *_ = blocks(PAGE, "text")

    assert main(["check", "new.rst"]) == 1

    printed = capsys.readouterr().out
    assert printed.replace(f"{installed_features().parent}/", "") == block
