"""The reference sync as a command: one pass, its links in a file, its reports as JSON lines."""

from __future__ import annotations

import sys
import time
from collections.abc import Mapping
from contextlib import closing
from pathlib import Path

import orjson

from syncproof.engine.http import Access, Client
from syncproof.engine.links import Links
from syncproof.engine.sync import Sync
from syncproof.engine.trouble import GaveUp
from syncproof.engine.work import Report
from syncproof.errors import BadInput

SECONDS = 30.0
"""How long an answer may take."""


def access_from(environ: Mapping[str, str]) -> Mapping[str, Access]:
    """Return where the systems are and how to sign in: `SYNCPROOF_TRELLO_URL`, `…_KEY`, `…_TOKEN`."""
    access = {}
    for system in dict.fromkeys(system for system, _ in Sync.ports):
        prefix = f"SYNCPROOF_{system.upper()}_"
        if url := environ.get(f"{prefix}URL"):
            access[system] = Access(url.rstrip("/"), environ.get(f"{prefix}KEY", ""), environ.get(f"{prefix}TOKEN", ""))
    return access


def main(checklist_path: str, environ: Mapping[str, str]) -> int:
    """Do one pass; return 0 if it is complete, 1 if it was given up, 2 for input that cannot be used."""
    try:
        checklist = _read(checklist_path)
        state = _folder(environ.get("SYNCPROOF_STATE_DIR", "."))
        with closing(Links(str(state / "links.sqlite"))) as links, Client(timeout=SECONDS) as client:
            Sync(checklist, access_from(environ), links, client, time.sleep, _print).run()
    except BadInput as error:
        sys.stderr.write(f"{error}\n")
        return 2
    except GaveUp as error:
        sys.stderr.write(f"gave up: {error}\n")
        return 1
    return 0


def _folder(path: str) -> Path:
    if not Path(path).is_dir():
        raise BadInput(f"no such folder: {path}", do="make it, or set SYNCPROOF_STATE_DIR to one that is there")
    return Path(path)


def _read(path: str) -> dict[str, object]:
    try:
        checklist = orjson.loads(Path(path).read_bytes())
    except OSError as error:
        raise BadInput(
            str(error.strerror), where=path, do="name a checklist, a JSON file (SYNCPROOF_CHECKLIST)"
        ) from error
    except ValueError as error:
        raise BadInput(f"not JSON: {error}", where=path, do="write it as syncproof-checklist/1") from error
    if not isinstance(checklist, dict):
        raise BadInput("not a JSON object", where=path, do="write it as syncproof-checklist/1")
    return checklist


def _print(report: Report) -> None:
    line = {"report": report.kind, **report._asdict()}
    del line["kind"]
    sys.stdout.write(orjson.dumps(line).decode() + "\n")
    sys.stdout.flush()
