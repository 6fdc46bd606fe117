"""Every rule can fail: each broken engine turns its rule red, and only what such a defect cannot but break too."""

from __future__ import annotations

from pathlib import Path

import pytest

from syncproof import features
from syncproof.checklist import Checklist
from syncproof.checklist.accepted import load_all
from syncproof.drivers import BROKEN
from syncproof.engine.broken.defect import EVERYTHING
from syncproof.run.session import Selection, run
from syncproof.stories.rules import RULES
from syncproof.sut import Sut
from syncproof.verdict import Outcome, Verdict

FOLDER = Path(next(iter(features.__path__)))
ROUND_TRIP = "properties.round-trip"
SLOW_TO_FAIL = f"not {ROUND_TRIP}"
"""A failing property is shrunk, which takes its time: only the engine that it is for runs it."""

NOBODY_BREAKS = {"properties.dependent", "properties.fan-out", "properties.fan-in"}
"""The rules that no section of the two documents has."""


def outcomes(driver: str, document: str, section: str, marks: str = "") -> tuple[Outcome, ...]:
    selection = Selection((FOLDER / document / f"{section}.feature",), sut=Sut(driver), marks=marks)
    found = run(selection, progress=lambda _: None, expected=lambda _: None)
    assert len(found) > len(RULES)
    return found


def red(found: tuple[Outcome, ...]) -> set[str]:
    assert {outcome.verdict for outcome in found} <= {Verdict.PASS, Verdict.FAIL}
    return {outcome.rule for outcome in found if outcome.verdict is Verdict.FAIL}


@pytest.mark.parametrize("name", BROKEN)
def test_a_broken_engine_turns_its_rule_red_and_no_other(name: str) -> None:
    defect = BROKEN[name]
    marks = "" if defect.rule == ROUND_TRIP else SLOW_TO_FAIL

    found = outcomes(f"broken:{name}", defect.document, defect.section, marks)

    everything = {outcome.rule for outcome in found}
    assert red(found) == (everything if defect.also == EVERYTHING else {defect.rule, *defect.also})


def test_every_rule_of_the_checklists_has_an_engine_that_breaks_it() -> None:
    assert {defect.rule for defect in BROKEN.values()} == set(RULES) - NOBODY_BREAKS


DOCUMENTS = load_all(FOLDER)


@pytest.mark.parametrize("checklist", DOCUMENTS, ids=lambda checklist: checklist.slug)
def test_the_good_engine_turns_nothing_red(checklist: Checklist) -> None:
    for section in checklist.sections:
        assert red(outcomes("reference", checklist.slug, section.slug, SLOW_TO_FAIL)) == set()
