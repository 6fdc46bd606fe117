"""The reference sync keeps the schemas of the contract."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pytest

from syncproof.engine.command import as_json
from syncproof.engine.daemon import Resident
from syncproof.engine.work import Report
from syncproof.steps.stage import Stage
from syncproof.sut import Sut
from syncproof.sut.contract import sut_checklist
from tests.drivers.conftest import COMMAND, DAEMON, Judge, Script
from tests.sut.conftest import RECORD, Valid


@pytest.mark.parametrize("property_", ["", "name"])
def test_a_report_of_the_reference_is_valid(valid: Valid, property_: str) -> None:
    report = Report(kind="refused", **RECORD, property=property_, reason="x")

    assert valid("report", as_json(report))


def test_the_messages_of_a_resident_reference_are_valid(valid: Valid, tmp_path: Path, world: Mapping[str, Any]) -> None:
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
    """Return the checklist and the environment of a sync whose systems do not answer."""
    environ = {name: value for name, value in Stage(Sut(), 0).environ.items() if not name.endswith("_URL")}
    urls = {f"SYNCPROOF_{name}_URL": "http://127.0.0.1:9" for name in ("CUSTOMERP", "CUSTOMPMS", "TRELLO")}
    clock = {"SYNCPROOF_CLOCK_URL": "http://127.0.0.1:9"}
    return {"checklist": sut_checklist(checklists[0], {}), "environ": {**environ, **urls, **clock}}


@pytest.fixture
def checklists() -> tuple[Any, ...]:
    from syncproof import features  # noqa: PLC0415 - a folder of data
    from syncproof.checklist.accepted import load_all  # noqa: PLC0415 - with it

    return load_all(Path(next(iter(features.__path__))))


@pytest.mark.thorough
def test_the_reference_passes_where_both_sides_are_checked(judge: Judge, script: Script) -> None:
    command, daemon = (
        script("sys.exit(work())", begin=COMMAND),
        script("serve(daemon.Resident)", begin=DAEMON, name="daemon.py"),
    )

    assert judge("--sut", command, "--check-protocol").code == 0
    assert judge("--sut", daemon, "--sut-daemon", "--check-protocol").code == 0
