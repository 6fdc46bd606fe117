"""A folder that two runs name: each would empty the state that the sync of the other keeps there."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from tests.drivers.conftest import TINY, Judge, Script

HOLD = """
import sys
from pathlib import Path
from syncproof.drivers.held_folder import hold
hold(Path(sys.argv[1]).resolve())
print("held", flush=True)
sys.stdin.read()
"""


@pytest.mark.skipif(sys.platform == "win32", reason="folders are not locked there")
def test_a_folder_in_which_another_run_works_is_refused_until_that_ends(
    judge: Judge, script: Script, folder: Path
) -> None:
    (folder / "work").mkdir()
    sync = script("work(state)", begin=TINY)
    with subprocess.Popen(  # noqa: S603 - our own script
        [sys.executable, "-c", HOLD, "work"], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    ) as other:
        assert other.stdout
        assert other.stdout.readline() == "held\n"
        refused = judge("--sut", sync, "--sut-dir", "work")
        other.communicate()

    assert (refused.code, refused.out) == (2, "")
    assert refused.err == (
        f"{folder / 'work'}: another run is at work in this folder\n"
        "  do       end the other run, or name another folder: --sut-dir\n"
    )
    # One run after the other may use the folder.
    codes = [judge("--sut", sync, "--sut-dir", "work", only="every.created").code for _ in range(2)]
    assert codes == [1, 1]
