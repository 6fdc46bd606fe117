"""Comments of people in `checklist.toml` stay where they are, whatever the document changes beside them."""

from __future__ import annotations

import tomllib
from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from syncproof.acceptance.comments import with_comments
from syncproof.acceptance.draft import CONFLICT
from syncproof.acceptance.plan import Accepted, planned
from syncproof.checklist import Checklist
from syncproof.checklist.accepted import FILE
from syncproof.checklist.accepted_text import dump
from syncproof.checklist.resolve import parse
from tests.checklist.golden import DOCUMENTS

TEXT = (DOCUMENTS / "good" / "every-kind.rst").read_text()
OLD = parse(TEXT, "old.rst")
BASE = dump(OLD)
LINES = BASE.split("\n")[:-1]
RENAMED = TEXT.replace("Larkbook", "Moorstone").replace("Generated: 2026", "Generated: 2027")
GENERATIONS = [
    parse(text, "new.rst") for text in (RENAMED, RENAMED.replace("dueOn", "until"), TEXT.replace("expected", "due"))
]


def accepted(now: str, document: Checklist) -> tuple[str, bool]:
    """Return what the checklist is after another generation was accepted, and whether there is a conflict."""
    plan = planned(document, {}, Accepted(OLD, {FILE: now}, {}), tuple)
    return plan.texts[FILE], FILE + CONFLICT in plan.texts


def neighbours(text: str, comment: str) -> set[str]:
    """Return the keys of the lines above and below a comment, or that of its own line."""
    lines = [line for line in text.split("\n") if line and (comment in line or not line.startswith("#"))]
    at = next(index for index, line in enumerate(lines) if comment in line)
    beside = [*lines[max(at - 1, 0) : at], *lines[at + 1 : at + 2]] if lines[at].startswith("#") else [lines[at]]
    return {line.partition("=")[0].strip() for line in beside}


@pytest.mark.parametrize(
    ("was", "now"),
    [
        ("title = ", "# ours\ntitle = "),
        ("title = ", "# Of the library.\n# ours\n\ntitle = "),
        ('Dataflow"\n', 'Dataflow"  # ours\n'),
        ("source = ", "# ours\nsource = "),
        ("generated = ", "# ours\ngenerated = "),
        ('06"\n', '06"  # ours\n'),
        ("\n[[section]]", "\n# ours\n[[section]]"),
        ("\n[[section]]", "# ours\n\n[[section]]"),
        ("[[section]]\n", "[[section]]  # ours\n"),
        ("sentences = [", "# ours\nsentences = [  # both"),
        ("\n]\n", "\n  # ours\n]\n"),
        ("[[section.row]]\n", "# ours\n[[section.row]]\n"),
        ('title = "Larkbook to Tidepost Dataflow"', "title  =  'Larkbook to Tidepost Dataflow'  # ours"),
    ],
)
def test_a_comment_stays_beside_its_line_where_a_system_is_renamed(was: str, now: str) -> None:
    now = BASE.replace(was, now, 1)
    text, is_conflict = accepted(now, GENERATIONS[0])
    bare, _ = accepted(BASE, GENERATIONS[0])
    assert not is_conflict
    assert neighbours(text, "ours") & neighbours(now, "ours")
    assert tomllib.loads(text) == tomllib.loads(bare)


COMMENTS = st.dictionaries(st.integers(0, len(LINES)), st.sampled_from(["above", "apart", "behind"]), max_size=6)


@settings(max_examples=25)
@given(COMMENTS, st.sampled_from(GENERATIONS))
def test_any_comments_stay_in_their_order_and_beside_their_lines(comments: dict[int, str], document: Checklist) -> None:
    lines = [*LINES, ""]
    for at, how in sorted(comments.items(), reverse=True):
        is_behind = how == "behind" and bool(lines[at]) and not lines[at].startswith("#")
        new = [f"{lines[at]}  # ours {at}."] if is_behind else [f"# ours {at}.", *([""] * (how == "apart")), lines[at]]
        lines[at : at + 1] = new
    now = "\n".join(lines)
    text, is_conflict = accepted(now, document)
    assert not is_conflict
    assert [line.partition("# ours")[2] for line in text.split("\n") if "# ours" in line] == [
        f" {at}." for at in sorted(comments)
    ]
    for at in comments:
        assert neighbours(text, f"# ours {at}.") & neighbours(now, f"# ours {at}.")


def test_a_comment_whose_line_is_gone_is_told_and_any_other_edit_is_left_to_people() -> None:
    row = dump(replace(OLD, sections=tuple(replace(each, rows=each.rows[1:]) for each in OLD.sections)))
    found = with_comments(BASE, BASE.replace("[[section.row]]", "# ours\n[[section.row]]", 1), row, {})
    assert found is not None
    assert (found.text, [each.beside.above for each in found.homeless]) == (row, [["# ours"]])
    assert with_comments(BASE, BASE.replace("isbn", "ean"), row, {}) is None
