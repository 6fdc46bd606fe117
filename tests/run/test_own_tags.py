"""Tags of the writers' own are legal at whatever of a feature, also where pytest is strict, and choose by `-m`."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from syncproof import features
from syncproof.cli import main
from syncproof.stories.soundness import is_misspelt
from tests.run.conftest import Plain

DOCUMENT = Path(next(iter(features.__path__))) / "customerp-trello"
FEATURE = "contact-to-members.feature"
TAGS = "@wip @owner:ada @_private @parametrize @JIRA-12 @jira.12 @smoke.created"


@pytest.fixture
def feature(tmp_path: Path) -> Path:
    """Return a feature whose first scenario has tags of the writer's own; its Feature and its first Rule have one."""
    folder = tmp_path / "features" / DOCUMENT.name
    folder.mkdir(parents=True)
    shutil.copy(DOCUMENT / "checklist.toml", folder)
    text = (DOCUMENT / FEATURE).read_text().replace("    @every.created\n", f"    {TAGS}\n    @every.created\n", 1)
    (folder / FEATURE).write_text("@nightly\n" + text.replace("  @every\n", "  @first @every\n", 1))
    return folder / FEATURE


@pytest.mark.parametrize("strict", [(), ("--strict-markers",), ("-Werror::pytest.PytestUnknownMarkWarning",)])
@pytest.mark.parametrize("tag", ["wip", "JIRA-12", "jira.12 and nightly", "smoke.created and first"])
def test_own_tags_choose_scenarios(tag: str, strict: tuple[str, ...], feature: Path, plain: Plain) -> None:
    code, said = plain(feature, "-m", f"{tag} and syncproof(rule='every.created')", *strict)

    assert (code, "1 passed, 135 deselected" in said) == (pytest.ExitCode.OK, True), said
    assert "Unknown" not in said


def test_a_tag_that_no_feature_has_is_an_unknown_mark_to_a_strict_pytest(feature: Path, plain: Plain) -> None:
    code, said = plain(feature, "-m", "wpi", "--strict-markers")

    assert (code, "Unknown marker(s) in '-m' expression: wpi" in said) == (pytest.ExitCode.USAGE_ERROR, True), said


def test_syncproof_run_plays_what_has_tags_of_its_own(feature: Path) -> None:
    chosen = ["--section", "contact-to", "--only", "every.created"]

    assert main(["run", "--no-settings", "--features", str(feature.parent.parent), *chosen]) == 0


def test_a_misspelt_rule_is_refused_by_file_and_line(feature: Path, plain: Plain) -> None:
    feature.write_text(feature.read_text().replace("@jira.12", "@evry.created"))

    code, said = plain(feature)

    assert code == pytest.ExitCode.INTERRUPTED
    assert f"{feature}:8: no rule is called so: @evry.created\n  nearest  @every.created\n" in said


@pytest.mark.parametrize(
    ("tag", "misspelt"),
    [
        ("every.creatd", True),
        ("Every.Created", True),
        ("insync.forward", True),
        ("propertys.row", True),
        ("every.created", False),
        ("wip", False),
        ("every", False),
        ("v1.2", False),
        ("jira.PROJ-12", False),
        ("link.42", False),
        ("smoke.created", False),
        ("team.properties", False),
    ],
)
def test_only_what_looks_like_a_rule_and_is_none_is_misspelt(tag: str, misspelt: bool) -> None:  # noqa: FBT001 - a row
    assert is_misspelt(tag) is misspelt
