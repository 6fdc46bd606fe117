"""The list of faults: its words, and the requests on which each makes sense."""

from __future__ import annotations

import pytest

from syncproof.fakes.kit.faults import FAULTS, READS, WRITES, FaultKind
from syncproof.stories.rules import RULES


@pytest.mark.parametrize("kind", FAULTS.values(), ids=list(FAULTS))
def test_a_fault_is_evidence_for_a_rule_of_robustness(kind: FaultKind) -> None:
    assert RULES[kind.rule].level == "robust"


def test_the_words_of_a_fault_go_on_after_the_answer_and_are_its_own() -> None:
    plain = [kind.plain for kind in FAULTS.values()]

    assert all(words.startswith("answer ") for words in plain)
    assert len({*plain}) == len(plain)


@pytest.mark.parametrize("kind", FAULTS.values(), ids=list(FAULTS))
def test_a_fault_can_be_planted_without_choosing_anything(kind: FaultKind) -> None:
    assert all(each.default is not None for each in kind.parameters.values())


@pytest.mark.parametrize("kind", FAULTS.values(), ids=list(FAULTS))
def test_a_fault_that_needs_an_answer_to_be_known_beforehand_strikes_no_create(kind: FaultKind) -> None:
    if kind.answers == "list" or kind.fits:
        assert kind.methods == READS
    elif kind.answers == "record":
        assert "POST" not in kind.methods & WRITES
