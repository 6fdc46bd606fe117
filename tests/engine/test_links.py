"""The link table: intents, pairs, pending writes and cursors survive a crash."""

from __future__ import annotations

from pathlib import Path

import pytest

from syncproof.engine import GaveUp, Links
from syncproof.engine.links import Link
from syncproof.engine.pending_writes import PendingWrite


def test_a_link_is_found_by_either_side_and_an_intent_always(tmp_path: Path) -> None:
    path = str(tmp_path / "links.sqlite")
    links = Links(path)
    paired = links.pair(links.intend("s", "1", {}, ""), "a", {"name|title": ("x", "y")})
    intended = links.intend("s", "2", {"name|title": ("x", "x")}, "mark")
    links.pair(links.intend("s", "3", {}, ""), "c", {})
    links.close()
    links = Links(path)
    assert links.touching("s", [], []) == [intended]
    assert links.touching("s", ["1"], []) == links.touching("s", [], ["a"]) == [paired, intended]
    assert links.touching("another", ["1"], ["a"]) == []
    assert (links.is_paired("a"), links.is_paired("b")) == (True, False)
    links.close()


def test_a_repeated_intent_keeps_the_first_high_water_mark_since_the_first_create_may_have_worked() -> None:
    links = Links()
    links.intend("s", "1", {"name|title": ("x", "x")}, "early")
    repeated = links.intend("s", "1", {"name|title": ("y", "y")}, "late")
    assert repeated == Link(1, "s", "1", "", "intended", {"name|title": ("y", "y")}, "early", retry=1)
    links.mark_refused(repeated)
    assert links.intend("s", "1", {}, "late").high_water == "late"
    links.close()


def test_a_pending_write_is_unanswered_until_the_base_is_stored() -> None:
    links = Links()
    link = links.pair(links.intend("s", "1", {}, ""), "a", {})
    links.pending.add("s", link.id, "target", {"name|title": PendingWrite(0, "x", "y", unanswered=True)})
    assert links.pending.of("s") == {(1, "target", "name|title"): PendingWrite(1, "x", "y", unanswered=True)}
    links.rebase(link, {"name|title": ("y", "y")})
    assert links.pending.of("s") == {(1, "target", "name|title"): PendingWrite(1, "x", "y", unanswered=False)}
    links.checkpoint("s", {"target": ["9", "8"]}, shown=1)
    assert (links.pending.of("s"), links.cursors("s")) == ({}, {"target": ["9", "8"]})
    links.close()


def test_a_pending_write_never_has_the_number_of_an_earlier_one() -> None:
    links = Links()
    link = links.pair(links.intend("s", "1", {}, ""), "a", {})
    for number in (1, 2):
        links.pending.add("s", link.id, "target", {"name|title": PendingWrite(0, "x", "y", unanswered=True)})
        assert [write.id for write in links.pending.of("s").values()] == [number]
        links.checkpoint("s", {}, shown=number)
    links.close()


def test_a_second_sync_over_the_same_file_is_refused(tmp_path: Path) -> None:
    path = str(tmp_path / "links.sqlite")
    first = Links(path)
    with pytest.raises(GaveUp, match="is another sync at work with it"):
        Links(path)
    first.close()
    Links(path).close()
