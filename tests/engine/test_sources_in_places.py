"""The reference sync where Trello is the source: cards of a list, members of a workspace, comments on a card."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any, cast

import httpx
import pytest

from syncproof.engine import Access, Client, Links, Report, Sync
from syncproof.fakes.customerp import Customerp
from syncproof.fakes.custompms import Custompms
from syncproof.fakes.kit.clock import Clock
from syncproof.fakes.kit.fake import Fake
from syncproof.fakes.kit.mount import transport
from syncproof.fakes.trello import Trello
from syncproof.ledger import Ledger, Value
from tests.engine.conftest import Answer, Wire

ADA: dict[str, Value] = {"fullName": "Ada", "email": "Ada@x.org"}


@dataclass
class Here:
    """A sync from a datatype of Trello to one of Customerp or Custompms."""

    source: str
    system: type[Fake]
    target: str
    rows: dict[str, str]
    clock: Clock = field(default_factory=Clock)
    reports: list[Report] = field(default_factory=list)

    def __post_init__(self) -> None:
        ledger = Ledger()
        self.trello, self.across = Trello(self.clock, ledger), self.system(self.clock, ledger)
        self.place = self.trello.prepare(self.source)
        self.wire = Wire({httpx.URL(fake.url).host: transport(fake) for fake in (self.trello, self.across)})
        ends = {"source": {"system": "Trello", "datatype": self.source}}
        ends["target"] = {"system": self.across.name, "datatype": self.target}
        properties = [{"source": left, "target": right} for left, right in self.rows.items()]
        section = {"id": "s", **ends, "place": {}, "source_place": dict(self.place), "properties": properties}
        checklist: dict[str, Any] = {"policy": "latest-wins", "sections": [section]}
        access = {fake.name: Access(fake.url, **fake.credentials) for fake in (self.trello, self.across)}
        self.client = Client(transport=self.wire)
        self.links = Links()
        self.sync = Sync(checklist, access, self.links, self.client, self.clock.advance, self.reports.append)

    def close(self) -> None:
        self.client.close()
        self.links.close()

    def run(self, passes: int = 4) -> None:
        for _ in range(passes):
            self.clock.advance(1)
            self.sync.run()

    def add(self, **values: Value) -> str:
        self.clock.advance(1)
        return self.trello.add(self.source, values, place=self.trello.container(self.source, self.place))

    def edit(self, record: str, **values: Value) -> None:
        self.clock.advance(1)
        self.trello.edit(self.source, record, values)

    def there(self, name: str) -> list[Value]:
        return [values[name] for values in self.across.records(self.target).values()]


@pytest.fixture
def cards() -> Iterator[Here]:
    here = Here("Cards", Custompms, "Task", {"name": "title", "desc": "notes", "due": "due"})
    yield here
    here.close()


@pytest.fixture
def members() -> Iterator[Here]:
    here = Here("Members", Customerp, "Contact", {"fullName": "name", "email": "email"})
    yield here
    here.close()


def test_the_cards_of_the_list_are_carried_and_no_others(cards: Here) -> None:
    cards.run()
    first = cards.add(name="Dig")
    cards.add(name="Shut", closed=True)
    cards.trello.add("Cards", {"name": "Elsewhere"}, place=cards.trello.prepare("Cards")["list"])
    other = cards.trello.copy("Cards", first)
    cards.trello.move("Cards", other, "another list")
    cards.run()
    assert cards.there("title") == ["Dig", "Shut"]
    cards.edit(other, name="Still elsewhere")
    cards.run()
    assert cards.there("title") == ["Dig", "Shut"]


@pytest.mark.parametrize("to", ["another list", "another board"])
def test_a_card_is_followed_wherever_a_user_moves_it(cards: Here, to: str) -> None:
    card = cards.add(name="Dig")
    cards.run()
    cards.trello.move("Cards", card, to)
    cards.run()
    cards.edit(card, name="Fill")
    cards.run()
    assert cards.there("title") == ["Fill"]


def test_a_deleted_card_is_reported_once_and_its_task_stays(cards: Here) -> None:
    card = cards.add(name="Dig")
    cards.run()
    cards.edit(card, name="Fill")
    cards.trello.remove("Cards", card)
    cards.run()
    assert (cards.there("title"), [report.kind for report in cards.reports]) == (["Dig"], ["gone"])


def test_an_edit_that_a_write_to_a_card_replaced_stands_on_both_sides(cards: Here) -> None:
    card = cards.add(name="Dig")
    cards.run()
    (task,) = cards.across.records("Task")
    cards.clock.advance(1)
    cards.across.edit("Task", task, {"title": "Fill"})

    def edit_first(request: httpx.Request, answer: Answer) -> httpx.Response:
        if request.method == "PUT" and "/cards/" in request.url.path:
            cards.wire.trouble = None
            cards.edit(card, name="Level")
        return answer(request)

    cards.wire.trouble = edit_first
    cards.run()
    assert (cards.there("title"), cards.trello.records("Cards")[card]["name"]) == (["Level"], "Level")


def test_a_late_list_makes_nothing_of_a_card_that_the_log_knows_better(cards: Here) -> None:
    cards.run()
    card = cards.add(name="Dig")
    old = cards.client.get(
        f"{cards.trello.url}/lists/{cards.place['list']}/cards/all", params=dict(cards.trello.credentials)
    )
    cards.edit(card, name="Fill")

    def late(request: httpx.Request, answer: Answer) -> httpx.Response:
        return httpx.Response(200, json=old.json()) if request.url.path.endswith("/cards/all") else answer(request)

    cards.wire.trouble = late
    cards.run(1)
    assert cards.there("title") == []
    cards.wire.trouble = None
    cards.run()
    assert cards.there("title") == ["Fill"]


def test_a_date_that_trello_would_take_for_none_is_not_sent(cards: Here) -> None:
    port = cards.sync.port(cards.sync.sections[0].source, cards.place)
    card = cards.add(name="Dig", due="2026-05-01T10:30:00.000Z")
    record = port.read(card)
    with pytest.raises(Exception, match="invalid value for due"):
        port.write(record, {"due": "null"})
    assert cards.trello.records("Cards")[card]["due"] == "2026-05-01T10:30:00.000Z"


def test_an_edit_between_read_and_write_is_carried_where_the_source_has_no_lock(members: Here) -> None:
    ada = members.add(**ADA)
    members.run()
    (contact,) = (id_ for id_, values in members.across.records("Contact").items() if values["name"] == "Ada")
    members.edit(ada, fullName="Ada King")
    members.clock.advance(1)
    members.across.edit("Contact", contact, {"email": "king@x.org"})

    def edit_meanwhile(request: httpx.Request, answer: Answer) -> httpx.Response:
        if request.url.path.endswith("/contacts"):
            members.wire.trouble = None
            members.edit(ada, fullName="Ada Byron")
        return answer(request)

    members.wire.trouble = edit_meanwhile
    members.run()
    held = members.trello.records("Members")[ada]
    assert (held["fullName"], held["email"]) == ("Ada Byron", "king@x.org")
    assert members.across.records("Contact")[contact]["name"] == "Ada Byron"


def test_a_member_who_is_invited_again_is_one_contact_and_one_who_left_is_gone(members: Here) -> None:
    ada = members.add(**ADA)
    assert members.add(**ADA) == ada
    members.run()
    assert members.there("email").count("ada@x.org") == 1
    members.trello.remove("Members", ada)
    (contact,) = (id_ for id_, values in members.across.records("Contact").items() if values["name"] == "Ada")
    members.across.edit("Contact", contact, {"name": "Ada King"})
    members.run()
    assert [report.kind for report in members.reports] == ["gone"]


def test_comments_of_users_are_carried_both_ways() -> None:
    here = Here("Actions", Custompms, "Task", {"text": "title"})
    comment = here.add(text="Dig")
    here.run()
    (task,) = here.across.records("Task")
    here.clock.advance(1)
    here.across.edit("Task", task, {"title": "Fill"})
    here.run()
    assert cast("str", here.trello.records("Actions")[comment]["text"]) == "Fill"
    here.close()
