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


def test_the_counterpart_that_is_kept_up_is_the_true_one_of_two(story: Story, sections: Sections) -> None:
    story.add("Customer", "c", name="Ada")
    story.sync_adds("Organizations", "o1", displayName="Ada")
    story.sync_adds("Organizations", "o2", displayName="Ada")
    story.edit("Customer", "c", name="Ada King")
    story.sync_edits("Organizations", "o2", displayName="Ada King")
    story.rest()
    assert [law for law, _ in story.broken(sections.customers)] == ["counterpart"]
    assert story.paired(sections.customers)["customer-to-organizations"] == {"c": "o2"}


def test_a_counterpart_of_nobody_is_found(story: Story, sections: Sections) -> None:
    made = story.sync_adds("Organizations", "o", displayName="Ghost")
    story.rest()
    (finding,) = story.judged(sections.customers)
    assert finding.text == ('the sync created Organizations "Ghost", but no Customer matches; expected none')
    assert (finding.law, finding.lines) == ("counterpart", (made,))


def test_what_the_harness_prepared_needs_no_counterpart_and_is_none(story: Story, sections: Sections) -> None:
    story.add("Contact", "staff", by=By.HARNESS, name="Staff", email="staff@x")
    story.add("Members", "admin", by=By.HARNESS, fullName="Admin", email="admin@x")
    story.rest()
    assert story.judged(sections.contacts) == ()


def test_a_target_record_without_partner_is_left_alone(story: Story, sections: Sections) -> None:
    story.add("Organizations", "o", displayName="Ada")
    story.rest()
    assert story.judged(sections.customers) == ()


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


def test_of_lookalikes_later_edits_tell_who_is_whom(story: Story, sections: Sections) -> None:
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


def test_a_deleted_side_kills_the_pair_and_nothing_else(story: Story, sections: Sections) -> None:
    for record in ("1", "2"):
        story.add("Customer", f"c{record}", name=f"Ada {record}")
        story.sync_adds("Organizations", f"o{record}", displayName=f"Ada {record}")
    story.rest()
    story.remove("Customer", "c1")
    story.edit("Organizations", "o1", displayName="Alone")
    story.remove("Organizations", "o2")
    story.edit("Customer", "c2", name="Lonely")
    story.rest()
    assert story.judged(sections.customers) == ()


def test_a_deleted_counterpart_is_not_recreated(story: Story, sections: Sections) -> None:
    story.add("Customer", "c", name="Ada")
    story.sync_adds("Organizations", "o1", displayName="Ada")
    story.rest()
    gone = story.remove("Organizations", "o1")
    back = story.sync_adds("Organizations", "o2", displayName="Ada")
    story.rest()
    (finding,) = story.judged(sections.customers)
    assert finding.text == (
        'the Organizations of Customer "Ada" was deleted by a user; expected no new record, saw one'
    )
    assert (finding.law, finding.lines) == ("counterpart", (gone, back))


def test_a_member_who_was_removed_is_not_invited_again(story: Story, sections: Sections) -> None:
    story.add("Contact", "c", name="Ada", email="ada@x")
    story.sync_adds("Members", "m", fullName="Ada", email="ada@x")
    story.rest()
    gone = story.remove("Members", "m")
    back = story.sync_adds("Members", "m", fullName="Ada", email="ada@x")
    story.rest()
    assert story.broken(sections.contacts) == [("counterpart", (gone, back))]


def test_a_member_may_join_whose_namesake_left_before(story: Story, sections: Sections) -> None:
    story.add("Members", "m", fullName="Ada", email="ada@x")
    story.remove("Members", "m")
    story.add("Contact", "c", name="Ada", email="ada@x")
    story.sync_adds("Members", "m", fullName="Ada", email="ada@x")
    story.rest()
    assert story.judged(sections.contacts) == ()
    assert story.paired(sections.contacts)["contact-to-members"] == {"c": "m"}


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


def test_one_email_is_one_member_for_all_who_have_it(story: Story, sections: Sections) -> None:
    story.add("Contact", "c", name="Ada", email="Ada@x")
    story.add("Employee", "e", name="Ada", email="ada@x")
    story.sync_adds("Members", "m", fullName="Ada", email="ada@x")
    story.rest()
    pairing = story.paired(sections.contacts, sections.employees)
    assert (pairing["contact-to-members"], pairing["employee-to-members"]) == ({"c": "m"}, {"e": "m"})
    assert story.judged(sections.contacts, sections.employees) == ()


def test_who_shares_an_email_no_longer_has_a_member_of_their_own(story: Story, sections: Sections) -> None:
    story.add("Contact", "c", name="Ada", email="ada@x")
    story.sync_adds("Members", "m", fullName="Ada", email="ada@x")
    story.rest()
    story.edit("Contact", "c", email="lovelace@x")
    story.sync_edits("Members", "m", email="lovelace@x")
    story.rest()
    story.add("Employee", "e", name="Ada", email="ada@x")
    story.rest()
    assert [law for law, _ in story.broken(sections.contacts, sections.employees)] == ["counterpart"]
    story.sync_adds("Members", "m2", fullName="Ada", email="ada@x")
    story.rest()
    assert story.judged(sections.contacts, sections.employees) == ()


def test_a_member_who_is_there_already_is_the_counterpart(story: Story, sections: Sections) -> None:
    story.add("Members", "m", fullName="Countess", email="ada@x")
    story.add("Contact", "c", name="Ada", email="ada@x")
    story.sync_edits("Members", "m", fullName="Ada")
    story.rest()
    assert story.judged(sections.contacts) == ()
    assert story.paired(sections.contacts)["contact-to-members"] == {"c": "m"}


def test_a_person_known_elsewhere_joins_with_what_she_holds(story: Story, sections: Sections) -> None:
    story.add("Members", "m", place="", fullName="Countess", email="ada@x")
    story.add("Contact", "c", name="Ada", email="ada@x")
    story.sync_adds("Members", "m", fullName="Countess", email="ada@x")
    story.sync_edits("Contact", "c", name="Countess")
    story.rest()
    assert story.judged(sections.contacts) == ()


def test_a_person_known_elsewhere_who_joins_for_nobody_is_one_too_many(story: Story, sections: Sections) -> None:
    story.add("Members", "m", place="", fullName="Countess", email="ada@x")
    story.sync_adds("Members", "m", fullName="Countess", email="ada@x")
    story.rest()
    assert [law for law, _ in story.broken(sections.contacts)] == ["counterpart"]


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


def test_the_harness_own_member_is_nobodys_counterpart(story: Story, sections: Sections) -> None:
    story.add("Members", "admin", by=By.HARNESS, fullName="Ada", email="ada@x")
    story.add("Contact", "c", name="Ada", email="ada@x")
    story.rest()
    assert [law for law, _ in story.broken(sections.contacts)] == ["counterpart"]


def test_a_user_may_bring_a_member_back(story: Story, sections: Sections) -> None:
    story.add("Contact", "c", name="Ada", email="ada@x")
    story.sync_adds("Members", "m", fullName="Ada", email="ada@x")
    story.rest()
    story.remove("Members", "m")
    story.rest()
    story.add("Members", "m", fullName="Ada", email="ada@x")
    story.rest()
    assert story.judged(sections.contacts) == ()


def test_a_surplus_record_is_one_finding_whatever_becomes_of_it(story: Story, sections: Sections) -> None:
    made = story.sync_adds("Organizations", "o", displayName="Ghost")
    story.sync_edits("Organizations", "o", displayName="Spectre", colour="white")
    story.rest()
    assert story.broken(sections.customers) == [("counterpart", (made,))]
