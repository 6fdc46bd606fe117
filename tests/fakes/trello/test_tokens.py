"""`/tokens`: what a token allows, how long, and its end."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import httpx
import pytest

from syncproof.fakes.kit.clock import START, iso
from syncproof.fakes.kit.fake import NoSuchRecord
from syncproof.fakes.kit.mount import Door
from syncproof.fakes.trello import Trello
from tests.fakes.trello.answers import NOT_THE_BOARD, NOT_THE_MEMBER, said

ALL = frozenset({"read", "write", "account"})
READ = frozenset({"read"})
WRITE = frozenset({"read", "write"})
INVALID = (401, "invalid token")


@pytest.fixture
def client(trello: Trello) -> Iterator[httpx.Client]:
    """Return a client that sends the key alone."""
    door = Door(trello)
    door.ask = lambda _: 200
    params = {"key": trello.credentials["key"]}
    with httpx.Client(base_url=trello.url, params=params, transport=httpx.WSGITransport(app=door)) as client:
        yield client


def shape(member: str, *, expires: str | None = None, write: bool = True) -> dict[str, Any]:
    rights = {"read": True, "write": write}
    return {
        "identifier": "Synchronization",
        "idMember": member,
        "dateCreated": iso(START),
        "dateExpires": expires,
        "permissions": [
            {"idModel": member, "modelType": "Member", **rights},
            {"idModel": "*", "modelType": "Board", **rights},
            {"idModel": "*", "modelType": "Organization", **rights},
        ],
    }


def test_a_token_in_the_path_is_credential_enough(trello: Trello, client: httpx.Client) -> None:
    path = f"/tokens/{trello.credentials['token']}"

    found = client.get(path).json()

    member = client.get(f"{path}/member").json()
    assert found == {"id": found["id"], **shape(member["id"])}
    assert (len(found["id"]), found["id"].isalnum()) == (24, True)
    assert {key: client.get(f"{path}/{key}").json() for key in found} == {
        key: {"_value": value} for key, value in found.items()
    }
    assert client.get(path, params={"fields": "idMember"}).json() == {"id": found["id"], "idMember": member["id"]}
    assert said(client.get(f"{path}/value")) == (404, f"Cannot GET /1{path}/value")


def test_the_member_of_a_token_is_oneself(trello: Trello, client: httpx.Client) -> None:
    token = trello.credentials["token"]

    found = client.get(f"/tokens/{token}/member").json()

    assert found == client.get("/members/me", params={"token": token}).json()
    cut = client.get(f"/tokens/{token}/member", params={"fields": "username"}).json()
    assert cut == {"id": found["id"], "username": found["username"]}


def test_a_granted_token_tells_what_it_allows_and_until_when(trello: Trello, client: httpx.Client) -> None:
    me = client.get("/members/me", params={"token": trello.credentials["token"]}).json()["id"]
    token = trello.grant(READ, expires=trello.clock.now + 3_600_000)

    found = client.get(f"/tokens/{token}").json()

    assert (len(token), token[:4]) == (76, "ATTA")
    assert found == {"id": found["id"], **shape(me, expires=iso(START + 3_600_000), write=False)}


def test_a_token_can_be_granted_by_another_member(trello: Trello, client: httpx.Client, organization: str) -> None:
    ada = trello.add("Members", {"fullName": "Ada", "email": "ada@example.org"}, place=organization)

    token = trello.grant(ALL, member=ada)

    assert client.get("/members/me", params={"token": token}).json()["email"] == "ada@example.org"


def test_what_cannot_be_granted(trello: Trello) -> None:
    with pytest.raises(ValueError, match="no such scope: admin; there are account, read, write"):
        trello.grant(frozenset({"read", "admin"}))
    with pytest.raises(NoSuchRecord, match="no member 'nobody'"):
        trello.grant(READ, member="nobody")


def test_a_read_only_token_writes_nothing(trello: Trello, client: httpx.Client, board: str, card: str) -> None:
    params = {"token": trello.grant(READ)}
    hook = {"callbackURL": "http://127.0.0.1/", "idModel": board}

    answers = [
        client.put(f"/cards/{card}", params=params),
        client.delete(f"/cards/{card}", params=params),
        client.post(f"/cards/{card}/actions/comments", params={**params, "text": "x"}),
        client.post("/webhooks", params={**params, **hook}),
        client.post(f"/tokens/{params['token']}/webhooks", params=hook),
    ]

    assert [said(answer) for answer in answers] == [NOT_THE_BOARD] * 5
    assert client.get(f"/cards/{card}", params=params).status_code == 200


def test_the_scope_account_is_for_ones_own_profile(trello: Trello, client: httpx.Client) -> None:
    with_it, without = {"token": trello.grant(ALL)}, {"token": trello.grant(WRITE)}

    assert "email" not in client.get("/members/me", params=without).json()
    assert client.get("/members/me", params=with_it).json()["email"] == "sync-service@bots.example"
    assert said(client.put("/members/me", params={**without, "bio": "x"})) == NOT_THE_MEMBER
    assert client.put("/members/me", params={**with_it, "bio": "x"}).json()["bio"] == "x"


@pytest.mark.parametrize("path", ["/members/me", "/cards/{card}", "/tokens/{token}"])
def test_an_expired_token_is_invalid_from_that_moment(
    trello: Trello, client: httpx.Client, card: str, path: str
) -> None:
    token = trello.grant(WRITE, expires=trello.clock.now + 1000)
    path, params = path.format(card=card, token=token), {"token": token}

    trello.clock.advance(0.999)
    before = client.get(path, params=params)
    trello.clock.advance(0.001)

    assert before.status_code == 200
    assert said(client.get(path, params=params)) == INVALID


def test_a_revoked_token_is_invalid_and_its_webhooks_are_gone(
    trello: Trello, client: httpx.Client, board: str, card: str
) -> None:
    token, other = trello.grant(WRITE), trello.grant(WRITE)
    hook = {"callbackURL": "http://127.0.0.1/", "idModel": board}
    kept = client.post(f"/tokens/{other}/webhooks", params=hook).json()
    client.post(f"/tokens/{token}/webhooks", params=hook)

    revoked = client.delete(f"/tokens/{token}/")

    assert said(revoked) == (200, '{"_value":null}')
    assert said(client.get(f"/cards/{card}", params={"token": token})) == INVALID
    assert said(client.get(f"/tokens/{token}")) == INVALID
    assert list(trello.service.state.webhooks) == [kept["id"]]
    trello.edit("Cards", card, {"name": "New"})
    assert [one.webhook for one in trello.deliveries.due(trello.clock.now)] == [kept["id"]]


def test_a_snapshot_takes_a_revocation_back(trello: Trello, client: httpx.Client, card: str) -> None:
    params = {"token": trello.grant(READ | {"write"})}
    before = trello.snapshot()
    client.delete(f"/tokens/{params['token']}")

    trello.restore(before)

    assert client.get(f"/cards/{card}", params=params).status_code == 200


def test_ones_own_tokens_are_listed(trello: Trello, client: httpx.Client, board: str, organization: str) -> None:
    own = trello.credentials["token"]
    ada = trello.add("Members", {"fullName": "Ada", "email": "ada@example.org"}, place=organization)
    trello.grant(READ, member=ada)
    other = trello.grant(READ, expires=trello.clock.now + 1)
    revoked = trello.grant(WRITE)
    client.delete(f"/tokens/{revoked}")
    hook = client.post(f"/tokens/{own}/webhooks", params={"callbackURL": "http://127.0.0.1/", "idModel": board}).json()
    shapes = [client.get(f"/tokens/{token}").json() for token in (own, other)]

    listed = client.get("/members/me/tokens", params={"token": own})
    hooked = client.get("/members/me/tokens", params={"token": own, "webhooks": "true"})
    inside = client.get("/members/me", params={"token": own, "tokens": "all", "fields": "id"})

    assert listed.json() == inside.json()["tokens"] == shapes
    assert hooked.json() == [{**shapes[0], "webhooks": [hook]}, {**shapes[1], "webhooks": []}]
    assert not any(value in hooked.text for value in (own, other, revoked))
    trello.clock.advance(1)
    assert client.get("/members/me/tokens", params={"token": own}).json() == shapes[:1]


def test_the_tokens_of_others_are_theirs(trello: Trello, client: httpx.Client, organization: str) -> None:
    ada = trello.add("Members", {"fullName": "Ada", "email": "ada@example.org"}, place=organization)
    hers, ours = trello.grant(ALL, member=ada), trello.credentials["token"]

    answers = [
        client.get(f"/members/{ada}/tokens", params={"token": ours}),
        client.get(f"/tokens/{hers}", params={"token": ours}),
        client.delete(f"/tokens/{hers}", params={"token": ours}),
        client.get(f"/tokens/{hers}/webhooks", params={"token": ours}),
    ]

    assert [said(answer) for answer in answers] == [NOT_THE_MEMBER] * 4
    assert client.get(f"/members/{ada}", params={"token": ours, "tokens": "all"}).json()["tokens"] == []
    assert client.get(f"/tokens/{hers}").status_code == 200


@pytest.mark.parametrize(
    ("token", "told"),
    [
        ("ATTA" + "0" * 72, (401, "invalid app token")),
        ("garbage", (401, "invalid app token")),
        ("0" * 64, (401, "invalid token")),
    ],
)
@pytest.mark.parametrize("method", ["GET", "DELETE"])
def test_an_unknown_token_in_the_path(
    trello: Trello, client: httpx.Client, token: str, told: tuple[int, str], method: str
) -> None:
    ours = {"token": trello.credentials["token"]}

    assert said(client.request(method, f"/tokens/{token}")) == told
    assert said(client.request(method, f"/tokens/{token}", params=ours)) == INVALID


def test_a_token_in_the_path_needs_the_key(trello: Trello, stranger: httpx.Client) -> None:
    path = f"/tokens/{trello.credentials['token']}"

    assert said(stranger.get(path)) == (401, "invalid key")
    assert said(stranger.delete(path)) == (401, "invalid key")
