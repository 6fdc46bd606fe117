"""Properties that belong together: made once for all stories of a document."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

from syncproof import features
from syncproof.checklist import Criterion, End
from syncproof.checklist.accepted import load
from syncproof.steps import alike
from tests.fakes.derived.conftest import CUSTOMERS, ORDERS, checklist, section

FEATURES = Path(next(iter(features.__path__)))


def test_the_properties_of_a_checklist_are_made_once_and_those_of_another_anew() -> None:
    one, other = load(FEATURES / "customerp-trello"), load(FEATURES / "custompms-trello")

    first = alike.alike_in(one)

    assert alike.alike_in(one) is first
    assert alike.alike_in(other) is not first
    assert alike.alike_in(load(FEATURES / "custompms-trello")) is not alike.alike_in(other)


def test_a_property_is_compared_where_a_criterion_compares_what_comes_to_hold_its_value() -> None:
    leads = End("Alpha Online", "Leads")
    carries = section(leads, ORDERS, ("nick", "label", "string"), ("full", "title", "string"))
    joins = section(CUSTOMERS, ORDERS, ("name", "label", "string"), ("name", "code", "string"))
    compares = replace(joins, criteria=(Criterion("nr", "code"),))

    properties = alike.Alike(checklist(carries, compares))

    compared = {name: properties.is_compared(leads, name) for name in ("nick", "full")}
    assert compared == {"nick": True, "full": False}
