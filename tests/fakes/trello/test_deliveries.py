"""What webhooks are told, and how that is signed."""

from __future__ import annotations

import base64
import hashlib
import hmac
import json
from collections.abc import Callable, Iterator, Mapping
from typing import Any

import httpx
import pytest

from syncproof.fakes.kit.mount import Door
from syncproof.fakes.trello import Trello
from tests.fakes.trello.deliveries import URL, answering, waiting, watching


@pytest.fixture
def client(trello: Trello) -> Iterator[httpx.Client]:
    with answering(trello) as client:
        yield client


@pytest.fixture
def watch(client: httpx.Client) -> Callable[..., str]:
    return watching(client)


def bodies(trello: Trello) -> list[Any]:
    return [json.loads(one.body) for one in waiting(trello)]


def types(trello: Trello) -> list[str]:
    return [body["action"]["type"] for body in bodies(trello)]


def test_an_action_is_told_with_its_model_and_the_webhook(
    trello: Trello, client: httpx.Client, watch: Callable[..., str], board: str, card: str
) -> None:
    hook = watch(board, description="Boards")

    client.put(f"/cards/{card}", params={"name": "Søndag 🙂"})

    [delivery] = waiting(trello)
    action = client.get(f"/boards/{board}/actions").json()[0]
    display = client.get(f"/actions/{action['id']}").json()["display"]
    assert json.loads(delivery.body) == {
        "model": client.get(f"/boards/{board}").json(),
        "action": {**action, "display": display},
        "webhook": client.get(f"/webhooks/{hook}").json(),
    }
    assert (delivery.webhook, delivery.url, delivery.method, delivery.attempt) == (hook, URL, "POST", 1)
    assert (delivery.due, trello.deliveries.next_due()) == (trello.clock.now, trello.clock.now)
    assert delivery.headers["Content-Type"] == "application/json"
    assert "X-Trello-Client-Identifier" not in delivery.headers


def test_a_delivery_is_signed_with_the_secret_over_body_and_address(
    trello: Trello, watch: Callable[..., str], board: str, card: str
) -> None:
    watch(board)

    trello.edit("Cards", card, {"name": "王小明"})

    [delivery] = waiting(trello)
    assert len(trello.secret) == 64
    digest = hmac.new(trello.secret.encode(), delivery.body + URL.encode(), hashlib.sha1)
    assert delivery.headers["X-Trello-Webhook"] == base64.b64encode(digest.digest()).decode()


def test_the_client_identifier_of_the_write_comes_back(
    trello: Trello, client: httpx.Client, watch: Callable[..., str], board: str, card: str
) -> None:
    watch(board)

    client.put(f"/cards/{card}", params={"name": "New"}, headers={"X-Trello-Client-Identifier": "sync 1"})
    client.put(f"/cards/{card}", params={"name": "Newer"})

    assert [one.headers.get("X-Trello-Client-Identifier") for one in waiting(trello)] == ["sync 1", None]


def test_what_was_told_is_as_it_was_then(
    trello: Trello, client: httpx.Client, watch: Callable[..., str], card: str
) -> None:
    watch(card)

    said = client.post(f"/cards/{card}/actions/comments", params={"text": "One"}).json()
    trello.edit("Cards", card, {"name": "New"})
    trello.clock.advance(1)
    trello.edit("Actions", said["id"], {"text": "Two"})

    told = bodies(trello)
    assert [body["model"]["name"] for body in told] == ["Paint the fence", "New", "New"]
    assert told[0]["model"]["badges"]["comments"] == 1
    assert told[0]["action"]["data"]["text"] == "One"
    assert told[0]["action"]["id"] == said["id"]
    assert told[2]["model"] == client.get(f"/cards/{card}").json()


def test_models_are_told_as_each_is_read(
    trello: Trello,
    client: httpx.Client,
    watch: Callable[..., str],
    board: str,
    list_: str,
    card: str,
) -> None:
    me = client.get("/members/me").json()["id"]
    for number, model in enumerate((board, list_, card, me)):
        watch(model, f"{URL}{number}")

    client.put(f"/cards/{card}", params={"name": "New"})

    models = [body["model"] for body in bodies(trello)]
    paths = [f"/boards/{board}", f"/lists/{list_}", f"/cards/{card}", "/members/me"]
    assert models == [client.get(path).json() for path in paths]
    assert models[-1]["email"] == "sync-service@bots.example"


def test_a_workspace_hears_of_itself_not_of_what_is_inside_its_boards(
    trello: Trello, client: httpx.Client, watch: Callable[..., str], board: str, list_: str
) -> None:
    organization = client.get(f"/boards/{board}").json()["idOrganization"]
    watch(organization)

    client.put(f"/organizations/{organization}", params={"displayName": "New"})
    trello.add("Cards", {"name": "One"}, place=list_)

    [body] = bodies(trello)
    assert body["action"]["type"] == "updateOrganization"
    assert body["model"] == client.get(f"/organizations/{organization}").json()


def test_other_models_and_webhooks_that_are_not_active_hear_nothing(
    trello: Trello, watch: Callable[..., str], board: str, list_: str, card: str
) -> None:
    other = trello.add("Cards", {"name": "Other"}, place=list_)
    watch(other)
    watch(board, active="false")

    trello.edit("Cards", card, {"name": "New"})

    assert (waiting(trello), trello.deliveries.next_due()) == ([], None)


def test_what_no_list_has_is_told(
    trello: Trello, client: httpx.Client, watch: Callable[..., str], board: str, card: str
) -> None:
    listed = client.get(f"/boards/{board}/actions").json()
    watch(board)
    comment = trello.add("Actions", {"text": "One"}, place=card)

    trello.edit("Actions", comment, {"text": "Two"})
    trello.remove("Actions", comment)

    told = [body["action"] for body in bodies(trello)]
    assert [one["type"] for one in told] == ["commentCard", "updateComment", "deleteComment"]
    assert (told[1]["data"]["action"], told[1]["data"]["old"]) == ({"id": comment, "text": "Two"}, {"text": "One"})
    assert told[2]["data"]["action"] == {"id": comment}
    assert client.get(f"/boards/{board}/actions").json() == listed
    assert [client.get(f"/actions/{one['id']}").status_code for one in told] == [404] * 3


def test_who_leaves_a_board_or_workspace_is_told_to_those_who_stay(
    trello: Trello, client: httpx.Client, watch: Callable[..., str], board: str
) -> None:
    organization = client.get(f"/boards/{board}").json()["idOrganization"]
    seats = client.get(f"/boards/{board}/memberships").json()
    colleague = next(seat["idMember"] for seat in seats if seat["memberType"] == "normal")
    watch(board)
    watch(organization)
    before = [
        client.get(path).json() for path in (f"/boards/{board}/actions", f"/organizations/{organization}/actions")
    ]

    client.delete(f"/boards/{board}/members/{colleague}")
    client.delete(f"/organizations/{organization}/members/{colleague}")

    told = [body["action"] for body in bodies(trello)]
    assert [one["type"] for one in told] == ["removeMemberFromBoard", "removeMemberFromOrganization"]
    assert [(one["data"]["idMember"], one["member"]["id"]) for one in told] == [(colleague, colleague)] * 2
    after = [client.get(path).json() for path in (f"/boards/{board}/actions", f"/organizations/{organization}/actions")]
    assert after == before


@pytest.mark.parametrize("place", ["boards", "organizations"])
def test_a_change_of_role_is_told_and_one_of_the_four_is_not_listed(
    trello: Trello, client: httpx.Client, watch: Callable[..., str], board: str, place: str
) -> None:
    organization = client.get(f"/boards/{board}").json()["idOrganization"]
    model = {"boards": board, "organizations": organization}[place]
    of = {"boards": "Board", "organizations": "Organization"}[place]
    seats = client.get(f"/{place}/{model}/memberships").json()
    colleague = next(seat["idMember"] for seat in seats if seat["memberType"] == "normal")
    watch(model)

    for type_ in ("admin", "admin", "normal"):
        client.put(f"/{place}/{model}/members/{colleague}", params={"type": type_})

    kinds = [f"makeAdminOf{of}", f"makeNormalMemberOf{of}"]
    listed = [one["type"] for one in client.get(f"/{place}/{model}/actions").json() if one["type"].startswith("make")]
    assert types(trello) == kinds
    assert listed == [kind for kind in reversed(kinds) if kind != "makeAdminOfOrganization"]


def test_a_profile_that_changed_is_told_poorly(
    trello: Trello, client: httpx.Client, watch: Callable[..., str], organization: str
) -> None:
    ada = trello.add("Members", {"fullName": "Ada", "email": "ada@example.org"}, place=organization)
    watch(ada)

    trello.edit("Members", ada, {"fullName": "Ada King"})

    [body] = bodies(trello)
    assert body["action"]["type"] == "updateMember"
    assert body["action"]["data"] == {"idMember": ada, "member": {"id": ada, "name": "Ada King"}}
    assert body["model"]["fullName"] == "Ada King"
    assert client.get(f"/members/{ada}/actions").json() == []


def test_a_watched_member_is_not_followed_to_where_the_watcher_may_not_look(
    trello: Trello, watch: Callable[..., str], colleague: str, foreign: tuple[str, str, str]
) -> None:
    _, list_, _ = foreign
    watch(colleague)

    trello.add("Cards", {"name": "Hidden"}, place=list_)

    assert waiting(trello) == []


def test_the_same_calls_give_the_same_deliveries(trello: Trello) -> None:
    def told(fake: Trello) -> list[tuple[bytes, Mapping[str, str]]]:
        door = Door(fake)
        door.ask = lambda _: 200
        place = fake.prepare("Cards")
        with httpx.Client(base_url=fake.url, transport=httpx.WSGITransport(app=door)) as client:
            given = {"callbackURL": URL, "idModel": place["board"], **fake.credentials}
            client.post("/webhooks", params=given)
        fake.add("Cards", {"name": "One", "due": "2026-05-01T10:00:00.000Z"}, place=place["list"])
        return [(one.body, one.headers) for one in waiting(fake)]

    again = told(Trello(trello.clock, trello.ledger, seed=1))

    assert told(trello) == again
    assert len(again) == 2


def test_what_a_card_has_in_a_custom_field_is_told_with_what_it_had(
    trello: Trello, client: httpx.Client, watch: Callable[..., str], board: str, card: str
) -> None:
    about = {"idModel": board, "modelType": "board", "name": "Wood", "type": "text", "pos": "top"}
    field = client.post("/customFields", params=about).json()["id"]
    watch(card)

    for value in ({"text": "Oak"}, {"text": "Ash"}, ""):
        client.put(f"/cards/{card}/customField/{field}/item", json={"value": value}).raise_for_status()

    told = [body["action"] for body in bodies(trello)]
    assert {one["type"] for one in told} == {"updateCustomFieldItem"}
    assert all(one["data"]["customField"] == {"id": field, "name": "Wood", "type": "text"} for one in told)
    assert [(one["data"]["old"]["value"], one["data"]["customFieldItem"]["value"]) for one in told] == [
        (None, {"text": "Oak"}),
        ({"text": "Oak"}, {"text": "Ash"}),
        ({"text": "Ash"}, None),
    ]
    assert (told[0]["data"]["card"]["id"], told[0]["data"]["board"]["id"]) == (card, board)
