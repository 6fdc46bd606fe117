"""The first minutes of somebody with a sync of their own: a skeleton, a first failing sentence, a first one kept."""

from __future__ import annotations

import os
import re
import shlex
import shutil
import stat
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import NoReturn

import pytest

from syncproof.cli import main
from syncproof.skeleton import BUILDS, COMMANDS

README = (Path(__file__).parent.parent / "README.md").read_text()
[BEGIN, GO_ON] = re.findall(r"^```bash\n(.*?)^```$", README, flags=re.MULTILINE | re.DOTALL)
[SEEN] = re.findall(r"^```out\n(.*?)^```$", README, flags=re.MULTILINE | re.DOTALL)
[FILLED_IN] = re.findall(r"^```python\n(def create.*?)^```$", README, flags=re.MULTILINE | re.DOTALL)

CREATE = {
    "python": (r"def create\(.*?\n\n\n", FILLED_IN + "\n\n"),
    "node": (
        r"async function create.*?\n}\n",
        """async function create(task, place) {
  const start = task.start && `${task.start}T00:00:00.000Z`;
  const when = { start, due: moment(task.due), dueComplete: task.done };
  return (await trello("POST", "/cards", { idList: place.list, name: task.title, desc: task.notes, ...when })).id;
}
""",
    ),
    "bash": (
        r"create\(\) \{.*?\n}\n",
        """create() {
    local card
    card=$(jq -c --argjson place "$2" '{idList: $place.list, name: .title, desc: .notes, dueComplete: .done,
        start: (.start | if . then . + "T00:00:00.000Z" else . end),
        due: (.due | if . then . / 1000 | todate else . end)}' <<<"$1")
    trello POST /cards "$card" | jq -r .id
}
""",
    ),
    "java": (
        r"    static String create\(.*?\n    }\n",
        """    static String create(Map<String, Object> task, Map<String, Object> place) throws Exception {
        var card = new LinkedHashMap<String, Object>();
        card.put("idList", place.get("list"));
        card.put("name", task.get("title"));
        card.put("desc", task.get("notes"));
        card.put("start", task.get("start") == null ? null : task.get("start") + "T00:00:00.000Z");
        card.put("due", moment(task.get("due")));
        card.put("dueComplete", task.get("done"));
        return (String) trello("POST", "/cards", card).get("id");
    }
""",
    ),
}
TOOLS = {"python": (), "node": ("node",), "bash": ("bash", "curl", "jq"), "java": ("java", "javac")}


@pytest.fixture
def command(request: pytest.FixtureRequest, lacking: Callable[[str], NoReturn]) -> str:
    """Return how the sync of a language is run from the current folder."""
    language = request.getfixturevalue("language")
    if missing := [tool for tool in TOOLS[language] if shutil.which(tool) is None]:
        lacking(f"there is no {missing[0]} here, which a skeleton needs")
    return COMMANDS[language].format("my-sync").replace("python3", sys.executable)


def build(language: str) -> None:
    """Do what a language needs before its sync runs."""
    if language in BUILDS:
        subprocess.run(shlex.split(BUILDS[language].format("my-sync")), check=True)  # noqa: S603 - our own words


@pytest.mark.parametrize("language", CREATE)
def test_a_skeleton_fails_at_first_and_then_keeps_its_first_sentence(
    language: str, command: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(tmp_path)

    assert main(["init-sut", "--language", language]) == 0
    build(language)
    assert main(["smoke", "--sut", command, "--check-protocol"]) == 1
    failing = capsys.readouterr().out
    [file] = [each for each in (tmp_path / "my-sync").glob("[sS]ync.*") if each.suffix != ".class"]
    before, (pattern, filled_in) = file.read_text(), CREATE[language]
    after = re.sub(pattern, lambda _: filled_in, before, count=1, flags=re.DOTALL)
    file.write_text(after)
    build(language)
    passing_code = main(["smoke", "--sut", command, "--check-protocol"])
    passing = capsys.readouterr().out

    assert after != before
    assert "starts              yes\nreaches Custompms   yes: 1 answered 200\n" in failing
    assert "first sentence      no: Ada has no counterpart in Trello Cards\n" in failing
    assert f"syncproof run --section task-to-cards --only every.created --sut '{command}'" in failing
    assert (passing_code, passing.splitlines()[3]) == (
        0,
        "first sentence      yes: a new Task of Custompms is in Trello Cards, once",
    )
    assert f"next                syncproof run --section task-to-cards --level required --sut '{command}'" in passing


def shell(commands: str, folder: Path) -> Iterator[tuple[int, str]]:
    """Yield how each line ended, to a shell as a reader gives it, and what it said."""
    environ = {**os.environ, "PATH": f"{Path(sys.executable).parent}{os.pathsep}{os.environ['PATH']}"}
    for line in commands.splitlines():
        done = subprocess.run(  # noqa: S602 - the README's own words
            line, shell=True, cwd=folder, env=environ, capture_output=True, text=True, check=False
        )
        yield done.returncode, done.stdout


def test_the_first_steps_of_the_readme_go_as_it_says(tmp_path: Path) -> None:
    begun = list(shell(BEGIN, tmp_path))
    file = tmp_path / "my-sync" / "sync.py"
    file.write_text(re.sub(CREATE["python"][0], lambda _: CREATE["python"][1], file.read_text(), flags=re.DOTALL))
    gone_on = list(shell(GO_ON, tmp_path))

    assert [code for code, _ in begun] == [0, 1]
    assert SEEN in begun[1][1]
    assert [code for code, _ in gone_on] == [0, 0, 1]
    assert "first sentence      yes" in gone_on[0][1]
    assert "scenarios  5: 5 fail" in gone_on[2][1]


def test_nothing_is_overwritten(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(tmp_path)
    main(["init-sut", "--language", "python", "mine"])
    (tmp_path / "mine" / "sync.py").write_text("precious")

    code = main(["init-sut", "--language", "python", "mine"])

    assert code == 2
    assert capsys.readouterr().err.startswith("mine/sync.py: there is one already\n  do       name another folder")
    assert (tmp_path / "mine" / "sync.py").read_text() == "precious"


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["init-sut", "--language", "pyton"], "no skeleton in 'pyton'\n  nearest  python\n  do       use one of bash"),
        (["init-sut"], "Missing option '--language'"),
        (["init-sut", "--language", "node", "file/below"], "file/below: cannot be made: Not a directory"),
        (["smoke", "--sut", "true", "--section", "Taks to Crads"], "nearest  Custompms Task to Trello Cards"),
        (["smoke", "--sut", "no-such-program"], "no such program: no-such-program"),
    ],
)
def test_what_cannot_be_done_is_told(
    arguments: list[str],
    said: str,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "file").touch()

    code = main(arguments)

    assert (code, said in capsys.readouterr().err) == (2, True)


ASK = 'curl -s -H "Authorization: Bearer $SYNCPROOF_CUSTOMERP_TOKEN"'
SCRIPTS = {
    "exit 1": ["starts              no: it ended with exit code 1", "next                try it by hand: {}"],
    "echo 'no database' >&2; exit 1": [
        "starts              no: it ended with exit code 1: no database",
        "                    | no database",
        "next                try it by hand: {}",
    ],
    "exit 0": [
        "starts              yes",
        "reaches Customerp   no: it asked nothing of it",
        "next                let it ask SYNCPROOF_CUSTOMERP_URL for its records",
    ],
    'curl -s "$SYNCPROOF_CUSTOMERP_URL/contacts"': [
        "starts              yes",
        "reaches Customerp   no: GET /v1/contacts was answered 401",
        "next                send the header Authorization: Bearer $SYNCPROOF_CUSTOMERP_TOKEN",
    ],
    f'{ASK} "$SYNCPROOF_CUSTOMERP_URL/people"': [
        "starts              yes",
        "reaches Customerp   no: GET /v1/people was answered 404",
        "next                its routes are at /openapi.json and /docs of what `syncproof serve` prints",
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
