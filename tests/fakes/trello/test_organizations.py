"""`/organizations`: workspaces, and how people come to be in them."""

from __future__ import annotations

import httpx
import pytest

from syncproof.fakes.kit.clock import Clock
from syncproof.fakes.trello import Trello
from syncproof.ledger import By, Created, Deleted, Ledger, Ref, Refused, Updated

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


def said(answer: httpx.Response) -> tuple[int, str]:
    """Return status and body."""
    return answer.status_code, answer.text


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


# --- who is in it ---


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


@pytest.mark.parametrize(
    ("name", "value", "kept"),
    [
        ("permissionLevel", "public", "public"),
        ("externalMembersDisabled", "true", True),
        ("associatedDomain", "x.example", "x.example"),
        ("googleAppsVersion", "2", 2),
        ("orgInviteRestrict", "x.example,y.example", ["x.example", "y.example"]),
    ],
)
def test_settings_of_a_workspace(
    trello: Trello, client: httpx.Client, organization: str, name: str, value: str, kept: object
) -> None:
    path = f"/organizations/{organization}"
    snapshot, before = trello.snapshot(), client.get(f"{path}/prefs").json()["_value"]
    client.put(path, params={f"prefs/{name}": value})
    first = client.get(f"{path}/prefs").json()["_value"]
    trello.restore(snapshot)
    client.put(f"{path}/prefs/{name}", params={"value": value})

    assert first == client.get(f"{path}/prefs").json()["_value"] == {**before, name: kept}
    (newest, *_) = client.get(f"{path}/actions").json()
    assert (newest["type"], newest["data"]["old"]["prefs"].keys()) == ("updateOrganization", {name})
    assert [list(event.after) for event in trello.ledger if isinstance(event, Updated)][-1] == [f"prefs/{name}"]


def test_who_may_make_boards_of_a_level(client: httpx.Client, organization: str) -> None:
    path = f"/organizations/{organization}/prefs/boardVisibilityRestrict"
    client.put(f"{path}/public", params={"value": "admin"})
    kept = client.get(f"/organizations/{organization}/prefs").json()["_value"]["boardVisibilityRestrict"]
    assert kept == {"private": "org", "org": "org", "enterprise": "org", "public": "admin"}


def test_settings_are_taken_back(client: httpx.Client, organization: str) -> None:
    path = f"/organizations/{organization}"
    client.put(path, params={"prefs/associatedDomain": "x.example", "prefs/orgInviteRestrict": "x.example"})
    for name in ("associatedDomain", "orgInviteRestrict"):
        assert client.delete(f"{path}/prefs/{name}").json() == {"_value": None}
    kept = client.get(f"{path}/prefs").json()["_value"]
    assert (kept["associatedDomain"], kept["orgInviteRestrict"]) == (None, [])
    assert client.delete(f"{path}/prefs/permissionLevel").status_code == 404


@pytest.mark.parametrize(
    ("path", "given", "told"),
    [
        ("", {"prefs/permissionLevel": "secret"}, (400, "invalid value for prefs/permissionLevel")),
        ("", {"prefs/googleAppsVersion": "0"}, (400, "invalid value for prefs/googleAppsVersion")),
        (
            "",
            {"prefs/boardVisibilityRestrict/org": "all"},
            (400, "invalid value for prefs/boardVisibilityRestrict/org"),
        ),
        ("/prefs/nothing", {"value": "1"}, (404, "Cannot PUT /1/organizations/synchronizedworkspace/prefs/nothing")),
        ("/prefs/permissionLevel", {}, (400, "invalid value for value")),
        ("/idBoards", {"value": "1"}, (404, "Cannot PUT /1/organizations/synchronizedworkspace/idBoards")),
    ],
)
def test_refused_settings(
    client: httpx.Client, organization: str, path: str, given: dict[str, str], told: tuple[int, str]
) -> None:
    assert organization
    answer = client.put(f"/organizations/synchronizedworkspace{path}", params=given)
    assert (answer.status_code, answer.text) == told


def test_a_public_workspace_is_read_by_strangers(
    client: httpx.Client, stranger: httpx.Client, organization: str
) -> None:
    client.put(f"/organizations/{organization}", params={"prefs/permissionLevel": "public"})
    assert stranger.get(f"/organizations/{organization}").json()["id"] == organization


@pytest.mark.parametrize("name", ["exports", "tags", "pluginData", "newBillableGuests/{board}"])
def test_what_no_workspace_here_has(client: httpx.Client, organization: str, board: str, name: str) -> None:
    assert client.get(f"/organizations/{organization}/{name.format(board=board)}").json() == []


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


def test_what_a_workspace_pays_is_nothing(client: httpx.Client, organization: str) -> None:
    asked = {"fields": "id", "paid_account": "true"}
    assert client.get(f"/organizations/{organization}", params=asked).json()["paid_account"] is None


def test_zero_is_no_website(client: httpx.Client, organization: str) -> None:
    assert said(client.put(f"/organizations/{organization}", json={"website": 0})) == (400, "invalid value for website")


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
