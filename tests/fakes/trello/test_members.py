"""`/members`: what is shown of people, to whom, and who may change it."""

from __future__ import annotations

import httpx
import pytest

from syncproof.fakes.kit.clock import Clock
from syncproof.fakes.trello import Trello
from syncproof.fakes.trello.rules import ALL
from syncproof.ledger import By, Ledger, Ref, Refused, Updated

SMALL = {
    "id",
    "activityBlocked",
    "avatarHash",
    "avatarUrl",
    "fullName",
    "idMemberReferrer",
    "initials",
    "nonPublic",
    "nonPublicAvailable",
    "username",
}
OWN_ONLY = {
    "prefs",
    "loginTypes",
    "trophies",
    "marketingOptIn",
    "messagesDismissed",
    "isAaMastered",
    "nodeId",
}
NOT_YOURS = (401, "unauthorized member permission requested")


@pytest.fixture
def ada(trello: Trello, organization: str) -> str:
    return trello.add("Members", {"fullName": "Ada Lovelace", "email": "Ada@Example.org"}, place=organization)


def without(*capabilities: str) -> tuple[Trello, httpx.Client, str, str]:
    """Return a Trello that lacks capabilities, its client, a workspace and a member there."""
    trello = Trello(Clock(), Ledger(), capabilities=ALL - set(capabilities))
    organization = trello.prepare("Members")["organization"]
    member = trello.add("Members", {"fullName": "Ada", "email": "ada@example.org"}, place=organization)
    transport = httpx.WSGITransport(app=trello.app)
    client = httpx.Client(base_url=trello.url, params=dict(trello.credentials), transport=transport)
    return trello, client, organization, member


def test_one_is_found_by_id_username_and_me(client: httpx.Client, ada: str) -> None:
    assert client.get("/members/adalovelace").json()["id"] == ada
    assert client.get("/members/me").content == client.get("/members/syncservice").content


def test_private_keys_are_for_oneself(client: httpx.Client, ada: str) -> None:
    me, other = client.get("/members/me").json(), client.get(f"/members/{ada}").json()
    assert me.keys() >= OWN_ONLY | {"email"} | SMALL
    assert not other.keys() & OWN_ONLY
    assert (other["fullName"], other["initials"], other["bio"]) == ("Ada Lovelace", "AL", "")
    assert (other["memberType"], other["confirmed"], other["avatarHash"]) == ("normal", True, None)
    assert other["url"] == "https://trello.com/adalovelace"


def test_the_email_of_others_is_seen_by_an_admin_with_the_capability(
    client: httpx.Client, ada: str, organization: str
) -> None:
    assert client.get(f"/members/{ada}").json()["email"] == "ada@example.org"
    assert client.get(f"/members/{ada}/email").json() == {"_value": "ada@example.org"}
    shown = client.get(f"/organizations/{organization}/members", params={"member_fields": "fullName,email"})
    assert shown.json()[-1] == {"id": ada, "fullName": "Ada Lovelace", "email": "ada@example.org"}
    assert client.get(f"/organizations/{organization}/members", params={"fields": "email"}).json()[-1] == {
        "id": ada,
        "email": "ada@example.org",
    }
    nested = {"members": "all", "member_fields": "email"}
    inside = client.get(f"/organizations/{organization}", params=nested).json()["members"]
    assert inside[-1] == {"id": ada, "email": "ada@example.org"}


def test_the_email_of_others_is_never_seen_without_the_capability() -> None:
    _, client, organization, ada = without("member-email-visible")
    assert "email" not in client.get(f"/members/{ada}").json()
    assert client.get(f"/members/{ada}/email").status_code == 404
    for name in ("member_fields", "fields"):
        shown = client.get(f"/organizations/{organization}/members", params={name: "all"}).json()
        assert [member.get("email") for member in shown] == ["sync-service@bots.example", None, None]
    assert client.get("/members/me").json()["email"] == "sync-service@bots.example"


def test_an_admin_of_another_workspace_sees_no_email(client: httpx.Client, organization: str, ada: str) -> None:
    client.delete(f"/organizations/{organization}/members/{ada}")
    assert "email" not in client.get(f"/members/{ada}").json()


def test_one_writes_ones_own_profile_but_not_the_email(client: httpx.Client, organization: str) -> None:
    assert organization
    changed = {
        "fullName": "Sync Two",
        "initials": "S2",
        "username": "sync_two",
        "bio": "Hello\nthere",
        "email": "a@b.c",
    }
    answer = client.put("/members/me", params=changed)
    kept = {name: answer.json()[name] for name in changed}
    assert kept == {**changed, "email": "sync-service@bots.example"}
    assert client.get("/members/sync_two").status_code == 200
    assert client.get("/members/syncservice").status_code == 404


def test_an_admin_writes_name_and_email_of_others_with_the_capability(
    trello: Trello, client: httpx.Client, organization: str, ada: str
) -> None:
    before = len(trello.ledger)
    answer = client.put(f"/members/{ada}", params={"fullName": "Ada King", "email": "KING@example.org"})
    assert (answer.json()["fullName"], answer.json()["email"]) == ("Ada King", "king@example.org")
    assert trello.ledger[before:] == [
        Updated(
            before,
            trello.clock.now,
            By.SUT,
            Ref("Trello", "Members", ada, organization),
            {"fullName": "Ada Lovelace", "email": "ada@example.org"},
            {"fullName": "Ada King", "email": "king@example.org"},
        )
    ]
    assert client.get(f"/members/{ada}/username").json() == {"_value": "adalovelace"}


@pytest.mark.parametrize("name", ["bio", "initials", "username"])
def test_not_even_the_capability_writes_more_of_others(
    trello: Trello, client: httpx.Client, ada: str, name: str
) -> None:
    before = len(trello.ledger)
    answer = client.put(f"/members/{ada}", params={"fullName": "Ada King", name: "abcd"})
    assert (answer.status_code, answer.text) == NOT_YOURS
    assert len(trello.ledger) == before


def test_others_are_not_written_without_the_capability() -> None:
    trello, client, _, ada = without("member-profile-write")
    before = len(trello.ledger)
    answer = client.put(f"/members/{ada}", params={"fullName": "Ada King"})
    assert (answer.status_code, answer.text) == NOT_YOURS
    assert len(trello.ledger) == before


def test_a_stranger_to_ones_workspaces_is_not_written(client: httpx.Client, organization: str, ada: str) -> None:
    client.delete(f"/organizations/{organization}/members/{ada}")
    answer = client.put(f"/members/{ada}", params={"fullName": "Ada King"})
    assert (answer.status_code, answer.text) == NOT_YOURS


@pytest.mark.parametrize(
    ("name", "value", "told"),
    [
        ("fullName", "", "full name must be at least 1 character"),
        ("fullName", " Ada", "full name cannot begin or end with a space"),
        ("fullName", "Ada\n", "full name cannot begin or end with a space"),
        ("fullName", "Ada https://ada.example", "full name must not contain a url"),
        ("fullName", "see www.ada.example", "full name must not contain a url"),
        ("fullName", "x" * 16385, "invalid value for fullName"),
        ("fullName", 7, "invalid value for fullName"),
        ("email", "", "Invalid email address"),
        ("email", "ada", "Invalid email address"),
        ("email", "a@b@c", "Invalid email address"),
        ("email", "a b@c", "Invalid email address"),
        ("email", "SYNC-service@bots.example", "email is taken"),
    ],
)
def test_refused_profiles(
    trello: Trello, client: httpx.Client, organization: str, ada: str, name: str, value: str | int, told: str
) -> None:
    before, held = len(trello.ledger), client.get(f"/members/{ada}").content
    answer = client.put(f"/members/{ada}", json={name: value})
    assert (answer.status_code, answer.text) == (400, told)
    noted = Refused(
        before,
        trello.clock.now,
        By.SUT,
        Ref("Trello", "Members", ada, organization),
        name,
        value or None,
        told,
    )
    assert trello.ledger[before:] == [noted]
    assert client.get(f"/members/{ada}").content == held


@pytest.mark.parametrize(
    ("name", "value", "told"),
    [
        ("username", "ab", "username must be at least 3 characters"),
        ("username", "Karla", "invalid value for username"),
        ("username", "karlacolleague", "username is taken"),
        ("initials", "", "initials must contain 1-4 characters"),
        ("initials", "ABCDE", "initials must contain 1-4 characters"),
    ],
)
def test_refused_profiles_of_ones_own(client: httpx.Client, name: str, value: str, told: str) -> None:
    answer = client.put("/members/me", params={name: value})
    assert (answer.status_code, answer.text) == (400, told)


def test_what_comes_nested_in_a_member(client: httpx.Client, organization: str, board: str) -> None:
    plain = client.get("/members/me").json()
    assert not plain.keys() & {"organizations", "boards", "cards", "actions"}
    asked = {
        "fields": "username",
        "organizations": "all",
        "organization_fields": "displayName",
        "boards": "open",
        "board_fields": "name",
        "cards": "all",
        "actions": "createBoard",
        "tokens": "none",
    }
    shown = client.get("/members/me", params=asked).json()
    assert shown.keys() == {"id", "username", "organizations", "boards", "cards", "actions"}
    assert shown["organizations"][0] == {"id": organization, "displayName": "Synchronized workspace"}
    assert shown["boards"] == [{"id": board, "name": "Synchronized board"}]
    assert [action["type"] for action in shown["actions"]] == ["createBoard"]


def test_the_workspaces_and_boards_of_a_member_come_in_full(
    client: httpx.Client, organization: str, board: str
) -> None:
    workspace = client.get("/members/me/organizations").json()[0]
    assert workspace.keys() >= {"id", "prefs", "memberships", "idBoards", "limits", "billableMemberCount"}
    assert workspace["id"] == organization
    assert client.get("/members/me/organizations/public").json() == []
    assert client.get("/members/me/boards").json()[0].keys() >= {"memberships", "shortLink", "idTags"}
    for wanted, found in (("all", [board]), ("closed", []), ("open,closed", [board]), ("none", [])):
        assert [one["id"] for one in client.get("/members/me/boards/", params={"filter": wanted}).json()] == found
    assert client.get("/members/me/boards", params={"filter": "mine"}).text == "invalid value for filter"


def test_the_cards_of_a_member(client: httpx.Client, card: str, list_: str) -> None:
    me = client.get("/members/me/id").json()["_value"]
    client.put(f"/cards/{card}", params={"idMembers": me})
    assert [one["id"] for one in client.get("/members/me/cards").json()] == [card]
    client.put(f"/lists/{list_}/closed", params={"value": "true"})
    assert client.get("/members/me/cards").json() == []
    assert [one["id"] for one in client.get("/members/me/cards/open").json()] == [card]


def test_what_a_member_did_is_shown_as_far_as_the_reader_may_see_it(
    client: httpx.Client, colleague: str, foreign: tuple[str, str, str], card: str
) -> None:
    seen = client.get(f"/members/{colleague}/actions").json()
    assert {action["data"]["card"]["id"] for action in seen} == {card}
    mine = client.get("/members/me/actions", params={"limit": 1000}).json()
    assert not [action for action in mine if action["data"].get("board", {}).get("id") == foreign[0]]
