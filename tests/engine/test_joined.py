"""The merge of rows that share a property, as a table: bases, both sides, and the expected writes."""

from __future__ import annotations

from collections.abc import Mapping

import pytest

from syncproof.checklist import Qualifier
from syncproof.checklist.rows import joined
from syncproof.engine.joined import conflicts, three_way_merge
from syncproof.engine.plan import KnownPair, Plan, RowPair
from syncproof.ledger import Value, Values

OUT = RowPair("mail", "email"), RowPair("mail", "login")
IN = RowPair("mail", "email"), RowPair("private", "email")
EARLY, LATE = "2026-03-01T08:00:00.000Z", "2026-03-01T09:00:00.000Z"


def keep(_: str, value: Value) -> Value:
    return value


def pair(
    rows: tuple[RowPair, ...], base: Mapping[str, tuple[Value, Value]], source: Values, target: Values
) -> KnownPair:
    return KnownPair(rows, base, source, target, keep, keep)


AGREED = {row.key: ("A", "A") for row in (*OUT, *IN)}


@pytest.mark.parametrize(
    ("rows", "source", "target", "expected"),
    [
        pytest.param(OUT, {"mail": "A"}, {"email": "A", "login": "A"}, ({}, {}), id="nothing changed"),
        pytest.param(
            OUT, {"mail": "B"}, {"email": "A", "login": "A"}, ({}, {"email": "B", "login": "B"}), id="out, the source"
        ),
        pytest.param(
            OUT, {"mail": "A"}, {"email": "A", "login": "B"}, ({"mail": "B"}, {"email": "B"}), id="out, one target"
        ),
        pytest.param(
            OUT, {"mail": "A"}, {"email": "B", "login": "C"}, ({"mail": "B"}, {"login": "B"}), id="out, both targets"
        ),
        pytest.param(
            IN, {"mail": "A", "private": "B"}, {"email": "A"}, ({"mail": "B"}, {"email": "B"}), id="in, one source"
        ),
        pytest.param(
            IN, {"mail": "A", "private": "A"}, {"email": "B"}, ({"mail": "B", "private": "B"}, {}), id="in, the target"
        ),
    ],
)
def test_rows_that_share_a_property_are_merged_as_one(
    rows: tuple[RowPair, ...], source: Values, target: Values, expected: tuple[Values, Values]
) -> None:
    plan = three_way_merge(pair(rows, AGREED, source, target), "latest-wins", {}, {})

    assert (plan.to_source, plan.to_target) == expected
    # Of an unwritten row the base is what both sides hold.
    held = {row.key: (source[row.source], target[row.target]) for row in rows}
    assert plan.base == (held if any(expected) else {})


@pytest.mark.parametrize(
    ("source_at", "target_at", "to_source", "to_target"),
    [(LATE, EARLY, {}, {"email": "B", "login": "B"}), (EARLY, LATE, {"mail": "C"}, {"email": "C"})],
)
def test_of_changes_on_both_sides_the_policy_decides_between_the_first_of_each(
    source_at: str, target_at: str, to_source: Values, to_target: Values
) -> None:
    known = pair(OUT, AGREED, {"mail": "B"}, {"email": "A", "login": "C"})

    plan = three_way_merge(known, "latest-wins", {"mail": source_at}, {"login": target_at})

    assert conflicts(known) == [OUT[0], OUT[1]]
    assert (plan.to_source, plan.to_target) == (to_source, to_target)


def test_a_source_that_held_something_else_at_the_creation_follows_what_was_created() -> None:
    known = pair(IN, {IN[0].key: ("A", "A")}, {"mail": "A", "private": "B"}, {"email": "A"})

    plan = three_way_merge(known, "latest-wins", {"mail": EARLY, "private": LATE}, {"email": EARLY})

    assert (plan.to_source, plan.to_target) == ({"private": "A"}, {})


def test_rows_that_share_nothing_are_groups_of_their_own() -> None:
    apart = RowPair("name", "title")

    assert joined((*OUT, apart)) == [OUT, (apart,)]
    assert joined((OUT[0], apart, OUT[1])) == [OUT, (apart,)]


@pytest.mark.parametrize(
    ("source", "target", "expected"),
    [
        pytest.param("A", None, Plan(to_target={"code": "A"}), id="the target is empty"),
        pytest.param(None, "A", Plan(to_source={"code": "A"}), id="the source is empty"),
        pytest.param("A", "A", Plan(base={"code|code": ("A", "A")}), id="both hold the same"),
    ],
)
def test_a_row_that_came_to_apply_fills_what_nobody_gave_a_value(source: Value, target: Value, expected: Plan) -> None:
    row = RowPair("code", "code", (Qualifier("A", "kind"),))

    assert three_way_merge(pair((row,), {}, {"code": source}, {"code": target}), "latest-wins", {}, {}) == expected


@pytest.mark.parametrize(
    ("held", "value", "applies"),
    [("A", "A", True), ("a", "A", False), (None, "A", False), (7, "7", True), (True, "true", True), (True, "1", False)],
)
def test_a_row_applies_where_the_record_holds_the_text_of_what_is_asked_for(
    held: Value, value: str, *, applies: bool
) -> None:
    assert RowPair("code", "code", (Qualifier(value, "kind"),)).applies({"kind": held}, {}) is applies
    assert RowPair("code", "code", (), (Qualifier(value, "kind"),)).applies({}, {"kind": held}) is applies
