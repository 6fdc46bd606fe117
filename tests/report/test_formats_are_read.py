"""Each format is taken by its real reader, or by the schema that the format's own people publish, and says the same."""

from __future__ import annotations

import csv
import io
import json
import shutil
import subprocess
from collections import Counter
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Any, NoReturn
from xml.etree import ElementTree as ET

import pytest
from jsonschema import Draft6Validator, Draft202012Validator
from referencing import Registry, Resource
from referencing.jsonschema import DRAFT6

from syncproof.report import allure, badge, har, messages
from syncproof.report.cases import State, cases
from syncproof.report.front import standing
from syncproof.report.run_events import judged
from syncproof.report.table_of_sentences import csv_of
from syncproof.report.trace import Traces, as_text
from syncproof.verdict.baseline import BaselineGate, KnownFailure
from tests.report.conftest import judged as summary_of
from tests.report.test_trace import story

if TYPE_CHECKING:
    from syncproof.checklist import Checklist
    from syncproof.report.rows import Summary
    from syncproof.stories.choice import Requested
    from syncproof.verdict import Outcome

FOLDER = Path(__file__).parents[1] / "clients" / "report_readers"
INSTALL = "npm ci --prefix tests/clients/report_readers"


@pytest.fixture
def installed(lacking: Callable[[str], NoReturn]) -> Path:
    """Return where the readers of npm are."""
    modules = FOLDER / "node_modules"
    if shutil.which("node") is None or not modules.is_dir():
        lacking(f"readers of reports are not installed: {INSTALL}")
    return modules


@pytest.fixture
def traces(outcomes: tuple[Outcome, ...]) -> Traces:
    """Return a trace of each story but the last."""
    text = as_text(story(), str)
    return Traces(judged(replace(each, trace=text), seed=0, play=0) for each in outcomes[:-1])


@pytest.fixture(params=["whole", "gated", "as_is"])
def any_run(request: pytest.FixtureRequest) -> Summary:
    """Return a run with each state that a case can have, in three ways."""
    whole: Summary = request.getfixturevalue(request.param)
    return whole


def node(*arguments: str | Path, said: str = "") -> str:
    """Return what a program in Node prints."""
    done = subprocess.run(  # noqa: S603 - a program of the tests
        ["node", *map(str, arguments)],  # noqa: S607 - wherever Node is
        input=said.encode("utf-8", "backslashreplace"),
        capture_output=True,
        check=False,
        timeout=120,
        cwd=FOLDER,
    )
    assert done.returncode == 0, done.stderr.decode()
    return done.stdout.decode()


# --- Cucumber Messages ---


def envelopes(whole: Summary, traces: Traces) -> list[dict[str, Any]]:
    return [json.loads(line) for line in messages.ndjson(whole, traces).splitlines()]


def test_every_message_fits_the_schema_of_cucumber(any_run: Summary, traces: Traces, installed: Path) -> None:
    schema = json.loads((installed / "@cucumber" / "messages" / "messages.schema.json").read_text())
    validator = Draft202012Validator(schema)

    assert [error.message for each in envelopes(any_run, traces) for error in validator.iter_errors(each)] == []
    assert not validator.is_valid({"testRunStarted": {"id": "run"}})


@pytest.mark.usefixtures("installed")
def test_the_formatter_of_cucumber_makes_a_page_of_the_messages(any_run: Summary, traces: Traces) -> None:
    page = node("cucumber.mjs", said=messages.ndjson(any_run, traces))

    assert page.startswith("<!DOCTYPE html>")
    assert "Again and again" in page


def test_a_message_is_worse_than_passed_for_each_case_that_is_no_pass(any_run: Summary, traces: Traces) -> None:
    found = envelopes(any_run, traces)
    steps = {each["testStepFinished"]["testCaseStartedId"]: each for each in found if "testStepFinished" in each}
    last = Counter(each["testStepFinished"]["testStepResult"]["status"] for each in steps.values())
    expected = {
        State.PASS: "PASSED",
        State.KNOWN: "SKIPPED",
        State.UNPLAYED: "SKIPPED",
        State.INCONCLUSIVE: "PENDING",
        State.NONE: "UNDEFINED",
    }

    assert last == Counter(expected.get(case.state, "FAILED") for case in cases(any_run))
    assert found[-1]["testRunFinished"]["success"] is False


def test_each_id_of_the_messages_is_there_once_and_leads_somewhere(whole: Summary, traces: Traces) -> None:
    found = envelopes(whole, traces)
    nodes = [node_id for each in found if "gherkinDocument" in each for node_id in ids(each["gherkinDocument"])]
    pickles = [each["pickle"] for each in found if "pickle" in each]
    referred = {
        node for each in pickles for node in (*each["astNodeIds"], *(n for s in each["steps"] for n in s["astNodeIds"]))
    }

    assert len(nodes) == len(set(nodes))
    assert referred <= set(nodes)
    assert [each["testCase"]["pickleId"] for each in found if "testCase" in each] == [each["id"] for each in pickles]


def ids(part: Any) -> list[str]:  # noqa: ANN401 - any part of a message
    if isinstance(part, list):
        return [id_ for each in part for id_ in ids(each)]
    if not isinstance(part, dict):
        return []
    return [*([part["id"]] if "id" in part else []), *(id_ for each in part.values() for id_ in ids(each))]


# --- Allure ---


def test_allure_renders_the_results_and_counts_as_we_do(
    any_run: Summary, traces: Traces, installed: Path, tmp_path: Path
) -> None:
    for name, text in allure.results(any_run, traces).items():
        (tmp_path / name).write_bytes(text.encode("utf-8", "backslashreplace"))

    node(installed / "allure" / "cli.js", "generate", tmp_path, "-o", tmp_path / "report")

    counted = json.loads((tmp_path / "report" / "widgets" / "statistic.json").read_text())
    words = {State.PASS: "passed", State.KNOWN: "skipped", State.UNPLAYED: "skipped", State.ERROR: "broken"}
    words |= {State.NONE: "unknown", State.INCONCLUSIVE: "unknown"}
    expected = Counter(words.get(case.state, "failed") for case in cases(any_run))
    assert counted == {"total": expected.total(), **expected}


# --- HAR ---


def test_the_archive_fits_the_schema_and_has_each_request_without_a_secret(
    whole: Summary, traces: Traces, installed: Path
) -> None:
    schemas = [json.loads(file.read_text()) for file in (installed / "har-schema" / "lib").glob("*.json")]
    resources = [(each["$id"], Resource.from_contents(each, default_specification=DRAFT6)) for each in schemas]
    named = {each["$id"]: each for each in schemas}
    validator = Draft6Validator(named["har.json#"], registry=Registry().with_resources(resources))

    archive = json.loads(har.archive(whole, traces))

    assert [error.message for error in validator.iter_errors(archive)] == []
    assert not validator.is_valid({"log": {**archive["log"], "entries": [{}]}})
    requests = [entry["request"] for entry in archive["log"]["entries"]]
    assert {(each["method"], each["url"]) for each in requests} == {("PUT", "https://trello.invalid/1/members/Ada")}
    assert len(archive["log"]["pages"]) == len(requests) == 5
    assert {entry["response"]["_error"] for entry in archive["log"]["entries"]} == {"the answer never reached the sync"}


# --- CSV ---


def test_a_spreadsheet_has_a_row_for_each_sentence_and_no_formula(
    checklist: Checklist, requested: Requested, outcomes: tuple[Outcome, ...]
) -> None:
    formula = '=HYPERLINK("http://elsewhere.example";"a, b")\n@c'
    sections = tuple(
        replace(each, sentences=tuple(replace(one, text=formula) for one in each.sentences))
        for each in checklist.sections
    )
    whole = summary_of([replace(checklist, sections=sections)], requested, outcomes)

    rows = list(csv.DictReader(io.StringIO(csv_of(whole).removeprefix("\ufeff"), newline="")))

    *rows, last = rows
    assert (last["sentence"], last["stands"]) == (
        "Part of the checklist",
        f"fail; {whole['played']} of {whole['of']} rules played",
    )
    assert [row["sentence"] for row in rows] == [f"'{formula}"] * 4
    assert [(row["verdict"], row["rules played"], row["rules"], row["stories"], row["passed"]) for row in rows] == [
        ("fail", "2", "2", "3", "1"),
        ("inconclusive", "1", "2", "1", "0"),
        ("pass", "1", "1", "1", "1"),
        ("none", "1", "1", "1", "1"),
    ]


# --- the badge ---


def test_the_badge_says_the_verdict_as_an_image_and_in_words(any_run: Summary) -> None:
    root = ET.fromstring(badge.svg(any_run))  # noqa: S314 - our own

    title = root.findtext("{http://www.w3.org/2000/svg}title")
    assert title
    assert root.get("aria-label") == title
    assert title.startswith("syncproof: fails: ")


def test_the_badge_of_a_part_is_not_that_of_a_pass(
    checklist: Checklist, requested: Requested, outcomes: tuple[Outcome, ...]
) -> None:
    key = next(key for key in requested if key.kind == "every")
    part = summary_of([checklist], {key: requested[key]._replace(rules=("every.created",))}, outcomes[:1])

    assert "passes in part: 1 of 6 rules" in badge.svg(part)
    assert "#17663a" not in badge.svg(part)


def test_a_part_of_which_all_is_known_to_fail_does_not_say_that_it_passes(
    checklist: Checklist, requested: Requested, outcomes: tuple[Outcome, ...]
) -> None:
    key = next(key for key in requested if key.kind == "every")
    known = KnownFailure(
        "custompms-trello/task-to-cards", "every.exactly-once", "Restarted", "until 2.0", where="known.toml:1"
    )
    gate = BaselineGate({outcomes[2]: known}, ())
    owed = {key: requested[key]._replace(rules=("every.exactly-once",))}

    part = summary_of([checklist], owed, outcomes[2:3], gate)

    assert standing(part).word == "nothing new fails, in part"
    assert "nothing new fails, in part: 1 of 1 stories known" in badge.svg(part)
