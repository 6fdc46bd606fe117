"""What the ledger is told of boards, lists, labels and roles, which no checklist knows."""

from __future__ import annotations

import httpx
import pytest

from syncproof.fakes.trello import Trello
from syncproof.ledger import By, Created, Deleted, Event, Ref, Updated

Told = tuple[type, By, Ref, object]


def told(trello: Trello, since: int = 0) -> list[Told]:
    """Return what happened: who did it to what, and what that held of it before and after."""
    return [(type(event), event.by, event.ref, _values(event)) for event in map(_act, trello.ledger[since:])]


def _act(event: Event) -> Created | Updated | Deleted:
    assert isinstance(event, Created | Updated | Deleted)
    return event


def _values(event: Created | Updated | Deleted) -> object:
    if isinstance(event, Created):
        return event.values
    return (event.before, event.after) if isinstance(event, Updated) else None


def board_ref(id_: str) -> Ref:
    return Ref("Trello", "Boards", id_)


def list_ref(id_: str) -> Ref:
    return Ref("Trello", "Lists", id_)


def test_a_new_board_and_all_that_comes_with_it_are_made_by_the_same_hand(
    trello: Trello, client: httpx.Client, organization: str
) -> None:
    before = len(trello.ledger)
    given = {"name": "Plans", "desc": "Big", "idOrganization": organization}
    board = client.post("/boards", params=given).json()["id"]
    lists = client.get(f"/boards/{board}/lists").json()
    labels = client.get(f"/boards/{board}/labels").json()
    assert told(trello, before) == [
        (Created, By.SUT, board_ref(board), {**given, "closed": False, "prefs/permissionLevel": "private"}),
        *(
            (Created, By.SUT, list_ref(one["id"]), {"name": name, "closed": False, "idBoard": board, "pos": one["pos"]})
            for one, name in zip(lists, ("To Do", "Doing", "Done"), strict=True)
        ),
        *(
            (Created, By.SUT, Ref("Trello", "Labels", one["id"], board), {"name": "", "color": one["color"]})
            for one in labels
        ),
    ]


def test_changes_of_a_board_are_told_once(trello: Trello, client: httpx.Client, organization: str, board: str) -> None:
    was = client.get(f"/boards/{board}").json()["idOrganization"]
    before = len(trello.ledger)
    for _ in range(2):
        client.put(f"/boards/{board}", params={"name": "New", "desc": "Hi", "closed": "true"})
        client.put(f"/boards/{board}/idOrganization", params={"value": organization})
    assert told(trello, before) == [
        (
            Updated,
            By.SUT,
            board_ref(board),
            (
                {"name": "Synchronized board", "desc": "", "closed": False},
                {"name": "New", "desc": "Hi", "closed": True},
            ),
        ),
        (Updated, By.SUT, board_ref(board), ({"idOrganization": was}, {"idOrganization": organization})),
    ]


def test_changes_of_a_list_are_told_once(trello: Trello, client: httpx.Client, list_: str, board: str) -> None:
    other = client.post("/boards", params={"name": "Other", "defaultLists": "false"}).json()["id"]
    before = len(trello.ledger)
    for _ in range(2):
        client.put(f"/lists/{list_}", params={"name": "Old", "closed": "true"})
        client.put(f"/lists/{list_}", params={"idBoard": other})
    assert told(trello, before) == [
        (
            Updated,
            By.SUT,
            list_ref(list_),
            ({"name": "To be synchronized", "closed": False}, {"name": "Old", "closed": True}),
        ),
        (Updated, By.SUT, list_ref(list_), ({"idBoard": board}, {"idBoard": other})),
    ]


@pytest.mark.parametrize("place", ["organizations", "boards"])
def test_a_role_is_told_where_it_changes(trello: Trello, client: httpx.Client, board: str, place: str) -> None:
    model = {"boards": board, "organizations": client.get(f"/boards/{board}").json()["idOrganization"]}[place]
    seat = client.get(f"/{place}/{model}/memberships").json()[1]
    before = len(trello.ledger)
    for _ in range(2):
        client.put(f"/{place}/{model}/members/{seat['idMember']}", params={"type": "admin"})
    of = Ref("Trello", "Members", seat["idMember"], model)
    assert told(trello, before) == [(Updated, By.SUT, of, ({"memberType": "normal"}, {"memberType": "admin"}))]


def test_the_harness_makes_the_places(trello: Trello) -> None:
    place = trello.prepare("Cards")
    scenery = [one for one in told(trello) if one[2].datatype in {"Boards", "Lists"}]
    organization = next(one[2].record for one in told(trello) if one[2].datatype == "Organizations")
    board = {
        "name": "Synchronized board",
        "desc": "",
        "closed": False,
        "idOrganization": organization,
        "prefs/permissionLevel": "private",
    }
    list_ = {"name": "To be synchronized", "closed": False, "idBoard": place["board"], "pos": 16384}
    assert scenery == [
        (Created, By.HARNESS, board_ref(place["board"]), board),
        (Created, By.HARNESS, list_ref(place["list"]), list_),
    ]


def test_a_user_who_ends_a_workspace_takes_its_boards_out(trello: Trello, client: httpx.Client) -> None:
    workspace = trello.add("Organizations", {"displayName": "Acme"})
    given = {"name": "Plans", "idOrganization": workspace, "defaultLists": "false"}
    board = client.post("/boards", params=given).json()["id"]
    before = len(trello.ledger)
    trello.remove("Organizations", workspace)
    assert told(trello, before) == [
        (Updated, By.USER, board_ref(board), ({"idOrganization": workspace}, {"idOrganization": None})),
        (Deleted, By.USER, Ref("Trello", "Organizations", workspace), None),
    ]


def test_a_card_and_a_workspace_are_one_entry_each(trello: Trello, client: httpx.Client, list_: str) -> None:
    before = len(trello.ledger)
    client.post("/cards", params={"name": "One", "idList": list_})
    client.post("/organizations", params={"displayName": "Acme"})
    trello.add("Cards", {"name": "Two"}, place=list_)
    trello.add("Organizations", {"displayName": "Acme"})
    assert [(one[0], one[1], one[2].datatype) for one in told(trello, before)] == [
        (Created, By.SUT, "Cards"),
        (Created, By.SUT, "Organizations"),
        (Created, By.USER, "Cards"),
        (Created, By.USER, "Organizations"),
    ]


def test_a_boards_level_and_settings_are_told(trello: Trello, client: httpx.Client, board: str) -> None:
    before = len(trello.ledger)
    client.put(f"/boards/{board}", params={"prefs/permissionLevel": "org", "prefs/selfJoin": "false"})
    changes = ({"prefs/permissionLevel": "private", "prefs/selfJoin": None}, {"prefs/permissionLevel": "org"})
    told_of = (changes[0], {**changes[1], "prefs/selfJoin": False})
    assert told(trello, before) == [(Updated, By.SUT, board_ref(board), told_of)]


def test_where_a_list_lies_is_told(trello: Trello, client: httpx.Client, list_: str) -> None:
    before = len(trello.ledger)
    client.put(f"/lists/{list_}", params={"pos": "7.5"})
    assert told(trello, before) == [(Updated, By.SUT, list_ref(list_), ({"pos": 16384}, {"pos": 7.5}))]


def test_coming_to_a_board_and_leaving_it_are_told(trello: Trello, client: httpx.Client, board: str) -> None:
    before = len(trello.ledger)
    client.put(f"/boards/{board}/members", params={"email": "ada@people.example"})
    seat = client.get(f"/boards/{board}/memberships").json()[-1]
    client.delete(f"/boards/{board}/members/{seat['idMember']}")
    of = Ref("Trello", "Memberships", seat["id"], board)
    assert told(trello, before) == [
        (Created, By.SUT, of, {"idMember": seat["idMember"], "memberType": "normal"}),
        (Deleted, By.SUT, of, None),
    ]


def test_what_lies_on_a_card_is_told(trello: Trello, client: httpx.Client, card: str) -> None:
    before = len(trello.ledger)
    checklist = client.post("/checklists", params={"idCard": card, "name": "Steps"}).json()["id"]
    item = client.post(f"/checklists/{checklist}/checkItems", params={"name": "Sand"}).json()["id"]
    client.put(f"/cards/{card}/checkItem/{item}", params={"state": "complete"})
    page = client.post(f"/cards/{card}/attachments", params={"url": "https://pages.example"}).json()["id"]
    star = {"image": "star", "top": "0", "left": "0", "zIndex": "1"}
    sticker = client.post(f"/cards/{card}/stickers", params=star).json()["id"]
    client.delete(f"/cards/{card}")

    refs = {
        "checklist": Ref("Trello", "Checklists", checklist, card),
        "item": Ref("Trello", "CheckItems", item, checklist),
        "page": Ref("Trello", "Attachments", page, card),
        "sticker": Ref("Trello", "Stickers", sticker, card),
    }
    found = told(trello, before)
    assert [(one[0], one[2]) for one in found[:5]] == [
        (Created, refs["checklist"]),
        (Created, refs["item"]),
        (Updated, refs["item"]),
        (Created, refs["page"]),
        (Created, refs["sticker"]),
    ]
    assert found[2][3] == ({"state": "incomplete"}, {"state": "complete"})
    gone = [refs["item"], refs["checklist"], refs["page"], refs["sticker"]]
    assert [(one[0], one[2]) for one in found[5:9]] == [(Deleted, of) for of in gone]


def test_the_labels_of_a_card_are_told(trello: Trello, client: httpx.Client, list_: str, board: str) -> None:
    given = {"name": "Urgent", "color": "red", "idBoard": board}
    label = client.post("/labels", params=given).json()["id"]
    before = len(trello.ledger)
    card = client.post("/cards", params={"idList": list_, "idLabels": label}).json()["id"]
    client.put(f"/cards/{card}", json={"idLabels": "", "cover": {"color": "pink"}})
    client.put(f"/cards/{card}", json={"cover": None})

    created, changed, uncovered = told(trello, before)
    assert isinstance(created[3], dict)
    assert created[3]["idLabels"] == label
    assert changed[3] == ({"idLabels": label, "cover/color": None}, {"idLabels": "", "cover/color": "pink"})
    assert uncovered[3] == ({"cover/color": "pink"}, {"cover/color": None})
