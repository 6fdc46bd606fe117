"""Sections that are open in part: what can be shown is shown, and every command says why the rest is not."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest

from syncproof.checklist import Checklist, End, Section, Sentence
from syncproof.checklist.dialect import wording
from syncproof.cli import main
from syncproof.report.sweep_file import load
from tests.fakes.derived.conftest import checklist, section

LINKED = End("Larkbook", "Loan"), End("Tidepost", "Parcels")
ACTIVE = End("Larkbook", "Book"), End("Tidepost", "Titles")
EVERY = End("Larkbook", "Reader"), End("Tidepost", "Patrons")
NO_CRITERIA = "the section names no merge criteria, so nothing says which two records match"


def of(ends: tuple[End, End], *kinds: str) -> Section:
    """Return a section with one row, and with sentences of these kinds."""
    sentences = (Sentence(each, wording(each, *ends, words="In use"), words="In use") for each in kinds)
    return replace(section(*ends, ("name", "name", "string")), sentences=tuple(sentences))


@pytest.fixture
def document(tmp_path: Path, written: Callable[[Checklist], str]) -> Path:
    """Return a document with a section that nothing links, one with an open condition, and one beyond doubt."""
    path = tmp_path / "document.rst"
    sections = [
        of(ends, kind, "in-sync", "properties") for ends, kind in ((LINKED, "link-first"), (ACTIVE, "condition"))
    ]
    path.write_text(written(checklist(*sections, of(EVERY, "every", "in-sync", "properties"))))
    return path


@pytest.mark.parametrize(("driver", "verdict"), [("reference", "pass"), ("broken:creates-unlinked", "fail")])
def test_that_nothing_is_created_without_a_link_is_shown_where_nothing_can_be_linked(
    driver: str, verdict: str, document: Path, tmp_path: Path
) -> None:
    report = tmp_path / "report.json"
    only = ("--section", "Loan", "--level", "required")

    assert main(["run", str(document), *only, "--driver", driver, "--json", str(report)]) == (3, 1)[verdict == "fail"]

    (document_row,) = json.loads(report.read_text())["documents"]
    rows = {each["kind"]: each for each in document_row["sections"][0]["sentences"]}
    assert (rows["link-first"]["chosen"], rows["in-sync"]["verdict"]) == (verdict, "inconclusive")
    assert rows["in-sync"]["reason"].startswith(f"{NO_CRITERIA}: {document}:")


def test_accept_writes_what_can_be_told_and_says_of_the_rest_why_not(
    document: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    features = tmp_path / "features"

    assert main(["accept", str(document), "--features", str(features)]) == 0

    assert f"no story loan-to-parcels: {NO_CRITERIA}: " in " ".join(capsys.readouterr().out.split())
    text = next(features.glob("*/loan-to-parcels.feature")).read_text()
    assert ("@link-first.not-created" in text, "@in-sync" in text, "@properties" in text) == (True, False, False)


def test_a_sweep_names_what_it_cannot_sweep_and_is_no_pass(
    document: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    whole, shards = tmp_path / "whole.json", [tmp_path / f"{number}.json" for number in (1, 2)]
    sweep = ["sweep", str(document), "--fault", "lost", "--workers", "1"]

    assert main([*sweep, "--json", str(whole)]) == 3
    out = " ".join(capsys.readouterr().out.split())
    for number, shard in enumerate(shards, 1):
        main([*sweep, "--shard", f"{number}/2", "--json", str(shard)])
    assert main(["merge", *map(str, shards)]) == 3

    found = load(whole)
    assert [each["section"] for each in found["open"]] == ["loan-to-parcels", "book-to-titles"]
    assert found["totals"]["verdicts"]["pass"] == found["totals"]["cells"] > 0
    assert f"not swept larkbook-tidepost/loan-to-parcels: {NO_CRITERIA}" in out
    assert "not swept larkbook-tidepost/book-to-titles: nobody agreed on what the condition means" in out
    assert "not swept larkbook-tidepost/loan-to-parcels" in " ".join(capsys.readouterr().out.split())


def test_a_choice_of_nothing_that_can_be_swept_is_refused_with_the_reason(
    document: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["sweep", str(document), "--section", "Loan"]) == 2

    assert f"no chosen section can be swept, the first because {NO_CRITERIA}" in capsys.readouterr().err


@pytest.mark.parametrize(
    ("command", "what"),
    [(["sweep"], "there is no section to sweep"), (["campaign", "--examples", "1"], "there is no section to play")],
)
def test_a_document_without_a_section_is_refused_in_a_line(
    command: list[str],
    what: str,
    tmp_path: Path,
    written: Callable[[Checklist], str],
    capsys: pytest.CaptureFixture[str],
) -> None:
    document = tmp_path / "document.rst"
    document.write_text(written(replace(checklist(of(EVERY, "every")), sections=())))

    assert main([*command, str(document)]) == 2

    assert capsys.readouterr().err.splitlines()[0] == what


def test_a_campaign_plays_what_a_sync_can_be_given(document: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["campaign", str(document), "--examples", "6"]) == 0

    assert "causes of failure 0" in capsys.readouterr().out
