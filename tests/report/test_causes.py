"""Failures with one cause are one in the terminal and in the summary, with one story in full and the others by name."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import pytest

from syncproof.checklist import Row
from syncproof.report.causes import causes, rows
from syncproof.report.text import lines
from syncproof.verdict import Lack, Outcome, Verdict
from syncproof.verdict.baseline import BaselineGate, KnownFailure

from .conftest import judged

if TYPE_CHECKING:
    from collections.abc import Sequence

    from syncproof.checklist import Checklist
    from syncproof.report.rows import Summary
    from syncproof.stories.choice import Requested

CREATED = Outcome(
    document="custompms-trello",
    section="task-to-cards",
    sentence="every",
    rule="every.created",
    name="One is added",
    file="features/custompms-trello/task-to-cards.feature",
    line=8,
    verdict=Verdict.FAIL,
    seconds=0.1,
    failure="task-to-cards every.created fails: One is added",
    message="Digging has no counterpart in Trello Cards",
    fingerprint=("Digging has no counterpart in Trello Cards",),
)
ONCE = replace(
    CREATED,
    rule="every.exactly-once",
    name="Another is added",
    line=12,
    failure="task-to-cards every.exactly-once fails: Another is added",
    fingerprint=("Filling has no counterpart in Trello Cards",),
)
OTHER = replace(
    ONCE,
    name="A third is added",
    line=16,
    failure="task-to-cards every.exactly-once fails: A third is added",
    fingerprint=("Filling is gone from Trello Cards",),
)


@pytest.fixture
def whole(checklist: Checklist, requested: Requested) -> Summary:
    """Two stories that fail in one way, and one that fails in another."""
    return judged([checklist], requested, [CREATED, ONCE, OTHER])


def test_the_summary_has_each_cause_once_with_all_stories(whole: Summary) -> None:
    first, second = whole["causes"]
    assert first == {
        "document": "custompms-trello",
        "section": "task-to-cards",
        "verdict": "fail",
        "what": "no counterpart in Trello Cards",
        "scenarios": [
            {"rule": each.rule, "name": each.name, "file": each.file, "line": each.line} for each in (CREATED, ONCE)
        ],
    }
    assert [each["name"] for each in second["scenarios"]] == [OTHER.name]


def test_the_terminal_shows_one_story_of_a_cause_and_counts_the_others(whole: Summary) -> None:
    shown = "\n".join(lines(whole))
    assert "Failures: 3 stories, 2 causes" in shown
    assert CREATED.failure in shown
    assert ONCE.failure not in shown
    assert "  cause     2 stories: no counterpart in Trello Cards; also every.exactly-once" in shown


def test_a_report_that_says_everything_shows_each_story(whole: Summary) -> None:
    shown = "\n".join(lines(whole, detail="verbose"))
    assert CREATED.failure in shown
    assert ONCE.failure in shown


@pytest.mark.parametrize(
    "kinds",
    [
        ("Ada's name in Trello Cards: wrong value", "Grace's name in Trello Cards: wrong value"),
        ("the systems disagree on Ada's name", "the systems disagree on Grace's name"),
        ("the sync did not report Ada's name exactly once", "the sync did not report Grace's name exactly once"),
    ],
)
def test_whoever_a_story_is_about_the_cause_is_the_same(
    checklist: Checklist, requested: Requested, kinds: Sequence[str]
) -> None:
    outcomes = [replace(each, fingerprint=(kind,)) for each, kind in zip((CREATED, ONCE), kinds, strict=True)]
    (cause,) = causes(judged([checklist], requested, outcomes)["documents"])
    assert len(cause.failed) == 2
    assert "Ada" not in cause.what


def whats(checklist: Checklist, requested: Requested, *kinds: str) -> list[str]:
    """Return the causes where stories break in these ways."""
    outcomes = [replace(each, fingerprint=(kind,)) for each, kind in zip((CREATED, ONCE, OTHER), kinds, strict=False)]
    return [cause.what for cause in causes(judged([checklist], requested, outcomes)["documents"])]


def test_a_property_that_is_not_equal_on_both_sides_is_one_cause_whoever_says_so(
    checklist: Checklist, requested: Requested
) -> None:
    law = "law agreement: title in Custompms Task and name in Trello Cards"
    here, there = "Ada's title in Custompms Task: wrong value", "Grace's name in Trello Cards: wrong value"
    step, one = "the systems disagree on Ada's title", ["the systems disagree on title"]

    assert whats(checklist, requested, law, here, there) == one
    assert whats(checklist, requested, there, step) == one
    assert whats(checklist, requested, law, law) == [law]
    # Both sides may hold the same wrong value: nothing says that they disagree.
    assert len(whats(checklist, requested, here, there)) == 2
    assert len(whats(checklist, requested, law, "Ada's desc in Trello Cards: wrong value")) == 2
    assert len(whats(checklist, requested, law, "Ada's name in Trello Cards: wrong type")) == 2


def rows_broken(checklist: Checklist, requested: Requested, *labels: str) -> list[str]:
    """Return the causes where stories of these properties break alike; the section has the rows name and desc."""
    rows = (Row("title", "name", "string", "document"), Row("notes", "desc", "string", "document"))
    sections = (replace(checklist.sections[0], rows=rows), *checklist.sections[1:])
    outcomes = [
        replace(story, fingerprint=(f"Ada's {label} in Trello Cards: wrong value",))
        for story, label in zip((CREATED, ONCE, OTHER), labels, strict=False)
    ]
    whole = judged([replace(checklist, sections=sections)], requested, outcomes)
    return [cause.what for cause in causes(whole["documents"])]


def test_a_section_that_breaks_alike_in_each_of_its_properties_has_one_cause(
    checklist: Checklist, requested: Requested
) -> None:
    both = ["each property in Trello Cards: wrong value"]

    assert rows_broken(checklist, requested, "name", "desc") == both
    assert rows_broken(checklist, requested, "desc", "name", "name") == both


def test_a_property_that_breaks_alone_is_the_cause(checklist: Checklist, requested: Requested) -> None:
    assert rows_broken(checklist, requested, "name", "name") == ["name in Trello Cards: wrong value"]


def test_what_is_known_or_lacks_a_capability_is_no_cause(checklist: Checklist, requested: Requested) -> None:
    lack = Lack("member-profile-write", "Trello", "Members", "")
    blocked = replace(ONCE, denied=(lack,), blocked_by=(lack,))
    known = KnownFailure("custompms-trello/task-to-cards", "every.created", CREATED.name, "soon", "known.toml:1")
    gate = BaselineGate({CREATED: known}, (), {})
    documents = judged([checklist], requested, [CREATED, blocked, OTHER], gate)["documents"]
    assert [cause["what"] for cause in rows(causes(documents))] == ["Filling is gone from Trello Cards"]


def test_the_report_says_what_the_sync_declares(whole: Summary) -> None:
    assert "declared" not in "\n".join(lines(whole))
    options = ["--sut-writes", "10", "--rest", "1"]
    whole["run"] = {**whole["run"], "sut": {"kind": "command", "name": "./sync.sh", "options": options}}

    assert "declared   judged by what the sync declares: --sut-writes 10" in lines(whole)
