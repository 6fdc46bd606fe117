"""Rows that share a property hold one value; a row that depends on a value is judged where it applies all the time."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import pytest

from syncproof.checklist import Qualifier, Row

if TYPE_CHECKING:
    from syncproof.laws import Scope
    from tests.laws.conftest import Sections, Story


@pytest.fixture
def fan_out(sections: Sections) -> Scope:
    return with_rows(
        sections.customers, Row("phone", "website", "", "document"), Row("phone", "colour", "", "document")
    )


@pytest.fixture
def fan_in(sections: Sections) -> Scope:
    return with_rows(
        sections.customers, Row("phone", "colour", "", "document"), Row("website", "colour", "", "document")
    )


@pytest.fixture
def dependent(sections: Sections) -> Scope:
    row = Row("website", "colour", "", "document", (Qualifier("open", "phone"),))
    return with_rows(sections.customers, row)


@pytest.fixture
def dependent_on_target(sections: Sections) -> Scope:
    row = Row("phone", "colour", "", "document", (), (Qualifier("open", "website"),))
    return with_rows(sections.customers, row)


def with_rows(scope: Scope, *rows: Row) -> Scope:
    """Return a section with the name, and rows instead of the others."""
    return replace(scope, rows=(scope.rows[0], *rows))


def begin(story: Story) -> None:
    story.mark("pass begins")


def end(story: Story) -> None:
    story.mark("pass ends")
    story.rest()


def test_an_edit_of_one_target_goes_to_the_source_and_to_the_other_target(story: Story, fan_out: Scope) -> None:
    story.add("Customer", "c", name="Ada", phone="1")
    story.sync_adds("Organizations", "o", displayName="Ada", website="1", colour="1")
    story.rest()
    story.edit("Organizations", "o", colour="2")
    begin(story)
    # The other target may be written before the source is.
    story.sync_edits("Organizations", "o", website="2")
    story.sync_edits("Customer", "c", phone="2")
    end(story)

    assert story.judged(fan_out) == ()


def test_a_target_that_is_left_behind_disagrees(story: Story, fan_out: Scope) -> None:
    story.add("Customer", "c", name="Ada", phone="1")
    story.sync_adds("Organizations", "o", displayName="Ada", website="1", colour="1")
    story.rest()
    story.edit("Organizations", "o", colour="2")
    begin(story)
    story.sync_edits("Customer", "c", phone="2")
    end(story)

    [finding] = story.judged(fan_out)
    assert (finding.law, "website" in finding.text) == ("agreement", True)


def test_sources_that_differ_in_a_new_record_have_to_agree_in_the_end_on_one_of_the_two(
    story: Story, fan_in: Scope
) -> None:
    story.add("Customer", "c", name="Ada", phone="1", website="2")
    begin(story)
    story.sync_adds("Organizations", "o", displayName="Ada", colour="1")
    story.sync_edits("Customer", "c", website="1")
    end(story)
    assert story.judged(fan_in) == ()

    story.edit("Customer", "c", website="3")
    begin(story)
    story.sync_edits("Organizations", "o", colour="3")
    end(story)
    assert [finding.law for finding in story.judged(fan_in)] == ["agreement"]

    begin(story)
    story.sync_edits("Customer", "c", phone="4")
    story.sync_edits("Customer", "c", website="4")
    story.sync_edits("Organizations", "o", colour="4")
    end(story)
    assert "provenance" in {finding.law for finding in story.judged(fan_in)}


def test_a_row_applies_to_a_record_that_holds_what_the_row_depends_on(story: Story, dependent: Scope) -> None:
    story.add("Customer", "c", name="Ada", website="1", phone="open")
    story.sync_adds("Organizations", "o", displayName="Ada", colour="1")
    story.rest()
    assert story.judged(dependent) == ()

    story.edit("Customer", "c", website="2")
    story.rest()
    assert [finding.law for finding in story.judged(dependent)] == ["agreement"]


def test_to_a_record_that_does_not_hold_it_nothing_is_carried(story: Story, dependent: Scope) -> None:
    story.add("Customer", "c", name="Ada", website="1", phone="closed")
    story.sync_adds("Organizations", "o", displayName="Ada")
    story.rest()
    story.edit("Customer", "c", website="2")
    story.rest()
    assert story.judged(dependent) == ()

    begin(story)
    story.sync_edits("Organizations", "o", colour="2")
    end(story)
    [finding] = [each for each in story.judged(dependent) if each.law == "nothing-else"]
    assert "the section does not map that" in finding.text


def test_a_value_given_at_the_creation_without_what_it_depends_on_is_found(story: Story, dependent: Scope) -> None:
    story.add("Customer", "c", name="Ada", website="1", phone="closed")
    story.sync_adds("Organizations", "o", displayName="Ada", colour="1")
    story.rest()

    [finding] = story.judged(dependent)
    assert finding.law == "nothing-else"
    assert finding.text.endswith('"1" as colour; expected none without open in phone')


@pytest.mark.parametrize("colour", ["1", None])
def test_while_what_a_row_depends_on_comes_and_goes_either_is_right(
    story: Story, dependent: Scope, colour: str | None
) -> None:
    story.add("Customer", "c", name="Ada", website="1", phone="closed")
    story.edit("Customer", "c", phone="open")
    story.sync_adds("Organizations", "o", displayName="Ada", colour=colour)
    story.rest()

    assert story.judged(dependent) == ()


@pytest.mark.parametrize(("website", "laws"), [("open", ["agreement"]), (None, [])])
def test_a_row_can_depend_on_what_the_counterpart_holds(
    story: Story, dependent_on_target: Scope, website: str | None, laws: list[str]
) -> None:
    story.add("Customer", "c", name="Ada", phone="1")
    story.sync_adds("Organizations", "o", displayName="Ada", website=website, colour="1" if website else None)
    story.rest()
    story.edit("Customer", "c", phone="2")
    story.rest()

    assert [finding.law for finding in story.judged(dependent_on_target)] == laws
