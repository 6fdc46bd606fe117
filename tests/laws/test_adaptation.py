"""What a sync may make of a value: as much as makes a system take the value, and nothing where the value is kept."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from syncproof.fakes.custompms.rules import DATATYPES as CUSTOMPMS
from syncproof.fakes.trello.rules import DATATYPES as TRELLO
from syncproof.laws.adaptation import adaptations, is_cut

if TYPE_CHECKING:
    from syncproof.ledger import Value
    from tests.laws.conftest import Sections, Story

NAME = TRELLO["Organizations"].properties["displayName"]
WEBSITE = TRELLO["Organizations"].properties["website"]
EMAIL = TRELLO["Members"].properties["email"]
NOTES = CUSTOMPMS["Task"].properties["notes"]
START = CUSTOMPMS["Task"].properties["start"]
LONG = "long " * 25 + "name"


@pytest.mark.parametrize("value", ["Ada", "", None, "ada  king"])
def test_what_a_system_keeps_is_not_adapted(value: Value) -> None:
    assert adaptations(NAME, value) == ()


def test_each_kind_of_value_has_its_forms() -> None:
    assert adaptations(NAME, " Ada ") == ("Ada",)
    assert adaptations(WEBSITE, "ada.example") == ("http://ada.example", "https://ada.example")
    assert adaptations(EMAIL, "Ada@x.org") == ("ada@x.org",)
    assert adaptations(NAME, LONG) == (LONG[:100].rstrip(),)
    assert adaptations(START, "2026-05-04T15:30:00.000Z") == ("2026-05-04T00:00:00.000Z",)


@pytest.mark.parametrize("value", ["http://a b.no"])
def test_what_has_no_form_that_a_system_takes_can_only_be_reported(value: Value) -> None:
    assert adaptations(CUSTOMPMS["Customer"].properties["website"], value) == ()


def test_only_what_is_lost_is_cut() -> None:
    assert is_cut(NAME, LONG, LONG[:100].rstrip())
    assert is_cut(NOTES, "n" * 5_000, "n" * 4_000)
    assert not is_cut(NAME, " Ada ", "Ada")
    assert not is_cut(NAME, LONG, LONG[:50])
    assert not is_cut(WEBSITE, "ada.example", "http://ada.example")


def cut_website(story: Story, value: str, *, reported: bool) -> None:
    """Let the sync cut a website that the target refuses, since it is longer than ten characters."""
    story.linked()
    story.edit("Customer", "c", website="acme.example")
    story.sync_edits("Organizations", "o", website=value)
    if reported:
        story.sync_reports("Customer", "c", "website")
    story.rest()


def test_what_the_sync_cuts_and_reports_is_right(story: Story, sections: Sections) -> None:
    cut_website(story, "acme.examp", reported=True)
    assert story.judged(sections.customers) == ()


def test_what_the_sync_cuts_in_silence_is_lost(story: Story, sections: Sections) -> None:
    cut_website(story, "acme.examp", reported=False)
    (finding,) = story.judged(sections.customers)
    assert finding.law == "in-order"
    assert finding.text == (
        'Customer "Ada" and its Organizations: the sync cut "acme.example" to "acme.examp" in website in Trello '
        "Organizations; expected a report of it, saw none"
    )


def test_what_the_sync_cuts_further_than_it_has_to_is_made_up(story: Story, sections: Sections) -> None:
    cut_website(story, "acme", reported=True)
    assert [finding.law for finding in story.judged(sections.customers)] == ["provenance"]


def test_what_a_system_cut_is_lost_if_the_sync_writes_that_back_in_silence(story: Story, sections: Sections) -> None:
    story.linked_task()
    story.edit("Cards", "k", desc="deep and wide")
    story.sync_edits("Task", "t", notes="deep and w")
    story.rest()
    assert story.judged(sections.tasks) == ()
    story.sync_edits("Cards", "k", desc="deep and w")
    assert [finding.law for finding in story.judged(sections.tasks)] == ["in-order"]


def test_what_a_system_would_change_may_be_left_out_and_reported(story: Story, sections: Sections) -> None:
    story.linked_task()
    story.edit("Cards", "k", desc="deep and wide")
    story.rest()
    (finding,) = story.judged(sections.tasks)
    assert (finding.law, "does not keep" in finding.text) == ("in-order", True)
    story.sync_reports("Task", "t", "notes")
    story.rest()
    assert story.judged(sections.tasks) == ()
