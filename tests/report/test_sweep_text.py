"""A sweep as text: the first failure of each rule is told whole, the others in short."""

from __future__ import annotations

from typing import cast

from syncproof.report import sweep_file, sweep_text
from syncproof.report.sweep_rows import SweptFailureRow, SweptStoryRow
from syncproof.verdict import Verdict

LEDGER = "14 no answer on POST /1/organizations to Trello (lost), tried again"


def failure(kind: str, rule: str = "robust.lost-answer") -> SweptFailureRow:
    """Return a failure of a kind, as a sweep has it."""
    return {
        "rule": rule,
        "verdict": "fail",
        "kinds": [kind],
        "count": 1,
        "document": "a",
        "section": "b",
        "sentence": "every",
        "promise": "Every Customer will be synchronized.",
        "story": "created",
        "script": ["Given Umbrella is added to Custompms", "Then nothing else has changed"],
        "steps": 2,
        "strike": "lost",
        "lasting": False,
        "site": "request 3",
        "where": "Trello POST /1/organizations",
        "message": "law counterpart: two Organizations\nexpected  one",
        "ledger": [LEDGER],
        "sync": [],
        "again": "syncproof sweep",
    }


def page(*failures: SweptFailureRow, width: int = 100) -> list[str]:
    """Return the lines of a sweep of one story with these failures."""
    verdicts = {each.value: 0 for each in Verdict}
    counts = [
        {"sentence": "every", "rule": each["rule"], "strike": "lost", "verdicts": {**verdicts, "fail": 1}}
        for each in failures
    ]
    place = {"document": "a", "section": "b", "story": "created"}
    numbers = {"sites": 1, "cells": len(failures), "tried": len(failures), "impossible": 0, "requests": 0}
    row = cast("SweptStoryRow", {**place, **numbers, "counts": counts, "failures": list(failures)})
    head = {"seconds": 0.0, "ended": "complete", "planned": [{**place, "shard": 1}]}
    return list(sweep_text.lines(sweep_file.with_results(head, [row]), width=width))


def test_a_failure_names_its_sentence_and_shows_its_steps_and_the_ledger_lines_that_matter() -> None:
    shown = page(failure("two Organizations"))

    start = shown.index("robust.lost-answer fail in 1 cell: two Organizations")
    assert shown[start + 1 : start + 11] == [
        "  section   a/b",
        "  sentence  Every Customer will be synchronized.",
        "  story     created",
        "  steps     Given Umbrella is added to Custompms",
        "            Then nothing else has changed",
        "  trouble   lost at request 3",
        "  request   Trello POST /1/organizations",
        "  broken    law counterpart: two Organizations",
        "  expected  one",
        f"  ledger    {LEDGER}",
    ]


def test_of_several_failures_of_a_rule_the_first_alone_is_told_in_steps() -> None:
    shown = page(failure("none"), failure("two"), failure("two", "robust.crash"))

    assert len([line for line in shown if line.startswith("  expected ")]) == 3
    assert [
        len([line for line in shown if line.startswith(f"  {name} ")]) for name in ("sentence", "steps", "ledger")
    ] == [2] * 3


def test_no_line_of_a_failure_is_wider_than_the_page() -> None:
    shown = page(failure("two Organizations"), width=50)

    assert max(map(len, shown[shown.index("Failures") :])) <= 50
