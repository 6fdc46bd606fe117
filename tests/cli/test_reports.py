"""A report format is added by a module and a row: the option, the check of its target, and the report are there."""

from __future__ import annotations

import importlib
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from syncproof import cli
from syncproof.cli import run
from syncproof.report import formats
from syncproof.report.formats import REPORTS, Format

TOY = '''
"""A report of one line."""

def line(whole):
    """Return how many documents a summary has."""
    return f"{len(whole['documents'])} of them\\n"
'''


def started_anew() -> None:
    """Let the command line be declared anew."""
    importlib.reload(run)
    importlib.reload(cli)


@pytest.fixture
def toy(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """Add a format the way a contributor does: a module, and a row; `syncproof` then starts anew."""
    (tmp_path / "toy_report.py").write_text(TOY)
    monkeypatch.syspath_prepend(tmp_path)
    monkeypatch.setattr(formats, "REPORTS", {**REPORTS, "toy": Format("Write one line to F.", "toy_report:line")})
    started_anew()
    yield
    monkeypatch.undo()
    started_anew()
    del sys.modules["toy_report"]


@pytest.mark.usefixtures("toy", "selections")
def test_a_new_format_has_its_option_its_check_and_its_report(
    customerp: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    toys = ["run", customerp, "--section", "contact", "--toy"]

    assert cli.main([*toys, str(tmp_path / "none" / "toy")]) == 2
    assert "no such folder" in capsys.readouterr().err
    assert cli.main([*toys, "-"]) == 2
    assert cli.main([*toys, str(tmp_path / "toy.txt")]) == 0
    assert (tmp_path / "toy.txt").read_text() == "1 of them\n"
    assert cli.main(["run", "--help"]) == 0
    assert "--toy F" in capsys.readouterr().out
