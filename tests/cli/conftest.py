"""What the tests of the command line begin with."""

from __future__ import annotations

import shutil
import signal
from collections.abc import Callable, Iterator, Mapping
from dataclasses import replace
from pathlib import Path

import pytest

from syncproof import features
from syncproof.run import session
from syncproof.run.session import Selection
from syncproof.stories.rules import RULES
from syncproof.verdict import Outcome, Verdict
from tests.cli.hostile.confinement import Confinement

FEATURES = Path(next(iter(features.__path__)))


def passing(selection: Selection) -> list[Outcome]:
    """Return outcomes as if all that was planned passed."""
    return [
        Outcome(
            document=each.document,
            section=each.section,
            sentence=RULES[each.rule].sentence,
            rule=each.rule,
            name=each.name,
            file=f"features/{each.document}/{each.section}.feature",
            line=each.line,
            verdict=Verdict.PASS,
            seconds=0.5,
            evidence=("it is so",),
        )
        for each in selection.planned
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
        selection: Selection,
        *,
        progress: Callable[[Outcome], None],
        expected: Callable[[int], None],
        **_: object,
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


@pytest.fixture
def project(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Callable[..., Path]:
    """Let a test write the settings of a project and work in the project's folder, or in one below."""

    def write(text: str, *, below: str = "") -> Path:
        folder = tmp_path / "project"
        (folder / below).mkdir(parents=True, exist_ok=True)
        (folder / "pyproject.toml").write_text(f'[project]\nname = "qa"\n\n[tool.syncproof]\n{text}')
        monkeypatch.chdir(folder / below)
        return folder

    return write


@pytest.fixture(scope="session")
def confinement() -> Iterator[Confinement]:
    """Start what bears hostile command lines, with limits on CPU time and memory."""
    confinement = Confinement()
    yield confinement
    confinement.close()


@pytest.fixture(name="hearing")
def _hearing() -> Iterator[None]:
    """Hear Ctrl-C, whoever starts the tests: a shell has its background jobs ignore SIGINT."""
    before = signal.signal(signal.SIGINT, signal.default_int_handler)
    yield
    signal.signal(signal.SIGINT, before)
