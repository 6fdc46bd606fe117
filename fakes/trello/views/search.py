"""The query of a search, and what matches it. No HTTP here."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from typing import NamedTuple

from syncproof.fakes.trello.memory.rows import Card
from syncproof.fakes.trello.memory.state import State

_PIECE = re.compile(r'(?:[^\s"]|"[^"]*"?)+')
_WORD = re.compile(r"\w+")
_OPERATORS = frozenset({"board", "list", "is", "member"})
"""The operators of Trello that are known here: they choose cards by place, state and member."""


class Operator(NamedTuple):
    """A piece of a query that chooses cards, such as `board:Garden`; `not_` excludes those cards."""

    text: str
    name: str
    value: str
    not_: bool


class Query(NamedTuple):
    """A query: every word must match, and for cards every operator."""

    terms: tuple[str, ...]
    words: tuple[str, ...]
    operators: tuple[Operator, ...]
    partial: bool

    @classmethod
    def of(cls, text: str, *, partial: bool) -> Query:
        """Return the query of a text."""
        pieces = _PIECE.findall(text)
        operators = [_operator(piece) for piece in pieces]
        terms = tuple(piece.replace('"', "") for piece, one in zip(pieces, operators, strict=True) if one is None)
        words = tuple(word for term in terms for word in _words(term))
        return cls(terms, words, tuple(one for one in operators if one), partial)

    def finds(self, *texts: str) -> bool:
        """Whether every word is in the texts: whole, or as a beginning if `partial` (spec)."""
        wanted = self.words
        there = {word for text in texts for word in _words(text)}
        if self.partial:
            return bool(wanted) and all(any(one.startswith(word) for one in there) for word in wanted)
        return bool(wanted) and there.issuperset(wanted)

    def finds_card(self, state: State, card: Card, comments: Iterable[str]) -> bool:
        """Whether a card matches by name, description and comments; operators alone are enough."""
        if not all(_passes(state, card, one) != one.not_ for one in self.operators):
            return False
        if not self.words:
            return bool(self.operators)
        return self.finds(card.name, card.desc, *comments)


def _words(text: str) -> Iterator[str]:
    return (word.casefold() for word in _WORD.findall(text))


def _operator(piece: str) -> Operator | None:
    bare = piece.removeprefix("-")
    if bare.startswith("@") and len(bare) > 1:
        return Operator(piece, "member", bare[1:].strip('"'), bare != piece)
    name, _, value = bare.partition(":")
    value = value.strip('"')
    return Operator(piece, name, value, bare != piece) if name in _OPERATORS and value else None


def _passes(state: State, card: Card, one: Operator) -> bool:
    """Whether a card matches an operator; a part of a name is enough (ours)."""
    if one.name == "is":
        closed = card.closed or state.lists[card.list].closed
        return {"open": not closed, "archived": closed}.get(one.value.lower(), True)
    if one.name == "member":
        person = state.person(one.value.lower())
        return person is not None and person.id in card.members
    place = state.boards[card.board] if one.name == "board" else state.lists[card.list]
    return one.value == place.id or one.value.casefold() in place.name.casefold()
