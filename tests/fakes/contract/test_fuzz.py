"""Requests of any kind, to every fake, through its door: never an exception, never 5xx; a refusal changes nothing."""

from __future__ import annotations

import json

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from syncproof.fakes import FAKES
from syncproof.ledger import Call, Created, Deleted, Ledger, Updated
from syncproof.steps.chance import SEEDED
from tests.fakes.contract.asked import requests
from tests.fakes.contract.stage import Answer, Request, held, sent, stage

pytestmark = pytest.mark.thorough


def is_in_its_envelope(system: str, answer: Answer) -> bool:
    """Whether an error is told as the system tells its errors."""
    if system == "Customerp":
        return answer.type == "application/problem+json" and b'"detail"' in answer.body
    if system == "Custompms":
        return answer.type == "application/json" and list(json.loads(answer.body)) == ["error"]
    if answer.type.startswith("text/"):
        return bool(answer.body)
    return "message" in json.loads(answer.body)


@pytest.mark.parametrize("system", FAKES)
def test_whatever_is_sent_is_answered_and_a_refusal_changes_nothing(system: str) -> None:
    at = stage(system)

    @settings(SEEDED, derandomize=True, max_examples=250)
    @given(st.lists(requests(system), min_size=1, max_size=6))
    def all_are_answered(story: list[Request]) -> None:
        at.fake.restore(at.start)
        at.fake.ledger = Ledger()
        for request in story:
            at.fake.clock.advance(10)  # no one is told to slow down
            before, line = held(at.fake), len(at.fake.ledger)

            answer = sent(at, request)

            told = at.fake.ledger[line:]
            assert 100 <= answer.status < 500
            assert [event.status for event in told if isinstance(event, Call)] == [answer.status]
            if answer.status >= 400:
                assert request.method == "HEAD" or is_in_its_envelope(system, answer)
                assert [event for event in told if isinstance(event, Created | Updated | Deleted)] == []
                assert held(at.fake) == before

    all_are_answered()
