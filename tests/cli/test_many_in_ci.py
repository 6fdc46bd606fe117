"""A folder in CI: known failures, what failed last, events, shards and a history go by the names of the documents."""

from __future__ import annotations

import json
import shutil
from pathlib import Path
from typing import Any

import pytest

from syncproof.cli import main
from tests.cli.test_many import FILES, SAMPLES, folder, table

__all__ = ["folder"]

CHOSEN = ["--only", "every.created", "--only", "in-sync.forward: owner_ changed in Larkbook"]
BROKEN = [*CHOSEN, "--driver", "broken:creates-only"]


@pytest.fixture
def broken(folder: Path, tmp_path: Path) -> Path:
    """Return the report of a run in which one story of one document fails, and one document is refused."""
    shutil.copy(SAMPLES / "bad/markdown.md", folder / "bad.rst")
    report = tmp_path / "broken.json"
    main(["run", str(folder), *BROKEN, "--json", str(report), "--events", str(tmp_path / "broken.jsonl"), "--quiet"])
    return report


def stories(report: Path) -> dict[str, list[str]]:
    """Return the stories that were played of each document, by its name."""
    documents = json.loads(report.read_text())["documents"]
    return {each["id"]: [story["name"] for story in found(each)] for each in documents}


def found(row: Any) -> list[Any]:  # noqa: ANN401 - any part of a report
    """Return the stories in a part of a report."""
    if isinstance(row, list):
        return [story for each in row for story in found(each)]
    if isinstance(row, dict):
        return [*row.get("scenarios", ()), *(story for each in row.values() for story in found(each))]
    return []


def test_a_baseline_excuses_the_failures_of_the_document_that_an_entry_names(
    folder: Path, broken: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    known = tmp_path / "known.toml"
    assert main(["baseline", "write", str(known), "--from", str(broken), "--reason", "later"]) == 0
    assert 'section = "one/reader-to-patrons"' in known.read_text()
    (folder / "bad.rst").unlink()
    shutil.copy(folder / "below/two.rst", folder / "a-new-one.rst")
    capsys.readouterr()

    assert main(["run", str(folder), *BROKEN, "--baseline", str(known)]) == 0
    out = capsys.readouterr().out
    assert table(out) == {"a-new-one.rst": "in part", "two.rst": "in part", "one.rst": "known"}
    assert "one.rst: 1 failure is known\n" in out
    assert "exit 0: nothing new fails in the 4 scenarios chosen; " in out

    shutil.copy(folder / "one.rst", folder / "three.rst")
    assert main(["run", str(folder), *BROKEN, "--baseline", str(known)]) == 1
    assert "three.rst: 1 of 2 stories failed anew\n" in capsys.readouterr().out


def test_an_entry_that_passes_or_whose_document_is_gone_is_stale(
    folder: Path, broken: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    known = tmp_path / "known.toml"
    main(["baseline", "write", str(known), "--from", str(broken), "--reason", "later"])
    (folder / "bad.rst").unlink()

    assert main(["run", str(folder), *CHOSEN, "--baseline", str(known)]) == 1
    out = capsys.readouterr().out
    assert "one.rst: 1 entry of the baseline is stale\n" in out
    assert ": it passes now: one/reader-to-patrons in-sync.forward\n" in out
    (folder / "one.rst").unlink()
    assert main(["run", str(folder), "--only", "every.created", "--baseline", str(known)]) == 1
    assert ": no such scenario: one/reader-to-patrons in-sync.forward\n" in capsys.readouterr().out


def test_a_document_that_is_not_chosen_makes_no_entry_stale(folder: Path, broken: Path, tmp_path: Path) -> None:
    known = tmp_path / "known.toml"
    main(["baseline", "write", str(known), "--from", str(broken), "--reason", "later"])
    (folder / "bad.rst").unlink()
    assert main(["run", str(folder), *CHOSEN, "--section", "below-two/", "--baseline", str(known)]) == 2
    only = ["--only", "every.created", "--section", "below-two/"]
    assert main(["run", str(folder), *only, "--baseline", str(known)]) == 0


def test_what_failed_last_is_played_again_and_what_was_refused_too(
    folder: Path, broken: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (folder / "bad.rst").write_text((folder / "one.rst").read_text())
    shutil.copy(folder / "one.rst", folder / "a-new-one.rst")
    again = tmp_path / "again.json"

    assert main(["run", str(folder), *CHOSEN, "--last-failed", str(broken), "--json", str(again)]) == 0
    out = capsys.readouterr().out
    assert table(out) == {
        "a-new-one.rst": "not chosen",
        "bad.rst": "in part",
        "one.rst": "in part",
        "two.rst": "not chosen",
    }
    assert "two.rst: " in out
    assert "nothing to play: no story of the document failed there" in out
    changed = "owner_ changed in Larkbook"
    assert stories(again) == {"bad": ["A new reader", changed], "one": [changed]}


def test_the_events_of_a_folder_make_its_reports_again(broken: Path, tmp_path: Path) -> None:
    again = tmp_path / "again.json"
    assert main(["report", str(tmp_path / "broken.jsonl"), "--json", str(again)]) == 1
    assert json.loads(again.read_text()) == json.loads(broken.read_text())


def test_the_shards_of_a_folder_make_the_run(folder: Path, broken: Path, tmp_path: Path) -> None:
    shards = [str(tmp_path / f"{number}.json") for number in (1, 2)]
    for number, report in enumerate(shards, start=1):
        main(["run", str(folder), *BROKEN, "--shard", f"{number}/2", "--json", report])
    merged = tmp_path / "merged.json"
    assert main(["merge", *shards, "--json", str(merged)]) == 1
    whole = json.loads(broken.read_text())
    assert {**json.loads(merged.read_text())["totals"], "seconds": 0} == {**whole["totals"], "seconds": 0}
    parts = [stories(Path(each)) for each in shards]
    assert {name: sorted([*parts[0][name], *parts[1][name]]) for name in FILES} == {
        name: sorted(each) for name, each in stories(broken).items()
    }
    assert all(any(part.values()) for part in parts)


def test_a_history_knows_a_document_by_its_file(folder: Path, tmp_path: Path) -> None:
    history, report = tmp_path / "history", tmp_path / "report.json"
    run = ["run", str(folder), "--history", str(history), "--json", str(report), "--quiet"]
    (folder / "one.rst").rename(folder / "two.rst")
    main([*run, *BROKEN])
    (folder / "a-new-one.rst").write_text((folder / "two.rst").read_text())
    # A run is earlier by its second.
    for entry in history.iterdir():
        entry.write_text(entry.read_text().replace('"started": "20', '"started": "19'))
    main([*run, *CHOSEN])
    rows = json.loads(report.read_text())["history"]["sentences"]
    before = {each["sentence"]: each["before"] for each in rows if each["sentence"].endswith("in-sync")}
    assert before == {"a-new-one/reader-to-patrons/in-sync": "", "two/reader-to-patrons/in-sync": "fail"}
