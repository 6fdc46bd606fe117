"""The progress of a sweep counts cells, whoever plays them."""

from __future__ import annotations

import pytest

from syncproof.checklist import Checklist
from syncproof.cli import main
from syncproof.sut import THE_REFERENCE
from syncproof.trouble.story import CanonicalStory
from syncproof.trouble.sweep import SweepPlan, sweep
from syncproof.trouble.sweep_progress import SweepProgress


@pytest.mark.parametrize("workers", [1, 2])
def test_all_cells_are_counted_by_all_workers(
    workers: int, checklists: dict[str, Checklist], stories: list[CanonicalStory]
) -> None:
    chosen = tuple(each for each in stories if each.section == "task-to-cards" and "title changed in" in each.name)
    plan = SweepPlan(tuple(checklists.values()), chosen, THE_REFERENCE, workers=workers, strikes=frozenset({"lost"}))
    seen: list[tuple[int, int]] = []
    kept: list[SweepProgress] = []

    def hear(progress: SweepProgress) -> None:
        kept[:] = [progress]
        seen.append((progress.ended, progress.expected))

    cells = sum(tally.tried + tally.impossible for tally in sweep(plan, hear=hear))

    assert (kept[0].ended, kept[0].expected, kept[0].worse) == (cells, cells, 0)
    assert seen == sorted(seen, key=lambda each: each[0])


def test_stories_that_have_not_begun_are_expected_to_have_as_many_cells() -> None:
    progress = SweepProgress(stories=4)

    assert progress.expected == 0
    progress.begin(cells=10)
    progress.begin(cells=20)
    progress.end(passed=True)
    progress.end(passed=False)
    assert (progress.expected, progress.ended, progress.worse) == (60, 2, 1)


def test_a_sweep_says_how_many_cells_have_ended(capsys: pytest.CaptureFixture[str]) -> None:
    main(["sweep", "--section", "task-to-cards", "--story", "created", "--fault", "lost"])

    assert capsys.readouterr().err.splitlines()[-1] == "4 of 4 cells, all passed so far"
