"""The cheapest way to match: the Hungarian algorithm (Kuhn 1955), as e-maxx tells it, in n² · m steps."""

from __future__ import annotations

from collections.abc import Sequence
from math import inf


def cheapest(costs: Sequence[Sequence[int]]) -> list[tuple[int, int]]:
    """Return the (row, column) places, one a row and at most one a column, whose costs have the least sum.

    Where there are more rows than columns, some rows get no place.
    """
    if not costs:
        return []
    width = len(costs[0])
    rows = [[*row, *[0] * (len(costs) - width)] for row in costs]
    columns = len(rows[0])
    # Row and column 0 are sentinels: `owner[0]` is the row being placed, a column with owner 0 is free.
    row_price: list[float] = [0] * (len(rows) + 1)
    column_price: list[float] = [0] * (columns + 1)
    owner = [0] * (columns + 1)
    for row in range(1, len(rows) + 1):
        owner[0] = row
        column = 0
        least = [inf] * (columns + 1)
        came_from = [0] * (columns + 1)
        done = [False] * (columns + 1)
        while owner[column]:
            done[column] = True
            placed, step, following = owner[column], inf, 0
            for other in range(1, columns + 1):
                if done[other]:
                    continue
                reduced = rows[placed - 1][other - 1] - row_price[placed] - column_price[other]
                if reduced < least[other]:
                    least[other], came_from[other] = reduced, column
                if least[other] < step:
                    step, following = least[other], other
            for other in range(columns + 1):
                if done[other]:
                    row_price[owner[other]] += step
                    column_price[other] -= step
                else:
                    least[other] -= step
            column = following
        while column:
            owner[column] = owner[came_from[column]]
            column = came_from[column]
    return sorted((owner[column] - 1, column - 1) for column in range(1, width + 1) if owner[column])
