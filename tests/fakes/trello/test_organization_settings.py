"""The settings of workspaces."""

from __future__ import annotations

import httpx
import pytest

from syncproof.fakes.trello import Trello
from syncproof.ledger import Updated


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
