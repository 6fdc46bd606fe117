"""Features are rendered: from checklists, what the systems declare, and one template a rule."""

from __future__ import annotations

import shutil
import subprocess
import sys
from pathlib import Path

import jinja2
import pytest

from syncproof import features
from syncproof.checklist import SUPPORTED
from syncproof.checklist.accepted import load_all
from syncproof.errors import HarnessBroke
from syncproof.fakes import FAKES
from syncproof.stories import render
from syncproof.stories.__main__ import main
from syncproof.stories.render import TEMPLATES, examples, rendered, rules_with_stories
from syncproof.stories.rules import RULES

FOLDER = Path(next(iter(features.__path__)))
FILES = sorted(FOLDER.glob("*/*.feature"))

ANEW = "render the features anew with: python -m syncproof.stories"


def rendered_files() -> dict[str, str]:
    """Return what the features of all accepted documents are rendered as, by `document/file`."""
    declared = FAKES.declared
    return {
        f"{checklist.slug}/{name}": text
        for checklist in load_all(FOLDER, declared)
        for name, text in rendered(checklist, declared).items()
    }


@pytest.mark.parametrize("file", FILES, ids=lambda file: f"{file.parent.name}/{file.stem}")
def test_a_feature_is_what_its_checklist_renders(file: Path) -> None:
    assert file.read_text() == rendered_files().get(f"{file.parent.name}/{file.name}"), ANEW


def test_each_section_has_its_rendered_feature() -> None:
    assert set(rendered_files()) == {f"{file.parent.name}/{file.name}" for file in FILES}, ANEW


def test_a_changed_template_is_noticed(monkeypatch: pytest.MonkeyPatch) -> None:
    text = (Path(render.__file__).parent / "templates/every/created.feature.j2").read_text()
    spoilt = jinja2.DictLoader({"every/created.feature.j2": text.replace("once", "twice")})
    assert TEMPLATES.loader
    monkeypatch.setattr(TEMPLATES, "loader", jinja2.ChoiceLoader([spoilt, TEMPLATES.loader]))
    monkeypatch.setattr(TEMPLATES, "cache", None)
    monkeypatch.setattr(render, "feature", render.feature.__wrapped__)

    changed = rendered_files()

    assert [file for file in FILES if file.read_text() == changed[f"{file.parent.name}/{file.name}"]] == []


def test_the_command_writes_the_features_anew(tmp_path: Path) -> None:
    folder = tmp_path / "features"
    shutil.copytree(FOLDER, folder, ignore=shutil.ignore_patterns("*.py", "__pycache__", "task-to-cards.feature"))
    changed = folder / FILES[0].relative_to(FOLDER)
    changed.write_text("Feature: changed by hand\n")

    main(folder)

    assert {str(file.relative_to(folder)): file.read_text() for file in folder.glob("*/*.feature")} == {
        str(file.relative_to(FOLDER)): file.read_text() for file in FILES
    }


def test_the_help_does_not_wait_for_the_templates() -> None:
    asked = "import sys, syncproof.cli; print('jinja2' in sys.modules)"
    answer = subprocess.run([sys.executable, "-c", asked], capture_output=True, text=True, check=True)  # noqa: S603

    assert answer.stdout == "False\n"


def test_every_rule_has_a_template() -> None:
    assert set(RULES) == rules_with_stories()


def test_every_template_is_that_of_a_rule_or_of_a_sentence() -> None:
    files = {name.removesuffix(render.SUFFIX) for name in TEMPLATES.list_templates()}

    assert files == {"section", "canonical", *SUPPORTED} | {
        rule.replace(".", "/") for rule in RULES if rule in rules_with_stories()
    }


def test_examples_are_all_combinations_with_their_columns_aligned() -> None:
    assert examples("label | first | second", ("a", "long"), [("S", "Target"), ("Target", "S")]).splitlines() == [
        "| label | first  | second |",
        "        | a     | S      | Target |",
        "        | a     | Target | S      |",
        "        | long  | S      | Target |",
        "        | long  | Target | S      |",
    ]


def test_a_template_that_forgets_its_condition_is_noticed() -> None:
    with pytest.raises(HarnessBroke, match=r"^a template has no examples for the columns label \| system"):
        examples("label | system", (), ("A", "B"))


def test_a_template_that_speaks_of_no_fact_is_noticed() -> None:
    with pytest.raises(jinja2.UndefinedError, match="'lables' is undefined"):
        TEMPLATES.from_string("{{ lables }}").render()
