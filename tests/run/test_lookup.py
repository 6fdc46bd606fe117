"""The definition of a step, looked up once: a feature still sees the definitions of its own folder, and no others."""

from __future__ import annotations

import shutil
import subprocess
from pathlib import Path

import pytest

from syncproof import features
from tests.plain_pytest import COMMAND

INSTALLED = Path(next(iter(features.__path__)))
STORIES = {
    "customerp-trello": "project-to-actions.feature::test_a_new_project",
    "custompms-trello": "task-to-cards.feature::test_a_new_task",
}
GIVEN = "      Given the sync has come to rest\n"


@pytest.mark.thorough
def test_a_step_that_one_folder_defines_stays_unknown_in_another(tmp_path: Path) -> None:
    for name, story in STORIES.items():
        folder = tmp_path / name
        shutil.copytree(INSTALLED / name, folder, ignore=shutil.ignore_patterns("__pycache__", "__init__.py"))
        feature = folder / story.partition("::")[0]
        text = feature.read_text()
        assert GIVEN in text
        feature.write_text(text.replace(GIVEN, "      Given the moon is full\n"))
    (tmp_path / "customerp-trello" / "conftest.py").write_text(
        "from pytest_bdd import given\n\n@given('the moon is full')\ndef full_moon(): ...\n"
    )
    command = [*COMMAND, "-p", "no:randomly", "-p", "syncproof"]
    chosen = [f"{name}/{story}" for name, story in STORIES.items()]

    ended = subprocess.run([*command, *chosen], capture_output=True, text=True, check=False, cwd=tmp_path)  # noqa: S603 - our own words

    assert "1 failed, 1 passed" in ended.stdout, ended.stdout
    assert "Given the moon is full   (no step is defined so)" in ended.stdout
