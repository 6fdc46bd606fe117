"""The schema of what a SUT says: it is one, the reference keeps it, and so do the examples of the pages."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterator, Mapping
from importlib import resources
from pathlib import Path
from typing import Any, NoReturn

import pytest

from syncproof.engine.command import as_json
from syncproof.engine.daemon import Resident
from syncproof.engine.work import Report
from syncproof.steps.stage import Stage
from syncproof.sut import Sut
from syncproof.sut.contract import sut_checklist
from tests.drivers.conftest import COMMAND, DAEMON, Judge, Script
from tests.pages import PAGES, blocks

SUT_PAGES = ("docs/sut.md", "docs/sut-service.md")
RECORD = {"system": "Trello", "datatype": "Cards", "record": "c1"}


@pytest.fixture(scope="module")
def schema() -> dict[str, Any]:
    read: dict[str, Any] = json.loads(resources.files("syncproof.sut").joinpath("sut-1.schema.json").read_text("utf-8"))
    return read


Valid = Callable[[str, object], bool]


@pytest.fixture(scope="module")
def valid(schema: dict[str, Any], lacking: Callable[[str], NoReturn]) -> Valid:
    """Let a test hold something against a kind of message."""
    try:
        from jsonschema import Draft202012Validator  # noqa: PLC0415 - who has it not may run the others
    except ImportError:
        lacking("no jsonschema, which schemas are held with")

    def is_valid(kind: str, said: object) -> bool:
        return bool(Draft202012Validator({**schema, "$ref": f"#/$defs/{kind}"}).is_valid(said))

    return is_valid


def test_it_is_a_schema(schema: dict[str, Any], valid: Valid) -> None:
    from jsonschema import Draft202012Validator  # noqa: PLC0415 - `valid` has seen to it that it is there

    assert valid("report", {**RECORD, "report": "refused", "reason": "x"})
    Draft202012Validator.check_schema(schema)


@pytest.mark.parametrize(
    ("kind", "said"),
    [
        ("report", {**RECORD, "report": "refused", "reason": ""}),
        ("report", {**RECORD, "report": "", "reason": "x"}),
        ("report", {**RECORD, "report": "refused"}),
        ("report", {**RECORD, "report": "refused", "reason": "x", "record": 1}),
        ("report", {**RECORD, "report": "declined", "reason": "x"}),
        ("report", {"report": "declined", "section": "x"}),
        ("report", []),
        ("greeting", {"schema": "syncproof-sut/1"}),
        ("greeting", {"url": "http://127.0.0.1:1"}),
        ("greeting", {"schema": "syncproof-sut/2", "url": "http://127.0.0.1:1"}),
        ("greeting", {"schema": "syncproof-sut/1", "url": "127.0.0.1:1"}),
        ("greeting", {"schema": "syncproof-sut/1", "url": "http://127.0.0.1:1", "offers": ["dance"]}),
        ("pass", {"complete": "yes"}),
        ("pass", {"problem": None}),
        ("pass", {"reports": [{"report": "refused"}]}),
        ("pass", []),
        ("status", {"schema": "syncproof-sut/1"}),
        ("status", {"schema": "syncproof-sut/1", "offers": ["reset", "reset"]}),
        ("status", {"schema": "syncproof-sut/1", "offers": [], "passes": -1}),
        ("status", {"schema": "syncproof-sut/1", "offers": [], "reports": {}}),
    ],
)
def test_what_is_broken_is_not_valid(valid: Valid, kind: str, said: object) -> None:
    assert not valid(kind, said)


# ── the reference ──────────────────────────────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize("property_", ["", "name"])
def test_a_report_of_the_reference_is_valid(valid: Valid, property_: str) -> None:
    report = Report(kind="refused", system="Trello", datatype="Cards", record="c1", property=property_, reason="x")

    assert valid("report", as_json(report))


def test_what_a_standing_reference_says_is_valid(valid: Valid, tmp_path: Path, world: Mapping[str, Any]) -> None:
    resident = Resident(world["checklist"], {**world["environ"], "SYNCPROOF_STATE_DIR": str(tmp_path)})

    before, answer, after = resident.status(), resident.run_pass(), resident.status()

    resident._stack.close()  # noqa: SLF001 - a process closes it by its end
    resident._client.close()  # noqa: SLF001 - as above
    assert valid("status", before)
    assert answer["problem"]
    assert valid("pass", answer)
    assert valid("status", after)
    assert after["passes"] == 1


@pytest.fixture
def world(checklists: tuple[Any, ...]) -> Mapping[str, Any]:
    """Return what a sync is told of systems that nobody serves."""
    environ = {name: value for name, value in Stage(Sut(), 0).environ.items() if not name.endswith("_URL")}
    urls = {f"SYNCPROOF_{name}_URL": "http://127.0.0.1:9" for name in ("CUSTOMERP", "CUSTOMPMS", "TRELLO")}
    clock = {"SYNCPROOF_CLOCK_URL": "http://127.0.0.1:9"}
    return {"checklist": sut_checklist(checklists[0], {}), "environ": {**environ, **urls, **clock}}


@pytest.fixture
def checklists() -> tuple[Any, ...]:
    from syncproof import features  # noqa: PLC0415 - a folder of data
    from syncproof.checklist.accepted import load_all  # noqa: PLC0415 - with it

    return load_all(Path(next(iter(features.__path__))))


def test_the_reference_passes_where_both_sides_are_checked(judge: Judge, script: Script) -> None:
    command, daemon = (
        script("sys.exit(work())", begin=COMMAND),
        script("serve(daemon.Resident)", begin=DAEMON, name="daemon.py"),
    )

    assert judge("--sut", command, "--check-protocol").code == 0
    assert judge("--sut", daemon, "--sut-daemon", "--check-protocol").code == 0


# ── the pages ──────────────────────────────────────────────────────────────────────────────────────────────────────


def examples() -> Iterator[tuple[str, dict[str, Any]]]:
    """Yield each message on the pages, with its kind."""
    for line in (line for page in SUT_PAGES for block in blocks(page, "json") for line in block.splitlines()):
        said = json.loads(line)
        yield "report" if "report" in said else "greeting" if "url" in said else "status", said
    [answer] = re.findall(r'`(\{"complete".*?\})`', PAGES["docs/sut.md"])
    yield "pass", json.loads(answer.replace('{"report": …}', ""))


def test_the_pages_show_each_kind_of_message() -> None:
    assert sorted(kind for kind, _ in examples()) == ["greeting", "pass", "report", "report", "status"]


@pytest.mark.parametrize(("kind", "said"), list(examples()))
def test_an_example_of_the_pages_is_valid(valid: Valid, kind: str, said: dict[str, Any]) -> None:
    assert valid(kind, said)
