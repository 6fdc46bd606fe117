"""The engine as a command of its own."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from syncproof.engine.command import access_from, main
from syncproof.engine.http import Access
from syncproof.fakes.kit.mount import mounted

from .conftest import CASES, World

Worlds = Callable[..., World]
_, _, FIRM, BRIDGE, PLACE, _, _, _ = CASES


@pytest.fixture
def here(world: Worlds) -> Iterator[World]:
    here = world(BRIDGE, PLACE)
    with mounted(here.fakes.values()):
        yield here


def environ(here: World, state: Path) -> dict[str, str]:
    found = {"SYNCPROOF_STATE_DIR": str(state)}
    for name, access in here.access().items():
        for what, value in access._asdict().items():
            found[f"SYNCPROOF_{name.upper()}_{what.upper()}"] = value
    return found


def checklist(here: World, folder: Path) -> str:
    path = folder / "checklist.json"
    path.write_text(json.dumps(here.checklist()))
    return str(path)


def test_a_pass_is_done_its_links_kept_its_reports_printed(
    here: World, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    here.add(BRIDGE)
    firm = here.add(PLACE, name=" Acme")
    for _ in range(2):
        assert main(checklist(here, tmp_path), environ(here, tmp_path)) == 0
    assert len(here.made("Actions")) == 1
    out, err = capsys.readouterr()
    (line,) = [json.loads(line) for line in out.splitlines()]
    reason = line.pop("reason")
    assert line == {
        "report": "refused",
        "system": "Custompms",
        "datatype": "Customer",
        "record": firm,
        "property": "name",
    }
    assert "space" in reason
    assert err == ""


def test_giving_up_says_why_and_no_secret(here: World, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    wrong = environ(here, tmp_path) | {"SYNCPROOF_CUSTOMERP_TOKEN": "SECRET"}
    assert main(checklist(here, tmp_path), wrong) == 1
    out, err = capsys.readouterr()
    assert out == ""
    assert err == "gave up: Customerp does not let us in (401 Unauthorized); check its credentials and run again\n"


@pytest.mark.parametrize(
    ("text", "says"),
    [
        (None, "name a checklist"),
        ("{", "not JSON"),
        ("[]", "not a JSON object"),
        ("{}", "the checklist lacks 'sections'"),
        ('{"policy": "mine", "sections": []}', "choose one of latest-wins"),
    ],
)
def test_bad_input_is_told_with_its_cure(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], text: str | None, says: str
) -> None:
    path = tmp_path / "checklist.json"
    if text is not None:
        path.write_text(text)
    assert main(str(path), {"SYNCPROOF_STATE_DIR": str(tmp_path)}) == 2
    assert says in capsys.readouterr().err


def test_a_system_without_an_address_and_a_folder_that_is_not_there_are_told(
    here: World, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = checklist(here, tmp_path)
    assert main(path, {"SYNCPROOF_STATE_DIR": str(tmp_path)}) == 2
    assert "no way to reach Customerp Project" in capsys.readouterr().err
    assert main(path, {"SYNCPROOF_STATE_DIR": str(tmp_path / "nowhere")}) == 2
    assert "no such folder" in capsys.readouterr().err


def test_access_is_read_from_the_environment() -> None:
    found = access_from(
        {"SYNCPROOF_TRELLO_URL": "http://x/1/", "SYNCPROOF_TRELLO_KEY": "k", "SYNCPROOF_TRELLO_TOKEN": "t"}
    )
    assert found == {"Trello": Access("http://x/1", "k", "t")}
