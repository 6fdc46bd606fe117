"""The fingerprint of a failure: the same with any seed, and another for another failure of the same story."""

from __future__ import annotations

import json
import os
import shlex
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from syncproof.cli import main

pytestmark = pytest.mark.thorough
SYNCPROOF = str(Path(sys.executable).with_name("syncproof"))
STORY = (
    *("--section", "customerp-trello/contact-to-members"),
    *("--only", "in-sync.nothing-else: A change in Trello touches nothing else"),
)
BOARDS = [f"law nothing-else: created Trello {each}" for each in ("Boards", "Labels", "Lists")]
Failing = Callable[..., tuple[str, list[str]]]


def scenario(file: Path) -> tuple[str, list[str]]:
    """Return the verdict and the fingerprint of the one story in the JSON of a run."""
    [section] = json.loads(file.read_text())["documents"][0]["sections"]
    [[row]] = [rule["scenarios"] for sentence in section["sentences"] for rule in sentence["rules"]]
    return row["verdict"], row["fingerprint"]


@pytest.fixture
def failing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Failing:
    """Let a test play the story in a folder of its own, and return the verdict and the fingerprint."""
    monkeypatch.chdir(tmp_path)

    def run(*options: str) -> tuple[str, list[str]]:
        assert main(["run", *STORY, *options, "--json", "v.json"]) != 0
        return scenario(tmp_path / "v.json")

    return run


@pytest.mark.parametrize(
    ("engine", "expected"),
    [
        ("one-way-only", ["Ada's name in Customerp Contact: wrong value"]),
        ("touches-unmapped", ["law nothing-else: changed Customerp Contact: phone"]),
        ("echoes-for-ever", ["the sync never comes to rest: it writes in every pass"]),
        ("makes-boards", BOARDS),
    ],
)
def test_a_failure_has_one_fingerprint_whatever_the_seed(engine: str, expected: list[str], failing: Failing) -> None:
    found = [failing("--driver", f"broken:{engine}", "--seed", str(seed)) for seed in (0, 11, 4_294_967_295)]

    assert found == [("fail", expected)] * 3


@pytest.mark.exhaustive
def test_several_breaches_have_one_fingerprint_in_another_process(tmp_path: Path) -> None:
    file = tmp_path / "v.json"
    options = [*STORY, "--driver", "broken:makes-boards", "--json", str(file)]
    for seed in ("1", "2"):
        # Sets of texts have another order in each of these processes.
        environ = {**os.environ, "PYTHONHASHSEED": seed}
        subprocess.run([SYNCPROOF, "run", *options], env=environ, capture_output=True, check=False)  # noqa: S603 - our own

        assert scenario(file) == ("fail", BOARDS)


def test_a_section_that_is_declined_has_one_fingerprint_whatever_the_reason(failing: Failing) -> None:
    said = [{"report": "declined", "section": "contact-to-members", "reason": why} for why in ("at 12:01", "at 12:02")]
    commands = [shlex.join(["echo", json.dumps(each)]) for each in said]

    assert [failing("--sut", each) for each in commands] == [
        ("inconclusive", ["not offered: the sync says that it does not do contact-to-members"])
    ] * 2


def test_another_failure_of_a_known_story_is_new(failing: Failing, capsys: pytest.CaptureFixture[str]) -> None:
    failing("--driver", "broken:touches-unmapped")
    assert main(["baseline", "write", "known.toml", "--from", "v.json", "--reason", "until 2.0"]) == 0

    gate = ["run", *STORY, "--baseline", "known.toml", "--driver"]
    same = main([*gate, "broken:touches-unmapped", "--seed", "5"])
    capsys.readouterr()
    other = main([*gate, "broken:one-way-only"])

    assert (same, other) == (0, 1)
    assert "\n  baseline  another failure than the known one: law nothing-else: changed" in capsys.readouterr().out
