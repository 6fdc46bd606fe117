"""The seam to HTTP: backoff, retries, and failures by type."""

from __future__ import annotations

from collections.abc import Iterator

import httpx
import pytest

from syncproof.engine import Access, GaveUp
from syncproof.engine.failures import DeniedError, Failed, Gone, NoAccess, RefusedError, Unanswered, VersionConflict
from syncproof.engine.http import Http
from syncproof.engine.ports.customerp import CustomerpPort
from syncproof.engine.ports.trello import MembersPort

ACCESS = Access("https://x.example", "KEY0", "TOKEN0")


class Script:
    """A system that gives scripted answers; the sync's sleeps and its lines for the terminal are kept."""

    def __init__(self, *answers: httpx.Response | Exception, trello: bool = False) -> None:
        self.answers = iter(answers)
        self.slept: list[float] = []
        self.requests: list[httpx.Request] = []
        client = httpx.Client(transport=httpx.MockTransport(self.answer))
        self.lines: list[str] = []
        style = MembersPort if trello else CustomerpPort
        self.http = Http("X", ACCESS, style, client, self.slept.append, self.lines.append)

    def answer(self, request: httpx.Request) -> httpx.Response:
        self.requests.append(request)
        answer = next(self.answers)
        if isinstance(answer, Exception):
            raise answer
        return answer


def fine() -> httpx.Response:
    return httpx.Response(200, json={"fine": True})


def limited(**headers: str) -> httpx.Response:
    return httpx.Response(429, headers={name.replace("_", "-"): value for name, value in headers.items()})


@pytest.mark.parametrize(
    ("headers", "slept"),
    [
        ({"Retry_After": "7"}, [7.0, 7.0]),
        ({"x_rate_limit_api_token_interval_ms": "10000"}, [10.0, 10.0]),
        ({"Retry_After": "soon"}, [1.0, 2.0]),
        ({}, [1.0, 2.0]),
    ],
)
def test_a_rate_limit_is_waited_out_as_the_system_asks_even_by_a_create(
    headers: dict[str, str], slept: list[float]
) -> None:
    script = Script(limited(**headers), limited(**headers), fine())
    assert script.http.send("POST", "/things", dict) == {"fine": True}
    assert script.slept == slept


def test_a_wait_is_announced_once_before_it_begins() -> None:
    script = Script(limited(**{"Retry-After": "7"}), limited(**{"Retry-After": "7"}), fine())

    script.http.get("/things", dict)

    assert script.lines == ["waiting for X: it asked to wait 7 s"]


def test_a_rate_limit_without_end_is_given_up() -> None:
    script = Script(*(limited() for _ in range(10)))
    with pytest.raises(GaveUp, match="asked to wait 10 times in a row"):
        script.http.get("/things", dict)


@pytest.mark.parametrize(
    "answer",
    [
        httpx.Response(503),
        httpx.Response(200, html="<h1>Sorry</h1>"),
        httpx.Response(200, text='{"fine": true}'),
        httpx.Response(200, content=b'{"fine": ', headers={"Content-Type": "application/json"}),
        httpx.ConnectError("refused"),
        httpx.ReadTimeout("slow"),
        httpx.RemoteProtocolError("reset"),
    ],
    ids=["503", "html", "no JSON by its type", "truncated", "refused", "timeout", "reset"],
)
def test_a_read_is_repeated_until_it_is_answered_and_a_write_never(answer: httpx.Response | Exception) -> None:
    script = Script(answer, answer, fine())
    assert script.http.get("/things", dict) == {"fine": True}
    assert script.slept == [1.0, 2.0]
    with pytest.raises(Unanswered):
        Script(answer).http.send("PUT", "/things/1", dict)


def test_after_a_round_of_backoff_without_an_answer_a_read_is_tried_once_until_there_is_an_answer() -> None:
    silence = httpx.ConnectError("refused")
    script = Script(*[silence] * 6, httpx.Response(503), fine(), silence, fine())
    for _ in range(3):
        with pytest.raises(Unanswered):
            script.http.get("/things", dict)
        assert script.slept == [1.0, 2.0, 4.0, 8.0]
    for _ in range(2):
        assert script.http.get("/things", dict) == {"fine": True}
    assert script.slept == [1.0, 2.0, 4.0, 8.0, 1.0]
    assert script.lines == ["waiting for X: no answer (ConnectError)"] * 2


def test_an_answer_of_another_shape_is_no_answer() -> None:
    script = Script(*(fine() for _ in range(5)))
    with pytest.raises(Unanswered, match="makes no sense"):
        script.http.get("/things", lambda data: data["id"])
    assert script.slept == [1.0, 2.0, 4.0, 8.0]


@pytest.mark.parametrize(
    ("status", "failure"),
    [
        (404, Gone),
        (410, Gone),
        (409, VersionConflict),
        (412, VersionConflict),
        (400, RefusedError),
        (413, RefusedError),
        (422, RefusedError),
        (408, Unanswered),
        (423, Unanswered),
        (500, Unanswered),
        (503, Unanswered),
        (302, Unanswered),
        (401, NoAccess),
        (403, NoAccess),
        (405, Failed),
    ],
)
def test_a_status_is_a_kind_of_refusal(status: int, failure: type[Exception]) -> None:
    with pytest.raises(failure) as seen:
        Script(httpx.Response(status)).http.send("PUT", "/things/1", dict)
    assert type(seen.value) is failure


def test_bad_credentials_end_the_pass_without_a_second_try() -> None:
    script = Script(httpx.Response(401))
    with pytest.raises(GaveUp, match="check its credentials"):
        script.http.get("/things", dict)
    assert len(script.requests) == 1


@pytest.mark.parametrize(
    ("text", "failure"),
    [
        ("unauthorized member permission requested", DeniedError),
        ("Org has too many members", DeniedError),
        ("unauthorized permission requested", Failed),
        ("invalid token", NoAccess),
        ("", NoAccess),
    ],
)
def test_the_words_of_trello_say_what_a_401_is_about(text: str, failure: type[Exception]) -> None:
    script = Script(httpx.Response(401, text=text), trello=True)
    with pytest.raises(failure) as seen:
        script.http.send("PUT", "/members/1", dict)
    assert type(seen.value) is failure
    assert [request.url.path for request in script.requests] == ["/members/1"]


def test_a_read_that_meets_a_conflict_is_repeated() -> None:
    script = Script(httpx.Response(409), httpx.Response(423), fine())
    assert script.http.get("/things", dict) == {"fine": True}
    assert script.slept == [1.0, 2.0]


def test_no_text_holds_a_secret() -> None:
    text = "TOKEN0 with KEY0 is no good"
    answers: Iterator[httpx.Response] = iter([httpx.Response(404, text=text), httpx.Response(500, text=text)])
    for answer in answers:
        with pytest.raises((Gone, Unanswered)) as seen:
            Script(answer, trello=True).http.send("GET", "/things", dict)
        assert "… with … is no good" in str(seen.value)
    assert repr(ACCESS) == "Access('https://x.example')"


def test_nothing_is_sent_in_the_body_of_a_read() -> None:
    script = Script(fine())
    script.http.get("/things", dict, limit=3)
    (request,) = script.requests
    assert (request.url.query, request.read()) == (b"limit=3", b"")


@pytest.mark.parametrize(
    ("text", "properties", "named"),
    [
        ("Display Name cannot begin or end with a space", ["displayName", "desc"], {"displayName"}),
        ("invalid value for due", ["due", "dueComplete"], {"due"}),
        ("invalid value for dueComplete", ["due", "dueComplete"], {"dueComplete"}),
        ("it is Monday", ["due", "name"], set()),
        ("it is Monday", ["due"], {"due"}),
    ],
)
def test_a_refusal_in_prose_names_its_property(text: str, properties: list[str], named: set[str]) -> None:
    assert set(RefusedError(text).reasons_for(properties)) == named


def test_the_headers_of_every_request_are_encoded_once() -> None:
    script = Script(fine(), fine(), fine())
    script.http.get("/things", dict)
    script.http.get("/things", dict)
    script.http.send("PUT", "/things/1", dict, body={}, headers={"If-Match": "3"})

    first, second, write = (request.headers.raw for request in script.requests)
    assert all(one is other for (_, one), (_, other) in zip(first, second, strict=True))
    own = [(b"Content-Type", b"application/json"), (b"Content-Length", b"2"), (b"If-Match", b"3")]
    assert write == [*first, *own]
