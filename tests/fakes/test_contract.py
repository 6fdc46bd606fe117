"""What every fake promises, whatever its system: a new one in FAKES is held to it from its first day."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from importlib import import_module
from typing import Any, NamedTuple

import httpx
import pytest
from faker import Faker
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, precondition, rule, run_state_machine_as_test

from syncproof.datatypes import Property
from syncproof.fakes import FAKES
from syncproof.fakes.kit.clock import Clock
from syncproof.fakes.kit.fake import Fake, NoSuchRecord, Refusal, Snapshot
from syncproof.fakes.kit.mount import mounted, transport
from syncproof.ledger import By, Call, Created, Deleted, Event, Ledger, Ref, Refused, Updated, Value, Values

LISTS = {
    ("Customerp", "Contact"): "/contacts",
    ("Customerp", "Customer"): "/customers",
    ("Customerp", "Project"): "/projects",
    ("Customerp", "Employee"): "/employees",
    ("Custompms", "Customer"): "/customers",
    ("Custompms", "Project"): "/projects",
    ("Custompms", "Task"): "/tasks",
    ("Trello", "Members"): "/organizations/{organization}/members?member_fields=fullName,email",
    ("Trello", "Organizations"): "/members/me/organizations",
    ("Trello", "Actions"): "/cards/{card}/actions?filter=commentCard",
    ("Trello", "Cards"): "/lists/{list}/cards",
}
PLACES = {"Members": "organization", "Actions": "card", "Cards": "list"}
EVERYWHERE = [(system, datatype) for system, fake in FAKES.items() for datatype in fake.datatypes]
REFUSABLE: tuple[Value, ...] = (None, "", "x" * 100_000, "a\0b", "two words", -1, "never")
NAMING_OTHERS = {"idList", "idMembers"}
"""Properties whose values name other records, which only a place knows."""
CUSTOMER = {"name": "displayName", "website": "website", "description": "desc"}
TASK = {"title": "name", "notes": "desc", "due": "due", "start": "start", "done": "dueComplete"}
FAKER = Faker()


class Stand(NamedTuple):
    """A fake with a place for records of one datatype."""

    fake: Fake
    datatype: str
    named: Mapping[str, str]

    @property
    def place(self) -> str:
        return self.named.get(PLACES.get(self.datatype, ""), "")

    @property
    def properties(self) -> Mapping[str, Property]:
        return self.fake.datatypes[self.datatype].properties

    def add(self, values: Values | None = None) -> str:
        """Let a user add a record, by default a believable one."""
        return self.fake.add(self.datatype, sample(self) if values is None else values, place=self.place)

    def edit(self, record: str, **changes: Value) -> None:
        """Let a user change a record."""
        self.fake.edit(self.datatype, record, changes)

    def records(self) -> dict[str, dict[str, Value]]:
        """Return what lives in the place."""
        found = self.fake.records(self.datatype, self.place)
        return {record: dict(values) for record, values in found.items()}

    def ref(self, record: str) -> Ref:
        """Return how the ledger speaks of a record."""
        return Ref(self.fake.name, self.datatype, record, self.place)

    def answers(self, path: str = "") -> httpx.Response:
        """Return what the list of the datatype answers, or another path."""
        path = path or LISTS[self.fake.name, self.datatype].format(**self.named)
        with client(self.fake) as caller:
            return caller.get(self.fake.url + path)


def stand(system: str, datatype: str, *, seed: int = 0) -> Stand:
    """Return a new fake with a new ledger."""
    FAKER.seed_instance(seed)
    fake = FAKES[system](Clock(), Ledger(), seed=seed)
    return Stand(fake, datatype, fake.prepare(datatype))


@cache
def _stand_once(system: str, datatype: str) -> tuple[Stand, Snapshot]:
    at = stand(system, datatype)
    return at, at.fake.snapshot()


def stand_again(system: str, datatype: str) -> Stand:
    """Return a fake as good as new: to restore one is quicker than to make one."""
    at, snapshot = _stand_once(system, datatype)
    at.fake.restore(snapshot)
    at.fake.ledger = Ledger()
    FAKER.seed_instance(0)
    return at


def client(fake: Fake, credentials: Mapping[str, str] | None = None) -> httpx.Client:
    """Return a client that signs in as the system wants it."""
    known = fake.credentials if credentials is None else credentials
    ways: dict[str, dict[str, Any]] = {
        "Customerp": {"headers": {"Authorization": f"Bearer {known.get('token')}"}},
        "Custompms": {"headers": {"X-Api-Key": f"{known.get('key')}"}},
        "Trello": {"params": dict(known)},
    }
    return httpx.Client(transport=transport(fake), **ways[fake.name])


def sample(at: Stand) -> dict[str, Value]:
    """Return a believable record."""
    samples = import_module(f"syncproof.fakes.{at.fake.name.lower()}.samples")
    values: dict[str, Value] = samples.record(FAKER, at.datatype)
    return values


def values(at: Stand, property_: str) -> st.SearchStrategy[Value]:
    """Return the values that a property takes."""
    samples = import_module(f"syncproof.fakes.{at.fake.name.lower()}.samples")
    strategy: st.SearchStrategy[Value] = samples.values(at.datatype, property_)
    return strategy


def changes(at: Stand, since: int) -> list[Event]:
    """Return what changed records, or was refused, from a line of the ledger on."""
    return [event for event in at.fake.ledger[since:] if isinstance(event, Created | Updated | Deleted | Refused)]


def a_story(at: Stand) -> None:
    """Let users and a caller do a little of everything."""
    first, second = at.add(), at.add()
    at.fake.clock.advance(7)
    at.edit(first, **sample(at))
    at.answers()
    at.answers("/nowhere")
    at.fake.remove(at.datatype, second)
    at.add()


anywhere = pytest.mark.parametrize(("system", "datatype"), EVERYWHERE)


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
    bare = {name: full[name] for name in at.fake.datatypes[datatype].bare}
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
    name = at.fake.datatypes[datatype].bare[0]
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


@anywhere
def test_what_is_restored_answers_the_same_to_the_byte(system: str, datatype: str) -> None:
    at = stand(system, datatype)
    record, other = at.add(), at.add()
    snapshot = at.fake.snapshot()
    held, answer, now = at.records(), at.answers(), at.fake.clock.now
    for _ in range(2):
        at.fake.clock.advance(60)
        at.add()
        at.edit(record, **sample(at))
        at.fake.remove(datatype, other)
        assert at.records() != held
        assert at.answers().content != answer.content
        at.fake.restore(snapshot)
        again = at.answers()
        assert (at.records(), again.content, again.headers) == (held, answer.content, answer.headers)
        assert at.fake.clock.now == now


@anywhere
def test_after_a_restore_the_same_story_writes_the_same_ledger(system: str, datatype: str) -> None:
    at = stand(system, datatype)
    at.add()
    snapshot = at.fake.snapshot()
    told = []
    for _ in range(2):
        FAKER.seed_instance(5)
        at.fake.ledger = Ledger()
        a_story(at)
        told.append(list(at.fake.ledger))
        at.fake.restore(snapshot)
    assert told[0] == told[1]
    assert len(told[0]) >= 7


@anywhere
def test_the_same_seed_writes_the_same_ledger(system: str, datatype: str) -> None:
    told = []
    for _ in range(2):
        at = stand(system, datatype, seed=3)
        a_story(at)
        told.append((list(at.fake.ledger), at.answers().content))
    assert told[0] == told[1]


@pytest.mark.parametrize("system", FAKES)
def test_an_unknown_route_is_an_error_in_the_systems_own_words(system: str) -> None:
    at = stand(system, next(iter(FAKES[system].datatypes)))
    before = len(at.fake.ledger)
    answer = at.answers("/nowhere")
    said = {
        "Customerp": '{"type":"about:blank","title":"Not Found","status":404,',
        "Custompms": '{"error":{"code":"NOT_FOUND",',
        "Trello": "Cannot GET /1/nowhere",
    }
    assert (answer.status_code, answer.text[: len(said[system])]) == (404, said[system])
    assert [type(event) for event in at.fake.ledger[before:]] == [Call]


@pytest.mark.parametrize("system", FAKES)
def test_without_credentials_nothing_is_shown_or_changed(system: str) -> None:
    at = stand(system, next(iter(FAKES[system].datatypes)))
    at.add()
    before = len(at.fake.ledger)
    path = LISTS[system, at.datatype].format(**at.named)
    with client(at.fake, {}) as stranger:
        read = stranger.get(at.fake.url + path)
        write = stranger.post(at.fake.url + path.partition("?")[0], json={"name": "Eve"})
    assert (read.status_code, write.is_client_error) == (401, True)
    assert changes(at, before) == []


@pytest.mark.parametrize("system", FAKES)
def test_no_call_in_the_ledger_shows_a_credential(system: str) -> None:
    at = stand(system, next(iter(FAKES[system].datatypes)))
    at.answers()
    (path,) = (event.path for event in at.fake.ledger if isinstance(event, Call))
    assert not [secret for secret in at.fake.credentials.values() if secret in path]
    assert not {name for name in ("key=", "token=") if name in path}


def test_all_fakes_live_side_by_side_on_one_clock_and_ledger() -> None:
    clock, ledger = Clock(), Ledger()
    fakes = [fake(clock, ledger) for fake in FAKES.values()]
    with mounted(fakes):
        for fake in fakes:
            httpx.get(fake.url + "/nowhere")
    assert [event.system for event in ledger if isinstance(event, Call)] == list(FAKES)


@pytest.mark.parametrize(
    ("system", "datatype", "property_"),
    [
        (*where, name)
        for where in EVERYWHERE
        for name in FAKES[where[0]].datatypes[where[1]].properties
        if name not in NAMING_OTHERS
    ],
)
@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.too_slow])
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


class Life(RuleBasedStateMachine):
    """Users do what they like; at every moment the records are what the ledger says."""

    where = EVERYWHERE[0]

    def __init__(self) -> None:
        super().__init__()
        self.at = stand_again(*self.where)
        self.told = self.at.records()
        # Who is in the place by preparation stays there: a workspace keeps its last admin, for one.
        self.prepared = frozenset(self.told)
        self.read = len(self.at.fake.ledger)
        self.moments: list[tuple[Snapshot, dict[str, dict[str, Value]]]] = []

    @rule()
    def a_record_is_added(self) -> None:
        self.at.add()
        self.compare()

    @precondition(lambda self: self.own())
    @rule(data=st.data())
    def one_is_edited(self, data: st.DataObject) -> None:
        record = data.draw(st.sampled_from(self.own()))
        name = data.draw(st.sampled_from(sorted(sample(self.at).keys() - NAMING_OTHERS)))
        self.at.fake.clock.advance(data.draw(st.integers(0, 2)))
        try:
            self.at.edit(record, **{name: data.draw(values(self.at, name) | st.just(None))})
        except Refusal:
            assert isinstance(self.at.fake.ledger[-1], Refused)
        self.compare()

    @precondition(lambda self: self.own())
    @rule(data=st.data())
    def one_is_removed(self, data: st.DataObject) -> None:
        self.at.fake.remove(self.at.datatype, data.draw(st.sampled_from(self.own())))
        self.compare()

    @rule()
    def a_moment_is_kept(self) -> None:
        self.moments.append((self.at.fake.snapshot(), {record: dict(held) for record, held in self.told.items()}))

    @precondition(lambda self: self.moments)
    @rule()
    def it_goes_back_to_the_last_moment(self) -> None:
        snapshot, told = self.moments.pop()
        self.at.fake.restore(snapshot)
        self.told, self.read = told, len(self.at.fake.ledger)
        self.compare()

    def own(self) -> list[str]:
        """Return the records that users added."""
        return sorted(self.told.keys() - self.prepared)

    def compare(self) -> None:
        """Read on in the ledger, and hold it against the records."""
        for event in self.at.fake.ledger[self.read :]:
            match event:
                case Created(ref=ref, values=held) if ref == self.at.ref(ref.record):
                    self.told[ref.record] = dict(held)
                case Updated(ref=ref, before=before, after=after) if ref == self.at.ref(ref.record):
                    assert {name: self.told[ref.record][name] for name in after} == before != after
                    self.told[ref.record] |= after
                case Deleted(ref=ref) if ref == self.at.ref(ref.record):
                    del self.told[ref.record]
                case _:
                    pass
        self.read = len(self.at.fake.ledger)
        assert self.at.records() == self.told
        assert self.at.answers().status_code == 200


@anywhere
def test_the_records_are_always_what_the_ledger_says(system: str, datatype: str) -> None:
    life = type("Life", (Life,), {"where": (system, datatype)})
    run_state_machine_as_test(life, settings=settings(max_examples=15, stateful_step_count=20, deadline=None))
