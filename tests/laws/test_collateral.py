"""Nothing else: the SUT deletes nothing, and changes only mapped properties of paired records."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import pytest

from syncproof.ledger import By, Ref

if TYPE_CHECKING:
    from tests.laws.conftest import Sections, Story


def test_the_sync_deletes_nothing(story: Story, sections: Sections) -> None:
    story.linked()
    gone = story.remove("Organizations", "o", by=By.SUT)
    story.rest()
    (finding,) = story.judged(sections.customers)
    assert finding.text == 'the sync deleted Organizations "Ada"; expected the record to stay'
    assert (finding.law, finding.lines) == ("nothing-else", (1, gone))


def test_the_sync_does_not_delete_after_a_user_did(story: Story, sections: Sections) -> None:
    story.linked()
    story.remove("Customer", "c")
    gone = story.remove("Organizations", "o", by=By.SUT)
    story.rest()
    assert story.broken(sections.customers) == [("nothing-else", (1, gone))]


def test_an_unmapped_property_stays_untouched(story: Story, sections: Sections) -> None:
    story.linked()
    story.edit("Customer", "c", name="Ada King")
    write = story.sync_edits("Organizations", "o", displayName="Ada King", colour=None)
    story.rest()
    (finding,) = story.judged(sections.customers)
    assert finding.text == (
        'the sync changed Organizations "Ada King": colour from "red" to nothing; '
        "expected no change: the section does not map that"
    )
    assert (finding.law, finding.lines) == ("nothing-else", (write,))


def test_an_unpaired_record_stays_untouched(story: Story, sections: Sections) -> None:
    story.linked()
    story.add("Organizations", "p", displayName="Bystander")
    write = story.sync_edits("Organizations", "p", displayName="Ada")
    story.rest()
    (finding,) = story.judged(sections.customers)
    assert finding.text == (
        'the sync changed Organizations "Ada": displayName from "Bystander" to "Ada"; '
        "expected no change: the record is in no pair"
    )
    assert (finding.law, finding.lines) == ("nothing-else", (write,))


def test_a_record_of_the_harness_stays_untouched(story: Story, sections: Sections) -> None:
    story.add("Organizations", "h", by=By.HARNESS, displayName="Workspace")
    write = story.sync_edits("Organizations", "h", displayName="Ada")
    story.rest()
    assert story.broken(sections.customers) == [("nothing-else", (write,))]


def test_nothing_is_created_in_the_source_or_in_another_place(story: Story, sections: Sections) -> None:
    story.linked()
    one = story.sync_adds("Customer", "d", name="Ada")
    two = story.sync_adds("Organizations", "p", place="attic", displayName="Ada")
    story.rest()
    assert story.broken(sections.customers) == [("nothing-else", (one,)), ("nothing-else", (two,))]


def test_a_record_of_no_section_is_not_created_changed_or_deleted(story: Story, sections: Sections) -> None:
    story.linked()
    theirs = story.add("Boards", "b", name="Plans", closed=False)
    made = story.sync_adds("Boards", "n", name="Getting started", closed=False)
    changed = story.sync_edits("Boards", "b", closed=True)
    gone = story.remove("Boards", "b", by=By.SUT)
    story.rest()
    deletion, creation, change = story.judged(sections.customers)
    assert deletion.text == 'the sync deleted Boards "Plans"; expected the record to stay'
    assert (
        creation.text == 'the sync created Boards "Getting started" in Trello; expected none: no section asks for that'
    )
    assert change.text == (
        'the sync changed Boards "Plans": closed from false to true; expected no change: the record is in no pair'
    )
    assert {finding.law for finding in (deletion, creation, change)} == {"nothing-else"}
    assert (deletion.lines, creation.lines, change.lines) == ((theirs, gone), (made,), (changed,))


def test_a_counterpart_keeps_its_role(story: Story, sections: Sections) -> None:
    story.add("Contact", "c", name="Ada", email="ada@example.org")
    story.sync_adds("Members", "m", fullName="Ada", email="ada@example.org")
    story.holds["Members", "m"]["memberType"] = "normal"
    write = story.sync_edits("Members", "m", memberType="admin")
    story.rest()
    (finding,) = story.judged(sections.contacts)
    assert finding.text == (
        'the sync changed Members "Ada": memberType from "normal" to "admin"; '
        "expected no change: the section does not map that"
    )
    assert (finding.law, finding.lines) == ("nothing-else", (write,))


def test_users_and_the_harness_do_as_they_like_with_a_record_of_no_section(story: Story, sections: Sections) -> None:
    story.linked()
    story.add("Boards", "h", by=By.HARNESS, name="Place", closed=False)
    story.add("Boards", "b", name="Plans", closed=False)
    story.edit("Boards", "h", closed=True)
    story.remove("Boards", "b")
    story.rest()
    assert story.judged(sections.customers) == ()


def marked(story: Story, *places: str) -> None:
    """Let the sync leave an attachment on each of these records."""
    for number, place in enumerate(places):
        ref = Ref("Trello", "Attachments", f"a{number}", place)
        story.ledger.created(0, By.SUT, ref, {"url": "https://pms.example/t"})
    story.rest()


@pytest.mark.parametrize(
    ("places", "is_right"), [(("k",), True), (("k", "k"), False), (("other",), False)], ids=["one", "two", "unpaired"]
)
def test_a_declared_mark_is_left_once_on_each_paired_record(
    story: Story, sections: Sections, places: tuple[str, ...], *, is_right: bool
) -> None:
    story.linked_task()
    story.add("Cards", "other", name="Somebody else's")
    marked(story, *places)
    declared = replace(sections.tasks, marks=frozenset({("Trello", "Attachments")}))

    assert (story.judged(declared) == ()) is is_right
    assert [finding.law for finding in story.judged(sections.tasks)] == ["nothing-else"] * len(places)


def test_a_mark_of_a_users_is_none_of_the_syncs(story: Story, sections: Sections) -> None:
    story.linked_task()
    ref = Ref("Trello", "Attachments", "a", "k")
    story.ledger.created(0, By.USER, ref, {"url": "https://acme.example"})
    story.ledger.updated(0, By.SUT, ref, {"url": "https://acme.example"}, {"url": "https://pms.example"})
    story.rest()
    declared = replace(sections.tasks, marks=frozenset({("Trello", "Attachments")}))

    assert [finding.law for finding in story.judged(declared)] == ["nothing-else"]
