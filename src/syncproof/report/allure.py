"""The run as Allure results, a file for each case: Allure renders and compares them.

Allure's `skipped` is a known failure or what was not played, its `broken` is what could not be judged, and its
`unknown` is what was not shown: none of them passes.
"""

from __future__ import annotations

import json
from datetime import datetime
from hashlib import sha256
from typing import TYPE_CHECKING, Any
from uuid import UUID, uuid5

from syncproof.report.cases import State, suites
from syncproof.report.provenance import properties

if TYPE_CHECKING:
    from collections.abc import Mapping

    from syncproof.report.cases import Case
    from syncproof.report.rows import Summary
    from syncproof.report.trace import Trace, Traces

_STATUS = {
    State.PASS: "passed",
    State.KNOWN: "skipped",
    State.UNPLAYED: "skipped",
    State.NONE: "unknown",
    State.INCONCLUSIVE: "unknown",
    State.FAIL: "failed",
    State.STALE: "failed",
    State.ERROR: "broken",
}
_CASES = UUID("6f2a2f0e-6f0c-5d0b-9a52-6b1f0d7b3c11")
"""The namespace of the ids: of the same case in two runs, the history is the same, and the id is not."""
_ENVIRONMENT = "environment.properties"
_MILLISECONDS = 1000


def results(whole: Summary, traces: Traces) -> Mapping[str, str]:
    """Return the files of the results folder, by name; a story without a trace has no steps."""
    now = round(datetime.fromisoformat(whole["run"]["started"]).timestamp() * _MILLISECONDS)
    files: dict[str, str] = {}
    for suite in suites(whole):
        for case in suite.cases:
            id_ = uuid5(_CASES, f"{whole['run']['started']} {case.group} {case.name}")
            end = now + round(case.seconds * _MILLISECONDS)
            result = _result(case, suite.title, traces.of_case(case.group, case.name), (now, end))
            files[f"{id_}-result.json"] = f"{json.dumps({'uuid': str(id_), **result}, separators=(',', ':'))}\n"
            now = end
    files[_ENVIRONMENT] = "".join(
        f"{name.replace(' ', '.')} = {' '.join(value.split())}\n" for name, value in properties(whole["run"]).items()
    )
    return files


def is_own(name: str) -> bool:
    """Whether a file of a folder is one that `results` may have made."""
    return name == _ENVIRONMENT or name.endswith("-result.json")


def _result(case: Case, title: str, trace: Trace | None, times: tuple[int, int]) -> dict[str, Any]:
    start, stop = times
    full = f"{case.group}: {case.name}"
    details = {"message": case.message, "trace": case.text, "known": case.state is State.KNOWN}
    # Cases with one id are taken for tries of one test.
    id_ = sha256(full.encode("utf-8", "backslashreplace")).hexdigest()
    return {
        "historyId": id_,
        "testCaseId": id_,
        "fullName": full,
        "name": case.name,
        "status": _STATUS[case.state],
        "statusDetails": {} if case.state is State.PASS else details,
        "stage": "finished",
        "steps": [] if trace is None else _steps(trace, case, times),
        "attachments": [],
        "parameters": [],
        "labels": [
            {"name": name, "value": value}
            for name, value in (
                ("parentSuite", "syncproof"),
                ("suite", title),
                ("subSuite", case.group.split(".", 2)[-1]),
                ("feature", title),
                ("story", case.group.split(".", 2)[-1]),
                ("framework", "syncproof"),
            )
        ],
        "links": [],
        "start": start,
        "stop": stop,
    }


def _steps(trace: Trace, case: Case, times: tuple[int, int]) -> list[dict[str, Any]]:
    """Return the steps of a story: all pass but the last, at which the story ended."""
    start, stop = times
    last = len(trace.steps) - 1
    return [
        {
            "name": step.text,
            "status": _STATUS[case.state] if index == last else _STATUS[State.PASS],
            "stage": "finished",
            "steps": [],
            "attachments": [],
            "parameters": [],
            "start": start,
            "stop": stop if index == last else start,
        }
        for index, step in enumerate(trace.steps)
    ]
