"""Runs a sync that is a service as a daemon, so that it can be started, killed, and started a second time.

Between two passes the service is stopped: what it asks in a story does not depend on how long the harness takes.

Usage: python service_as_daemon.py COMMAND WORD…
"""

from __future__ import annotations

import json
import signal
import subprocess
import sys
import time
from http.server import BaseHTTPRequestHandler, HTTPServer
from typing import Any
from urllib.request import urlopen

_A_MOMENT = 0.005
seen: list[Any] = []
"""The reports that were passed on."""
ended = [0]
"""The number of passes that had ended when the service was stopped."""


class Daemon(BaseHTTPRequestHandler):
    """Waits, when asked for a pass, until the service has done one from its beginning to its end."""

    protocol_version = "HTTP/1.1"
    disable_nagle_algorithm = True

    def do_POST(self) -> None:
        self.rfile.read(int(self.headers["Content-Length"] or 0))
        answer = json.dumps(run_pass()).encode()
        self.send_response(200)
        self.send_header("Content-Length", str(len(answer)))
        self.end_headers()
        self.wfile.write(answer)

    def log_message(self, *_: object) -> None:
        """Say nothing of each request."""


def status() -> dict[str, Any]:
    """Return what the service says about itself."""
    with urlopen(service, timeout=30) as answer:  # noqa: S310 - the service that was started here
        said: dict[str, Any] = json.load(answer)
        return said


def run_pass() -> dict[str, object]:
    """Wait for the end of the pass that was under way when the service stopped, and for that of the next one."""
    process.send_signal(signal.SIGCONT)
    now = status()
    until = ended[0] + 2
    while now["passes"] < until:
        time.sleep(_A_MOMENT)
        now = status()
    process.send_signal(signal.SIGSTOP)
    ended[0] = now["passes"]
    reports = now["reports"][len(seen) :]
    seen.extend(reports)
    return {"complete": not now["problem"], "problem": now["problem"], "reports": reports}


if __name__ == "__main__":
    process = subprocess.Popen(sys.argv[1:], stdout=subprocess.PIPE, text=True)  # noqa: S603 - the adapter's command
    assert process.stdout is not None
    service = process.stdout.readline().strip()
    process.send_signal(signal.SIGSTOP)
    with HTTPServer(("127.0.0.1", 0), Daemon) as server:
        sys.stdout.write(f"http://127.0.0.1:{server.server_port}\n")
        sys.stdout.flush()
        server.serve_forever()
