"""A value that a system refuses stays where it is, and is reported."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from tests.laws.conftest import Sections, Story


def test_a_refused_value_stays_where_it_is_and_is_reported(story: Story, sections: Sections) -> None:
    story.linked()
    edit = story.edit("Customer", "c", website="much too long")
    story.sync_is_refused("Organizations", "o", website="much too long")
    rest = story.rest()
    (finding,) = story.judged(sections.customers)
    assert finding.text == (
        'Customer "Ada" and its Organizations disagree: website in Customerp Customer is "much too long", '
        'website in Trello Organizations is "a.no"; '
        'Trello refuses "much too long" as website; expected a report of it, saw none'
    )
    assert (finding.law, finding.lines) == ("in-order", (1, edit, rest))
    story.sync_reports("Customer", "c", "website")
    story.rest()
    assert story.judged(sections.customers) == ()


def test_a_report_of_another_property_or_record_is_none(story: Story, sections: Sections) -> None:
    story.linked()
    story.edit("Customer", "c", website="much too long")
    story.sync_reports("Customer", "c", "name")
    story.sync_reports("Customer", "d", "website")
    story.sync_reports("Contact", "c", "website")
    story.rest()
    assert [law for law, _ in story.broken(sections.customers)] == ["in-order"]


def test_a_value_that_was_refused_to_the_sync_is_excused_like_a_declared_one(story: Story, sections: Sections) -> None:
    story.add("Contact", "c", name="Ada", email="ada@x")
    story.add("Contact", "d", name="Grace", email="grace@x")
    story.sync_adds("Members", "m", fullName="Ada", email="ada@x")
    story.sync_adds("Members", "n", fullName="Grace", email="grace@x")
    story.rest()
    story.edit("Contact", "d", email="ada@x")
    story.sync_is_refused("Members", "n", email="ada@x")
    story.sync_reports("Contact", "d", "email")
    story.rest()
    assert story.judged(sections.contacts) == ()


def test_a_mandatory_property_emptied_on_the_other_side_is_refused(story: Story, sections: Sections) -> None:
    story.linked_task()
    story.edit("Task", "t", title="")
    story.sync_reports("Task", "t", "title")
    story.rest()
    assert story.judged(sections.tasks) == ()


def test_a_refused_edit_is_not_taken_back(story: Story, sections: Sections) -> None:
    story.linked()
    edit = story.edit("Customer", "c", website="much too long")
    story.sync_reports("Customer", "c", "website")
    write = story.sync_edits("Customer", "c", website="a.no")
    rest = story.rest()
    assert story.broken(sections.customers) == [("no-lost-edit", (edit, write, rest))]


def test_a_refused_edit_is_no_excuse_for_a_later_one_on_the_other_side(story: Story, sections: Sections) -> None:
    story.linked_task()
    story.edit("Task", "t", title="")
    story.sync_reports("Task", "t", "title")
    story.rest()
    story.edit("Cards", "k", name="Dig there")
    story.rest()
    assert [law for law, _ in story.broken(sections.tasks)] == ["agreement"]
    story.sync_edits("Task", "t", title="Dig there")
    story.rest()
    assert story.judged(sections.tasks) == ()


def test_each_refused_value_is_reported_anew(story: Story, sections: Sections) -> None:
    story.linked()
    story.edit("Customer", "c", website="much too long")
    story.sync_reports("Customer", "c", "website")
    story.rest()
    story.edit("Customer", "c", website="even longer than that")
    story.rest()
    assert [law for law, _ in story.broken(sections.customers)] == ["in-order"]


def test_a_value_may_be_refused_as_the_target_would_store_it(story: Story, sections: Sections) -> None:
    story.add("Contact", "c", name="Ada", email="ada@x")
    story.sync_adds("Members", "m", fullName="Ada", email="ada@x")
    story.rest()
    story.edit("Contact", "c", email="Grace@x")
    story.sync_is_refused("Members", "m", email="grace@x")
    story.sync_reports("Members", "m", "email")
    story.rest()
    assert story.judged(sections.contacts) == ()


def refused_and_reported(story: Story) -> None:
    story.linked()
    story.edit("Customer", "c", website="much too long")
    story.mark("pass begins")
    story.sync_is_refused("Organizations", "o", website="much too long")
    story.sync_reports("Customer", "c", "website")
    story.mark("pass ends")


def test_a_refused_value_that_comes_back_between_two_passes_is_no_news(story: Story, sections: Sections) -> None:
    refused_and_reported(story)
    story.edit("Customer", "c", website="b.no")
    story.edit("Customer", "c", website="much too long")
    story.rest()
    assert story.judged(sections.customers) == ()


def test_a_refused_value_that_comes_back_after_a_pass_is_reported_anew(story: Story, sections: Sections) -> None:
    refused_and_reported(story)
    story.edit("Customer", "c", website="b.no")
    story.quiet_pass()
    story.edit("Customer", "c", website="much too long")
    story.rest()
    assert [law for law, _ in story.broken(sections.customers)] == ["in-order"]


def test_a_refused_value_that_comes_back_after_a_write_of_the_sync_is_reported_anew(
    story: Story, sections: Sections
) -> None:
    refused_and_reported(story)
    story.edit("Organizations", "o", website="b.no")
    story.sync_edits("Customer", "c", website="b.no")
    story.edit("Customer", "c", website="much too long")
    story.rest()
    assert [law for law, _ in story.broken(sections.customers)] == ["in-order"]


def test_of_two_look_alikes_the_one_is_alone_whose_refusal_was_reported(story: Story, sections: Sections) -> None:
    for customer in ("c", "d"):
        story.add("Customer", customer, name="Ada", website="a.no")
    story.edit("Customer", "c", website="much too long")
    story.sync_adds("Organizations", "o", displayName="Ada", website="a.no")
    story.sync_is_refused("Organizations", "", website="much too long")
    story.sync_reports("Customer", "c", "website")
    story.rest()
    story.edit("Customer", "d", website="much too long")
    story.sync_is_refused("Organizations", "o", website="much too long")
    story.sync_reports("Organizations", "o", "website")
    story.rest()
    assert story.judged(sections.customers) == ()
    assert story.paired(sections.customers)["customer-to-organizations"] == {"d": "o"}


def refused_task(story: Story) -> None:
    story.linked_task()
    story.edit("Task", "t", title="Sow")
    story.sync_is_refused("Cards", "k", name="Sow")
    story.sync_reports("Task", "t", "title")
    story.rest()


def test_a_refused_value_that_users_put_back_is_no_edit_for_a_sync_that_compares_values(
    story: Story, sections: Sections
) -> None:
    refused_task(story)
    story.edit("Cards", "k", name="Reap")
    story.edit("Task", "t", title="Plough")
    story.edit("Task", "t", title="Sow")
    story.sync_edits("Task", "t", title="Reap")
    story.rest()
    assert story.judged(sections.tasks) == ()


def test_another_value_than_the_refused_one_is_an_edit(story: Story, sections: Sections) -> None:
    refused_task(story)
    story.edit("Cards", "k", name="Reap")
    story.edit("Task", "t", title="Plough")
    story.sync_edits("Task", "t", title="Reap")
    story.rest()
    assert [law for law, _ in story.broken(sections.tasks)] == ["no-lost-edit"]


def test_a_refused_value_that_another_pair_had_replaced_for_a_moment_needs_no_second_report(
    story: Story, sections: Sections
) -> None:
    story.add("Contact", "c", name="Ada", email="ada@x")
    story.sync_adds("Members", "m", fullName="Ada", email="ada@x")
    story.rest()
    story.edit("Members", "m", fullName="Lovelace")
    story.add("Contact", "copy", name="Ada", email="ada@x")
    story.mark("pass begins")
    story.sync_is_refused("Contact", "c", name="Lovelace")
    story.sync_reports("Contact", "c", "name")
    story.sync_edits("Members", "m", fullName="Ada")
    story.mark("pass ends")
    story.edit("Members", "m", fullName="Lovelace")
    story.sync_is_refused("Contact", "copy", name="Lovelace")
    story.sync_reports("Contact", "copy", "name")
    story.rest()
    assert story.judged(sections.contacts) == ()
