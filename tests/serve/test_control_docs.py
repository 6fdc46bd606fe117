"""docs/control.md: every curl line answers what it says there, and its walk-through makes cards appear."""

from __future__ import annotations

import json
import os
import re
import shutil
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any, NamedTuple, NoReturn

import pytest
from falcon.inspect import inspect_routes

from syncproof.serve.control import Control
from syncproof.serve.control.page import PATHS
from syncproof.serve.systems import Settings, Systems
from tests.serve.answers import Serving, Told, control_of

DOCUMENT = (Path(__file__).parents[2] / "docs" / "control.md").read_text()
BLOCKS: list[tuple[str, str]] = re.findall(r"^```(\w+)\n(.*?)^```$", DOCUMENT, flags=re.MULTILINE | re.DOTALL)
ANY = "…"


class Request(NamedTuple):
    """A curl line, and what the document says that it answers."""

    line: str
    language: str
    answer: str

    @property
    def route(self) -> tuple[str, str, int]:
        method = re.search(r"-X (\w+)", self.line)
        [path] = re.findall(r"\$CONTROL(/[\w/-]+)", self.line)
        return _route(method[1] if method else "POST" if "--json" in self.line else "GET", path)


def _route(method: str, path: str) -> tuple[str, str, int]:
    """Return what tells a route from others: its method, and where its path begins and how far it goes."""
    return method, path.split("/")[1], path.count("/")


def requests() -> list[Request]:
    rest = BLOCKS[3:]
    # Every command is followed by its answer: a line without one would not be checked.
    assert {language for language, _ in rest[::2]} == {"sh"}
    pairs = zip(rest[::2], rest[1::2], strict=True)
    return [Request(line.strip(), language, answer) for (_, line), (language, answer) in pairs]


@pytest.fixture(scope="module", autouse=True)
def curl(lacking: Callable[[str], NoReturn]) -> None:
    if shutil.which("curl") is None:
        lacking("there is no curl here, which docs/control.md speaks to the control API with")


@pytest.fixture
def told(serving: Serving) -> Iterator[Told]:
    with serving("--clock", "manual") as told:
        yield told


def run(script: str, told: Told, folder: Path) -> subprocess.CompletedProcess[str]:
    environ = {
        "PATH": f"{Path(sys.executable).parent}{os.pathsep}{os.environ['PATH']}",
        "CONTROL": told["control"]["url"],
        "TOKEN": told["control"]["token"],
    }
    return subprocess.run(  # noqa: S603 - the document's own words, to a shell as a reader gives them
        ["/bin/sh", "-euc", script], cwd=folder, env=environ, capture_output=True, text=True, check=False, timeout=60
    )


def fits(shown: Any, got: Any) -> bool:  # noqa: ANN401 - JSON is anything
    """Whether an answer is what the document shows; `…` stands for anything, or for more of it."""
    if isinstance(shown, str):
        head, dots, _ = shown.partition(ANY)
        return isinstance(got, str) and got.startswith(head) if dots and head else shown in {ANY, got}
    if isinstance(shown, dict):
        keys = shown.keys() - {ANY}
        whole = isinstance(got, dict) and (keys <= got.keys() if ANY in shown else keys == got.keys())
        return whole and all(fits(shown[key], got[key]) for key in keys)
    if isinstance(shown, list):
        each = [one for one in shown if one != ANY]
        whole = isinstance(got, list) and (len(each) <= len(got) if ANY in shown else len(each) == len(got))
        return whole and all(map(fits, each, got))
    return type(shown) is type(got) and bool(shown == got)


def test_every_request_answers_what_the_document_says(told: Told, tmp_path: Path) -> None:
    for request in requests():
        done = run(request.line, told, tmp_path)

        assert (done.returncode, done.stderr) == (0, ""), request.line
        if request.language == "json":
            assert fits(json.loads(request.answer), json.loads(done.stdout)), f"{request.line}\n{done.stdout[:2000]}"
        else:
            shown, got = request.answer.splitlines(), done.stdout.splitlines()
            assert len(shown) == len(got), request.line
            assert all(map(fits, shown, got)), f"{request.line}\n{done.stdout}"


def test_there_is_a_line_for_each_request() -> None:
    told = {name: {"url": "", "token": ""} for name in ("customerp", "custompms", "trello", "control")}
    app = Control(Systems(Settings(records=0)), [], told, moved=lambda: None).app

    there = {
        _route(method.method, route.path)
        for route in inspect_routes(app)
        for method in route.methods
        if route.path not in PATHS and not method.internal
    }

    assert {request.route for request in requests()} == there
    assert len(there) > 15


def test_a_sync_is_watched_as_the_document_says(told: Told, tmp_path: Path) -> None:
    [_, _, (_, walk), *_] = BLOCKS
    with control_of(told) as client:
        before = client.get("/records/Trello/Cards").json()

        done = run(walk, told, tmp_path)

        after = client.get("/records/Trello/Cards").json()
        tasks = client.get("/records/Custompms/Task").json()
    assert (done.returncode, done.stderr) == (0, "")
    appeared = [card["name"] for id_, card in after["records"].items() if id_ not in before["records"]]
    assert (before["total"], after["total"]) == (10, 20)
    assert sorted(appeared) == sorted(task["title"] for task in tasks["records"].values())


@pytest.mark.parametrize(
    ("shown", "got", "fit"),
    [
        ({"a": 1}, {"a": 1}, True),
        ({"a": 1}, {"a": 2}, False),
        ({"a": 1}, {"a": True}, False),
        ({"a": 1}, {"a": 1, "b": 2}, False),
        ({"a": 1, "…": "…"}, {"a": 1, "b": 2}, True),
        ({"a": "…"}, {}, False),
        ([1, "…"], [1, 2], True),
        ([1], [1, 2], False),
        ("to …", "to you", True),
        ("to …", "for you", False),
    ],
)
def test_the_comparison_itself_can_fail(shown: object, got: object, fit: bool) -> None:  # noqa: FBT001 - a table's cell
    assert fits(shown, got) is fit
