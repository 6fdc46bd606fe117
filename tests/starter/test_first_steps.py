"""The first minutes of somebody with a sync of their own: a skeleton, a first failing sentence, a first one kept."""

from __future__ import annotations

import json
import os
import re
import shlex
import shutil
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Thread
from typing import NoReturn

import pytest

from syncproof.cli import main
from syncproof.starter.skeleton import BUILDS, COMMANDS
from tests.java import sparing
from tests.pages import blocks
from tests.walk import run

PAGE = "docs/first-sync.md"
[BEGIN, GO_ON] = blocks(PAGE, "bash")
[SEEN] = blocks(PAGE, "text")
[FILLED_IN] = blocks(PAGE, "python")

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
OTHERS = [name for name in CREATE if name != "python"]


def marks_of(language: str) -> list[pytest.MarkDecorator]:
    """Return when a skeleton of a language is played: Java takes longest to start."""
    return [pytest.mark.exhaustive if language == "java" else pytest.mark.thorough]


TOOLS = {"python": (), "node": ("node",), "bash": ("bash", "curl", "jq"), "java": ("java", "javac")}


@pytest.fixture
def command(request: pytest.FixtureRequest, lacking: Callable[[str], NoReturn]) -> str:
    """Return how the sync of a language is run from the current folder."""
    language = request.getfixturevalue("language")
    if missing := [tool for tool in TOOLS[language] if shutil.which(tool) is None]:
        lacking(f"there is no {missing[0]} here, which a skeleton needs")
    return sparing(COMMANDS[language].format("my-sync")).replace("python3", sys.executable)


def build(language: str) -> None:
    """Do what a language needs before its sync runs."""
    if language in BUILDS:
        subprocess.run(shlex.split(sparing(BUILDS[language].format("my-sync"))), check=True)  # noqa: S603 - our own words


def written(language: str, *, filled_in: bool) -> None:
    """Write the skeleton of a language, make cards with it if so wanted, and build it."""
    assert main(["init-sut", "--language", language]) == 0
    if filled_in:
        [file] = Path("my-sync").glob("[sS]ync.*")
        before, (pattern, create) = file.read_text(), CREATE[language]
        after = re.sub(pattern, lambda _: create, before, count=1, flags=re.DOTALL)
        assert after != before
        file.write_text(after)
    build(language)


@contextmanager
def system(answers: dict[str, tuple[int, object]]) -> Iterator[str]:
    """Serve what answers so, by the path, until the end."""

    class Handler(BaseHTTPRequestHandler):
        def log_message(self, *_: object) -> None:
            pass

        def do_GET(self) -> None:
            self.rfile.read(int(self.headers["Content-Length"] or 0))
            status, body = answers[self.path.partition("?")[0]]
            data = json.dumps(body).encode()
            self.send_response(status)
            self.send_header("Content-Length", str(len(data)))
            self.end_headers()
            self.wfile.write(data)

        do_POST = do_GET  # noqa: N815 - the verb, as the server looks for it

    with ThreadingHTTPServer(("127.0.0.1", 0), Handler) as server:
        thread = Thread(target=server.serve_forever)
        thread.start()
        try:
            yield f"http://127.0.0.1:{server.server_port}"
        finally:
            server.shutdown()
            thread.join()


def bare_environ() -> dict[str, str]:
    """Return what a shell has that knows nothing of syncproof."""
    return {name: value for name, value in os.environ.items() if not name.startswith("SYNCPROOF_")}


def one_pass(command: str, url: str) -> subprocess.CompletedProcess[str]:
    """Let a sync do a pass with systems that are all at a url."""
    state = Path("state")
    state.mkdir()
    sections = [{"id": "task-to-actions", "place": {}}, {"id": "task-to-cards", "place": {"list": "l"}}]
    Path("checklist.json").write_text(json.dumps({"sections": sections}))
    told = {"CHECKLIST": "checklist.json", "STATE_DIR": str(state)}
    for name in ("CUSTOMPMS", "TRELLO"):
        told |= {f"{name}_URL": url, f"{name}_KEY": "key", f"{name}_TOKEN": "token"}
    environ = bare_environ() | {f"SYNCPROOF_{name}": value for name, value in told.items()}
    return subprocess.run(  # noqa: S603 - our own words
        shlex.split(command), env=environ, capture_output=True, text=True, check=False, timeout=60
    )


TASK = {"id": 1, "title": "Ada", "notes": "", "start": None, "due": None, "done": False}
GOOD = {"/tasks": (200, {"items": [TASK], "total": 1}), "/cards": (200, {"id": "card-1"})}
"""Systems in which there is one task, and a card is made of it."""


@pytest.mark.parametrize("language", ["python", *(pytest.param(name, marks=marks_of(name)) for name in OTHERS)])
def test_a_skeleton_ends_its_pass_in_failure_when_a_system_refuses_it(
    language: str, command: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    written(language, filled_in=True)
    ended: dict[str, tuple[subprocess.CompletedProcess[str], bool]] = {}

    for path, status in (("/tasks", 401), ("/tasks", 500), ("/cards", 401), ("/cards", 500)):
        with system({**GOOD, path: (status, {"message": "no"})}) as url:
            done = one_pass(command, url)
        ended[f"{path}: {status}"] = done, keeps_the_card()
    with system(GOOD) as url:
        last = one_pass(command, url)

    for case, (done, kept) in ended.items():
        assert (done.returncode not in {0, 2}, case.split()[1] in done.stderr, kept) == (True, True, False), case
    assert (last.returncode, last.stderr, keeps_the_card()) == (0, "", True)
    said = [each.stdout for each in (*(done for done, _ in ended.values()), last)]
    assert [json.loads(each)["section"] for each in said] == ["task-to-actions"] * 5


def keeps_the_card() -> bool:
    """Whether the sync has kept that it made a card; then it forgets."""
    kept = "".join(file.read_text() for file in Path("state").iterdir())
    shutil.rmtree("state")
    return "card-1" in kept


@pytest.mark.parametrize("language", CREATE)
def test_a_skeleton_that_is_started_by_hand_says_how_it_is_started(
    language: str, command: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    written(language, filled_in=False)
    named = COMMANDS[language].format("my-sync")

    done = subprocess.run(  # noqa: S603 - our own words
        shlex.split(command), env=bare_environ(), capture_output=True, text=True, check=False
    )

    said = done.stderr.replace(f"{tmp_path.resolve()}/", "")  # some languages know only where they really are
    assert (done.returncode, done.stdout, said) == (2, "", f"start me with: syncproof smoke --sut '{named}'\n")


@pytest.mark.parametrize("language", ["python", *(pytest.param(name, marks=marks_of(name)) for name in OTHERS)])
def test_a_skeleton_fails_at_first_and_then_keeps_its_first_sentence(
    language: str, command: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(tmp_path)

    written(language, filled_in=False)
    assert main(["smoke", "--sut", command, "--check-protocol"]) == 1
    failing = capsys.readouterr().out
    shutil.rmtree("my-sync")
    written(language, filled_in=True)
    capsys.readouterr()
    passing_code = main(["smoke", "--sut", command, "--check-protocol"])
    passing = capsys.readouterr().out

    assert "starts              yes\nreaches Custompms   yes: 1 answered 200\n" in failing
    assert "reaches Trello      no: the sync sent it no request\n" in failing
    assert "reaches Trello      yes: 1 answered 200\n" in passing
    assert "first sentence      no: Ada has no counterpart in Trello Cards\n" in failing
    assert "declined" not in failing  # what it reports is told elsewhere, not as its last words
    assert f"syncproof run --section task-to-cards --only every.created --sut '{command}'" in failing
    assert (passing_code, passing.splitlines()[3]) == (
        0,
        "first sentence      yes: a new Task of Custompms is in Trello Cards, once",
    )
    assert f"next                syncproof run --section task-to-cards --level required --sut '{command}'" in passing


@pytest.mark.thorough
def test_the_first_steps_go_as_the_page_says(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("PATH", f"{Path(sys.executable).parent}{os.pathsep}{os.environ['PATH']}")

    begun = [run(line, tmp_path, capsys) for line in BEGIN.splitlines()]
    file = tmp_path / "my-sync" / "sync.py"
    file.write_text(re.sub(CREATE["python"][0], lambda _: CREATE["python"][1], file.read_text(), flags=re.DOTALL))
    gone_on = [run(line, tmp_path, capsys) for line in GO_ON.splitlines()]

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
        (["init-sut"], "no language is named\n  do       --language with one of bash, java, node, python"),
        (["init-sut", "--language", "node", "file/below"], "file/below: cannot be made: Not a directory"),
        (["init-sut", "--language", "node", "n" * 300], f"{'n' * 59}…: leads nowhere: File name too long\n  do "),
        (["init-sut", "--language", "node", "\0"], "no path: embedded null byte"),
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
