"""trello.js 2, the library that is on npm and holds every answer against its schemas, against the served fake.

Its operations, and what each must have done, are in the scripts of trello_js.
"""

from __future__ import annotations

import json
import os
import shutil
import subprocess
from collections.abc import Callable
from pathlib import Path
from typing import NamedTuple, NoReturn

import pytest

from tests.listener import Listener

from .conftest import Told

FOLDER = Path(__file__).with_name("trello_js")
INSTALL = "npm ci --prefix tests/clients/trello_js"
LEAST = 40


class Deviation(NamedTuple):
    """Where the library's schema denies what the real service answers: what it refuses, and who knows better."""

    refused: tuple[str, ...]
    reality: str


_NO_PICTURE = "a member without a picture has null for both, as is on record from the service"
DEVIATIONS = {
    "boards.getBoardCards": Deviation(
        ("0.checkItemStates", "1.checkItemStates"),
        "the cards of a board have null there, as is on record from the service",
    ),
    "boards.inviteBoardMember": Deviation(
        ("members.0.avatarHash", "members.0.avatarUrl", "members.1.avatarHash", "members.1.avatarUrl"), _NO_PICTURE
    ),
    "cards.addCardMember": Deviation(("0.avatarHash", "0.avatarUrl"), _NO_PICTURE),
    "cards.createCardComment": Deviation(("memberCreator.avatarHash", "memberCreator.avatarUrl"), _NO_PICTURE),
}
"""Each must be refused for exactly this: one that is no more, or no longer for this alone, fails the test."""


class Outcome(NamedTuple):
    """What became of an operation."""

    operation: str
    ok: bool
    refused: tuple[str, ...]
    what: str


@pytest.fixture
def node(lacking: Callable[[str], NoReturn]) -> str:
    """Return Node with the library beside it, or skip; where CI promises both, their absence fails."""
    found = shutil.which("node")
    if found is None or not (FOLDER / "node_modules" / "trello.js").is_dir():
        missing = "it is not installed" if found else "Node is missing"
        lacking(f"trello.js is not tried: {missing}; to have it: {INSTALL}")
    return found


@pytest.fixture
def outcomes(node: str, trello: Told, callback: Listener) -> list[Outcome]:
    """Run the script against the fake."""
    where = {f"TRELLO_{name.upper()}": trello[name] for name in ("url", "key", "token")}
    environment = {"PATH": os.environ["PATH"], **where, "CALLBACK_URL": callback.url}
    done = subprocess.run(  # noqa: S603 - the script beside this file
        [node, FOLDER / "run.mjs"], env=environment, capture_output=True, text=True, timeout=300, check=False
    )
    assert (done.returncode, done.stderr) == (0, "")
    lines = [json.loads(line) for line in done.stdout.splitlines()]
    return [
        Outcome(line["operation"], line["ok"], tuple(line.get("refused", ())), line.get("what", "")) for line in lines
    ]


def test_its_operations_work_unchanged(outcomes: list[Outcome], subtests: pytest.Subtests) -> None:
    worked = {one.operation for one in outcomes if one.ok}

    for one in outcomes:
        with subtests.test(one.operation):
            if one.operation in DEVIATIONS:
                assert one.refused == DEVIATIONS[one.operation].refused, "a stale deviation"
            else:
                assert one.ok, one.what
    assert DEVIATIONS.keys() <= {one.operation for one in outcomes}
    assert len(worked) >= LEAST
