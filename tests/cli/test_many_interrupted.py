"""Ctrl-C and SIGTERM in the run of a folder: what was judged is kept, and no document begins any more."""

from __future__ import annotations

import json
import os
import shutil
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from syncproof.cli import main
from tests.cli.test_many import SAMPLES, folder, table

__all__ = ["folder"]

_CODE = """
import signal, sys
signal.signal(signal.SIGINT, signal.default_int_handler)
from syncproof.cli import main
sys.exit(main(sys.argv[1:]))
"""


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM])
def test_what_was_judged_is_kept(
    folder: Path, tmp_path: Path, number: signal.Signals, capsys: pytest.CaptureFixture[str]
) -> None:
    shutil.copy(SAMPLES / "good/conditions.rst", folder / "a.rst")
    shutil.copy(folder / "one.rst", folder / "three.rst")
    reports = {each: tmp_path / each for each in ("json", "events")}
    options = [word for name, path in reports.items() for word in (f"--{name}", str(path))]
    run = ["run", str(folder), "--only", "every.created", "--repeat", "1000", *options]
    with subprocess.Popen(  # noqa: S603 - our own command
        [sys.executable, "-c", _CODE, *run],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        start_new_session=True,
    ) as process:
        assert process.stderr
        assert "1 of 4 documents" in process.stderr.readline()
        # A terminal sends Ctrl-C to all its processes; whoever ends a run by its id sends SIGTERM to that one alone.
        (os.killpg if number == signal.SIGINT else os.kill)(process.pid, number)
        out, error = process.communicate(timeout=120)
    assert (process.returncode, "Traceback" in error) == (130, False)
    assert table(out) == {
        "a.rst": "not shown",
        "two.rst": "interrupted",
        "one.rst": "interrupted",
        "three.rst": "interrupted",
    }
    assert out.splitlines()[-1] == "exit 130: interrupted; 4 documents: 3 interrupted, 1 not shown"
    ended = json.loads(reports["json"].read_text())["run"]
    assert ended["ended"] == "interrupted"
    assert {each["exit"] for each in ended["not_played"]} == {130}
    assert main(["report", str(reports["events"])]) == 130
    left = len(ended["not_played"])
    assert f"; {left} document{'s were' if left > 1 else ' was'} not begun\n" in capsys.readouterr().out
