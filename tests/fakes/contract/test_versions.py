"""Versions and ids: which write goes through, and that no id comes twice."""

from __future__ import annotations

from syncproof.ledger import By, Updated
from tests.fakes.contract.dialect import Stand, refused, taken


def test_a_write_on_an_old_version_changes_nothing_where_the_system_can_tell(at: Stand) -> None:
    """Trello has neither versions nor ETags: the later write wins."""
    name, value = next(iter(at.dialect.values.items()))
    read = at.client.get(at.one).json()
    at.fake.edit(at.dialect.datatype, at.record, {name: f"{value} by a user"})
    headers = {"If-Match": read.get("etag", '"1"')}
    body = {"PATCH": {name: "late"}, "PUT": at.body(**{name: "late"})}[at.dialect.change]

    expected = {"Customerp": 412, "Custompms": 409, "Trello": None}[at.fake.name]
    if expected is None:
        taken(at, at.dialect.change, at.one, headers=headers, json=body)
    else:
        assert refused(at, at.client, at.dialect.change, at.one, headers=headers, json=body) == expected


def test_a_write_on_the_version_that_was_read_goes_through_once(at: Stand) -> None:
    name = next(iter(at.dialect.values))
    read = at.client.get(at.one).json()
    headers = {"If-Match": read["etag"]} if "etag" in read else {}
    body = {"PATCH": {name: "late"}, "PUT": at.body(**{name: "late"})}[at.dialect.change]
    line = len(at.fake.ledger)

    taken(at, at.dialect.change, at.one, headers=headers, json=body)

    changes = [each for each in at.fake.ledger[line:] if isinstance(each, Updated) and each.ref.record == at.record]
    assert [(change.by, change.after) for change in changes] == [(By.SUT, {name: "late"})]


def test_an_id_is_never_given_twice(at: Stand) -> None:
    """Trello's ids also increase, and so do Custompms's; Customerp's tell nothing."""
    given = [at.record]
    for _ in range(30):
        at.fake.clock.advance(1)
        made = at.client.post(at.add, json=dict(at.dialect.values)).raise_for_status()
        given.append(str(made.json()["id"]))
        if len(given) % 3 == 0:
            at.client.delete(at.dialect.one.format(given[-1])).raise_for_status()
        elif len(given) % 3 == 1:
            given.append(at.fake.add(at.dialect.datatype, at.dialect.values, place=at.place))

    ordered = {"Customerp": None, "Custompms": int, "Trello": str}[at.fake.name]
    assert len(given) == len(set(given))
    assert ordered is None or given == sorted(given, key=ordered)
