"""The kinds of word that steps are made of, each with the pattern that separates the word from its neighbours."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterable, Mapping
from functools import lru_cache
from types import MappingProxyType
from typing import TypeAlias

import parse
from parse import with_pattern
from pytest_bdd import parsers

from syncproof.checklist.checklist import system_word
from syncproof.datatypes.nouns import ARTICLES
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
WAYS = {"ahead": 1, "behind": -1}
"""How a clock differs from the true time."""
AFTER = {"in the same instant": 0.0, "half a second later": 0.5}
"""How many seconds after the last event a user acts."""


@with_pattern(r"[A-Z][a-z]+")
def _name(text: str) -> str:
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


@with_pattern(r".+")
def _having(text: str) -> str:
    return text


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


@with_pattern("|".join(ARTICLES))
def _article(text: str) -> str:
    return text


@with_pattern("|".join(TIMES))
def _time(text: str) -> str:
    return TIMES[text]


Word: TypeAlias = "Callable[[str], object]"
"""Turns a word into a value; its attribute `pattern` tells what the word looks like."""

_WORDS: Mapping[str, Word] = {
    "Name": _name,
    "Newcomer": _name,
    "Value": _value,
    "Having": _having,
    "Amount": _amount,
    "Access": _access,
    "Fault": _fault,
    "Nearness": _nearness,
    "Edge": _edge,
    "Way": _way,
    "After": _after,
    "Time": _time,
    "Article": _article,
}
_LABEL = r"[a-z]+(?:_[a-z]+)*"
_OWN_IDS = ("id", "Id", "ID", "iD")
"""The id that a system gives a record, which is no property that a datatype declares."""
_DATATYPE = r"[A-Z][a-z]+"


def words() -> Mapping[str, Word]:
    """Return what turns a word of each kind into a value. A Newcomer is a name that no step before has spoken of.

    Systems, datatypes and properties are those that this process knows: a document may bring more of them.
    """
    return _words(FAKES.generation)


@lru_cache(maxsize=1)
def _words(_: int) -> Mapping[str, Word]:
    datatypes = [each for fake in FAKES.values() for each in fake.datatypes.values()]
    systems = {system_word(name): name for name in FAKES}
    label = _one_of([*_OWN_IDS, *(name for each in datatypes for name in each.properties)], _LABEL)
    return {
        "System": _one_of(systems, meant=systems),
        "Datatype": _one_of((each.name for each in datatypes), _DATATYPE),
        "Label": label,
        "Property": label,
        "Criterion": label,
        "Match": label,
        "Place": _one_of(place for each in datatypes for place in each.moves),
        **_WORDS,
    }


def _one_of(names: Iterable[str], others: str = "", meant: Mapping[str, str] = MappingProxyType({})) -> Word:
    """Return a word that is one of some names, or that looks like others; its value is what is `meant`, or itself."""
    special = {name for name in names if name and not (others and re.fullmatch(others, name))}
    ordered = map(re.escape, sorted(special, key=lambda name: (-len(name), name)))

    def word(text: str) -> str:
        return meant.get(text, text)

    word.pattern = "|".join([*ordered, *filter(None, [others])])  # type: ignore[attr-defined]  # as with_pattern does
    return word


class StepPattern(parsers.parse):
    """The pattern of a step; `{who:Name}` is a word of the kind Name."""

    def __init__(self, text: str) -> None:
        parsers.StepParser.__init__(self, text)

    @property
    def parser(self) -> parse.Parser:
        """The sentence as a pattern of the words that this process knows."""
        return _compiled(self.name, FAKES.generation)

    def spoken(self, step: str) -> list[str] | None:
        """Return the words that a step fills in, in their order; None where the step is another sentence."""
        found = self.parser.parse(step)
        return [step[first:last] for first, last in sorted(found.spans.values())] if found else None


@lru_cache(maxsize=512)
def _compiled(text: str, _: int) -> parse.Parser:
    return parse.compile(text, words(), case_sensitive=True)


def sentence(text: str) -> StepPattern:
    """Return the pattern of a step's sentence."""
    return StepPattern(text)
