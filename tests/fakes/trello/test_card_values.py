"""What a card has that no checklist speaks of: cover, reminder, template, role, location, following."""

from __future__ import annotations

import httpx
import pytest

from syncproof.fakes.trello import Trello
from tests.fakes.trello.answers import said

NO_COVER = {
    "idAttachment": None,
    "color": None,
    "idUploadedBackground": None,
    "size": "normal",
    "brightness": "dark",
    "idPlugin": None,
}


@pytest.mark.parametrize("wrap", [False, True])
def test_a_cover_of_a_colour(client: httpx.Client, card: str, wrap: bool) -> None:  # noqa: FBT001 - a parameter
    cover = {"color": "pink", "size": "full", "brightness": "light"}

    put = client.put(f"/cards/{card}", json={"cover": {"value": cover} if wrap else cover}).json()
    none = client.put(f"/cards/{card}", json={"cover": None}).json()

    assert put["cover"] == {**NO_COVER, **cover}
    assert none["cover"] == NO_COVER
    (undone, done) = client.get(f"/cards/{card}/actions", params={"filter": "updateCard:cover"}).json()
    assert (done["data"]["old"], done["data"]["card"]["cover"]) == ({"cover": {}}, cover)
    assert undone["data"]["old"] == {"cover": cover}


def test_a_cover_in_the_query_is_json(client: httpx.Client, card: str) -> None:
    put = client.put(f"/cards/{card}", params={"cover": '{"color":"sky"}'}).json()
    assert put["cover"]["color"] == "sky"
    assert client.put(f"/cards/{card}/cover", params={"value": ""}).json()["cover"] == NO_COVER


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("cover", "pink"),
        ("cover", [1]),
        ("cover", "[1]"),
        ("cover", {"color": "mauve"}),
        ("cover", {"color": ["pink"]}),
        ("cover", {"size": 3}),
        ("cover", {"idAttachment": "0" * 24}),
        ("cover", {"idAttachment": {}}),
        ("cover", {"url": "https://pages.example/picture.png"}),
        ("cover", {"color": "pink", "url": "https://images.unsplash.com/a"}),
        ("idAttachmentCover", "0" * 24),
        ("idAttachmentCover", 5),
        ("dueReminder", "later"),
        ("dueReminder", -2),
        ("dueReminder", [60]),
        ("isTemplate", "perhaps"),
        ("isTemplate", {}),
        ("cardRole", "king"),
        ("cardRole", 7),
        ("subscribed", "perhaps"),
        ("address", 7),
        ("locationName", {}),
        ("coordinates", "north"),
        ("coordinates", "1,2,3"),
        ("coordinates", "91,0"),
        ("coordinates", "nan,0"),
        ("coordinates", [1, 2]),
    ],
)
def test_a_value_that_is_not_taken(client: httpx.Client, card: str, list_: str, name: str, value: object) -> None:
    before = client.get(f"/cards/{card}").json()
    assert said(client.put(f"/cards/{card}", json={"name": "New", name: value})) == (400, f"invalid value for {name}")
    assert client.get(f"/cards/{card}").json() == before
    assert client.post("/cards", json={"idList": list_, name: value}).status_code == 400


def test_a_reminder_is_a_number(client: httpx.Client, card: str) -> None:
    assert client.put(f"/cards/{card}", params={"dueReminder": "1440"}).json()["dueReminder"] == 1440
    assert client.put(f"/cards/{card}/dueReminder", params={"value": "null"}).json()["dueReminder"] is None


def test_template_and_role(client: httpx.Client, list_: str) -> None:
    made = client.post("/cards", params={"idList": list_, "isTemplate": "true", "cardRole": "separator"}).json()
    put = client.put(f"/cards/{made['id']}", json={"isTemplate": False, "cardRole": None}).json()
    assert (made["isTemplate"], made["cardRole"]) == (True, "separator")
    assert (put["isTemplate"], put["cardRole"]) == (False, None)


def test_a_location(client: httpx.Client, card: str) -> None:
    given = {"address": "1 Main Street", "locationName": "Home", "coordinates": "52.5,-13.25"}

    put = client.put(f"/cards/{card}", params=given).json()
    part = client.put(f"/cards/{card}", params={"coordinates": "", "locationName": ""}).json()

    assert put["badges"]["location"] is True
    assert put["coordinates"] == {"latitude": 52.5, "longitude": -13.25}
    assert (put["address"], put["locationName"]) == ("1 Main Street", "Home")
    assert (part["address"], "coordinates" in part, "locationName" in part) == ("1 Main Street", False, False)
    cut = client.get(f"/cards/{card}", params={"fields": "address,coordinates"}).json()
    assert cut == {"id": card, "address": "1 Main Street"}


def test_following_is_everybodys_own(trello: Trello, client: httpx.Client, board: str, list_: str, card: str) -> None:
    for path in (f"/boards/{board}", f"/lists/{list_}", f"/cards/{card}"):
        assert client.get(f"{path}/subscribed").json() == {"_value": False}
        client.put(f"{path}/subscribed", params={"value": "true"}).raise_for_status()
        assert client.get(f"{path}/subscribed").json() == {"_value": True}
    assert client.get(f"/cards/{card}").json()["badges"]["subscribed"] is True
    assert client.get(f"/boards/{board}/lists").json()[0]["subscribed"] is True
    client.put(f"/boards/{board}", params={"prefs/permissionLevel": "public"})
    with httpx.Client(base_url=trello.url, transport=httpx.WSGITransport(app=trello.app)) as stranger:
        assert stranger.get(f"/cards/{card}").json()["subscribed"] is False
    assert client.put(f"/cards/{card}", params={"subscribed": "false"}).json()["subscribed"] is False


def test_when_a_card_was_archived_and_when_it_was_done(client: httpx.Client, card: str) -> None:
    put = client.put(f"/cards/{card}", params={"closed": "true", "dueComplete": "true"}).json()
    assert put["dateClosed"] == put["dateCompleted"] == put["dateLastActivity"]
    back = client.put(f"/cards/{card}", params={"closed": "false", "dueComplete": "false"}).json()
    assert (back["dateClosed"], back["dateCompleted"]) == (None, None)


def test_what_was_told_of_a_card_is_marked_as_read(client: httpx.Client, card: str) -> None:
    assert said(client.post(f"/cards/{card}/markAssociatedNotificationsRead")) == (200, "{}")


def test_the_values_come_back_with_a_snapshot(trello: Trello, client: httpx.Client, card: str) -> None:
    before, shown = trello.snapshot(), client.get(f"/cards/{card}").json()
    given = {"cover": {"color": "pink"}, "subscribed": True, "address": "Here", "isTemplate": True}
    assert client.put(f"/cards/{card}", json=given).status_code == 200
    trello.restore(before)
    assert client.get(f"/cards/{card}").json() == shown


@pytest.mark.parametrize("nothing", ["", "null"])
@pytest.mark.parametrize("alone", [False, True])
def test_null_as_text_clears_as_an_empty_value_does(
    client: httpx.Client, board: str, card: str, nothing: str, *, alone: bool
) -> None:
    me = client.get("/members/me", params={"fields": "id"}).json()["id"]
    label = client.post("/labels", params={"name": "Soon", "color": "red", "idBoard": board}).json()["id"]
    client.post(f"/cards/{card}/attachments", params={"url": "https://pages.example", "setCover": "true"})
    given = {"idMembers": me, "idLabels": label, "due": "2026-05-01", "start": "2026-04-01", "dueReminder": "60"}
    flags = {"dueComplete": "true", "closed": "true", "subscribed": "true", "isTemplate": "true", "cardRole": "link"}
    client.put(f"/cards/{card}", params=given | flags).raise_for_status()
    names = [*given, *flags, "idAttachmentCover"]

    if alone:
        for name in names:
            client.put(f"/cards/{card}/{name}", params={"value": nothing}).raise_for_status()
    else:
        client.put(f"/cards/{card}", data=dict.fromkeys(names, nothing)).raise_for_status()

    cleared = client.get(f"/cards/{card}").json()
    assert {name: cleared[name] for name in names} == {
        "idMembers": [],
        "idLabels": [],
        **dict.fromkeys(("due", "start", "dueReminder", "cardRole", "idAttachmentCover")),
        **dict.fromkeys(("dueComplete", "closed", "subscribed", "isTemplate"), False),
    }


def test_a_board_leaves_its_workspace_by_null_as_text(client: httpx.Client, board: str) -> None:
    assert client.put(f"/boards/{board}", params={"idOrganization": "null"}).json()["idOrganization"] is None


def test_a_name_of_four_letters_is_one(client: httpx.Client, card: str) -> None:
    changed = client.put(f"/cards/{card}", params={"name": "null", "desc": "null"}).json()

    assert (changed["name"], changed["desc"]) == ("null", "null")


def test_what_a_new_card_is_given_is_no_list_of_null(client: httpx.Client, list_: str) -> None:
    answer = client.post("/cards", params={"idList": list_, "idMembers": "null"})

    assert said(answer) == (400, '{"message":"Invalid objectId","error":"ERROR"}')


@pytest.mark.parametrize("value", [0, False])
@pytest.mark.parametrize("name", ["due", "start", "idMembers"])
def test_zero_and_false_clear_nothing(client: httpx.Client, card: str, name: str, value: object) -> None:
    client.put(f"/cards/{card}", params={"due": "2026-05-01", "start": "2026-04-01"})
    before = client.get(f"/cards/{card}").json()

    answer = client.put(f"/cards/{card}", json={name: value})

    assert answer.status_code == 400
    assert client.get(f"/cards/{card}").json() == before
