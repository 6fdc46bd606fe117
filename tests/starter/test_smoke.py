"""The first look at a sync: what it says of one that does not start, reach the systems or keep the first sentence."""

from __future__ import annotations

import re
import shlex
import shutil
import stat
import sys
from collections.abc import Callable
from pathlib import Path
from typing import NoReturn

import pytest

from syncproof.cli import main
from syncproof.starter import smoke as first_look
from syncproof.sut import Sut

ASK = 'curl -s -H "Authorization: Bearer $SYNCPROOF_CUSTOMERP_TOKEN"'
SCRIPTS = {
    "exit 1": ["starts              no: the command ended with exit code 1", "next                try it by hand: {}"],
    "echo 'no database' >&2; exit 1": [
        "starts              no: the command ended with exit code 1: no database",
        "                    | no database",
        "next                try it by hand: {}",
    ],
    "exit 0": [
        "starts              yes",
        "reaches Customerp   no: the sync sent it no request",
        "next                let it ask SYNCPROOF_CUSTOMERP_URL for its records",
    ],
    'curl -s "$SYNCPROOF_CUSTOMERP_URL/contacts"': [
        "starts              yes",
        "reaches Customerp   no: GET /v1/contacts was answered 401",
        "next                send Authorization: Bearer $SYNCPROOF_CUSTOMERP_TOKEN",
    ],
    f'{ASK} "$SYNCPROOF_CUSTOMERP_URL/people"': [
        "starts              yes",
        "reaches Customerp   no: GET /v1/people was answered 404",
        "next                its routes are at /openapi.json and /docs of what `syncproof",
        "                    serve` prints",
    ],
}


@pytest.mark.parametrize("script", SCRIPTS)
def test_smoke_says_what_is_next(
    script: str, tmp_path: Path, capsys: pytest.CaptureFixture[str], lacking: Callable[[str], NoReturn]
) -> None:
    if shutil.which("curl") is None:
        lacking("there is no curl here, which a sync of this test is written with")
    told = "\n".join([*SCRIPTS[script], ""])
    file = tmp_path / "sync"
    file.write_text(f"#!/bin/sh\n{script}\n")
    file.chmod(stat.S_IRWXU)

    code = main(["smoke", "--sut", str(file)])

    assert (code, capsys.readouterr().out) == (1, told.format(file))


TASKS = """
import json, os, pathlib, urllib.error, urllib.request
told = os.environ
sections = json.loads(pathlib.Path(told["SYNCPROOF_CHECKLIST"]).read_text())["sections"]
place = next(each["place"] for each in sections if each["id"] == "task-to-cards")
def ask(url, key="", body=None):
    headers = {"X-Api-Key": key, "Content-Type": "application/json"}
    with urllib.request.urlopen(urllib.request.Request(url, body, headers)) as answer:
        return json.load(answer)
def make(path, signed):
    card = json.dumps({"idList": place["list"], "name": task["title"]}).encode()
    ask("{SYNCPROOF_TRELLO_URL}".format(**told) + path + signed.format(**told), body=card)
NOBODY, SIGNED = "", "?key={SYNCPROOF_TRELLO_KEY}&token={SYNCPROOF_TRELLO_TOKEN}"
for task in ask(told["SYNCPROOF_CUSTOMPMS_URL"] + "/tasks", told["SYNCPROOF_CUSTOMPMS_KEY"])["items"]:
"""
"""A sync of tasks, but for what it does about each."""
DEEDS = {
    'make("/cards", NOBODY)': (
        "no: the sync never comes to rest",
        "POST /1/cards was answered 401",
        "send key=$SYNCPROOF_TRELLO_KEY and token=$SYNCPROOF_TRELLO_TOKEN what it did,",
    ),
    'make("/crads", SIGNED)': (
        "no: the sync never comes to rest",
        "POST /1/crads was answered 404",
        "its routes are at /openapi.json and /docs of what `syncproof serve` prints what it did,",
    ),
    """
    try:
        make("/cards", NOBODY)
    except urllib.error.HTTPError:
        make("/cards", SIGNED)
""": ("no: the sync never comes to rest", "saw writes in each pass: …, 2, 2, 2, 2, 2, 2;", "what it did,"),
}


@pytest.mark.parametrize("deed", DEEDS)
def test_what_is_refused_after_the_first_record_and_does_not_come_through_has_its_cure(
    deed: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    file = tmp_path / "sync.py"
    file.write_text(f"{TASKS}    {deed}\n")
    command = shlex.join([sys.executable, str(file)])

    code = main(["smoke", "--sut", command, "--section", "Task to Trello Cards"])

    out = capsys.readouterr().out
    [last] = re.findall(r"^first sentence.*", out, flags=re.MULTILINE | re.DOTALL)
    answer, _, do = " ".join(last.split()).partition(" next ")
    again = f"syncproof run --section task-to-cards --only every.created --sut {shlex.quote(command)}"
    said, saw, cure = DEEDS[deed]
    assert code == 1
    assert re.search("^reaches Trello      yes: .*[14]", out, flags=re.MULTILINE)
    assert said in answer
    assert saw in answer
    assert do == f"{cure} line by line: {again}"


def test_the_command_to_type_next_has_no_secret(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["smoke", "--sut", "sh -c 'exit 1' --token=hunter2hunter2"]) == 1

    out = capsys.readouterr().out
    assert "hunter2" not in out
    assert "--token=…" in out
    well = first_look.Smoke("task-to-cards", (first_look.Sighting("starts", "yes"),))
    *_, last = first_look.lines(well, Sut(command="true --token=hunter2hunter2"))
    assert last.endswith("syncproof run --section task-to-cards --level required --sut 'true --token=…'")


def test_smoke_of_nobody_says_that_it_looks_at_the_reference(capsys: pytest.CaptureFixture[str]) -> None:
    code = main(["smoke"])

    first, *others = capsys.readouterr().out.splitlines()
    assert code == 0
    assert first == "looks at            the reference sync: name your own with --sut CMD"
    assert others[-1] == "next                syncproof run --section contact-to-members --level required"


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["--sut", "true", "--section", "Taks to Crads"], "nearest  Custompms Task to Trello Cards"),
        (["--sut", "no-such-program"], "no such program: no-such-program"),
    ],
)
def test_what_cannot_be_looked_at_is_told(arguments: list[str], said: str, capsys: pytest.CaptureFixture[str]) -> None:
    code = main(["smoke", *arguments])

    assert (code, said in capsys.readouterr().err) == (2, True)
