"""The assignment problem, solved by the Hungarian algorithm (Kuhn 1955) in rows · rows · columns steps."""

from __future__ import annotations

from math import inf
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence


def cheapest(costs: Sequence[Sequence[int]]) -> list[tuple[int, int]]:
    """Return the cells (row, column) of the cheapest assignment: one a row, at most one a column.

    Where there are more rows than columns, a row without a cell costs nothing.
    """
    if not costs:
        return []
    width = len(costs[0])
    assignment = _Assignment([[*row, *[0] * (len(costs) - width)] for row in costs])
    for row in range(len(costs)):
        assignment.place(row)
    placed = enumerate(assignment.owner[:width])
    return sorted((row, column) for column, row in placed if row is not None)


class _Assignment:
    """The rows placed so far, with prices that prove their sum least: no cell costs less than its row and column."""

    def __init__(self, costs: list[list[int]]) -> None:
        self.costs = costs
        self.columns = len(costs[0])
        self.owner: list[int | None] = [None] * self.columns
        self.row_price: list[float] = [0] * len(costs)
        self.column_price: list[float] = [0] * self.columns

    def place(self, row: int) -> None:
        """Place another row along the cheapest augmenting path."""
        least = [inf] * self.columns
        came_from: list[int | None] = [None] * self.columns
        reached: list[int] = []
        free = set(range(self.columns))
        placed: int | None = row
        column: int | None = None
        while placed is not None:
            for other in free:
                reduced = self.costs[placed][other] - self.row_price[placed] - self.column_price[other]
                if reduced < least[other]:
                    least[other], came_from[other] = reduced, column
            following = min(free, key=lambda other: (least[other], other))
            self._raise_prices(row, reached, free, least, least[following])
            free.remove(following)
            reached.append(following)
            column, placed = following, self.owner[following]
        self._shift(row, column, came_from)

    def _raise_prices(self, row: int, reached: list[int], free: set[int], least: list[float], step: float) -> None:
        """Make the nearest column's cell tight (cost equal to prices), and keep tight cells tight."""
        self.row_price[row] += step
        for column in reached:
            owner = self.owner[column]
            if owner is not None:
                self.row_price[owner] += step
            self.column_price[column] -= step
        for column in free:
            least[column] -= step

    def _shift(self, row: int, column: int | None, came_from: list[int | None]) -> None:
        """Give each column on the path to the row that reached it."""
        while column is not None:
            before = came_from[column]
            self.owner[column] = row if before is None else self.owner[before]
            column = before
