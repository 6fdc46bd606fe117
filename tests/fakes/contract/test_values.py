"""Believable values: every fake takes them and stores them as declared, and Trello takes those of the others."""

from __future__ import annotations

from collections.abc import Mapping

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from syncproof.fakes import FAKES
from tests.fakes.contract.place import EVERYWHERE, NAMING_OTHERS, anywhere, sample, stand, stand_again, values

CUSTOMER = {"name": "displayName", "website": "website", "description": "desc"}
TASK = {"title": "name", "notes": "desc", "due": "due", "start": "start", "done": "dueComplete"}


@pytest.mark.parametrize(
    ("system", "datatype", "property_"),
    [
        (*where, name)
        for where in EVERYWHERE
        for name in FAKES[where[0]].datatypes[where[1]].properties
        if name not in NAMING_OTHERS
    ],
)
@settings(max_examples=25)
@given(data=st.data())
def test_every_sampled_value_is_taken_and_stored_as_declared(
    system: str, datatype: str, property_: str, data: st.DataObject
) -> None:
    at = stand_again(system, datatype)
    record = at.add()
    value = data.draw(values(at, property_))
    at.edit(record, **{property_: value})
    declared = at.properties[property_]
    kept = at.records()[record][property_]
    assert kept == declared.stored(value)
    # What is stored is stored as it is: no endless exchange of ever new forms.
    assert (declared.refusal(kept), declared.stored(kept)) == (None, kept)


@anywhere
def test_every_believable_record_is_taken(system: str, datatype: str) -> None:
    at = stand(system, datatype)
    for _ in range(200):
        at.add()
    assert len(at.records()) >= 200


@pytest.mark.parametrize(
    ("system", "datatype", "target", "rows"),
    [
        ("Customerp", "Contact", "Members", {"name": "fullName", "email": "email"}),
        ("Customerp", "Employee", "Members", {"name": "fullName", "email": "email"}),
        ("Customerp", "Customer", "Organizations", CUSTOMER),
        ("Customerp", "Project", "Actions", {"name": "text"}),
        ("Custompms", "Customer", "Organizations", CUSTOMER),
        ("Custompms", "Project", "Actions", {"name": "text"}),
        ("Custompms", "Task", "Actions", {"title": "text"}),
        ("Custompms", "Task", "Cards", TASK),
    ],
)
def test_a_believable_record_travels_to_trello_as_it_is(
    system: str, datatype: str, target: str, rows: Mapping[str, str]
) -> None:
    there = FAKES["Trello"].datatypes[target].properties
    at = stand(system, datatype)
    for _ in range(100):
        held = sample(at)
        sent = {rows[name]: value for name, value in held.items() if name in rows}
        assert len(sent) == len(rows)
        assert {name: there[name].refusal(value) for name, value in sent.items()} == dict.fromkeys(sent)
        assert {name: there[name].stored(value) for name, value in sent.items()} == sent
