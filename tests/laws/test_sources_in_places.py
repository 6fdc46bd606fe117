"""Sources that live in a place: what is elsewhere is none, what the harness needs there is owed nothing."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from syncproof.checklist import Criterion
from syncproof.ledger import By

if TYPE_CHECKING:
    from tests.laws.conftest import Sections, Story


def test_a_record_of_another_place_is_no_source(story: Story, sections: Sections) -> None:
    story.add("Cards", "here", name="Dig", desc="deep")
    story.add("Cards", "there", place="other list", name="Fill", desc="")
    story.sync_adds("Task", "t", title="Dig", notes="deep")
    story.rest()
    assert story.judged(sections.cards) == ()
    made = story.sync_adds("Task", "t2", title="Fill", notes="")
    story.rest()
    assert story.broken(sections.cards) == [("counterpart", (made,))]


def test_what_the_harness_has_put_into_the_place_is_owed_nothing_and_may_be_carried(
    story: Story, sections: Sections
) -> None:
    story.add("Cards", "ours", by=By.HARNESS, name="Service", desc="")
    story.rest()
    assert story.judged(sections.cards) == ()
    story.sync_adds("Task", "t", title="Service", notes="")
    story.rest()
    assert story.judged(sections.cards) == ()
    story.edit("Cards", "ours", name="Servant")
    story.rest()
    assert [law for law, _ in story.broken(sections.cards)] == ["agreement"]


def test_a_sync_may_miss_what_a_user_moves_elsewhere_before_a_whole_pass(story: Story, sections: Sections) -> None:
    story.add("Cards", "k", name="Dig", desc="deep")
    story.edit_elsewhere("Cards", "k", "other list", desc="deeper")
    story.rest()
    assert story.judged(sections.cards) == ()
    story.sync_adds("Task", "t", title="Dig", notes="deeper")
    story.rest()
    assert story.judged(sections.cards) == ()


def test_a_sync_owes_a_counterpart_to_what_a_user_moves_after_a_whole_pass(story: Story, sections: Sections) -> None:
    story.add("Cards", "k", name="Dig", desc="deep")
    story.quiet_pass()
    story.edit_elsewhere("Cards", "k", "other list", desc="deeper")
    story.rest()
    assert [law for law, _ in story.broken(sections.cards)] == ["counterpart"]


def test_a_pair_goes_on_wherever_the_source_is_moved(story: Story, sections: Sections) -> None:
    story.add("Cards", "k", name="Dig", desc="deep")
    story.sync_adds("Task", "t", title="Dig", notes="deep")
    story.rest()
    story.edit_elsewhere("Cards", "k", "other list", name="Fill")
    story.rest()
    assert [law for law, _ in story.broken(sections.cards)] == ["agreement"]
    story.sync_edits("Task", "t", title="Fill")
    story.rest()
    assert story.judged(sections.cards) == ()


def test_of_two_that_look_alike_the_one_that_may_be_missed_goes_without(story: Story, sections: Sections) -> None:
    for record in ("moved", "stays"):
        story.add("Cards", record, name="Dig", desc="deep")
    story.edit_elsewhere("Cards", "moved", "other list", desc="deep")
    story.sync_adds("Task", "t", title="Dig", notes="deep")
    story.rest()
    assert story.judged(sections.cards) == ()
    assert story.paired(sections.cards)["cards-to-task"] == {"stays": "t"}


def test_neither_a_pair_nor_a_report_is_owed_where_a_match_may_be_missed(story: Story, sections: Sections) -> None:
    matched = replace(
        sections.cards, promises=frozenset({"link-first", "merge-criteria"}), criteria=(Criterion("name", "title"),)
    )
    story.add("Cards", "k", name="Dig", desc="deep")
    for record in ("one", "two"):
        story.add("Task", record, title="Dig", notes="flat")
    story.edit_elsewhere("Cards", "k", "other list", desc="deeper")
    story.rest()
    assert story.judged(matched) == ()
