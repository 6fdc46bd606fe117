"""The part of a document that stories can play, given the systems that have a fake of their own."""

from __future__ import annotations

from typing import TYPE_CHECKING

from syncproof.checklist.testable import testable
from syncproof.fakes import FAKES

if TYPE_CHECKING:
    from syncproof.checklist import Checklist


def playable(checklist: Checklist) -> Checklist:
    """Return a checklist as a run plays it, see `testable`."""
    return testable(checklist, FAKES.own_declared)


def known_playable(checklist: Checklist) -> Checklist:
    """Return a checklist as a run plays it; this process knows its systems from then on, and no other's."""
    played = playable(checklist)
    FAKES.derive([played])
    return played
