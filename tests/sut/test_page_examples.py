"""The examples of messages on the pages of the contract are valid."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from typing import Any

import pytest

from tests.pages import PAGES, blocks
from tests.sut.conftest import Valid

SUT_PAGES = ("docs/sut.md", "docs/sut-service.md")


def examples() -> Iterator[tuple[str, dict[str, Any]]]:
    """Yield each message on the pages, with its kind."""
    for line in (line for page in SUT_PAGES for block in blocks(page, "json") for line in block.splitlines()):
        message = json.loads(line)
        yield "report" if "report" in message else "greeting" if "url" in message else "status", message
    [answer] = re.findall(r'`(\{"complete".*?\})`', PAGES["docs/sut.md"])
    yield "pass", json.loads(answer.replace('{"report": …}', ""))


def test_the_pages_show_each_kind_of_message() -> None:
    assert sorted(kind for kind, _ in examples()) == ["greeting", "pass", "report", "report", "status"]


@pytest.mark.parametrize(("kind", "message"), list(examples()))
def test_an_example_of_the_pages_is_valid(valid: Valid, kind: str, message: dict[str, Any]) -> None:
    assert valid(kind, message)
