"""Every rule can fail: each broken engine turns its rule red, and only what such a defect cannot but break too.

That the reference sync turns nothing red, the features themselves show.
"""

from __future__ import annotations

from importlib import import_module
from types import FunctionType

import pytest

from syncproof.drivers import BROKEN
from syncproof.engine.broken.defect import EVERYTHING, Defect
from syncproof.laws import LAWS
from syncproof.report.failure import wrapped
from syncproof.run.session import Selection, run
from syncproof.steps import manners, record_claims, sync_claims, value_claims
from syncproof.stories.rules import RULES
from syncproof.sut import Sut
from syncproof.verdict import Outcome, Verdict
from tests.engine.broken.named_causes import CAUSES, SWEPT_CAUSES
from tests.sample_features import SAMPLE_THAT_LEADS_ROUND, folder_of

ROUND_TRIP = "properties.round-trip"
"""A failing property is shrunk, which takes its time: only the engine that it is for plays it."""
WRECK = "first-row-only"
"""An engine that breaks everything."""


def marks_of(rules: set[str]) -> str:
    return " or ".join(f"syncproof(rule='{rule}')" for rule in sorted(rules))


def outcomes(driver: str, document: str, section: str, marks: str) -> tuple[Outcome, ...]:
    selection = Selection((folder_of(document) / f"{section}.feature",), sut=Sut(driver), marks=marks)
    return run(selection, progress=lambda _: None, expected=lambda _: None)


def red(found: tuple[Outcome, ...]) -> set[str]:
    assert {outcome.verdict for outcome in found} <= {Verdict.PASS, Verdict.FAIL}
    return {outcome.rule for outcome in found if outcome.verdict is Verdict.FAIL}


def breaks(defect: Defect) -> set[str]:
    """Return the rules that an engine breaks; of those some may not be its section's, if it is all of them."""
    own = set() if defect.swept else {defect.rule}
    calm = {name for name, rule in RULES.items() if rule.level != "robust"}
    return calm - {ROUND_TRIP, *defect.spares} if defect.also == EVERYTHING else own | {*defect.also}


def spared(defect: Defect) -> set[str]:
    """Return the rules that an engine keeps."""
    return set(RULES) - breaks(defect) - {ROUND_TRIP}


@pytest.mark.parametrize(
    "name",
    [
        # What breaks everything plays everything; one such engine shows the kind.
        pytest.param(name, marks=pytest.mark.exhaustive if each.also == EVERYTHING and name != WRECK else [])
        for name, each in BROKEN.items()
    ],
)
def test_a_broken_engine_turns_its_rules_red(name: str) -> None:
    defect = BROKEN[name]

    found = outcomes(f"broken:{name}", defect.document, defect.section, marks_of(breaks(defect)))

    played = {outcome.rule for outcome in found}
    assert red(found) == played
    assert len(found) > len(played) if defect.also == EVERYTHING else played == breaks(defect)
    if not defect.swept:
        field, words = CAUSES[name]
        failures = [field_of(wrapped(one.failure), field) for one in found if one.rule == defect.rule]
        assert any(words in failure for failure in failures), failures


@pytest.mark.parametrize(
    ("section", "broken"),
    [
        ("reader-to-patron", {"every.exactly-once"}),
        # The two sides of one datatype are two accounts, so nothing that is made is new where it came from.
        ("note-to-note", set()),
    ],
    ids=["three sections", "one datatype"],
)
def test_an_engine_goes_in_circles_wherever_sections_lead_round(section: str, broken: set[str]) -> None:
    marks = marks_of({"every.exactly-once"})

    assert red(outcomes("reference", SAMPLE_THAT_LEADS_ROUND, section, marks)) == set()
    assert red(outcomes("broken:goes-in-circles", SAMPLE_THAT_LEADS_ROUND, section, marks)) == broken


def field_of(failure: str, field: str) -> str:
    """Return the text of a field of failures, as people read it on a screen."""
    found, label = [], ""
    for line in failure.splitlines():
        label = line[2:12].strip() or label
        if label == field:
            found.append(line[12:])
    return " ".join(found)


def test_of_each_engine_a_line_names_the_cause() -> None:
    assert CAUSES.keys() == {name for name, defect in BROKEN.items() if not defect.swept}
    assert CAUSES.keys() | SWEPT_CAUSES.keys() == BROKEN.keys()


@pytest.mark.exhaustive
@pytest.mark.parametrize("name", [name for name, defect in BROKEN.items() if not defect.swept])
def test_a_law_finds_what_an_engine_breaks_without_any_other_step(name: str, monkeypatch: pytest.MonkeyPatch) -> None:
    defect = BROKEN[name]
    for module in (record_claims, value_claims, sync_claims, manners):
        for step, each in vars(module).items():
            if isinstance(each, FunctionType) and each.__module__ == module.__name__:
                monkeypatch.setattr(module, step, lambda *_, **__: None)

    found = outcomes(f"broken:{name}", defect.document, defect.section, marks_of({defect.rule}))

    texts = [" ".join(outcome.failure.split()) for outcome in found if outcome.failure]
    laws = {law for text in texts for law in LAWS if f"broken law {law}:" in text}
    # Where the sync never rests, the step that waits for rest says so before any law is asked.
    laws |= {"rest"} if any("the sync never comes to rest" in text for text in texts) else set()
    assert (defect.law in laws) if defect.law else not texts


@pytest.mark.exhaustive
@pytest.mark.parametrize("name", [name for name, defect in BROKEN.items() if defect.also != EVERYTHING])
def test_a_broken_engine_turns_no_other_rule_red(name: str) -> None:
    defect = BROKEN[name]

    found = outcomes(f"broken:{name}", defect.document, defect.section, marks_of(spared(defect)))

    assert red(found) == set()
    assert len(found) + len(breaks(defect)) > len(RULES)


def test_no_two_engines_have_one_name() -> None:
    modules = {import_module(defect.sync.__module__) for defect in BROKEN.values()}

    assert sum(len(module.DEFECTS) for module in modules) == len(BROKEN)


def test_every_rule_of_the_checklists_has_an_engine_that_breaks_it() -> None:
    assert {defect.rule for defect in BROKEN.values()} == set(RULES)
