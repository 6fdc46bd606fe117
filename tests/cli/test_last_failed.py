"""The stories that did not pass in an earlier run are played again."""

from __future__ import annotations

from pathlib import Path

import pytest

from syncproof.run.session import Selection
from syncproof.verdict import Verdict
from tests.cli.conftest import with_first
from tests.cli.long_runs import STORIES, read, refused, run, scenarios


def test_what_did_not_pass_is_played_again(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, selections: list[Selection]
) -> None:
    with monkeypatch.context() as patched:
        with_first(patched, Verdict.FAIL)
        assert run(tmp_path, "last") == 1
    [failed] = [each["name"] for each in scenarios(read(tmp_path / "last.json")) if each["verdict"] == "fail"]

    for kind in ("json", "jsonl"):
        assert run(tmp_path, "again", "--last-failed", str(tmp_path / f"last.{kind}")) == 0
        assert [each.name for each in selections[-1].planned] == [failed]
    summary = read(tmp_path / "again.json")
    assert [each["name"] for each in scenarios(summary)] == [failed]
    assert (summary["run"]["last_failed"]["id"], summary["verdict"]) == ("last-failed", "none")


def test_what_was_not_played_is_played_with_what_did_not_pass(tmp_path: Path, selections: list[Selection]) -> None:
    run(tmp_path, "last", "--shard", "1/2")
    played = {each.key for each in selections[-1].planned}

    assert run(tmp_path, "again", "--last-failed", str(tmp_path / "last.json")) == 0
    again = {each.key for each in selections[-1].planned}
    assert (len(played | again), played & again) == (STORIES, set())


def test_a_known_failure_that_is_not_played_again_is_not_stale(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    baseline = tmp_path / "known.toml"
    baseline.write_text(
        '[[known]]\nsection = "customerp-trello/contact-to-members"\nrule = "every.whatever-it-holds"\n'
        'scenario = "Two that look exactly alike"\nreason = "Later."\n'
    )
    with_first(monkeypatch, Verdict.FAIL)
    run(tmp_path, "last")

    assert run(tmp_path, "again", "--last-failed", str(tmp_path / "last.json"), "--baseline", str(baseline)) == 1
    assert read(tmp_path / "again.json")["gate"]["stale"] == []


@pytest.mark.usefixtures("selections")
def test_nothing_to_play_again_is_refused(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    run(tmp_path, "last")
    capsys.readouterr()
    last = str(tmp_path / "last.json")

    assert refused(capsys, ["run", "--last-failed", last]) == (
        f"{last}: nothing to play: every story passed there\n  do       leave out --last-failed\n"
    )


def test_a_story_that_is_gone_cannot_be_played_again(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    with_first(monkeypatch, Verdict.FAIL)
    run(tmp_path, "last")
    last = tmp_path / "last.json"
    last.write_text(last.read_text().replace('"name": "A new contact"', '"name": "A newer contact"'))
    capsys.readouterr()

    assert refused(capsys, ["run", "--last-failed", str(last)]) == (
        f"{last}: the features have no such story any more: customerp-trello/contact-to-members/A newer contact\n"
        "  nearest  A new contact\n"
        "  do       play everything, without --last-failed\n"
    )
    assert refused(capsys, ["run", "--section", "project", "--last-failed", str(last)]).startswith(
        f"{last}: the features have no such story"
    )


def test_a_choice_that_did_not_fail_is_refused(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    with_first(monkeypatch, Verdict.FAIL)
    run(tmp_path, "last")
    capsys.readouterr()
    last = str(tmp_path / "last.json")

    assert refused(capsys, ["run", "--section", "project", "--last-failed", last]) == (
        f"{last}: nothing to play: no story that is chosen failed there\n  do       leave out --last-failed\n"
    )
