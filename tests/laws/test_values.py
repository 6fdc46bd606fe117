from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from tests.laws.conftest import Sections, Story


def linked(story: Story) -> None:
    """Ada the customer, in both systems, at rest."""
    story.add("Customer", "c", name="Ada", website="a.no", phone="1")
    story.sync_adds("Organizations", "o", displayName="Ada", website="a.no")
    story.rest()


def linked_task(story: Story) -> None:
    story.add("Task", "t", title="Dig", notes="deep")
    story.sync_adds("Cards", "k", name="Dig", desc="deep")
    story.rest()


def test_an_edit_that_is_not_carried_is_a_disagreement(story: Story, sections: Sections) -> None:
    linked(story)
    edit = story.edit("Organizations", "o", displayName="Ada King")
    rest = story.rest()
    (finding,) = story.judged(sections.customers)
    assert finding.text == (
        'Customer "Ada" and its Organizations disagree: name in Customerp Customer is "Ada", '
        'displayName in Trello Organizations is "Ada King"'
    )
    assert (finding.law, finding.lines) == ("agreement", (0, edit, rest))


def test_an_edit_is_carried_either_way(story: Story, sections: Sections) -> None:
    linked(story)
    story.edit("Organizations", "o", displayName="Ada King")
    story.sync_edits("Customer", "c", name="Ada King")
    story.rest()
    story.edit("Customer", "c", name="Lovelace", website=None)
    story.sync_edits("Organizations", "o", displayName="Lovelace", website="")
    story.rest()
    assert story.judged(sections.customers) == ()


def test_what_a_side_makes_of_a_value_is_no_disagreement(story: Story, sections: Sections) -> None:
    linked_task(story)
    story.edit("Cards", "k", desc="deeper than ever")
    story.sync_edits("Task", "t", notes="deeper tha")
    story.rest()
    assert story.judged(sections.tasks) == ()


def test_a_value_of_nobodys_is_made_up(story: Story, sections: Sections) -> None:
    linked(story)
    edit = story.edit("Customer", "c", name="Ada King")
    write = story.sync_edits("Organizations", "o", displayName="ada king")
    story.rest()
    (finding,) = story.judged(sections.customers)
    assert finding.text == (
        'Customer "Ada King" and its Organizations: the sync wrote "ada king" as displayName in Trello Organizations; '
        'expected a value of name in Customerp Customer, which had held "Ada" and "Ada King"'
    )
    assert (finding.law, finding.lines) == ("provenance", (edit, write))


def test_a_value_made_up_at_creation_is_found(story: Story, sections: Sections) -> None:
    born = story.add("Customer", "c", name="Ada", website="a.no")
    made = story.sync_adds("Organizations", "o", displayName="Ada", website="b.no")
    story.rest()
    assert story.broken(sections.customers) == [("provenance", (born, made))]


def test_a_partners_later_value_is_no_source_of_an_earlier_one(story: Story, sections: Sections) -> None:
    linked(story)
    write = story.sync_edits("Organizations", "o", displayName="Ada King")
    story.edit("Customer", "c", name="Ada King")
    story.rest()
    assert story.broken(sections.customers) == [("provenance", (0, write))]


def test_an_untouched_value_is_not_reverted(story: Story, sections: Sections) -> None:
    linked(story)
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
    linked(story)
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
    linked(story)
    edit = story.edit("Customer", "c", name="Ada King")
    write = story.sync_edits("Customer", "c", name="Ada")
    rest = story.rest()
    story.edit("Customer", "c", name="Lovelace")
    story.sync_edits("Organizations", "o", displayName="Lovelace")
    story.rest()
    assert story.broken(sections.customers) == [("no-lost-edit", (edit, write, rest))]


def test_of_two_edits_the_later_wins_where_the_systems_can_tell(story: Story, sections: Sections) -> None:
    linked_task(story)
    one = story.edit("Task", "t", title="Dig here")
    two = story.edit("Cards", "k", name="Dig there")
    write = story.sync_edits("Cards", "k", name="Dig here")
    rest = story.rest()
    assert story.broken(sections.tasks) == [("no-lost-edit", (one, two, write, rest))]


def test_of_two_edits_the_earlier_may_win_where_its_record_was_edited_later(story: Story, sections: Sections) -> None:
    linked_task(story)
    story.edit("Task", "t", title="Dig here")
    story.edit("Cards", "k", name="Dig there")
    story.edit("Task", "t", notes="wide")
    story.sync_edits("Cards", "k", name="Dig here", desc="wide")
    story.rest()
    assert story.judged(sections.tasks) == ()


def test_of_two_edits_either_may_win_where_a_system_cannot_tell(story: Story, sections: Sections) -> None:
    linked(story)
    story.edit("Organizations", "o", displayName="Ada King")
    story.edit("Customer", "c", name="Lovelace")
    story.sync_edits("Customer", "c", name="Ada King")
    story.rest()
    assert story.judged(sections.customers) == ()


def test_the_policy_says_who_wins(story: Story, sections: Sections) -> None:
    linked(story)
    story.edit("Organizations", "o", displayName="Ada King")
    story.edit("Customer", "c", name="Lovelace")
    story.sync_edits("Customer", "c", name="Ada King")
    story.rest()
    laws = {policy: [law for law, _ in story.broken(sections.customers, policy=policy)] for policy in sections.policies}
    assert laws == {"latest-wins": [], "source-wins": ["no-lost-edit"], "target-wins": [], "any": []}


def test_an_edit_that_was_carried_never_returns(story: Story, sections: Sections) -> None:
    linked(story)
    story.edit("Customer", "c", name="Ada King")
    story.sync_edits("Organizations", "o", displayName="Ada King")
    edit = story.edit("Organizations", "o", displayName="Lovelace")
    write = story.sync_edits("Organizations", "o", displayName="Ada King")
    rest = story.rest()
    assert story.broken(sections.customers) == [("no-lost-edit", (edit, write, rest))]


def test_an_edit_of_another_property_carries_no_older_value_along(story: Story, sections: Sections) -> None:
    linked(story)
    edit = story.edit("Organizations", "o", displayName="Ada King")
    story.edit("Customer", "c", website="b.no")
    write = story.sync_edits("Organizations", "o", displayName="Ada", website="b.no")
    rest = story.rest()
    assert story.broken(sections.customers) == [("no-lost-edit", (edit, write, rest))]


def test_there_and_back_is_carried_both_times(story: Story, sections: Sections) -> None:
    linked(story)
    story.edit("Customer", "c", name="Ada King")
    story.sync_edits("Organizations", "o", displayName="Ada King")
    story.rest()
    edit = story.edit("Customer", "c", name="Ada")
    write = story.sync_edits("Customer", "c", name="Ada King")
    rest = story.rest()
    assert story.broken(sections.customers) == [("no-lost-edit", (edit, write, rest))]


def test_a_refused_value_stays_where_it_is_and_is_reported(story: Story, sections: Sections) -> None:
    linked(story)
    edit = story.edit("Customer", "c", website="much too long")
    story.sync_is_refused("Organizations", "o", website="much too long")
    rest = story.rest()
    (finding,) = story.judged(sections.customers)
    assert finding.text == (
        'Customer "Ada" and its Organizations disagree: website in Customerp Customer is "much too long", '
        'website in Trello Organizations is "a.no"; '
        'Trello refuses "much too long" as website; expected a report of it, saw none'
    )
    assert (finding.law, finding.lines) == ("in-order", (1 + 1, edit, rest))
    story.sync_reports("Customer", "c", "website")
    story.rest()
    assert story.judged(sections.customers) == ()


def test_a_report_of_another_property_or_record_is_none(story: Story, sections: Sections) -> None:
    linked(story)
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
    linked_task(story)
    story.edit("Task", "t", title="")
    story.sync_reports("Task", "t", "title")
    story.rest()
    assert story.judged(sections.tasks) == ()


def test_a_refused_edit_is_not_taken_back(story: Story, sections: Sections) -> None:
    linked(story)
    edit = story.edit("Customer", "c", website="much too long")
    story.sync_reports("Customer", "c", "website")
    write = story.sync_edits("Customer", "c", website="a.no")
    rest = story.rest()
    assert story.broken(sections.customers) == [("no-lost-edit", (edit, write, rest))]


def test_a_refused_edit_is_no_excuse_for_a_later_one_on_the_other_side(story: Story, sections: Sections) -> None:
    linked_task(story)
    story.edit("Task", "t", title="")
    story.sync_reports("Task", "t", "title")
    story.rest()
    story.edit("Cards", "k", name="Dig there")
    story.rest()
    assert [law for law, _ in story.broken(sections.tasks)] == ["agreement"]
    story.sync_edits("Task", "t", title="Dig there")
    story.rest()
    assert story.judged(sections.tasks) == ()


def test_all_who_share_a_member_keep_in_step(story: Story, sections: Sections) -> None:
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


def test_a_property_is_not_emptied_that_nobody_emptied(story: Story, sections: Sections) -> None:
    linked(story)
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


def test_each_refused_value_is_reported_anew(story: Story, sections: Sections) -> None:
    linked(story)
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


def verdicts(story: Story, sections: Sections, value: str) -> dict[str, bool]:
    """Let the sync make both sides hold a value, and ask each policy whether it may."""
    if story.holds["Customer", "c"]["name"] != value:
        story.sync_edits("Customer", "c", name=value)
    if story.holds["Organizations", "o"]["displayName"] != value:
        story.sync_edits("Organizations", "o", displayName=value)
    story.rest()
    return {policy: not story.judged(sections.customers, policy=policy) for policy in sections.policies}


def test_a_sync_may_have_missed_that_the_sides_were_equal(story: Story, sections: Sections) -> None:
    linked(story)
    story.edit("Customer", "c", name="Ada King")
    story.edit("Organizations", "o", displayName="Ada King")
    story.edit("Organizations", "o", displayName="Lovelace")
    may = {"latest-wins": True, "source-wins": True, "target-wins": True, "any": True}
    assert verdicts(story, sections, "Lovelace") == may


def test_a_sync_may_have_missed_that_a_value_was_changed_and_changed_back(story: Story, sections: Sections) -> None:
    linked(story)
    story.edit("Organizations", "o", displayName="Lovelace")
    story.edit("Customer", "c", name="Ada King")
    story.edit("Customer", "c", name="Ada")
    may = {"latest-wins": True, "source-wins": True, "target-wins": True, "any": True}
    assert verdicts(story, sections, "Lovelace") == may


def test_a_value_changed_back_before_the_other_sides_edit_is_no_edit(story: Story, sections: Sections) -> None:
    linked(story)
    story.edit("Customer", "c", name="Ada King")
    story.edit("Customer", "c", name="Ada")
    story.edit("Organizations", "o", displayName="Lovelace")
    may = {"latest-wins": False, "source-wins": False, "target-wins": False, "any": False}
    assert verdicts(story, sections, "Ada") == may


def test_a_record_edited_after_all_was_equal_makes_no_old_edit_younger(story: Story, sections: Sections) -> None:
    linked_task(story)
    story.edit("Task", "t", title="Dig here")
    story.edit("Cards", "k", name="Dig there")
    story.sync_edits("Cards", "k", name="Dig here")
    story.edit("Task", "t", notes="wide")
    story.sync_edits("Cards", "k", desc="wide")
    story.rest()
    assert [law for law, _ in story.broken(sections.tasks)] == ["no-lost-edit"]


def test_a_sync_that_repairs_what_it_overwrote_knows_of_no_equality(story: Story, sections: Sections) -> None:
    linked(story)
    story.edit("Customer", "c", name="Ada King")
    story.edit("Organizations", "o", displayName="Lovelace")
    story.sync_edits("Organizations", "o", displayName="Ada King")
    story.sync_edits("Customer", "c", name="Lovelace")
    story.edit("Customer", "c", name="Countess")
    story.sync_edits("Customer", "c", name="Lovelace")
    story.sync_edits("Organizations", "o", displayName="Lovelace")
    story.rest()
    assert story.judged(sections.customers) == ()
