"""What these tests need: bad syncs as small scripts, and what a run says of them, to people and to machines."""

from __future__ import annotations

import json
import os
import shlex
import socket
import subprocess
import sys
import textwrap
from base64 import b64encode
from collections.abc import Callable, Iterator
from contextlib import ExitStack, suppress
from pathlib import Path
from typing import Any, NamedTuple, TypeAlias

import pytest

from syncproof import __version__
from syncproof.cli import main
from syncproof.steps.stage import Stage
from syncproof.sut import Sut
from syncproof.sut.ports import PORTS

COMMAND = """
    import os, sys, time
    from syncproof.engine.command import main
    def work():
        return main(os.environ["SYNCPROOF_CHECKLIST"], os.environ)
"""
TINY = """
    import json, os, sys
    from pathlib import Path
    from urllib.request import Request, urlopen
    told = os.environ
    sections = json.loads(Path(told["SYNCPROOF_CHECKLIST"]).read_text())["sections"]
    place = next(each["place"] for each in sections if each["id"] == "task-to-cards")
    def ask(url, *body, **headers):
        with urlopen(Request(url, *body, headers=headers)) as answer:
            return json.load(answer)
    def work(folder):
        kept = Path(folder, "pairs.json")
        pairs = json.loads(kept.read_text()) if kept.is_file() else {}
        key = {"X-Api-Key": told["SYNCPROOF_CUSTOMPMS_KEY"]}
        for task in ask(told["SYNCPROOF_CUSTOMPMS_URL"] + "/tasks", **key)["items"]:
            if str(task["id"]) not in pairs:
                url = "{SYNCPROOF_TRELLO_URL}/cards?key={SYNCPROOF_TRELLO_KEY}&token={SYNCPROOF_TRELLO_TOKEN}"
                card = json.dumps({"idList": place["list"], "name": task["title"]}).encode()
                made = ask(url.format(**told), card, **{"Content-Type": "application/json"})
                pairs[task["id"]] = made["id"]
        kept.write_text(json.dumps(pairs))
    state = told["SYNCPROOF_STATE_DIR"]
"""
DAEMON = """
    import os, signal, sys, threading, time
    from syncproof.engine import daemon
    from syncproof.engine.failures import GaveUp
    def serve(bad):
        daemon.Resident = bad
        sys.exit(daemon.run_daemon(os.environ["SYNCPROOF_CHECKLIST"], os.environ))
"""
"""What a bad sync in Python has before it: the reference, or a tiny sync of tasks with cards, to do badly with."""


class Judged(NamedTuple):
    """What a run said, and its exit code; `begin` is the line with its provenance, as long as that may be."""

    code: int
    begin: str
    out: str
    err: str
    report: dict[str, Any]
    junit: str

    @property
    def failure(self) -> str:
        """The first scenario that is no pass, as a person reads it, all in one line and without how to run it again."""
        whole = self.out.partition("Failures")[2].partition("\n  again ")[0]
        return " ".join(whole.split())

    @property
    def everything(self) -> str:
        """All that it said anywhere."""
        return "\n".join([self.begin, self.out, self.err, json.dumps(self.report, ensure_ascii=False), self.junit])


Judge: TypeAlias = Callable[..., Judged]
Script: TypeAlias = Callable[..., str]


def credentials() -> list[str]:
    """Return what the systems of a run with seed 0 let a sync in with, cut: a part would be too much as well.

    In base64, each stands in one of three ways: two letters at the beginning are those of what stands before.
    """
    variables = Stage(Sut(), 0).environ.items()
    secrets = [secret for name, secret in variables if name.endswith(("_TOKEN", "_KEY"))]
    encoded = [b64encode(bytes(shift) + each.encode())[4:20].decode() for each in secrets for shift in range(3)]
    return [*(each[:16] for each in secrets), *encoded]


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Be in an empty folder, from which syncs are started."""
    path = tmp_path / "syncs"
    path.mkdir()
    monkeypatch.chdir(path)
    return path


@pytest.fixture
def free_port() -> int:
    """Find enough ports in a row that no connection is given meanwhile, nor a test in another process."""
    for port in range(24_000 + os.getpid() % 2_000 * PORTS, 32_768 - PORTS, PORTS):
        with ExitStack() as taken, suppress(OSError):
            for number in range(port, port + PORTS):
                taken.enter_context(socket.create_server(("127.0.0.1", number)))
            return port
    raise OSError("no free ports in a row")


@pytest.fixture
def script(folder: Path) -> Script:
    """Let a test write a sync, in Python unless it says `#!`; what it gets is the command that starts it."""

    def write(text: str, *, name: str = "sync.py", begin: str = "") -> str:
        file = folder / name
        if text.startswith("#!"):
            file.write_text(text)
            file.chmod(0o755)
            return f"./{name}"
        file.write_text(textwrap.dedent(begin) + textwrap.dedent(text))
        return f"{shlex.quote(sys.executable)} {name}"

    return write


@pytest.fixture
def judge(folder: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> Judge:
    """Let a test run `syncproof run` on one story, or as many as `only` says; what it says is fit to be read."""
    assert Path.cwd() == folder

    def run(*arguments: str, only: str = "every.created") -> Judged:
        report, junit, events = tmp_path / "report.json", tmp_path / "junit.xml", tmp_path / "events.jsonl"
        kept = ["--json", str(report), "--junit", str(junit), "--events", str(events)]
        code = main(["run", "--section", "Task to Trello Cards", "--only", only, *kept, *arguments])
        said = capsys.readouterr()
        begin, end, rest = said.out.partition("\n")
        assert begin.startswith(f"syncproof {__version__}, ") or (code, begin) == (2, "")
        judged = Judged(
            code,
            begin + end,
            rest,
            said.err,
            json.loads(report.read_text()) if report.exists() else {},
            junit.read_text() if junit.exists() else "",
        )
        assert "Traceback" not in judged.everything
        assert not [secret for secret in credentials() if secret in judged.everything]
        happened = events.read_text() if events.exists() else ""
        assert not [secret for secret in credentials() if secret in happened]
        assert not [line for line in _ours(judged, arguments) if len(line) > 80]
        return judged

    return run


def _ours(judged: Judged, arguments: tuple[str, ...]) -> list[str]:
    """Return the lines that are in our own words: in theirs is a command, or a path."""
    theirs = ("again", os.sep, *arguments)
    return [line for line in f"{judged.out}\n{judged.err}".splitlines() if not any(each in line for each in theirs)]


@pytest.fixture
def place(tmp_path: Path) -> Path:
    """Make a folder for a program's traces."""
    (tmp_path / "place").mkdir()
    return tmp_path / "place"


SERVICE = """
    import json, os, signal, sys, threading, time
    from http.server import BaseHTTPRequestHandler, HTTPServer, ThreadingHTTPServer
    class Service(BaseHTTPRequestHandler):
        status = {"schema": "syncproof-sut/1", "offers": []}
        def do_GET(self):
            self.say(200, self.status)
        def do_POST(self):
            body = json.loads(self.rfile.read(int(self.headers.get("Content-Length", 0))) or b"null")
            self.say(*getattr(self, self.path.strip("/"))(body))
        def say(self, status, said):
            said = json.dumps(said).encode()
            self.send_response(status)
            self.send_header("Content-Length", str(len(said)))
            self.end_headers()
            self.wfile.write(said)
        def log_message(self, *_):
            pass
        def reset(self, body):
            type(self).told = body["environment"]
            return 200, {}
    def serve(service):
        with ThreadingHTTPServer(("127.0.0.1", 0), service) as server:
            print(f"http://127.0.0.1:{server.server_port}", flush=True)
            server.serve_forever()
"""

Running: TypeAlias = Callable[[str], str]


@pytest.fixture
def running(script: Script) -> Iterator[Callable[[str], str]]:
    """Let a test start a service in Python, and hear where it is."""
    with ExitStack() as stack:

        def start(text: str) -> str:
            command = script(text, begin=SERVICE).split()
            process = stack.enter_context(subprocess.Popen(command, stdout=subprocess.PIPE, text=True))  # noqa: S603 - our own words
            stack.callback(process.kill)
            assert process.stdout is not None
            return process.stdout.readline().strip()

        yield start
