"""`/organizations`: workspaces themselves."""

from __future__ import annotations

import httpx
import pytest

from syncproof.fakes.kit.clock import Clock
from syncproof.fakes.trello import Trello
from syncproof.ledger import By, Created, Deleted, Ledger, Ref, Refused, Updated
from tests.fakes.trello.answers import said

DEFAULT = [
    "id",
    "name",
    "displayName",
    "desc",
    "descData",
    "url",
    "website",
    "teamType",
    "logoHash",
    "logoUrl",
    "offering",
    "products",
    "powerUps",
]


def test_a_new_workspace_and_its_keys(trello: Trello, client: httpx.Client) -> None:
    answer = client.post(
        "/organizations",
        params={
            "displayName": "Blå Bær AS",
            "desc": "Berries",
            "website": "https://b.example",
            "surprise": "1",
        },
    )
    made = answer.json()
    assert list(made) == [*DEFAULT, "idMemberCreator", "limits"]
    limits = client.get(f"/organizations/{made['id']}", params={"fields": "limits"}).json()["limits"]["orgs"]
    assert limits["freeBoardsPerOrg"] == {"status": "ok", "disableAt": 10, "warnAt": 3}
    assert (made["name"], made["displayName"], made["desc"]) == ("blabras", "Blå Bær AS", "Berries")
    assert (made["website"], made["descData"]) == ("https://b.example", {"emoji": {}})
    assert made["url"] == "https://trello.com/w/blabras"
    assert list(client.get("/organizations/blabras").json()) == DEFAULT
    values = {
        "displayName": "Blå Bær AS",
        "name": "blabras",
        "desc": "Berries",
        "website": "https://b.example",
    }
    ref = Ref("Trello", "Organizations", made["id"])
    assert list(trello.ledger) == [Created(0, trello.clock.now, By.SUT, ref, values)]
    memberships = client.get(f"/organizations/{made['id']}/memberships").json()
    assert [(one["idMember"], one["memberType"]) for one in memberships] == [(made["idMemberCreator"], "admin")]


def test_the_short_name_is_made_to_fit_on_post(client: httpx.Client) -> None:
    def name(**given: str) -> str:
        return str(client.post("/organizations", params=given).json()["name"])

    assert name(displayName="One", name="Acme & Co!") == "acmeco"
    assert name(displayName="Acme Co").startswith("acmeco")
    assert name(displayName="Acme Co", name="acmeco") != "acmeco"
    assert name(displayName="王小明").startswith("workspace")
    assert len(name(displayName="x")) >= 3


def test_the_short_name_is_strict_on_put(client: httpx.Client, organization: str) -> None:
    client.post("/organizations", params={"displayName": "Taken", "name": "taken"})
    wrong = "Organization short name is invalid: only lowercase letters, underscores, and numbers are allowed"
    for name, told in (
        ("ab", "Organization short name must be at least 3 characters"),
        ("", "Organization short name must be at least 3 characters"),
        ("Acme Co", wrong),
        ("taken", "Organization short name is taken"),
        ("me_", None),
        ("trello", "Organization short name is reserved"),
        ("a" * 101, "Organization short name must be at most 100 characters"),
        ("acme_1", None),
    ):
        answer = client.put(f"/organizations/{organization}", params={"name": name})
        assert said(answer) == (400, told) if told else answer.json()["name"] == name
    assert client.get("/organizations/acme_1").json()["id"] == organization
    assert client.get("/organizations/me_").status_code == 404


@pytest.mark.parametrize(
    ("value", "told"),
    [
        ("", "Display Name must be at least 1 character"),
        (" Acme", "Display Name cannot begin or end with a space"),
        ("Acme ", "Display Name cannot begin or end with a space"),
        (" ", "Display Name cannot begin or end with a space"),
        ("x" * 101, "Display Name must be at most 100 characters"),
        (7, "invalid value for displayName"),
    ],
)
def test_refused_display_names(
    trello: Trello, client: httpx.Client, organization: str, value: str | int, told: str
) -> None:
    before = len(trello.ledger)
    assert said(client.post("/organizations", json={"displayName": value})) == (400, told)
    assert said(client.put(f"/organizations/{organization}", json={"displayName": value})) == (400, told)
    assert trello.ledger[before:] == [
        Refused(
            before + nth,
            trello.clock.now,
            By.SUT,
            Ref("Trello", "Organizations", record),
            "displayName",
            value or None,
            told,
        )
        for nth, record in enumerate(("", organization))
    ]


def test_a_display_name_is_required_on_post(client: httpx.Client) -> None:
    assert said(client.post("/organizations")) == (400, "Display Name must be at least 1 character")


@pytest.mark.parametrize(
    ("given", "kept"),
    [
        ("acme.example", "http://acme.example"),
        ("https://acme.example/a?b=c", "https://acme.example/a?b=c"),
        ("HTTP://ACME.example", "HTTP://ACME.example"),
        ("acme.example/?to=http://b.example", "http://acme.example/?to=http://b.example"),
        ("", None),
        ("null", None),
    ],
)
def test_websites(client: httpx.Client, organization: str, given: str, kept: str | None) -> None:
    client.put(f"/organizations/{organization}", params={"website": "https://before.example"})
    answer = client.put(f"/organizations/{organization}", params={"website": given})
    assert (answer.status_code, answer.json()["website"]) == (200, kept)


@pytest.mark.parametrize(
    ("name", "value"), [("website", "ftp://acme.example"), ("website", "x" * 16385), ("desc", "x" * 16385)]
)
def test_refused_descriptions_and_websites(client: httpx.Client, organization: str, name: str, value: str) -> None:
    answer = client.put(f"/organizations/{organization}", json={name: value})
    assert said(answer) == (400, f"invalid value for {name}")


def test_a_put_changes_what_is_given_and_notes_it(trello: Trello, client: httpx.Client, organization: str) -> None:
    before = len(trello.ledger)
    client.put(f"/organizations/{organization}", json={"displayName": "Acme", "desc": "We\nsell"})
    client.put(f"/organizations/{organization}", json={"displayName": "Acme"})
    answer = client.put(f"/organizations/{organization}", json={"desc": None})
    assert (answer.json()["displayName"], answer.json()["desc"]) == ("Acme", "")
    at, ref = trello.clock.now, Ref("Trello", "Organizations", organization)
    was = {"displayName": "Synchronized workspace", "desc": ""}
    assert trello.ledger[before:] == [
        Updated(before, at, By.SUT, ref, was, {"displayName": "Acme", "desc": "We\nsell"}),
        Updated(before + 1, at, By.SUT, ref, {"desc": "We\nsell"}, {"desc": ""}),
    ]
    types = [action["type"] for action in client.get(f"/organizations/{organization}/actions").json()]
    assert types == ["updateOrganization"] * 3 + ["createOrganization"]


def test_a_deleted_workspace_leaves_its_boards(trello: Trello, client: httpx.Client, board: str) -> None:
    organization = client.get(f"/boards/{board}/idOrganization").json()["_value"]
    before = len(trello.ledger)
    assert said(client.delete(f"/organizations/{organization}")) == (200, "{}")
    assert client.get(f"/organizations/{organization}").status_code == 404
    assert client.get(f"/boards/{board}").json()["idOrganization"] is None
    deleted = [event.ref for event in trello.ledger[before:] if isinstance(event, Deleted)]
    assert [(ref.datatype, ref.place) for ref in deleted] == [
        ("Members", organization),
        ("Members", organization),
        ("Organizations", ""),
    ]
    assert client.get("/members/me/organizations").json() == []


def test_descdata_is_null_on_what_was_never_described(trello: Trello, client: httpx.Client) -> None:
    organization = trello.add("Organizations", {"displayName": "Acme"})
    assert client.get(f"/organizations/{organization}").json()["descData"] is None
    assert client.put(f"/organizations/{organization}", params={"displayName": "B"}).json()["descData"] == {"emoji": {}}


def test_what_comes_nested_in_a_workspace(client: httpx.Client, board: str) -> None:
    organization = client.get(f"/boards/{board}").json()["idOrganization"]
    asked = {
        "fields": "name",
        "members": "all",
        "member_fields": "fullName",
        "memberships": "all",
        "boards": "open",
    }
    shown = client.get(f"/organizations/{organization}", params={**asked, "actions": "all"}).json()
    assert shown.keys() == {"id", "name", "members", "memberships", "boards", "actions"}
    assert [member.keys() for member in shown["members"]] == [{"id", "fullName"}] * 2
    assert [one["id"] for one in shown["boards"]] == [board]
    assert {action["type"] for action in shown["actions"]} == {"addToOrganizationBoard", "createOrganization"}


def test_the_free_plan_counts_people_and_boards() -> None:
    trello = Trello(Clock(), Ledger(), capabilities=frozenset())
    organization = trello.prepare("Members")["organization"]
    transport = httpx.WSGITransport(app=trello.app)
    with httpx.Client(base_url=trello.url, params=dict(trello.credentials), transport=transport) as client:

        def invite(number: int) -> httpx.Response:
            given = {"email": f"{number}@example.org", "fullName": f"Number {number}"}
            return client.put(f"/organizations/{organization}/members", params=given)

        assert [invite(number).status_code for number in range(8)] == [200] * 8
        assert said(invite(9)) == (403, "Org has too many members")
        assert invite(1).status_code == 200
        retyped = client.put(f"/organizations/{organization}/members/number1", params={"type": "admin"})
        assert said(retyped) == (403, "Free workspaces cannot change memberships")
        made = [
            client.post("/boards", params={"name": "b", "idOrganization": organization}).status_code for _ in range(11)
        ]
        assert made == [200] * 10 + [403]


@pytest.mark.parametrize(
    ("field", "value"),
    [("displayName", "New name"), ("name", "new_name"), ("desc", "Long"), ("website", "https://a.no")],
)
def test_one_value_of_a_workspace_is_written(client: httpx.Client, organization: str, field: str, value: str) -> None:
    answer = client.put(f"/organizations/{organization}/{field}", params={"value": value})
    assert (answer.json()["id"], answer.json()[field]) == (organization, value)


@pytest.mark.parametrize("name", ["exports", "tags", "pluginData", "newBillableGuests/{board}"])
def test_what_no_workspace_here_has(client: httpx.Client, organization: str, board: str, name: str) -> None:
    assert client.get(f"/organizations/{organization}/{name.format(board=board)}").json() == []


def test_what_a_workspace_pays_is_nothing(client: httpx.Client, organization: str) -> None:
    asked = {"fields": "id", "paid_account": "true"}
    assert client.get(f"/organizations/{organization}", params=asked).json()["paid_account"] is None


def test_zero_is_no_website(client: httpx.Client, organization: str) -> None:
    assert said(client.put(f"/organizations/{organization}", json={"website": 0})) == (400, "invalid value for website")
