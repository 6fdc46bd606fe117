"""The reference sync kept running: a daemon does a pass for each request, a service does passes by itself."""

from __future__ import annotations

import json
import os
import sys
import threading
from collections.abc import Callable, Mapping
from contextlib import ExitStack
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any, ClassVar

import orjson

from syncproof.engine.command import access_from, as_json, connected, open_links, read, say, sleep_function
from syncproof.engine.failures import GaveUp
from syncproof.engine.sync import Sync
from syncproof.engine.transport import Transport
from syncproof.engine.work import Report
from syncproof.errors import BadInput
from syncproof.sut.schemas import SUT as SCHEMA

OFFERS = ("reset", "restart")
_DIGITS = 10
"""Python refuses to read a number of thousands of digits."""
PAUSE = 0.005
"""Seconds between two passes of a service."""
LONGEST_REST = 75.0
"""Seconds after which a client that sends no more of its request is hung up on."""
LARGEST_BODY = 16 << 20
"""Bytes of a body: a checklist has some thousands."""


class Resident:
    """A sync and the state that the sync keeps between its passes; one pass at a time."""

    def __init__(self, checklist: Mapping[str, Any], environ: Mapping[str, str]) -> None:
        self._lock = threading.RLock()
        self._client = connected(http=Transport())
        self._stack = ExitStack()
        self.reports: list[dict[str, str]] = []
        self.passes = 0
        self.problem = ""
        self.begin(checklist, environ)

    def begin(self, checklist: Mapping[str, Any], environ: Mapping[str, str]) -> None:
        """Make a sync over the links in the state directory. Raises BadInput, GaveUp."""
        with self._lock:
            self._checklist, self._environ = checklist, environ
            self._stack.close()
            links = self._stack.enter_context(open_links(checklist, environ))
            sleep = sleep_function(environ, self._client)
            self._sync = Sync(
                checklist, access_from(checklist, environ), links, self._client, sleep, self._collect, say
            )
            self.reports, self.passes, self.problem = [], 0, ""

    def restart(self) -> dict[str, Any]:
        """Forget all that is not in the state directory, except the reports and the number of passes."""
        with self._lock:
            reports, passes = self.reports, self.passes
            self.begin(self._checklist, self._environ)
            self.reports, self.passes = reports, passes
            return {}

    def run_pass(self) -> dict[str, Any]:
        """Do a pass, and return the answer to `POST /pass`."""
        with self._lock:
            before = len(self.reports)
            try:
                self._sync.run()
                problem = ""
            except GaveUp as reason:
                problem = str(reason)
            self.problem, self.passes = problem, self.passes + 1
            return {"complete": not problem, "problem": problem, "reports": self.reports[before:]}

    def status(self) -> dict[str, Any]:
        """Return the answer to a service's status request."""
        return {
            "schema": SCHEMA,
            "offers": list(OFFERS),
            "passes": self.passes,
            "problem": self.problem,
            "reports": list(self.reports),
        }

    def _collect(self, report: Report) -> None:
        self.reports.append(as_json(report))


class _Handler(BaseHTTPRequestHandler):
    timeout = LONGEST_REST
    disable_nagle_algorithm = True
    verbs: ClassVar[Mapping[tuple[str, str], Callable[[Any], Any]]] = {}

    def do_GET(self) -> None:
        self._do()

    def do_POST(self) -> None:
        self._do()

    def _do(self) -> None:
        status, content = self._answer()
        answer = json.dumps(content).encode()
        self.send_response(status)
        self.send_header("Content-Type", "application/json")
        self.send_header("Content-Length", str(len(answer)))
        self.end_headers()
        self.wfile.write(answer)

    def _answer(self) -> tuple[int, object]:
        if "Origin" in self.headers:  # a web page of any site can send requests to this machine
            return 403, {"problem": "a sync does nothing for web pages"}
        length = self.headers.get("Content-Length", "0")
        if not (length.isascii() and length.isdigit() and len(length) < _DIGITS and int(length) <= LARGEST_BODY):
            return 413, {"problem": f"the length of the body is no number up to {LARGEST_BODY}"}
        body = self.rfile.read(int(length))
        verb = self.verbs.get((self.command, self.path.rstrip("/")))
        if verb is None:
            return 404, {"problem": "no such verb"}
        try:
            return 200, verb(body)
        except (BadInput, GaveUp) as error:
            return 500, {"complete": False, "problem": str(error)}

    def log_message(self, *_: object) -> None:
        """Log nothing: the caller has the answer."""


def run_daemon(checklist_path: str, environ: Mapping[str, str]) -> int:
    """Do a pass for each `POST /pass`, until the process is ended; return 2 for input that cannot be used."""
    try:
        resident = Resident(read(checklist_path), environ)
    except (BadInput, GaveUp) as error:
        say(str(error))
        return 2

    def reset(body: bytes) -> dict[str, Any]:
        resident.begin(*_world(body))
        return {}

    verbs = {
        ("POST", "/pass"): lambda _: resident.run_pass(),
        ("POST", "/reset"): reset,
        ("POST", "/restart"): lambda _: resident.restart(),
    }
    with _server(0, verbs) as server:
        greeting = {"schema": SCHEMA, "url": f"http://127.0.0.1:{server.server_port}", "offers": list(OFFERS)}
        sys.stdout.write(f"{json.dumps(greeting)}\n")
        sys.stdout.flush()
        server.serve_forever()
    return 0


def run_service(port: int) -> int:
    """Sync the checklist of the latest `POST /reset`, pass after pass, until the process is ended.

    Raises BadInput for a port that is taken.
    """
    stop = threading.Event()
    # Advertise `reports: []` from the start: a service that offers no reports is given one section at a time.
    status_before_reset: dict[str, Any] = {"schema": SCHEMA, "offers": list(OFFERS), "passes": 0, "reports": []}
    residents: list[Resident] = []  # none before the first reset, one from then on
    run = ""

    def reset(body: bytes) -> dict[str, Any]:
        nonlocal run
        run = _sent(body).get("run", "")
        if residents:
            residents[0].begin(*_world(body))
        else:
            residents.append(Resident(*_world(body)))
        return {}

    def restart(_: bytes) -> dict[str, Any]:
        if not residents:
            raise BadInput("there is nothing to restart", do="send POST /reset first")
        return residents[0].restart()

    def status(_: bytes) -> dict[str, Any]:
        return {**(residents[0].status() if residents else status_before_reset), "run": run}

    def run_passes() -> None:
        while not stop.wait(PAUSE):
            for resident in residents:
                resident.run_pass()

    verbs = {("GET", ""): status, ("POST", "/reset"): reset, ("POST", "/restart"): restart}
    with _server(port, verbs) as server:
        say(f"http://127.0.0.1:{server.server_port}")
        threading.Thread(target=run_passes, daemon=True).start()
        server.serve_forever()
    return 0


def _world(body: bytes) -> tuple[dict[str, Any], dict[str, str]]:
    """Return the checklist and the environment that a `POST /reset` brings. Raises BadInput."""
    request = _sent(body)
    checklist, environment = request.get("checklist"), request.get("environment")
    if not isinstance(checklist, dict):
        raise BadInput("the reset brings no checklist", do='send {"checklist": {…}, "environment": {…}}')
    if not isinstance(environment, dict) or not all(isinstance(each, str) for each in environment.values()):
        raise BadInput("the reset brings no environment of texts", do='send {"checklist": {…}, "environment": {…}}')
    return checklist, {**os.environ, **environment}


def _sent(body: bytes) -> dict[str, Any]:
    """Return the JSON object that a body is. Raises BadInput."""
    try:
        sent = orjson.loads(body)
    except ValueError as error:
        raise BadInput("the body is not JSON in UTF-8", do="send a JSON object") from error
    if not isinstance(sent, dict):
        raise BadInput("the body is not a JSON object", do="send a JSON object")
    return sent


def _server(port: int, verbs: Mapping[tuple[str, str], Callable[[Any], Any]]) -> ThreadingHTTPServer:
    handler = type("Handler", (_Handler,), {"verbs": verbs})
    try:
        return ThreadingHTTPServer(("127.0.0.1", port), handler)
    except OSError as error:
        raise BadInput(
            f"cannot listen on port {port} of 127.0.0.1: {error.strerror}", do="--service 0 takes a port that is free"
        ) from error
