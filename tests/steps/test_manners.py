"""The manners of a sync in trouble: few requests where a system asks for patience, and no credential in any output."""

from __future__ import annotations

import pytest

from syncproof.errors import PromiseBroken
from syncproof.laws.groups import Group, edges, groups
from syncproof.laws.timeline import Timeline
from syncproof.ledger import By, Ledger
from syncproof.steps import manners
from syncproof.steps.manners import MOST_EARLY
from tests.laws.conftest import Sections, Story


def asked(*answers: tuple[int, int], path: str = "/1/cards", by: By = By.SUT) -> Ledger:
    """Return the ledger of a pass with these requests, each a time in milliseconds and a status."""
    ledger = Ledger()
    ledger.marked(0, "pass begins")
    for at, status in answers:
        ledger.call(at, by, "Trello", "GET", path, status)
    return ledger


def test_a_limit_may_be_met_as_often_as_a_sync_waits() -> None:
    manners.limit_not_hammered(asked(*((second * 2000, 429) for second in range(100))))


def test_many_requests_that_come_too_early_hammer_a_limit() -> None:
    with pytest.raises(PromiseBroken, match="the limit of Trello was hammered"):
        manners.limit_not_hammered(asked(*((second * 100, 429) for second in range(MOST_EARLY + 1))))


def test_as_many_requests_as_a_limit_may_meet_are_none_too_many() -> None:
    manners.limit_not_hammered(asked(*((0, 429) for _ in range(MOST_EARLY))))


def test_a_user_hammers_no_limit() -> None:
    manners.limit_not_hammered(asked(*((0, 429) for _ in range(MOST_EARLY + 1)), by=By.USER))


@pytest.mark.parametrize("status", [401, 403])
def test_a_sync_that_knocks_on_and_on_in_one_pass_storms(status: int) -> None:
    with pytest.raises(PromiseBroken, match="Trello was asked again and again"):
        manners.no_storm(asked(*((0, status) for _ in range(manners.MOST_REFUSED + 1))))


def test_a_sync_that_knocks_in_every_pass_does_not_storm() -> None:
    events = [event for _ in range(5) for event in asked(*((0, 401) for _ in range(manners.MOST_REFUSED)))]

    manners.no_storm(events)


def test_many_records_may_each_be_forbidden_once() -> None:
    manners.no_storm([event for number in range(101) for event in list(asked((0, 403), path=f"/1/cards/{number}"))[1:]])


def test_a_printed_credential_is_a_secret() -> None:
    with pytest.raises(PromiseBroken, match="the sync's words hold a secret"):
        manners.no_secret("fine\nAuthorization: Bearer s3cret", ["s3cret"])


def test_words_without_credentials_hold_no_secret() -> None:
    manners.no_secret("given up", ["s3cret"])


def carried() -> Story:
    """Return the history of a pair in which a user's edit of the source has reached the target."""
    story = Story()
    story.linked()
    story.edit("Customer", "c", name="Ada King")
    story.sync_edits("Organizations", "o", displayName="Ada King")
    return story


def joined(story: Story) -> list[Group]:
    """Return the groups of properties that have to hold one value."""
    return groups(edges(story.paired(Sections.customers).pairs))


def test_an_edit_that_was_carried_and_then_taken_back_is_no_manners_even_if_the_edit_stands_in_the_end() -> None:
    story = carried()
    back = story.sync_edits("Customer", "c", name="Ada")
    story.sync_edits("Customer", "c", name="Ada King")
    story.rest()

    assert story.judged(Sections.customers) == ()
    with pytest.raises(
        PromiseBroken, match="took back an edit that it had carried: name in Customerp Customer"
    ) as broken:
        manners.nothing_taken_back(joined(story), Timeline.of(story.ledger[:]).begun)
    assert broken.value.lines[-1] == back


def test_an_edit_that_users_change_back_on_the_other_side_is_carried_back() -> None:
    story = carried()
    story.edit("Organizations", "o", displayName="Ada")
    story.sync_edits("Customer", "c", name="Ada")

    manners.nothing_taken_back(joined(story), Timeline.of(story.ledger[:]).begun)


def test_an_edit_that_the_other_side_does_not_hold_may_be_set_back() -> None:
    story = Story()
    story.linked()
    story.edit("Customer", "c", website="longer-than-ten.no")
    story.sync_edits("Customer", "c", website="a.no")

    manners.nothing_taken_back(joined(story), Timeline.of(story.ledger[:]).begun)


def test_an_edit_that_loses_against_one_of_the_other_side_is_not_taken_back() -> None:
    story = Story()
    story.linked()
    story.edit("Organizations", "o", displayName="Lovelace")
    story.edit("Customer", "c", name="Ada King")
    story.sync_edits("Customer", "c", name="Lovelace")

    manners.nothing_taken_back(joined(story), Timeline.of(story.ledger[:]).begun)


def carried_beside_a_copy(story: Story, *, edited_in_pass: bool) -> list[Group]:
    """Let a third contact, which shares the member, set back an edit; users rename that contact, too."""
    for contact in ("c", "copy"):
        story.add("Contact", contact, name="Ada", email="ada@x")
    story.sync_adds("Members", "m", fullName="Ada", email="ada@x")
    story.rest()
    if edited_in_pass:
        story.mark("pass begins")
    story.edit("Contact", "copy", name="Ada King")
    story.edit("Members", "m", fullName="Ada King")
    if not edited_in_pass:
        story.mark("pass begins")
    story.sync_edits("Contact", "c", name="Ada King")
    story.sync_edits("Members", "m", fullName="Ada")
    story.mark("pass ends")
    return groups(edges(story.paired(Sections.contacts).pairs))


def test_an_edit_may_lose_to_what_a_third_record_held_when_the_pass_read_it() -> None:
    story = Story()

    manners.nothing_taken_back(carried_beside_a_copy(story, edited_in_pass=True), Timeline.of(story.ledger[:]).begun)


def test_an_edit_loses_to_nothing_that_a_third_record_held_before_the_pass() -> None:
    story = Story()
    groups_of_story = carried_beside_a_copy(story, edited_in_pass=False)

    with pytest.raises(PromiseBroken, match="took back an edit that it had carried: fullName in Trello Members"):
        manners.nothing_taken_back(groups_of_story, Timeline.of(story.ledger[:]).begun)
