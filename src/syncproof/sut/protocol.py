"""Reads what a SUT sends: lines of output, a daemon's first line, the answer to `POST /pass`, a service's status."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping, Sequence
from typing import Any, NamedTuple

from syncproof.errors import PromiseBroken, cut
from syncproof.fakes.kit.outside import is_near
from syncproof.ledger import Ref
from syncproof.sut import schemas
from syncproof.sut.address import address_of

DOCUMENT = "docs/sut.md"
_LONGEST = 120
_REPORT = "report, system, datatype and record, each a text; or report: declined, and a section"


class SutReport(NamedTuple):
    """The SUT's report of a record that it could not sync."""

    ref: Ref
    property: str
    reason: str


class Declined(NamedTuple):
    """A section, by its id, that the SUT does not sync; '' means every section that it was given."""

    section: str
    reason: str


class PassEnd(NamedTuple):
    """How a pass ended; `problem` is '' where the SUT says that the pass is complete."""

    problem: str
    reports: tuple[SutReport, ...] = ()
    declined: tuple[Declined, ...] = ()


def together(ends: Sequence[PassEnd]) -> PassEnd:
    """Return how a round of passes ended: complete where each was, with the reports of all."""
    return PassEnd(
        "; ".join(end.problem for end in ends if end.problem),
        tuple(report for end in ends for report in end.reports),
        tuple(declined for end in ends for declined in end.declined),
    )


class Greeting(NamedTuple):
    """Where a daemon listens, and the verbs that it offers."""

    url: str
    offers: frozenset[str] = frozenset()


class Status(NamedTuple):
    """The status of a service; `passes` and `reports` are None where the service does not offer them."""

    offers: frozenset[str] = frozenset()
    passes: int | None = None
    problem: str = ""
    reports: tuple[Any, ...] | None = None
    run: str = ""
    """The run that reset the service last, '' where the service does not say."""


class Protocol:
    """Reads messages. A lenient protocol takes what it understands; with `checks`, only what the schema allows."""

    def __init__(self, *, checks: bool = False) -> None:
        self.checks = checks

    def lines(self, lines: Iterable[str], problem: str = "") -> PassEnd:
        """Return a pass's end with the reports among the lines of its output. Raises PromiseBroken."""
        reports = []
        for line in lines:
            if not (self.checks or line.lstrip().startswith("{")):
                continue
            message = _json(line)
            if self.checks:
                self._check("report", message, line, "a line on standard output")
            if isinstance(message, dict) and "report" in message:
                reports.append(message)
        return self.reports(reports, problem)

    def reports(self, reports: object, problem: str = "") -> PassEnd:
        """Return a pass's end with reports. Raises PromiseBroken for what is no report."""
        found, declined = [], []
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
                    found.append(SutReport(Ref(system, datatype, record), str(rest.get("property", "")), reason))
                case _:
                    raise _broken("what the SUT reports", _REPORT, each)
        return PassEnd(problem, tuple(found), tuple(declined))

    def greeting(self, line: str) -> Greeting:
        """Return what a daemon's first line says: a url, or JSON with one. Raises PromiseBroken."""
        message = _json(line)
        url: object = line.strip()
        if isinstance(message, dict):
            if self.checks:
                self._check("greeting", message, line, "the daemon's first line")
            url = message.get("url")
        if not isinstance(url, str) or not url.startswith(("http://", "https://")):
            raise _broken("the daemon's first line", "its address, such as http://127.0.0.1:4711", line)
        if not _is_local(url):
            raise _broken("where the daemon listens", "an address on this machine, such as http://127.0.0.1:4711", url)
        return Greeting(url.rstrip("/"), _offers(message))

    def pass_end(self, status: int, text: str) -> PassEnd:
        """Return what the answer to `POST /pass` says; the body is optional. Raises PromiseBroken."""
        text = text.strip()
        message = _json(text)
        if self.checks and text:
            self._check("pass", message, text, "the answer to POST /pass")
        values = message if isinstance(message, dict) else {}
        problem = str(values.get("problem") or "")
        if status not in range(200, 300):
            problem = f"POST /pass was answered {status}: {problem or cut(text, _LONGEST) or 'no reason given'}"
        elif values.get("complete") is False:
            problem = problem or "it says that the pass is not complete, and not why"
        reports = values.get("reports")
        return self.reports(() if reports is None else reports, problem)

    def status(self, text: str) -> Status:
        """Return a service's status; an empty status where the answer names no schema of ours. Raises PromiseBroken."""
        message = _json(text)
        version = message.get("schema") if isinstance(message, dict) else None
        if version != schemas.SUT:
            if isinstance(version, str) and version.startswith(schemas.ANY_SUT):
                raise _broken("the schema of the service's status", schemas.SUT, version)
            return Status()
        if self.checks:
            self._check("status", message, text, "the service's status")
        passes, reports = message.get("passes"), message.get("reports")
        # Some languages write every number with a point.
        if isinstance(passes, float) and passes.is_integer():
            passes = int(passes)
        if passes is not None and type(passes) is not int:
            raise _broken("what the service says of passes", "how many have ended, a whole number", json.dumps(passes))
        if not isinstance(reports, list | None):
            raise _broken("what the service says of reports", "a list", json.dumps(reports))
        return Status(
            _offers(message),
            passes,
            str(message.get("problem") or ""),
            None if reports is None else tuple(reports),
            str(message.get("run") or ""),
        )

    def checklist(self, checklist: Mapping[str, Any]) -> None:
        """With `checks`, validate the checklist that a SUT is given: a mistake in it is ours."""
        if self.checks:
            schemas.check_checklist(checklist)

    def _check(self, kind: str, message: object, text: str, what: str) -> None:
        if message is None:
            raise _broken(what, "JSON", text)
        if objection := schemas.objection(kind, message):
            raise _broken(what, objection, text)


def is_greeting(line: str) -> bool:
    """Whether a daemon may begin with such a line."""
    try:
        Protocol().greeting(line)
    except PromiseBroken:
        return False
    return True


def _offers(message: object) -> frozenset[str]:
    offers = message.get("offers") if isinstance(message, dict) else None
    if offers is None:
        return frozenset()
    if isinstance(offers, list) and all(isinstance(each, str) for each in offers):
        return frozenset(offers)
    raise _broken("what the SUT offers", 'a list of verbs, such as ["reset"]', offers)


def _is_local(url: str) -> bool:
    """Whether a url leads to this machine, without TLS: programs of one machine need none between them."""
    address = address_of(url)
    return address is not None and address.scheme == "http" and is_near(address)


def _broken(what: str, expected: str, saw: object) -> PromiseBroken:
    text = saw if isinstance(saw, str) else json.dumps(saw, ensure_ascii=False)
    return PromiseBroken(f"{what} is not what {DOCUMENT} says", expected=expected, saw=cut(text, _LONGEST) or "nothing")


def _json(text: str) -> Any:  # noqa: ANN401 - JSON is anything; None stands for a text that is no JSON
    try:
        return json.loads(text)
    except (ValueError, RecursionError):
        return None
