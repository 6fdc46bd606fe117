"""The pairing that explains a history: how fast, for how many lookalikes, and how early it is found."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from syncproof.laws import fits, pairs

if TYPE_CHECKING:
    from tests.laws.conftest import Sections, Story


def test_distinct_records_are_not_compared_with_each_other(
    story: Story, sections: Sections, monkeypatch: pytest.MonkeyPatch
) -> None:
    count, records = 0, 2000

    def counted(*args: object) -> int:
        nonlocal count
        count += 1
        return fits.misfits(*args)  # type: ignore[arg-type] # whatever it is given

    monkeypatch.setattr("syncproof.laws.explanation.misfits", counted)
    for number in range(records):
        story.add("Customer", f"c{number}", name=f"Ada {number}", website="a.no")
    for number in reversed(range(records)):
        story.sync_adds("Organizations", f"o{number}", displayName=f"Ada {number}", website="a.no")
    story.rest()
    pairing = pairs(story.ledger[:], [sections.customers])
    assert pairing["customer-to-organizations"] == {f"c{number}": f"o{number}" for number in range(records)}
    assert count == records


@pytest.mark.thorough
def test_a_hundred_lookalikes_are_told_apart_by_one_edit_each(story: Story, sections: Sections) -> None:
    for number in range(100):
        story.add("Customer", f"c{number}", name="Ada")
    for number in range(100):
        story.sync_adds("Organizations", f"o{number}", displayName="Ada")
    story.rest()
    for number in range(100):
        story.edit("Customer", f"c{number}", name=f"Ada {number}")
        story.sync_edits("Organizations", f"o{99 - number}", displayName=f"Ada {number}")
    story.rest()
    pairing = story.paired(sections.customers)
    assert pairing["customer-to-organizations"] == {f"c{number}": f"o{99 - number}" for number in range(100)}
    assert story.judged(sections.customers) == ()


def test_a_pairing_can_be_asked_for_before_the_sync_rests(story: Story, sections: Sections) -> None:
    story.add("Customer", "c1", name="Ada")
    story.add("Customer", "c2", name="Ada")
    story.sync_adds("Organizations", "o1", displayName="Ada")
    pairing = story.paired(sections.customers)
    assert pairing["customer-to-organizations"] == {"c1": "o1"}
    assert pairing["another-section"] == {}
