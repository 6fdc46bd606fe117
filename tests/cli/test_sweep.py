"""`syncproof sweep` and `syncproof replay`, as users call them."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from syncproof.cli import main

CREATED = ("--section", "task-to-cards", "--story", "created")


def test_a_sweep_says_what_was_tried(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    file = tmp_path / "sweep.json"

    code = main(["sweep", *CREATED, "--fault", "lost", "--json", str(file)])

    held = json.loads(file.read_text())
    assert code == 0
    assert held["verdict"] == "pass"
    assert [(row["sentence"], row["rule"]) for row in held["rules"]] == [("every", "robust.lost-answer")]
    assert held["cells"] == held["tried"] == held["rules"][0]["cells"] > 0
    assert f"cells {held['cells']}: {held['cells']} tried, 0 left out" in capsys.readouterr().out


def test_a_failure_is_saved_once_for_its_cause_and_replayed(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    folder = tmp_path / "found"
    folder.mkdir()
    sut = ("--driver", "broken:looks-ahead-of-itself")

    code = main(["sweep", *CREATED, *sut, "--fault", "empty-list", "--save", str(folder)])

    assert code == 1
    assert "FAIL robust.sporadic-empty once" in capsys.readouterr().out
    scripts = sorted(folder.glob("*.json"))
    assert [each.with_suffix(".feature").is_file() for each in scripts] == [True]
    assert [main(["replay", str(scripts[0]), *sut]) for _ in range(3)] == [1, 1, 1]
    assert main(["replay", str(scripts[0])]) == 0


def test_two_workers_find_what_one_finds(tmp_path: Path) -> None:
    files = [tmp_path / "one.json", tmp_path / "two.json"]
    stories = ("sweep", "--section", "task-to-cards", "--story", "title changed in", "--fault", "lost")
    for workers, file in enumerate(files, start=1):
        main([*stories, "--workers", str(workers), "--json", str(file)])

    one, two = (json.loads(file.read_text()) for file in files)
    timed = ("seconds", "started")
    assert {key: value for key, value in one.items() if key not in timed} == {
        key: value for key, value in two.items() if key not in timed
    }


@pytest.mark.parametrize(
    ("arguments", "says"),
    [
        (["--fault", "lots"], "nearest  lost"),
        (["--section", "task-to-crads"], "no section has this in its title"),
        (["--story", "creatde"], "nearest  created"),
        (["--shard", "3/2"], "there is no shard 3 of 2"),
        (["--save", "/nowhere"], "no such folder"),
        (["--json", "/nowhere/sweep.json"], "no such folder"),
    ],
)
def test_a_wrong_choice_is_one_message(arguments: list[str], says: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["sweep", *arguments]) == 2
    assert says in capsys.readouterr().err
