"""Members that the target itself shares: one email is one member."""

from __future__ import annotations

from typing import TYPE_CHECKING

from syncproof.ledger import By

if TYPE_CHECKING:
    from tests.laws.conftest import Sections, Story


def test_one_email_is_one_member_for_all_records_that_hold_it(story: Story, sections: Sections) -> None:
    story.add("Contact", "c", name="Ada", email="Ada@x")
    story.add("Employee", "e", name="Ada", email="ada@x")
    story.sync_adds("Members", "m", fullName="Ada", email="ada@x")
    story.rest()
    pairing = story.paired(sections.contacts, sections.employees)
    assert (pairing["contact-to-members"], pairing["employee-to-members"]) == ({"c": "m"}, {"e": "m"})
    assert story.judged(sections.contacts, sections.employees) == ()


def test_an_email_that_its_member_no_longer_has_needs_a_new_member(story: Story, sections: Sections) -> None:
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


def test_a_person_known_elsewhere_who_joins_without_a_contact_is_one_too_many(story: Story, sections: Sections) -> None:
    story.add("Members", "m", place="", fullName="Countess", email="ada@x")
    story.sync_adds("Members", "m", fullName="Countess", email="ada@x")
    story.rest()
    assert [law for law, _ in story.broken(sections.contacts)] == ["counterpart"]


def test_a_member_of_the_harness_is_no_counterpart(story: Story, sections: Sections) -> None:
    story.add("Members", "admin", by=By.HARNESS, fullName="Ada", email="ada@x")
    story.add("Contact", "c", name="Ada", email="ada@x")
    story.rest()
    assert [law for law, _ in story.broken(sections.contacts)] == ["counterpart"]


def test_a_record_that_joins_a_pair_later_may_take_the_value_that_the_pair_holds(
    story: Story, sections: Sections
) -> None:
    story.add("Contact", "c", name="Ada", email="ada@x")
    story.sync_adds("Members", "m", fullName="Ada", email="ada@x")
    story.rest()
    story.add("Employee", "e", name="Countess", email="ada@x")
    story.sync_edits("Employee", "e", name="Ada")
    story.rest()
    assert story.judged(sections.contacts, sections.employees) == ()


def test_a_record_that_joins_a_pair_later_brings_back_no_value_that_the_pair_has_left(
    story: Story, sections: Sections
) -> None:
    story.add("Contact", "c", name="Ada", email="ada@x")
    story.sync_adds("Members", "m", fullName="Ada", email="ada@x")
    story.rest()
    story.edit("Members", "m", fullName="Lady Lovelace")
    story.sync_edits("Contact", "c", name="Lady Lovelace")
    story.rest()
    story.add("Employee", "e", name="Countess", email="ada@x")
    for datatype, record in (("Employee", "e"), ("Contact", "c")):
        story.sync_edits(datatype, record, name="Ada")
    story.sync_edits("Members", "m", fullName="Ada")
    story.rest()
    assert "no-lost-edit" in [law for law, _ in story.broken(sections.contacts, sections.employees)]


def test_what_a_contact_gave_before_it_was_deleted_may_reach_the_one_that_shares_its_member(
    story: Story, sections: Sections
) -> None:
    for contact in ("c", "copy"):
        story.add("Contact", contact, name="Ada", email="ada@x")
    story.sync_adds("Members", "m", fullName="Ada", email="ada@x")
    story.rest()
    story.edit("Contact", "c", name="Ada King")
    story.remove("Contact", "c")
    story.sync_edits("Members", "m", fullName="Ada King")
    story.sync_edits("Contact", "copy", name="Ada King")
    story.rest()
    story.edit("Contact", "copy", name="Lovelace")
    story.sync_edits("Members", "m", fullName="Lovelace")
    story.rest()
    assert story.judged(sections.contacts) == ()


def removed_before_the_copy_came(story: Story, *, begins: str, ends: str) -> None:
    story.add("Contact", "c", name="Ada", email="ada@x")
    story.sync_adds("Members", "m", fullName="Ada", email="ada@x")
    story.rest()
    story.mark(begins)
    story.remove("Members", "m")
    story.add("Contact", "copy", name="Ada", email="ada@x")
    story.mark(ends)
    story.rest()


def test_a_copy_may_be_taken_for_a_partner_of_a_member_who_is_removed_during_the_pass(
    story: Story, sections: Sections
) -> None:
    removed_before_the_copy_came(story, begins="pass begins", ends="pass ends")
    assert story.judged(sections.contacts) == ()


def test_a_copy_that_came_after_the_removal_is_owed_a_member(story: Story, sections: Sections) -> None:
    removed_before_the_copy_came(story, begins="healed", ends="healed")
    assert [law for law, _ in story.broken(sections.contacts)] == ["counterpart"]


def renamed_after_a_copy_came(story: Story, *, begins: str, ends: str) -> None:
    """Let a copy, which holds the old name, win over a later edit of the first contact."""
    story.add("Contact", "c", name="Ada", email="ada@x")
    story.mark(begins)
    story.add("Contact", "copy", name="Ada", email="ada@x")
    story.mark(ends)
    story.sync_adds("Members", "m", fullName="Ada", email="ada@x")
    story.edit("Contact", "c", name="Ada King")
    story.mark("pass ends")
    story.sync_edits("Members", "m", fullName="Ada King")
    story.sync_edits("Members", "m", fullName="Ada")
    story.sync_edits("Contact", "c", name="Ada")
    story.rest()


def test_a_copy_that_came_during_the_pass_was_perhaps_not_known_when_all_were_equal(
    story: Story, sections: Sections
) -> None:
    renamed_after_a_copy_came(story, begins="pass begins", ends="healed")
    assert story.judged(sections.contacts) == ()


def test_a_copy_that_came_before_the_pass_wins_over_no_later_edit(story: Story, sections: Sections) -> None:
    renamed_after_a_copy_came(story, begins="healed", ends="pass begins")
    assert [law for law, _ in story.broken(sections.contacts)] == ["no-lost-edit"]


def test_a_write_that_makes_all_equal_says_nothing_of_a_pair_that_the_sync_had_not_looked_at(
    story: Story, sections: Sections
) -> None:
    story.linked_task()
    story.sync_adds("Actions", "a", text="Dig")
    story.rest()
    story.now += 300_000
    story.edit("Task", "t", title="Sow")
    story.now -= 200_000  # the clock of the cards is behind
    story.edit("Cards", "k", name="Sow")
    story.mark("pass begins")
    story.sync_edits("Actions", "a", text="Sow")
    story.edit("Cards", "k", name="Reap")
    story.sync_edits("Cards", "k", name="Sow")
    story.mark("pass ends")
    story.rest()
    assert story.judged(sections.tasks, sections.comments) == ()


def test_a_new_member_is_that_of_a_contact_who_shares_no_older_one(story: Story, sections: Sections) -> None:
    story.add("Contact", "c", name="Ada", email="ada@x")
    story.sync_adds("Members", "m", fullName="Ada", email="ada@x")
    story.add("Contact", "copy", name="Ada", email="ada@x")
    story.rest()
    story.edit("Contact", "copy", email="king@x")
    story.sync_edits("Members", "m", email="king@x")
    story.edit("Contact", "copy", email="ada@x")
    story.remove("Members", "m")
    story.add("Contact", "third", name="Ada", email="ada@x")
    story.sync_adds("Members", "n", fullName="Ada", email="ada@x")
    story.rest()
    assert story.judged(sections.contacts) == ()
    assert story.paired(sections.contacts)["contact-to-members"] == {"c": "m", "copy": "m", "third": "n"}


def test_a_contact_that_shares_an_older_member_needs_no_new_one(story: Story, sections: Sections) -> None:
    for contact in ("c", "copy"):
        story.add("Contact", contact, name="Ada", email="ada@x")
    story.sync_adds("Members", "m", fullName="Ada", email="ada@x")
    story.quiet_pass()
    story.add("Contact", "third", name="Ada", email="ada@x")
    story.edit("Members", "m", email="king@x")
    for contact in ("c", "copy"):
        story.sync_edits("Contact", contact, email="king@x")
    story.sync_adds("Members", "n", fullName="Ada", email="ada@x")
    story.remove("Contact", "third")
    story.rest()
    assert story.judged(sections.contacts) == ()
    assert story.paired(sections.contacts)["contact-to-members"] == {"c": "m", "copy": "m", "third": "n"}


def test_a_member_who_came_back_for_a_copy_is_perhaps_not_known_to_equal_the_first_one(
    story: Story, sections: Sections
) -> None:
    story.add("Contact", "c", name="Ada", email="ada@x")
    story.sync_adds("Members", "m", fullName="Ada", email="ada@x")
    story.quiet_pass()
    story.remove("Members", "m")
    story.edit("Contact", "c", name="Ada King")
    story.add("Contact", "copy", name="Ada King", email="ada@x")
    story.mark("pass begins")
    story.sync_adds("Members", "m", fullName="Ada", email="ada@x")
    story.sync_edits("Members", "m", fullName="Ada King")
    story.mark("pass ends")
    story.edit("Members", "m", fullName="Lovelace")
    story.sync_edits("Members", "m", fullName="Ada King")
    story.rest()
    assert story.judged(sections.contacts) == ()


def test_both_members_are_explained_where_one_contact_may_share_either(story: Story, sections: Sections) -> None:
    story.add("Contact", "c", name="Ada", email="ada@x")
    story.add("Contact", "copy", name="Ada", email="ada@x")
    story.mark("pass begins")
    story.edit("Contact", "c", email="king@x")
    story.sync_adds("Members", "m", fullName="Ada", email="ada@x")
    story.sync_adds("Members", "n", fullName="Ada", email="king@x")
    story.mark("pass ends")
    story.remove("Members", "m")
    story.remove("Contact", "copy")
    story.rest()
    assert story.judged(sections.contacts) == ()
    assert story.paired(sections.contacts)["contact-to-members"] == {"c": "n", "copy": "m"}
