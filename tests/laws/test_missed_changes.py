"""Changes that a sync that polls may have missed, and the edits that may therefore win."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.laws.conftest import section

if TYPE_CHECKING:
    from tests.laws.conftest import Sections, Story


def verdicts(story: Story, sections: Sections, value: str) -> dict[str, bool]:
    """Let the sync make both sides hold a value, and ask each policy whether it may."""
    if story.holds["Customer", "c"]["name"] != value:
        story.sync_edits("Customer", "c", name=value)
    if story.holds["Organizations", "o"]["displayName"] != value:
        story.sync_edits("Organizations", "o", displayName=value)
    story.rest()
    return {policy: not story.judged(sections.customers, policy=policy) for policy in sections.policies}


def test_a_sync_may_have_missed_that_the_sides_were_equal(story: Story, sections: Sections) -> None:
    story.linked()
    story.edit("Customer", "c", name="Ada King")
    story.edit("Organizations", "o", displayName="Ada King")
    story.edit("Organizations", "o", displayName="Lovelace")
    may = {"latest-wins": True, "source-wins": True, "target-wins": True, "any": True}
    assert verdicts(story, sections, "Lovelace") == may


def test_a_sync_may_have_missed_that_a_value_was_changed_and_changed_back(story: Story, sections: Sections) -> None:
    story.linked()
    story.edit("Organizations", "o", displayName="Lovelace")
    story.edit("Customer", "c", name="Ada King")
    story.edit("Customer", "c", name="Ada")
    may = {"latest-wins": True, "source-wins": True, "target-wins": True, "any": True}
    assert verdicts(story, sections, "Lovelace") == may


def test_a_value_changed_back_before_the_other_sides_edit_is_no_edit(story: Story, sections: Sections) -> None:
    story.linked()
    story.edit("Customer", "c", name="Ada King")
    story.edit("Customer", "c", name="Ada")
    story.edit("Organizations", "o", displayName="Lovelace")
    may = {"latest-wins": False, "source-wins": False, "target-wins": False, "any": False}
    assert verdicts(story, sections, "Ada") == may


def test_a_record_edited_after_all_was_equal_makes_no_old_edit_younger(story: Story, sections: Sections) -> None:
    story.linked_task()
    story.edit("Task", "t", title="Dig here")
    story.edit("Cards", "k", name="Dig there")
    story.sync_edits("Cards", "k", name="Dig here")
    story.edit("Task", "t", notes="wide")
    story.sync_edits("Cards", "k", desc="wide")
    story.rest()
    assert [law for law, _ in story.broken(sections.tasks)] == ["no-lost-edit"]


def test_a_sync_that_repairs_what_it_overwrote_knows_of_no_equality(story: Story, sections: Sections) -> None:
    story.linked()
    story.edit("Customer", "c", name="Ada King")
    story.edit("Organizations", "o", displayName="Lovelace")
    story.sync_edits("Organizations", "o", displayName="Ada King")
    story.sync_edits("Customer", "c", name="Lovelace")
    story.edit("Customer", "c", name="Countess")
    story.sync_edits("Customer", "c", name="Lovelace")
    story.sync_edits("Organizations", "o", displayName="Lovelace")
    story.rest()
    assert story.judged(sections.customers) == ()


def test_a_value_changed_back_after_a_pass_may_be_an_edit_for_a_sync_that_has_looked(
    story: Story, sections: Sections
) -> None:
    story.linked()
    story.edit("Customer", "c", name="Ada King")
    story.quiet_pass()
    story.edit("Customer", "c", name="Ada")
    story.edit("Organizations", "o", displayName="Lovelace")
    may = {"latest-wins": True, "source-wins": True, "target-wins": False, "any": True}
    assert verdicts(story, sections, "Ada") == may


def test_what_the_sync_has_given_and_users_put_back_is_no_edit_for_a_sync_that_compares(
    story: Story, sections: Sections
) -> None:
    story.add("Task", "t", title="Dig")
    story.edit("Task", "t", title="Sow")
    story.sync_adds("Cards", "k", name="Dig")
    story.edit("Cards", "k", name="Reap")
    story.edit("Cards", "k", name="Dig")
    story.sync_edits("Cards", "k", name="Sow")
    story.rest()
    assert story.judged(sections.tasks) == ()


@pytest.mark.parametrize(("end", "broken"), [("restarted", []), ("pass ends", ["no-lost-edit"])])
def test_after_a_crash_a_sync_may_take_the_time_of_its_own_write_for_that_of_an_edit(
    story: Story, end: str, broken: list[str]
) -> None:
    contacts = section("Contact", "Cards", name="name", email="desc")
    story.add("Contact", "c", name="Ada", email="ada@x")
    story.sync_adds("Cards", "k", name="Ada", desc="ada@x")
    story.rest()
    story.edit("Contact", "c", name="Ada King")
    story.edit("Cards", "k", name="Lovelace", desc="king@x")
    story.mark("pass begins")
    story.sync_edits("Contact", "c", email="king@x")
    story.mark(end)
    story.sync_edits("Cards", "k", name="Ada King")
    story.rest()
    assert [law for law, _ in story.broken(contacts)] == broken
