"""Lists that are late, times in whole seconds, and clocks that differ: in systems whose lists go by time."""

from __future__ import annotations

import httpx
import pytest

from syncproof.fakes import FAKES, make_systems
from syncproof.fakes.customerp import Customerp
from syncproof.fakes.custompms import Custompms
from syncproof.fakes.kit.clock import START, Clock, iso
from syncproof.fakes.kit.fake import Fake, NoSuchAct
from syncproof.fakes.kit.mount import transport
from syncproof.ledger import Ledger


def listed(fake: Fake, since: int = 0) -> list[str]:
    """Return the names of customers in the list of those that changed since a moment, in the list's order."""
    with httpx.Client(transport=transport(fake), base_url=fake.url) as client:
        if fake.name == "Customerp":
            headers = {"Authorization": f"Bearer {fake.credentials['token']}"}
            params = {"updated_since": iso(START + since)}
            return [each["name"] for each in client.get("/customers", params=params, headers=headers).json()["data"]]
        headers = {"X-Api-Key": fake.credentials["key"]}
        answer = client.get("/customers", params={"modifiedSince": START + since}, headers=headers).json()
        assert len(answer["items"]) == answer["total"]
        return [each["name"] for each in answer["items"]]


@pytest.fixture(params=[Customerp, Custompms])
def fake(request: pytest.FixtureRequest) -> Fake:
    system: type[Fake] = request.param
    return system(Clock(), Ledger())


def test_a_late_change_is_in_no_list_and_at_its_own_address(fake: Fake) -> None:
    ada = fake.add("Customer", {"name": "Ada"})
    fake.clock.advance(1)
    with fake.unlisted():
        fake.edit("Customer", ada, {"name": "Eve"})
        fake.add("Customer", {"name": "Grace"})
    fake.clock.advance(1)
    fake.add("Customer", {"name": "Linus"})

    assert [values["name"] for values in fake.records("Customer").values()] == ["Eve", "Grace", "Linus"]
    assert sorted(listed(fake)) == ["Ada", "Linus"]
    assert listed(fake, since=1000) == ["Linus"]


def test_a_late_change_is_listed_with_the_time_at_which_it_was_made(fake: Fake) -> None:
    ada = fake.add("Customer", {"name": "Ada"})
    fake.clock.advance(1)
    with fake.unlisted():
        fake.edit("Customer", ada, {"name": "Eve"})
    fake.clock.advance(5)
    fake.list_all()

    assert (listed(fake, since=1000), listed(fake, since=1001)) == (["Eve"], [])


def test_a_late_record_can_be_changed_again_or_deleted(fake: Fake) -> None:
    with fake.unlisted():
        ada, grace = (fake.add("Customer", {"name": name}) for name in ("Ada", "Grace"))
    fake.edit("Customer", ada, {"name": "Eve"})
    fake.remove("Customer", grace)
    assert listed(fake) == ["Eve"]
    fake.list_all()
    assert listed(fake) == ["Eve"]


def test_what_is_late_is_taken_back_with_all_else(fake: Fake) -> None:
    ada = fake.add("Customer", {"name": "Ada"})
    snapshot = fake.snapshot()
    with fake.unlisted():
        fake.edit("Customer", ada, {"name": "Eve"})
    fake.round_times()
    fake.restore(snapshot)
    fake.list_all()
    fake.clock.advance(0.5)
    fake.edit("Customer", ada, {"name": "Eva"})

    assert (listed(fake), listed(fake, since=500)) == (["Eva"], ["Eva"])


def test_times_in_whole_seconds_are_those_of_the_second_that_began(fake: Fake) -> None:
    fake.round_times()
    fake.clock.advance(1.999)
    fake.add("Customer", {"name": "Ada"})

    assert (listed(fake, since=1000), listed(fake, since=1001)) == (["Ada"], [])


def test_each_system_has_a_clock_that_goes_with_all_and_may_be_ahead() -> None:
    clock = Clock()
    fakes = make_systems(clock, Ledger())
    snapshot = fakes["Trello"].snapshot()
    fakes["Trello"].clock.ahead = 300_000
    fakes["Customerp"].clock.ahead = -60_000
    fakes["Custompms"].clock.advance(10)

    assert {name: fake.clock.now - START for name, fake in fakes.items()} == {
        "Customerp": -50_000,
        "Custompms": 10_000,
        "Trello": 310_000,
    }
    assert clock.now == START + 10_000
    fakes["Trello"].restore(snapshot)
    assert (clock.now, fakes["Trello"].clock.now) == (START, START)


def test_trello_has_no_times_of_records_and_its_lists_are_never_late() -> None:
    trello = FAKES["Trello"](Clock(), Ledger())
    trello.list_all()
    for act in (trello.unlisted, trello.round_times):
        with pytest.raises(NoSuchAct):
            act()
