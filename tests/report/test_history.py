"""The history of a sentence: a run of a part neither turns a sentence nor counts as a run of the whole."""

from __future__ import annotations

import pytest

from syncproof.report.history import EntryRow, compared

PLACE = "a-b/c-to-d/every"


def entry(day: int, state: str) -> EntryRow:
    return {
        "schema": "syncproof-history/1",
        "run": str(day),
        "started": f"2026-03-{day:02}T08:00:00Z",
        "inputs": "",
        "sentences": {PLACE: state},
        "stories": {},
    }


@pytest.mark.parametrize(
    ("states", "since", "runs", "before"),
    [
        (("pass", "part"), 1, 2, ""),
        (("pass", "part", "pass"), 1, 2, ""),
        (("part", "pass"), 2, 1, ""),
        (("fail", "part", "part"), 2, 2, "fail"),
        (("part", "fail"), 2, 1, "part"),
        (("fail", "part", "pass"), 3, 1, "fail"),
    ],
)
def test_a_part_that_passes_says_nothing_against_the_whole_and_nothing_for_the_whole(
    states: tuple[str, ...], since: int, runs: int, before: str
) -> None:
    *earlier, now = (entry(day, state) for day, state in enumerate(states, start=1))

    [row] = compared(now, earlier, {})["sentences"]

    assert row == {
        "sentence": PLACE,
        "state": states[-1],
        "since": f"2026-03-{since:02}T08:00:00Z",
        "runs": runs,
        "before": before,
    }
