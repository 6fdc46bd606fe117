"""A feature that is not sound, under plain pytest: all that is wrong is told with the collection, and nothing plays."""

from __future__ import annotations

import shutil
import subprocess
from pathlib import Path

import pytest

from syncproof import features
from tests.plain_pytest import COMMAND, OPTIONS

INSTALLED = Path(next(iter(features.__path__)))
MISSPELT = (
    "no step is defined so: the sync comes to rst\n  nearest  When the sync comes to rest\n  do       correct the step"
)
UNTAGGED = (
    "a scenario shows one rule, but its tags name 0: no tag\n"
    "  nearest  @every.created\n"
    "  do       tag the scenario with the id of its rule"
)


@pytest.fixture
def document(tmp_path: Path) -> Path:
    """Return a copy of a document's folder."""
    folder = tmp_path / "features" / "customerp-trello"
    shutil.copytree(INSTALLED / "customerp-trello", folder, ignore=shutil.ignore_patterns("__pycache__"))
    return folder


def spoil(file: Path, right: str, wrong: str) -> None:
    """Change the first words of a feature that are so."""
    text = file.read_text()
    assert right in text
    file.write_text(text.replace(right, wrong, 1))


def collected(capfd: pytest.CaptureFixture[str], *arguments: object) -> tuple[int, str]:
    """Run plain pytest in this process, and return its exit code and what it prints."""
    code = pytest.main([*OPTIONS, *map(str, arguments)])
    return int(code), capfd.readouterr().out


@pytest.mark.parametrize(
    "options",
    [
        pytest.param((), id="one process"),
        pytest.param(("-n", "1"), id="a worker", marks=pytest.mark.thorough),
        pytest.param(("-n", "2"), id="two workers", marks=pytest.mark.exhaustive),
    ],
)
def test_all_that_is_wrong_is_told_and_nothing_plays(
    document: Path, options: tuple[str, ...], capfd: pytest.CaptureFixture[str]
) -> None:
    misspelt, untagged = (document / f"{name}.feature" for name in ("contact-to-members", "project-to-actions"))
    spoil(misspelt, "the sync comes to rest", "the sync comes to rst")
    spoil(untagged, "    @every.created\n", "")

    code, printed = collected(capfd, misspelt, untagged, document / "employee-to-members.feature", *options)

    assert (code, " passed" in printed, " failed" in printed) == (2, False, False)
    assert f"{misspelt}:11: {MISSPELT}" in printed
    assert f"{untagged}:7: {UNTAGGED}" in printed
    assert "Traceback" not in printed


def test_a_feature_of_no_section_and_a_row_of_no_property_are_told(
    document: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    (document / "project-to-actions.feature").rename(document / "projects-to-actions.feature")
    spoil(document / "contact-to-members.feature", "| label |\n        | name  |", "| label |\n        | nam   |")

    code, printed = collected(capfd, document)

    assert code == 2
    assert f"{document}/projects-to-actions.feature:1: the feature answers no section of " in printed
    assert "no property is called nam here: " in printed


@pytest.mark.thorough
def test_a_step_of_ones_own_conftest_is_played(document: Path) -> None:
    (document / "conftest.py").write_text(
        "from pytest_bdd import given\n\n@given('the moon is full')\ndef full_moon(): ...\n"
    )
    file = document / "project-to-actions.feature"
    spoil(file, "      Given the sync has come to rest\n", "      Given the moon is full\n")
    command = [*COMMAND, "-p", "syncproof", f"{file}::test_a_new_project"]

    ended = subprocess.run(command, capture_output=True, text=True, check=False)  # noqa: S603 - our own words

    assert (ended.returncode, "1 passed" in ended.stdout) == (0, True), ended.stdout


@pytest.mark.thorough
def test_a_conftest_that_calls_a_failure_green_is_not_believed(document: Path) -> None:
    (document.parent / "conftest.py").write_text(
        "def pytest_sessionfinish(session, exitstatus):\n    session.exitstatus = 0\n"
    )
    chosen = ["--syncproof-only=every.created", "--syncproof-driver=broken:backfills-only"]
    command = [*COMMAND, *chosen, str(document / "contact-to-members.feature")]

    ended = subprocess.run(command, capture_output=True, text=True, check=False)  # noqa: S603 - our own words

    assert (ended.returncode, "1 failed" in ended.stdout) == (pytest.ExitCode.TESTS_FAILED, True)
