"""What holds state or credentials is private: nobody but the user may look into it, whatever the umask says."""

from __future__ import annotations

import json
import os
import shlex
import stat
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from syncproof.cli import main
from syncproof.trouble.examples import opened

ONE_STORY = ("--section", "task-to-cards", "--only", "every.created: A new task")
BREAKS = ("--driver", "broken:duplicates-on-restart", "--section", "customerp-trello/customer-to-organizations")


@pytest.fixture(autouse=True)
def _no_umask() -> Iterator[None]:
    before = os.umask(0)
    yield
    os.umask(before)


def open_to_others(*places: Path) -> list[str]:
    """Return what lies at some places, and in them, that others may look into."""
    found = [each for place in places for each in (place, *place.rglob("*"))]
    assert found
    return [f"{each}: {rights(each):o}" for each in found if rights(each) & 0o077]


def rights(path: Path) -> int:
    return stat.S_IMODE(path.stat().st_mode)


def test_a_history_is_private(tmp_path: Path) -> None:
    assert main(["run", *ONE_STORY, "--history", str(tmp_path / "runs"), "--json", str(tmp_path / "run.json")]) == 0
    assert main(["sign", str(tmp_path / "run.json"), "--by", "Ada", "--history", str(tmp_path / "runs")]) == 0

    assert len(list((tmp_path / "runs").iterdir())) == 2
    assert open_to_others(tmp_path / "runs") == []


def test_a_baseline_is_private_and_keeps_the_rights_that_its_owner_gives(tmp_path: Path) -> None:
    run, known = tmp_path / "run.json", tmp_path / "known.toml"
    assert main(["run", *BREAKS, "--only", "every.exactly-once", "--json", str(run)]) == 1
    assert main(["baseline", "write", str(known), "--from", str(run), "--reason", "r", "--owner", "o"]) == 0
    assert open_to_others(known) == []

    known.chmod(0o640)
    known.write_text(known.read_text().partition("[[known]]")[0])
    assert main(["baseline", "update", str(known), "--from", str(run), "--reason", "r", "--owner", "o"]) == 0
    assert rights(known) == 0o640


def test_counterexamples_are_private(tmp_path: Path) -> None:
    swept, found = tmp_path / "swept", tmp_path / "found"
    for folder in (swept, found):
        folder.mkdir(mode=0o700)
    assert main(["sweep", *BREAKS, "--story", "created", "--fault", "crash", "--save", str(swept)]) == 1

    assert len(list(swept.iterdir())) > 1
    assert open_to_others(swept) == []


def test_the_database_of_a_campaign_is_private(tmp_path: Path) -> None:
    opened(str(tmp_path / "database"))

    assert open_to_others(tmp_path / "database") == []


LOOKS = """
import os, sys
from pathlib import Path
places = [Path(os.environ["TMPDIR"]), Path(os.environ["SYNCPROOF_STATE_DIR"]).parent]
with open(sys.argv[1], "a") as file:
    for place in places:
        for each in (*place.iterdir(), *(inner for inner in place.rglob("*") if not inner.is_symlink())):
            file.write(f"{each.stat().st_mode & 0o077:o} {each}\\n")
"""


def test_all_that_a_run_makes_meanwhile_is_private(tmp_path: Path) -> None:
    temporary, seen, script = tmp_path / "tmp", tmp_path / "seen", tmp_path / "sync.py"
    temporary.mkdir(mode=0o700)
    script.write_text(LOOKS)
    sut = shlex.join([sys.executable, str(script), str(seen)])
    command = [sys.executable, "-m", "syncproof", "run", *ONE_STORY, "--sut", sut]
    run = subprocess.run(  # noqa: S603 - our own words
        command, env={**os.environ, "TMPDIR": str(temporary)}, capture_output=True, text=True, check=False, umask=0
    )

    lines = set(seen.read_text().splitlines())
    names = {Path(line.partition(" ")[2]).name for line in lines}
    assert {"state", "checklist.json", "environment"} <= names, run.stdout + run.stderr
    # A folder that others may not enter keeps them out of all that lies in it.
    inner = {line for line in lines if Path(line.partition(" ")[2]).parent == temporary}
    assert [line for line in inner if not line.startswith("0 ")] == []
    kept = [line for line in lines if Path(line.partition(" ")[2]).name in {"state", "environment", "checklist.json"}]
    assert [line for line in kept if not line.startswith("0 ")] == []


def test_the_links_of_the_reference_sync_are_private(tmp_path: Path) -> None:
    checklist = {"schema": "syncproof-checklist/1", "document": "d", "policy": "latest-wins", "sections": []}
    (tmp_path / "checklist.json").write_text(json.dumps(checklist))
    state = tmp_path / "state"
    state.mkdir(mode=0o700)
    command = [sys.executable, "-m", "syncproof", "sync", "--checklist", str(tmp_path / "checklist.json")]
    subprocess.run(command, env={**os.environ, "SYNCPROOF_STATE_DIR": str(state)}, check=True, umask=0)  # noqa: S603 - as above

    assert [each.name for each in state.iterdir()] == ["links.sqlite"]
    assert open_to_others(state) == []
