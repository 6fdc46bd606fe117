"""Sections: which of a document a story plays, and why it does not play another."""

from __future__ import annotations

from dataclasses import replace

import pytest

from syncproof.checklist import End, Section
from syncproof.checklist import testable as parting
from syncproof.errors import NotOffered
from syncproof.steps.sections import Sections
from tests.fakes.derived.conftest import checklist, section


def between(source: str, target: str) -> Section:
    """Return a section of two datatypes of one system."""
    return section(End("Acme", source), End("Acme", target), ("name", "name", "string"))


LEADS_BACK = "Acme M to Acme N begins where Acme N to Acme M ends"
LEADS_ON = "Acme M to Acme N ends where Acme N to Acme K begins"
COPY = "Acme I to Acme M (copy 2) pairs the same two datatypes as Acme I to Acme M"


@pytest.mark.parametrize(
    ("other", "left_out", "why"),
    [
        (between("N", "M"), between("M", "N"), LEADS_BACK),
        (between("N", "K"), between("M", "N"), LEADS_ON),
        (between("I", "M"), replace(between("I", "M"), copy=2, namesake=2), COPY),
    ],
    ids=["leads-back", "leads-on", "copy"],
)
def test_a_story_that_needs_a_section_that_is_left_out_says_beside_which_other(
    other: Section, left_out: Section, why: str
) -> None:
    document = parting.testable(checklist(between("I", "J"), other, left_out), {})
    own, *_, last = document.sections
    sections = Sections(document, own.slug)
    sections.choose(document.sections, declines=True)
    with pytest.raises(NotOffered) as raised:
        sections.check_synced(last)
    needed = f"this story needs a pair of {last.label}, and no sync makes one here"
    assert str(raised.value) == f"{needed}: {why}, and a sync gets only one of two such sections"
