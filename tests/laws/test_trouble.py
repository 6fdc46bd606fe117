"""Histories with trouble on which the laws and the brute-force oracle once disagreed."""

from __future__ import annotations

import pytest

from tests.laws.conftest import Sections, Story


def test_a_write_at_rest_is_an_echo_though_a_crash_ends_the_pass(story: Story, sections: Sections) -> None:
    story.linked()
    quiet = len(story.ledger) - 2
    story.mark("pass begins")
    write = story.sync_is_refused("Organizations", "o")
    story.mark("restarted")
    story.rest()
    assert story.broken(sections.customers) == [("no-echo", (quiet, write))]


def test_a_write_at_rest_is_an_echo_though_a_user_acts_later_in_the_pass(story: Story, sections: Sections) -> None:
    story.linked()
    quiet = len(story.ledger) - 2
    story.mark("pass begins")
    write = story.sync_is_refused("Organizations", "o")
    story.edit("Customer", "c", phone="2")
    story.mark("pass ends")
    story.rest()
    assert story.broken(sections.customers) == [("no-echo", (quiet, write))]


def test_a_record_that_was_gone_before_a_rest_excuses_no_second_counterpart(story: Story, sections: Sections) -> None:
    story.add("Customer", "c1", name="Ada")
    story.remove("Customer", "c1")
    story.rest()
    story.add("Customer", "c2", name="Ada")
    story.sync_adds("Organizations", "o1", displayName="Ada")
    story.sync_adds("Organizations", "o2", displayName="Ada")
    story.rest()
    assert [law for law, _ in story.broken(sections.customers)] == ["counterpart"]


def test_of_deleted_lookalikes_the_one_that_the_sync_wrote_to_had_the_counterpart(
    story: Story, sections: Sections
) -> None:
    story.add("Customer", "c1", name="Ada")
    story.remove("Customer", "c1")
    story.add("Customer", "c2", name="Ada")
    story.sync_adds("Organizations", "o", displayName="Ada")
    story.edit("Organizations", "o", displayName="Ada King")
    story.sync_edits("Customer", "c2", name="Ada King")
    story.rest()
    story.remove("Customer", "c2")
    story.rest()
    assert story.judged(sections.customers) == ()


def test_lookalikes_are_told_apart_by_the_policy_too(story: Story, sections: Sections) -> None:
    """With t1-k1 for a pair, the later edit of k1 would be lost; with t1-k2 and t2-k1 the latest edits stand."""
    for task in ("t1", "t2"):
        story.add("Task", task, title="Dig")
    for card in ("k1", "k2"):
        story.sync_adds("Cards", card, name="Dig")
    story.rest()
    story.edit("Task", "t1", title="Sow")
    story.edit("Cards", "k1", name="Reap")
    story.edit("Task", "t2", title="Sow")
    story.sync_edits("Cards", "k1", name="Sow")
    story.sync_edits("Cards", "k2", name="Sow")
    story.rest()
    assert story.judged(sections.tasks) == ()


def test_a_record_whose_partner_was_gone_at_rest_is_left_alone(story: Story, sections: Sections) -> None:
    story.linked_task()
    story.remove("Task", "t")
    story.rest()
    story.edit("Cards", "k", name="Sow")
    write = story.sync_edits("Cards", "k", name="Dig")
    story.rest()
    (finding,) = story.judged(sections.tasks)
    assert (finding.law, finding.lines) == ("nothing-else", (write,))
    assert finding.text.endswith("expected no change: its partner was gone")


def test_what_was_under_way_when_a_record_was_deleted_may_still_be_written(story: Story, sections: Sections) -> None:
    story.linked_task()
    story.edit("Task", "t", title="Sow")
    story.remove("Task", "t")
    story.sync_edits("Cards", "k", name="Sow")
    story.rest()
    assert story.judged(sections.tasks) == ()


def test_of_deleted_lookalikes_the_later_one_explains_the_later_write(story: Story, sections: Sections) -> None:
    story.add("Task", "t1", title="Dig")
    story.remove("Task", "t1")
    story.add("Task", "t2", title="Dig")
    story.sync_adds("Cards", "k", name="Dig")
    story.rest()
    story.remove("Task", "t2")
    story.edit("Cards", "k", name="Sow")
    story.sync_edits("Cards", "k", name="Dig")
    story.rest()
    assert story.judged(sections.tasks) == ()


def test_the_policy_holds_for_a_conflict_after_users_made_both_sides_equal(story: Story, sections: Sections) -> None:
    story.linked_task()
    story.edit("Task", "t", title="Sow")
    story.edit("Cards", "k", name="Sow")
    story.edit("Task", "t", title="Reap")
    story.edit("Cards", "k", name="Rest")
    story.sync_edits("Task", "t", title="Rest")
    story.rest()
    assert [law for law, _ in story.broken(sections.tasks, policy="source-wins")] == ["no-lost-edit"]
    assert story.judged(sections.tasks) == ()


def test_a_sync_may_take_a_moment_for_the_base_at_which_users_made_both_sides_equal(
    story: Story, sections: Sections
) -> None:
    story.linked_task()
    story.edit("Cards", "k", name="Sow")
    story.edit("Task", "t", title="Sow")
    story.edit("Cards", "k", name="Reap")
    story.edit("Task", "t", title="Reap")
    story.edit("Task", "t", title="Sow")
    story.sync_edits("Task", "t", title="Reap")
    story.rest()
    assert story.judged(sections.tasks) == ()


def test_a_sync_may_miss_that_users_went_back_to_the_base_on_both_sides(story: Story, sections: Sections) -> None:
    story.linked_task()
    story.edit("Task", "t", title="Sow")
    story.edit("Cards", "k", name="Sow")
    story.edit("Task", "t", title="Dig")
    story.edit("Cards", "k", name="Dig")
    story.edit("Cards", "k", name="Sow")
    story.sync_edits("Cards", "k", name="Dig")
    story.rest()
    assert story.judged(sections.tasks) == ()


@pytest.mark.parametrize(
    ("status", "fault", "broken"),
    [(0, "", []), (0, "lost", []), (200, "garbled", []), (200, "", ["no-lost-edit"])],
    ids=["no answer", "a lost answer", "a garbled answer", "an answer"],
)
def test_a_sync_without_an_answer_may_not_see_that_a_user_put_back_what_the_sync_had_overwritten(
    story: Story, sections: Sections, status: int, fault: str, broken: list[str]
) -> None:
    story.linked_task()
    story.edit("Task", "t", title="Sow")
    story.sync_edits_and_hears(status, fault, "Cards", "k", name="Sow")
    story.edit("Cards", "k", name="Dig")
    story.sync_edits("Cards", "k", name="Sow")
    story.rest()
    assert [law for law, _ in story.broken(sections.tasks)] == broken


def test_a_sync_without_an_answer_sees_any_other_edit_that_follows(story: Story, sections: Sections) -> None:
    story.linked_task()
    story.edit("Task", "t", title="Sow")
    story.sync_edits_and_hears(0, "lost", "Cards", "k", name="Sow")
    story.edit("Cards", "k", name="Reap")
    story.sync_edits("Cards", "k", name="Sow")
    story.rest()
    assert [law for law, _ in story.broken(sections.tasks)] == ["no-lost-edit"]
