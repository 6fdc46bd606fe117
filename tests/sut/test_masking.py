"""Masking: a report names the SUT, and tells no secret of the command or the URL that starts or reaches the SUT."""

from __future__ import annotations

from base64 import b64encode, urlsafe_b64encode
from collections.abc import Callable

import pytest

from syncproof.sut.masking import MASK, masked, secrets_of, without

SECRET = "hunter2"  # noqa: S105 - of nobody
KEY = "sk-proj-4f9aQ7xT1mZ8bR2kL5"


@pytest.mark.parametrize(
    ("command", "shown"),
    [
        (f"./sync --token {SECRET} --verbose", "./sync --token … --verbose"),
        (f"./sync --api-key={SECRET}", "./sync --api-key=…"),
        (f"./sync -password '{SECRET} too'", "./sync -password …"),
        (f"sh -c 'TRELLO_TOKEN={SECRET} ./sync'", "sh -c 'TRELLO_TOKEN=… ./sync'"),
        (f"sh -c \"DB_PWD='{SECRET}' ./sync\"", 'sh -c "DB_PWD=… ./sync"'),
        (f"curl -H 'Authorization: Bearer {SECRET}' /pass", "curl -H 'Authorization: …' /pass"),
        (f"curl -H 'Cookie: {SECRET}'", "curl -H 'Cookie: …'"),
        (f"./sync http://joe:{SECRET}@host/path", "./sync http://…@host/path"),
        (f"./sync 'http://host/path?region=eu&sig={SECRET}#x'", "./sync 'http://host/path?region=…&sig=…#x'"),
        (f"./sync {KEY}", "./sync …"),
        (f"./sync -p {SECRET} -v", "./sync -p … -v"),
        (f"./sync -p '{SECRET} too'", "./sync -p …"),
        (f"./sync --pass {SECRET} --db-pw={SECRET}", "./sync --pass … --db-pw=…"),
        (f"curl -u joe:{SECRET} http://host", "curl -u joe:… http://host"),
        (f"curl --user=joe:{SECRET} http://host", "curl --user=joe:… http://host"),
        (f"./sync http://host/hooks/{KEY.replace('-', '')}", "./sync http://host/hooks/…"),
    ],
)
def test_a_secret_is_masked_and_the_rest_stays(command: str, shown: str) -> None:
    assert masked(command, {}) == shown


@pytest.mark.parametrize(
    "command",
    [
        "python3 my-sync/sync.py",
        "/opt/release-2024-09-10-service-adapter/bin/sync --verbose --workers 2",
        "./sync --author-token-file",
        "java -cp build/classes Sync",
        "syncproof sync --daemon",
        "ssh -p 2222 host ./sync",
        "java -p build/modules -m sync",
        "sh -c 'mkdir -p ./state && ./sync --bypass cache'",
        "runuser -u joe ./sync",
        "broken:loses-what-comes-meanwhile",
        "http://127.0.0.1:4711/status",
    ],
)
def test_what_is_no_secret_stays(command: str) -> None:
    assert masked(command, {"PWD": "/opt/release-2024-09-10-service-adapter", "DESKTOP_SESSION": "python3"}) == command


def test_the_value_of_a_telling_variable_is_masked_wherever_it_stands() -> None:
    environ = {"CRM_TOKEN": "correct horse", "CRM_SECRET": "correct horse battery", "SHORT_KEY": "sync"}

    assert masked("./sync 'correct horse battery' x-correct horse", environ) == "./sync '…' x-…"


def test_each_line_of_a_secret_is_masked() -> None:
    environ = {"DEPLOY_KEY": "-----BEGIN-----\nAAAABBBB\nCCCCDDDD\n"}

    assert masked("./sync AAAABBBB", environ) == "./sync …"
    assert "CCCCDDDD" in secrets_of("./sync", environ)


@pytest.mark.parametrize("name", ["CRM_APIKEY", "apikey", "NPM_AUTH", "GITHUB_PAT", "PG_PASS", "DB_PWD", "MY_PASSWORD"])
def test_a_variable_is_known_for_a_secret_by_its_name(name: str) -> None:
    assert masked("./sync correct-horse", {name: "correct-horse"}) == "./sync …"


@pytest.mark.parametrize(
    "command",
    [
        f"./sync --token {SECRET}",
        f"./sync --password='{SECRET}'",
        f"./sync -p {SECRET}",
        f"curl -H 'Authorization: Bearer {SECRET}'",
        f"./sync http://joe:{SECRET}@host/path",
        f"curl -u joe:{SECRET} http://host",
        f"./sync Bearer {SECRET}",
        f"http://host/path?sig={SECRET}",
    ],
)
def test_what_is_masked_in_a_command_is_masked_wherever_the_sync_prints_it(command: str) -> None:
    assert without(f"cannot sign in with {SECRET}", secrets_of(command, {})) == "cannot sign in with …"


def test_a_secret_of_the_environment_is_masked_wherever_the_sync_prints_it() -> None:
    secrets = secrets_of("./sync", {"CRM_TOKEN": "correct horse", "CRM_SECRET": "correct horse battery"})

    assert without("correct horse battery, correct horse", secrets) == "…, …"


@pytest.mark.parametrize("around", ["", "x", "xy", "joe:"])
@pytest.mark.parametrize("encode", [b64encode, urlsafe_b64encode])
def test_a_secret_in_base64_is_masked_whatever_stands_around(around: str, encode: Callable[[bytes], bytes]) -> None:
    secret = "~~correct horse? battery>>"  # noqa: S105 - of nobody
    shown = encode(f"{around}{secret}{around}".encode()).decode()

    left = without(f"Basic {shown}", secrets_of("./sync", {"CRM_TOKEN": secret}))

    assert MASK in left
    assert len(left.replace(MASK, "").removeprefix("Basic ")) <= 2 * len(around) + 6


@pytest.mark.parametrize(
    "shown",
    [
        "correct%2Fhorse%20%2B%22%28battery%29",  # RFC 3986
        "correct%2Fhorse%20%2B%22(battery)",  # JavaScript's encodeURIComponent
        "correct%2fhorse%20%2b%22%28battery%29",
        "correct%2Fhorse+%2B%22%28battery%29",  # a form
        "correct%2fhorse+%2b%22%28battery%29",
        "correct/horse%20%2B%22%28battery%29",  # Python's quote
        "correct/horse%20+%22(battery)",  # JavaScript's encodeURI
        'correct/horse +\\"(battery)',  # JSON
    ],
)
def test_a_secret_that_is_encoded_is_masked_whoever_encodes(shown: str) -> None:
    secrets = secrets_of("./sync", {"CRM_TOKEN": 'correct/horse +"(battery)'})

    assert without(f"GET /login?token={shown}", secrets) == "GET /login?token=…"


def test_a_secret_that_is_no_text_is_masked() -> None:
    secret = b"correct\xffhorse".decode(errors="surrogateescape")

    assert without("correct%FFhorse", secrets_of("./sync", {"CRM_TOKEN": secret})) == "…"


def test_the_password_of_a_url_in_the_environment_is_masked_whatever_the_name() -> None:
    secrets = secrets_of("./sync", {"DATABASE_URL": "postgres://joe:correct-horse@db/shop"})

    assert without("cannot reach postgres://joe:correct-horse@db/shop", secrets) == (
        "cannot reach postgres://joe:…@db/shop"
    )


def test_a_short_word_is_not_masked_in_all_that_a_sync_prints() -> None:
    assert secrets_of("./sync --key id", {}) == ()
