"""The assignment problem: the cheapest matching, against all that there are."""

from __future__ import annotations

from itertools import permutations
from random import Random

import pytest

from syncproof.laws.matching import cheapest


@pytest.mark.parametrize("seed", range(40))
def test_the_cheapest_matching_is_the_one_that_trying_all_finds(seed: int) -> None:
    random = Random(seed)  # noqa: S311 - matrices, not secrets
    rows, columns = random.randint(1, 5), random.randint(1, 5)
    costs = [[random.randint(-9, 9) for _ in range(columns)] for _ in range(rows)]
    wide = [[*row, *[0] * max(0, rows - columns)] for row in costs]
    least = min(
        sum(wide[row][column] for row, column in enumerate(order)) for order in permutations(range(len(wide[0])), rows)
    )
    found = cheapest(costs)
    assert sum(costs[row][column] for row, column in found) == least
    assert len({row for row, _ in found}) == len({column for _, column in found}) == len(found)


def test_nothing_to_match_is_matched_at_once() -> None:
    assert cheapest([]) == []
