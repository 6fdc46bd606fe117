"""A system of ours that breaks while it answers is a defect of ours: no verdict on the sync."""

from __future__ import annotations

import json
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import NoReturn

import pytest

from syncproof.cli import main
from syncproof.fakes.customerp import Customerp

ASKS = """\
import contextlib, os, urllib.request

url, token = (os.environ[f"SYNCPROOF_CUSTOMERP_{name}"] for name in ("URL", "TOKEN"))
with contextlib.suppress(OSError):
    urllib.request.urlopen(urllib.request.Request(f"{url}/contacts", headers={"Authorization": f"Bearer {token}"}))
"""


def _break(*_: object) -> NoReturn:
    raise ZeroDivisionError("a defect of ours")


def _ended(capsys: pytest.CaptureFixture[str], tmp_path: Path, *options: str) -> tuple[int, Sequence[str], str]:
    report = tmp_path / "report.json"
    code = main(["run", "--section", "contact", "--only", "every.created", *options, "--json", str(report)])
    scenarios = [
        scenario["verdict"]
        for document in json.loads(report.read_text())["documents"]
        for section in document["sections"]
        for sentence in section["sentences"]
        for rule in sentence["rules"]
        for scenario in rule["scenarios"]
    ]
    return code, scenarios, capsys.readouterr().err


@pytest.mark.parametrize("outside", [False, True])
def test_a_run_ends_as_broken_and_its_traceback_is_shown_once(
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
    tmp_path: Path,
    outside: bool,  # noqa: FBT001 - a parameter of the test
) -> None:
    program = tmp_path / "asks.py"
    program.write_text(ASKS)
    monkeypatch.setattr(Customerp, "changed", _break)

    code, verdicts, said = _ended(capsys, tmp_path, *(("--sut", f"{sys.executable} {program}") if outside else ()))

    assert (code, set(verdicts)) == (4, {"error"})
    assert said.count("ZeroDivisionError: a defect of ours") == 1
    assert "in _break" in said
