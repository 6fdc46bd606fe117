"""Mistakes in the options and the files of long runs: a clear line with the cure, and nothing was begun."""

from __future__ import annotations

from pathlib import Path

import pytest

from syncproof.run.session import Selection
from tests.cli.long_runs import CONTACT, refused, run


@pytest.mark.parametrize(
    ("options", "what"),
    [
        (["--shard", "3/2"], "--shard 3/2: there is no shard 3 of 2\n  do       number them from 1/2 to 2/2\n"),
        (["--shard", "0/2"], "--shard 0/2: not a shard\n  do       --shard 1/3, which is the first of three\n"),
        (["--shard", "two"], "--shard two: not a shard\n"),
        (["--minutes", "0"], "syncproof: Invalid value for '--minutes': 0 is not in the range 1<=x<=10080."),
        (["--minutes", "soon"], "syncproof: Invalid value for '--minutes': 'soon' is not a valid integer range."),
        (["--events", "-"], "-: --events cannot be written to standard output\n  do       name a file, or a pipe\n"),
        (["--events", "/nowhere/e"], "/nowhere/e: no such folder: /nowhere\n"),
        (["--last-failed", "/nowhere.json"], "/nowhere.json: no such file\n  do       correct the path\n"),
    ],
)
def test_a_slip_of_a_run_is_refused(
    options: list[str], what: str, selections: list[Selection], capsys: pytest.CaptureFixture[str]
) -> None:
    assert refused(capsys, ["run", *CONTACT, *options]).startswith(what)
    assert selections == []


def test_one_file_for_a_report_and_the_events_is_refused(
    tmp_path: Path, selections: list[Selection], capsys: pytest.CaptureFixture[str]
) -> None:
    file = str(tmp_path / "f")

    assert refused(capsys, ["run", "--json", file, "--events", file]).startswith(f"{file}: named for two reports")
    assert (selections, list(tmp_path.iterdir())) == ([], [])


@pytest.mark.usefixtures("selections")
@pytest.mark.parametrize("command", [["merge"], ["report"], ["run", "--last-failed"]])
@pytest.mark.parametrize(
    "text",
    [
        "",
        "{",
        pytest.param("[" * 100_000 + "\n", id="deep"),
        "[]\n",
        "{}\n",
        "<xml/>",
        '{"schema": "syncproof/1"}\n',
        '{"event": "ended", "how": "complete"}\n',
    ],
)
def test_a_file_that_is_no_report_is_refused(
    command: list[str], text: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    file = tmp_path / "file"
    file.write_text(text)

    err = refused(capsys, [*command, str(file)])
    assert err.startswith(f"{file}")
    assert "not the JSON of a run (--json F) or its events (--events F)" in err
    assert "\n  do       name the JSON of a run" in err


@pytest.mark.usefixtures("selections")
def test_events_that_were_meddled_with_are_refused(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    run(tmp_path, "run")
    capsys.readouterr()
    lines = (tmp_path / "run.jsonl").read_text().splitlines(keepends=True)
    file, last = tmp_path / "meddled.jsonl", len(lines)
    renamed = lines[1].replace('"name":"', '"name":"Not ', 1)
    twice = lines[1].replace('"play":0', '"play":1', 1)
    endless = lines[1].replace('"seconds":0.5', '"seconds":Infinity', 1)
    assert endless != lines[1]
    foreign = lines[1].replace('"sentence":"every"', '"sentence":"in-sync"', 1)
    reseeded = lines[1].replace('"seed":0', '"seed":7', 1)
    unseen = lines[1].replace('"evidence":["it is so"]', '"evidence":[]', 1)
    older = lines[0].replace('"version":"', '"version":"9.', 1)

    for number, text, what in [
        (last, [*lines[:-1], lines[0]], "another run begins"),
        (last, [*lines, lines[1]], "the run goes on after its end"),
        (2, [lines[0], renamed, *lines[2:]], "a story was judged that the run did not plan: customerp-trello/"),
        (3, [*lines[:2], twice, *lines[3:]], "a story was judged that the run did not plan: customerp-trello/"),
        (3, [*lines[:2], *lines[1:]], "a story was judged twice in one play: customerp-trello/"),
        (2, [lines[0], endless, *lines[2:]], "not the JSON of a run (--json F) or its events (--events F)"),
        (2, [lines[0], foreign, *lines[2:]], "every.created is no rule of the sentence in-sync: customerp-trello/"),
        (2, [lines[0], reseeded, *lines[2:]], "play 0 of the run has the seed 0, not 7: customerp-trello/"),
        (2, [lines[0], unseen, *lines[2:]], "a story passes without evidence: customerp-trello/"),
        (last - 1, [lines[0], *lines[2:]], "the run is complete, and some stories were not judged"),
        (1, [older, *lines[1:]], "written by syncproof 9."),
        (1, lines[1:], "not the JSON of a run (--json F) or its events (--events F)"),
        (3, [*lines[:2], "\n", *lines[2:]], "not the JSON of a run (--json F) or its events (--events F)"),
    ]:
        file.write_text("".join(text))
        assert refused(capsys, ["report", str(file)]).startswith(f"{file}:{number}: {what}")


@pytest.mark.parametrize(
    ("right", "wrong"), [('"source":"Customerp"', '"source":"Elsewhere"'), ('"requested":true', '"requested":false')]
)
@pytest.mark.usefixtures("selections")
def test_events_that_are_together_those_of_no_run_are_refused(
    right: str, wrong: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    run(tmp_path, "run", "--shard", "1/2")
    first, *lines = (tmp_path / "run.jsonl").read_text().splitlines(keepends=True)
    file = tmp_path / "meddled.jsonl"
    assert right in first
    file.write_text("".join([first.replace(right, wrong), *lines]))

    for command in (["report"], ["merge"], ["run", "--last-failed"]):
        capsys.readouterr()
        assert refused(capsys, [*command, str(file)]).startswith(
            f"{file}: contradicts itself: an outcome that was not requested: customerp-trello/contact-to-members/every"
        )
