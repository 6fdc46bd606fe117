"""The three-way merge, as a table: base, source, target, and the expected writes."""

from __future__ import annotations

from collections.abc import Mapping

import pytest

from syncproof.engine.joined import conflicts, three_way_merge
from syncproof.engine.plan import SOURCE, TARGET, KnownPair, LostUpdate, Normalise, Plan, RowPair, lost_update
from syncproof.engine.ports.port import PropertyEdit
from syncproof.ledger import Value

ROW = RowPair("name", "title")
EARLY, LATE = "2026-03-01T08:00:00.000Z", "2026-03-01T09:00:00.000Z"


def keep(_: str, value: Value) -> Value:
    return value


def lower(_: str, value: Value) -> Value:
    return value.lower() if isinstance(value, str) else value


def pair(
    base: tuple[Value, Value] | None,
    source: Value,
    target: Value,
    *,
    normalise_source: Normalise = keep,
    lost_updates: Mapping[str, LostUpdate] | None = None,
) -> KnownPair:
    first = {ROW.key: base} if base else {}
    return KnownPair((ROW,), first, {"name": source}, {"title": target}, normalise_source, keep, lost_updates or {})


@pytest.mark.parametrize(
    ("base", "target", "expected"),
    [
        pytest.param(("c1", "c1"), "c1", Plan(), id="nothing changed"),
        pytest.param(("c1", "c1"), "x", Plan(to_target={"code": "c1"}), id="somebody wrote over the id"),
        pytest.param(("c1", "x"), "x", Plan(), id="refused by the target: silent"),
        pytest.param(None, "x", Plan(to_target={"code": "c1"}), id="different from the start"),
        pytest.param(None, "c1", Plan(base={"id|code": ("c1", "c1")}), id="equal from the start"),
    ],
)
@pytest.mark.parametrize("policy", ["latest-wins", "target-wins"])
def test_an_id_goes_to_the_target_and_nothing_goes_back(
    base: tuple[Value, Value] | None, target: Value, expected: Plan, policy: str
) -> None:
    rows = (RowPair("id", "code"), RowPair("id", "other"))
    bases = {"id|other": ("c1", "c1"), **({"id|code": base} if base else {})}
    known = KnownPair(rows, bases, {"id": "c1"}, {"code": target, "other": "c1"}, keep, keep)
    assert (conflicts(known), three_way_merge(known, policy, {}, {})) == ([], expected)
    lost = {"id|code": LostUpdate(TARGET, PropertyEdit("o1", "code", "c1", "x", LATE))}
    assert conflicts(known._replace(lost_updates=lost)) == []


@pytest.mark.parametrize(
    ("base", "source", "target", "expected"),
    [
        pytest.param(("A", "A"), "A", "A", Plan(), id="nothing changed"),
        pytest.param(("A", "A"), "B", "A", Plan(to_target={"title": "B"}), id="the source changed"),
        pytest.param(("A", "A"), "A", "B", Plan(to_source={"name": "B"}), id="the target changed"),
        pytest.param(("A", "A"), "B", "B", Plan(base={ROW.key: ("B", "B")}), id="the same edit on both sides"),
        pytest.param(("A", "A"), None, "A", Plan(to_target={"title": None}), id="emptied"),
        pytest.param(("A ", "A"), "A ", "A", Plan(), id="trimmed by the target: no echo"),
        pytest.param(("B", "A"), "B", "A", Plan(), id="refused by the target: silent"),
        pytest.param(("B", "A"), "C", "A", Plan(to_target={"title": "C"}), id="refused, then changed"),
        pytest.param(("B", "A"), "B", "C", Plan(to_source={"name": "C"}), id="refused, then changed in the target"),
        pytest.param(None, "A", "A", Plan(base={ROW.key: ("A", "A")}), id="equal from the start"),
        pytest.param(None, "A", "B", Plan(to_target={"title": "A"}), id="different from the start"),
    ],
)
def test_a_side_has_changed_if_it_differs_from_its_own_base(
    base: tuple[Value, Value] | None, source: Value, target: Value, expected: Plan
) -> None:
    assert three_way_merge(pair(base, source, target), "latest-wins", {}, {}) == expected


@pytest.mark.parametrize(
    ("policy", "source_at", "target_at", "winner"),
    [
        ("latest-wins", LATE, EARLY, "S"),
        ("latest-wins", EARLY, LATE, "T"),
        ("latest-wins", EARLY, EARLY, "S"),
        ("latest-wins", EARLY, "", "S"),
        ("source-wins", EARLY, LATE, "S"),
        ("target-wins", LATE, EARLY, "T"),
        ("any", EARLY, LATE, "S"),
    ],
)
def test_the_policy_decides_where_both_sides_changed(policy: str, source_at: str, target_at: str, winner: str) -> None:
    both = pair(("A", "A"), "S", "T")
    loser = Plan(to_source={"name": "T"}) if winner == "T" else Plan(to_target={"title": "S"})
    assert conflicts(both) == [ROW]
    assert three_way_merge(both, policy, {"name": source_at}, {"title": target_at}) == loser


@pytest.mark.parametrize(("at", "winner"), [("", "T"), (EARLY, "A")])
def test_a_source_that_came_back_to_what_the_target_held_loses_where_the_target_knows_no_time(
    at: str, winner: str
) -> None:
    returned = pair(("refused", "A"), "A", "T")
    writes = {"T": Plan(to_source={"name": "T"}), "A": Plan(to_target={"title": "A"})}
    assert three_way_merge(returned, "latest-wins", {"name": LATE}, {"title": at}) == writes[winner]


def test_a_property_that_a_side_does_not_show_is_left_alone() -> None:
    silent = pair(("A", "A"), "B", "A")._replace(target={})
    assert three_way_merge(silent, "latest-wins", {}, {}) == Plan()


def test_values_that_differ_only_by_normalisation_are_equal() -> None:
    recased = pair(("a", "a"), "b", "B", normalise_source=lower)
    assert three_way_merge(recased, "latest-wins", {}, {}) == Plan(base={ROW.key: ("b", "B")})


def test_a_lost_update_goes_to_both_sides() -> None:
    lost = {ROW.key: LostUpdate(TARGET, PropertyEdit("1", "title", "S", "U", EARLY))}
    both = Plan(to_source={"name": "U"}, to_target={"title": "U"})
    replaced = pair(("S", "S"), "S", "S", lost_updates=lost)
    assert three_way_merge(replaced, "latest-wins", {"name": LATE}, {}) == both


def test_a_lost_update_loses_to_a_later_edit_of_the_source() -> None:
    lost = {ROW.key: LostUpdate(TARGET, PropertyEdit("1", "title", "S", "U", EARLY))}
    replaced = pair(("S", "S"), "V", "S", lost_updates=lost)
    assert three_way_merge(replaced, "latest-wins", {"name": LATE}, {}) == Plan(to_target={"title": "V"})


def test_a_lost_update_of_the_source_goes_to_both_sides_and_loses_to_a_later_edit_of_the_target() -> None:
    lost = {ROW.key: LostUpdate(SOURCE, PropertyEdit("1", "name", "S", "U", EARLY))}
    replaced, edited = (pair(("S", "S"), "S", target, lost_updates=lost) for target in ("S", "V"))
    both = Plan(to_source={"name": "U"}, to_target={"title": "U"})
    assert three_way_merge(replaced, "latest-wins", {}, {"title": EARLY}) == both
    assert three_way_merge(replaced, "latest-wins", {}, {"title": LATE}) == Plan()
    assert three_way_merge(edited, "latest-wins", {}, {"title": LATE}) == Plan(to_source={"name": "V"})


def edit(old: Value, new: Value, at: str = EARLY) -> PropertyEdit:
    return PropertyEdit("1", "title", old, new, at)


@pytest.mark.parametrize(
    ("edits", "lost"),
    [
        pytest.param([], None, id="our write changed nothing"),
        pytest.param([edit("A", "S")], None, id="we replaced what we had read"),
        pytest.param([edit("A", "U"), edit("U", "S", LATE)], edit("S", "U"), id="an edit came in between"),
        pytest.param([edit("A", "U"), edit("U", "S"), edit("S", "V")], None, id="the property was edited again"),
        pytest.param([edit("A", "S"), edit("S", "U"), edit("U", "S")], None, id="there and back, after our write"),
    ],
)
def test_the_log_shows_a_lost_update(edits: list[PropertyEdit], lost: PropertyEdit | None) -> None:
    assert lost_update("A", "S", edits) == lost
