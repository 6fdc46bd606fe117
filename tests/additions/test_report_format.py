"""A toy report format is one module and one row of REPORTS: then a run has its option, checks its target, writes it."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.additions.conftest import Toyed

pytestmark = pytest.mark.thorough


def test_a_new_format_has_an_option(toyed: Toyed) -> None:
    assert "--titles F" in toyed("run", "--help").text


def test_a_target_of_a_new_format_is_checked_before_the_run(toyed: Toyed, tmp_path: Path) -> None:
    ran = toyed("run", "--titles", str(tmp_path / "nowhere" / "titles.txt"))

    assert (ran.code, ran.verdicts()) == (2, {})
    assert "no such folder" in ran.text


def test_a_report_in_a_new_format_is_written_after_the_run(toyed: Toyed, tmp_path: Path) -> None:
    titles = tmp_path / "titles.txt"
    ran = toyed(
        "run", "--section", "Custompms Task to Trello Cards", "--only", "every.created", "--titles", str(titles)
    )

    assert ran.code == 0, ran.text
    assert titles.read_text() == "".join(f"pass: {title}\n" for title in ran.scenarios)
