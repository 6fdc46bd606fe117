"""Checklists about invented systems, and the systems that are derived from them."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from syncproof.checklist import Checklist, End, Row, Section, Sentence
from syncproof.checklist.dialect import wording
from syncproof.fakes import FAKES, make_systems
from syncproof.fakes.kit.clock import Clock
from syncproof.fakes.kit.fake import Fake
from syncproof.ledger import Ledger

KINDS = ("every", "in-sync", "properties")
CUSTOMERS = End("Alpha Online", "Customers (human data)")
ORDERS = End("Beta", "orders")


def section(source: End, target: End, *rows: tuple[str, str, str]) -> Section:
    """Return a section whose table has these rows: the two paths, and the documented type."""
    sentences = tuple(Sentence(kind, wording(kind, source, target), 1) for kind in KINDS)
    return Section(f"{source} to {target}", source, target, sentences, tuple(Row(*row, "document") for row in rows))


def checklist(*sections: Section) -> Checklist:
    """Return a document of these sections."""
    source, target = sections[0].source.system, sections[0].target.system
    return Checklist(f"{source} to {target} Dataflow", source, target, "2026-01-31 12:00:00", sections)


ALPHA_TO_BETA = checklist(
    section(
        CUSTOMERS,
        ORDERS,
        ("name", "title", "string"),
        ("address.street", "delivery.addressLine1", "string"),
        ("address", "delivery.full", "string"),
        ("nr", "number", "integer"),
        ("owner_", "$ref", "float"),
        ("ok", "flags.ok", "boolean"),
    )
)


@pytest.fixture
def systems() -> Iterator[dict[str, Fake]]:
    """Derive the systems of a document, and make them; afterwards nobody knows them."""
    FAKES.derive([ALPHA_TO_BETA])
    yield make_systems(Clock(), Ledger())
    FAKES.derive([])
