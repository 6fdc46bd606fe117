"""A step definition, as whoever writes features reads it."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from functools import cache, partial
from inspect import signature
from itertools import zip_longest
from string import Formatter
from typing import TYPE_CHECKING, Any, NamedTuple

from pytest_bdd import parsers

from syncproof.steps.words import StepPattern, words

if TYPE_CHECKING:
    from pytest_bdd.steps import StepFunctionContext

    from syncproof.run.words import Words
    from syncproof.steps.world import World

_SHOWN = {"d": "<number>", "Article": "a"}
"""The kinds of word that a definition's text shows otherwise than by their names."""
_ADDED = {"Newcomer", "Amount"}
_ARGUMENTS = {"datatable", "docstring"}
"""pytest-bdd's names for what stands below a step."""
_OF_SEVERAL_WORDS = {"Amount", "Article", "Fault", "Value"}


class Word(NamedTuple):
    """A word of a step, and its kind, such as `System`; the kind is '' where a definition takes any word."""

    kind: str
    text: str


class Definition:
    """The words and the function of a step; `name` is that of the function."""

    def __init__(self, context: StepFunctionContext) -> None:
        self.type = context.type or ""
        self.name = f"{context.step_func.__module__}.{context.step_func.__name__}"
        self.is_text = not isinstance(context.parser, parsers.re)
        """Whether the definition reads as a sentence, and not as a regular expression."""
        self.takes_argument = not _ARGUMENTS.isdisjoint(signature(context.step_func).parameters)
        """Whether a table or a doc string may stand below the step."""
        self._parser = context.parser
        self._function = context.step_func
        self.sentence = text = context.parser.name
        """The sentence as it is defined, with its words and their kinds: `{who:Name} is in {system:System}`."""
        parts = (
            list(Formatter().parse(text)) if isinstance(context.parser, parsers.parse) else [(text, None, None, None)]
        )
        self._literals = [literal for literal, *_ in parts]
        # To look for what a step must have in it is quicker than to try its pattern; one of somebody else's may match
        # in any case.
        must_have = [each.casefold() for each in self._literals] if self.is_text else []
        self._must_have = sorted(must_have, key=len, reverse=True)  # what is longest is in the fewest steps
        self._kinds = [kind or "" for _, field, kind, _ in parts if field is not None]
        self.text = self._joined(self._literals, [_SHOWN.get(kind, f"<{kind}>") for kind in self._kinds])
        """The sentence, with the kind of each word in its place: `<Name> is in <System>, once`."""
        words = [r"(.+)" if kind in _OF_SEVERAL_WORDS else r"(\S+)" for kind in self._kinds]
        self.words = cache(self._words)
        """The words that a step fills in, right or wrong; none where the step is another sentence."""
        self._any_words = re.compile(self._joined([re.escape(each) for each in self._literals], words))

    @property
    def adds_records(self) -> bool:
        """Whether the step adds records to a system: their name is new in the step, or their number stands there."""
        return not _ADDED.isdisjoint(self._kinds)

    def is_of(self, type_: str) -> bool:
        """Whether the definition can follow a keyword of a type: given, when or then."""
        return self.type in {"", type_}

    def is_step(self, type_: str, text: str) -> bool:
        """Whether the definition is that of a step with a type and a text."""
        return self.is_of(type_) and self.matches(text)

    def matches(self, step: str) -> bool:
        """Whether the definition is that of a step's text."""
        return self.may_match(step.casefold()) and bool(self._parser.is_matching(step))

    def may_match(self, folded: str) -> bool:
        """Whether a step, whatever its case was, has in it what the definition's sentence has."""
        for each in self._must_have:  # noqa: SIM110 - asked tens of thousands of times, and `all` takes twice as long
            if each not in folded:
                return False
        return True

    def bound(self, step: str) -> Callable[[World], object]:
        """Return the definition's function, bound to the words of a step's text."""
        return partial(_in_world, self._function, self._parser.parse_arguments(step) or {})

    def _words(self, step: str) -> tuple[Word, ...]:
        if isinstance(self._parser, StepPattern) and (spoken := self._parser.spoken(step)) is not None:
            return tuple(map(Word, self._kinds, spoken))
        found = self._any_words.fullmatch(step)
        return tuple(Word(*pair) for pair in zip(self._kinds, found.groups(), strict=True)) if found else ()

    def wrong_words(self, step: str) -> list[Word]:
        """Return the words of a step that are not of the kind that they should be."""
        patterns = {"d": r"\d+", **{kind: word.pattern for kind, word in words().items()}}  # type: ignore[attr-defined]  # with_pattern sets it
        return [
            word
            for word in self.words(step)
            if word.kind in patterns and not re.fullmatch(patterns[word.kind], word.text)
        ]

    def example(self, step: str, words: Words) -> str:
        """Return the definition's text, filled with the words of a step that is likely meant to be so."""
        rest = {kind: words.found(kind, step) for kind in set(self._kinds)}
        return self._joined(
            self._literals, [rest[kind].pop(0) if rest[kind] else words.example(kind) for kind in self._kinds]
        )

    @staticmethod
    def _joined(literals: list[str], words: list[str]) -> str:
        return "".join(part for pair in zip_longest(literals, words, fillvalue="") for part in pair)


def _in_world(function: Callable[..., object], words: Mapping[str, Any], world: World) -> object:
    return function(world=world, **words)
