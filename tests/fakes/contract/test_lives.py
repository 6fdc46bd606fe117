"""What users do to whole records, in every system: what a datatype declares can be done, and nothing else."""

from __future__ import annotations

from syncproof.fakes import FAKES
from syncproof.fakes.kit.fake import NoSuchAct
from syncproof.ledger import By, Created, Deleted, Updated
from tests.fakes.contract.place import anywhere, stand

ACTS = ("archive", "restore", "another list", "another board", "another project", "another customer", "copy")


def cannot(system: str, datatype: str) -> list[str]:
    """Return the acts that a system refuses for a datatype, each tried on a new record."""
    refused = []
    for act in ACTS:
        at = stand(system, datatype)
        record = at.add()
        before = at.records()
        try:
            match act:
                case "archive" | "restore":
                    at.fake.archive(datatype, record, archived=act == "archive")
                case "copy":
                    at.fake.copy(datatype, record)
                case place:
                    at.fake.move(datatype, record, place)
        except NoSuchAct:
            refused.append(act)
            assert at.records() == before
    return refused


@anywhere
def test_a_datatype_declares_what_users_can_do_to_its_records(system: str, datatype: str) -> None:
    declared = FAKES[system].datatypes[datatype]
    there = {
        "archive": declared.archives,
        "restore": declared.archives,
        "copy": declared.copies,
        **{place: place in declared.moves for place in ACTS if place.startswith("another")},
    }

    assert cannot(system, datatype) == [act for act in ACTS if not there[act]]


@anywhere
def test_no_life_ends_by_archiving_or_moving(system: str, datatype: str) -> None:
    at = stand(system, datatype)
    declared = at.fake.datatypes[datatype]
    record = at.add()
    at.fake.clock.advance(60)
    for place in declared.moves:
        at.fake.move(datatype, record, place)
    for archived in (True, False) if declared.archives else ():
        at.fake.archive(datatype, record, archived=archived)

    assert record in at.fake.records(datatype)
    assert not any(isinstance(event, Deleted) for event in at.fake.ledger)
    moved = {event.by for event in at.fake.ledger if isinstance(event, Updated)}
    assert moved == ({By.USER} if declared.moves or declared.archives else set())


@anywhere
def test_a_copy_is_a_record_of_its_own_that_holds_the_same(system: str, datatype: str) -> None:
    at = stand(system, datatype)
    if not at.fake.datatypes[datatype].copies:
        return
    record = at.add()
    copy = at.fake.copy(datatype, record)

    held = at.records()
    own = {"pos", "dueComplete"}  # where a card lies in its list; a copy is not done yet
    assert copy != record
    assert {name: value for name, value in held[copy].items() if name not in own} == {
        name: value for name, value in held[record].items() if name not in own
    }
    made = [event for event in at.fake.ledger if isinstance(event, Created) and event.ref == at.ref(copy)]
    assert [event.by for event in made] == [By.USER]


@anywhere
def test_who_edits_with_the_account_of_the_sut_is_a_user_all_the_same(system: str, datatype: str) -> None:
    at = stand(system, datatype)
    record, name = at.add(), at.fake.datatypes[datatype].minimal[0]
    value = "new@mail.example" if name == "email" else "Newly named"
    at.fake.edit(datatype, record, {name: value}, as_sut=True)

    assert at.records()[record][name] == value
    assert {event.by for event in at.fake.ledger if isinstance(event, Updated)} == {By.USER}


def test_trello_shows_the_account_that_edited() -> None:
    shown = []
    for as_sut in (False, True):
        at = stand("Trello", "Cards")
        at.fake.edit("Cards", at.add(), {"name": "Newly named"}, as_sut=as_sut)
        action = at.answers(f"/boards/{at.named['board']}/actions?filter=updateCard:name").json()[0]
        shown.append(action["memberCreator"]["username"])

    assert shown == ["karlacolleague", "syncservice"]
