"""The levels of a run: what a level holds and nobody tried is said, without a word to change for a new rule."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from syncproof.report import levels
from syncproof.stories.rules import RULES, Rule

if TYPE_CHECKING:
    from syncproof.report.rows import LevelRow, RuleRow, ScenarioRow

SCENARIO: ScenarioRow = {
    "name": "A new task",
    "file": "f.feature",
    "line": 8,
    "verdict": "pass",
    "seconds": 0.25,
    "evidence": ["Digging is in Trello, once"],
    "failure": "",
    "message": "",
    "fingerprint": [],
}


def rule(name: str, *, scenarios: int, total: int) -> RuleRow:
    """Return a rule of which some scenarios were played."""
    return {
        "id": name,
        "level": RULES[name].level,
        "verdict": "pass",
        "chosen": "pass",
        "total": total,
        "scenarios": [SCENARIO] * scenarios,
        "unplayed": [],
    }


def row(
    level: str, played: int, of: int, untried: tuple[str, ...] = (), storyless: tuple[str, ...] = (), note: str = ""
) -> LevelRow:
    return {"level": level, "played": played, "of": of, "untried": [*untried], "storyless": [*storyless], "note": note}


@pytest.fixture
def robust(monkeypatch: pytest.MonkeyPatch) -> None:
    """Give the level `robust` two rules, and the others one each."""
    known = {name: RULES[name] for name in ("every.created", "every.exactly-once")}
    known |= {name: Rule(name, "robust", "s") for name in ("every.after-a-crash", "every.after-a-lost-answer")}
    monkeypatch.setattr(levels, "RULES", known)
    for name, each in known.items():
        monkeypatch.setitem(RULES, name, each)


def test_what_a_sweep_showed_stands_with_the_level_that_trouble_shows() -> None:
    played = [rule("every.created", scenarios=1, total=1), rule("robust.crash", scenarios=1, total=1)]

    rows = levels.rows(["every.created", "robust.crash"], played, "not swept")

    assert [each["note"] for each in rows] == ["", "", "not swept"]
    assert "; not swept" in dict(levels.texts(rows))["robust"]


def test_the_sweep_of_a_rule_is_none_of_its_stories() -> None:
    swept = rule("robust.crash", scenarios=1, total=1)
    swept["scenarios"][0] = {**SCENARIO, "cells": {"stories": 1, "cells": 2, "verdicts": {"pass": 2}}}

    assert (levels.stories(swept), levels.is_whole(swept), levels.is_partial(swept)) == ([], False, False)


@pytest.mark.usefixtures("robust")
def test_a_rule_counts_once_for_each_sentence_that_has_it_and_only_as_a_whole() -> None:
    had = ["every.created", "every.created", "every.exactly-once", "every.after-a-crash"]
    played = [
        rule("every.created", scenarios=2, total=2),
        rule("every.created", scenarios=1, total=2),
        rule("every.exactly-once", scenarios=0, total=1),
    ]

    assert levels.rows(had, played, "not swept") == [
        row("required", 1, 2),
        row("implied", 0, 1, untried=("every.exactly-once",)),
        row("robust", 0, 1, untried=("every.after-a-crash",), storyless=("every.after-a-lost-answer",)),
    ]


@pytest.mark.parametrize(
    ("level", "text"),
    [
        (row("robust", 0, 0), "holds no rule yet: nothing was tried of this level"),
        (
            row("robust", 0, 0, storyless=("a", "b")),
            "holds 2 rules, and none has a story: nothing was tried of this level",
        ),
        (row("robust", 0, 2, untried=("a", "b")), "0 of 2 rules; not tried: a, b"),
        (row("robust", 1, 2), "1 of 2 rules"),
        (row("robust", 2, 2, storyless=("c",)), "2 of 2 rules; no story in these documents: c"),
    ],
)
def test_a_level_says_what_was_not_tried(level: LevelRow, text: str) -> None:
    assert list(levels.texts([level])) == [("robust", text)]


def test_a_level_that_was_played_as_a_whole_says_nothing() -> None:
    assert list(levels.texts([row("robust", 2, 2)])) == []
