"""What a SUT says, read: a line of output, a daemon's first line, the answer to `POST /pass`, a service's status."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from functools import cache
from importlib import resources
from typing import Any, NamedTuple

import httpx

from syncproof.errors import PromiseBroken
from syncproof.fakes.kit.outside import is_near
from syncproof.ledger import Ref

_ANY_SCHEMA = "syncproof-sut/"
SCHEMA = f"{_ANY_SCHEMA}1"
SCHEMA_FILE = "sut-1.schema.json"
DOCUMENT = "docs/sut.md"
_LONGEST = 120
_PORTS = 65_535
_REPORT = "report, system, datatype and record, each a text; or report: declined, and a section"


class SutReport(NamedTuple):
    """What the SUT reported of a record that it could not sync."""

    ref: Ref
    property: str
    reason: str


class Declined(NamedTuple):
    """A section, by its id, that the SUT says it does not sync; '' means all that it was told of."""

    section: str
    reason: str


class PassEnd(NamedTuple):
    """How a pass ended; `problem` is '' where the SUT says that it is complete."""

    problem: str
    said: tuple[SutReport, ...] = ()
    declined: tuple[Declined, ...] = ()


class Greeting(NamedTuple):
    """Where a daemon is, and the verbs that it offers."""

    url: str
    offers: frozenset[str] = frozenset()


class Status(NamedTuple):
    """What a service says of itself; `passes` and `reports` are None where it does not tell."""

    offers: frozenset[str] = frozenset()
    passes: int | None = None
    problem: str = ""
    reports: tuple[Any, ...] | None = None


class Protocol:
    """Reads what is said. It takes what it understands; when it checks, it takes nothing that is not in the schema."""

    def __init__(self, *, checks: bool = False) -> None:
        self.checks = checks

    def lines(self, lines: Iterable[str], problem: str = "") -> PassEnd:
        """Return a pass's end with what the lines of its output report. Raises PromiseBroken."""
        found = []
        for line in lines:
            if not (self.checks or line.lstrip().startswith("{")):
                continue
            said = _json(line)
            if self.checks:
                self._check("report", said, line, "a line on standard output")
            if isinstance(said, dict) and "report" in said:
                found.append(said)
        return self.reports(found, problem)

    def reports(self, reports: object, problem: str = "") -> PassEnd:
        """Return a pass's end with what was reported. Raises PromiseBroken for what is no report."""
        said, declined = [], []
        if not isinstance(reports, list | tuple):
            raise _broken("what the SUT reports", "a list", reports)
        for each in reports:
            match each:
                case {"report": "declined", "section": str(section), **rest}:
                    declined.append(Declined(section, str(rest.get("reason", "it does not say why"))))
                case {
                    "report": str(kind),
                    "system": str(system),
                    "datatype": str(datatype),
                    "record": str(record),
                    **rest,
                }:
                    reason = f"{kind}: {rest.get('reason', '')}"
                    said.append(SutReport(Ref(system, datatype, record), str(rest.get("property", "")), reason))
                case _:
                    raise _broken("what the SUT reports", _REPORT, each)
        return PassEnd(problem, tuple(said), tuple(declined))

    def greeting(self, line: str) -> Greeting:
        """Return what a daemon's first line says: a url, or JSON with one. Raises PromiseBroken."""
        said = _json(line)
        url: object = line.strip()
        if isinstance(said, dict):
            if self.checks:
                self._check("greeting", said, line, "the daemon's first line")
            url = said.get("url")
        if not isinstance(url, str) or not url.startswith(("http://", "https://")):
            raise _broken("the daemon's first line", "its address, such as http://127.0.0.1:4711", line)
        if not _is_address(url):
            raise _broken("where the daemon listens", "an address on this machine, such as http://127.0.0.1:4711", url)
        return Greeting(url.rstrip("/"), _offers(said))

    def pass_end(self, status: int, text: str) -> PassEnd:
        """Return what the answer to `POST /pass` says; a body is not needed. Raises PromiseBroken."""
        text = text.strip()
        said = _json(text)
        if self.checks and text:
            self._check("pass", said, text, "the answer to POST /pass")
        told = said if isinstance(said, dict) else {}
        problem = str(told.get("problem") or "")
        if status not in range(200, 300):
            problem = f"POST /pass was answered {status}: {problem or text[:_LONGEST] or 'no reason given'}"
        elif told.get("complete") is False:
            problem = problem or "it says that the pass is not complete, and not why"
        reports = told.get("reports")
        return self.reports(() if reports is None else reports, problem)

    def status(self, text: str) -> Status:
        """Return what a service says of itself, nothing where that is not in our words. Raises PromiseBroken."""
        said = _json(text)
        version = said.get("schema") if isinstance(said, dict) else None
        if version != SCHEMA:
            if isinstance(version, str) and version.startswith(_ANY_SCHEMA):
                raise _broken("the schema of the service's status", SCHEMA, version)
            return Status()
        if self.checks:
            self._check("status", said, text, "the service's status")
        passes, reports = said.get("passes"), said.get("reports")
        # To some languages every number is one with a point.
        if isinstance(passes, float) and passes.is_integer():
            passes = int(passes)
        if passes is not None and type(passes) is not int:
            raise _broken("what the service says of passes", "how many have ended, a whole number", json.dumps(passes))
        if not isinstance(reports, list | None):
            raise _broken("what the service says of reports", "a list", json.dumps(reports))
        return Status(
            _offers(said), passes, str(said.get("problem") or ""), None if reports is None else tuple(reports)
        )

    def checklist(self, checklist: Mapping[str, Any]) -> None:
        """Hold what we tell against its schema, when we check: that side is ours."""
        if self.checks:
            _validator("sut-checklist-1.schema.json", "").validate(checklist)

    def _check(self, kind: str, said: object, text: str, what: str) -> None:
        if said is None:
            raise _broken(what, "JSON", text)
        if error := _wrong(kind, said):
            raise _broken(what, error, text)


def is_greeting(line: str) -> bool:
    """Whether a line is one that a daemon begins with."""
    try:
        Protocol().greeting(line)
    except PromiseBroken:
        return False
    return True


def _wrong(kind: str, said: object) -> str:
    """Return what a schema has against something, '' for nothing."""
    error = next(iter(_validator(SCHEMA_FILE, kind).iter_errors(said)), None)
    if error is None:
        return ""
    while error.context:  # of several kinds it is none: tell what it lacks to be the one that it is nearest to
        branches = [
            [one for one in error.context if one.schema_path[0] == each.schema_path[0]] for each in error.context
        ]
        # Which kind it is, is told by what it calls itself.
        named = [branch for branch in branches if not any(one.validator == "const" for one in branch)]
        error = min(named or branches, key=len)[0]
    where = "".join(f"[{part!r}]" for part in error.absolute_path)
    return f"by its schema: {where} {error.message}".replace(":  ", ": ")


def _offers(said: object) -> frozenset[str]:
    offers = said.get("offers") if isinstance(said, dict) else None
    if offers is None:
        return frozenset()
    if isinstance(offers, list) and all(isinstance(each, str) for each in offers):
        return frozenset(offers)
    raise _broken("what the SUT offers", 'a list of verbs, such as ["reset"]', offers)


def _is_address(url: str) -> bool:
    """Whether we may ask there: on this machine, and without TLS, as those who talk to themselves."""
    try:
        address = httpx.URL(url)
    except httpx.InvalidURL:
        return False
    return address.scheme == "http" and is_near(address) and (address.port is None or address.port <= _PORTS)


def _broken(what: str, expected: str, saw: object) -> PromiseBroken:
    text = saw if isinstance(saw, str) else json.dumps(saw, ensure_ascii=False)
    shown = text if len(text) <= _LONGEST else f"{text[:_LONGEST]}…"
    return PromiseBroken(f"{what} is not what {DOCUMENT} says", expected=expected, saw=shown or "nothing")


def _json(text: str) -> Any:  # noqa: ANN401 - JSON is anything, None where it is none
    try:
        return json.loads(text)
    except ValueError:
        return None


@cache
def _validator(file: str, kind: str) -> Any:  # noqa: ANN401 - a validator's class is chosen by its schema
    from jsonschema import Draft202012Validator  # noqa: PLC0415 - takes long to load, and who does not check needs none

    schema = json.loads(resources.files("syncproof.sut").joinpath(file).read_text(encoding="utf-8"))
    return Draft202012Validator({**schema, "$ref": f"#/$defs/{kind}"} if kind else schema)
