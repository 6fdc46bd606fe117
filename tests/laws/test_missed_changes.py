"""Changes that a sync that polls may have missed, and the edits that may therefore win."""

from __future__ import annotations

from typing import TYPE_CHECKING

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
