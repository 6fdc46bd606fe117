"""Deletions: a pair with a deleted side is over, and stays so unless a user brings the record back."""

from __future__ import annotations

from typing import TYPE_CHECKING

from syncproof.ledger import By

if TYPE_CHECKING:
    from tests.laws.conftest import Sections, Story


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


def test_a_user_may_bring_a_member_back(story: Story, sections: Sections) -> None:
    story.add("Contact", "c", name="Ada", email="ada@x")
    story.sync_adds("Members", "m", fullName="Ada", email="ada@x")
    story.rest()
    story.remove("Members", "m")
    story.rest()
    story.add("Members", "m", fullName="Ada", email="ada@x")
    story.rest()
    assert story.judged(sections.contacts) == ()


def test_a_member_may_be_invited_again_for_a_namesake_who_came_after_the_deletion(
    story: Story, sections: Sections
) -> None:
    story.add("Contact", "c", name="Ada", email="ada@x")
    story.sync_adds("Members", "m", fullName="Ada", email="ada@x")
    story.rest()
    gone = story.remove("Members", "m")
    story.add("Contact", "copy", name="Ada", email="ada@x")
    back = story.sync_adds("Members", "m", fullName="Ada", email="ada@x")
    story.rest()
    assert story.judged(sections.contacts) == ()
    assert story.paired(sections.contacts)["contact-to-members"] == {"c": "m", "copy": "m"}
    assert gone < back


def test_a_member_is_not_invited_again_for_a_namesake_who_came_after_that(story: Story, sections: Sections) -> None:
    story.add("Contact", "c", name="Ada", email="ada@x")
    story.sync_adds("Members", "m", fullName="Ada", email="ada@x")
    story.rest()
    gone = story.remove("Members", "m")
    back = story.sync_adds("Members", "m", fullName="Ada", email="ada@x")
    story.add("Contact", "copy", name="Ada", email="ada@x")
    story.rest()
    assert ("counterpart", (gone, back)) in story.broken(sections.contacts)


def removed_and_back(story: Story) -> None:
    """Let a member be removed who shares an e-mail with a copy of the contact, and let the sync invite her again."""
    story.remove("Members", "m")
    story.sync_adds("Members", "m", fullName="Ada", email="ada@x")
    story.rest()


def begun_with_a_copy(story: Story) -> None:
    """Let a contact have a member, and a copy."""
    story.add("Contact", "c", name="Ada", email="ada@x")
    story.sync_adds("Members", "m", fullName="Ada", email="ada@x")
    story.rest()
    story.add("Contact", "copy", name="Ada", email="ada@x")


def test_a_copy_that_a_pass_has_seen_is_owed_no_member_who_was_removed(story: Story, sections: Sections) -> None:
    begun_with_a_copy(story)
    story.quiet_pass()
    removed_and_back(story)
    assert {law for law, _ in story.broken(sections.contacts)} == {"counterpart"}


def test_a_copy_that_no_list_has_shown_is_owed_a_member(story: Story, sections: Sections) -> None:
    story.mark("lists of Customerp are late")
    begun_with_a_copy(story)
    story.quiet_pass()
    story.mark("lists of Customerp show everything")
    removed_and_back(story)
    assert story.judged(sections.contacts) == ()


def test_lists_of_one_system_say_nothing_of_those_of_another(story: Story, sections: Sections) -> None:
    story.mark("lists of Customerp are late")
    story.mark("lists of Custompms are late")
    story.mark("lists of Custompms show everything")
    begun_with_a_copy(story)
    story.quiet_pass()
    removed_and_back(story)
    assert story.judged(sections.contacts) == ()


def test_a_copy_is_seen_by_a_pass_after_the_lists_have_shown_everything(story: Story, sections: Sections) -> None:
    story.mark("lists of Customerp are late")
    begun_with_a_copy(story)
    story.quiet_pass()
    story.mark("lists of Customerp show everything")
    story.quiet_pass()
    removed_and_back(story)
    assert {law for law, _ in story.broken(sections.contacts)} == {"counterpart"}


def test_a_copy_that_a_fault_may_have_hidden_is_owed_a_member(story: Story, sections: Sections) -> None:
    begun_with_a_copy(story)
    story.mark("pass begins")
    story.ledger.call(story.now, By.SUT, "Customerp", "GET", "/v1/contacts", 200, "empty-list")
    story.mark("pass ends")
    removed_and_back(story)
    assert story.judged(sections.contacts) == ()


def test_a_member_may_be_invited_again_for_a_copy_that_has_another_one_in_the_end(
    story: Story, sections: Sections
) -> None:
    story.add("Contact", "c", name="Ada", email="ada@x")
    story.sync_adds("Members", "m", fullName="Ada", email="ada@x")
    story.rest()
    story.remove("Members", "m")
    story.add("Contact", "copy", name="Ada", email="ada@x")
    story.edit("Contact", "c", email="king@x")
    story.sync_adds("Members", "m", fullName="Ada", email="ada@x")
    story.sync_edits("Members", "m", email="king@x")
    story.sync_adds("Members", "n", fullName="Ada", email="ada@x")
    story.rest()
    assert story.judged(sections.contacts) == ()


def test_a_member_is_not_invited_again_for_a_contact_with_another_e_mail(story: Story, sections: Sections) -> None:
    story.add("Contact", "c", name="Ada", email="ada@x")
    story.sync_adds("Members", "m", fullName="Ada", email="ada@x")
    story.rest()
    gone = story.remove("Members", "m")
    story.add("Contact", "other", name="Ada", email="other@x")
    back = story.sync_adds("Members", "m", fullName="Ada", email="ada@x")
    story.sync_adds("Members", "n", fullName="Ada", email="other@x")
    story.rest()
    assert story.broken(sections.contacts) == [("counterpart", (gone, back))]


def test_a_member_who_came_back_for_a_copy_is_still_the_first_ones(story: Story, sections: Sections) -> None:
    story.add("Contact", "c", name="Ada", email="ada@x")
    story.add("Contact", "d", name="Grace", email="grace@x")
    story.sync_adds("Members", "m", fullName="Ada", email="ada@x")
    story.sync_adds("Members", "n", fullName="Grace", email="grace@x")
    story.rest()
    story.edit("Contact", "c", email="grace@x")
    story.edit("Contact", "d", email="ada@x")
    story.remove("Members", "m")
    story.add("Contact", "copy", name="Grace", email="ada@x")
    story.sync_adds("Members", "m", fullName="Ada", email="ada@x")
    story.sync_edits("Members", "m", fullName="Grace")
    story.sync_edits("Contact", "c", name="Grace")
    for member, contact, email in (("m", "c", "grace@x"), ("n", "d", "ada@x")):
        story.sync_is_refused("Members", member, email=email)
        story.sync_reports("Contact", contact, "email")
    story.rest()
    assert story.judged(sections.contacts) == ()
    assert story.paired(sections.contacts)["contact-to-members"] == {"c": "m", "d": "n", "copy": "m"}


def test_a_member_may_be_invited_again_for_a_contact_of_another_e_mail_when_the_sync_looked(
    story: Story, sections: Sections
) -> None:
    begun_with_a_copy(story)
    story.edit("Members", "m", email="king@x")
    story.sync_edits("Contact", "c", email="king@x")
    story.quiet_pass()
    story.edit("Members", "m", email="ada@x")
    story.remove("Members", "m")
    story.sync_adds("Members", "m", fullName="Ada", email="ada@x")
    story.sync_edits("Contact", "c", email="ada@x")
    story.rest()
    assert story.judged(sections.contacts) == ()


def removed_after_a_report(story: Story, *, reported: bool) -> None:
    begun_with_a_copy(story)
    story.mark("pass begins")
    if reported:
        story.sync_is_refused("Members", "", fullName="Ada")
        story.sync_reports("Contact", "copy", "name")
    story.mark("pass ends")
    story.rest()
    story.remove("Members", "m")
    story.edit("Contact", "copy", name="Ada King")
    story.sync_adds("Members", "m", fullName="Ada", email="ada@x")
    for datatype, record, name in (("Members", "m", "fullName"), ("Contact", "c", "name")):
        story.sync_edits(datatype, record, **{name: "Ada King"})
    story.rest()


def test_a_member_may_be_invited_again_for_a_contact_that_was_reported_as_refused(
    story: Story, sections: Sections
) -> None:
    removed_after_a_report(story, reported=True)
    assert story.judged(sections.contacts) == ()


def test_a_member_is_not_invited_again_for_a_contact_that_was_not_reported(story: Story, sections: Sections) -> None:
    removed_after_a_report(story, reported=False)
    assert {law for law, _ in story.broken(sections.contacts)} == {"counterpart"}
