"""Lookalikes: records with equal values, each with a counterpart of its own."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from tests.laws.conftest import Sections, Story


def test_the_counterpart_that_is_kept_up_is_the_true_one_of_two(story: Story, sections: Sections) -> None:
    story.add("Customer", "c", name="Ada")
    story.sync_adds("Organizations", "o1", displayName="Ada")
    story.sync_adds("Organizations", "o2", displayName="Ada")
    story.edit("Customer", "c", name="Ada King")
    story.sync_edits("Organizations", "o2", displayName="Ada King")
    story.rest()
    assert [law for law, _ in story.broken(sections.customers)] == ["counterpart"]
    assert story.paired(sections.customers)["customer-to-organizations"] == {"c": "o2"}


def test_lookalikes_each_need_their_own(story: Story, sections: Sections) -> None:
    for record in ("c1", "c2", "c3"):
        story.add("Customer", record, name="Ada")
    for record in ("o1", "o2"):
        story.sync_adds("Organizations", record, displayName="Ada")
    story.rest()
    assert [law for law, _ in story.broken(sections.customers)] == ["counterpart"]
    story.sync_adds("Organizations", "o3", displayName="Ada")
    story.rest()
    assert story.judged(sections.customers) == ()


def test_later_edits_tell_lookalikes_apart(story: Story, sections: Sections) -> None:
    for record in ("c1", "c2", "c3"):
        story.add("Customer", record, name="Ada")
    for record in ("o1", "o2", "o3"):
        story.sync_adds("Organizations", record, displayName="Ada")
    story.rest()
    story.edit("Customer", "c1", name="Grace")
    story.sync_edits("Organizations", "o3", displayName="Grace")
    story.edit("Organizations", "o1", displayName="Edith")
    story.sync_edits("Customer", "c2", name="Edith")
    story.rest()
    assert story.judged(sections.customers) == ()
    assert story.paired(sections.customers)["customer-to-organizations"] == {
        "c1": "o3",
        "c2": "o1",
        "c3": "o2",
    }


def test_edits_that_swap_lookalikes_are_no_explanation(story: Story, sections: Sections) -> None:
    for record in ("c1", "c2"):
        story.add("Customer", record, name="Ada")
    for record in ("o1", "o2"):
        story.sync_adds("Organizations", record, displayName="Ada")
    story.rest()
    story.edit("Customer", "c1", name="Grace")
    story.sync_edits("Organizations", "o1", displayName="Grace")
    story.rest()
    story.edit("Customer", "c1", name="Edith")
    story.sync_edits("Organizations", "o2", displayName="Edith")
    story.rest()
    assert [law for law, _ in story.broken(sections.customers)] == ["provenance"]


def test_a_record_deleted_before_it_was_seen_leaves_the_counterpart_to_its_lookalike(
    story: Story, sections: Sections
) -> None:
    story.add("Customer", "c1", name="Ada")
    story.remove("Customer", "c1")
    story.add("Customer", "c2", name="Ada")
    story.sync_adds("Organizations", "o", displayName="Ada")
    story.rest()
    assert story.judged(sections.customers) == ()
    assert story.paired(sections.customers)["customer-to-organizations"] == {"c2": "o"}


def test_what_a_partner_in_another_section_gave_is_not_made_up(story: Story, sections: Sections) -> None:
    for number in ("0", "1", "2"):
        story.add("Task", f"t{number}", title="Dig")
    story.remove("Task", "t0")
    for number in ("1", "2"):
        story.sync_adds("Actions", f"a{number}", text="Dig")
        story.sync_adds("Cards", f"k{number}", name="Dig")
    story.rest()
    story.edit("Task", "t2", title="Sow")
    story.edit("Cards", "k1", name="Sow")
    story.sync_edits("Actions", "a2", text="Sow")
    story.sync_edits("Task", "t1", title="Sow")
    story.sync_edits("Cards", "k2", name="Sow")
    story.sync_edits("Actions", "a1", text="Sow")
    story.rest()
    assert story.judged(sections.tasks, sections.comments) == ()
