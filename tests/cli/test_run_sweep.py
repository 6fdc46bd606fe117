"""`syncproof run --sweep` and `--swept F`: what a sweep shows of a rule stands in every report of the run."""

from __future__ import annotations

import json
import signal
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any
from xml.etree import ElementTree as ET

import pytest

from syncproof.cli import main
from syncproof.trouble import of_run
from syncproof.trouble.sweep import SweepPlan
from syncproof.trouble.sweep import sweep as real_sweep
from syncproof.trouble.tally import StoryTally
from tests.cli.long_runs import read, refused, scenarios, timeless

SECTION = ("--section", "custompms-trello/task-to-actions")
CHOSEN = (*SECTION, "--only", "robust.lost-answer")
UNSWEPT = "stories only, not swept"


def run(tmp_path: Path, name: str, *options: str) -> int:
    """Run the stories of one rule, and keep all reports, and the events, under a name."""
    files = {"--json": "json", "--junit": "xml", "--markdown": "md", "--events": "jsonl"}
    targets = [word for option, suffix in files.items() for word in (option, f"{tmp_path / name}.{suffix}")]
    return main(["run", *CHOSEN, *options, *targets])


def sweep_of(summary: dict[str, Any]) -> dict[str, Any]:
    """Return the sweep of the one rule of a summary."""
    [document] = summary["documents"]
    [section] = document["sections"]
    [sentence] = section["sentences"]
    [rule] = sentence["rules"]
    *_, swept = rule["scenarios"]
    assert isinstance(swept, dict)
    return swept


@pytest.fixture(name="full", scope="module")
def _full(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return the JSON of a full sweep of a section, as far as its faults are one of the one rule."""
    file = tmp_path_factory.mktemp("sweep") / "sweep.json"
    assert main(["sweep", *SECTION, "--fault", "lost", "--json", str(file)]) == 0
    whole = json.loads(file.read_text())
    whole["selection"]["faults"] = []
    file.write_text(json.dumps(whole))
    return file


def test_without_a_sweep_every_report_says_so_once(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(tmp_path, "run") == 0

    told = " ".join(capsys.readouterr().out.split())
    summary = read(tmp_path / "run.json")
    root = ET.fromstring((tmp_path / "run.xml").read_bytes())  # noqa: S314 - our own
    said = [each.get("value") for each in root.iter("property") if each.get("name") == "level robust"]
    assert told.count(UNSWEPT) == 1
    assert [each["note"] for each in summary["levels"]] == ["", "", UNSWEPT]
    assert "sweep" not in summary
    assert said == [UNSWEPT] * len(root)
    assert (tmp_path / "run.md").read_text().count(UNSWEPT) == 1


def test_a_bounded_sweep_is_evidence_and_says_what_it_left(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(tmp_path, "run", "--sweep", "--verbose") == 0

    told = " ".join(capsys.readouterr().out.split())
    summary = read(tmp_path / "run.json")
    totals, swept = summary["sweep"], sweep_of(summary)
    tried = totals["tried"]
    assert totals["bounded"]
    assert totals["cells"] == totals["left_out"] + tried + totals["impossible"]
    assert 0 < tried < totals["left_out"]
    assert swept["evidence"] == [f"{tried} cells of {tried} in 2 stories"]
    assert swept["cells"]["verdicts"]["pass"] == swept["cells"]["cells"] == tried
    note = f"swept: {tried} cells in 2 stories; {totals['left_out']:,} cells left to syncproof sweep"
    assert summary["levels"][2]["note"] == note
    assert note in told
    assert f"robust.lost-answer: {tried} cells of {tried} in 2 stories" in told
    assert f"Level robust: {note}." in (tmp_path / "run.md").read_text()
    assert f'name="level robust" value="{note}"' in (tmp_path / "run.xml").read_text()
    assert 'name="trouble at every request"' in (tmp_path / "run.xml").read_text()


@pytest.mark.thorough
def test_the_events_make_the_same_reports_and_another_run_the_same_events(tmp_path: Path) -> None:
    codes = [run(tmp_path, name, "--sweep", *more) for name, more in (("a", ()), ("b", ("--workers", "2")))]
    again = ["--json", str(tmp_path / "c.json"), "--junit", str(tmp_path / "c.xml")]

    assert (codes, main(["report", str(tmp_path / "a.jsonl"), *again])) == ([0, 0], 0)
    assert (tmp_path / "a.json").read_bytes() == (tmp_path / "c.json").read_bytes()
    assert (tmp_path / "a.xml").read_bytes() == (tmp_path / "c.xml").read_bytes()
    assert timeless(tmp_path / "a.json") == timeless(tmp_path / "b.json")


@pytest.mark.exhaustive
@pytest.mark.parametrize("option", ["--sweep", "--swept"])
def test_shards_keep_the_counts(option: str, full: Path, tmp_path: Path) -> None:
    options = (option, *([str(full)] if option == "--swept" else []))
    codes = [run(tmp_path, str(number), *options, "--shard", f"{number}/2") for number in (1, 2)]
    merged = main(["merge", str(tmp_path / "2.json"), str(tmp_path / "1.json"), "--json", str(tmp_path / "all.json")])

    assert (codes, merged, run(tmp_path, "whole", *options)) == ([3, 3], 0, 0)
    assert timeless(tmp_path / "all.json") == timeless(tmp_path / "whole.json")
    [parts, whole] = [
        [read(tmp_path / f"{name}.json")["sweep"] for name in names] for names in (("1", "2"), ("whole",))
    ]
    assert sum(each["tried"] for each in parts) == whole[0]["tried"] > 0
    assert main(["merge", str(tmp_path / "1.json")]) == 3


@pytest.mark.thorough
def test_a_full_sweep_is_taken_in_with_all_its_cells(full: Path, tmp_path: Path) -> None:
    assert run(tmp_path, "run", "--swept", str(full)) == 0

    summary, sweep = read(tmp_path / "run.json"), json.loads(full.read_text())
    assert summary["sweep"]["tried"] == sweep["totals"]["tried"]
    assert sweep_of(summary)["cells"] == {key: sweep["rules"][0][key] for key in ("stories", "cells", "verdicts")}
    assert summary["levels"][2]["note"].startswith(f"swept: {sweep['totals']['tried']:,} cells in ")
    assert summary["run"]["sweep"]["file"] == str(full)


def _drop_a_story(whole: dict[str, Any]) -> None:
    whole["swept"].pop()


SPOILS: list[tuple[str, Callable[[dict[str, Any]], object]]] = [
    ("written by syncproof 0.0.1", lambda whole: whole.update(version="0.0.1")),
    ("of another sync", lambda whole: whole["sut"].update(name="broken:hasty")),
    ("another text of the document custompms", lambda whole: whole["documents"][1].update(sha256="0" * 64)),
    ("shard 1/2 of a sweep", lambda whole: whole.update(shard="1/2")),
    ("some faults or stories alone", lambda whole: whole["selection"].update(faults=["lost"])),
    ("its totals are not those of its stories", lambda whole: whole["totals"].update(tried=1)),
    ("its totals are not those of its stories", _drop_a_story),
    ("does not fit syncproof-sweep-1.schema.json", lambda whole: whole.pop("planned")),
    ("cells were tried", lambda whole: whole["swept"][0].update(tried=1)),
    ("its schema is not", lambda whole: whole.update(schema="syncproof/1")),
]


@pytest.mark.parametrize(("says", "spoil"), SPOILS)
def test_another_sweep_is_refused(
    says: str, spoil: Callable[[dict[str, Any]], object], full: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    whole = json.loads(full.read_text())
    spoil(whole)
    (tmp_path / "other.json").write_text(json.dumps(whole))
    capsys.readouterr()

    assert says in refused(capsys, ["run", *CHOSEN, "--swept", str(tmp_path / "other.json")])


@pytest.mark.parametrize(
    ("options", "says"),
    [
        (("--sweep", "--swept", "{full}"), "exclude each other"),
        (("--sweep", "--trello-as-is"), "exclude each other"),
        (("--swept", "{full}", "--section", "contact-to-members"), "the sweep lacks"),
        (("--sweep", "--only", "every.created"), "trouble shows no rule"),
        (("--swept", "/nowhere.json"), "/nowhere.json"),
    ],
)
def test_what_does_not_go_together_is_refused(
    options: tuple[str, ...], says: str, full: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    capsys.readouterr()
    only = () if "--only" in options else ("--only", "robust.lost-answer")

    assert says in refused(capsys, ["run", *SECTION, *only, *(word.format(full=full) for word in options)])


@pytest.mark.usefixtures("hearing")
def test_an_interrupted_sweep_keeps_what_was_judged(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def interrupted(plan: SweepPlan, stop: Callable[[], bool]) -> Iterator[StoryTally]:
        for tally in real_sweep(plan, stop):
            yield tally
            signal.raise_signal(signal.SIGINT)

    monkeypatch.setattr(of_run, "sweep", interrupted)

    assert run(tmp_path, "run", "--sweep") == 130
    totals = read(tmp_path / "run.json")["sweep"]
    assert (totals["stories"], totals["tried"] > 0, totals["unswept"] > 10) == (1, True, True)
    assert main(["report", str(tmp_path / "run.jsonl")]) == 130


@pytest.mark.parametrize("rule", ["robust.lost-answer", "in-sync.during-pass"])
def test_a_sweep_that_the_time_ends_is_not_green(rule: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    ended: list[StoryTally] = []

    def timed(plan: SweepPlan, stop: Callable[[], bool]) -> Iterator[StoryTally]:
        for tally in real_sweep(plan, stop):
            ended.append(tally)
            yield tally

    monkeypatch.setattr(of_run, "sweep", timed)
    monkeypatch.setattr("syncproof.run.ending.monotonic", lambda: 1000.0 * len(ended))

    report = tmp_path / "run.json"
    code = main(["run", *SECTION, "--only", rule, "--sweep", "--minutes", "1", "--json", str(report)])

    whole = read(report)
    assert (code, whole["run"]["ended"], whole["sweep"]["stories"]) == (3, "out of time", 1)
    assert [each["name"] for each in scenarios(whole, "unplayed")] == ["trouble at every request"]


ONE_WAY = ("--driver", "broken:one-way-only")


def test_a_rule_that_was_not_chosen_and_fails_without_trouble_leaves_the_chosen_ones_unshown(tmp_path: Path) -> None:
    report = tmp_path / "run.json"

    code = main(["run", *CHOSEN, *ONE_WAY, "--sweep", "--json", str(report)])

    whole = read(report)
    [unplayed] = scenarios(whole, "unplayed")
    why = "there every.shared-source, in-sync.backward do not pass even without trouble"
    assert (code, unplayed["name"]) == (3, "trouble at every request")
    assert unplayed["why"] == f"2 canonical stories were not swept: {why}"
    assert (whole["sweep"]["untroubled"], whole["sweep"]["unswept"], whole["sweep"]["verdicts"]["fail"]) == (2, 0, 0)
    assert whole["levels"][2]["note"].endswith("; 2 stories not swept, since they do not pass without trouble")


def test_a_sweep_that_is_taken_in_keeps_what_fails_without_trouble(tmp_path: Path) -> None:
    file, report = tmp_path / "sweep.json", tmp_path / "run.json"
    main(["sweep", *SECTION, *ONE_WAY, "--fault", "lost", "--json", str(file)])
    whole = json.loads(file.read_text())
    whole["selection"]["faults"] = []
    file.write_text(json.dumps(whole))

    only = ("--only", "in-sync.backward", "--only", "robust.lost-answer")
    main(["run", *SECTION, *ONE_WAY, *only, "--swept", str(file), "--json", str(report)])

    rows = scenarios(read(report))
    swept = {each["name"]: each["failure"] for each in rows if "in-sync.backward fails: trouble" in each["failure"]}
    assert list(swept) == ["trouble at every request"]
    assert "  story     title changed in Trello\n  trouble   no trouble\n" in swept["trouble at every request"]
