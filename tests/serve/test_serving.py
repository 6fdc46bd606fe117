"""`syncproof serve` as a process: what it says, where it listens, how it ends."""

from __future__ import annotations

import json
import re
import signal
import socket
import subprocess
import sys
from contextlib import ExitStack
from pathlib import Path

import httpx
import pytest

from tests.serve.answers import Serving

SYNCPROOF = str(Path(sys.executable).with_name("syncproof"))


def test_the_first_line_says_where_everything_is(serving: Serving) -> None:
    with serving("--records", "2") as told:
        keys = {name: sorted(said) for name, said in told.items()}
        erp = httpx.get(f"{told['customerp']['url']}/contacts", headers=_bearer(told["customerp"]["token"]))
        pms = httpx.get(f"{told['custompms']['url']}/tasks", headers={"X-Api-Key": told["custompms"]["key"]})
        trello = told["trello"]
        me = httpx.get(f"{trello['url']}/members/me", params={"key": trello["key"], "token": trello["token"]})
        control = httpx.get(f"{told['control']['url']}/clock", headers=_bearer(told["control"]["token"]))

    assert keys == {
        "customerp": ["token", "url"],
        "custompms": ["key", "url"],
        "trello": ["key", "secret", "token", "url"],
        "control": ["token", "url"],
    }
    assert len(erp.json()["data"]) == 2
    assert pms.json()["total"] == 2
    assert me.json()["fullName"] == "Sync Service"
    assert control.json()["runs"] is True


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM])
def test_it_ends_cleanly_when_told(number: signal.Signals) -> None:
    with _started("--port", "0", "--json") as process:
        told = json.loads(_line(process))
        # A connection that stays open must not keep it.
        with httpx.Client() as client:
            client.get(told["customerp"]["url"])
            process.send_signal(number)
            code = process.wait(timeout=60)
        out, error = process.communicate()

    assert (code, out, error) == (0, "", "")
    with pytest.raises(httpx.ConnectError):
        httpx.get(told["customerp"]["url"])


def test_people_are_told_in_words() -> None:
    with _started("--port", "0") as process:
        lines = [_line(process) for _ in range(13)]
        process.terminate()
        process.wait(timeout=60)

    assert re.match(r"customerp  http://127\.0\.0\.1:\d+/v1$", lines[0])
    assert any(line.startswith("watch it   http://127.0.0.1:") for line in lines)
    assert all(len(line) <= 100 for line in lines)


def test_same_seed_same_records_and_credentials(serving: Serving) -> None:
    told = []
    for seed in ("7", "7", "8"):
        with serving("--clock", "manual", "--seed", seed, "--records", "1") as each:
            found = httpx.get(f"{each['customerp']['url']}/contacts", headers=_bearer(each["customerp"]["token"]))
            told.append((each["trello"]["token"], found.json()))

    assert told[0] == told[1] != told[2]


def test_a_port_in_use_is_told_with_what_to_do() -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]

        done = _run("--port", str(port))

    assert done.returncode == 2
    assert f"port {port} of 127.0.0.1 is in use" in done.stderr
    assert "--port 0" in done.stderr


def test_an_address_of_another_machine_is_told() -> None:
    done = _run("--host", "192.0.2.1", "--port", "0")

    assert done.returncode == 2
    assert "192.0.2.1" in done.stderr


def test_listening_to_others_is_said_loudly() -> None:
    with _started("--host", "0.0.0.0", "--port", "0", "--json") as process:  # noqa: S104 - that is the claim
        _line(process)
        process.terminate()
        _, error = process.communicate(timeout=60)

    assert error.startswith("WARNING: listening on 0.0.0.0")


def test_a_full_disk_is_told() -> None:
    with Path("/dev/full").open("w") as full:
        command = [SYNCPROOF, "serve", "--port", "0"]
        done = subprocess.run(command, stdout=full, stderr=subprocess.PIPE, text=True, timeout=60, check=False)  # noqa: S603 - our own words

    assert done.returncode == 2
    assert done.stderr.startswith("standard output cannot be written: No space left on device")


def test_it_ends_cleanly_while_it_still_seeds() -> None:
    with _started("--port", "0", "--records", "100000") as process:
        assert process.stderr is not None
        first = process.stderr.readline()
        process.terminate()
        out, error = process.communicate(timeout=60)

    assert first == "seeding 100000 records of each datatype …\n"
    assert (process.returncode, out, error) == (0, "", "")


def test_as_the_real_trello_is_it_is_seeded_with_what_a_free_plan_takes() -> None:
    with _started("--port", "0", "--trello-as-is", "--json", "--records", "30") as process:
        _line(process)
        process.terminate()
        _, error = process.communicate(timeout=60)

    assert error == "fewer records than asked for, since a free plan takes no more: Trello Members\n"


def test_a_host_by_name_is_served(serving: Serving) -> None:
    with serving("--records", "0", "--host", "localhost") as told:
        assert httpx.get(told["customerp"]["url"]).status_code == 401


def test_hundreds_who_say_nothing_keep_nobody_out(serving: Serving) -> None:
    with serving("--records", "1") as told, ExitStack() as stack:
        port = int(told["customerp"]["url"].split(":")[2].split("/")[0])
        for number in range(300):
            idle = stack.enter_context(socket.create_connection(("127.0.0.1", port), timeout=60))
            if number % 2:
                idle.sendall(b"GET /v1/contacts HTTP/1.1\r\nHost:")

        answer = httpx.get(f"{told['customerp']['url']}/contacts", headers=_bearer(told["customerp"]["token"]))

    assert answer.status_code == 200


def test_the_capabilities_are_listed() -> None:
    done = _run("--capabilities")

    assert done.returncode == 0
    assert "member-profile-write" in done.stdout


def _bearer(token: str) -> dict[str, str]:
    return {"Authorization": f"Bearer {token}"}


def _started(*options: str) -> subprocess.Popen[str]:
    command = [SYNCPROOF, "serve", *options]
    return subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)  # noqa: S603 - our own words


def _line(process: subprocess.Popen[str]) -> str:
    assert process.stdout is not None
    return process.stdout.readline().rstrip("\n")


def _run(*options: str) -> subprocess.CompletedProcess[str]:
    command = [SYNCPROOF, "serve", *options]
    return subprocess.run(command, capture_output=True, text=True, timeout=60, check=False)  # noqa: S603 - our own words
