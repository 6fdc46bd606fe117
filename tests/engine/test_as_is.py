"""Against Trello as it really is: what cannot be carried is reported once, and all else goes on."""

from __future__ import annotations

from .conftest import CONTACT, EMPLOYEE, Worlds

DENIED = "unauthorized member permission requested"


def test_a_profile_that_the_sync_may_not_write_is_reported_once_and_requested_once(world: Worlds) -> None:
    here = world(CONTACT, capabilities=frozenset())
    ada = here.add(CONTACT)
    here.settle()
    (target,) = here.made("Members")
    written = len(here.writes())

    here.edit("Customerp", "Contact", ada, {"name": "Ada King", "email": "king@x.org"})
    here.settle()
    here.restart()
    here.settle()

    assert {(each.record, each.property, each.reason.endswith(DENIED)) for each in here.reports} == {
        (target, "fullName", True),
        (target, "email", True),
    }
    assert len(here.reports) == 2
    assert [call.status for call in here.writes()[written:]] == [401]
    assert here.there("Members")[target]["fullName"] == "Ada"


def test_an_edit_in_trello_is_carried_all_the_same(world: Worlds) -> None:
    here = world(CONTACT, capabilities=frozenset())
    ada = here.add(CONTACT)
    here.settle()
    (target,) = here.made("Members")
    here.edit("Customerp", "Contact", ada, {"name": "Ada King", "phone": "13"})
    here.settle()

    here.edit("Trello", "Members", target, {"fullName": "Ada Byron", "email": "byron@x.org"})
    here.settle()

    held = here.fakes["Customerp"].records("Contact")[ada]
    assert (held["name"], held["email"], held["phone"]) == ("Ada Byron", "ada@x.org", "13")


def test_records_with_one_email_share_a_member_even_if_trello_hides_the_email(world: Worlds) -> None:
    here = world(CONTACT, EMPLOYEE, capabilities=frozenset())
    here.add(CONTACT)
    here.settle()

    here.add(EMPLOYEE, name="Grace")
    here.settle()

    (target,) = here.made("Members")
    assert here.links.of(str(EMPLOYEE), next(iter(here.fakes["Customerp"].records("Employee")))).target == target


def test_a_member_too_many_for_a_free_workspace_is_reported_and_the_others_are_there(world: Worlds) -> None:
    here = world(CONTACT, capabilities=frozenset())
    for number in range(10):
        here.add(CONTACT, name=f"Ada {number}", email=f"ada{number}@x.org")

    here.settle()

    assert len(here.made("Members")) == 8  # beside the sync's own account and a colleague
    assert {(each.kind, each.reason.endswith("Org has too many members")) for each in here.reports} == {
        ("denied", True)
    }
    assert len({each.record for each in here.reports}) == 2


def test_what_was_denied_for_want_of_room_is_made_when_there_is_room(world: Worlds) -> None:
    here = world(CONTACT, capabilities=frozenset())
    for number in range(10):
        here.add(CONTACT, name=f"Ada {number}", email=f"ada{number}@x.org")
    here.settle()
    reported = len(here.reports)
    denied = len(here.writes())
    here.settle()
    assert len(here.writes()) == denied

    here.trello.remove("Members", next(iter(here.made("Members"))))
    here.settle()

    assert {f"Ada {number}" for number in range(1, 9)} <= {each["fullName"] for each in here.made("Members").values()}
    assert len(here.made("Members")) == 8
    assert len(here.reports) <= reported + 1  # the one that left
