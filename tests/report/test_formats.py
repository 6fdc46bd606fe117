"""Report formats: each makes a text, and its target is checked before the run and written after it."""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from syncproof.errors import BadInput
from syncproof.report import formats
from syncproof.report.formats import REPORTS, STANDARD_OUTPUT, Format
from syncproof.report.trace import Traces

if TYPE_CHECKING:
    from syncproof.report.rows import Summary


@pytest.mark.parametrize("name", [name for name, each in REPORTS.items() if not each.is_own])
def test_every_format_makes_a_text_that_ends_its_last_line(name: str, whole: Summary) -> None:
    assert re.search(r"\S\n\Z", REPORTS[name].text(whole, Traces()))


def test_the_json_is_the_summary(whole: Summary) -> None:
    assert json.loads(REPORTS["json"].text(whole, Traces())) == whole


def test_a_report_of_each_format_is_written(whole: Summary, tmp_path: Path) -> None:
    targets = {name: tmp_path / name for name in REPORTS}

    formats.check(targets)
    formats.write(whole, targets, Traces())

    for name, each in REPORTS.items():
        if each.is_own:
            there = {path.name: path.read_text() for path in targets[name].iterdir()}
            assert there == {file: written(text) for file, text in each.texts(whole, Traces()).items()}
        else:
            assert targets[name].read_text() == written(each.text(whole, Traces()))


def written(text: str) -> str:
    return text.encode("utf-8", "backslashreplace").decode()


def test_a_folder_of_reports_is_written_anew_and_never_among_files_of_others(whole: Summary, tmp_path: Path) -> None:
    target = {"allure": tmp_path / "results"}
    formats.write(whole, target, Traces())
    first = {each.name for each in target["allure"].iterdir()}
    later: Summary = {**whole, "run": {**whole["run"], "started": "2026-03-02T08:00:00Z"}}

    formats.check(target)
    formats.write(later, target, Traces())

    second = {each.name for each in target["allure"].iterdir()}
    assert len(second) == len(first)
    assert first & second == {"environment.properties"}
    (target["allure"] / "notes.txt").write_text("mine")
    with pytest.raises(BadInput, match=r"the folder has other files: notes\.txt"):
        formats.check(target)


@pytest.mark.parametrize(("there", "told"), [("none/results", "no such folder"), ("file", "a file, not a folder")])
def test_a_folder_that_cannot_be_written_is_found_before_the_run(there: str, told: str, tmp_path: Path) -> None:
    (tmp_path / "file").touch()

    with pytest.raises(BadInput, match=told):
        formats.check({"allure": tmp_path / there})


def test_standard_output_is_printed_to_and_ends_with_one_line_break(
    whole: Summary, capsys: pytest.CaptureFixture[str]
) -> None:
    formats.check({"json": STANDARD_OUTPUT})
    formats.write({**whole, "documents": []}, {"json": STANDARD_OUTPUT}, Traces())

    assert capsys.readouterr().out.endswith("\n}\n")


def test_standard_output_is_for_formats_that_allow_it() -> None:
    with pytest.raises(BadInput, match="-: only --json can be written to standard output"):
        formats.check({"junit": STANDARD_OUTPUT})


def test_standard_output_is_for_one_report(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(formats, "REPORTS", {name: Format("", "", standard_output=True) for name in ("json", "other")})

    with pytest.raises(BadInput, match="standard output is named for two reports"):
        formats.check({"json": STANDARD_OUTPUT, "other": STANDARD_OUTPUT})
