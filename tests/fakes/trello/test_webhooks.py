"""`/webhooks`, and the webhooks of a token."""

from __future__ import annotations

from collections.abc import Iterator

import httpx
import pytest

from syncproof.fakes.kit.mount import Door
from syncproof.fakes.kit.web import Question
from syncproof.fakes.trello import Trello
from syncproof.ledger import Call, Ledger
from tests.fakes.trello.answers import NOT_FOUND, UNKNOWN, said

URL = "http://127.0.0.1:8000/hook?type=board"
KEYS = ["id", "description", "idModel", "callbackURL", "active", "consecutiveFailures", "firstConsecutiveFailDate"]


class Outside:
    """What is outside: every address answers HEAD with `status`."""

    def __init__(self) -> None:
        self.status = 200
        self.asked: list[str] = []

    def ask(self, url: str) -> int:
        self.asked.append(url)
        return self.status


@pytest.fixture
def outside() -> Outside:
    return Outside()


@pytest.fixture
def door(trello: Trello, outside: Outside) -> Door:
    door = Door(trello)
    door.ask = outside.ask
    return door


@pytest.fixture
def client(trello: Trello, door: Door) -> Iterator[httpx.Client]:
    transport = httpx.WSGITransport(app=door)
    with httpx.Client(base_url=trello.url, params=dict(trello.credentials), transport=transport) as client:
        yield client


@pytest.fixture
def keyed(trello: Trello, door: Door) -> Iterator[httpx.Client]:
    """Return a client that sends the key alone."""
    params = {"key": trello.credentials["key"]}
    transport = httpx.WSGITransport(app=door)
    with httpx.Client(base_url=trello.url, params=params, transport=transport) as client:
        yield client


def made(client: httpx.Client, model: str, url: str = URL, **more: str) -> str:
    answer = client.post("/webhooks", params={"callbackURL": url, "idModel": model, **more})
    assert answer.status_code == 200, answer.text
    return str(answer.json()["id"])


@pytest.mark.parametrize("how", ["params", "data", "json"])
@pytest.mark.parametrize("path", ["/webhooks", "/webhooks/", "/tokens/{token}/webhooks", "/tokens/{token}/webhooks/"])
def test_a_webhook_is_made_by_either_address(
    trello: Trello, keyed: httpx.Client, outside: Outside, board: str, path: str, how: str
) -> None:
    token = trello.credentials["token"]
    given = {"callbackURL": URL, "idModel": board, "description": "Bø"}
    if "{" not in path:
        given["token"] = token

    answer = keyed.post(path.format(token=token), **{how: given})  # type: ignore[arg-type]  # one of three places

    shape = answer.json()
    assert answer.status_code == 200
    assert list(shape) == KEYS
    assert {**shape, "id": ""} == dict(zip(KEYS, ["", "Bø", board, URL, True, 0, None], strict=True))
    assert outside.asked == [URL]


def test_a_webhook_is_read_changed_and_ended(client: httpx.Client, board: str, list_: str) -> None:
    id_ = made(client, board, description="One")
    before = client.get(f"/webhooks/{id_}").json()

    changed = client.put(f"/webhooks/{id_}", params={"description": "Two", "active": "false"}).json()
    moved = client.put(f"/webhooks/{id_}", json={"idModel": list_, "description": ""}).json()

    assert changed == {**before, "description": "Two", "active": False}
    assert moved == {**changed, "idModel": list_, "description": ""}
    assert client.get(f"/webhooks/{id_}").json() == moved
    assert {key: client.get(f"/webhooks/{id_}/{key}").json() for key in KEYS[1:]} == {
        key: {"_value": moved[key]} for key in KEYS[1:]
    }
    assert said(client.get(f"/webhooks/{id_}/colour")) == (404, f"Cannot GET /1/webhooks/{id_}/colour")
    assert said(client.delete(f"/webhooks/{id_}")) == (200, '{"_value":null}')
    assert said(client.get(f"/webhooks/{id_}")) == NOT_FOUND


def test_the_webhooks_of_a_token(trello: Trello, keyed: httpx.Client, client: httpx.Client, board: str) -> None:
    path = f"/tokens/{trello.credentials['token']}/webhooks"
    one = made(client, board)
    two = made(client, board, f"{URL}2")

    listed = keyed.get(path).json()

    assert [hook["id"] for hook in listed] == [one, two]
    assert keyed.get(f"{path}/{two}").json() == listed[1]
    assert said(keyed.delete(f"{path}/{one}")) == (200, '{"_value":null}')
    assert keyed.get(path).json() == listed[1:]


@pytest.mark.parametrize(
    ("method", "path"),
    [("GET", "/webhooks"), ("PUT", "/webhooks"), ("PUT", f"/tokens/{{token}}/webhooks/{UNKNOWN}")],
)
def test_what_the_service_does_not_have(trello: Trello, client: httpx.Client, method: str, path: str) -> None:
    path = path.format(token=trello.credentials["token"])

    answer = client.request(method, path, params={"description": "x"})

    assert said(answer) == (404, f"Cannot {method} /1{path}")


@pytest.mark.parametrize("method", ["GET", "PUT", "DELETE"])
def test_an_id_of_a_webhook(trello: Trello, client: httpx.Client, method: str) -> None:
    assert said(client.request(method, f"/webhooks/{UNKNOWN}")) == NOT_FOUND
    assert said(client.request(method, "/webhooks/xyz")) == (400, "invalid id")
    if method != "PUT":
        path = f"/tokens/{trello.credentials['token']}/webhooks"
        assert said(client.request(method, f"{path}/{UNKNOWN}")) == NOT_FOUND


@pytest.mark.parametrize("method", ["GET", "PUT", "DELETE"])
def test_another_token_does_not_see_it(trello: Trello, client: httpx.Client, board: str, method: str) -> None:
    id_ = made(client, board)
    other = trello.grant(frozenset({"read", "write"}))

    answer = client.request(method, f"/webhooks/{id_}", params={"token": other})

    assert said(answer) == NOT_FOUND
    assert client.get(f"/tokens/{other}/webhooks", params={"token": other}).json() == []
    assert client.get(f"/webhooks/{id_}").status_code == 200


@pytest.mark.parametrize("status", [0, 204, 302, 403, 500])
def test_who_does_not_answer_head_with_200_is_refused(
    client: httpx.Client, outside: Outside, board: str, status: int
) -> None:
    kept = made(client, board, f"{URL}2")
    outside.status = status
    refused = {"message": f"URL ({URL}) did not return 200 status code, got {status}", "error": "ERROR"}

    answer = client.post("/webhooks", params={"callbackURL": URL, "idModel": board})
    changed = client.put(f"/webhooks/{kept}", params={"callbackURL": URL})
    same = client.put(f"/webhooks/{kept}", params={"callbackURL": f"{URL}2", "description": "x"})

    assert (answer.status_code, answer.json()) == (400, refused)
    assert (changed.status_code, changed.json()) == (400, refused)
    assert (same.status_code, same.json()["description"]) == (200, "x")


def test_a_question_comes_before_anything_has_changed(trello: Trello, client: httpx.Client, board: str) -> None:
    now = trello.journal.mark()

    with (
        httpx.Client(transport=httpx.WSGITransport(app=trello.app)) as inside,
        pytest.raises(Question) as asked,
    ):
        inside.post(f"{trello.url}/webhooks", json={"callbackURL": URL, "idModel": board, **trello.credentials})

    assert asked.value.url == URL
    assert trello.journal.mark() == now
    assert client.get(f"/tokens/{trello.credentials['token']}/webhooks").json() == []


def test_the_same_webhook_twice_is_refused(trello: Trello, client: httpx.Client, board: str, list_: str) -> None:
    one = made(client, board)
    told = (400, "A webhook with that callback, model, and token already exists")
    other = trello.grant(frozenset({"read", "write"}))

    assert said(client.post("/webhooks", params={"callbackURL": URL, "idModel": board})) == told
    two = made(client, list_)
    assert said(client.put(f"/webhooks/{two}", params={"idModel": board})) == told
    assert client.put(f"/webhooks/{one}", params={"idModel": board}).status_code == 200
    assert made(client, board, token=other)


@pytest.mark.parametrize(
    ("given", "words"),
    [
        ({"callbackURL": ""}, "invalid value for callbackURL"),
        ({"callbackURL": "sut.example/hook"}, "invalid value for callbackURL"),
        ({"callbackURL": "ftp://sut.example"}, "invalid value for callbackURL"),
        ({"callbackURL": "http://"}, "invalid value for callbackURL"),
        ({"callbackURL": "http://[::1"}, "invalid value for callbackURL"),
        ({"callbackURL": "http://sut.example:99999"}, "invalid value for callbackURL"),
        ({"callbackURL": "http://sut.example/a b"}, "invalid value for callbackURL"),
        ({"callbackURL": "http://sut.example/\r\nX: y"}, "invalid value for callbackURL"),
        ({"callbackURL": 7}, "invalid value for callbackURL"),
        ({"idModel": ""}, "invalid value for idModel"),
        ({"idModel": "ABCDEF12"}, '{"message":"Invalid objectId","error":"ERROR"}'),
        ({"idModel": ["x"]}, "invalid value for idModel"),
        ({"active": "maybe"}, "invalid value for active"),
        ({"description": "x" * 16385}, "invalid value for description"),
    ],
)
def test_what_is_refused(client: httpx.Client, board: str, given: dict[str, object], words: str) -> None:
    id_ = made(client, board, f"{URL}2")

    answer = client.post("/webhooks", json={"callbackURL": URL, "idModel": board, **given})
    changed = client.put(f"/webhooks/{id_}", json=given)

    assert said(answer) == (400, words)
    assert said(changed) == (400, words)


def test_every_kind_of_model_can_be_watched(
    client: httpx.Client, organization: str, board: str, list_: str, card: str, colleague: str
) -> None:
    me = client.get("/members/me").json()["id"]

    for model in (organization, board, list_, card, colleague, me):
        id_ = made(client, model)
        assert client.get(f"/webhooks/{id_}/idModel").json() == {"_value": model}


def test_what_one_may_not_see_cannot_be_watched(
    trello: Trello, client: httpx.Client, foreign: tuple[str, str, str]
) -> None:
    theirs = trello.add("Organizations", {"displayName": "Theirs"})
    lonely = trello.add("Members", {"fullName": "Ada", "email": "ada@example.org"}, place=theirs)
    client.delete(f"/organizations/{theirs}/members/me")
    board, list_, card = foreign
    words = {
        board: (401, "unauthorized permission requested"),
        list_: (401, "unauthorized permission requested"),
        card: (401, "unauthorized card permission requested"),
        theirs: (401, "unauthorized organization."),
        lonely: (401, "unauthorized member permission requested"),
        UNKNOWN: (404, "model not found"),
    }

    answers = {model: client.post("/webhooks", params={"callbackURL": URL, "idModel": model}) for model in words}

    assert {model: said(answer) for model, answer in answers.items()} == words


def test_without_credentials_there_is_no_webhook(
    trello: Trello, stranger: httpx.Client, client: httpx.Client, board: str
) -> None:
    id_ = made(client, board)

    assert said(stranger.get(f"/webhooks/{id_}")) == NOT_FOUND
    assert said(stranger.delete(f"/webhooks/{id_}")) == (401, '{"message":"missing scopes"}')
    assert said(stranger.get(f"/tokens/{trello.credentials['token']}/webhooks")) == (401, "invalid key")


def test_a_snapshot_takes_webhooks_back(trello: Trello, client: httpx.Client, board: str, card: str) -> None:
    one = made(client, board)
    before = trello.snapshot()
    client.delete(f"/webhooks/{one}")
    made(client, board)
    trello.edit("Cards", card, {"name": "Other"})

    trello.restore(before)

    listed = client.get(f"/tokens/{trello.credentials['token']}/webhooks").json()
    assert [hook["id"] for hook in listed] == [one]
    assert trello.deliveries.next_due() is None


@pytest.mark.parametrize("secret", ["ours", "ATTA" + "0" * 72, "granted", "f" * 64])
def test_no_token_of_a_path_is_in_the_ledger(trello: Trello, client: httpx.Client, secret: str) -> None:
    token = {"ours": trello.credentials["token"], "granted": trello.grant(frozenset({"read"}))}.get(secret, secret)
    trello.ledger = Ledger()

    client.get(f"/tokens/{token}/webhooks")
    client.get("/search", params={"query": token})

    calls = [event.path for event in trello.ledger if isinstance(event, Call)]
    assert calls == ["/1/tokens/…/webhooks", "/1/search?query=…"]


def test_a_form_in_parts_will_do(client: httpx.Client, board: str) -> None:
    answer = client.post("/webhooks", files={"callbackURL": (None, URL), "idModel": (None, board)})

    assert (answer.status_code, answer.json()["callbackURL"]) == (200, URL)
