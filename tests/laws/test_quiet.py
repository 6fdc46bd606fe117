"""Rest and no echo: once every change is carried, the sync writes nothing more."""

from __future__ import annotations

from typing import TYPE_CHECKING

from syncproof.ledger import By

if TYPE_CHECKING:
    from tests.laws.conftest import Sections, Story


def test_a_sync_that_never_rests_is_found_and_its_unfinished_work_is_no_breach(
    story: Story, sections: Sections
) -> None:
    story.add("Customer", "c", name="Ada")
    story.sync_adds("Organizations", "o", displayName="Ada")
    story.edit("Customer", "c", name="Ada King")
    writes = []
    for name in ("Ada King", "Ada", "Ada King"):
        story.mark("pass begins")
        writes.append(story.sync_edits("Organizations", "o", displayName=name) + 1)
        story.mark("pass ends")
    never = story.mark("never at rest")
    (finding,) = story.judged(sections.customers)
    assert finding.text == ("the sync never came to rest: expected two passes without a write, saw 3 passes that wrote")
    assert (finding.law, finding.lines) == ("rest", (*writes, never))


def test_one_quiet_pass_is_no_rest(story: Story, sections: Sections) -> None:
    story.add("Customer", "c", name="Ada")
    story.quiet_pass()
    story.mark("pass begins")
    story.sync_adds("Organizations", "o", displayName="Ada")
    story.mark("pass ends")
    story.rest()
    assert story.judged(sections.customers) == ()


def test_a_call_that_changes_nothing_is_fine_within_a_working_pass(story: Story, sections: Sections) -> None:
    story.add("Customer", "c", name="Ada")
    story.mark("pass begins")
    story.sync_adds("Organizations", "o", displayName="Ada")
    story.sync_is_refused("Organizations", "o")
    story.mark("pass ends")
    story.rest()
    assert story.judged(sections.customers) == ()


def test_a_write_at_rest_is_an_echo(story: Story, sections: Sections) -> None:
    story.linked()
    quiet = len(story.ledger) - 2
    story.mark("pass begins")
    write = story.sync_is_refused("Organizations", "o")
    story.mark("pass ends")
    story.rest()
    (finding,) = story.judged(sections.customers)
    assert finding.text == "nobody had changed anything since two quiet passes; expected no write, saw 1"
    assert (finding.law, finding.lines) == ("no-echo", (quiet, write))


def test_a_pass_that_was_given_up_is_not_quiet(story: Story, sections: Sections) -> None:
    story.add("Customer", "c", name="Ada")
    story.mark("pass begins")
    story.mark("pass given up")
    story.quiet_pass()
    story.mark("pass begins")
    story.sync_adds("Organizations", "o", displayName="Ada")
    story.mark("pass ends")
    story.rest()
    assert story.judged(sections.customers) == ()


def test_a_pass_that_met_a_fault_is_not_quiet(story: Story, sections: Sections) -> None:
    story.linked()
    story.edit("Customer", "c", name="Ada King")
    for _ in range(3):
        story.mark("pass begins")
        story.ledger.call(story.now, By.SUT, "Trello", "GET", "/1/organizations", 0, "refused")
        story.mark("pass ends")
    story.mark("pass begins")
    story.sync_edits("Organizations", "o", displayName="Ada King")
    story.mark("pass ends")
    story.rest()
    assert story.judged(sections.customers) == ()


def test_a_write_after_a_users_act_is_no_echo(story: Story, sections: Sections) -> None:
    story.linked()
    story.edit("Customer", "c", name="Ada King")
    story.mark("pass begins")
    story.sync_edits("Organizations", "o", displayName="Ada King")
    story.mark("pass ends")
    story.rest()
    assert story.judged(sections.customers) == ()


def test_a_write_for_an_edit_made_during_a_quiet_pass_is_no_echo(story: Story, sections: Sections) -> None:
    story.linked()
    story.mark("pass begins")
    story.edit("Customer", "c", name="Ada King")
    story.mark("pass ends")
    story.mark("pass begins")
    story.sync_edits("Organizations", "o", displayName="Ada King")
    story.mark("pass ends")
    story.rest()
    assert story.judged(sections.customers) == ()


def test_a_write_in_the_pass_in_which_a_user_acts_is_no_echo(story: Story, sections: Sections) -> None:
    story.linked()
    story.mark("pass begins")
    story.edit("Customer", "c", name="Ada King")
    story.sync_edits("Organizations", "o", displayName="Ada King")
    story.mark("pass ends")
    story.rest()
    assert story.judged(sections.customers) == ()


def test_a_put_of_what_is_there_is_no_echo(story: Story, sections: Sections) -> None:
    story.linked()
    story.mark("pass begins")
    story.sync_puts_the_same("Organizations")
    story.mark("pass ends")
    story.rest()
    assert story.judged(sections.customers) == ()
