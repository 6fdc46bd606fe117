"""Runs a Python sync that does a pass per start as a daemon: each pass begins anew, but what it imports is there.

Usage: python script_as_daemon.py FILE
"""

from __future__ import annotations

import io
import json
import sys
import traceback
from contextlib import redirect_stdout
from http.server import BaseHTTPRequestHandler, HTTPServer
from pathlib import Path

SCRIPT = compile(Path(sys.argv[1]).read_bytes(), sys.argv[1], "exec")


class Daemon(BaseHTTPRequestHandler):
    """Does a pass when asked for one. Nothing is kept between two, so it has nothing to forget or to start again."""

    protocol_version = "HTTP/1.1"
    disable_nagle_algorithm = True

    def do_POST(self) -> None:
        self.rfile.read(int(self.headers["Content-Length"] or 0))
        answer = json.dumps(run_pass() if self.path == "/pass" else {}).encode()
        self.send_response(200)
        self.send_header("Content-Length", str(len(answer)))
        self.end_headers()
        self.wfile.write(answer)

    def log_message(self, *_: object) -> None:
        """Say nothing of each request."""


def run_pass() -> dict[str, object]:
    """Run the script, and return how it ended and what it printed."""
    code: object = 0
    with redirect_stdout(io.StringIO()) as printed:
        try:
            exec(SCRIPT, {"__name__": "__main__", "__file__": sys.argv[1]})  # noqa: S102 - the script of the adapter
        except SystemExit as end:
            code = end.code
        except Exception as error:  # noqa: BLE001 - a script that fails ends, and with words
            traceback.print_exc()
            code = repr(error)
    problem = f"it ended with {code}" if code else ""
    reports = [json.loads(line) for line in printed.getvalue().splitlines()]
    return {"complete": not problem, "problem": problem, "reports": reports}


if __name__ == "__main__":
    with HTTPServer(("127.0.0.1", 0), Daemon) as server:
        about = {
            "schema": "syncproof-sut/1",
            "url": f"http://127.0.0.1:{server.server_port}",
            "offers": ["reset", "restart"],
        }
        sys.stdout.write(f"{json.dumps(about)}\n")
        sys.stdout.flush()
        server.serve_forever()
