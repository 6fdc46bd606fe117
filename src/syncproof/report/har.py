"""The exchanges of a run as an HTTP archive, HAR 1.2: a page for each story, an entry for each request.

The ledger has the path of a request without credentials, and the status of its answer. It has neither headers nor
bodies, and nor has the archive. The host of a request is the system's name, below the domain that exists nowhere.
"""

from __future__ import annotations

import json
from datetime import UTC, datetime
from http import HTTPStatus
from typing import TYPE_CHECKING, Any
from urllib.parse import parse_qsl, urlsplit

from syncproof.ledger import Call
from syncproof.report.cases import cases

if TYPE_CHECKING:
    from collections.abc import Iterator

    from syncproof.report.cases import Case
    from syncproof.report.rows import Summary
    from syncproof.report.trace import Trace, Traces

_UNKNOWN = -1
"""HAR's word for a size that is not known."""


def archive(whole: Summary, traces: Traces) -> str:
    """Return the archive; stories without a trace have no page."""
    traced = [(case, trace) for case in cases(whole) if (trace := traces.of_case(case.group, case.name))]
    log = {
        "version": "1.2",
        "creator": {"name": "syncproof", "version": whole["run"]["version"]},
        "pages": [_page(number, case, trace) for number, (case, trace) in enumerate(traced)],
        "entries": [entry for number, (_, trace) in enumerate(traced) for entry in _entries(number, trace)],
    }
    return f"{json.dumps({'log': log}, separators=(',', ':'))}\n"


def _page(number: int, case: Case, trace: Trace) -> dict[str, Any]:
    return {
        "id": str(number),
        "title": f"{case.group}: {case.name}",
        "startedDateTime": _moment(trace.ledger[0].at if trace.ledger else 0),
        "pageTimings": {},
        "comment": case.state.value,
    }


def _entries(number: int, trace: Trace) -> Iterator[dict[str, Any]]:
    for event in trace.ledger:
        if isinstance(event, Call):
            yield {
                "pageref": str(number),
                "startedDateTime": _moment(event.at),
                "time": 0,
                "request": _request(event),
                "response": _response(event),
                "cache": {},
                "timings": {"send": 0, "wait": 0, "receive": 0},
            }


def _request(call: Call) -> dict[str, Any]:
    query = parse_qsl(urlsplit(call.path).query, keep_blank_values=True)
    return {
        "method": call.method,
        "url": f"https://{call.system.lower()}.invalid{call.path}",
        "httpVersion": "HTTP/1.1",
        "cookies": [],
        "headers": [],
        "queryString": [{"name": name, "value": value} for name, value in query],
        "headersSize": _UNKNOWN,
        "bodySize": _UNKNOWN,
    }


def _response(call: Call) -> dict[str, Any]:
    held = {
        "status": call.status,
        "statusText": HTTPStatus(call.status).phrase if call.status in set(HTTPStatus) else "",
        "httpVersion": "HTTP/1.1" if call.status else "",
        "cookies": [],
        "headers": [],
        "content": {"size": 0, "mimeType": "", "comment": "not kept"},
        "redirectURL": "",
        "headersSize": _UNKNOWN,
        "bodySize": _UNKNOWN,
    }
    return held if call.status else {**held, "_error": "the answer never reached the sync"}


def _moment(milliseconds: int) -> str:
    text = datetime.fromtimestamp(milliseconds / 1000, UTC).isoformat(timespec="milliseconds")
    return text.replace("+00:00", "Z")
