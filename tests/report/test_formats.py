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


@pytest.mark.parametrize("name", REPORTS)
def test_every_format_makes_a_text_that_ends_its_last_line(name: str, whole: Summary) -> None:
    assert re.search(r"\S\n\Z", REPORTS[name].text(whole, Traces()))


def test_the_json_is_the_summary(whole: Summary) -> None:
    assert json.loads(REPORTS["json"].text(whole, Traces())) == whole


def test_a_report_of_each_format_is_written(whole: Summary, tmp_path: Path) -> None:
    targets = {name: tmp_path / name for name in REPORTS}

    formats.check(targets)
    formats.write(whole, targets, Traces())

    assert {name: path.read_text(errors="replace") for name, path in targets.items()} == {
        name: each.text(whole, Traces()).encode("utf-8", "backslashreplace").decode() for name, each in REPORTS.items()
    }


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
