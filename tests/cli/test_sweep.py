"""`syncproof sweep` and `syncproof replay`, as users call them."""

from __future__ import annotations

import json
import os
import re
import shlex
import signal
import subprocess
from collections.abc import Callable
from pathlib import Path

import pytest

from syncproof.cli import main
from syncproof.report.schemas import misfit
from syncproof.report.sweep_file import load
from tests.hearing import SYNCPROOF

CREATED = ("--section", "task-to-cards", "--story", "every: Created")


def test_a_sweep_says_what_was_tried(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    file = tmp_path / "sweep.json"

    code = main(["sweep", *CREATED, "--fault", "lost", "--json", str(file)])

    held = json.loads(file.read_text())
    assert code == 0
    assert held["verdict"] == "pass"
    assert [(row["sentence"], row["rule"]) for row in held["rules"]] == [("every", "robust.lost-answer")]
    totals = held["totals"]
    assert totals["cells"] == totals["tried"] == held["rules"][0]["cells"] > 0
    assert f"cells      {totals['cells']}: {totals['cells']} pass; 0 left out" in capsys.readouterr().out


def test_a_failure_is_saved_once_for_its_cause_and_replayed(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    folder = tmp_path / "found"
    folder.mkdir()
    sut = ("--driver", "broken:looks-ahead-of-itself")

    code = main(["sweep", *CREATED, *sut, "--fault", "empty-list", "--save", str(folder)])

    said = capsys.readouterr().out
    assert code == 1
    assert "robust.sporadic-empty fail in 1 cell: " in said
    assert "            And the answer to request 1 is an empty list\n" in said
    [again] = re.findall(r"again +(syncproof replay .*)", said)
    assert main(shlex.split(again)[1:]) == 1
    scripts = sorted(folder.glob("*.json"))
    assert [each.with_suffix(".feature").is_file() for each in scripts] == [True]
    assert [main(["replay", str(scripts[0]), *sut]) for _ in range(3)] == [1, 1, 1]
    assert main(["replay", str(scripts[0])]) == 0
    capsys.readouterr()
    assert main(["replay", str(scripts[0]), "--sut", "true"]) == 1
    told = capsys.readouterr().out
    assert "            the sync asked nothing of any system" in told
    assert "  sentence  Every Custompms Task will be synchronized with a Trello Cards.\n" in told
    assert max(map(len, told.splitlines())) <= 80


def test_the_json_of_a_failure_has_its_sentence_its_steps_and_the_ledger_lines_that_matter(tmp_path: Path) -> None:
    file = tmp_path / "sweep.json"

    main(["sweep", *CREATED, "--driver", "broken:looks-ahead-of-itself", "--fault", "empty-list", "--json", str(file)])

    held = load(file)
    [failure] = held["failures"]
    assert failure["promise"] == "Every Custompms Task will be synchronized with a Trello Cards."
    assert failure["script"][1] == "And the answer to request 1 is an empty list"
    assert failure["script"][-1] == "Then nothing else has changed"
    assert any(" 200 on GET /api/tasks to Custompms (empty-list)," in line for line in failure["ledger"])


@pytest.mark.thorough
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
        (
            ["--section", "tsk-to-cards"],
            "no section has this in its title or name\n  nearest  task-to-cards\n  do       syncproof list sections\n",
        ),
        (["--story", "creatde"], "nearest  created"),
        (["--shard", "3/2"], "there is no shard 3 of 2"),
        (["--save", "/nowhere"], "no such folder"),
        (["--json", "/nowhere/sweep.json"], "no such folder"),
    ],
)
def test_a_wrong_choice_is_one_message(arguments: list[str], says: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["sweep", *arguments]) == 2
    assert says in capsys.readouterr().err


@pytest.mark.parametrize(
    ("workers", "number", "send"),
    [
        ("1", signal.SIGINT, os.kill),
        pytest.param("2", signal.SIGINT, os.kill, marks=pytest.mark.thorough),
        pytest.param("2", signal.SIGTERM, os.killpg, marks=pytest.mark.thorough),
    ],
    ids=["1", "2", "2, as a timeout ends all processes"],
)
def test_an_interrupted_sweep_keeps_what_was_judged(
    workers: str, number: signal.Signals, send: Callable[[int, int], None], tmp_path: Path
) -> None:
    file = tmp_path / "sweep.json"
    words = ["sweep", "--section", "task-to-cards", "--fault", "lost", "--workers", workers, "--json", str(file)]
    with subprocess.Popen(  # noqa: S603 - our own words
        [*SYNCPROOF, *words], stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, start_new_session=True
    ) as process:
        assert process.stderr is not None
        process.stderr.readline()  # some stories have been swept, and not all
        send(process.pid, number)
        printed, errors = process.communicate()

    held = json.loads(file.read_text())
    assert (process.returncode, held["ended"], "Traceback" in errors) == (130, "interrupted", False)
    assert held["totals"]["tried"] > 0
    assert 0 < held["totals"]["unswept"] < len(held["planned"])
    assert {rule["verdict"] for rule in held["rules"]} == {"none"}
    words = [line.partition(":")[2] for line in printed.splitlines() if line.startswith("  ") and "rule" in line]
    assert words
    assert all(each.startswith(" in part, ") for each in words)
    tried = held["totals"]["tried"]
    assert f"exit 130: the sweep was interrupted: {tried} {'cell' if tried == 1 else 'cells'} judged" in printed


def test_the_json_of_a_sweep_fits_its_published_schema(tmp_path: Path) -> None:
    file = tmp_path / "sweep.json"
    main(["sweep", *CREATED, "--fault", "empty-list", "--driver", "broken:looks-ahead-of-itself", "--json", str(file)])

    assert misfit(json.loads(file.read_text()), "syncproof-sweep/1") == ""
    assert load(file)["failures"][0]["rule"] == "robust.sporadic-empty"


def test_a_failure_shows_what_a_sync_printed_and_the_hint_on_its_cause(
    capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    file = tmp_path / "sweep.json"
    asks_nothing = "echo nothing to do with $SYNCPROOF_TRELLO_KEY"

    assert main(["sweep", *CREATED, "--fault", "lost", "--sut", asks_nothing, "--json", str(file)]) == 1

    [row] = (held := json.loads(file.read_text()))["failures"]
    assert misfit(held, "syncproof-sweep/1") == ""
    assert "| nothing to do with $SYNCPROOF_TRELLO_KEY" in row["sync"]
    assert (row["site"], row["where"]) == ("", "")
    assert row["sync"][-1].startswith("the sync asked nothing of any system")
    printed = capsys.readouterr().out
    expected = "  expected  a request to a system\n  saw       none in the whole story\n"
    assert f"  trouble   no trouble\n{expected}" in printed
    assert "  sync      the last pass ended with exit code 0\n" in printed
    assert "the sync asked nothing of any system" in printed
    [again] = re.findall(r"again +syncproof (.*)", printed)
    assert main(shlex.split(again)) == 1


def test_shards_make_one_sweep_and_a_missing_one_shows(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    stories = ("sweep", "--section", "task-to-cards", "--story", "title changed in", "--fault", "lost")
    files = [str(tmp_path / f"{name}.json") for name in ("1", "2", "all", "whole")]
    codes = [main([*stories, "--shard", f"{number}/2", "--json", files[number - 1]]) for number in (1, 2)]
    codes += [main(["merge", files[1], files[0], "--json", files[2]]), main([*stories, "--json", files[3]])]

    merged, whole = (json.loads(Path(file).read_text()) for file in files[2:])
    assert codes == [3, 3, 0, 0]
    assert {key for key in whole if merged[key] != whole[key]} <= {"started", "seconds"}
    assert main(["merge", files[0]]) == 3
    capsys.readouterr()
    for mistake, says in (
        ((files[0], files[0]), "is given twice"),
        ((files[3],), "a whole sweep, not a shard"),
        ((files[0], "--junit", str(tmp_path / "a.xml")), "a sweep has no --junit"),
    ):
        assert main(["merge", *mistake]) == 2
        assert says in capsys.readouterr().err
    other = json.loads(Path(files[1]).read_text())
    Path(files[1]).write_text(json.dumps({**other, "seed": 7}))
    assert main(["merge", *files[:2]]) == 2
    assert "a shard of another sweep" in capsys.readouterr().err


def test_a_quiet_sweep_prints_failures_and_the_last_line_and_all_of_it_in_80_columns(
    capsys: pytest.CaptureFixture[str],
) -> None:
    sweep = ("sweep", *CREATED, "--driver", "broken:looks-ahead-of-itself", "--fault", "empty-list")
    assert [main([*sweep, *more]) for more in ((), ("--quiet",), ("--verbose",))] == [1, 1, 1]
    printed = [line for line in capsys.readouterr().out.splitlines() if not line.startswith("  again ")]

    assert max(map(len, printed)) <= 80
    assert main([*sweep, "--quiet"]) == 1
    quiet = capsys.readouterr()
    assert quiet.out.startswith("robust.sporadic-empty fail in 1 cell: ")
    assert quiet.out.splitlines()[-1] == "exit 1: something fails, 7 cells tried"
    assert quiet.err == ""
    assert main([*sweep, "--quiet", "--verbose"]) == 2


def test_a_story_that_fails_without_trouble_is_not_counted_as_swept(
    capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    file = tmp_path / "sweep.json"
    stories = ("--section", "custompms-trello/task-to-actions", "--story", "title changed in")

    assert main(["sweep", *stories, "--driver", "broken:one-way-only", "--fault", "lost", "--json", str(file)]) == 1

    held = json.loads(file.read_text())
    printed = capsys.readouterr().out
    assert misfit(held, "syncproof-sweep/1") == ""
    assert (len(held["planned"]), held["totals"]["stories"], held["totals"]["untroubled"]) == (4, 3, 1)
    assert "stories    3 of 4 swept, " in printed
    assert "           1 story not swept, since it does not pass without trouble\n" in printed


def test_a_folder_that_holds_counterexamples_is_left_alone_and_a_new_one_is_named(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    for name in ("found", "found-2"):
        (tmp_path / name).mkdir()
    (tmp_path / "found" / "01.json").touch()

    assert main(["sweep", "--save", str(tmp_path / "found")]) == 2
    new = tmp_path / "found-3"
    assert f"  do       name an empty folder: mkdir {new}, and then --save {new}\n" in capsys.readouterr().err
