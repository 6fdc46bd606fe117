"""Fresh processes: they load nothing from the current folder, and have the environment of whoever asks for them."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from syncproof.processes.fresh import FreshProcesses

FIRST_LOADED = ("json", "pickle", "selectors", "signal", "socket", "struct", "types", "warnings")
SEVEN = """
from syncproof.processes.fresh import FreshProcesses

if __name__ == "__main__":
    with FreshProcesses(2, loaded=["syncproof.errors"]) as processes:
        print(processes.submit(int, "7").result())
"""


def test_a_module_in_the_current_folder_takes_no_place_of_pythons_own(tmp_path: Path) -> None:
    here, script = tmp_path / "here", tmp_path / "seven.py"
    here.mkdir()
    script.write_text(SEVEN)
    for name in FIRST_LOADED:
        (here / f"{name}.py").write_text(f"raise SystemExit('loaded {name} from here')")
    command = [sys.executable, str(script)]
    done = subprocess.run(command, cwd=here, capture_output=True, text=True, check=False)  # noqa: S603 - our own words
    assert (done.returncode, done.stdout, done.stderr) == (0, "7\n", "")


def test_each_has_the_environment_of_now(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("PYTHONSAFEPATH", raising=False)
    for value in ("first", "second"):
        monkeypatch.setenv("NOW", value)
        with FreshProcesses(1) as processes:
            assert processes.submit(os.getenv, "NOW").result() == value
            # A sync that they start may load modules from its own folder.
            assert processes.submit(os.getenv, "PYTHONSAFEPATH").result() is None
    assert "PYTHONSAFEPATH" not in os.environ
