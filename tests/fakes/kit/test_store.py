"""Tables and indexes that can be taken back."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from syncproof.fakes.kit.store import Index, Journal, Table

KEYS = st.integers(0, 5)
CHANGES = st.lists(st.tuples(KEYS, st.none() | st.integers()), max_size=30)


def change(table: Table[int, int], index: Index[tuple[int, int]], changes: list[tuple[int, int | None]]) -> None:
    """Put the values, delete where there is none, and keep the index the same."""
    for key, value in changes:
        if key in table:
            index.remove((table[key], key))
        if value is not None:
            table[key] = value
            index.add((value, key))
        elif key in table:
            del table[key]


@given(CHANGES, CHANGES, CHANGES)
def test_what_is_taken_back_never_was(
    first: list[tuple[int, int | None]],
    second: list[tuple[int, int | None]],
    third: list[tuple[int, int | None]],
) -> None:
    journal = Journal()
    table: Table[int, int] = Table(journal)
    index: Index[tuple[int, int]] = Index(journal, lambda entry: entry)
    change(table, index, first)
    before, mark = (dict(table), list(index)), journal.mark()
    change(table, index, second)
    journal.back(mark)
    change(table, index, third)
    journal.back(mark)
    assert (dict(table), list(index)) == before
    assert before[1] == sorted((value, key) for key, value in before[0].items())


@given(
    st.lists(st.integers(0, 20)),
    st.integers(0, 20),
    st.integers(0, 20),
    st.tuples(st.booleans(), st.booleans()),
)
def test_a_range_holds_what_lies_between_its_bounds(
    values: list[int],
    low: int,
    high: int,
    both: tuple[bool, bool],
) -> None:
    index: Index[int] = Index(Journal(), lambda value: value)
    for value in values:
        index.add(value)
    assert len(index) == len(values)
    assert index.count(low) == sum(value >= low for value in values)
    assert list(index.slice(low, high)) == sorted(values)[low:high]
    assert list(index.between(low, high, both=both)) == [
        value
        for value in sorted(values)
        if (low < value or (both[0] and low == value)) and (value < high or (both[1] and value == high))
    ]


def test_a_key_is_never_popped_behind_the_journals_back() -> None:
    table: Table[int, int] = Table(Journal())
    table[1] = 1
    with pytest.raises(NotImplementedError, match="use del"):
        table.pop(1)
