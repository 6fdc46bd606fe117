"""The way out: who is asked, what is sent, and that it ends at this machine."""

from __future__ import annotations

from collections.abc import Callable, Iterator

import httpx
import pytest

from syncproof.fakes.kit import outside
from syncproof.fakes.kit.clock import Clock
from syncproof.fakes.kit.mount import Door, mounted
from syncproof.fakes.kit.web import HEADS, Question
from syncproof.fakes.trello import Trello
from syncproof.ledger import Call, Ledger
from tests.listener import Listener, listening


@pytest.fixture
def listener() -> Iterator[Listener]:
    with listening("/hook?a=b") as listener:
        yield listener


@pytest.fixture
def trello() -> Trello:
    return Trello(Clock(), Ledger(), seed=1)


def calls(trello: Trello) -> list[tuple[str, str, int]]:
    return [(event.method, event.path, event.status) for event in trello.ledger if isinstance(event, Call)]


@pytest.mark.parametrize("status", [200, 204, 302, 404, 410, 500])
def test_who_listens_is_asked_with_head_and_nothing_is_followed(listener: Listener, status: int) -> None:
    listener.status = status

    answer = outside.ask(listener.url)

    assert answer == status
    assert [(method, path) for method, path, _, _ in listener.heard] == [("HEAD", "/hook?a=b")]


@pytest.mark.parametrize(
    "url",
    ["http://127.0.0.1:1/", "https://127.0.0.1:1/", "ftp://127.0.0.1/", "http://", "http://[", "http://127.0.0.1:x/"],
)
def test_nobody_there_is_no_answer(url: str) -> None:
    assert outside.ask(url) == 0


@pytest.mark.parametrize("anywhere", [False, True])
def test_another_machine_is_asked_only_if_that_was_said(
    monkeypatch: pytest.MonkeyPatch,
    anywhere: bool,  # noqa: FBT001 - a parameter of the test
) -> None:
    asked: list[str] = []

    def answer(_: object, request: httpx.Request) -> httpx.Response:
        asked.append(str(request.url))
        return httpx.Response(200)

    monkeypatch.setattr(httpx.HTTPTransport, "handle_request", answer)

    status = outside.ask("https://sut.example/hook", anywhere=anywhere)

    assert (status, asked) == ((200, ["https://sut.example/hook"]) if anywhere else (0, []))


@pytest.mark.parametrize(
    ("host", "near"),
    [
        ("127.0.0.1", True),
        ("127.8.9.10", True),
        ("localhost", True),
        ("[::1]", True),
        ("10.0.0.1", False),
        ("169.254.169.254", False),
        ("0.0.0.0", False),  # noqa: S104 - an address to be refused
        ("localhost.example", False),
        ("127.0.0.1.example", False),
    ],
)
def test_what_this_machine_is(host: str, near: bool) -> None:  # noqa: FBT001 - a parameter of the test
    assert outside.is_near(httpx.URL(f"http://{host}:8000/")) is near


def test_the_way_out_goes_past_the_mounted_fakes(trello: Trello, listener: Listener) -> None:
    with mounted([trello]):
        status = outside.ask(listener.url)

    assert status == 200


@pytest.mark.parametrize("how", ["params", "data", "json"])
def test_the_door_asks_and_the_ledger_has_one_call(trello: Trello, listener: Listener, how: str) -> None:
    board = trello.prepare("Cards")["board"]
    given = {"callbackURL": listener.url, "idModel": board, **trello.credentials}
    before = len(calls(trello))

    with mounted([trello]):
        made = httpx.post(f"{trello.url}/webhooks", **{how: given})  # type: ignore[arg-type]  # one of three places

    assert (made.status_code, made.json()["callbackURL"]) == (200, listener.url)
    assert [method for method, _, _, _ in listener.heard] == ["HEAD"]
    assert [(method, status) for method, _, status in calls(trello)[before:]] == [("POST", 200)]
    assert made.headers["x-rate-limit-api-token-remaining"] == "99"


def test_a_door_that_may_not_ask_hands_the_question_out_and_notes_nothing(trello: Trello) -> None:
    door = Door(trello)
    door.ask = None
    board = trello.prepare("Cards")["board"]
    url = "http://sut.example/hook"
    met: list[str] = []
    door.intercept(lambda *_: True, lambda: met.append("before"))
    door.intercept(lambda *_: True, lambda: met.append("after"), after=True)
    looks: list[str] = []

    def look(method: str, _: str) -> bool:
        looks.append(method)
        return False

    door.intercept(look, lambda: None)

    def post(door_: Callable[..., object]) -> httpx.Response:
        with httpx.Client(transport=httpx.WSGITransport(app=door_)) as client:  # type: ignore[arg-type]  # a WSGI app
            given = {"callbackURL": url, "idModel": board, **trello.credentials}
            return client.post(f"{trello.url}/webhooks", json=given)

    with pytest.raises(Question) as asked:
        post(door)

    assert (asked.value.url, calls(trello), met) == (url, [], ["before"])

    answered = post(lambda environ, start: door(asked.value.again(environ, 200), start))

    assert answered.status_code == 200
    assert (calls(trello), met) == ([("POST", "/1/webhooks", 200)], ["before", "after"])
    assert looks == ["POST"]


def test_a_question_asked_again_keeps_the_answers_before() -> None:
    question = Question("http://b.example/", b"body")

    again = question.again({HEADS: {"http://a.example/": 404}, "HTTP_TRANSFER_ENCODING": "chunked"}, 0)

    assert again[HEADS] == {"http://a.example/": 404, "http://b.example/": 0}
    assert (again["wsgi.input"].read(), again["CONTENT_LENGTH"]) == (b"body", "4")
    assert "HTTP_TRANSFER_ENCODING" not in again


def test_what_is_due_is_sent_and_its_answer_counts(trello: Trello, listener: Listener) -> None:
    place = trello.prepare("Cards")
    with mounted([trello]):
        given = {"callbackURL": listener.url, "idModel": place["board"], **trello.credentials}
        httpx.post(f"{trello.url}/webhooks", params=given)
    trello.add("Cards", {"name": "Paint the fence"}, place=place["list"])
    expected = trello.deliveries.due(trello.clock.now)[0]
    listener.status = 500

    first = outside.send(trello, trello.clock)
    at_once = outside.send(trello, trello.clock)
    trello.clock.advance(30)
    listener.status = 200
    second = outside.send(trello, trello.clock)

    assert (first, at_once, second, trello.deliveries.next_due()) == (1, 0, 1, None)
    for method, path, headers, body in listener.heard[1:]:
        assert (method, path, body) == ("POST", "/hook?a=b", expected.body)
        assert expected.headers.items() <= dict(headers).items()


def test_nothing_is_sent_elsewhere(trello: Trello) -> None:
    door = Door(trello)
    door.ask = lambda _: 200
    place = trello.prepare("Cards")
    given = {"callbackURL": "http://sut.example/hook", "idModel": place["board"], **trello.credentials}
    with httpx.Client(transport=httpx.WSGITransport(app=door)) as client:
        client.post(f"{trello.url}/webhooks", params=given)
    trello.add("Cards", {"name": "Paint the fence"}, place=place["list"])

    sent = outside.send(trello, trello.clock)

    assert (sent, trello.deliveries.next_due()) == (1, trello.clock.now + 30_000)
