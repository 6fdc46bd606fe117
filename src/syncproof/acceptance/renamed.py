"""Puts the new names of systems in place of the old ones, in what people wrote.

The sentences of steps say where a system is named, and where a record is, which can be called like the system.
"""

from __future__ import annotations

import re
from functools import cached_property
from string import Formatter
from typing import TYPE_CHECKING, NamedTuple, TypeAlias

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

    from syncproof.checklist import Checklist

Sentences: TypeAlias = "Callable[[], Iterable[str]]"
"""Returns the sentences of all steps, such as `{who:Name} is in {system:System}, once`; asked where they are needed."""

_STEP = r"^\s*(?:(?:Given|When|Then|And|But)\b|\*)\s+"
_NAME, _WORD = "\x01", "\x02"
"""Marks for the name that is looked at, and for any other word that fills in a sentence."""
_PIECES = 3
"""So many pieces between blanks are looked at on a side of a name, the one that the name stands in included."""


class Renaming:
    """The systems that have another name now."""

    def __init__(self, old: Checklist, new: Checklist, sentences: Sentences) -> None:
        pairs = ((old.source, new.source), (old.target, new.target))
        self.names = {one: other for one, other in pairs if one and other and one != other}
        longest_first = sorted(self.names, key=len, reverse=True)
        self._pattern = re.compile(rf"(?<!\w)({'|'.join(map(re.escape, longest_first))})(?!\w)")
        self._sentences = sentences

    def of(self, text: str, rendered: str | None = None) -> str:
        """Return a text with the new names; of two that changed places, each once.

        A record that is called like a system keeps its name; the text as it was `rendered` has no such record.
        """
        if not self.names or not self._pattern.search(text):
            return text
        records = {name for name in self.names if self._places.has_record(name, text)} if text != rendered else set()
        return "\n".join(self._line(line, records) for line in text.split("\n")) if records else self._renamed(text)

    def _renamed(self, text: str) -> str:
        return self._pattern.sub(lambda found: self.names[found[1]], text)

    def _line(self, line: str, records: set[str]) -> str:
        begin = re.match(_STEP, line)
        if begin is None:
            return self._renamed(line)
        step = line[begin.end() :]
        return begin[0] + self._pattern.sub(
            lambda found: (
                found[0]
                if found[1] in records and not self._places.is_system(step[: found.start()], step[found.end() :])
                else self.names[found[1]]
            ),
            step,
        )

    @cached_property
    def _places(self) -> _Places:
        return _Places(self._sentences())


class _Places:
    """The places in which the sentences of steps name systems, and in which they name records."""

    def __init__(self, sentences: Iterable[str]) -> None:
        places = [place for each in sentences for place in _places(each)]
        self._systems = {_beside(each) for each in places if each.kind == "System"}
        self._records = {_beside(each) for each in places if each.kind in {"Name", "Newcomer"}}
        self._newcomers = {_brought_in(each) for each in places if each.kind == "Newcomer"}

    def has_record(self, name: str, text: str) -> bool:
        """Whether a step of a text brings in a record of a name."""
        steps = [line.replace(name, _NAME) for line in text.split("\n") if name in line]
        return any(re.search(pattern, step) for pattern in self._newcomers for step in steps)

    def is_system(self, before: str, after: str) -> bool:
        """Whether a name in a step, between two texts, stands where the name of a system stands."""
        step = f"{before}{_NAME}{after}"
        systems, records = (
            max((weight for weight, pattern in places if re.search(pattern, step)), default=0)
            for places in (self._systems, self._records)
        )
        return systems > records


class _Place(NamedTuple):
    """A word to fill in, of a kind, and all before and after it in the sentence, the other such words as marks."""

    kind: str
    before: str
    after: str


def _places(sentence: str) -> Iterator[_Place]:
    parts = [(literal, kind) for literal, _, kind, _ in Formatter().parse(sentence)]
    texts = [literal + _WORD * (kind is not None) for literal, kind in parts]
    for index, (literal, kind) in enumerate(parts):
        if kind:
            yield _Place(kind, "".join(texts[:index]) + literal, "".join(texts[index + 1 :]))


def _beside(place: _Place) -> tuple[int, str]:
    """Return the pattern of a place by what stands before the word, or after one at the begin; and how much it is."""
    if not place.before:
        after = _first(place.after)
        return len(after.replace(_WORD, "")), f"^{_NAME}{_pattern(after)}"
    before = " ".join(place.before.split(" ")[-_PIECES:])
    return len(before.replace(_WORD, "")), f"(?<!\\S){_pattern(before)}{_NAME}"


def _brought_in(place: _Place) -> str:
    """Return the pattern of a step that brings in a record, by what stands around its name."""
    _, mark, literal = place.before.rpartition(_WORD)
    return f"{_STEP}{'.*' if mark else ''}{_pattern(literal)}{_NAME}{_pattern(_first(place.after))}(?!\\w)"


def _first(text: str) -> str:
    return " ".join(text.split(" ")[:_PIECES])


def _pattern(text: str) -> str:
    return re.escape(text).replace(re.escape(_WORD), r"\S+")
