"""Checklists and their lines."""

from __future__ import annotations

from typing import Any

import httpx
import pytest

from tests.fakes.trello.answers import UNKNOWN, said


@pytest.fixture
def checklist(client: httpx.Client, card: str) -> str:
    return str(client.post("/checklists", params={"idCard": card, "name": "Steps"}).json()["id"])


def add(client: httpx.Client, checklist: str, name: str, **more: str) -> str:
    """Add a line and return its id."""
    made = client.post(f"/checklists/{checklist}/checkItems", params={"name": name, **more})
    return str(made.raise_for_status().json()["id"])


def names(client: httpx.Client, checklist: str) -> list[str]:
    """Return what the lines of a checklist say, top to bottom."""
    return [str(one["name"]) for one in client.get(f"/checklists/{checklist}/checkItems").json()]


def listed(client: httpx.Client, card: str) -> list[dict[str, Any]]:
    """Return all that the card's list of actions tells, oldest first."""
    actions: list[dict[str, Any]] = client.get(f"/cards/{card}/actions", params={"filter": "all"}).json()
    return actions[::-1]


def test_a_new_checklist_and_its_keys(client: httpx.Client, board: str, card: str) -> None:
    made = client.post(f"/cards/{card}/checklists", json={"name": "Steps"}).json()

    assert made == {
        "id": made["id"],
        "name": "Steps",
        "idBoard": board,
        "idCard": card,
        "pos": 16384,
        "limits": {},
        "creationMethod": None,
        "checkItems": [],
    }
    assert client.get(f"/checklists/{made['id']}").json() == made
    assert client.get(f"/cards/{card}/checklists").json() == [made]
    assert client.get(f"/boards/{board}/checklists").json() == [made]
    assert client.get(f"/cards/{card}").json()["idChecklists"] == [made["id"]]
    assert client.get(f"/checklists/{made['id']}/name").json() == {"_value": "Steps"}
    assert client.get(f"/checklists/{made['id']}/board").json()["id"] == board
    assert [one["id"] for one in client.get(f"/checklists/{made['id']}/cards").json()] == [card]
    inside = client.get(f"/checklists/{made['id']}", params={"cards": "all", "card_fields": "name"}).json()["cards"]
    assert inside == [{"id": card, "name": "Paint the fence"}]


@pytest.mark.parametrize(
    ("id_", "answer"),
    [
        ("nonsense", (400, '{"message":"Invalid objectId","error":"ERROR"}')),
        ("", (400, "invalid value for idCard")),
        (UNKNOWN, (404, "The requested resource was not found.")),
    ],
)
def test_a_checklist_needs_a_card(client: httpx.Client, id_: str, answer: tuple[int, str]) -> None:
    assert said(client.post("/checklists", params={"idCard": id_, "name": "Steps"})) == answer


def test_checklists_lie_one_below_the_other(client: httpx.Client, card: str, checklist: str) -> None:
    last = client.post("/checklists", params={"idCard": card, "name": "Last"}).json()["id"]
    first = client.post("/checklists", params={"idCard": card, "name": "First", "pos": "top"}).json()["id"]
    assert client.get(f"/cards/{card}").json()["idChecklists"] == [first, checklist, last]

    client.put(f"/checklists/{last}/pos", params={"value": "top"})

    assert client.get(f"/cards/{card}").json()["idChecklists"] == [last, first, checklist]


def test_a_checklist_is_renamed(client: httpx.Client, card: str, checklist: str) -> None:
    assert client.put(f"/checklists/{checklist}", params={"name": "Stages"}).json()["name"] == "Stages"
    assert client.put(f"/checklists/{checklist}/name/", json={"value": "Phases"}).json()["name"] == "Phases"
    assert said(client.put(f"/checklists/{checklist}", params={"name": ""})) == (400, "invalid value for name")
    told = listed(client, card)[-1]
    assert (told["type"], told["data"]["old"], told["data"]["checklist"]) == (
        "updateChecklist",
        {"name": "Stages"},
        {"id": checklist, "name": "Phases"},
    )


def test_a_deleted_checklist_takes_its_lines_along(client: httpx.Client, card: str, checklist: str) -> None:
    item = add(client, checklist, "Sand", checked="true")

    assert said(client.delete(f"/checklists/{checklist}")) == (200, '{"limits":{}}')

    assert client.get(f"/checklists/{checklist}").status_code == 404
    assert client.get(f"/cards/{card}/checkItem/{item}").status_code == 404
    assert client.get(f"/cards/{card}/checkItemStates").json() == []
    assert [one["type"] for one in listed(client, card)][-1] == "removeChecklistFromCard"


def test_a_checklist_is_deleted_by_its_own_card_alone(
    client: httpx.Client, list_: str, card: str, checklist: str
) -> None:
    other = client.post("/cards", params={"idList": list_}).json()["id"]
    assert client.delete(f"/cards/{other}/checklists/{checklist}").status_code == 404
    assert client.delete(f"/cards/{card}/checklists/{checklist}").status_code == 200
    assert client.get(f"/cards/{card}/checklists").json() == []


def test_a_copy_has_the_lines_and_their_states(client: httpx.Client, list_: str, checklist: str) -> None:
    add(client, checklist, "Sand", checked="true")
    add(client, checklist, "Paint")
    other = client.post("/cards", params={"idList": list_}).json()["id"]

    copy = client.post("/checklists", params={"idCard": other, "idChecklistSource": checklist}).json()

    assert copy["name"] == "Steps"
    assert [(one["name"], one["state"]) for one in copy["checkItems"]] == [
        ("Sand", "complete"),
        ("Paint", "incomplete"),
    ]
    assert {one["idChecklist"] for one in copy["checkItems"]} == {copy["id"]}
    unknown = client.post("/checklists", params={"idCard": other, "idChecklistSource": UNKNOWN})
    assert said(unknown) == (400, "invalid value for idChecklistSource")


def test_a_new_line_and_its_keys(client: httpx.Client, card: str, checklist: str) -> None:
    made = client.post(f"/checklists/{checklist}/checkItems", params={"name": "Sand"}).json()

    assert made == {
        "id": made["id"],
        "name": "Sand",
        "nameData": {"emoji": {}},
        "pos": 16384,
        "state": "incomplete",
        "due": None,
        "dueReminder": None,
        "idMember": None,
        "idChecklist": checklist,
        "limits": {},
    }
    del made["limits"]
    assert client.get(f"/checklists/{checklist}/checkItems/{made['id']}").json() == made
    assert client.get(f"/cards/{card}/checkItem/{made['id']}").json() == made
    assert client.get(f"/cards/{card}/checkItem/{made['id']}", params={"fields": "type"}).json() == {
        "id": made["id"],
        "type": None,
    }
    assert client.get(f"/checklists/{checklist}").json()["checkItems"] == [made]


def test_lines_lie_where_they_are_put(client: httpx.Client, checklist: str) -> None:
    add(client, checklist, "Paint")
    add(client, checklist, "Sand", pos="top")
    add(client, checklist, "Dry", pos="99999.5")
    assert names(client, checklist) == ["Sand", "Paint", "Dry"]


@pytest.mark.parametrize(
    ("given", "parameter"),
    [
        ({"name": ""}, "name"),
        ({"name": "Sand", "checked": "maybe"}, "checked"),
        ({"name": "Sand", "pos": "left"}, "pos"),
        ({"name": "Sand", "pos": -1}, "pos"),
        ({"name": "Sand", "due": "tomorrow"}, "due"),
        ({"name": "Sand", "due": ["2026-01-01"]}, "due"),
        ({"name": "Sand", "dueReminder": "soon"}, "dueReminder"),
        ({"name": "Sand", "dueReminder": 1.5}, "dueReminder"),
        ({"name": "Sand", "dueReminder": True}, "dueReminder"),
        ({"name": {"a": 1}}, "name"),
    ],
)
def test_a_line_that_is_not_taken(
    client: httpx.Client, checklist: str, given: dict[str, object], parameter: str
) -> None:
    answer = client.post(f"/checklists/{checklist}/checkItems", json=given)
    assert said(answer) == (400, f"invalid value for {parameter}")
    assert names(client, checklist) == []


def test_a_line_is_done_and_the_card_knows(client: httpx.Client, list_: str, card: str, checklist: str) -> None:
    item = add(client, checklist, "Sand")
    add(client, checklist, "Paint")

    path = f"/cards/{card}/checklist/{checklist}/checkItem/{item}"
    done = client.put(path, json={"state": "complete"}).json()

    assert done["state"] == "complete"
    shown = client.get(f"/cards/{card}").json()
    assert (shown["badges"]["checkItems"], shown["badges"]["checkItemsChecked"]) == (2, 1)
    states = [{"idCheckItem": item, "state": "complete"}]
    assert shown["checkItemStates"] == states
    assert client.get(f"/cards/{card}/checkItemStates").json() == states
    assert client.get(f"/lists/{list_}/cards").json()[0]["checkItemStates"] is None
    assert (
        client.get(f"/lists/{list_}/cards", params={"checkItemStates": "true"}).json()[0]["checkItemStates"] == states
    )
    told = listed(client, card)[-1]
    assert told["type"] == "updateCheckItemStateOnCard"
    assert (told["data"]["checkItem"]["name"], told["data"]["checkItem"]["state"]) == ("Sand", "complete")


def test_a_line_is_changed_in_every_way(client: httpx.Client, board: str, card: str, checklist: str) -> None:
    item = add(client, checklist, "Sand")
    other = client.post("/checklists", params={"idCard": card, "name": "Later"}).json()["id"]
    member = client.get(f"/boards/{board}/members").json()[0]["id"]
    given = {
        "name": "Sand twice",
        "state": "complete",
        "due": "2026-05-01",
        "dueReminder": "60",
        "idMember": member,
        "idChecklist": other,
    }

    changed = client.put(f"/cards/{card}/checkItem/{item}", params=given).json()

    assert {key: changed[key] for key in given} == {**given, "due": "2026-05-01T00:00:00.000Z", "dueReminder": 60}
    assert (names(client, checklist), names(client, other)) == ([], ["Sand twice"])
    cleared = client.put(f"/cards/{card}/checkItem/{item}", params={"due": "", "idMember": "", "dueReminder": "null"})
    assert [cleared.json()[key] for key in ("due", "idMember", "dueReminder")] == [None, None, None]


@pytest.mark.parametrize(
    ("given", "answer"),
    [
        ({"state": "done"}, (400, "invalid value for state")),
        ({"state": True}, (400, "invalid value for state")),
        ({"name": ""}, (400, "invalid value for name")),
        ({"idChecklist": UNKNOWN}, (400, "invalid value for idChecklist")),
        ({"idMember": UNKNOWN}, (400, '{"message":"Invalid objectId","error":"ERROR"}')),
        ({"pos": ""}, (400, "invalid value for pos")),
    ],
)
def test_a_change_of_a_line_that_is_not_taken(
    client: httpx.Client, card: str, checklist: str, given: dict[str, object], answer: tuple[int, str]
) -> None:
    item = add(client, checklist, "Sand")
    assert said(client.put(f"/cards/{card}/checkItem/{item}", json=given)) == answer
    assert names(client, checklist) == ["Sand"]


def test_a_line_goes_to_the_bottom_of_another_checklist(client: httpx.Client, card: str, checklist: str) -> None:
    item = add(client, checklist, "Sand")
    other = client.post("/checklists", params={"idCard": card}).json()["id"]
    add(client, other, "Paint")
    add(client, other, "Dry")
    client.put(f"/cards/{card}/checkItem/{item}", params={"idChecklist": other})
    assert names(client, other) == ["Paint", "Dry", "Sand"]


def test_a_line_is_found_by_its_own_card_and_checklist_alone(
    client: httpx.Client, list_: str, card: str, checklist: str
) -> None:
    item = add(client, checklist, "Sand")
    other = client.post("/cards", params={"idList": list_}).json()["id"]
    second = client.post("/checklists", params={"idCard": card}).json()["id"]
    assert client.get(f"/cards/{other}/checkItem/{item}").status_code == 404
    assert client.get(f"/checklists/{second}/checkItems/{item}").status_code == 404
    wrong = f"/cards/{other}/checklist/{checklist}/checkItem/{item}"
    assert client.put(wrong, json={"state": "complete"}).status_code == 404
    assert said(client.get(f"/cards/{card}/checkItem/nonsense")) == (400, "invalid id")


def test_a_line_is_deleted(client: httpx.Client, card: str, checklist: str) -> None:
    one, two = add(client, checklist, "Sand"), add(client, checklist, "Paint")
    assert said(client.delete(f"/checklists/{checklist}/checkItems/{one}")) == (200, '{"limits":{}}')
    assert client.delete(f"/cards/{card}/checkItem/{two}").status_code == 200
    assert names(client, checklist) == []


def test_a_reader_chooses_what_comes_along(client: httpx.Client, board: str, card: str, checklist: str) -> None:
    item = add(client, checklist, "Sand")

    params = {"checklists": "all", "checklist_fields": "name", "checkItem_fields": "state"}
    inside = client.get(f"/cards/{card}", params=params).json()["checklists"]
    bare = client.get(f"/cards/{card}/checklists", params={"checkItems": "none", "fields": "name"}).json()
    of_board = client.get(f"/boards/{board}", params={"checklists": "all"}).json()["checklists"]

    assert inside == [{"id": checklist, "name": "Steps", "checkItems": [{"id": item, "state": "incomplete"}]}]
    assert bare == [{"id": checklist, "name": "Steps"}]
    assert [one["id"] for one in of_board] == [checklist]
    assert client.get(f"/cards/{card}/checklists", params={"filter": "none"}).json() == []
    assert client.get(f"/cards/{card}/checklists", params={"checkItems": "few"}).status_code == 400


def test_the_earliest_date_of_what_is_to_be_done_is_on_the_front(
    client: httpx.Client, card: str, checklist: str
) -> None:
    add(client, checklist, "Paint", due="2026-05-02")
    add(client, checklist, "Sand", due="2026-05-01", checked="true")
    badges = client.get(f"/cards/{card}").json()["badges"]
    assert badges["checkItemsEarliestDue"] == "2026-05-02T00:00:00.000Z"


def test_most_of_a_checklist_is_told_to_webhooks_alone(
    client: httpx.Client, card: str, heard: list[tuple[str, bool]]
) -> None:
    checklist = client.post("/checklists", params={"idCard": card}).json()["id"]
    item = add(client, checklist, "Sand")
    client.put(f"/cards/{card}/checkItem/{item}", params={"name": "Paint", "state": "complete"})
    client.delete(f"/cards/{card}/checkItem/{item}")
    client.post("/checklists", params={"idCard": card, "idChecklistSource": checklist})
    client.delete(f"/checklists/{checklist}")

    assert heard == [
        ("addChecklistToCard", True),
        ("createCheckItem", False),
        ("updateCheckItem", False),
        ("updateCheckItemStateOnCard", True),
        ("deleteCheckItem", False),
        ("addChecklistToCard", True),
        ("copyChecklist", False),
        ("removeChecklistFromCard", True),
    ]


def test_a_stranger_has_no_right_to_a_checklist(client: httpx.Client, foreign: tuple[str, str, str]) -> None:
    assert client.post("/checklists", params={"idCard": foreign[2]}).status_code == 401
    assert client.get(f"/cards/{foreign[2]}/checklists").status_code == 401
