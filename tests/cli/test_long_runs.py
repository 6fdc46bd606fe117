"""Long runs: ended at a failure or by the time, and reported from their events."""

from __future__ import annotations

import json
import os
from collections.abc import Iterable
from itertools import chain, repeat
from pathlib import Path
from xml.etree import ElementTree as ET

import jsonschema
import pytest
from referencing import Registry, Resource

from syncproof.cli import main
from syncproof.run import ending, session
from syncproof.run.session import Selection
from syncproof.verdict import Outcome
from tests.cli.conftest import passing
from tests.cli.long_runs import CONTACT, STORIES, read, run, scenarios
from tests.report.test_event_schema import SCHEMA as EVENTS
from tests.report.test_schema import SCHEMA as SUMMARY


@pytest.mark.parametrize(
    "options",
    [
        [],
        ["--driver", "broken:creates-only", "--fail-fast"],
        ["--shard", "2/3", "--repeat", "2"],
        ["--seeds", "3-4", "--only", "every.created"],
        ["--trello-as-is", "--only", "every.created"],
    ],
)
def test_all_reports_are_made_from_the_events(
    options: list[str], tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    code = run(tmp_path, "run", *options)
    first, *printed = capsys.readouterr().out.splitlines()
    again = ["--json", str(tmp_path / "again.json"), "--junit", str(tmp_path / "again.xml")]

    assert main(["report", str(tmp_path / "run.jsonl"), *again]) == code
    begun, *reported = capsys.readouterr().out.splitlines()
    assert reported == printed
    assert first.startswith(begun)  # a run names its folders, too
    for kind in ("json", "xml"):
        assert (tmp_path / f"again.{kind}").read_bytes() == (tmp_path / f"run.{kind}").read_bytes()


def test_every_event_fits_the_published_schema(tmp_path: Path) -> None:
    baseline = tmp_path / "known.toml"
    baseline.write_text(
        '[[known]]\nsection = "customerp-trello/contact-to-members"\nrule = "every.created"\n'
        'scenario = "No more"\nreason = "Later."\n'
    )
    run(tmp_path, "run", "--trello-as-is", "--baseline", str(baseline))
    events = [json.loads(line) for line in (tmp_path / "run.jsonl").read_text().splitlines()]
    other = Registry().with_resource(SUMMARY["$id"], Resource.from_contents(SUMMARY))
    schema = jsonschema.Draft202012Validator(EVENTS, registry=other)

    for event in events:
        schema.validate(event)
    assert {each["event"] for each in events} == {"began", "judged", "ended"}
    assert any(each.get("blocked_by") for each in events)


def test_an_event_is_in_the_file_as_soon_as_it_has_happened(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    seen: list[int] = []
    times = chain([0.0], repeat(1.0))

    def clock() -> float:  # which is asked after each story
        seen.append((tmp_path / "run.jsonl").read_bytes().count(b"\n"))
        return next(times)

    monkeypatch.setattr(ending, "monotonic", clock)
    run(tmp_path, "run", "--only", "every.whatever-it-holds", "--minutes", "1")

    assert seen == sorted(seen)
    assert max(seen) == 4  # the beginning and three stories: the end was not yet there


def test_what_a_run_that_was_killed_wrote_is_a_report(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    run(tmp_path, "run")
    lines = (tmp_path / "run.jsonl").read_text().splitlines(keepends=True)
    half = tmp_path / "half.jsonl"
    half.write_text("".join(lines[:5]) + lines[5][:40])
    capsys.readouterr()

    assert main(["report", str(half), "--json", str(tmp_path / "half.json")]) == 4
    summary = read(tmp_path / "half.json")
    assert summary["run"]["ended"] == "broken off"
    assert [len(scenarios(summary, part)) for part in ("scenarios", "unplayed")] == [4, STORIES - 4]
    assert capsys.readouterr().out.splitlines()[-1] == (
        f"exit 4: the run was broken off; {STORIES - 4} of the {STORIES} scenarios chosen were not played"
    )


def test_a_story_that_was_not_played_often_enough_says_how_often(tmp_path: Path) -> None:
    run(tmp_path, "run", "--seeds", "3-4", "--repeat", "2", "--only", "every.created")
    began, *judged, _ = (tmp_path / "run.jsonl").read_text().splitlines(keepends=True)
    half = tmp_path / "half.jsonl"
    half.write_text("".join([began, *judged[: len(judged) * 3 // 4]]))

    assert main(["report", str(half), "--json", str(tmp_path / "half.json")]) == 4
    whys = [each["why"] for each in scenarios(read(tmp_path / "half.json"), "unplayed")]
    assert len(whys) == len(judged) // 4 > 0
    assert {why.rpartition(", ")[2] for why in whys} == {"after 3 of 4 plays"}


def test_the_first_failure_ends_a_run(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(tmp_path, "run", "--driver", "broken:backfills-only", "--fail-fast") == 1
    summary = read(tmp_path / "run.json")

    *passed, failed = sorted(scenarios(summary), key=lambda each: each["line"])
    left = scenarios(summary, "unplayed")
    assert (summary["run"]["ended"], summary["chosen"], failed["verdict"]) == ("failed fast", "fail", "fail")
    assert {each["verdict"] for each in passed} <= {"pass"}
    assert len(left) == STORIES - len(passed) - 1 > 0
    assert {each["why"] for each in left} == {"--fail-fast ended the run at the first failure"}
    assert capsys.readouterr().out.splitlines()[-1] == (
        f"exit 1: something fails; {len(left)} of the {STORIES} scenarios chosen were not played"
    )


def test_a_failure_that_a_baseline_excuses_does_not_end_a_run_and_the_reason_says_so(tmp_path: Path) -> None:
    known = tmp_path / "known.toml"
    known.write_text("")

    assert run(tmp_path, "run", "--driver", "broken:backfills-only", "--fail-fast", "--baseline", str(known)) == 1

    left = scenarios(read(tmp_path / "run.json"), "unplayed")
    why = "--fail-fast ended the run at the first failure that no baseline excuses"
    assert {each["why"] for each in left} == {why}


def test_a_run_without_a_failure_is_complete_with_fail_fast(tmp_path: Path) -> None:
    assert run(tmp_path, "run", "--fail-fast") == 0
    assert read(tmp_path / "run.json")["run"]["ended"] == "complete"


def test_a_known_failure_ends_no_run(tmp_path: Path) -> None:
    broken = ["--driver", "broken:backfills-only", "--only", "every.created", "--fail-fast"]
    baseline = tmp_path / "known.toml"
    baseline.write_text(
        '[[known]]\nsection = "customerp-trello/contact-to-members"\nrule = "every.created"\n'
        'scenario = "A new contact"\nreason = "Later."\n'
    )

    assert run(tmp_path, "known", *broken, "--baseline", str(baseline)) == 0
    assert read(tmp_path / "known.json")["run"]["ended"] == "complete"


def test_a_failure_ends_the_other_workers_too(tmp_path: Path) -> None:
    assert run(tmp_path, "run", "--driver", "broken:backfills-only", "--fail-fast", "--workers", "2") == 1

    summary = read(tmp_path / "run.json")
    assert summary["run"]["ended"] == "failed fast"
    assert scenarios(summary, "unplayed")


def test_a_run_that_is_out_of_time_is_not_green(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    times = chain([0.0] * 4, repeat(60.0))  # the beginning, before the first story, and after two
    monkeypatch.setattr(ending, "monotonic", lambda: next(times))

    assert run(tmp_path, "run", "--minutes", "1") == 3
    summary = read(tmp_path / "run.json")
    assert [len(scenarios(summary, part)) for part in ("scenarios", "unplayed")] == [3, STORIES - 3]
    assert summary["run"]["ended"] == "out of time"
    wholes = [summary, *summary["documents"], *summary["documents"][0]["sections"]]
    wholes += wholes[-1]["sentences"]
    assert {(each["verdict"], each["chosen"]) for each in wholes} == {("none", "none")}
    assert {each["played"] < each["of"] for each in wholes} == {True}
    left = [rule for rule in wholes[-1]["rules"] if rule["unplayed"]]
    assert {(each["verdict"], each["chosen"]) for each in left} == {("none", "none")}
    assert {len(each["scenarios"]) > 0 for each in left} == {True, False}
    out = capsys.readouterr().out
    counted = f"{STORIES - 3} of {STORIES} scenarios not played"
    assert f"{counted}: the time of --minutes was over" in " ".join(out.split())
    last = f"exit 3: something was not shown; {STORIES - 3} of the {STORIES} scenarios chosen were not played"
    assert out.splitlines()[-1] == last


def test_junit_says_that_a_run_is_unfinished(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    times = chain([0.0] * 4, repeat(60.0))
    monkeypatch.setattr(ending, "monotonic", lambda: next(times))
    run(tmp_path, "run", "--minutes", "1")

    root = ET.parse(tmp_path / "run.xml").getroot()  # noqa: S314 - our own file
    skipped = [each.attrib["message"] for each in root.iter("skipped")]
    assert skipped.count("not played: the time of --minutes was over") == STORIES - 3
    assert [each.attrib["type"] for each in root.iter("failure")] == ["none"]
    assert {"name": "ended", "value": "out of time"} in [each.attrib for each in root.iter("property")]


def test_time_that_is_over_with_the_last_story_is_time_enough(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    times = chain([0.0] * (STORIES + 1), repeat(60.0))
    monkeypatch.setattr(ending, "monotonic", lambda: next(times))

    assert run(tmp_path, "run", "--minutes", "1") == 0


def test_an_entry_of_the_baseline_that_was_not_played_is_not_stale(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    baseline = tmp_path / "known.toml"
    baseline.write_text(
        '[[known]]\nsection = "customerp-trello/contact-to-members"\nrule = "every.whatever-it-holds"\n'
        'scenario = "Two that look exactly alike"\nreason = "Later."\n'
    )
    times = chain([0.0] * 2, repeat(60.0))
    monkeypatch.setattr(ending, "monotonic", lambda: next(times))

    assert run(tmp_path, "run", "--minutes", "1", "--baseline", str(baseline)) == 3
    summary = read(tmp_path / "run.json")
    assert summary["gate"] == {"verdict": "none", "stale": []}
    assert capsys.readouterr().out.splitlines()[-1].startswith("exit 3: something was not shown beyond the baseline; ")


@pytest.mark.usefixtures("selections")
def test_events_that_cannot_be_written_keep_nobody_from_the_verdict(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    summary = tmp_path / "run.json"

    assert main(["run", *CONTACT, "--events", "/dev/full", "--json", str(summary)]) == 4
    said = capsys.readouterr()
    assert said.err.endswith(
        "\n/dev/full: the events could not be written: No space left on device\n"
        "  do       make room, or name a file elsewhere\n"
    )
    assert len(scenarios(read(summary))) == STORIES
    assert read(summary)["run"]["ended"] == "broken off"
    assert said.out.splitlines()[-1] == "exit 4: the run was broken off"


def test_a_reader_of_the_events_who_leaves_ends_no_run(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    pipe = tmp_path / "events"
    os.mkfifo(pipe)
    reader = os.open(pipe, os.O_RDONLY | os.O_NONBLOCK)

    def judge(selection: Selection, **_: object) -> Iterable[Outcome]:
        os.close(reader)
        return passing(selection)

    monkeypatch.setattr(session, "run", judge)

    options = ["--events", str(pipe), "--json", str(tmp_path / "run.json")]

    assert main(["run", *CONTACT, *options]) == 4
    assert capsys.readouterr().err.startswith(f"{pipe}: the events could not be written: Broken pipe\n  do ")
    assert {each["verdict"] for each in scenarios(read(tmp_path / "run.json"))} == {"pass"}


def test_a_pipe_that_nobody_reads_is_refused_and_not_waited_for(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    pipe = tmp_path / "events"
    os.mkfifo(pipe)

    assert main(["run", *CONTACT, "--events", str(pipe)]) == 2
    assert f"{pipe}: nobody reads this pipe\n  do       start whoever reads the pipe first" in capsys.readouterr().err
