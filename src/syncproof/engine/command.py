"""The reference sync as a command: one pass, its links in a file, its reports as JSON lines."""

from __future__ import annotations

import sqlite3
import sys
import time
from collections.abc import Iterable, Iterator, Mapping
from contextlib import closing, contextmanager, suppress
from pathlib import Path
from typing import Any

import httpx
import orjson

from syncproof.engine import ports
from syncproof.engine.failures import GaveUp
from syncproof.engine.http import Access, Client, Sleep
from syncproof.engine.links import Links
from syncproof.engine.ports.port import SystemPorts
from syncproof.engine.section import section_jobs
from syncproof.engine.sync import Sync
from syncproof.engine.work import Report
from syncproof.errors import BadInput, cut
from syncproof.inputs import check_path, text_of
from syncproof.sut.address import address_of
from syncproof.sut.schemas import CHECKLIST as SCHEMA

TIMEOUT = 30.0
"""Seconds that an answer may take."""
_CLOCK = "SYNCPROOF_CLOCK_URL"
_CURE = "give the JSON checklist that docs/sut-checklist.md describes, not a checklist.toml"


def access_from(checklist: Mapping[str, Any], environ: Mapping[str, str]) -> Mapping[str, Access]:
    """Return where the systems are and how to sign in, from `SYNCPROOF_TRELLO_URL`, `…_KEY`, `…_TOKEN` and so on."""
    access = {}
    for name, system in ports.all_systems(checklist).items():
        if url := environ.get(system.variable("URL")):
            key, token = (environ.get(system.variable(each), "") for each in ("KEY", "TOKEN"))
            access[name] = Access(url.rstrip("/"), key, token)
    return access


def main(checklist_path: str, environ: Mapping[str, str]) -> int:
    """Do one pass; return 0 if the pass is complete, 1 if it was given up, 2 for input that cannot be used."""
    try:
        checklist = read(checklist_path)
        with connected() as client, open_links(checklist, environ) as links:
            Sync(
                checklist, access_from(checklist, environ), links, client, sleep_function(environ, client), _print, say
            ).run()
    except BadInput as error:
        sys.stderr.write(f"{error}\n")
        return 2
    except GaveUp as error:
        sys.stderr.write(f"gave up: {error}\n")
        return 1
    return 0


def connected(**mounts: httpx.BaseTransport) -> Client:
    """Return a client, with other ways to go for some schemes. Raises BadInput where the environment leads nowhere."""
    ways = {f"{scheme}://": way for scheme, way in mounts.items()}
    try:
        return Client(timeout=TIMEOUT, mounts=ways)
    except OSError as error:
        do = "correct SSL_CERT_FILE and SSL_CERT_DIR, or unset them"
        raise BadInput(f"the certificates cannot be read: {error.strerror or 'none there'}", do=do) from error
    except (ValueError, httpx.InvalidURL, ImportError) as error:
        do = "correct HTTP_PROXY, HTTPS_PROXY and ALL_PROXY, or unset them"
        raise BadInput("the environment names a proxy that is none", do=do) from error


@contextmanager
def open_links(checklist: Mapping[str, Any], environ: Mapping[str, str]) -> Iterator[Links]:
    """Yield the sync's links. Raises BadInput where the sync cannot start, GaveUp where the database is broken."""
    _check(checklist, environ)
    path = _folder(environ.get("SYNCPROOF_STATE_DIR", ".")) / "links.sqlite"
    with suppress(OSError):  # SQLite says better what is wrong
        path.touch(mode=0o600)  # SQLite gives the files beside the database the same rights
    try:
        with closing(Sync.links_class(str(path))) as links:
            yield links
    except sqlite3.Error as error:
        cure = "restore it, or set SYNCPROOF_STATE_DIR to another folder; without its links all is created anew"
        raise GaveUp(f"{path}: {error}; {cure}") from error


def sleep_function(environ: Mapping[str, str], client: httpx.Client) -> Sleep:
    """Return a sleep on the harness's clock where the environment names that clock, or else `time.sleep`."""
    clock = environ.get(_CLOCK)
    if not clock:
        return time.sleep

    def sleep(seconds: float) -> None:
        with suppress(httpx.HTTPError):  # a harness that has ended turns no clock: then there is nothing to wait for
            client.post(clock, json={"sleep": seconds})

    return sleep


def variables(systems: Iterable[SystemPorts]) -> list[str]:
    """Return the environment variables that the sync needs for these systems, such as `SYNCPROOF_CUSTOMERP_URL`."""
    return [system.variable(ending) for system in systems for ending in system.environment]


def _check(checklist: Mapping[str, Any], environ: Mapping[str, str]) -> None:
    """Raise BadInput, before any request is sent, unless every end has a port, an address and credentials."""
    ends = [end for section in section_jobs(checklist) for end in (section.source, section.target)]
    systems = ports.all_systems(checklist)
    for end in ends:
        ports.port_of(ports.by_end(systems), end)
    names = variables(systems[name] for name in dict.fromkeys(end.system for end in ends))
    if missing := [name for name in names if not environ.get(name)]:
        do = " and ".join(filter(None, [", ".join(missing[:-1]), missing[-1]]))
        raise BadInput("the environment does not say how to reach the checklist's systems", do=f"set {do}")
    clock = [_CLOCK] if environ.get(_CLOCK) else []
    for name in (*(each for each in names if each.endswith("_URL")), *clock):
        if address_of(environ[name]) is None:
            do = f"set {name} to an address that begins with http:// or https://"
            raise BadInput(f"{name} is no address: {cut(environ[name])!r}", nearest="https://host", do=do)


def _folder(path: str) -> Path:
    check_path(Path(path))
    if not Path(path).is_dir():
        raise BadInput(f"no such folder: {path}", do="make it, or set SYNCPROOF_STATE_DIR to one that is there")
    return Path(path)


def read(path: str) -> dict[str, Any]:
    """Read a checklist from a file. Raises BadInput."""
    try:
        checklist = orjson.loads(text_of(Path(path), "a checklist of a sync"))
    except ValueError as error:
        raise BadInput(f"not JSON: {error}", where=path, do=_CURE) from error
    if not isinstance(checklist, dict):
        raise BadInput("not a JSON object", where=path, do=_CURE)
    if (schema := checklist.get("schema")) != SCHEMA:
        problem = f"its schema is {orjson.dumps(schema).decode()}" if "schema" in checklist else "it names no schema"
        raise BadInput(f"not a checklist: {problem}", where=path, nearest=f'"schema": "{SCHEMA}"', do=_CURE)
    return checklist


def say(line: str) -> None:
    """Write a line for the person at the terminal, on standard error."""
    sys.stderr.write(f"{line}\n")
    sys.stderr.flush()


def as_json(report: Report) -> dict[str, str]:
    """Return a report in the form that docs/sut.md describes."""
    line = {"report": report.kind, **report._asdict()}
    del line["kind"]
    return line


def _print(report: Report) -> None:
    sys.stdout.write(orjson.dumps(as_json(report)).decode() + "\n")
    sys.stdout.flush()
