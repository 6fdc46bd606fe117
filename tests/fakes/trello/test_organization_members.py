"""Who is in a workspace, and how people come to be in it and leave."""

from __future__ import annotations

import httpx
import pytest

from syncproof.fakes.kit.clock import Clock
from syncproof.fakes.trello import Trello
from syncproof.ledger import By, Created, Deleted, Ledger, Ref, Refused, Updated
from tests.fakes.trello.answers import said


def test_an_invitation_makes_a_ghost(trello: Trello, client: httpx.Client, organization: str) -> None:
    before = len(trello.ledger)
    answer = client.put(
        f"/organizations/{organization}/members",
        params={"email": "Ada@Example.org", "fullName": "Ada Lovelace"},
    )
    assert answer.json() == {"id": organization}
    ghost = client.get(f"/organizations/{organization}/members").json()[-1]
    assert ghost["fullName"] == "Ada Lovelace"
    shown = client.get(f"/members/{ghost['id']}").json()
    assert (shown["memberType"], shown["confirmed"], shown["email"]) == ("ghost", False, "ada@example.org")
    membership = client.get(f"/organizations/{organization}/memberships").json()[-1]
    assert membership == {
        "id": membership["id"],
        "idMember": ghost["id"],
        "memberType": "normal",
        "unconfirmed": True,
        "deactivated": False,
    }
    one = client.get(f"/organizations/{organization}/memberships/{membership['id']}")
    assert one.json() == membership
    assert trello.ledger[before:] == [
        Created(
            before,
            trello.clock.now,
            By.SUT,
            Ref("Trello", "Members", ghost["id"], organization),
            {
                "fullName": "Ada Lovelace",
                "email": "ada@example.org",
                "username": "adalovelace",
                "initials": "AL",
                "bio": "",
            },
        )
    ]


def test_a_known_address_is_added_under_its_own_name(trello: Trello, client: httpx.Client, organization: str) -> None:
    elsewhere = trello.prepare("Members")["organization"]
    ada = trello.add("Members", {"fullName": "Ada Lovelace", "email": "ada@example.org"}, place=elsewhere)
    before = len(trello.ledger)
    for _ in range(2):
        client.put(
            f"/organizations/{organization}/members",
            params={"email": "ADA@example.org", "fullName": "Someone"},
        )
    (event,) = trello.ledger[before:]
    assert isinstance(event, Created)
    assert (event.ref, event.values["fullName"]) == (
        Ref("Trello", "Members", ada, organization),
        "Ada Lovelace",
    )


@pytest.mark.parametrize(
    ("given", "name", "told"),
    [
        ({"fullName": "Ada"}, "email", "Invalid email address"),
        ({"email": "nobody", "fullName": "Ada"}, "email", "Invalid email address"),
        ({"email": "ada@example.org"}, "fullName", "full name must be at least 1 character"),
        ({"email": "a@b.c", "fullName": "Ada "}, "fullName", "full name cannot begin or end with a space"),
    ],
)
def test_refused_invitations(
    trello: Trello, client: httpx.Client, organization: str, given: dict[str, str], name: str, told: str
) -> None:
    before = len(trello.ledger)
    assert said(client.put(f"/organizations/{organization}/members", params=given)) == (400, told)
    ref = Ref("Trello", "Members", "", organization)
    noted = Refused(before, trello.clock.now, By.SUT, ref, name, given.get(name), told)
    assert trello.ledger[before:] == [noted]


def test_an_unknown_type_of_member(client: httpx.Client, organization: str, colleague: str) -> None:
    given = {"email": "ada@example.org", "fullName": "Ada", "type": "king"}
    assert said(client.put(f"/organizations/{organization}/members", params=given)) == (
        400,
        "invalid value for type",
    )
    for params in ({}, {"type": "observer"}):
        answer = client.put(f"/organizations/{organization}/members/{colleague}", params=params)
        assert said(answer) == (400, "invalid value for type")


def test_members_are_added_retyped_and_removed(
    trello: Trello, client: httpx.Client, organization: str, colleague: str
) -> None:
    def types() -> list[str]:
        found = client.get(f"/organizations/{organization}/memberships").json()
        return [str(one["memberType"]) for one in found]

    assert types() == ["admin", "normal"]
    client.put(f"/organizations/{organization}/members/{colleague}", params={"type": "admin"})
    assert types() == ["admin", "admin"]
    before = len(trello.ledger)
    answer = client.delete(f"/organizations/{organization}/members/{colleague}")
    assert [one["username"] for one in answer.json()["members"]] == ["syncservice"]
    gone = Deleted(before, trello.clock.now, By.SUT, Ref("Trello", "Members", colleague, organization))
    assert trello.ledger[before:] == [gone]
    assert client.get(f"/members/{colleague}").status_code == 200
    client.put(f"/organizations/{organization}/members/karlacolleague", params={"type": "normal"})
    assert types() == ["admin", "normal"]
    (added, _) = client.get(f"/organizations/{organization}/actions").json()
    assert (added["type"], added["member"]["id"]) == ("addMemberToOrganization", colleague)
    assert isinstance(trello.ledger[-1], Created)


def test_the_last_admin_cannot_go(client: httpx.Client, organization: str) -> None:
    for answer in (
        client.delete(f"/organizations/{organization}/members/me"),
        client.put(f"/organizations/{organization}/members/me", params={"type": "normal"}),
    ):
        assert said(answer) == (403, "Not enough admins")


def test_lists_of_members_show_little(client: httpx.Client, organization: str) -> None:
    plain = client.get(f"/organizations/{organization}/members").json()
    assert [list(member) for member in plain] == [["id", "username", "fullName"]] * 2
    admins = client.get(f"/organizations/{organization}/members/admins").json()
    assert [member["username"] for member in admins] == ["syncservice"]
    assert client.get(f"/organizations/{organization}/members/all").json() == plain
    with_members = client.get(f"/organizations/{organization}/memberships", params={"member": "true"}).json()
    assert with_members[0]["member"]["username"] == "syncservice"


@pytest.mark.parametrize(
    ("wanted", "found"),
    [
        ("all", ["syncservice", "karlacolleague"]),
        ("active", ["syncservice"]),
        ("deactivated", ["karlacolleague"]),
        ("admin", ["syncservice"]),
        ("normal", ["karlacolleague"]),
        ("me", ["syncservice"]),
        ("none", []),
    ],
)
def test_memberships_by_filter(
    client: httpx.Client, organization: str, colleague: str, wanted: str, found: list[str]
) -> None:
    client.put(f"/organizations/{organization}/members/{colleague}/deactivated", params={"value": "true"})
    asked = {"filter": wanted, "member": "true", "member_fields": "username"}
    shown = client.get(f"/organizations/{organization}/memberships", params=asked).json()
    assert [one["member"]["username"] for one in shown] == found


def test_a_deactivated_member_is_kept_out(trello: Trello, client: httpx.Client, organization: str) -> None:
    client.put(f"/organizations/{organization}/members/karlacolleague", params={"type": "admin"})
    path = f"/organizations/{organization}/members/me/deactivated"
    assert client.put(path).text == "invalid value for value"
    assert client.put(path, params={"value": "true"}).json()["deactivated"] is True
    assert client.get(f"/organizations/{organization}").text == "unauthorized organization."
    event = list(trello.ledger)[-1]
    assert isinstance(event, Updated)
    assert (event.before, event.after) == ({"deactivated": False}, {"deactivated": True})


def test_the_last_admin_is_not_deactivated(client: httpx.Client, organization: str) -> None:
    answer = client.put(f"/organizations/{organization}/members/me/deactivated", params={"value": "true"})
    assert (answer.status_code, answer.text) == (403, "Not enough admins")


def test_a_member_is_removed_from_the_boards_too(client: httpx.Client, board: str, card: str) -> None:
    workspace = client.get(f"/boards/{board}/idOrganization").json()["_value"]
    karla = client.get("/members/karlacolleague/id").json()["_value"]
    client.put(f"/cards/{card}", params={"idMembers": karla})
    answer = client.delete(f"/organizations/{workspace}/members/{karla}/all")

    assert [one["username"] for one in answer.json()["members"]] == ["syncservice"]
    assert [one["username"] for one in client.get(f"/boards/{board}/members").json()] == ["syncservice"]
    assert client.get(f"/cards/{card}/idMembers").json() == {"_value": []}


@pytest.mark.parametrize(("method", "path"), [("PUT", "deactivated?value=true"), ("DELETE", "all")])
def test_a_free_workspace_does_neither(method: str, path: str) -> None:
    trello = Trello(Clock(), Ledger(), capabilities=frozenset())
    place = trello.prepare("Members")["organization"]
    path, _, query = path.partition("?")
    transport = httpx.WSGITransport(app=trello.app)
    with httpx.Client(base_url=trello.url, transport=transport) as client:
        params = dict(trello.credentials) | dict(httpx.QueryParams(query))
        answer = client.request(method, f"/organizations/{place}/members/karlacolleague/{path}", params=params)
    assert answer.status_code == 403
    assert len(trello.records("Members", place)) == 2


def test_one_membership_with_its_member(client: httpx.Client, organization: str) -> None:
    (mine, _) = client.get(f"/organizations/{organization}/memberships").json()
    path = f"/organizations/{organization}/memberships/{mine['id']}"
    assert client.get(path).json() == mine
    asked = {"member": "true", "member_fields": "username"}
    shown = client.get(path, params=asked).json()
    assert shown == {**mine, "member": {"id": mine["idMember"], "username": "syncservice"}}


def test_memberships_of_a_board_with_the_place_in_its_workspace(client: httpx.Client, board: str) -> None:
    asked = {"orgMemberType": "true", "filter": "normal"}
    (shown,) = client.get(f"/boards/{board}/memberships", params=asked).json()
    assert (shown["memberType"], shown["orgMemberType"]) == ("normal", "normal")


def test_who_cannot_leave_every_board_leaves_none(client: httpx.Client, organization: str, colleague: str) -> None:
    boards = [
        client.post("/boards", params={"name": name, "idOrganization": organization}).json()["id"] for name in "AB"
    ]
    for board, type_ in zip(boards, ("normal", "admin"), strict=True):
        client.put(f"/boards/{board}/members/{colleague}", params={"type": type_})
    client.delete(f"/boards/{boards[1]}/members/me")  # the colleague is the last admin there

    answer = client.delete(f"/organizations/{organization}/members/{colleague}/all")

    assert said(answer) == (403, "Not enough admins")
    assert colleague in {one["id"] for one in client.get(f"/boards/{boards[0]}/members").json()}
