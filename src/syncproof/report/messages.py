"""The run as Cucumber Messages, one a line: a feature for each section, a rule for each rule, a scenario for each case.

What Cucumber has no word for is said by the nearest one: a known failure and what was not played are `SKIPPED`, what
was not shown is `PENDING` or `UNDEFINED`, and none of these passes.
"""

from __future__ import annotations

import json
from datetime import datetime
from itertools import count, groupby
from typing import TYPE_CHECKING, Any, NamedTuple

from syncproof.report.cases import State, suites
from syncproof.report.exit_code import ExitCode, exit_code

if TYPE_CHECKING:
    from collections.abc import Iterator

    from syncproof.report.cases import Case, Suite
    from syncproof.report.provenance_rows import RunRow
    from syncproof.report.rows import Summary
    from syncproof.report.trace import Traces

_PROTOCOL = "34.2.1"
_STATUS = {
    State.PASS: "PASSED",
    State.KNOWN: "SKIPPED",
    State.UNPLAYED: "SKIPPED",
    State.NONE: "UNDEFINED",
    State.INCONCLUSIVE: "PENDING",
    State.FAIL: "FAILED",
    State.STALE: "FAILED",
    State.ERROR: "FAILED",
}
_KEYWORDS = {"Given": "Context", "When": "Action", "Then": "Outcome", "And": "Conjunction", "But": "Conjunction"}


class _Scenario(NamedTuple):
    """A case with its steps; each step has its id in the document, in the pickle and in the test case."""

    case: Case
    ids: dict[str, str]
    steps: list[tuple[str, str, dict[str, str]]]


def ndjson(whole: Summary, traces: Traces) -> str:
    """Return the messages; a story without a trace has one step, its name."""
    return "".join(f"{json.dumps(each, separators=(',', ':'))}\n" for each in _envelopes(whole, traces))


def _envelopes(whole: Summary, traces: Traces) -> Iterator[dict[str, Any]]:
    numbers = count()
    begin = datetime.fromisoformat(whole["run"]["started"]).timestamp()
    yield {"meta": _meta(whole["run"])}
    scenarios: list[_Scenario] = []
    for suite in suites(whole):
        # A section's cases are grouped by rule: each group is a rule of the feature.
        grouped = [
            (group, [_scenario(case, traces, numbers) for case in cases])
            for group, cases in groupby(suite.cases, key=lambda case: case.group)
        ]
        uri = _uri(suite)
        yield {"gherkinDocument": _document(suite, uri, grouped, numbers)}
        for each in (scenario for _, members in grouped for scenario in members):
            scenarios.append(each)
            yield {"pickle": _pickle(each, uri)}
    yield {"testRunStarted": {"id": "run", "timestamp": _moment(begin)}}
    for each in scenarios:
        steps = [{"id": ids["test"], "pickleStepId": ids["pickle"]} for _, _, ids in each.steps]
        test = {"id": each.ids["test"], "pickleId": each.ids["pickle"], "testSteps": steps, "testRunStartedId": "run"}
        yield {"testCase": test}
    now = begin
    for each in scenarios:
        yield from _played(each, now)
        now += each.case.seconds
    success = exit_code(whole) is ExitCode.PASS
    yield {"testRunFinished": {"testRunStartedId": "run", "success": success, "timestamp": _moment(now)}}


def _uri(suite: Suite) -> str:
    """Return the file of a suite's feature. Features of documents of a folder can have one name, and go by theirs."""
    case = next((case for case in suite.cases if case.file), None)
    if case is None:
        return f"{suite.document}/{suite.title}" if suite.document else suite.title
    document = case.group.partition(".")[0]
    if not suite.document or case.file.startswith(f"features/{document}/"):
        return case.file
    return f"{suite.document}/{case.file.rpartition('/')[2]}"


def _meta(run: RunRow) -> dict[str, Any]:
    implementation, _, version = run["python"].partition(" ")
    return {
        "protocolVersion": _PROTOCOL,
        "implementation": {"name": "syncproof", "version": run["version"]},
        "runtime": {"name": implementation, "version": version},
        "os": {"name": run["platform"]},
        "cpu": {"name": run["platform"].split("-")[-1]},
    }


def _scenario(case: Case, traces: Traces, numbers: Iterator[int]) -> _Scenario:
    trace = traces.of_case(case.group, case.name)
    texts = [step.text for step in trace.steps] if trace and trace.steps else [f"* {case.name}"]
    steps = [(keyword, text, _ids(numbers)) for keyword, _, text in (each.partition(" ") for each in texts)]
    return _Scenario(case, _ids(numbers), steps)


def _ids(numbers: Iterator[int]) -> dict[str, str]:
    """Return the ids of a thing in the document, as a pickle, as a test, and as a test that is played."""
    return {kind: str(next(numbers)) for kind in ("document", "pickle", "test", "played")}


def _document(
    suite: Suite, uri: str, grouped: list[tuple[str, list[_Scenario]]], numbers: Iterator[int]
) -> dict[str, Any]:
    rules = [
        {
            "rule": {
                **_named("Rule", group.split(".", 2)[-1], 1, str(next(numbers))),
                "tags": [],
                "children": [{"scenario": _in_document(each)} for each in members],
            }
        }
        for group, members in grouped
    ]
    feature = {**_named("Feature", suite.title, 1), "tags": [], "language": "en", "children": rules}
    return {"uri": uri, "comments": [], "feature": feature}


def _in_document(scenario: _Scenario) -> dict[str, Any]:
    case = scenario.case
    return {
        **_named("Scenario", case.name, case.line, scenario.ids["document"]),
        "tags": [],
        "examples": [],
        "steps": [
            {
                "location": {"line": max(1, case.line)},
                "keyword": f"{keyword} ",
                "keywordType": _KEYWORDS.get(keyword, "Unknown"),
                "text": text,
                "id": ids["document"],
            }
            for keyword, text, ids in scenario.steps
        ],
    }


def _named(keyword: str, name: str, line: int, id_: str = "") -> dict[str, Any]:
    """Return what features, rules and scenarios have; a feature has no id."""
    named = {"location": {"line": max(1, line)}, "keyword": keyword, "name": name, "description": ""}
    return {**named, "id": id_} if id_ else named


def _pickle(scenario: _Scenario, uri: str) -> dict[str, Any]:
    return {
        "id": scenario.ids["pickle"],
        "uri": uri,
        "location": {"line": max(1, scenario.case.line)},
        "name": scenario.case.name,
        "language": "en",
        "tags": [],
        "astNodeIds": [scenario.ids["document"]],
        "steps": [
            {"id": ids["pickle"], "text": text, "astNodeIds": [ids["document"]]} for _, text, ids in scenario.steps
        ],
    }


def _played(scenario: _Scenario, begin: float) -> Iterator[dict[str, Any]]:
    """Yield a test case that is played: all steps pass but the last, at which the story ended."""
    case, end = scenario.case, begin + scenario.case.seconds
    played = {"testCaseStartedId": scenario.ids["played"]}
    started = {"id": scenario.ids["played"], "testCaseId": scenario.ids["test"], "attempt": 0}
    yield {"testCaseStarted": {**started, "timestamp": _moment(begin)}}
    for index, (_, _, ids) in enumerate(scenario.steps):
        last = index == len(scenario.steps) - 1
        step = {**played, "testStepId": ids["test"]}
        result: dict[str, Any] = {"status": _STATUS[case.state] if last else "PASSED"}
        result["duration"] = _lasting(case.seconds if last else 0)
        if last and case.state is not State.PASS:
            result["message"] = case.text or case.message or case.state.value
        yield {"testStepStarted": {**step, "timestamp": _moment(begin)}}
        yield {"testStepFinished": {**step, "testStepResult": result, "timestamp": _moment(end if last else begin)}}
    yield {"testCaseFinished": {**played, "willBeRetried": False, "timestamp": _moment(end)}}


def _moment(seconds: float) -> dict[str, int]:
    return {"seconds": int(seconds), "nanos": round((seconds - int(seconds)) * 1_000_000) * 1000}


_lasting = _moment
