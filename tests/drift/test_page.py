"""The page about another document: the generation of an accepted document that it shows is what `check` prints."""

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
    """Go to a folder with the document that the page names."""
    text = documents["customerp-trello"].read_text()
    (tmp_path / "new.rst").write_text(generation(text))
    monkeypatch.chdir(tmp_path)
    return tmp_path


@pytest.mark.usefixtures("here")
def test_the_page_shows_what_is_printed(capsys: pytest.CaptureFixture[str]) -> None:
    [block] = [each for each in blocks(PAGE, "text") if each.startswith("new.rst")]

    assert main(["check", "new.rst"]) == 1

    printed = capsys.readouterr().out
    assert printed.replace(f"{installed_features().parent}/", "") == block
