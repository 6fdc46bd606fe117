"""What survives a crash."""

from __future__ import annotations

from pathlib import Path

import pytest

from syncproof.engine import GaveUp, Links
from syncproof.engine.links import Link, Own


def test_a_link_is_found_by_either_side_and_an_intent_always(tmp_path: Path) -> None:
    path = str(tmp_path / "links.sqlite")
    links = Links(path)
    paired = links.pair(links.intend("s", "1", {}, ""), "a", {"name|title": ("x", "y")})
    intended = links.intend("s", "2", {"name|title": ("x", "x")}, "after")
    links.pair(links.intend("s", "3", {}, ""), "c", {})
    links.close()
    links = Links(path)
    assert links.touching("s", [], []) == [intended]
    assert links.touching("s", ["1"], []) == links.touching("s", [], ["a"]) == [paired, intended]
    assert links.touching("another", ["1"], ["a"]) == []
    assert (links.taken("a"), links.taken("b")) == (True, False)
    links.close()


def test_an_intent_repeated_keeps_the_time_of_the_first_for_it_may_have_been_answered() -> None:
    links = Links()
    links.intend("s", "1", {"name|title": ("x", "x")}, "early")
    again = links.intend("s", "1", {"name|title": ("y", "y")}, "late")
    assert again == Link(1, "s", "1", "", "intended", {"name|title": ("y", "y")}, "early", again=True)
    links.refuse(again)
    assert links.intend("s", "1", {}, "late").after == "late"
    links.close()


def test_a_write_is_open_until_the_link_is_settled() -> None:
    links = Links()
    link = links.pair(links.intend("s", "1", {}, ""), "a", {})
    links.writing(link, "target", {"name|title": Own(0, "x", "y", open=True)})
    assert links.own("s") == {(1, "target", "name|title"): Own(1, "x", "y", open=True)}
    links.settle(link, {"name|title": ("y", "y")})
    assert links.own("s") == {(1, "target", "name|title"): Own(1, "x", "y", open=False)}
    links.move("s", {"target": "9"}, links.own("s").values())
    assert (links.own("s"), links.positions("s")) == ({}, {"target": "9"})
    links.close()


def test_a_second_sync_over_the_same_file_is_refused(tmp_path: Path) -> None:
    path = str(tmp_path / "links.sqlite")
    first = Links(path)
    with pytest.raises(GaveUp, match="is another sync at work with it"):
        Links(path)
    first.close()
    Links(path).close()
