"""Ids: different every time, the same for the same seed and calls."""

from __future__ import annotations

from syncproof.fakes.kit.ids import Ids
from syncproof.fakes.kit.store import Journal


def drawn(ids: Ids) -> list[object]:
    return [ids.number(), ids.letters(10), ids.hexadecimal(24), ids.letters(10)]


def test_the_same_seed_gives_the_same_ids_and_another_seed_gives_others() -> None:
    first, again, other = (drawn(Ids(Journal(), seed)) for seed in ("x/1", "x/1", "x/2"))
    assert first == again
    assert first[0] == other[0] == 1
    assert not set(first[1:]) & set(other[1:])


def test_no_id_comes_twice() -> None:
    ids = Ids(Journal(), "x")
    assert len({ids.letters(10) for _ in range(1000)}) == 1000


def test_ids_are_taken_back_with_the_journal() -> None:
    journal = Journal()
    ids = Ids(journal, "x")
    ids.letters(10)
    mark = journal.mark()
    first = drawn(ids)
    journal.back(mark)
    assert drawn(ids) == first
