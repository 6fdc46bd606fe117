"""A user's hands: what people do in Trello's own screens, and what the ledger makes of it."""

from __future__ import annotations

import httpx
import pytest

from syncproof.fakes.kit.clock import Clock
from syncproof.fakes.kit.fake import NoSuchRecord, Refusal
from syncproof.fakes.trello import Trello
from syncproof.ledger import By, Created, Deleted, Ledger, Ref, Updated, Value

ADA: dict[str, Value] = {"fullName": "Ada Lovelace", "email": "Ada@Example.org"}


def test_a_capability_must_be_one() -> None:
    with pytest.raises(ValueError, match="no such capability: flying; there are comment-write, member-email-visible"):
        Trello(Clock(), Ledger(), capabilities=frozenset({"flying"}))


def test_preparing_makes_a_new_place_each_time_and_only_the_harness_did_it(trello: Trello) -> None:
    first = {datatype: dict(trello.prepare(datatype)) for datatype in trello.datatypes}
    second = {datatype: dict(trello.prepare(datatype)) for datatype in trello.datatypes}
    assert {datatype: set(place) for datatype, place in first.items()} == {
        "Members": {"organization"},
        "Organizations": set(),
        "Actions": {"board", "card"},
        "Cards": {"board", "list"},
    }
    assert not {*first["Members"].values(), *first["Cards"].values(), *first["Actions"].values()} & {
        *second["Members"].values(),
        *second["Cards"].values(),
        *second["Actions"].values(),
    }
    assert {event.by for event in trello.ledger} == {By.HARNESS}
    with pytest.raises(KeyError):
        trello.prepare("Boards")


def test_the_token_owner_is_an_admin_of_every_place_and_a_colleague_is_there(
    trello: Trello, client: httpx.Client
) -> None:
    organization, place = trello.prepare("Members")["organization"], trello.prepare("Cards")
    for path in (f"/organizations/{organization}", f"/boards/{place['board']}"):
        seats = client.get(f"{path}/memberships", params={"member": "true"}).json()
        assert [(seat["member"]["username"], seat["memberType"]) for seat in seats] == [
            ("syncservice", "admin"),
            ("karlacolleague", "normal"),
        ]


def test_a_person_with_an_account_joins(trello: Trello, client: httpx.Client, organization: str) -> None:
    before = len(trello.ledger)
    ada = trello.add("Members", ADA, place=organization)
    values = {
        "fullName": "Ada Lovelace",
        "email": "ada@example.org",
        "username": "adalovelace",
        "initials": "AL",
        "bio": "",
    }
    ref = Ref("Trello", "Members", ada, organization)
    assert trello.ledger[before:] == [Created(before, trello.clock.now, By.USER, ref, values)]
    assert dict(trello.records("Members", organization))[ada] == values
    assert client.get(f"/members/{ada}").json()["memberType"] == "normal"


def test_people_without_latin_letters_get_a_username_too(trello: Trello, organization: str) -> None:
    names = ["王小明", "Ada Lovelace", "Ada Lovelace", "x"]
    made = [
        trello.add("Members", {"fullName": name, "email": f"{nth}@example.org"}, place=organization)
        for nth, name in enumerate(names)
    ]
    records = trello.records("Members", organization)
    usernames = [str(records[id_]["username"]) for id_ in made]
    assert len(set(usernames)) == 4
    assert all(len(name) >= 3 and name.isascii() for name in usernames)


def test_a_member_of_two_places_is_updated_once_in_the_first_and_leaves_both(trello: Trello) -> None:
    first, second = (trello.prepare("Members")["organization"] for _ in range(2))
    ada = trello.add("Members", ADA, place=first)
    assert trello.add("Members", ADA, place=second) == ada
    before, at = len(trello.ledger), trello.clock.now
    trello.edit("Members", ada, {"fullName": "Ada King", "bio": "Counts"})
    trello.edit("Members", ada, {"fullName": "Ada King"})
    trello.remove("Members", ada)
    was, now = {"fullName": "Ada Lovelace", "bio": ""}, {"fullName": "Ada King", "bio": "Counts"}
    assert trello.ledger[before:] == [
        Updated(before, at, By.USER, Ref("Trello", "Members", ada, first), was, now),
        Deleted(before + 1, at, By.USER, Ref("Trello", "Members", ada, first)),
        Deleted(before + 2, at, By.USER, Ref("Trello", "Members", ada, second)),
    ]
    assert ada not in trello.records("Members")


def test_a_member_of_an_unprepared_workspace_has_no_place(trello: Trello) -> None:
    workspace = trello.add("Organizations", {"displayName": "Acme"})
    ada = trello.add("Members", ADA, place=workspace)
    trello.edit("Members", ada, {"fullName": "Ada King"})
    event = trello.ledger[-1]
    assert isinstance(event, Updated)
    assert event.ref == Ref("Trello", "Members", ada)


def test_a_users_workspace_is_seen_by_the_token_owner_and_its_staff_by_nobody(
    trello: Trello, client: httpx.Client
) -> None:
    workspace = trello.add("Organizations", {"displayName": "Acme", "website": "acme.example", "desc": None})
    values = {"displayName": "Acme", "name": "acme", "desc": "", "website": "http://acme.example"}
    ref = Ref("Trello", "Organizations", workspace)
    assert list(trello.ledger) == [Created(0, trello.clock.now, By.USER, ref, values)]
    assert [one["id"] for one in client.get("/members/me/organizations").json()] == [workspace]
    assert client.put(f"/organizations/{workspace}", params={"desc": "x"}).status_code == 200
    trello.remove("Organizations", workspace)
    assert [type(event) for event in trello.ledger] == [Created, Updated, Deleted]


def test_a_users_card_and_its_log(trello: Trello, client: httpx.Client, list_: str, board: str) -> None:
    card = trello.add("Cards", {"name": "By hand", "due": "2026-05-01T00:00:00.000Z", "pos": 4}, place=list_)
    trello.edit("Cards", card, {"dueComplete": True, "name": None}, by=By.HARNESS)
    assert client.get(f"/cards/{card}").json()["name"] == ""
    shown = client.get(f"/cards/{card}/actions", params={"filter": "all"}).json()
    assert {action["memberCreator"]["username"] for action in shown} == {"karlacolleague"}
    assert {action["appCreator"] for action in shown} == {None}
    assert trello.ledger[-1].by is By.HARNESS
    assert trello.records("Cards", list_)[card]["pos"] == 4
    trello.remove("Cards", card)
    assert card not in trello.records("Cards", list_)
    assert client.get(f"/boards/{board}/actions", params={"limit": 1}).json()[0]["type"] == "deleteCard"


def test_a_card_is_dragged_to_another_list_but_not_to_nowhere(
    trello: Trello, client: httpx.Client, board: str, list_: str, card: str
) -> None:
    other = client.post("/lists", params={"name": "Done", "idBoard": board}).json()["id"]
    trello.edit("Cards", card, {"idList": other})
    event = trello.ledger[-1]
    assert isinstance(event, Updated)
    assert (event.ref.place, event.before, event.after) == (other, {"idList": list_}, {"idList": other})
    with pytest.raises(Refusal, match="invalid value for idList"):
        trello.edit("Cards", card, {"idList": "0" * 24})


def test_a_comment_is_edited_as_its_author(trello: Trello, client: httpx.Client, card: str) -> None:
    theirs = trello.add("Actions", {"text": "Mine"}, place=card)
    ours = client.post(f"/cards/{card}/actions/comments", params={"text": "Ours"}).json()["id"]
    for id_ in (theirs, ours):
        trello.edit("Actions", id_, {"text": "Edited"})
        assert trello.ledger[-1].by is By.USER
    assert list(trello.records("Actions", card).values()) == [{"text": "Edited"}] * 2
    authors = [action["memberCreator"]["username"] for action in client.get(f"/cards/{card}/actions").json()]
    assert authors == ["syncservice", "karlacolleague"]
    assert client.put(f"/actions/{ours}", params={"text": "Again"}).status_code == 200


def test_places_that_are_not_there(trello: Trello) -> None:
    for datatype, values in (("Members", ADA), ("Actions", {"text": "x"}), ("Cards", {"name": "x"})):
        with pytest.raises(NoSuchRecord):
            trello.add(datatype, values, place="0" * 24)
        with pytest.raises(NoSuchRecord):
            trello.records(datatype, "0" * 24)
    with pytest.raises(KeyError):
        trello.add("Boards", {})


def test_the_system_itself_allows_one_member_per_email(trello: Trello, organization: str) -> None:
    ada = trello.add("Members", ADA, place=organization)
    bob = trello.add("Members", {"fullName": "Bob", "email": "bob@example.org"}, place=organization)
    before = len(trello.ledger)
    assert trello.add("Members", {"fullName": "Other", "email": "ADA@example.org"}, place=organization) == ada
    assert len(trello.ledger) == before
    with pytest.raises(Refusal, match="email is taken"):
        trello.edit("Members", bob, {"email": "ada@EXAMPLE.org"})
    trello.edit("Members", bob, {"email": "BOB@example.org"})
    assert trello.records("Members", organization)[bob]["email"] == "bob@example.org"


def test_a_freed_email_and_username_can_be_taken_again(trello: Trello, organization: str) -> None:
    ada = trello.add("Members", ADA, place=organization)
    trello.edit("Members", ada, {"email": "king@example.org", "username": "adaking"})
    other = trello.add("Members", ADA, place=organization)
    assert other != ada
    assert trello.records("Members", organization)[other]["username"] == "adalovelace"


def test_a_moment_can_be_come_back_to(trello: Trello, client: httpx.Client, list_: str, organization: str) -> None:
    def everything() -> list[bytes]:
        board = client.get(f"/lists/{list_}").json()["idBoard"]
        paths = (
            f"/boards/{board}?cards=all&lists=all&actions=all&members=all",
            f"/organizations/{organization}?members=all&member_fields=all",
            "/members/me/organizations",
            "/members/me/actions?limit=1000",
        )
        return [client.get(path).content for path in paths]

    kept = trello.add("Cards", {"name": "Kept"}, place=list_)
    snapshot, held = trello.snapshot(), everything()
    for _ in range(3):
        trello.clock.advance(5)
        made = client.post("/cards", params={"idList": list_, "pos": "top"}).json()["id"]
        client.post(f"/cards/{kept}/actions/comments", params={"text": "Hi"})
        client.put(f"/cards/{kept}", params={"name": "Changed", "pos": "bottom"})
        client.delete(f"/cards/{made}")
        client.put(f"/organizations/{organization}/members", params={"email": "a@b.c", "fullName": "A"})
        client.delete(f"/organizations/{organization}/members/karlacolleague")
        client.post("/organizations", params={"displayName": "More"})
        client.delete(f"/organizations/{organization}")
        assert everything() != held
        trello.restore(snapshot)
        assert everything() == held


def test_the_same_calls_write_the_same_ledger_and_answers() -> None:
    def story(seed: int) -> tuple[list[object], list[bytes]]:
        trello = Trello(Clock(), Ledger(), seed=seed)
        place = trello.prepare("Cards")
        transport = httpx.WSGITransport(app=trello.app)
        with httpx.Client(base_url=trello.url, params=dict(trello.credentials), transport=transport) as client:
            trello.add("Members", ADA, place=trello.prepare("Members")["organization"])
            made = client.post("/cards", params={"idList": place["list"], "name": "One"})
            path = f"/cards/{made.json()['id']}/actions/comments"
            return list(trello.ledger), [made.content, client.post(path, params={"text": "x"}).content]

    assert story(4) == story(4)
    assert story(4) != story(5)
