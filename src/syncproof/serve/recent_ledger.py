"""The ledger of served systems: its newest lines, so that serving for days takes no more memory than for an hour.

The laws judge whole stories, each with a ledger of its own; nobody judges the lines here.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from itertools import chain
from typing import overload

from syncproof.ledger import Call, Event, Ledger

MOST_LINES = 100_000
"""At least so many of the newest lines are kept, unless they are very long."""
MOST_TEXT = 32 << 20
"""Characters in lines that are kept, about: a sync may send texts of any length."""
_LINE = 64
"""Characters that a line counts for beside its texts."""


class RecentLedger(Ledger):
    """A ledger that forgets its oldest lines; the numbers of the lines go on, and its length counts all there were."""

    def __init__(self, most_lines: int = MOST_LINES, most_text: int = MOST_TEXT) -> None:
        super().__init__()
        self._events: _Newest = _Newest(most_lines, most_text)

    @property
    def first(self) -> int:
        """The number of the oldest line that is kept."""
        return self._events.first

    def since(self, line: int) -> Iterable[Event]:
        """Return the lines that are kept from a line on."""
        return self._events[line:]


class _Newest:
    """The newest of many events, by the numbers that they would have in a list of all."""

    def __init__(self, most_lines: int, most_text: int) -> None:
        self._most_lines = most_lines
        self._most_text = most_text
        self._kept: list[Event] = []
        self._text = 0
        self.first = 0

    def append(self, event: Event) -> None:
        self._kept.append(event)
        self._text += _length(event)
        # Seldom and many at once: a list is slow to lose its beginning.
        if len(self._kept) > self._most_lines * 5 // 4 or self._text > self._most_text * 5 // 4:
            self._forget()

    def _forget(self) -> None:
        lines = 0
        while len(self._kept) - lines > self._most_lines or (
            self._text > self._most_text and len(self._kept) - lines > 1
        ):
            self._text -= _length(self._kept[lines])
            lines += 1
        del self._kept[:lines]
        self.first += lines

    def __len__(self) -> int:
        return self.first + len(self._kept)

    def __iter__(self) -> Iterator[Event]:
        return iter(self._kept)

    @overload
    def __getitem__(self, line: int) -> Event: ...
    @overload
    def __getitem__(self, line: slice) -> list[Event]: ...
    def __getitem__(self, line: int | slice) -> Event | list[Event]:
        if isinstance(line, slice):
            start, stop, _ = line.indices(len(self))
            return self._kept[max(0, start - self.first) : max(0, stop - self.first)]
        return self._kept[line - self.first if line >= 0 else line]


def _length(event: Event) -> int:
    """Return about how much text an event holds."""
    if isinstance(event, Call):
        return _LINE + len(event.path) + len(event.reason)
    texts = chain.from_iterable(field.values() if isinstance(field, Mapping) else (field,) for field in event)
    return _LINE + sum(len(text) for text in texts if isinstance(text, str))
