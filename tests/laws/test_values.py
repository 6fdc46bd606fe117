"""Agreement, provenance and lost edits: the laws on the values of a pair."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from tests.laws.conftest import Sections, Story


def test_an_edit_that_is_not_carried_is_a_disagreement(story: Story, sections: Sections) -> None:
    story.linked()
    edit = story.edit("Organizations", "o", displayName="Ada King")
    rest = story.rest()
    (finding,) = story.judged(sections.customers)
    assert finding.text == (
        'Customer "Ada" and its Organizations disagree: name in Customerp Customer is "Ada", '
        'displayName in Trello Organizations is "Ada King"'
    )
    assert (finding.law, finding.lines) == ("agreement", (0, edit, rest))


def test_an_edit_is_carried_either_way(story: Story, sections: Sections) -> None:
    story.linked()
    story.edit("Organizations", "o", displayName="Ada King")
    story.sync_edits("Customer", "c", name="Ada King")
    story.rest()
    story.edit("Customer", "c", name="Lovelace", website=None)
    story.sync_edits("Organizations", "o", displayName="Lovelace", website="")
    story.rest()
    assert story.judged(sections.customers) == ()


def test_a_value_that_a_side_trims_or_cuts_is_no_disagreement(story: Story, sections: Sections) -> None:
    story.linked_task()
    story.edit("Cards", "k", desc="deeper than ever")
    story.sync_edits("Task", "t", notes="deeper tha")
    story.rest()
    assert story.judged(sections.tasks) == ()


def test_a_value_that_no_partner_held_is_made_up(story: Story, sections: Sections) -> None:
    story.linked()
    edit = story.edit("Customer", "c", name="Ada King")
    write = story.sync_edits("Organizations", "o", displayName="ada king")
    story.rest()
    (finding,) = story.judged(sections.customers)
    assert finding.text == (
        'Customer "Ada King" and its Organizations: the sync wrote "ada king" as displayName in Trello Organizations; '
        'expected a value of name in Customerp Customer, which had held "Ada" and "Ada King"'
    )
    assert (finding.law, finding.lines) == ("provenance", (edit, write))


def test_of_a_made_up_value_the_part_is_shown_that_was_never_held_and_of_many_values_the_latest(
    story: Story, sections: Sections
) -> None:
    story.linked()
    for number in range(1, 6):
        story.edit("Customer", "c", name=f"{'x' * 80} {number}")
    story.sync_edits("Organizations", "o", displayName=f"{'x' * 80} 6")
    story.rest()
    text = story.judged(sections.customers)[0].text
    shown = [f'x {number}" (82 characters, alike up to 81)' for number in (6, 3, 4, 5)]
    assert [text.find(each) for each in shown] == sorted(text.find(each) for each in shown)
    assert -1 not in map(text.find, shown)
    assert "which had held 3 others and " in text


def test_a_value_made_up_at_creation_is_found(story: Story, sections: Sections) -> None:
    born = story.add("Customer", "c", name="Ada", website="a.no")
    made = story.sync_adds("Organizations", "o", displayName="Ada", website="b.no")
    story.rest()
    assert story.broken(sections.customers) == [("provenance", (born, made))]


def test_a_partners_later_value_is_no_source_of_an_earlier_one(story: Story, sections: Sections) -> None:
    story.linked()
    write = story.sync_edits("Organizations", "o", displayName="Ada King")
    story.edit("Customer", "c", name="Ada King")
    story.rest()
    assert story.broken(sections.customers) == [("provenance", (0, write))]


def test_an_untouched_value_is_not_reverted(story: Story, sections: Sections) -> None:
    story.linked()
    story.edit("Organizations", "o", displayName="Ada King")
    story.sync_edits("Customer", "c", name="Ada King")
    story.rest()
    one = story.sync_edits("Customer", "c", name="Ada")
    two = story.sync_edits("Organizations", "o", displayName="Ada")
    rest = story.rest()
    (finding,) = story.judged(sections.customers)
    assert finding.text == (
        'Customer "Ada" and its Organizations: nobody edited name in Customerp Customer; expected "Ada King", saw "Ada"'
    )
    assert (finding.law, finding.lines) == ("no-lost-edit", (one, two, rest))


def test_an_edit_that_is_taken_back_is_lost(story: Story, sections: Sections) -> None:
    story.linked()
    edit = story.edit("Customer", "c", name="Ada King")
    write = story.sync_edits("Customer", "c", name="Ada")
    rest = story.rest()
    (finding,) = story.judged(sections.customers)
    assert finding.text == (
        'Customer "Ada" and its Organizations lost an edit: name in Customerp Customer became "Ada King"; '
        'expected "Ada King" on all sides, saw "Ada"'
    )
    assert (finding.law, finding.lines) == ("no-lost-edit", (edit, write, rest))


def test_an_edit_lost_before_an_earlier_rest_stays_lost(story: Story, sections: Sections) -> None:
    story.linked()
    edit = story.edit("Customer", "c", name="Ada King")
    write = story.sync_edits("Customer", "c", name="Ada")
    rest = story.rest()
    story.edit("Customer", "c", name="Lovelace")
    story.sync_edits("Organizations", "o", displayName="Lovelace")
    story.rest()
    assert story.broken(sections.customers) == [("no-lost-edit", (edit, write, rest))]


def test_of_two_edits_the_later_wins_where_the_systems_can_tell(story: Story, sections: Sections) -> None:
    story.linked_task()
    one = story.edit("Task", "t", title="Dig here")
    two = story.edit("Cards", "k", name="Dig there")
    write = story.sync_edits("Cards", "k", name="Dig here")
    rest = story.rest()
    assert story.broken(sections.tasks) == [("no-lost-edit", (one, two, write, rest))]


def test_of_two_edits_the_earlier_may_win_where_its_record_was_edited_later(story: Story, sections: Sections) -> None:
    story.linked_task()
    story.edit("Task", "t", title="Dig here")
    story.edit("Cards", "k", name="Dig there")
    story.edit("Task", "t", notes="wide")
    story.sync_edits("Cards", "k", name="Dig here", desc="wide")
    story.rest()
    assert story.judged(sections.tasks) == ()


def test_of_two_edits_either_may_win_where_a_system_cannot_tell(story: Story, sections: Sections) -> None:
    story.linked()
    story.edit("Organizations", "o", displayName="Ada King")
    story.edit("Customer", "c", name="Lovelace")
    story.sync_edits("Customer", "c", name="Ada King")
    story.rest()
    assert story.judged(sections.customers) == ()


def test_the_policy_says_which_edit_wins(story: Story, sections: Sections) -> None:
    story.linked()
    story.edit("Organizations", "o", displayName="Ada King")
    story.edit("Customer", "c", name="Lovelace")
    story.sync_edits("Customer", "c", name="Ada King")
    story.rest()
    laws = {policy: [law for law, _ in story.broken(sections.customers, policy=policy)] for policy in sections.policies}
    assert laws == {"latest-wins": [], "source-wins": ["no-lost-edit"], "target-wins": [], "any": []}


def test_an_edit_that_was_carried_never_returns(story: Story, sections: Sections) -> None:
    story.linked()
    story.edit("Customer", "c", name="Ada King")
    story.sync_edits("Organizations", "o", displayName="Ada King")
    edit = story.edit("Organizations", "o", displayName="Lovelace")
    write = story.sync_edits("Organizations", "o", displayName="Ada King")
    rest = story.rest()
    assert story.broken(sections.customers) == [("no-lost-edit", (edit, write, rest))]


def test_an_edit_of_another_property_carries_no_older_value_along(story: Story, sections: Sections) -> None:
    story.linked()
    edit = story.edit("Organizations", "o", displayName="Ada King")
    story.edit("Customer", "c", website="b.no")
    write = story.sync_edits("Organizations", "o", displayName="Ada", website="b.no")
    rest = story.rest()
    assert story.broken(sections.customers) == [("no-lost-edit", (edit, write, rest))]


def test_there_and_back_is_carried_both_times(story: Story, sections: Sections) -> None:
    story.linked()
    story.edit("Customer", "c", name="Ada King")
    story.sync_edits("Organizations", "o", displayName="Ada King")
    story.rest()
    edit = story.edit("Customer", "c", name="Ada")
    write = story.sync_edits("Customer", "c", name="Ada King")
    rest = story.rest()
    assert story.broken(sections.customers) == [("no-lost-edit", (edit, write, rest))]


def test_records_that_share_a_member_keep_in_step(story: Story, sections: Sections) -> None:
    story.add("Contact", "c", name="Ada", email="ada@x")
    story.add("Employee", "e", name="Lovelace", email="ada@x")
    story.sync_adds("Members", "m", fullName="Ada", email="ada@x")
    story.sync_edits("Employee", "e", name="Ada")
    story.rest()
    assert story.judged(sections.contacts, sections.employees) == ()
    story.edit("Employee", "e", name="Countess")
    story.sync_edits("Members", "m", fullName="Countess")
    story.rest()
    assert [law for law, _ in story.broken(sections.contacts, sections.employees)] == ["agreement"]
    story.sync_edits("Contact", "c", name="Countess")
    story.rest()
    assert story.judged(sections.contacts, sections.employees) == ()


def test_a_shared_member_loses_no_edit(story: Story, sections: Sections) -> None:
    story.add("Contact", "c", name="Ada", email="ada@x")
    story.add("Employee", "e", name="Ada", email="ada@x")
    story.sync_adds("Members", "m", fullName="Ada", email="ada@x")
    story.rest()
    edit = story.edit("Employee", "e", name="Countess")
    write = story.sync_edits("Employee", "e", name="Ada")
    rest = story.rest()
    assert story.broken(sections.contacts, sections.employees) == [("no-lost-edit", (edit, write, rest))]


def test_an_edit_reaches_a_tasks_other_counterpart_through_the_task(story: Story, sections: Sections) -> None:
    story.add("Task", "t", title="Dig")
    story.sync_adds("Cards", "k", name="Dig", desc="")
    story.sync_adds("Actions", "a", text="Dig")
    story.rest()
    story.edit("Task", "t", title="Dig here")
    story.edit("Cards", "k", name="Dig there")
    story.sync_edits("Task", "t", title="Dig there")
    story.sync_edits("Actions", "a", text="Dig there")
    story.rest()
    assert story.judged(sections.tasks, sections.comments) == ()


def test_an_edit_of_a_record_that_is_gone_since_may_stand(story: Story, sections: Sections) -> None:
    story.add("Contact", "c", name="Ada", email="ada@x")
    story.add("Employee", "e", name="Ada", email="ada@x")
    story.sync_adds("Members", "m", fullName="Ada", email="ada@x")
    story.rest()
    story.edit("Contact", "c", name="Countess")
    story.sync_edits("Members", "m", fullName="Countess")
    story.remove("Contact", "c")
    story.sync_edits("Employee", "e", name="Countess")
    story.rest()
    assert story.judged(sections.contacts, sections.employees) == ()


def test_a_property_that_no_user_emptied_stays_filled(story: Story, sections: Sections) -> None:
    story.linked()
    write = story.sync_edits("Organizations", "o", website=None)
    story.rest()
    assert story.broken(sections.customers) == [("provenance", (0, write))]


def test_sides_that_the_sync_itself_parted_have_no_excuse(story: Story, sections: Sections) -> None:
    story.add("Task", "t", title="")
    story.edit("Task", "t", title="Dig")
    story.sync_adds("Cards", "k", name="Dig", desc="")
    story.edit("Cards", "k", name="")
    story.sync_edits("Task", "t", title="")
    story.edit("Task", "t", title="Dig")
    story.sync_edits("Cards", "k", name="Dig")
    story.rest()
    story.sync_edits("Task", "t", title="")
    story.sync_reports("Task", "t", "title")
    story.rest()
    assert [law for law, _ in story.broken(sections.tasks)] == ["agreement"]
