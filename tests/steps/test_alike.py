"""Properties that belong together: made once for all stories of a document."""

from __future__ import annotations

from pathlib import Path

from syncproof import features
from syncproof.checklist.accepted import load
from syncproof.steps import alike

FEATURES = Path(next(iter(features.__path__)))


def test_the_properties_of_a_checklist_are_made_once_and_those_of_another_anew() -> None:
    one, other = load(FEATURES / "customerp-trello"), load(FEATURES / "custompms-trello")

    first = alike.alike_in(one)

    assert alike.alike_in(one) is first
    assert alike.alike_in(other) is not first
    assert alike.alike_in(load(FEATURES / "custompms-trello")) is not alike.alike_in(other)
