"""Who may come in: whoever cannot sign in is shown nothing and changes nothing."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from syncproof.fakes import FAKES
from syncproof.fakes.kit.clock import Clock
from syncproof.ledger import Ledger
from tests.fakes.contract.dialect import WHERE, Stand, refused, signed
from tests.fakes.contract.place import LISTS, changes, client, stand


@pytest.mark.parametrize("where", WHERE)
@pytest.mark.parametrize("damage", ["missing", "wrong", "cut short", "too long", "another case", "empty"])
def test_who_cannot_sign_in_learns_and_changes_nothing(at: Stand, damage: str, where: str) -> None:
    ways: dict[str, Callable[[str], str | None]] = {
        "missing": lambda _: None,
        "wrong": lambda secret: "x" * len(secret),
        "cut short": lambda secret: secret[:-1],
        "too long": lambda secret: f"{secret}0",
        "another case": str.swapcase,
        "empty": lambda _: "",
    }
    damaged = ways[damage]
    known = {name: each for name, secret in at.fake.credentials.items() if (each := damaged(secret)) is not None}
    stranger = signed(at.fake, known)

    method, path = {
        "list": ("GET", at.list),
        "add": ("POST", at.add),
        "one": ("GET", at.one),
        "change": (at.dialect.change, at.one),
    }[where]
    status = refused(at, stranger, method, path, **({} if method == "GET" else {"json": at.body()}))

    assert status == 401


@pytest.mark.parametrize("name", ["key", "token"])
def test_one_of_two_credentials_is_not_enough(name: str) -> None:
    fake = FAKES["Trello"](Clock(), Ledger())

    answer = signed(fake, {name: fake.credentials[name]}).get("/members/me")

    assert answer.status_code == 401


@pytest.mark.parametrize("system", FAKES)
def test_without_credentials_nothing_is_shown_or_changed(system: str) -> None:
    at = stand(system, next(iter(FAKES[system].datatypes)))
    at.add()
    before = len(at.fake.ledger)
    path = LISTS[system, at.datatype].format(**at.named)
    with client(at.fake, {}) as stranger:
        read = stranger.get(at.fake.url + path)
        write = stranger.post(at.fake.url + path.partition("?")[0], json={"name": "Eve"})
    assert (read.status_code, write.is_client_error) == (401, True)
    assert changes(at, before) == []
