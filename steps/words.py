"""The kinds of word that steps are made of, each with the pattern that separates the word from its neighbours."""

from __future__ import annotations

import json
import re

from parse import with_pattern
from pytest_bdd import parsers

from syncproof.fakes import FAKES
from syncproof.fakes.kit.faults import FAULTS
from syncproof.ledger import Value
from syncproof.steps.users import ACCESSES
from syncproof.stories.near_values import EDGES, NEARNESS, TIMES

AMOUNTS = {
    "nothing": 0,
    "one record": 1,
    "a page of records": 50,
    "a page of records and one more": 51,
    "several pages of records": 101,
}
"""How many records: a page is the most that either business system gives at once."""
PLACES = {place for fake in FAKES.values() for datatype in fake.datatypes.values() for place in datatype.moves}
"""The places that records are moved to."""
WAYS = {"ahead": 1, "behind": -1}
"""How a clock differs from the true time."""
AFTER = {"in the same instant": 0.0, "half a second later": 0.5}
"""How many seconds after the last event a user acts."""


@with_pattern("|".join(FAKES))
def _system(text: str) -> str:
    return text


@with_pattern(r"[A-Z][a-z]+")
def _name(text: str) -> str:
    return text


@with_pattern(r"[a-z]+(?:_[a-z]+)*")
def _label(text: str) -> str:
    return text


def as_word(value: Value) -> str:
    """Return a value as a step says it: JSON in one line, and nothing in it that cannot be seen."""
    return "".join(
        f"\\u{ord(each):04x}" if each in "<>" else each if each.isprintable() else json.dumps(each)[1:-1]
        for each in json.dumps(value, ensure_ascii=False)
    )


@with_pattern(r'"(?:[^"\\]|\\.)*"|-?\d+(?:\.\d+)?(?:[eE][+-]?\d+)?|true|false|null')
def _value(text: str) -> Value:
    found: Value = json.loads(text)
    return found


@with_pattern("|".join(AMOUNTS))
def _amount(text: str) -> int:
    return AMOUNTS[text]


@with_pattern("|".join(ACCESSES))
def _access(text: str) -> str:
    return text


FAULT_WORDS = {kind.plain.removeprefix("answer "): name for name, kind in FAULTS.items()}
"""The words of a fault, as they go on after "Trello's next answer", each with the name of its kind."""


@with_pattern("|".join(map(re.escape, sorted(FAULT_WORDS, key=len, reverse=True))))
def _fault(text: str) -> str:
    return FAULT_WORDS[text]


@with_pattern("|".join(sorted(PLACES)))
def _place(text: str) -> str:
    return text


@with_pattern("|".join(NEARNESS))
def _nearness(text: str) -> str:
    return text


@with_pattern("|".join(EDGES))
def _edge(text: str) -> str:
    return text


@with_pattern("|".join(WAYS))
def _way(text: str) -> int:
    return WAYS[text]


@with_pattern("|".join(AFTER))
def _after(text: str) -> float:
    return AFTER[text]


@with_pattern("|".join(TIMES))
def _time(text: str) -> str:
    return TIMES[text]


WORDS = {
    "System": _system,
    "Datatype": _name,
    "Name": _name,
    "Newcomer": _name,
    "Label": _label,
    "Property": _label,
    "Value": _value,
    "Amount": _amount,
    "Access": _access,
    "Fault": _fault,
    "Place": _place,
    "Nearness": _nearness,
    "Edge": _edge,
    "Way": _way,
    "After": _after,
    "Time": _time,
}
"""What turns a word of each kind into a value. A Newcomer is a name that no step before has spoken of."""


def sentence(text: str) -> parsers.parse:
    """Return a step's sentence; `{who:Name}` is a word of the kind Name."""
    return parsers.parse(text, extra_types=WORDS, case_sensitive=True)
