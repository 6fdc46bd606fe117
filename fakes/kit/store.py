"""Tables that can be taken back: a snapshot costs nothing, a restore as much as the changes since."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterator
from contextlib import contextmanager
from typing import Any, Generic, TypeAlias, TypeVar

from sortedcontainers import SortedKeyList

K = TypeVar("K", bound=Hashable)
V = TypeVar("V")

_ABSENT: Any = object()

Undo: TypeAlias = "tuple[Callable[..., Undo], tuple[Any, ...]]"
"""A function and its arguments that undo a change; what the function returns makes the change again."""


_LATELY = 10_000
"""How many of the latest changes are kept where nothing but a look at the recent past needs them."""


class Journal:
    """The undo of every change since the first mark, latest last; no earlier moment can be restored."""

    def __init__(self) -> None:
        self._undo: list[Undo] = []
        self._forgotten = 0
        self._marked = self._watched = False

    def __len__(self) -> int:
        """Return how many changes there were since the first mark."""
        return self._forgotten + len(self._undo)

    def note(self, undo: Callable[..., Undo], *args: object) -> None:
        """Remember how the change just made is undone."""
        if self._marked:
            self._undo.append((undo, args))
        elif self._watched:
            self._undo.append((undo, args))
            if len(self._undo) > 2 * _LATELY:
                del self._undo[:_LATELY]
                self._forgotten += _LATELY

    def mark(self) -> int:
        """Return a mark to go back to: nothing is forgotten from there on."""
        self._marked = True
        return len(self)

    def watch(self) -> None:
        """Keep the latest changes, for a look at the recent past."""
        self._watched = True

    def back(self, mark: int) -> None:
        """Undo, latest first, all that changed since the mark."""
        while len(self) > mark:
            undo, args = self._undo.pop()
            undo(*args)

    @contextmanager
    def as_of(self, mark: int) -> Iterator[None]:
        """Let all be as it was at a mark for a while; what changes meanwhile is undone. Costs twice `back`.

        Of a moment that is forgotten, the oldest that is not takes the place.
        """
        mark = max(mark, self._forgotten)
        redo: list[Undo] = []
        while len(self) > mark:
            undo, args = self._undo.pop()
            redo.append(undo(*args))
        try:
            yield
        finally:
            self.back(mark)
            while redo:
                again, args = redo.pop()
                self._undo.append(again(*args))


class Table(dict[K, V]):
    """A dict whose changes can be taken back. Put new values in, never change one in place.

    Taking back a deletion puts the key last, so sort where order matters.
    """

    def __init__(self, journal: Journal) -> None:
        super().__init__()
        self._journal = journal

    def __setitem__(self, key: K, value: V) -> None:
        self._journal.note(self._restore, key, self.get(key, _ABSENT))
        super().__setitem__(key, value)

    def __delitem__(self, key: K) -> None:
        self._journal.note(self._restore, key, self[key])
        super().__delitem__(key)

    def pop(self, *_: object) -> Any:
        """Refuse: the journal sees only `del`."""
        raise NotImplementedError("use del: only that can be taken back")

    def _restore(self, key: K, value: Any) -> Undo:
        now = self.get(key, _ABSENT)
        if value is _ABSENT:
            super().__delitem__(key)
        else:
            super().__setitem__(key, value)
        return self._restore, (key, now)


class Index(Generic[V]):
    """Keys kept in an order, such as (changed at, id), whose changes can be taken back; a range costs its length."""

    def __init__(self, journal: Journal, order: Callable[[V], Any]) -> None:
        self._journal = journal
        self._sorted: Any = SortedKeyList(key=order)

    def __len__(self) -> int:
        return len(self._sorted)

    def __iter__(self) -> Any:
        return iter(self._sorted)

    def __reversed__(self) -> Any:
        return reversed(self._sorted)

    def add(self, value: V) -> None:
        """Add a value in its place."""
        self._sorted.add(value)
        self._journal.note(self._take_out, value)

    def remove(self, value: V) -> None:
        """Take a value out. Raises ValueError if it is not there."""
        self._sorted.remove(value)
        self._journal.note(self._put_in, value)

    def _take_out(self, value: V) -> Undo:
        self._sorted.remove(value)
        return self._put_in, (value,)

    def _put_in(self, value: V) -> Undo:
        self._sorted.add(value)
        return self._take_out, (value,)

    def between(self, low: Any = None, high: Any = None, *, both: tuple[bool, bool] = (True, True)) -> Any:
        """Iterate over the values whose order lies between two bounds (None: open), each inclusive or not."""
        return self._sorted.irange_key(low, high, inclusive=both)

    def count(self, low: Any) -> int:
        """Return how many values there are from a bound on, the bound included."""
        return len(self._sorted) - int(self._sorted.bisect_key_left(low))

    def slice(self, start: int, stop: int) -> Any:
        """Iterate over the values from one position to before another; positions past the end are none."""
        return self._sorted.islice(start, stop)


def as_given(value: V) -> V:
    """Order values by themselves."""
    return value


class Groups(Table[str, Index[V]]):
    """Ordered values by the record that they belong to, such as the cards of a list; a record may have none."""

    def __init__(self, journal: Journal, order: Callable[[V], Any] = as_given) -> None:
        super().__init__(journal)
        self._order = order
        self._none: Index[V] = Index(journal, order)

    def __missing__(self, _: str) -> Index[V]:
        return self._none

    def add(self, key: str, value: V) -> None:
        """Put a value in its place in a group."""
        if key not in self:
            self[key] = Index(self._journal, self._order)
        self[key].add(value)

    def remove(self, key: str, value: V) -> None:
        """Take a value out of a group. Raises ValueError if the value is not there."""
        self[key].remove(value)
