"""A value in a step is the value that is meant, and a line of Gherkin whatever it holds."""

from __future__ import annotations

from typing import Any

import pytest
from gherkin import Parser
from hypothesis import given
from hypothesis import strategies as st

from syncproof.fakes.kit.texts import AWKWARD, dates, emails, moments, texts
from syncproof.ledger import Value
from syncproof.run.vocabulary import own_vocabulary
from syncproof.steps.chance import SEEDED
from syncproof.steps.words import as_word, words

VALUES = st.one_of(
    *(st.none(), st.booleans(), st.integers(), st.floats(allow_nan=False, allow_infinity=False)),
    *(texts(100), emails(), dates(), moments(), st.sampled_from(AWKWARD)),
)


def stepped(value: Value) -> str:
    return f"a user changes Bean's title in Trello to {as_word(value)}"


@SEEDED
@given(VALUES)
def test_a_step_says_the_value_that_is_meant(value: Value) -> None:
    feature: Any = Parser().parse(f"Feature: F\n\n  Rule: R\n\n    Example: E\n      When {stepped(value)}\n")[
        "feature"
    ]
    text = feature["children"][0]["rule"]["children"][0]["scenario"]["steps"][0]["text"]
    [definition] = own_vocabulary().matching("when", text)
    [word] = [each.text for each in definition.words(text) if each.kind == "Value"]

    assert words()["Value"](word) == value
    assert text.isprintable()
    assert not {"<", ">"} & set(text)


@pytest.mark.parametrize("text", ["Ada", "'Ada'", '"Ada', "[1]", "{}", "nul", "01", "+1"])
def test_what_is_no_value_in_json_is_no_step(text: str) -> None:
    assert own_vocabulary().matching("when", f"a user changes Bean's title in Trello to {text}") == []


def test_a_value_that_people_can_read_stays_as_it_is() -> None:
    assert as_word("Zoë Ünsal, 王小明") == '"Zoë Ünsal, 王小明"'
    assert as_word("a\u2028b\n<c>") == '"a\\u2028b\\n\\u003cc\\u003e"'


@pytest.mark.parametrize("record", ["a Lease", "a Invoice", "an Invoice", "one of the Members"])
def test_a_step_takes_every_article_before_a_datatype(record: str) -> None:
    [definition] = own_vocabulary().matching("given", f"both systems know Gamma, {record} to connect others to")
    assert definition.text == "both systems know <Newcomer>, a <Datatype> to connect others to"
