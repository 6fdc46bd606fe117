"""The names of records in stories are no names of the document's systems and datatypes."""

from __future__ import annotations

import pytest

from syncproof.acceptance.rendering import features_of
from syncproof.checklist import End
from syncproof.datatypes import Datatype
from syncproof.stories.cast import cast
from tests.fakes.derived.conftest import checklist, section

BARE = Datatype("Item", {})
NAMED = ("name", "title", "string")


@pytest.mark.parametrize(
    ("source", "target", "names"),
    [
        (End("Northwind", "Item"), End("Ledgerly", "Alphabet"), ("Alpha", "Beta", "Gamma")),
        (End("Alpha", "Item"), End("Ledgerly", "Good"), ("Delta", "Beta", "Gamma")),
        (End("Alpha Online", "Beta_Item"), End("Delta", "GAMMA"), ("Epsilon", "Zeta", "Kappa")),
    ],
)
def test_a_record_is_called_as_no_system_and_no_datatype(source: End, target: End, names: tuple[str, str, str]) -> None:
    assert cast(checklist(section(source, target, NAMED)), BARE) == names


def test_stories_of_systems_with_names_of_records_call_the_records_otherwise() -> None:
    text = "".join(features_of(checklist(section(End("Alpha", "Gamma"), End("Beta", "Good"), NAMED))).values())
    assert "When Delta is added to Alpha\n" in text
    assert [
        line for line in text.split("\n") for name in ("Alpha", "Beta", "Gamma") if f"{name} is added" in line
    ] == []
