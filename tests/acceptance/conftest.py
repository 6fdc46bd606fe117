"""A document, a folder of features, and the command that brings the one into the other."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

import pytest

from syncproof.cli import main
from tests.checklist.golden import DOCUMENTS

SAMPLE = (DOCUMENTS / "good" / "a-title-with-to.rst").read_text()
SLUG = "made-to-measure-ship-to-shore"
SUITS, BILLS = "suit-to-freight.feature", "bill-to-party-5b666120-to-payer.feature"
OWN = """
    @every.created
    Example: A suit that our tailor knows
      Given the sync has come to rest
      When Ada is added to Made to Measure
      And the sync comes to rest
      Then Ada is in Ship to Shore, once
"""
ROW_OF_SIZE = '   * - size\n     - volume\n     - "float"\n'
SAYS = """
    @properties.row
    Example: A suit that our tailor lets out
      Given both systems know Ada
      When a user changes Ada's size in Made to Measure
      And the sync comes to rest
      Then both systems hold Ada's latest size
      And nothing else has changed
"""


def tree(folder: Path) -> Mapping[str, bytes]:
    """Return all files below a folder."""
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


class Place:
    """A document and a folder of features, and the command that brings the one into the other."""

    def __init__(self, folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
        self.document, self.features = folder / "document.rst", folder / "features"
        self.folder = self.features / SLUG
        self._capsys = capsys

    def accept(self, text: str = SAMPLE, *more: str) -> tuple[int, str]:
        """Accept a document of a text; return the exit code, and all that was said."""
        self.document.write_text(text)
        return self.say("accept", str(self.document), "--features", str(self.features), *more)

    def say(self, *words: str) -> tuple[int, str]:
        """Give a command; return the exit code, and all that was said."""
        code = main(words)
        said = self._capsys.readouterr()
        return code, " ".join((said.out + said.err).split())

    def agree(self, text: str) -> Path:
        """Accept a document with one condition, and what the condition means; return the checklist's file."""
        self.accept(text)
        (file,) = self.features.glob("*/checklist.toml")
        lines = file.read_text().split("\n")
        at = lines.index("# [section.predicate]")
        lines[at : at + 4] = [line.removeprefix("# ") for line in lines[at : at + 4]]
        file.write_text("\n".join(lines).replace('"a property of Larkbook Loan"', '"state"'))
        assert self.accept(text)[0] == 0
        return file

    def add_own(self, name: str = SUITS, own: str = OWN) -> None:
        """Write a scenario below the first one of a feature."""
        path = self.folder / name
        head, scenario, rest = path.read_text().partition("    @every.backfilled")
        path.write_text(f"{head}{own.lstrip(chr(10))}\n{scenario}{rest}")

    def texts(self) -> str:
        """Return the text of all features that are played."""
        return "\n".join(path.read_text() for path in sorted(self.features.glob("*/*.feature")))


@pytest.fixture
def place(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> Place:
    """Return an empty place."""
    return Place(tmp_path, capsys)


def without_section(text: str, begin: str) -> str:
    """Return the sample without the section whose heading begins so."""
    lines = text.split("\n")
    start = next(index for index, line in enumerate(lines) if line.startswith(begin))
    ends = [index for index in range(start + 2, len(lines)) if lines[index].startswith("---")]
    return "\n".join(lines[:start] + (lines[ends[0] - 1 :] if ends else []))
