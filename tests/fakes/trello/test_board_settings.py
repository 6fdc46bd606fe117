"""The settings of boards, a member's own view of them, and what else clients ask of boards and lists."""

from __future__ import annotations

import httpx
import pytest

from tests.fakes.trello.answers import UNKNOWN, said


def test_settings_of_a_new_board(client: httpx.Client) -> None:
    given = {
        "name": "Plans",
        "prefs_permissionLevel": "public",
        "prefs_voting": "members",
        "prefs_selfJoin": "false",
        "prefs_background": "pink",
        "prefs_cardAging": "pirate",
    }
    prefs = client.post("/boards", params=given).json()["prefs"]
    assert {f"prefs_{name}": prefs[name] for name in ("permissionLevel", "voting", "background", "cardAging")} == {
        name: value for name, value in given.items() if name not in {"name", "prefs_selfJoin"}
    }
    assert (prefs["selfJoin"], prefs["backgroundColor"], prefs["comments"]) == (False, "#CD5A91", "members")


def test_each_setting_that_changes_is_an_action(client: httpx.Client, board: str) -> None:
    given = {"prefs/hideVotes": "true", "prefs/invitations": "admins", "prefs/comments": "members"}

    put = client.put(f"/boards/{board}", params=given).json()

    assert (put["prefs"]["hideVotes"], put["prefs"]["invitations"]) == (True, "admins")
    actions = client.get(f"/boards/{board}/actions", params={"filter": "updateBoard"}).json()
    told = [(one["data"]["old"], one["data"]["board"]["prefs"]) for one in actions]
    assert sorted(told, key=str) == [
        ({"prefs": {"hideVotes": False}}, {"hideVotes": True}),
        ({"prefs": {"invitations": "members"}}, {"invitations": "admins"}),
    ]


def test_one_setting_at_a_time(client: httpx.Client, board: str) -> None:
    put = client.put(f"/boards/{board}/prefs/permissionLevel", params={"value": "org"}).json()
    assert put["prefs"]["permissionLevel"] == "org"
    assert client.put(f"/boards/{board}/prefs/cardCovers", json={"value": False}).json()["prefs"]["cardCovers"] is False
    assert client.put(f"/boards/{board}/prefs/canInvite", params={"value": "false"}).status_code == 404


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("voting", "everybody"),
        ("selfJoin", "perhaps"),
        ("selfJoin", None),
        ("background", "mauve"),
        ("comments", 7),
        ("invitations", []),
        ("cardAging", {}),
        ("permissionLevel", "secret"),
    ],
)
def test_a_setting_that_is_not_taken(client: httpx.Client, board: str, name: str, value: object) -> None:
    before = client.get(f"/boards/{board}").json()
    put = client.put(f"/boards/{board}", json={"name": "New", f"prefs/{name}": value})
    assert said(put) == (400, f"invalid value for prefs/{name}")
    assert client.get(f"/boards/{board}").json() == before
    if value is not None:  # nothing is not given
        assert client.post("/boards", json={"name": "New", f"prefs_{name}": value}).status_code == 400


def test_how_one_sees_a_board_is_ones_own(client: httpx.Client, board: str) -> None:
    assert client.get(f"/boards/{board}/myPrefs").json()["showSidebar"] is True
    assert client.put(f"/boards/{board}/myPrefs/showSidebar", params={"value": "false"}).json()["showSidebar"] is False
    assert client.put(f"/boards/{board}/myPrefs/emailPosition", params={"value": "top"}).status_code == 200
    mine = client.get(f"/boards/{board}", params={"myPrefs": "true"}).json()["myPrefs"]
    assert (mine["showSidebar"], mine["emailPosition"]) == (False, "top")
    for name, value in (("showSidebar", "perhaps"), ("showSidebar", ""), ("emailPosition", "left")):
        put = client.put(f"/boards/{board}/myPrefs/{name}", params={"value": value})
        assert said(put) == (400, "invalid value for value")
    assert client.put(f"/boards/{board}/myPrefs/colour", params={"value": "red"}).status_code == 404


def test_when_one_last_saw_a_board_and_when_it_was_closed(client: httpx.Client, board: str) -> None:
    def dates() -> list[object]:
        shown = client.get(f"/boards/{board}", params={"fields": "dateLastView,dateClosed,dateLastActivity"}).json()
        return [shown[name] is None for name in ("dateLastView", "dateClosed")]

    assert dates() == [True, True]
    assert said(client.post(f"/boards/{board}/markedAsViewed")) == (200, "{}")
    client.put(f"/boards/{board}", params={"closed": "true"})
    assert dates() == [False, False]
    client.put(f"/boards/{board}", params={"closed": "false"})
    assert dates() == [False, True]


def test_keys_are_made_anew(client: httpx.Client, board: str) -> None:
    one = client.post(f"/boards/{board}/calendarKey/generate").json()
    two = client.post(f"/boards/{board}/calendarKey/generate").json()
    assert one["calendarKey"] != two["calendarKey"]
    assert len(client.post(f"/boards/{board}/emailKey/generate").json()["emailKey"]) == 32


@pytest.mark.parametrize("name", ["boardPlugins", "boardStars", "plugins"])
def test_what_no_board_here_has_can_still_be_read(client: httpx.Client, board: str, name: str) -> None:
    assert client.get(f"/boards/{board}/{name}").json() == []


def test_one_card_of_a_board(client: httpx.Client, board: str, card: str, foreign: tuple[str, str, str]) -> None:
    link = client.get(f"/cards/{card}").json()["shortLink"]
    assert client.get(f"/boards/{board}/cards/{card}").json()["id"] == card
    assert client.get(f"/boards/{board}/cards/{link}").json()["id"] == card
    assert client.get(f"/boards/{board}/cards/{foreign[2]}").status_code == 404
    assert client.get(f"/boards/{board}/cards/{UNKNOWN}").status_code == 404
    assert said(client.get(f"/boards/{board}/cards/some")) == (400, "invalid value for filter")
    assert client.get(f"/boards/{board}/cards/complete").json() == []


def test_all_cards_of_a_list_go_to_a_list_that_is_named_with_its_board(
    client: httpx.Client, board: str, list_: str, card: str
) -> None:
    other = client.post("/lists", params={"name": "Other", "idBoard": board}).json()["id"]
    elsewhere = client.post("/boards", params={"name": "Elsewhere"}).json()["id"]
    for given, parameter in (
        ({"idList": other}, "idBoard"),
        ({"idList": other, "idBoard": UNKNOWN}, "idBoard"),
        ({"idList": other, "idBoard": elsewhere}, "idList"),
        ({"idBoard": board}, "idList"),
        ({"idBoard": board, "idList": UNKNOWN}, "idList"),
    ):
        answer = client.post(f"/lists/{list_}/moveAllCards", params=given)
        assert said(answer) == (400, f"invalid value for {parameter}")
    moved = client.post(f"/lists/{list_}/moveAllCards", json={"idBoard": board, "idList": other}).json()
    assert [(one["id"], one["idList"]) for one in moved] == [(card, other)]
