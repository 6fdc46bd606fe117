"""The reference sync as a command: its exit codes, its reports, its messages for bad input."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from pathlib import Path

import httpx
import pytest

from syncproof.engine import Links
from syncproof.engine.command import access_from, main, variables
from syncproof.engine.http import BACKOFF, Access
from syncproof.engine.ports import systems
from syncproof.fakes import FAKES, OWN
from syncproof.fakes.kit.clock import Clock
from syncproof.fakes.kit.mount import mounted
from syncproof.ledger import Call, Ledger

from .conftest import CONTACT, FIRM, PMS_FIRM, PROJECT, World, Worlds

SYSTEMS = systems()
ODD = {"system": "Customerp", "datatype": "Projects"}


@pytest.fixture
def here(world: Worlds) -> Iterator[World]:
    here = world(PROJECT, PMS_FIRM)
    with mounted(here.fakes.values()):
        yield here


def environ(here: World, state: Path) -> dict[str, str]:
    found = {"SYNCPROOF_STATE_DIR": str(state)}
    for name, access in here.access().items():
        for field, value in access._asdict().items():
            found[f"SYNCPROOF_{name.upper()}_{field.upper()}"] = value
    return found


def checklist(here: World, folder: Path) -> str:
    path = folder / "checklist.json"
    path.write_text(json.dumps(here.checklist()))
    return str(path)


def test_a_pass_is_done_its_links_kept_its_reports_printed(
    here: World, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    here.add(PROJECT)
    firm = here.add(PMS_FIRM, name=" Acme")
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


JSON = "  do       give the JSON checklist that docs/sut-checklist.md describes, not a checklist.toml\n"
NEAREST = '  nearest  "schema": "syncproof-checklist/1"\n'


@pytest.mark.parametrize(
    ("text", "says"),
    [
        (None, ": no such file\n  do       correct the path\n"),
        ("[]", f": not a JSON object\n{JSON}"),
        ("{}", f": not a checklist: it names no schema\n{NEAREST}{JSON}"),
        ('{"schema": "syncproof/1"}', f': not a checklist: its schema is "syncproof/1"\n{NEAREST}{JSON}'),
    ],
)
def test_a_file_that_is_no_checklist_is_refused_first_with_the_cure(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], text: str | None, says: str
) -> None:
    path = tmp_path / "checklist.json"
    if text is not None:
        path.write_text(text)
    assert main(str(path), {}) == 2
    assert capsys.readouterr() == ("", f"{path}{says}")


@pytest.mark.parametrize("text", ["{", '[document]\ntitle = "Customerp to Trello Dataflow"\n'], ids=["JSON", "TOML"])
def test_a_documents_checklist_toml_is_refused(tmp_path: Path, capsys: pytest.CaptureFixture[str], text: str) -> None:
    path = tmp_path / "checklist.toml"
    path.write_text(text)
    assert main(str(path), {}) == 2
    message = capsys.readouterr().err
    assert message.startswith(f"{path}: not JSON: ")
    assert message.endswith(JSON)


@pytest.mark.parametrize(
    ("rest", "says"),
    [
        ({}, "the checklist lacks 'sections'"),
        ({"policy": "mine", "sections": []}, "choose one of latest-wins"),
        (
            {"sections": [{"id": "x", **dict.fromkeys(("source", "target"), ODD), "properties": []}]},
            "no way to reach Customerp Projects\n  nearest  Customerp Project\n  do       use one of Customerp",
        ),
    ],
    ids=["sections", "policy", "datatype"],
)
def test_a_checklist_that_cannot_be_used_is_refused_with_the_cure(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], rest: Mapping[str, object], says: str
) -> None:
    path = tmp_path / "checklist.json"
    path.write_text(json.dumps({"schema": "syncproof-checklist/1", **rest}))
    assert main(str(path), {}) == 2
    assert says in capsys.readouterr().err


@pytest.mark.parametrize(
    ("given", "cure"),
    [
        (
            [],
            (
                "SYNCPROOF_CUSTOMERP_URL, SYNCPROOF_CUSTOMERP_TOKEN, SYNCPROOF_TRELLO_URL, SYNCPROOF_TRELLO_KEY, "
                "SYNCPROOF_TRELLO_TOKEN, SYNCPROOF_CUSTOMPMS_URL and SYNCPROOF_CUSTOMPMS_KEY"
            ),
        ),
        (variables([SYSTEMS["Custompms"], SYSTEMS["Trello"]]), "SYNCPROOF_CUSTOMERP_URL and SYNCPROOF_CUSTOMERP_TOKEN"),
        ([*variables([SYSTEMS["Customerp"], SYSTEMS["Trello"]]), "SYNCPROOF_CUSTOMPMS_URL"], "SYNCPROOF_CUSTOMPMS_KEY"),
    ],
    ids=["all", "two", "one"],
)
def test_missing_variables_are_named_before_any_request_is_sent(
    here: World, tmp_path: Path, capsys: pytest.CaptureFixture[str], given: list[str], cure: str
) -> None:
    full = environ(here, tmp_path)
    empty = {name: "" for name in full if name not in given}
    assert main(checklist(here, tmp_path), full | empty) == 2
    message = f"the environment does not say how to reach the checklist's systems\n  do       set {cure}\n"
    assert capsys.readouterr() == ("", message)
    assert not [event for event in here.ledger if isinstance(event, Call)]


def test_only_systems_of_the_checklist_are_needed(world: Worlds, tmp_path: Path) -> None:
    here = world(PROJECT)
    with mounted(here.fakes.values()):
        given = {name: value for name, value in environ(here, tmp_path).items() if "CUSTOMPMS" not in name}
        assert main(checklist(here, tmp_path), given) == 0


def test_every_port_is_of_a_system_with_a_fake_and_asks_for_what_the_fake_gives() -> None:
    assert {name: set(system.environment) for name, system in systems().items()} == {
        name: {"URL", *(each.upper() for each in FAKES[name](Clock(), Ledger()).credentials)} for name in OWN
    }


@pytest.mark.parametrize("url", ["customerp.example/v1", "ftp://x", "https://", "https:///v1", "http://x:port", " "])
def test_a_malformed_address_is_refused_with_the_name_of_its_variable(
    here: World, tmp_path: Path, capsys: pytest.CaptureFixture[str], url: str
) -> None:
    assert main(checklist(here, tmp_path), environ(here, tmp_path) | {"SYNCPROOF_CUSTOMERP_URL": url}) == 2
    assert capsys.readouterr().err == (
        f"SYNCPROOF_CUSTOMERP_URL is no address: {url!r}\n  nearest  https://host\n"
        "  do       set SYNCPROOF_CUSTOMERP_URL to an address that begins with http:// or https://\n"
    )


def test_a_missing_folder_is_named(here: World, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(checklist(here, tmp_path), environ(here, tmp_path / "nowhere")) == 2
    assert "no such folder" in capsys.readouterr().err


@pytest.mark.parametrize("at", [0, 4096], ids=["no database", "damaged"])
def test_a_damaged_link_table_is_named_with_the_cure(
    here: World, tmp_path: Path, capsys: pytest.CaptureFixture[str], at: int
) -> None:
    path = tmp_path / "links.sqlite"
    Links(str(path)).close()
    whole = path.read_bytes()
    path.write_bytes(whole[:at] + b"no database" * 1000 + whole[at + 11000 :])
    assert main(checklist(here, tmp_path), environ(here, tmp_path)) == 1
    out, err = capsys.readouterr()
    assert (out, err.count("\n")) == ("", 1)
    assert err.startswith(f"gave up: {path}: ")
    assert "restore it, or set SYNCPROOF_STATE_DIR" in err


def test_a_dead_system_is_waited_for_once_and_the_wait_is_announced(
    world: Worlds, tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    here = world(CONTACT, FIRM, PROJECT)
    urls: list[httpx.URL] = []
    slept: list[float] = []

    def refuse(_: httpx.HTTPTransport, request: httpx.Request) -> httpx.Response:
        urls.append(request.url)
        raise httpx.ConnectError("refused")

    monkeypatch.setattr(httpx.HTTPTransport, "handle_request", refuse)
    monkeypatch.setattr("time.sleep", slept.append)
    assert main(checklist(here, tmp_path), environ(here, tmp_path)) == 1
    assert [url.path for url in urls] == ["/v1/contacts"] * 5 + ["/v1/customers", "/v1/projects"]
    assert slept == list(BACKOFF)
    first, *rest = capsys.readouterr().err.splitlines()
    assert first == "waiting for Customerp: no answer (ConnectError)"
    assert [line[:8] for line in rest] == ["gave up:"]


def test_access_is_read_from_the_environment() -> None:
    found = access_from(
        {}, {"SYNCPROOF_TRELLO_URL": "http://x/1/", "SYNCPROOF_TRELLO_KEY": "k", "SYNCPROOF_TRELLO_TOKEN": "t"}
    )
    assert found == {"Trello": Access("http://x/1", "k", "t")}
