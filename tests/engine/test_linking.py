"""The reference sync pairs what matches, and creates only where a sentence says so: a sample of every such sentence."""

from __future__ import annotations

import pytest

from syncproof.cli import main
from syncproof.run.session import Selection, run
from syncproof.stories.rules import RULES
from syncproof.verdict import Verdict
from tests.sample_features import LINKS, SAMPLE, folder_of

SECTIONS = ("reader-to-patrons", "title-to-items", "loan-to-parcels", "fine-to-charges")
LINKING = ("link-first", "match-or-create", "merge-criteria", "condition", "create-if-connected")
MARKS = " or ".join(f"syncproof(rule='{rule.id}')" for rule in RULES.values() if rule.sentence in LINKING)


@pytest.mark.parametrize("section", SECTIONS)
def test_the_reference_sync_keeps_every_sentence_on_pairs(section: str) -> None:
    selection = Selection((folder_of(SAMPLE) / f"{section}.feature",), marks=MARKS)

    outcomes = run(selection, progress=lambda _: None, expected=lambda _: None)

    assert {outcome.verdict for outcome in outcomes} == {Verdict.PASS}


@pytest.mark.exhaustive
@pytest.mark.parametrize("section", SECTIONS)
def test_the_reference_sync_keeps_all_else_in_such_sections(section: str) -> None:
    outcomes = run(
        Selection((folder_of(SAMPLE) / f"{section}.feature",)), progress=lambda _: None, expected=lambda _: None
    )

    assert {outcome.verdict for outcome in outcomes} == {Verdict.PASS}


@pytest.mark.thorough
@pytest.mark.parametrize(
    "story",
    [
        "two that match",
        *(
            pytest.param(story, marks=pytest.mark.exhaustive)
            for story in ("the same isbn", "connected later", "met later")
        ),
    ],
)
def test_trouble_at_every_request_makes_no_wrong_pair(story: str, capsys: pytest.CaptureFixture[str]) -> None:
    words = ["sweep", str(LINKS), "--features", str(folder_of(SAMPLE).parent), "--story", story, "--quiet"]
    faults = [word for fault in ("crash", "half-list", "empty-list", "lost") for word in ("--fault", fault)]

    assert main([*words, *faults]) == 0, capsys.readouterr().out
