"""Masking: a report names the SUT, and tells no secret of the command or the URL that starts or reaches the SUT."""

from __future__ import annotations

import pytest

from syncproof.sut.masking import masked

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
        "broken:loses-what-comes-meanwhile",
        "http://127.0.0.1:4711/status",
    ],
)
def test_what_is_no_secret_stays(command: str) -> None:
    assert masked(command, {"PWD": "/opt/release-2024-09-10-service-adapter", "DESKTOP_SESSION": "python3"}) == command


def test_the_value_of_a_telling_variable_is_masked_wherever_it_stands() -> None:
    environ = {"CRM_TOKEN": "correct horse", "CRM_SECRET": "correct horse battery", "SHORT_KEY": "sync"}

    assert masked("./sync 'correct horse battery' x-correct horse", environ) == "./sync '…' x-…"
