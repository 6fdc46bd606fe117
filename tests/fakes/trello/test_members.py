"""`/members`: what is shown of people, to whom, and who may change it."""

from __future__ import annotations

import httpx
import pytest

from syncproof.fakes.kit.clock import Clock
from syncproof.fakes.trello import Trello
from syncproof.fakes.trello.rules import ALL
from syncproof.ledger import By, Lacked, Ledger, Ref, Refused, Updated
from tests.fakes.trello.answers import NOT_THE_MEMBER

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


@pytest.mark.parametrize(
    ("path", "fields", "withheld"),
    [
        ("/members/{ada}", {}, True),
        ("/members/{ada}", {"fields": "fullName,email"}, True),
        ("/members/{ada}", {"fields": "fullName"}, False),
        ("/members/{ada}/email", {}, True),
        ("/members/{ada}/fullName", {}, False),
        ("/organizations/{place}/members", {}, False),
        ("/organizations/{place}/members/normal", {"fields": "email"}, True),
    ],
)
def test_an_email_that_was_asked_for_and_withheld_is_noted(path: str, fields: dict[str, str], withheld: bool) -> None:  # noqa: FBT001 - a column of the table above
    trello, client, organization, ada = without("member-email-visible")
    before = len(trello.ledger)
    client.get(path.format(ada=ada, place=organization), params=fields)
    of = Ref("Trello", "Members", ada, organization)
    noted = [event for event in trello.ledger[before:] if isinstance(event, Lacked) and event.ref == of]
    assert [(event.by, event.property, event.capability) for event in noted] == (
        [(By.SUT, "email", "member-email-visible")] if withheld else []
    )


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
    assert (answer.status_code, answer.text) == NOT_THE_MEMBER
    assert len(trello.ledger) == before


def test_others_are_not_written_without_the_capability() -> None:
    trello, client, organization, ada = without("member-profile-write")
    before = len(trello.ledger)
    answer = client.put(f"/members/{ada}", params={"fullName": "Ada King"})
    assert (answer.status_code, answer.text) == NOT_THE_MEMBER
    of = Ref("Trello", "Members", ada, organization)
    assert trello.ledger[before:] == [Lacked(before, trello.clock.now, By.SUT, of, "fullName", "member-profile-write")]


@pytest.mark.parametrize("given", [{"fullName": " Ada"}, {"fullName": "Ada King", "bio": "abcd"}])
def test_what_no_capability_would_write_is_not_put_down_to_one(given: dict[str, str]) -> None:
    trello, client, _, ada = without("member-profile-write")
    before = len(trello.ledger)
    answer = client.put(f"/members/{ada}", params=given)
    assert (answer.status_code, answer.text) == NOT_THE_MEMBER
    assert len(trello.ledger) == before


def test_a_stranger_to_ones_workspaces_is_not_written(client: httpx.Client, organization: str, ada: str) -> None:
    client.delete(f"/organizations/{organization}/members/{ada}")
    answer = client.put(f"/members/{ada}", params={"fullName": "Ada King"})
    assert (answer.status_code, answer.text) == NOT_THE_MEMBER


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


@pytest.mark.parametrize(
    ("field", "value", "shown"),
    [
        ("fullName", "Sync Two", "Sync Two"),
        ("initials", "S2", "S2"),
        ("username", "sync_two", "sync_two"),
        ("bio", "", ""),
        ("avatarSource", "gravatar", "gravatar"),
    ],
)
def test_one_value_of_a_profile_is_written(client: httpx.Client, field: str, value: str, shown: str) -> None:
    answer = client.put(f"/members/me/{field}", params={"value": value})
    assert answer.json()[field] == shown
    assert client.get(f"/members/me/{field}").json() == {"_value": shown}


@pytest.mark.parametrize(
    ("name", "value", "kept"),
    [("colorBlind", "true", True), ("locale", "nb-NO", "nb-NO"), ("minutesBetweenSummaries", "1", 1)],
)
def test_settings_of_a_profile(trello: Trello, client: httpx.Client, name: str, value: str, kept: object) -> None:
    snapshot, before = trello.snapshot(), client.get("/members/me/prefs").json()["_value"]
    assert client.put("/members/me", params={f"prefs/{name}": value}).json()["prefs"] == {**before, name: kept}
    trello.restore(snapshot)
    assert client.put(f"/members/me/prefs/{name}", params={"value": value}).json()["prefs"] == {**before, name: kept}
    event = list(trello.ledger)[-1]
    assert isinstance(event, Updated)
    assert event.after == {f"prefs/{name}": kept}


@pytest.mark.parametrize(
    ("path", "given", "told"),
    [
        ("/members/me", {"avatarSource": "webcam"}, (400, "invalid value for avatarSource")),
        (
            "/members/me",
            {"prefs/minutesBetweenSummaries": "5"},
            (400, "invalid value for prefs/minutesBetweenSummaries"),
        ),
        ("/members/me", {"prefs/colorBlind": "perhaps"}, (400, "invalid value for prefs/colorBlind")),
        ("/members/me/fullName", {}, (400, "invalid value for value")),
        ("/members/me/email", {"value": "a@b.c"}, (404, "Cannot PUT /1/members/me/email")),
        ("/members/me/idBoards", {"value": "x"}, (404, "Cannot PUT /1/members/me/idBoards")),
        ("/members/me/prefs/privacy", {"value": "x"}, (404, "Cannot PUT /1/members/me/prefs/privacy")),
        ("/members/karlacolleague/fullName", {"value": "K", "x": "y"}, (401, NOT_THE_MEMBER[1])),
        ("/members/karlacolleague", {"prefs/locale": "nb"}, NOT_THE_MEMBER),
    ],
)
def test_refused_settings(client: httpx.Client, path: str, given: dict[str, str], told: tuple[int, str]) -> None:
    answer = client.put(path, params=given)
    assert (answer.status_code, answer.text) == told


def test_boards_of_a_member_with_lists_and_workspaces(
    client: httpx.Client, board: str, list_: str, organization: str
) -> None:
    assert organization
    asked = {"fields": "name", "lists": "open", "list_fields": "name", "organization": "true"}
    (shown,) = client.get("/members/me/boards", params=asked).json()
    workspace = client.get(f"/boards/{board}/idOrganization").json()["_value"]
    assert shown == {
        "id": board,
        "name": "Synchronized board",
        "lists": [{"id": list_, "name": "To be synchronized"}],
        "organization": {"id": workspace, "name": "synchronizedworkspace", "displayName": "Synchronized workspace"},
    }


def test_what_a_member_pays_is_nothing(client: httpx.Client, organization: str) -> None:
    bare = {"id": organization, "paid_account": None}
    asked = {"organizations": "all", "organization_fields": "id", "organization_paid_account": "true"}
    assert client.get("/members/me", params=asked).json()["organizations"] == [bare]
    assert client.get("/members/me/organizations", params={"fields": "id", "paid_account": "true"}).json() == [bare]
    assert client.get("/members/me", params={"fields": "id", "paid_account": "true"}).json()["paid_account"] is None


def test_of_others_one_sees_the_boards_and_workspaces_that_one_sees(
    client: httpx.Client, colleague: str, board: str, foreign: tuple[str, str, str]
) -> None:
    shown = client.get(f"/members/{colleague}").json()
    assert (board in shown["idBoards"], foreign[0] in shown["idBoards"]) == (True, False)
    workspace = client.get(f"/boards/{board}/idOrganization").json()["_value"]
    assert workspace in shown["idOrganizations"]


def test_a_stranger_is_not_read_but_who_is_met_is_ever_after(
    trello: Trello, client: httpx.Client, organization: str, colleague: str, ada: str
) -> None:
    karla = {"token": trello.grant(frozenset({"read", "write"}), member=colleague)}
    hers = client.post("/organizations", params={**karla, "displayName": "Hers"}).json()["id"]
    invited = {**karla, "email": "eve@example.org", "fullName": "Eve Moneypenny"}
    client.put(f"/organizations/{hers}/members", params=invited).raise_for_status()
    eve = client.get(f"/organizations/{hers}/members", params=karla).json()[-1]["id"]
    below = ("", "/fullName", "/boards", "/organizations", "/cards", "/actions")
    answers = [client.get(f"/members/{eve}{each}") for each in below]
    client.delete(f"/organizations/{organization}")
    met = [client.get(f"/members/{ada}{each}").status_code for each in below]
    ours = client.post("/organizations", params={"displayName": "Ours"}).json()["id"]
    seated = client.put(f"/organizations/{ours}/members/{eve}", params={"type": "normal"})

    assert {(one.status_code, one.text) for one in answers} == {NOT_THE_MEMBER}
    assert met == [200] * len(below)
    assert seated.status_code == client.get(f"/members/{eve}").status_code == 200
