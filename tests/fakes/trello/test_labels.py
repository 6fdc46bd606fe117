"""`/labels`, and the labels of boards and cards."""

from __future__ import annotations

from typing import Any

import httpx
import pytest

from syncproof.fakes.trello import Trello
from tests.fakes.trello.answers import NOT_AN_ID, UNKNOWN, said


def make(client: httpx.Client, board: str, name: str = "Urgent", color: str = "red") -> str:
    """Make a label and return its id."""
    given = {"name": name, "color": color, "idBoard": board}
    return str(client.post("/labels", params=given).raise_for_status().json()["id"])


def worn(client: httpx.Client, card: str) -> list[str]:
    """Return the ids of the labels on a card."""
    ids: list[str] = client.get(f"/cards/{card}").json()["idLabels"]
    return ids


def test_a_new_label_and_its_keys(client: httpx.Client, board: str) -> None:
    made = client.post("/labels", params={"name": "Urgent", "color": "sky_dark", "idBoard": board}).json()

    assert made == {
        "id": made["id"],
        "idBoard": board,
        "name": "Urgent",
        "color": "sky_dark",
        "uses": 0,
        "limits": {},
    }
    del made["limits"]
    assert client.get(f"/labels/{made['id']}").json() == made
    assert client.get(f"/labels/{made['id']}", params={"fields": "name"}).json() == {"id": made["id"], "name": "Urgent"}
    assert client.get(f"/boards/{board}/labels").json() == [made]
    assert client.get(f"/boards/{board}", params={"labels": "all", "label_fields": "color"}).json()["labels"] == [
        {"id": made["id"], "color": "sky_dark"}
    ]


def test_a_label_is_found_at_its_own_board_alone(client: httpx.Client, board: str) -> None:
    other = client.post("/boards", params={"name": "Other"}).json()["id"]
    label = make(client, board)
    assert client.get(f"/boards/{board}/labels/{label}").json()["id"] == label
    assert client.get(f"/boards/{other}/labels/{label}").status_code == 404


def test_a_label_is_made_at_its_board_without_a_name_or_colour(client: httpx.Client, board: str) -> None:
    made = client.post(f"/boards/{board}/labels", json={"name": "", "color": None}).json()

    assert (made["name"], made["color"]) == ("", None)
    assert client.post(f"/boards/{board}/labels", params={"name": "", "color": "null"}).json()["color"] is None


@pytest.mark.parametrize(
    ("given", "answer"),
    [
        ({"color": "red"}, (400, "invalid value for name")),
        ({"name": "Urgent"}, (400, "invalid value for color")),
        ({"name": "Urgent", "color": "mauve"}, (400, "invalid value for color")),
        ({"name": 5, "color": "red"}, (400, "invalid value for name")),
        ({"name": "x" * 16385, "color": "red"}, (400, "invalid value for name")),
        ({"name": "Urgent", "color": ["red"]}, (400, "invalid value for color")),
        (
            {"name": "Urgent", "color": "red", "idBoard": "nonsense"},
            (400, '{"message":"Invalid objectId","error":"ERROR"}'),
        ),
        ({"name": "Urgent", "color": "red", "idBoard": UNKNOWN}, (404, "The requested resource was not found.")),
    ],
)
def test_a_label_that_is_not_made(
    client: httpx.Client, board: str, given: dict[str, object], answer: tuple[int, str]
) -> None:
    assert said(client.post("/labels", json={"idBoard": board, **given})) == answer
    assert client.get(f"/boards/{board}/labels").json() == []


def test_a_new_board_has_six_labels_unless_it_shall_not(client: httpx.Client) -> None:
    with_labels = client.post("/boards", params={"name": "A"}).json()["id"]
    without = client.post("/boards", params={"name": "B", "defaultLabels": "false"}).json()["id"]

    labels = client.get(f"/boards/{with_labels}/labels").json()

    assert [(one["name"], one["color"]) for one in labels] == [
        ("", color) for color in ("green", "yellow", "orange", "red", "purple", "blue")
    ]
    assert client.get(f"/boards/{without}/labels").json() == []
    assert len(client.get(f"/boards/{with_labels}/labels", params={"limit": 2}).json()) == 2
    assert client.get(f"/boards/{with_labels}/labels", params={"limit": 1001}).status_code == 400


def test_a_label_is_changed_wherever_it_is(client: httpx.Client, board: str, card: str) -> None:
    label = make(client, board)
    client.post(f"/cards/{card}/idLabels", params={"value": label})

    changed = client.put(f"/labels/{label}", params={"name": "Later", "color": "lime"}).json()

    shown = {"id": label, "idBoard": board, "name": "Later", "color": "lime", "uses": 1}
    assert changed == shown
    assert client.get(f"/cards/{card}").json()["labels"] == [shown]
    assert client.put(f"/labels/{label}/name", params={"value": "Now"}).json()["name"] == "Now"
    assert client.put(f"/labels/{label}/color", params={"value": ""}).json()["color"] is None
    assert client.put(f"/labels/{label}/uses", params={"value": "7"}).status_code == 404


def test_the_board_knows_what_its_colours_are_called(client: httpx.Client, board: str) -> None:
    label = make(client, board, "Urgent", "red")
    make(client, board, "Also", "red")

    names = client.get(f"/boards/{board}").json()["labelNames"]
    client.put(f"/labels/{label}", params={"color": "pink_light"})
    later = client.get(f"/boards/{board}").json()["labelNames"]

    assert {color: name for color, name in names.items() if name} == {"red": "Urgent"}
    assert {color: name for color, name in later.items() if name} == {"red": "Also", "pink_light": "Urgent"}
    assert len(later) == 30


def test_a_deleted_label_is_on_no_card(client: httpx.Client, board: str, card: str) -> None:
    label = make(client, board)
    client.post(f"/cards/{card}/idLabels", params={"value": label})

    assert said(client.delete(f"/labels/{label}")) == (200, '{"limits":{}}')

    assert client.get(f"/labels/{label}").status_code == 404
    assert worn(client, card) == []


def test_labels_go_on_a_card_and_come_off(client: httpx.Client, board: str, card: str) -> None:
    one, two = make(client, board), make(client, board)

    assert client.post(f"/cards/{card}/idLabels", params={"value": one}).json() == [one]
    assert client.post(f"/cards/{card}/idLabels", params={"value": two}).json() == [one, two]
    assert client.post(f"/cards/{card}/idLabels", params={"value": two}).status_code == 400
    assert said(client.delete(f"/cards/{card}/idLabels/{one}")) == (200, '{"_value":null}')
    assert worn(client, card) == [two]
    assert client.delete(f"/cards/{card}/idLabels/{one}").status_code == 400
    assert client.get(f"/labels/{one}").json()["uses"] == 0


def test_a_label_is_made_for_a_card(client: httpx.Client, card: str) -> None:
    made = client.post(f"/cards/{card}/labels", params={"color": "blue"}).json()

    assert (made["name"], made["color"], made["uses"]) == ("", "blue", 1)
    assert worn(client, card) == [made["id"]]
    assert client.post(f"/cards/{card}/labels", params={"name": "Colourless"}).status_code == 400


def test_the_labels_of_a_card_are_a_set(client: httpx.Client, board: str, list_: str, card: str) -> None:
    one, two = make(client, board), make(client, board)

    made = client.post("/cards", json={"idList": list_, "idLabels": [one, two]}).json()
    put = client.put(f"/cards/{card}", params={"idLabels": f"{two},{one}"}).json()
    again = client.put(f"/cards/{card}/idLabels", params={"value": one}).json()

    assert made["idLabels"] == [one, two]
    assert [label["uses"] for label in made["labels"]] == [1, 1]
    assert put["idLabels"] == [two, one]
    assert again["idLabels"] == [one]
    assert client.put(f"/cards/{card}", params={"idLabels": ""}).json()["idLabels"] == []


@pytest.mark.parametrize("ids", ["{label},{label}", UNKNOWN, "{label},nonsense", "{foreign}"])
def test_ids_of_labels_that_a_card_does_not_take(client: httpx.Client, board: str, card: str, ids: str) -> None:
    other = client.post("/boards", params={"name": "Other"}).json()["id"]
    foreign = client.get(f"/boards/{other}/labels").json()[0]["id"]
    value = ids.format(label=make(client, board), foreign=foreign)

    assert said(client.put(f"/cards/{card}", params={"idLabels": value})) == NOT_AN_ID
    assert said(client.post(f"/cards/{card}/idLabels", params={"value": value})) == NOT_AN_ID
    assert worn(client, card) == []


def test_a_card_keeps_on_another_board_the_labels_that_are_there_too(
    client: httpx.Client, board: str, card: str
) -> None:
    other = client.post("/boards", params={"name": "Other", "defaultLabels": "false"}).json()["id"]
    alike = make(client, other, "Urgent", "red")
    labels = [make(client, board, "Urgent", "red"), make(client, board, "Mine", "red")]
    client.put(f"/cards/{card}", params={"idLabels": ",".join(labels)})

    moved = client.put(f"/cards/{card}", params={"idBoard": other}).json()

    assert moved["idLabels"] == [alike]


def test_labels_are_told_to_webhooks_alone(
    client: httpx.Client, board: str, card: str, heard: list[tuple[str, bool]]
) -> None:
    label = make(client, board)
    client.post(f"/cards/{card}/idLabels", params={"value": label})
    client.put(f"/labels/{label}", params={"name": "Later"})
    client.delete(f"/labels/{label}")

    assert heard == [
        ("createLabel", False),
        ("addLabelToCard", False),
        ("updateLabel", False),
        ("removeLabelFromCard", False),
        ("deleteLabel", False),
    ]
    listed: list[dict[str, Any]] = client.get(f"/boards/{board}/actions").json()
    assert not [one for one in listed if "label" in one["type"].lower()]


def test_a_stranger_has_no_right_to_a_label(client: httpx.Client, foreign: tuple[str, str, str]) -> None:
    assert client.get(f"/boards/{foreign[0]}/labels").status_code == 401
    given = {"name": "Urgent", "color": "red", "idBoard": foreign[0]}
    assert client.post("/labels", params=given).status_code == 401
    assert said(client.get("/labels/nonsense")) == (400, "invalid id")


def test_labels_come_back_with_a_snapshot(trello: Trello, client: httpx.Client, board: str, card: str) -> None:
    label = make(client, board)
    before = trello.snapshot()

    client.post(f"/cards/{card}/idLabels", params={"value": label})
    client.delete(f"/labels/{label}")
    trello.restore(before)

    assert client.get(f"/labels/{label}").json()["uses"] == 0
    assert worn(client, card) == []


def test_labels_inside_their_board_are_not_fifty_alone(client: httpx.Client, board: str) -> None:
    for number in range(60):
        client.post(f"/boards/{board}/labels", params={"name": str(number), "color": "red"})

    def count(**given: str) -> int:
        return len(client.get(f"/boards/{board}", params={"labels": "all", **given}).json()["labels"])

    assert len(client.get(f"/boards/{board}/labels").json()) == 50
    assert (count(), count(labels_limit="55")) == (60, 55)
