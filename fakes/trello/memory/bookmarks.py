"""What members keep for themselves: the boards they starred, and searches to be made again."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, Generic, NamedTuple, TypeVar

from syncproof.fakes.kit.store import Groups, Journal, Table
from syncproof.fakes.trello.rules import whole


class Star(NamedTuple):
    """A starred board."""

    id: str
    member: str
    pos: float
    board: str

    def shape(self) -> dict[str, Any]:
        """Return it as Trello writes it (spec)."""
        return {"id": self.id, "idBoard": self.board, "pos": whole(self.pos)}


class SavedSearch(NamedTuple):
    """A search with a name."""

    id: str
    member: str
    pos: float
    name: str
    query: str

    def shape(self) -> dict[str, Any]:
        """Return it as Trello writes it (spec)."""
        return {"id": self.id, "name": self.name, "query": self.query, "pos": whole(self.pos)}


R = TypeVar("R", Star, SavedSearch)


class Shelf(Generic[R]):
    """Bookmarks of one kind, each member's in their order."""

    def __init__(self, journal: Journal) -> None:
        self._rows: Table[str, R] = Table(journal)
        self.order: Groups[tuple[float, str]] = Groups(journal)

    def of(self, member: str) -> Iterator[R]:
        """Yield those of a member."""
        return (self._rows[id_] for _, id_ in self.order[member])

    def get(self, member: str, id_: str) -> R | None:
        """Return one of a member's."""
        row = self._rows.get(id_)
        return row if row and row.member == member else None

    def put(self, row: R) -> R:
        """Keep one, in place of what it was."""
        if row.id in self._rows:
            self.remove(self._rows[row.id])
        self._rows[row.id] = row
        self.order.add(row.member, (row.pos, row.id))
        return row

    def shapes(self, member: str) -> list[dict[str, Any]]:
        """Return those of a member as Trello writes them."""
        return [one.shape() for one in self.of(member)]

    def remove(self, row: R) -> None:
        """Keep one no longer."""
        self.order.remove(row.member, (row.pos, row.id))
        del self._rows[row.id]


class Bookmarks:
    """Both kinds."""

    def __init__(self, journal: Journal) -> None:
        self.stars: Shelf[Star] = Shelf(journal)
        self.searches: Shelf[SavedSearch] = Shelf(journal)
        self.starred: Table[tuple[str, str], str] = Table(journal)
        """The star by member and board."""
