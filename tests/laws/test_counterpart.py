"""Counterparts: every source record has exactly one, unless the target refuses a value and the SUT reports that."""

from __future__ import annotations

from typing import TYPE_CHECKING

from syncproof.ledger import By

if TYPE_CHECKING:
    from tests.laws.conftest import Sections, Story


def test_a_record_with_its_counterpart_breaks_nothing(story: Story, sections: Sections) -> None:
    story.add("Contact", "c", name="Ada", email="ada@x")
    story.sync_adds("Members", "m", fullName="Ada", email="ada@x")
    story.rest()
    assert story.judged(sections.contacts) == ()
    assert story.paired(sections.contacts)["contact-to-members"] == {"c": "m"}


def test_a_record_without_counterpart_is_named(story: Story, sections: Sections) -> None:
    born = story.add("Contact", "c", name="Ada", email="ada@x")
    rest = story.rest()
    (finding,) = story.judged(sections.contacts)
    assert finding.text == 'Contact "Ada" has no Members; expected one, saw none'
    assert (finding.law, finding.lines) == ("counterpart", (born, rest))


def test_a_second_counterpart_is_one_too_many(story: Story, sections: Sections) -> None:
    born = story.add("Customer", "c", name="Ada")
    one = story.sync_adds("Organizations", "o1", displayName="Ada")
    two = story.sync_adds("Organizations", "o2", displayName="Ada")
    story.rest()
    (finding,) = story.judged(sections.customers)
    assert finding.text == 'Customer "Ada" has two Organizations; expected one, saw o1 and o2'
    assert (finding.law, finding.lines) == ("counterpart", (born, one, two))


def test_a_counterpart_without_a_source_record_is_found(story: Story, sections: Sections) -> None:
    made = story.sync_adds("Organizations", "o", displayName="Ghost")
    story.rest()
    (finding,) = story.judged(sections.customers)
    assert finding.text == ('the sync created Organizations "Ghost", but no Customer matches; expected none')
    assert (finding.law, finding.lines) == ("counterpart", (made,))


def test_a_record_of_the_harness_needs_no_counterpart_and_is_none(story: Story, sections: Sections) -> None:
    story.add("Contact", "staff", by=By.HARNESS, name="Staff", email="staff@x")
    story.add("Members", "admin", by=By.HARNESS, fullName="Admin", email="admin@x")
    story.rest()
    assert story.judged(sections.contacts) == ()


def test_a_target_record_without_partner_is_left_alone(story: Story, sections: Sections) -> None:
    story.add("Organizations", "o", displayName="Ada")
    story.rest()
    assert story.judged(sections.customers) == ()


def test_a_refused_creation_is_excused_if_it_is_reported(story: Story, sections: Sections) -> None:
    born = story.add("Customer", "c", name="Ada", website="much too long")
    refused = story.sync_is_refused("Organizations", "", website="much too long")
    story.rest()
    assert story.broken(sections.customers) == [("in-order", (born, refused))]
    story.sync_reports("Customer", "c", "website")
    story.rest()
    assert story.judged(sections.customers) == ()


def test_a_refusal_that_no_longer_holds_excuses_nothing(story: Story, sections: Sections) -> None:
    story.add("Customer", "c", name="Ada", website="much too long")
    story.sync_is_refused("Organizations", "", website="much too long")
    story.sync_reports("Customer", "c", "website")
    story.rest()
    story.edit("Customer", "c", website="short")
    story.rest()
    assert [law for law, _ in story.broken(sections.customers)] == ["counterpart"]


def test_a_record_may_be_created_without_the_value_that_is_refused(story: Story, sections: Sections) -> None:
    story.add("Customer", "c", name="Ada", website="much too long")
    story.sync_is_refused("Organizations", "", website="much too long")
    story.sync_adds("Organizations", "o", displayName="Ada")
    story.sync_reports("Customer", "c", "website")
    story.rest()
    assert story.judged(sections.customers) == ()


def test_a_record_may_be_created_in_two_writes(story: Story, sections: Sections) -> None:
    story.add("Customer", "c", name="Ada", website="a.no")
    story.sync_adds("Organizations", "o", displayName="Ada")
    story.sync_edits("Organizations", "o", website="a.no")
    story.rest()
    assert story.judged(sections.customers) == ()


def test_a_task_has_a_counterpart_in_each_section(story: Story, sections: Sections) -> None:
    story.add("Task", "t", title="Dig")
    story.sync_adds("Actions", "a", text="Dig")
    story.rest()
    (finding,) = story.judged(sections.tasks, sections.comments)
    assert finding.text == 'Task "Dig" has no Cards; expected one, saw none'
    story.sync_adds("Cards", "k", name="Dig", desc="")
    story.rest()
    assert story.judged(sections.tasks, sections.comments) == ()


def test_two_sections_of_one_target_each_have_their_place(story: Story, sections: Sections) -> None:
    elsewhere = sections.elsewhere(sections.customers, "shelf")
    story.add("Customer", "c", name="Ada")
    story.sync_adds("Organizations", "o1", displayName="Ada")
    story.sync_adds("Organizations", "o2", displayName="Ada", place="shelf")
    story.rest()
    assert story.judged(sections.customers, elsewhere) == ()
    pairing = story.paired(sections.customers, elsewhere)
    assert (pairing["customer-to-organizations"], pairing["elsewhere"]) == ({"c": "o1"}, {"c": "o2"})


def test_a_surplus_record_is_one_finding_whatever_happens_to_the_record(story: Story, sections: Sections) -> None:
    made = story.sync_adds("Organizations", "o", displayName="Ghost")
    story.sync_edits("Organizations", "o", displayName="Spectre", colour="white")
    story.rest()
    assert story.broken(sections.customers) == [("counterpart", (made,))]


def test_a_record_that_came_after_the_last_rest_is_owed_nothing_yet(story: Story, sections: Sections) -> None:
    story.linked()
    story.add("Customer", "d", name="Grace")
    assert story.judged(sections.customers) == ()
    story.rest()
    assert [law for law, _ in story.broken(sections.customers)] == ["counterpart"]
