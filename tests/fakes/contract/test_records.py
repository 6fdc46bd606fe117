"""What every fake promises of its records, whatever its system: a new one in FAKES is held to it from its first day."""

from __future__ import annotations

import pytest

from syncproof.fakes.kit.fake import NoSuchRecord, Refusal
from syncproof.ledger import By, Created, Refused, Updated, Value
from tests.fakes.contract.place import anywhere, changes, sample, stand

REFUSABLE: tuple[Value, ...] = (None, "", "x" * 100_000, "a\0b", "two words", -1, "never")


@anywhere
def test_a_new_record_is_in_its_list(system: str, datatype: str) -> None:
    at = stand(system, datatype)
    at.add()
    answer = at.answers()
    assert answer.status_code == 200
    assert at.answers().content == answer.content
    at.add()
    assert len(at.answers().content) > len(answer.content)


@anywhere
def test_a_new_record_holds_every_declared_property_as_the_system_stores_it(system: str, datatype: str) -> None:
    at = stand(system, datatype)
    before = len(at.fake.ledger)
    given_values = sample(at)
    record = at.add(given_values)
    stored = {name: each.stored(given_values.get(name)) for name, each in at.properties.items()}
    held = at.records()[record]
    assert set(held) == set(at.properties)
    assert {name: held[name] for name in given_values} == {name: stored[name] for name in given_values}
    # A new workspace makes members of the people in it: other datatypes may have a say too.
    (event,) = (each for each in changes(at, before) if isinstance(each, Created) and each.ref == at.ref(record))
    assert event == Created(event.line, at.fake.clock.now, By.USER, at.ref(record), held)


@anywhere
def test_a_bare_record_is_taken_and_one_without_what_it_must_hold_is_not(system: str, datatype: str) -> None:
    at = stand(system, datatype)
    full = sample(at)
    bare = {name: full[name] for name in at.fake.datatypes[datatype].minimal}
    at.add(bare)
    for name in (name for name, each in at.properties.items() if each.mandatory):
        with pytest.raises(Refusal) as refusal:
            at.add({other: value for other, value in sample(at).items() if other != name})
        assert refusal.value.property == name


@anywhere
def test_an_edit_notes_only_what_it_changed(system: str, datatype: str) -> None:
    at = stand(system, datatype)
    record = at.add()
    old = at.records()[record]
    name = at.fake.datatypes[datatype].minimal[0]
    new = sample(at)[name]
    before = len(at.fake.ledger)
    at.fake.clock.advance(60)
    at.edit(record, **{**old, name: new})
    assert changes(at, before) == [
        Updated(before, at.fake.clock.now, By.USER, at.ref(record), {name: old[name]}, {name: new})
    ]
    assert at.records()[record] == {**old, name: new}


@anywhere
def test_an_edit_that_changes_nothing_is_no_change(system: str, datatype: str) -> None:
    at = stand(system, datatype)
    record = at.add()
    answer, before = at.answers().content, len(at.fake.ledger)
    at.fake.clock.advance(60)
    at.edit(record, **at.records()[record])
    assert changes(at, before) == []
    assert at.answers().content == answer


@anywhere
def test_a_refused_edit_changes_nothing_and_is_noted(system: str, datatype: str) -> None:
    at = stand(system, datatype)
    record = at.add()
    refused = [
        (name, value, reason)
        for name, each in at.properties.items()
        for value in REFUSABLE
        if (reason := each.refusal(value)) is not None
    ]
    assert refused
    held, answer = at.records(), at.answers().content
    for name, value, reason in refused:
        before = len(at.fake.ledger)
        with pytest.raises(Refusal) as refusal:
            at.edit(record, **{**sample(at), name: value})
        assert (refusal.value.property, refusal.value.value, refusal.value.reason) == (name, value, reason)
        assert changes(at, before) == [Refused(before, at.fake.clock.now, By.USER, at.ref(record), name, value, reason)]
    assert (at.records(), at.answers().content) == (held, answer)


@anywhere
def test_a_record_that_is_gone_can_be_neither_edited_nor_removed(system: str, datatype: str) -> None:
    at = stand(system, datatype)
    record = at.add()
    at.fake.remove(datatype, record)
    before = len(at.fake.ledger)
    with pytest.raises(NoSuchRecord):
        at.edit(record, **sample(at))
    with pytest.raises(NoSuchRecord):
        at.fake.remove(datatype, record)
    assert record not in at.records()
    assert len(at.fake.ledger) == before
