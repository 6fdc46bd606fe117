"""How Trello is spoken to, whatever is asked: addresses, parameters, what the network in front refuses."""

from __future__ import annotations

from importlib import import_module
from pkgutil import walk_packages

import httpx
import pytest

from syncproof.fakes.kit.clock import Clock
from syncproof.fakes.kit.mount import transport
from syncproof.fakes.trello import Trello, routes
from syncproof.fakes.trello.web import application
from syncproof.ledger import Created, Ledger
from tests.fakes.trello.answers import JSON, TEXT

METHODS = ("GET", "HEAD")


def refusal(answer: httpx.Response) -> tuple[int, str, str]:
    """Return all that a refusal is made of."""
    return answer.status_code, answer.headers["content-type"], answer.text


@pytest.mark.parametrize(
    ("method", "path", "told"),
    [
        ("GET", "/nowhere", "Cannot GET /1/nowhere"),
        ("GET", "/boards/", "Cannot GET /1/boards/"),
        ("POST", "/actions", "Cannot POST /1/actions"),
        ("POST", "/members", "Cannot POST /1/members"),
        ("DELETE", "/members/me", "Cannot DELETE /1/members/me"),
        (
            "PUT",
            "/cards/69a3f2000000000000000000/badges",
            "Cannot PUT /1/cards/69a3f2000000000000000000/badges",
        ),
        ("GET", "/members/me/nothing", "Cannot GET /1/members/me/nothing"),
        ("GET", "/nø", "Cannot GET /1/n%C3%B8"),
    ],
)
def test_an_unknown_address_is_answered_as_express_does(
    client: httpx.Client, method: str, path: str, told: str
) -> None:
    assert refusal(client.request(method, path)) == (404, TEXT, told)


def test_an_address_is_told_in_full_behind_every_door(trello: Trello) -> None:
    with httpx.Client(transport=transport(trello)) as client:
        assert client.get(f"{trello.url}/nowhere/nø/王/?fields=all").text == "Cannot GET /1/nowhere/n%C3%B8/%E7%8E%8B/"


def test_what_is_outside_version_1_is_unknown(trello: Trello) -> None:
    with httpx.Client(base_url="https://api.trello.com", transport=httpx.WSGITransport(app=trello.app)) as client:
        assert refusal(client.get("/2/members/me")) == (404, TEXT, "Cannot GET /2/members/me")


def test_success_is_always_200_in_json(client: httpx.Client, list_: str) -> None:
    made = client.post("/cards", params={"idList": list_})
    gone = client.delete(f"/cards/{made.json()['id']}")
    assert [(answer.status_code, answer.headers["content-type"]) for answer in (made, gone)] == [(200, JSON)] * 2


def test_a_get_with_a_body_is_refused_by_the_network_in_html(client: httpx.Client) -> None:
    answer = client.request("GET", "/members/me", json={"fields": "all"})
    assert (answer.status_code, answer.headers["content-type"]) == (403, "text/html")
    assert answer.text.startswith("<html>")


def test_a_get_with_an_empty_body_is_a_get(client: httpx.Client) -> None:
    assert client.request("GET", "/members/me", content=b"").status_code == 200


def test_a_very_long_query_is_refused(client: httpx.Client, card: str) -> None:
    assert client.put(f"/cards/{card}", params={"desc": "x" * 10_000}).status_code == 414
    assert client.put(f"/cards/{card}", json={"desc": "x" * 10_000}).status_code == 200


@pytest.mark.parametrize(
    "path",
    ["/cards/{}/", "/card/{}", "/card/{}/", "//cards/{}", "/cards/{}?fields=all&page=1000&since_when=x"],
)
def test_slashes_singulars_and_unknown_parameters_are_tolerated(
    trello: Trello, client: httpx.Client, card: str, path: str
) -> None:
    plain = client.get(f"{trello.url}/cards/{card}")
    assert client.get(f"{trello.url}{path.format(card)}").content == plain.content


@pytest.mark.parametrize(
    ("alias", "path"),
    [
        ("/member/me", "/members/me"),
        ("/organization/{organization}", "/organizations/{organization}"),
        ("/board/{board}/cards", "/boards/{board}/cards"),
        ("/list/{list_}", "/lists/{list_}"),
    ],
)
def test_singular_names_are_understood(
    client: httpx.Client, organization: str, board: str, list_: str, alias: str, path: str
) -> None:
    named = {"organization": organization, "board": board, "list_": list_}
    assert client.get(alias.format(**named)).content == client.get(path.format(**named)).content


def test_parameters_may_come_in_query_form_or_json(client: httpx.Client, list_: str) -> None:
    given = {"idList": list_, "name": "Søndag 🙂", "due": "2026-05-01T10:00:00Z", "dueComplete": "true"}
    made = [
        client.post("/cards", params=given),
        client.post("/cards", data=given),
        client.post("/cards", json={**given, "dueComplete": True}),
        client.post("/cards", params={"idList": list_}, json={**given, "idList": ""}),
    ]
    names = [(one.json()["name"], one.json()["due"], one.json()["dueComplete"]) for one in made[:3]]
    assert names == [("Søndag 🙂", "2026-05-01T10:00:00.000Z", True)] * 3
    assert refusal(made[3]) == (400, TEXT, "invalid value for idList")


def test_json_under_another_content_type_is_not_read(client: httpx.Client, board: str) -> None:
    sent = f'{{"name": "Later", "idBoard": "{board}"}}'
    answer = client.post("/lists", content=sent, headers={"Content-Type": "text/plain"})
    assert (answer.status_code, answer.json()["message"]) == (400, "invalid value for name")


@pytest.mark.parametrize("sent", ["{", '{"name": "a', "\xff"])
def test_json_that_cannot_be_read_changes_nothing(client: httpx.Client, card: str, sent: str) -> None:
    answer = client.put(f"/cards/{card}", content=sent.encode("latin-1"), headers={"Content-Type": "application/json"})
    assert answer.status_code == 400
    assert client.get(f"/cards/{card}/name").json() == {"_value": "Paint the fence"}


@pytest.mark.parametrize("sent", ["[]", "null", '"name"', "7", ""])
def test_json_that_is_no_object_gives_no_parameters(client: httpx.Client, card: str, sent: str) -> None:
    answer = client.put(f"/cards/{card}", content=sent, headers={"Content-Type": "application/json"})
    assert (answer.status_code, answer.json()["name"]) == (200, "Paint the fence")


def test_empties_are_not_given_on_post(client: httpx.Client, list_: str) -> None:
    answer = client.post("/cards", params={"idList": list_, "due": "", "pos": "", "idMembers": ""})
    assert (answer.status_code, answer.json()["due"], answer.json()["idMembers"]) == (200, None, [])


@pytest.mark.parametrize("how", [{"params": {"due": ""}}, {"params": {"due": "null"}}, {"json": {"due": None}}])
def test_empties_clear_on_put(client: httpx.Client, card: str, how: dict[str, dict[str, str]]) -> None:
    client.put(f"/cards/{card}", params={"due": "2026-05-01"})
    assert client.put(f"/cards/{card}", **how).json()["due"] is None  # type: ignore[arg-type]


def test_a_mistake_of_the_fake_itself_breaks_the_run(monkeypatch: pytest.MonkeyPatch) -> None:
    def mistaken(_: object) -> object:
        raise ZeroDivisionError

    monkeypatch.setitem(application.ROUTES, ("GET", "/mistakes"), mistaken)
    application.router.cache_clear()
    trello = Trello(Clock(), Ledger())
    with (
        httpx.Client(transport=httpx.WSGITransport(app=trello.app)) as client,
        pytest.raises(ZeroDivisionError),
    ):
        client.get(f"{trello.url}/mistakes", params=dict(trello.credentials))
    application.router.cache_clear()


def test_two_trellos_know_nothing_of_each_other() -> None:
    first, second = Trello(Clock(), Ledger(), seed=1), Trello(Clock(), Ledger(), seed=2)
    first.add("Organizations", {"displayName": "Only here"})
    assert [event for event in second.ledger if isinstance(event, Created)] == []
    with httpx.Client(transport=httpx.WSGITransport(app=second.app)) as client:
        answer = client.get(f"{second.url}/members/me/organizations", params=dict(second.credentials))
        assert answer.json() == []
        assert client.get(f"{second.url}/members/me", params=dict(first.credentials)).text == "invalid key"


@pytest.mark.parametrize("path", ["/members/me", "/boards/{}", "/boards/{}/name", "/batch?urls=/members/me"])
def test_head_answers_as_get_without_a_body(client: httpx.Client, board: str, path: str) -> None:
    asked = path.format(board)
    read, head = (
        client.request(method, asked, params=client.params.merge(httpx.URL(asked).params)) for method in METHODS
    )

    assert (head.status_code, head.content) == (200, b"")
    assert head.headers["content-type"] == read.headers["content-type"]
    assert head.headers["content-length"] == str(len(read.content))


@pytest.mark.parametrize(("path", "status"), [("/boards/nope", 400), (f"/boards/{'0' * 24}", 404), ("/nope", 404)])
def test_head_is_refused_as_get_is(client: httpx.Client, path: str, status: int) -> None:
    answers = [client.request(method, path) for method in METHODS]

    assert [one.status_code for one in answers] == [status, status]
    assert answers[1].content == b""


def test_head_needs_no_right_to_write(trello: Trello, client: httpx.Client, board: str) -> None:
    reads = {"token": trello.grant(frozenset({"read"}))}

    assert client.head(f"/boards/{board}", params=reads).status_code == 200
    assert client.head(f"/boards/{board}", params={"token": ""}).status_code == 401


def test_head_reads_what_may_be_read_alone(client: httpx.Client, stranger: httpx.Client, board: str) -> None:
    client.put(f"/boards/{board}", params={"prefs/permissionLevel": "public"})

    assert stranger.head(f"/boards/{board}").status_code == 200


def test_no_address_is_answered_in_two_places() -> None:
    below = walk_packages(routes.__path__, f"{routes.__name__}.")
    modules = [import_module(module.name) for module in below if not module.ispkg]

    assert len(modules) > 15
    assert sum(len(module.ROUTES) for module in modules) == len(application.ROUTES)
