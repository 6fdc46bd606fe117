"""Nouns of datatypes that have another name: puts the new ones into steps, and into titles of scenarios."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from syncproof.datatypes.nouns import ARTICLES, one_of, one_record, records, with_article, within

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

_STEP = re.compile(r"\s*(?:(?:Given|When|Then|And|But|\*) |\|)")
_ARTICLE = "|".join(map(re.escape, ARTICLES))


class Nouns:
    """The nouns of datatypes, before and now."""

    def __init__(self, names: Sequence[tuple[str, str]]) -> None:
        self._names = dict(names)
        self._words = {was: is_ for one in names for was, is_ in _forms(*one)}
        old = "|".join(map(re.escape, sorted(self._names, key=len, reverse=True)))
        self._places = re.compile(
            rf"(?<= as )(?:{old})(?=,| with |$)|(?<=\| )(?:{old})(?= +\|)"
            rf"|(?<=, )(?:{_ARTICLE}) (?P<counted>{old})(?=,| to connect |$)"
        )
        forms = "|".join(map(re.escape, sorted(self._words, key=len, reverse=True)))
        self._forms = re.compile(rf"(?<!\w)(?:{forms})(?!\w)")

    def __bool__(self) -> bool:
        """Whether any datatype has another name."""
        return bool(self._names)

    def of(self, text: str) -> str:
        """Return a text with the new names in the places where steps, and cells of examples, name datatypes."""
        if not self._names:
            return text
        lines = text.split("\n")
        return "\n".join(self._places.sub(self._name, line) if _STEP.match(line) else line for line in lines)

    def in_title(self, title: str) -> str:
        """Return the title of a scenario with the new nouns, in each form that titles have."""
        return self._forms.sub(lambda found: self._words[found[0]], title) if self._names else title

    def _name(self, found: re.Match[str]) -> str:
        return one_of(self._names[found["counted"]]) if found["counted"] else self._names[found[0]]


def _forms(was: str, is_: str) -> Iterator[tuple[str, str]]:
    """Yield a datatype's name in each form that scenarios have, with the new name in the same form."""
    for form in (str, within, one_record, lambda name: one_record(within(name)), records, one_of):
        yield form(was), form(is_)
    for noun in (one_record, lambda name: one_record(within(name))):
        for upper in (str, lambda text: text[:1].upper() + text[1:]):
            yield upper(with_article(noun(was))), upper(with_article(noun(is_)))
