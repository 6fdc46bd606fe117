"""The syncs of docs/adapters keep every rule, each in its own style: a suite that fails a correct sync is broken too."""

from __future__ import annotations

import json
import shutil
import socket
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any, NamedTuple, NoReturn

import httpx
import pytest

CHECKOUT = Path(__file__).parent.parent
FOLDER = CHECKOUT / "docs" / "adapters"
SYNCPROOF = str(Path(sys.executable).with_name("syncproof"))
LONGEST = 150
"""Lines of an adapter: what takes more is no example."""


class Adapter(NamedTuple):
    """A sync of docs/adapters: its file, how it is run, what it takes, and the sections that it does."""

    file: str
    command: str
    tools: tuple[str, ...]
    sections: tuple[str, str]
    daemon: bool = False


ADAPTERS = {
    "python": Adapter(
        "python/sync.py",
        f"{sys.executable} python/sync.py",
        (),
        ("Custompms Customer to Trello Organizations", "Custompms Task to Trello Cards"),
    ),
    "bash": Adapter(
        "bash/sync.sh",
        "bash bash/sync.sh",
        ("bash", "curl", "jq"),
        ("Custompms Customer to Trello Organizations", "Customerp Customer to Trello Organizations"),
    ),
    "node": Adapter(
        "node/sync.mjs",
        "node node/sync.mjs",
        ("node",),
        ("Customerp Project to Trello Actions", "Customerp Customer to Trello Organizations"),
        daemon=True,
    ),
}
PLAYED = [(name, section) for name, adapter in ADAPTERS.items() for section in adapter.sections]


def judged(section: str, file: Path, *options: str) -> dict[str, Any]:
    command = [SYNCPROOF, "run", "--section", section, "--level", "required", "--level", "implied", "--json", str(file)]
    done = subprocess.run(  # noqa: S603 - our own command
        [*command, "--check-protocol", *options], cwd=FOLDER, capture_output=True, text=True, check=False
    )
    assert file.exists(), done.stderr
    summary: dict[str, Any] = json.loads(file.read_text())
    return summary


def keeps(summary: dict[str, Any]) -> None:
    """Claim that every rule passes; what needs a section that is declined cannot be shown, and says so."""
    [sentences] = [section["sentences"] for document in summary["documents"] for section in document["sections"]]
    rules = [rule for sentence in sentences for rule in sentence["rules"]]
    scenarios = [scenario for rule in rules for scenario in rule["scenarios"]]
    failures = [scenario["failure"] for scenario in scenarios if scenario["verdict"] not in {"pass", "inconclusive"}]
    declined = [scenario["failure"] for scenario in scenarios if scenario["verdict"] == "inconclusive"]

    assert failures == []
    assert {rule["id"] for rule in rules if rule["verdict"] != "pass"} <= {"every.shared-source", "every.shared-target"}
    assert all("the sync says that it does not do" in " ".join(failure.split()) for failure in declined)
    assert len(scenarios) > 50


@pytest.mark.parametrize(("name", "section"), PLAYED)
def test_an_adapter_keeps_every_rule(
    name: str, section: str, tmp_path: Path, lacking: Callable[[str], NoReturn]
) -> None:
    adapter = ADAPTERS[name]
    if missing := [tool for tool in adapter.tools if shutil.which(tool) is None]:
        lacking(f"there is no {missing[0]} here, which an adapter needs")
    driven = ["--sut-daemon"] if adapter.daemon else []

    keeps(judged(section, tmp_path / "verdicts.json", "--sut", adapter.command, *driven))


@contextmanager
def java_service(folder: Path) -> Iterator[str]:
    """Run the Java adapter, which is a service, and yield its url."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = str(free.getsockname()[1])
    sources = [str(file) for file in sorted((FOLDER / "java").glob("*.java"))]
    subprocess.run(["javac", "-d", str(folder), *sources], check=True)  # noqa: S603, S607 - the user's own Java
    with subprocess.Popen(["java", "-cp", str(folder), "Sync", port]) as process:  # noqa: S603, S607 - as above
        url = f"http://127.0.0.1:{port}"
        try:
            transport = httpx.HTTPTransport(retries=50)
            with httpx.Client(transport=transport) as client:
                client.get(url).raise_for_status()
            yield url
        finally:
            process.kill()


@pytest.mark.parametrize(
    "section", ["Custompms Customer to Trello Organizations", "Customerp Customer to Trello Organizations"]
)
def test_the_java_service_keeps_every_rule(section: str, tmp_path: Path, lacking: Callable[[str], NoReturn]) -> None:
    if shutil.which("javac") is None:
        lacking("there is no javac here, which the Java adapter is made with")
    with java_service(tmp_path / "classes") as url:
        keeps(judged(section, tmp_path / "verdicts.json", "--sut-url", url))


@pytest.mark.parametrize("file", [*(adapter.file for adapter in ADAPTERS.values()), "java/Sync.java"])
def test_an_adapter_is_short(file: str) -> None:
    lines = (FOLDER / file).read_text().splitlines()

    assert len(lines) < LONGEST
    assert max(map(len, lines)) <= 120
