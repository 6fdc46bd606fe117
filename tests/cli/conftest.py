"""What the tests of the command line begin with."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Mapping
from dataclasses import replace
from pathlib import Path

import pytest

from syncproof import features
from syncproof.run import session
from syncproof.run.session import Selection
from syncproof.stories.feature import load
from syncproof.verdict import Outcome, Verdict

FEATURES = Path(next(iter(features.__path__)))


def passing(selection: Selection) -> list[Outcome]:
    """Return outcomes as if all that was selected passed."""
    return [
        Outcome(
            each.document,
            each.section,
            block.kind,
            scenario.rule,
            name,
            each.name,
            scenario.line,
            Verdict.PASS,
            0.5,
        )
        for each in map(load, selection.features)
        for block in each.blocks
        for scenario in block.scenarios
        for name in scenario.names
        if selection.only in {"", scenario.rule}
    ]


@pytest.fixture
def customerp(documents: Mapping[str, Path]) -> str:
    """Name a document of Customerp on the command line."""
    return str(documents["customerp-trello"])


@pytest.fixture
def selections(monkeypatch: pytest.MonkeyPatch) -> list[Selection]:
    """Let every scenario pass without running it, and return what was asked for."""
    asked: list[Selection] = []

    def run(
        selection: Selection, *, progress: Callable[[Outcome], None], expected: Callable[[int], None]
    ) -> tuple[Outcome, ...]:
        asked.append(selection)
        outcomes = tuple(passing(selection))
        expected(len(outcomes))
        for outcome in outcomes:
            progress(outcome)
        return outcomes

    monkeypatch.setattr(session, "run", run)
    return asked


def copied(tmp_path: Path) -> Path:
    """Return a copy of the features that a test may spoil."""
    return Path(shutil.copytree(FEATURES, tmp_path / "features"))


def with_first(monkeypatch: pytest.MonkeyPatch, verdict: Verdict) -> None:
    """Let the first scenario that is selected end in a verdict, and the others pass."""

    def run(selection: Selection, **_: object) -> tuple[Outcome, ...]:
        first, *others = passing(selection)
        return (replace(first, verdict=verdict, failure="It broke."), *others)

    monkeypatch.setattr(session, "run", run)
