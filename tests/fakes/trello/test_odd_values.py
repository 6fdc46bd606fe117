"""Whatever is sent for what lies on boards and cards, the answer is Trello's: never a defect of ours."""

from __future__ import annotations

import json
from itertools import chain, product

import httpx
import pytest

from syncproof.fakes.kit.clock import Clock
from syncproof.fakes.trello import Trello
from syncproof.fakes.trello.request import card_values
from syncproof.fakes.trello.routes import boards, custom_fields, labels, lists
from syncproof.fakes.trello.routes.cards import attachments, cards, check_items, checklists, stickers_and_votes
from syncproof.ledger import Ledger

ROUTES = sorted(
    chain.from_iterable(
        module.ROUTES
        for module in (
            attachments,
            boards,
            cards,
            check_items,
            checklists,
            custom_fields,
            labels,
            lists,
            stickers_and_votes,
        )
    )
)
READ = ["fields", "filter", "limit", "since", "before", "page", "cards", "attachments", "checklists", "checkItems"]
WRITTEN = sorted(
    {
        *card_values.WRITABLE,
        *("name", "desc", "pos", "value", "color", "idCard", "idList", "idMembers", "due", "start", "dueComplete"),
        *("closed", "idCardSource", "keepFromSource", "urlSource", "fileSource", "mimeType", "idListSource", "url"),
        *("idBoardSource", "idChecklistSource", "idChecklist", "idMember", "state", "checked", "file", "setCover"),
        *("image", "top", "left", "zIndex", "rotate", "prefs/voting", "prefs/selfJoin", "prefs_background", "type"),
        *("email", "text", "defaultLabels", "idOrganization"),
        *("idModel", "modelType", "options", "display_cardFront", "display/cardFront", "idValue", "customFieldItems"),
    }
)
ODD: tuple[object, ...] = (["a", {}], 10**400)


@pytest.fixture(scope="module")
def unlimited() -> Trello:
    return Trello(Clock(), Ledger(), limited=False)


@pytest.fixture(scope="module")
def ids(unlimited: Trello) -> dict[str, str]:
    """Return one of each, by what a path calls it."""
    place = unlimited.prepare("Cards")
    card = unlimited.add("Cards", {"name": "Paint"}, place=place["list"])
    with client_of(unlimited) as client:

        def post(path: str, **given: object) -> str:
            return str(client.post(path, json=given).raise_for_status().json()["id"])

        about = {"idModel": place["board"], "modelType": "board", "type": "list", "pos": "top"}
        field = client.post("/customFields", json={**about, "name": "Wood", "options": [{"value": {"text": "Oak"}}]})
        checklist = post("/checklists", idCard=card, name="Steps")
        return {
            **place,
            "card": card,
            "customField": field.json()["id"],
            "option": field.json()["options"][0]["id"],
            "label": post("/labels", idBoard=place["board"], name="Urgent", color="red"),
            "checklist": checklist,
            "item": post(f"/checklists/{checklist}/checkItems", name="Sand"),
            "attachment": post(f"/cards/{card}/attachments", url="https://pages.example"),
            "sticker": post(f"/cards/{card}/stickers", image="star", top=0, left=0, zIndex=1),
            "action": post(f"/cards/{card}/actions/comments", text="Hello"),
            "member": "me",
            "membership": client.get(f"/boards/{place['board']}/memberships").json()[0]["id"],
            "field": "name",
            "filter": "all",
            "pref": "voting",
        }


def client_of(trello: Trello) -> httpx.Client:
    """Return a client that may come in."""
    transport = httpx.WSGITransport(app=trello.app)
    return httpx.Client(base_url=trello.url, params=dict(trello.credentials), transport=transport)


@pytest.mark.parametrize(("method", "template"), ROUTES, ids=str)
def test_an_odd_value_is_answered(unlimited: Trello, ids: dict[str, str], method: str, template: str) -> None:
    before, path = unlimited.snapshot(), template.format(**ids)
    with client_of(unlimited) as client:
        for name, odd in product(READ if method == "GET" else WRITTEN, ODD):
            if method == "GET":
                answer = client.get(path, params={name: str(odd)})
            else:
                body = json.dumps({"name": "Sand", "text": "Hi", name: odd})
                answer = client.request(method, path, content=body, headers={"Content-Type": "application/json"})
            assert answer.status_code < 500
            unlimited.restore(before)


def test_a_limit_of_thousands_of_digits_is_refused(client: httpx.Client, board: str) -> None:
    assert client.get(f"/boards/{board}/labels", params={"limit": "1" * 5000}).status_code == 400
