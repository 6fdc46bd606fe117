"""A timeline: a history that is read in pieces is the history that is read at once."""

from __future__ import annotations

from dataclasses import asdict
from typing import TYPE_CHECKING

from syncproof.laws.timeline import Timeline

if TYPE_CHECKING:
    from tests.laws.conftest import Story


def test_a_history_may_be_read_in_pieces_of_any_size(story: Story) -> None:
    story.add("Customer", "c", name="Ada")
    story.mark("pass begins")
    story.sync_adds("Organizations", "o", displayName="Ada")
    story.mark("pass ends")
    story.edit("Customer", "c", name="Ada King")
    story.mark("pass begins")
    story.sync_is_refused("Organizations", "o", displayName="Ada King")
    story.sync_reports("Customer", "c", "name")
    story.mark("pass ends")
    story.quiet_pass()
    story.mark("never at rest")
    story.remove("Customer", "c")
    story.rest()
    whole = asdict(Timeline.of(story.ledger[:]))
    assert whole["passes"]
    for size in range(1, len(story.ledger)):
        timeline = Timeline()
        for first in range(0, len(story.ledger), size):
            timeline.read(story.ledger[first : first + size])
        assert asdict(timeline) == whole
