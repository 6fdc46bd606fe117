"""What the ledger is told of boards, lists and roles, which no checklist knows."""

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


def test_a_new_board_and_the_lists_that_come_with_it_are_made_by_the_same_hand(
    trello: Trello, client: httpx.Client, organization: str
) -> None:
    before = len(trello.ledger)
    given = {"name": "Plans", "desc": "Big", "idOrganization": organization}
    board = client.post("/boards", params=given).json()["id"]
    lists = client.get(f"/boards/{board}/lists").json()
    assert told(trello, before) == [
        (Created, By.SUT, board_ref(board), {**given, "closed": False}),
        *(
            (Created, By.SUT, list_ref(one["id"]), {"name": name, "closed": False, "idBoard": board})
            for one, name in zip(lists, ("To Do", "Doing", "Done"), strict=True)
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
    board = {"name": "Synchronized board", "desc": "", "closed": False, "idOrganization": organization}
    list_ = {"name": "To be synchronized", "closed": False, "idBoard": place["board"]}
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
