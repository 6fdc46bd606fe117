"""The syncs of docs/adapters keep every rule, each in its own style: a suite that fails a correct sync is broken."""

from __future__ import annotations

import shutil
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path
from typing import NamedTuple, NoReturn

import pytest

from syncproof.run.session import Selection, run
from syncproof.sut import Sut
from syncproof.verdict import Verdict

CHECKOUT = Path(__file__).parent.parent
FOLDER = CHECKOUT / "docs" / "adapters"
FEATURES = CHECKOUT / "features"
PASS, INCONCLUSIVE = Verdict.PASS, Verdict.INCONCLUSIVE
CUSTOMERS = ("custompms-trello/customer-to-organizations", "customerp-trello/customer-to-organizations")
EVERY = ("required", "implied")
LONGEST = 150
"""Lines of an adapter: what takes more is no example."""


class Adapter(NamedTuple):
    """A sync of docs/adapters: its file, how it is run, what it takes, and the sections that it does."""

    file: str
    command: str
    tools: tuple[str, ...]
    sections: tuple[str, str]
    daemon: bool = False
    story: str = ""
    """A round trip, of one that starts for every pass: all of them are too many."""


ADAPTERS = {
    "python": Adapter(
        "python/sync.py",
        f"{sys.executable} python/sync.py",
        (),
        ("custompms-trello/task-to-cards", "custompms-trello/customer-to-organizations"),
        story="Any title from Trello",
    ),
    "bash": Adapter(
        "bash/sync.sh",
        "bash bash/sync.sh",
        ("bash", "curl", "jq"),
        CUSTOMERS,
        story="Any name from Trello",
    ),
    "node": Adapter(
        "node/sync.mjs",
        "node node/sync.mjs",
        ("node",),
        ("customerp-trello/project-to-actions", "customerp-trello/customer-to-organizations"),
        daemon=True,
    ),
}
PLAYED = [(name, section) for name, adapter in ADAPTERS.items() for section in adapter.sections]


def keeps(section: str, sut: Sut, levels: tuple[str, ...] = EVERY, marks: str = "") -> None:
    """Claim that a sync keeps every rule of some levels of a section, or says that it declines what they need."""
    selection = Selection(
        features=(FEATURES / f"{section}.feature",),
        levels=levels,
        sut=replace(sut, check_protocol=True),
        marks=marks,
    )
    outcomes = run(selection, progress=lambda _: None, expected=lambda _: None)

    assert [outcome.failure for outcome in outcomes if outcome.verdict not in {PASS, INCONCLUSIVE}] == []
    declined = [outcome for outcome in outcomes if outcome.verdict is INCONCLUSIVE]
    assert {outcome.rule for outcome in declined} <= {"every.shared-source"}
    assert all("does not do task-to-actions" in " ".join(outcome.failure.split()) for outcome in declined)
    assert len(outcomes) > 15


def there(adapter: Adapter, lacking: Callable[[str], NoReturn]) -> Adapter:
    """Return an adapter that can be run here."""
    if missing := [tool for tool in adapter.tools if shutil.which(tool) is None]:
        lacking(f"there is no {missing[0]} here, which an adapter needs")
    return adapter


@pytest.mark.parametrize(("name", "section"), PLAYED)
def test_an_adapter_keeps_every_rule(
    name: str, section: str, lacking: Callable[[str], NoReturn], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(FOLDER)
    adapter = there(ADAPTERS[name], lacking)

    sut = Sut(command=adapter.command, daemon=adapter.daemon)
    levels = EVERY if section == adapter.sections[0] else EVERY[:1]
    # A round trip is a thousand passes: with a start for each of them it takes longer than all else together.
    keeps(section, sut, levels, "" if adapter.daemon else "not properties.round-trip")


@pytest.mark.parametrize("name", [name for name, adapter in ADAPTERS.items() if not adapter.daemon])
def test_a_value_survives_an_adapter(
    name: str, lacking: Callable[[str], NoReturn], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(FOLDER)
    adapter = there(ADAPTERS[name], lacking)
    document, _, section = adapter.sections[0].partition("/")
    selection = Selection(
        features=(FEATURES / document / f"{section}.feature",),
        scenarios=((document, section, adapter.story),),
        sut=Sut(command=adapter.command),
    )

    [outcome] = run(selection, progress=lambda _: None, expected=lambda _: None)

    assert (outcome.verdict, outcome.failure) == (PASS, "")


@contextmanager
def java_service(folder: Path) -> Iterator[str]:
    """Run the Java adapter, which is a service, and yield its url."""
    sources = [str(file) for file in sorted((FOLDER / "java").glob("*.java"))]
    subprocess.run(["javac", "-d", str(folder), *sources], check=True)  # noqa: S603, S607 - the user's own Java
    command = ["java", "-cp", str(folder), "Sync", "0"]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as process:  # noqa: S603 - as above
        assert process.stdout is not None
        try:
            yield process.stdout.readline().strip()
        finally:
            process.kill()


@pytest.mark.parametrize("section", CUSTOMERS)
def test_the_java_service_keeps_every_rule(section: str, tmp_path: Path, lacking: Callable[[str], NoReturn]) -> None:
    if shutil.which("javac") is None:
        lacking("there is no javac here, which the Java adapter is made with")
    with java_service(tmp_path / "classes") as url:
        keeps(section, Sut(url=url), EVERY if section == CUSTOMERS[0] else EVERY[:1])


@pytest.mark.parametrize("file", [*(adapter.file for adapter in ADAPTERS.values()), "java/Sync.java"])
def test_an_adapter_is_short(file: str) -> None:
    lines = (FOLDER / file).read_text().splitlines()

    assert len(lines) < LONGEST
    assert max(map(len, lines)) <= 120
