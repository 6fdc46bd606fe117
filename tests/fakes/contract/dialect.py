"""How each system is spoken to, in which words it refuses, and a stand: a fake with one record and a client."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, NamedTuple

import httpx

from syncproof.fakes.kit.fake import Fake
from syncproof.fakes.kit.mount import transport
from syncproof.ledger import Call, Created, Deleted, Updated, Values


class Dialect(NamedTuple):
    """How a system is spoken to about records of one datatype; `{}` in an address is the place, or the record."""

    datatype: str
    values: Values
    list: str
    add: str
    one: str
    change: str
    size: str
    """The parameter that says how many records are on a page."""


DIALECTS = {
    "Customerp": Dialect(
        "Contact", {"name": "Ada", "email": "ada@b.org"}, "/contacts", "/contacts", "/contacts/{}", "PATCH", "limit"
    ),
    "Custompms": Dialect("Task", {"title": "Paint"}, "/tasks", "/tasks", "/tasks/{}", "PUT", "pageSize"),
    "Trello": Dialect("Cards", {"name": "Paint"}, "/lists/{}/cards", "/cards?idList={}", "/cards/{}", "PUT", "limit"),
}
WHERE = ("list", "add", "one", "change")


class Stand(NamedTuple):
    """A fake with one record, and a client that may come in."""

    fake: Fake
    client: httpx.Client
    place: str
    record: str

    @property
    def dialect(self) -> Dialect:
        return DIALECTS[self.fake.name]

    @property
    def list(self) -> str:
        return self.dialect.list.format(self.place)

    @property
    def add(self) -> str:
        return self.dialect.add.format(self.place)

    @property
    def one(self) -> str:
        return self.dialect.one.format(self.record)

    def body(self, **more: object) -> dict[str, Any]:
        """Return what makes a new record, or changes the one that is there."""
        version = {"version": 1} if self.dialect.change == "PUT" and self.fake.name == "Custompms" else {}
        return {**self.dialect.values, **version, **more}

    def held(self) -> dict[str, dict[str, Values]]:
        """Return all records of all datatypes."""
        return {datatype: dict(self.fake.records(datatype)) for datatype in self.fake.datatypes}


def signed(fake: Fake, known: Mapping[str, str]) -> httpx.Client:
    """Return a client that signs in as the system wants it, with what it knows."""
    headers = {}
    if fake.name == "Customerp" and "token" in known:
        headers = {"Authorization": f"Bearer {known['token']}"}
    elif fake.name == "Custompms" and "key" in known:
        headers = {"X-Api-Key": known["key"]}
    elif fake.name == "Trello":
        names = {"key": "oauth_consumer_key", "token": "oauth_token"}
        headers = {"Authorization": "OAuth " + ", ".join(f'{names[name]}="{known[name]}"' for name in known)}
    return httpx.Client(base_url=fake.url, headers=headers, transport=transport(fake))


def envelope(answer: httpx.Response) -> str:
    """Return what an answer says is wrong. Fails where it is not in the system's own envelope."""
    type_ = answer.headers["content-type"]
    if type_ == "application/problem+json":
        problem = answer.json()
        assert list(problem) == ["type", "title", "status", "detail", "errors"]
        assert problem["status"] == answer.status_code
        return str(problem["detail"])
    if type_ == "application/json":
        assert list(answer.json()) == ["error"]
        return str(answer.json()["error"]["message"])
    if type_ == "application/json; charset=utf-8":  # Trello's, where it is no text
        assert {"message"} <= set(answer.json()) <= {"message", "error"}
        return str(answer.json()["message"])
    assert type_ in {"text/plain; charset=utf-8", "text/html"}
    return answer.text


def refused(at: Stand, client: httpx.Client, method: str, path: str, **what: Any) -> int:  # noqa: ANN401 - httpx's own
    """Send a request that is to be refused properly, and return the status."""
    before, line = at.held(), len(at.fake.ledger)
    answer = client.request(method, path, **what)
    told = at.fake.ledger[line:]
    assert 400 <= answer.status_code < 500, answer.text[:500]
    assert envelope(answer)
    assert [each.status for each in told if isinstance(each, Call)] == [answer.status_code]
    assert [each for each in told if isinstance(each, Created | Updated | Deleted)] == []
    assert at.held() == before
    return answer.status_code


def taken(at: Stand, method: str, path: str, **what: Any) -> None:  # noqa: ANN401 - httpx's own
    """Send a request that the system takes all the same."""
    line = len(at.fake.ledger)
    answer = at.client.request(method, path, **what)
    assert answer.is_success, (answer.status_code, answer.text[:500])
    assert len([each for each in at.fake.ledger[line:] if isinstance(each, Call)]) == 1
