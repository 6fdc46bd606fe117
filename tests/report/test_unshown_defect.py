"""A run of a broken engine says that nothing showed its defect; no other run says anything of the kind."""

from __future__ import annotations

import pytest

from syncproof.report.rows import Summary
from syncproof.report.unshown_defect import text


def of(whole: Summary, kind: str, name: str, failed: int = 0) -> Summary:
    """Return a summary of another system under test, in which so many scenarios fail."""
    totals = {**whole["totals"], "scenarios": {"pass": 3, "fail": failed}}
    return {**whole, "run": {**whole["run"], "sut": {"kind": kind, "name": name, "options": []}}, "totals": totals}  # type: ignore[typeddict-item] # the counts alone


def test_the_defect_that_nothing_showed_is_named(whole: Summary) -> None:
    said = text(of(whole, "driver", "broken:makes-boards"))

    assert said.startswith("nothing that was played shows the defect of broken:makes-boards: it breaks in-sync.")


@pytest.mark.parametrize(
    ("kind", "name", "failed"),
    [
        ("driver", "broken:makes-boards", 1),
        ("driver", "reference", 0),
        ("driver", "broken:one-of-an-older-version", 0),
        ("command", "broken:makes-boards", 0),
    ],
    ids=["a failure shows it", "no defect", "an engine that is no more", "a command of that name"],
)
def test_nothing_is_said_of_other_runs(whole: Summary, kind: str, name: str, failed: int) -> None:
    assert text(of(whole, kind, name, failed)) == ""
