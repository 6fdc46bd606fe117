"""The definition of a step, looked up once: a feature still sees the definitions of its own folder, and no others."""

from __future__ import annotations

import shutil
import subprocess
from collections import Counter
from collections.abc import Callable
from inspect import Signature, signature
from pathlib import Path

import pytest
from pytest_bdd.steps import StepNamePrefix

from syncproof import features
from syncproof.run import lookup, vocabulary
from tests.plain_pytest import COMMAND
from tests.run.conftest import Plain

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


def test_a_step_with_one_definition_needs_no_fixture_and_its_function_is_read_once(
    plain: Plain, monkeypatch: pytest.MonkeyPatch
) -> None:
    class Fixtures:
        def __init__(self) -> None:
            self.made: list[str] = []

        def pytest_fixture_setup(self, fixturedef: pytest.FixtureDef[object]) -> None:
            self.made.append(fixturedef.argname)

    fixtures, read = Fixtures(), Counter[Callable[..., object]]()

    def counted(function: Callable[..., object]) -> Signature:
        read[function] += 1
        return signature(function)

    counted.__name__ = signature.__name__
    monkeypatch.setattr(lookup, "signature", counted)

    code, said = plain(
        INSTALLED / "customerp-trello" / "project-to-actions.feature",
        "-m",
        "syncproof(rule='every.created')",
        plugins=[fixtures],
    )

    assert (code, "passed" in said) == (pytest.ExitCode.OK, True), said
    assert "world" in fixtures.made
    assert not [each for each in fixtures.made if each.startswith(StepNamePrefix.step_def.value)]
    assert set(read.values()) == {1}


def test_where_nobody_else_defines_a_step_all_features_have_one_vocabulary(monkeypatch: pytest.MonkeyPatch) -> None:
    vocabulary.own_vocabulary()
    made: list[object] = []
    original = vocabulary.Vocabulary.__init__

    def counted(self: vocabulary.Vocabulary, *modules: object) -> None:
        made.append(modules)
        original(self)

    monkeypatch.setattr(vocabulary.Vocabulary, "__init__", counted)
    for name, story in STORIES.items():
        file = INSTALLED / name / story.partition("::")[0]
        assert vocabulary.problems(file, file.parent, [*vocabulary.MODULES, "json"]) == []

    assert made == []
