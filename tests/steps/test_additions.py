"""Additions: a document in use has a pair in every section."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import closing
from dataclasses import replace

import pytest

from syncproof.checklist import End, Section, Sentence
from syncproof.checklist.dialect import wording
from syncproof.fakes import FAKES
from syncproof.steps import additions
from syncproof.steps.stage import Stage, on_stage
from syncproof.steps.world import World
from syncproof.stories.playable import playable
from syncproof.sut import Sut
from tests.fakes.derived.conftest import CUSTOMERS, ORDERS, checklist, section

NAMED = ("name", "title", "string")
LEADS, DEALS = End("Alpha Online", "Leads"), End("Alpha Online", "Deals")
OFFERS, QUOTES, BILLS = (End("Beta", datatype) for datatype in ("offers", "quotes", "bills"))


def connected(source: End, target: End, to: str) -> Section:
    """Return a section of which only a connection makes pairs."""
    link = Sentence("link-first", wording("link-first", source, target), 1)
    creation = Sentence("create-if-connected", "…", 1, connected=(to,))
    plain = section(source, target, NAMED)
    return replace(plain, sentences=(link, creation, *plain.sentences[1:]))


@pytest.fixture
def world() -> Iterator[World]:
    """Return the world of a document in which a datatype is the source of two sections, each with a way to a pair."""
    others = section(LEADS, OFFERS, NAMED), connected(LEADS, QUOTES, to="Deals"), section(DEALS, BILLS, NAMED)
    document = playable(checklist(section(CUSTOMERS, ORDERS, NAMED), *others))
    FAKES.derive([document])
    with closing(Stage(Sut(), 0)) as stage, on_stage(stage):
        world = World(stage, document, document.sections[0].slug)
        world.begin()
        yield world
    FAKES.derive([])


def test_a_document_in_use_has_a_pair_in_every_section_but_the_own_one(world: World) -> None:
    additions.populate_other_sections(world)

    pairing = world.pairs.pairing()
    own, *others = (bool(pairing[each.slug]) for each in world.sections)
    assert (own, others) == (False, [True, True, True])
