"""A predicate about a property that the document names nowhere is legal, and told with the nearest one."""

from __future__ import annotations

from dataclasses import replace

import pytest

from syncproof.checklist import Criterion, End, Predicate, Qualifier, Row, Section, Sentence
from syncproof.checklist import testable as parting
from syncproof.fakes import OWN
from tests.fakes.derived.conftest import checklist, section

KNOWN = {name: fake.datatypes for name, fake in OWN.items()}
VESSEL, BOATS = End("Hollow", "Vessel"), End("Brackwater", "Boats")
CONDITION = Sentence("condition", "When the vessel is afloat.", 14, "When the vessel is afloat")


def told(property_: str, *others: Section, source: End = VESSEL, where: str = "") -> list[tuple[int, str]]:
    """Return what a run tells of a section whose condition is about a property: the lines and the words."""
    rows = [("name", "title", "string"), ("afloat", "swims", "string")]
    own = section(source, BOATS, *rows)
    own = replace(own, sentences=(CONDITION, *own.sentences[1:]), predicate=Predicate(property_, "is", "yes", where))
    (played, *_) = parting.testable(checklist(own, *others), KNOWN).sections
    return [(each.line, str(each)) for each in played.oddities if each.is_agreed]


def test_a_property_that_no_table_names_is_told_with_the_nearest_and_the_place_of_the_agreement() -> None:
    what = "the agreed predicate is about afloot, which the document names nowhere, the nearest is afloat"
    made = "taken for a property of Hollow Vessel that the condition alone is about"
    assert told("afloot") == [(14, f"{what}: {made}")]
    assert told("afloot", where="features/x/checklist.toml:30") == [
        (14, f"{what}: {made} (features/x/checklist.toml:30)")
    ]


def test_without_a_near_one_none_is_named() -> None:
    ((_, text),) = told("zzz")
    assert "the agreed predicate is about zzz, which the document names nowhere: taken for" in text


def test_what_the_tables_name_of_the_source_is_not_told() -> None:
    crew = End("Brackwater", "Crew")
    asking = Row("code", "nr", "string", "document", (Qualifier("open", "state"),))
    others = replace(section(VESSEL, crew), rows=(asking,), criteria=(Criterion("plate", "sign"),))
    for name in ("name", "afloat", "code", "state", "plate"):
        assert told(name, others) == []
    assert told("sign", others)


@pytest.mark.parametrize(
    ("property_", "source"), [("hired_on", End("Customerp", "Employee")), ("id", VESSEL)], ids=["a fake's own", "an id"]
)
def test_what_is_known_or_refused_elsewhere_is_not_told(property_: str, source: End) -> None:
    assert told(property_, source=source) == []
