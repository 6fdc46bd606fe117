"""Bookmarks: the boards that members starred, and the searches that they saved."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, Generic, NamedTuple, TypeVar

from syncproof.fakes.kit.store import Groups, Journal, Table
from syncproof.fakes.trello.positions import whole


class Star(NamedTuple):
    """A starred board."""

    id: str
    member: str
    pos: float
    board: str

    def shape(self) -> dict[str, Any]:
        """Return the bookmark in JSON (spec)."""
        return {"id": self.id, "idBoard": self.board, "pos": whole(self.pos)}


class SavedSearch(NamedTuple):
    """A search with a name."""

    id: str
    member: str
    pos: float
    name: str
    query: str

    def shape(self) -> dict[str, Any]:
        """Return the bookmark in JSON (spec)."""
        return {"id": self.id, "name": self.name, "query": self.query, "pos": whole(self.pos)}


R = TypeVar("R", Star, SavedSearch)


class Shelf(Generic[R]):
    """The table of one kind of bookmarks, and the order of each member's."""

    def __init__(self, journal: Journal) -> None:
        self._rows: Table[str, R] = Table(journal)
        self.order: Groups[tuple[float, str]] = Groups(journal)

    def of(self, member: str) -> Iterator[R]:
        """Yield the bookmarks of a member, in order."""
        return (self._rows[id_] for _, id_ in self.order[member])

    def get(self, member: str, id_: str) -> R | None:
        """Return a bookmark of a member, None if the member has no such bookmark."""
        row = self._rows.get(id_)
        return row if row and row.member == member else None

    def put(self, row: R) -> R:
        """Store a bookmark, a new one or a changed one."""
        if row.id in self._rows:
            self.remove(self._rows[row.id])
        self._rows[row.id] = row
        self.order.add(row.member, (row.pos, row.id))
        return row

    def shapes(self, member: str) -> list[dict[str, Any]]:
        """Return the bookmarks of a member in JSON."""
        return [one.shape() for one in self.of(member)]

    def remove(self, row: R) -> None:
        """Delete a bookmark."""
        self.order.remove(row.member, (row.pos, row.id))
        del self._rows[row.id]


class Bookmarks:
    """The starred boards and the saved searches of all members."""

    def __init__(self, journal: Journal) -> None:
        self.stars: Shelf[Star] = Shelf(journal)
        self.searches: Shelf[SavedSearch] = Shelf(journal)
        self.starred: Table[tuple[str, str], str] = Table(journal)
        """The star by member and board."""
