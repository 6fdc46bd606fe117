"""What `-m` says of our mark and no scenario can have is refused with the nearest, whatever else stands there."""

from __future__ import annotations

from pathlib import Path

import pytest

from syncproof import features
from syncproof.run.mark_expression import check_marks_chosen
from tests.run.conftest import Plain

FEATURE = Path(next(iter(features.__path__))) / "customerp-trello" / "contact-to-members.feature"


@pytest.mark.parametrize(
    ("expression", "what", "nearest"),
    [
        ("syncproof(rule='evry.created')", "there is no rule 'evry.created'", "every.created"),
        ('not syncproof( rule = "evry.created" )', "there is no rule 'evry.created'", "every.created"),
        ("slow or syncproof(level='requird')", "there is no level 'requird'", "required"),
        ("syncproof(kind='in-sync', level='roubst')", "there is no level 'roubst'", "robust"),
        ("syncproof(kind='every.created')", "there is no kind 'every.created'", "rule='every.created'"),
        ("syncproof(rule='every.created') or syncproof(kind='evry')", "there is no kind 'evry'", "every"),
        ("syncproof(rul='every.created')", "the mark syncproof has no rul", "rule"),
        ("syncproof(section='contact-to-members')", "the mark syncproof has no section", ""),
        ("syncproof(rule='')", "there is no rule ''", ""),
    ],
)
def test_what_no_scenario_can_have_is_refused_with_the_nearest(expression: str, what: str, nearest: str) -> None:
    with pytest.raises(pytest.UsageError) as error:
        check_marks_chosen(expression)

    said = str(error.value)
    assert said.splitlines()[0] == f"-m: {what}"
    assert f"  nearest  {nearest}\n" in said if nearest else "nearest" not in said


@pytest.mark.parametrize(
    "expression",
    [
        "",
        "syncproof",
        "not syncproof",
        "syncproof(rule='every.created', level='required') and not syncproof(kind='properties')",
        "my.syncproof(rule='theirs')",
        "theirs(rule='evry.created')",
    ],
)
def test_all_else_is_left_to_pytest(expression: str) -> None:
    check_marks_chosen(expression)


def test_pytest_ends_with_a_usage_error_before_anything_is_played(plain: Plain) -> None:
    code, said = plain(FEATURE, "-m", "syncproof(rule='evry.created')")

    assert (code, "  nearest  every.created" in said) == (pytest.ExitCode.USAGE_ERROR, True), said
    assert "Traceback" not in said


def test_pytest_refuses_the_expression_where_it_plays_no_feature_too(plain: Plain, tmp_path: Path) -> None:
    (tmp_path / "test_other.py").write_text("def test_other(): pass")

    code, said = plain(tmp_path, "-m", "not syncproof(rule='evry.created')")

    assert (code, "  nearest  every.created" in said) == (pytest.ExitCode.USAGE_ERROR, True), said
