"""Doubt: which sections no story can be told of, because the document leaves open how two records become a pair."""

from __future__ import annotations

from dataclasses import replace

import pytest

from syncproof.checklist import (
    ConnectedDatatype,
    Criterion,
    End,
    Predicate,
    Qualifier,
    Row,
)
from syncproof.fakes import FAKES
from syncproof.stories.doubts import doubt, unpaired
from syncproof.stories.left_open import AUTHORS
from syncproof.stories.playable import known_playable
from syncproof.stories.untested import untested, untested_criterion
from tests.stories.any_section import CRITERIA, ROWS, parted, section, why
from tests.stories.small_document import CHECKLIST

OF_IDS = "a system sets the id of a record itself, and the document says more of"


def test_without_a_criterion_nothing_says_what_a_match_is() -> None:
    what = "the section names no merge criteria, so nothing says which two records match"
    assert why("match-or-create", "in-sync") == f"{what}: some.rst:20 ({AUTHORS})"
    assert why("match-or-create", "in-sync", criteria=CRITERIA) == ""


def unlinked(*kinds: str, **parts: object) -> str:
    """Return why stories can make no pair of a section of these kinds, of which no story needs to doubt everything."""
    own = section(*kinds, **parts)
    checklist = replace(CHECKLIST, sections=(own,))
    assert doubt(checklist, own) == ""
    return unpaired(checklist, own)


def test_without_a_criterion_no_story_links_two_and_that_nothing_is_created_can_be_shown() -> None:
    what = "the section names no merge criteria, so nothing says which two records match"
    assert unlinked("link-first", "in-sync") == f"{what}: some.rst:20 ({AUTHORS})"
    assert unlinked("link-first", "in-sync", criteria=CRITERIA) == ""
    assert unlinked("every", "in-sync") == ""


def test_a_table_of_criteria_without_a_row_is_named_once_where_its_sentence_stands() -> None:
    what = "the table of merge criteria has no row, so nothing says which two records match"
    assert unlinked("link-first", "merge-criteria", "in-sync") == f"{what}: some.rst:21 ({AUTHORS})"
    assert why("merge-criteria", "in-sync", criteria=CRITERIA) == ""


def test_records_can_also_be_linked_by_what_they_are_connected_to() -> None:
    connections = (ConnectedDatatype("Lease", "lease-to-cards"),)
    assert why("link-first", "create-if-connected", "in-sync", connections=connections) == ""


def test_without_a_predicate_nobody_knows_what_a_condition_means() -> None:
    unclear = "nobody agreed on what the condition means, in the checklist.toml that `syncproof accept` writes"
    assert why("condition", "in-sync") == f"{unclear}: some.rst:20"
    assert why("condition", "in-sync", predicate=Predicate("status", "is", "open")) == ""
    empty = tuple(replace(each, words="") for each in section("condition").sentences)
    assert why("condition", sentences=empty) == f"the condition is empty, and {AUTHORS}: some.rst:20"


def test_each_sentence_of_which_no_story_can_be_told_is_named_and_each_reason_once() -> None:
    assert why("match-or-create", "condition", "merge-criteria").split("; ") == [
        f"the table of merge criteria has no row, so nothing says which two records match: some.rst:22 ({AUTHORS})",
        "nobody agreed on what the condition means, in the checklist.toml that `syncproof accept` writes: some.rst:21",
    ]
    rows = tuple(replace(ROWS[0], source=name, line=line) for name, line in (("id", 31), ("a <b>", 32), ("ID", 33)))
    own = section("properties", rows=(*ROWS, *rows))
    checklist = parted(replace(CHECKLIST, sections=(own,)))
    cannot = "so no story can test the row yet"
    assert untested(checklist, checklist.sections[0]) == (
        f"a story takes a <b> for a placeholder, {cannot}: a <b> to name: some.rst:32; "
        f"name is to hold something else than the id as well, {cannot}: "
        "id to name: some.rst:31, ID to name: some.rst:33"
    )


def test_nobody_can_ask_for_an_id() -> None:
    asked = "a system sets the id of a record itself, and the agreed predicate says Id is 7: some.rst:20"
    assert why("condition", predicate=Predicate("Id", "is", 7)) == asked


def test_a_section_with_every_record_and_a_condition_contradicts_itself_whatever_is_agreed_on() -> None:
    what = f"the section contradicts itself: every on line 20, and a condition: some.rst:21 ({AUTHORS})"
    assert why("every", "condition", "in-sync", predicate=Predicate("status", "is", "open")) == what


@pytest.mark.parametrize("kind", ["every", "match-or-create"])
def test_a_section_that_wants_a_link_first_and_creates_all_the_same_contradicts_itself(kind: str) -> None:
    what = "the section contradicts itself: it says that nothing is synchronized before a link"
    other = f"and on line 21, {kind}, that a counterpart is created"
    assert why("link-first", kind, "in-sync", criteria=CRITERIA) == f"{what}, {other}: some.rst:20 ({AUTHORS})"


@pytest.mark.parametrize(
    ("predicate", "is_possible"),
    [
        (Predicate("title", "is", "open"), True),
        (Predicate("title", "is", 7), False),
        (Predicate("done", "is", value=True), True),
        (Predicate("done", "is not", "open"), False),
        (Predicate("done", "is set"), True),
    ],
)
def test_a_predicate_asks_for_a_value_of_the_documented_type(predicate: Predicate, is_possible: bool) -> None:  # noqa: FBT001 - a column
    assert (why("condition", predicate=predicate) == "") is is_possible


def test_a_predicate_that_every_record_meets_is_named_with_its_line_and_the_cure() -> None:
    predicate = Predicate("name", "is set", where="checklist.toml:7")
    rows = (Row("name", "name", "string", "document"),)

    what = "every record of Customerp Contact meets the agreed predicate, name is set (checklist.toml:7)"
    asked = f"{what}: agree on another, which some record does not meet: some.rst:20"
    assert why("condition", source=End("Customerp", "Contact"), rows=rows, predicate=predicate) == asked


def test_a_value_of_another_type_is_quoted_so_that_the_mistake_is_seen() -> None:
    rows = (Row("n", "name", "integer", "document"),)

    asked = 'n is of the type integer, and the agreed predicate says n is "5", a text: some.rst:20'
    assert why("condition", rows=rows, predicate=Predicate("n", "is", "5")) == asked


@pytest.mark.parametrize(
    ("predicate", "many", "instead"),
    [
        (
            Predicate("name", "is", ""),
            'no record of Customerp Contact meets the agreed predicate, name is ""',
            "is not set",
        ),
        (
            Predicate("name", "is not", ""),
            'every record of Customerp Contact meets the agreed predicate, name is not ""',
            "is set",
        ),
    ],
)
def test_a_predicate_of_an_empty_value_names_the_operator_that_is_meant(
    predicate: Predicate, many: str, instead: str
) -> None:
    rows = (Row("name", "name", "string", "document"),)

    said = why("condition", source=End("Customerp", "Contact"), rows=rows, predicate=predicate)

    assert said == f'{many}: agree on "name {instead}": some.rst:20'


def test_a_predicate_of_a_value_that_the_system_refuses_says_which_ones_the_system_takes() -> None:
    rows = (Row("name", "name", "string", "document"),)

    said = why("condition", source=End("Customerp", "Project"), rows=rows, predicate=Predicate("status", "is", "open"))

    assert said == (
        'no record of Customerp Project meets the agreed predicate, status is "open": '
        "agree on another value: the system says of this one, must be one of planned, active, done: some.rst:20"
    )


@pytest.mark.parametrize("kind", ["in-sync", "properties"])
def test_a_pair_that_nothing_makes_cannot_be_kept_in_sync_and_no_sync_is_blamed(kind: str) -> None:
    what = "no sentence of the section says which records are synchronized, so nothing makes a pair of two"
    assert why(kind) == f"{what}: some.rst:12 ({AUTHORS})"


HALVES = "a yes or no is alike in half of all records (correct the type in its row if it holds something else)"


@pytest.mark.parametrize(
    ("criterion", "reason"),
    [
        (Criterion("id", "Id"), "a system sets the id of a record itself"),
        (Criterion("id", "name"), f"{OF_IDS} name than that it is to match"),
        (Criterion("title", "Id"), f"{OF_IDS} title than that it is to match"),
        (Criterion("done", "x"), HALVES),
        (Criterion("title", "<name>"), "a story takes <name> for a placeholder"),
        (Criterion("title", "name", (Qualifier("A", "kind"),)), "the match has a condition of its own"),
    ],
)
def test_a_criterion_that_no_story_can_test_is_named_with_the_reason(criterion: Criterion, reason: str) -> None:
    own = section("every", "match-or-create", "merge-criteria", criteria=(replace(criterion, line=31),))
    (alone,) = parted(replace(CHECKLIST, sections=(own,))).sections
    assert doubt(CHECKLIST, alone).startswith(f"{reason}, so no story can test the criterion yet: ")

    (beside,) = parted(replace(CHECKLIST, sections=(replace(own, criteria=(*CRITERIA, *own.criteria)),))).sections
    assert (beside.criteria, doubt(CHECKLIST, beside)) == (CRITERIA, "")
    assert untested_criterion(CHECKLIST, beside).endswith(": some.rst:31")


def test_a_row_that_brings_what_the_target_needs_is_named_where_its_type_is_amiss() -> None:
    rows = (Row("fullName", "name", "integer", "document", line=30), Row("bio", "desc", "string", "document", line=33))
    own = section("every", "properties", source=End("Halo", "Person"), rows=rows)
    checklist = known_playable(replace(CHECKLIST, source="Halo", sections=(own,)))
    told = doubt(checklist, checklist.sections[0])
    FAKES.derive([])
    row = "the row that brings it, fullName to name, cannot be put to the test"
    amiss = "the document says integer, and the fake of Trello Cards holds another kind of value"
    assert told == f"no Trello Cards is made without name, and {row}: {amiss}: some.rst:12"


def test_comments_that_users_made_are_matched_by_the_capability_that_lets_a_sync_change_them() -> None:
    comments = section(
        "link-first", "merge-criteria", criteria=(Criterion("title", "text"),), target=End("Trello", "Actions")
    )
    assert doubt(CHECKLIST, comments) == ""


def test_a_row_that_the_table_has_before_is_played_once_and_leaves_nothing_open() -> None:
    first = replace(ROWS[0], line=30)
    own = section("every", "properties", rows=(first, replace(first, line=33)))
    (apart,) = parted(replace(CHECKLIST, sections=(own,))).sections
    assert (len(apart.rows), untested(CHECKLIST, apart)) == (1, "")
