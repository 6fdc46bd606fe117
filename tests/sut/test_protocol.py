"""What a SUT says, read: what is understood, what is left alone, what is an error that names what was expected."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from syncproof.errors import PromiseBroken
from syncproof.ledger import Ref
from syncproof.sut import schemas
from syncproof.sut.protocol import Declined, Greeting, PassEnd, Protocol, Status, SutReport

REPORT = {"report": "refused", "system": "Trello", "datatype": "Cards", "record": "c1", "reason": "too long"}
SAID = SutReport(Ref("Trello", "Cards", "c1"), "", "refused: too long")

lenient = pytest.mark.parametrize("protocol", [Protocol(), Protocol(checks=True)], ids=["lenient", "checks"])


@lenient
def test_a_report_is_of_a_record_or_of_a_property(protocol: Protocol) -> None:
    lines = [json.dumps(REPORT), json.dumps({**REPORT, "property": "name"})]

    assert protocol.lines(lines) == PassEnd("", (SAID, SAID._replace(property="name")))


@lenient
def test_a_section_can_be_declined(protocol: Protocol) -> None:
    line = json.dumps({"report": "declined", "section": "task-to-cards", "reason": "later"})

    assert protocol.lines([line]).declined == (Declined("task-to-cards", "later"),)


@pytest.mark.parametrize("line", ["", "hello", "5", "{", '{"level": "info"}', "[1]", '"report"'])
def test_other_lines_are_left_alone(line: str) -> None:
    assert Protocol().lines([line], "why") == PassEnd("why")


@pytest.mark.parametrize("line", ["", "hello", "5", "{", '{"level": "info"}', "[1]", '"report"'])
def test_other_lines_are_errors_where_we_check(line: str) -> None:
    with pytest.raises(PromiseBroken) as broken:
        Protocol(checks=True).lines([line])

    assert broken.value.what == "a line on standard output is not what docs/sut.md says"
    assert broken.value.expected == "JSON" or broken.value.expected.startswith("by its schema: ")


@pytest.mark.parametrize(
    ("line", "lacks"),
    [
        ({**REPORT, "record": 5}, "['record'] 5 is not of type 'string'"),
        ({"report": "declined", "section": "x"}, "'reason' is a required property"),
        ({"report": 5}, "'system' is a required property"),
        ({"report": "refused", "system": "Trello", "datatype": "Cards", "record": "c1"}, "'reason' is a"),
    ],
)
def test_where_we_check_the_nearest_kind_of_report_is_told(line: dict[str, Any], lacks: str) -> None:
    with pytest.raises(PromiseBroken) as broken:
        Protocol(checks=True).lines([json.dumps(line)])

    assert lacks in broken.value.expected


@pytest.mark.parametrize(("passes", "heard"), [("17", 17), ("17.0", 17), ("null", None)])
def test_passes_are_a_number_in_any_language(passes: str, heard: int | None) -> None:
    assert Protocol().status(f'{{"schema": "syncproof-sut/1", "passes": {passes}}}').passes == heard


@pytest.mark.parametrize(
    ("said", "what"),
    [
        ('"passes": "17"', "what the service says of passes"),
        ('"passes": 1.5', "what the service says of passes"),
        ('"passes": true', "what the service says of passes"),
        ('"reports": "none"', "what the service says of reports"),
    ],
)
def test_a_status_in_our_words_means_what_they_mean(said: str, what: str) -> None:
    with pytest.raises(PromiseBroken, match=rf"{what} is not what docs/sut\.md says"):
        Protocol().status(f'{{"schema": "syncproof-sut/1", {said}}}')


def test_a_status_of_another_version_is_told() -> None:
    with pytest.raises(PromiseBroken) as broken:
        Protocol().status('{"schema": "syncproof-sut/2", "offers": ["reset"]}')

    assert broken.value.what == "the schema of the service's status is not what docs/sut.md says"
    assert (broken.value.expected, broken.value.saw) == ("syncproof-sut/1", "syncproof-sut/2")


@pytest.mark.parametrize("missing", ["system", "datatype", "record"])
def test_a_report_that_lacks_something_is_an_error(missing: str) -> None:
    line = {name: value for name, value in REPORT.items() if name != missing}

    with pytest.raises(PromiseBroken, match=r"what the SUT reports is not what docs/sut\.md says"):
        Protocol().lines([json.dumps(line)])


@pytest.mark.parametrize("reports", [5, "x", {"a": 1}, None])
def test_reports_are_a_list(reports: object) -> None:
    with pytest.raises(PromiseBroken, match="expected  a list"):
        Protocol().reports(reports)


def test_what_was_seen_is_cut() -> None:
    with pytest.raises(PromiseBroken) as broken:
        Protocol().greeting("x" * 500)

    assert broken.value.saw == "x" * 119 + "…"


@pytest.mark.parametrize(
    ("line", "greeting"),
    [
        ("http://127.0.0.1:4711", Greeting("http://127.0.0.1:4711")),
        ("  http://localhost:4711/sync/  ", Greeting("http://localhost:4711/sync")),
        ("http://[::1]:4711", Greeting("http://[::1]:4711")),
        (
            '{"schema": "syncproof-sut/1", "url": "http://127.0.0.1:1", "offers": ["reset"]}',
            Greeting("http://127.0.0.1:1", frozenset({"reset"})),
        ),
        ('{"schema": "syncproof-sut/1", "url": "http://127.0.0.1:1"}', Greeting("http://127.0.0.1:1")),
    ],
)
@lenient
def test_a_greeting_is_an_address_or_says_more(protocol: Protocol, line: str, greeting: Greeting) -> None:
    assert protocol.greeting(line) == greeting


@pytest.mark.parametrize(
    "url", ["http://example.com", "https://127.0.0.1", "http://127.0.0.1.example.com", "http://0.0.0.0:1", "http://["]
)
def test_a_greeting_leads_to_this_machine(url: str) -> None:
    with pytest.raises(PromiseBroken) as broken:
        Protocol().greeting(url)

    assert (broken.value.expected, broken.value.saw) == (
        "an address on this machine, such as http://127.0.0.1:4711",
        url,
    )


@pytest.mark.parametrize(
    ("status", "text", "problem"),
    [
        (200, "", ""),
        (204, "done", ""),
        (200, '{"complete": true}', ""),
        (200, '{"problem": "tired"}', "tired"),
        (200, '{"complete": false, "problem": "tired"}', "tired"),
        (200, '{"complete": false}', "it says that the pass is not complete, and not why"),
        (500, "", "POST /pass was answered 500: no reason given"),
        (500, "<h1>oh</h1>", "POST /pass was answered 500: <h1>oh</h1>"),
        (503, '{"problem": "tired"}', "POST /pass was answered 503: tired"),
        (302, "", "POST /pass was answered 302: no reason given"),
    ],
)
def test_an_answer_says_how_the_pass_went(status: int, text: str, problem: str) -> None:
    assert Protocol().pass_end(status, text) == PassEnd(problem)


def test_an_answer_may_have_reports() -> None:
    assert Protocol(checks=True).pass_end(200, json.dumps({"reports": [REPORT]})).reports == (SAID,)


def test_an_answer_is_checked_where_we_check() -> None:
    with pytest.raises(PromiseBroken) as broken:
        Protocol(checks=True).pass_end(200, '{"complete": "yes"}')

    assert broken.value.expected == "by its schema: ['complete'] 'yes' is not of type 'boolean'"


def test_a_service_tells_what_it_offers_and_how_far_it_is() -> None:
    told = {"schema": "syncproof-sut/1", "offers": ["reset"], "passes": 3, "problem": "tired", "reports": [REPORT]}

    assert Protocol(checks=True).status(json.dumps(told)) == Status(frozenset({"reset"}), 3, "tired", (REPORT,))


@pytest.mark.parametrize("text", ["", "<html>", "[]", "{}", '{"schema": "other/1", "passes": 3}'])
def test_a_service_of_other_words_offers_nothing(text: str) -> None:
    assert Protocol(checks=True).status(text) == Status()


def test_a_status_is_checked_where_we_check() -> None:
    with pytest.raises(PromiseBroken) as broken:
        Protocol(checks=True).status('{"schema": "syncproof-sut/1", "offers": ["dance"]}')

    assert "'dance' is not one of" in broken.value.expected


@pytest.mark.parametrize("offers", ["5", '"reset"', "[5]", '{"reset": 1}'])
def test_what_is_offered_is_a_list_of_words(offers: str) -> None:
    with pytest.raises(PromiseBroken, match="a list of verbs"):
        Protocol().status(f'{{"schema": "syncproof-sut/1", "offers": {offers}}}')


def test_the_schemas_bear_the_ids_that_messages_are_read_by() -> None:
    sut, checklist = (
        json.loads(Path(schemas.__file__).with_name(file).read_text(encoding="utf-8"))
        for file in (schemas.SUT_FILE, schemas.CHECKLIST_FILE)
    )
    named = [sut["$defs"][kind]["properties"]["schema"] for kind in ("greeting", "status")]

    assert [sut["$id"], *named, checklist["properties"]["schema"]] == [
        schemas.SUT,
        {"const": schemas.SUT},
        {"const": schemas.SUT},
        {"const": schemas.CHECKLIST},
    ]
