"""The report as JUnit XML: what is no pass is not hidden from readers that know only pass and failure."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING
from xml.etree import ElementTree as ET

import pytest
from hypothesis import given

from syncproof.checklist import Checklist, End, Row, Section, Sentence
from syncproof.report.junit import xml
from syncproof.report.provenance_rows import FileRow
from syncproof.report.summary import summary
from syncproof.stories.choice import Key, Owed, Requested
from syncproof.verdict import Outcome, Verdict
from tests.any_text import any_text
from tests.report.conftest import EVERY, RUN, judged

if TYPE_CHECKING:
    from syncproof.report.rows import Summary


def cases(text: str) -> list[tuple[str, str, list[tuple[str, dict[str, str], str | None]]]]:
    """Return the cases of a report: class, name, and what is told of each."""
    root = ET.fromstring(text.encode())  # noqa: S314 - our own
    return [
        (
            case.attrib["classname"],
            case.attrib["name"],
            [(each.tag, dict(each.attrib), each.text) for each in case],
        )
        for case in root.iter("testcase")
    ]


def test_every_scenario_is_a_case_and_so_is_what_nobody_saw(whole: Summary) -> None:
    failure = "task-to-cards every.exactly-once fails: Again and again"
    message = "Digging is not exactly one record in Trello Cards; expected one; saw 2 cards,  → 1"

    assert cases(xml(whole)) == [
        ("custompms-trello.task-to-cards.every.created", "A new task", []),
        (
            "custompms-trello.task-to-cards.every.exactly-once",
            "Again and again",
            [("failure", {"type": "fail", "message": message}, f"{failure}\n  saw  2 cards,  → 1")],
        ),
        (
            "custompms-trello.task-to-cards.every.exactly-once",
            "Restarted",
            [("failure", {"type": "fail", "message": "law rest: the sync never came to rest"}, "known")],
        ),
        (
            "custompms-trello.task-to-cards.in-sync.forward",
            "title changed",
            [("failure", {"type": "inconclusive", "message": "inconclusive"}, None)],
        ),
        (
            "custompms-trello.task-to-cards.in-sync",
            whole["documents"][0]["sections"][0]["sentences"][1]["text"],
            [("failure", {"type": "none", "message": "no scenario ran of in-sync.quiet"}, None)],
        ),
        ("custompms-trello.task-to-cards.properties.row", "title", []),
        ("custompms-trello.customer-to-organizations.properties.row", "name", []),
        (
            "custompms-trello.customer-to-organizations.properties",
            "The following properties are synchronized:",
            [
                (
                    "failure",
                    {
                        "type": "none",
                        "message": "the document's table is empty, and the property agreement has no row",
                    },
                    None,
                )
            ],
        ),
        (
            "syncproof",
            "every rule is played",
            [("skipped", {"type": "none", "message": "1 of 6 rules was not played"}, None)],
        ),
    ]


def test_the_counts_are_those_of_the_cases(whole: Summary) -> None:
    root = ET.fromstring(xml(whole).encode())  # noqa: S314 - our own
    counts = ("name", "tests", "failures", "errors", "skipped", "time")

    assert [[element.get(count) for count in counts] for element in (root, *root.iter("testsuite"))] == [
        ["syncproof", "9", "5", "0", "1", "1.500000"],
        ["Custompms Task to Trello Cards", "6", "4", "0", "0", "1.250000"],
        ["Custompms Customer to Trello Organizations", "2", "1", "0", "0", "0.250000"],
        ["syncproof", "1", "0", "0", "1", "0.000000"],
    ]


@pytest.mark.parametrize(("require_complete", "tag"), [(False, "skipped"), (True, "failure")])
def test_what_was_not_played_is_no_pass_and_fails_only_where_it_has_to_be_played(
    checklist: Checklist,
    requested: Requested,
    outcomes: tuple[Outcome, ...],
    *,
    require_complete: bool,
    tag: str,
) -> None:
    key = Key("custompms-trello", "task-to-cards", "every")
    chosen = {key: requested[key]._replace(rules=("every.created",))}

    text = xml(judged([checklist], chosen, outcomes[:1], require_complete=require_complete))

    assert cases(text) == [
        ("custompms-trello.task-to-cards.every.created", "A new task", []),
        (
            "custompms-trello.task-to-cards.every",
            EVERY.text,
            [(tag, {"type": "none", "message": "1 of 2 rules was not played"}, None)],
        ),
        (
            "syncproof",
            "every rule is played",
            [(tag, {"type": "none", "message": "5 of 6 rules were not played"}, None)],
        ),
    ]


def test_a_document_without_sections_is_a_failure(checklist: Checklist) -> None:
    assert cases(xml(judged([replace(checklist, sections=())], {}, ()))) == [
        (
            "custompms-trello",
            checklist.title,
            [("failure", {"type": "none", "message": "no section of the document was played"}, None)],
        )
    ]


def test_a_broken_harness_is_an_error_not_a_failure(
    checklist: Checklist, requested: Requested, outcomes: tuple[Outcome, ...]
) -> None:
    one = dict(list(requested.items())[:1])
    broken = [replace(outcomes[0], verdict=Verdict.ERROR, failure="no port\nat all"), *outcomes[1:3]]

    assert cases(xml(judged([checklist], one, broken)))[0][2] == [
        ("error", {"type": "error", "message": "no port at all"}, "no port\nat all")
    ]


def test_what_nobody_can_keep_is_a_failure_with_that_message(as_is: Summary) -> None:
    told = {name: dict(case[0][1]) for _, name, case in cases(xml(as_is)) if case}

    assert told["Again and again"]["message"].startswith(
        "nobody can keep this on the real Trello, without member-profile-write, unlimited-plan; Digging is not exactly"
    )


def test_a_known_failure_is_skipped_with_its_reason(gated: Summary) -> None:
    assert cases(xml(gated))[2][2] == [("skipped", {"type": "known", "message": "until 2.0"}, "known")]


def test_a_stale_entry_is_one_failing_case_at_its_line(gated: Summary) -> None:
    [case] = [each for each in ET.fromstring(xml(gated).encode()).iter("testcase") if each.get("line") == "7"]  # noqa: S314 - our own

    assert dict(case.attrib) == {
        "classname": "baseline",
        "name": "custompms-trello/task-to-cards every.created: A new task",
        "file": "known.toml",
        "line": "7",
        "time": "0.000000",
    }
    assert [(each.tag, each.attrib) for each in case] == [
        ("failure", {"type": "stale", "message": "it passes now: remove the entry"})
    ]


@given(any_text(), any_text())
def test_any_text_makes_xml_that_can_be_read(name: str, failure: str) -> None:
    section = Section(
        "T", End("S", "A"), End("T", "B"), (Sentence("every", name),), (Row("a", "b", "string", "agreement"),)
    )
    outcome = Outcome("s-t", "a-to-b", "every", "every.created", name, "f", 1, Verdict.FAIL, 0.0, failure=failure)
    key = Key("s-t", "a-to-b", "every")

    text = xml(
        summary(
            [Checklist("", "S", "T", "", (section,))],
            {key: Owed(("every.created",), ())},
            [outcome],
            run=RUN,
            extent={key: {"every.created": 1}},
        )
    )

    assert len(cases(text)) == 1


COUNTS = {"tests": r"\d+", "failures": r"\d+", "errors": r"\d+", "skipped": r"\d+", "time": r"\d+\.\d{6}"}
REASON = {"type": r"[a-z]+", "message": r"(?s).+"}
SHAPE: dict[str, tuple[str, dict[str, str]]] = {
    "testsuites": ("testsuite*", {"name": ".+", **COUNTS}),
    "testsuite": (
        "properties testcase*",
        {"name": "(?s).*", "timestamp": r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ", **COUNTS},
    ),
    "properties": ("property*", {}),
    "property": ("", {"name": ".+", "value": "(?s).*"}),
    "testcase": (
        "(failure|error|skipped)?",
        {"classname": ".+", "name": "(?s).*", "time": COUNTS["time"], "file": "?(?s).+", "line": r"?\d+"},
    ),
    "failure": ("", REASON),
    "error": ("", REASON),
    "skipped": ("", REASON),
}
"""The common JUnit format: what each element holds, and its attributes; `?` is before those that may be missing.

https://github.com/testmoapp/junitxml lists what readers understand; a skipped case with a type is what pytest writes.
"""


def misfits(element: ET.Element) -> list[str]:
    """Return what in a report is not as the common format has it."""
    held, attributes = SHAPE[element.tag]
    children = re.compile(re.sub(r"(\w+)", r"(?:\1,)", held).replace(" ", ""))
    found = [] if children.fullmatch("".join(f"{each.tag}," for each in element)) else [f"{element.tag} holds others"]
    wanted = {name for name, pattern in attributes.items() if not pattern.startswith("?")}
    found += [f"{element.tag} lacks {name}" for name in sorted(wanted - element.attrib.keys())]
    for name, value in element.attrib.items():
        if not re.fullmatch(attributes.get(name, "?(?!)").removeprefix("?"), value):
            found.append(f"{element.tag} {name}={value!r}")
    return [*found, *(wrong for each in element for wrong in misfits(each))]


@pytest.mark.parametrize("name", ["whole", "gated", "as_is"])
def test_the_report_has_the_common_format(name: str, request: pytest.FixtureRequest) -> None:
    assert misfits(ET.fromstring(xml(request.getfixturevalue(name)).encode())) == []  # noqa: S314 - our own


@pytest.mark.parametrize(
    ("text", "wrong"),
    [
        ("<testsuites/>", "testsuites lacks errors"),
        ('<testcase classname="a" name="b" time="0.000000"><skipped/><failure/></testcase>', "testcase holds others"),
        ('<failure type="fail" message=""/>', "failure message=''"),
        ('<failure type="fail" message="m" more=""/>', "failure more=''"),
    ],
)
def test_a_misfit_is_found(text: str, wrong: str) -> None:
    assert wrong in misfits(ET.fromstring(text))  # noqa: S314 - our own


def test_the_provenance_and_the_end_of_the_run_are_properties_of_every_suite(gated: Summary) -> None:
    root = ET.fromstring(xml(gated).encode())  # noqa: S314 - our own

    for suite in root.iter("testsuite"):
        properties = {each.get("name"): each.get("value") for each in suite.iter("property")}
        assert properties["version"] == "1.2.3"
        assert properties["seed"] == "7"
        assert properties["exit"] == "1: something fails beyond the baseline; 1 entry passes now: remove it"


def test_a_suite_has_the_digest_of_its_own_document_alone(gated: Summary) -> None:
    files: list[FileRow] = [{"id": each, "file": f"{each}.rst", "sha256": each * 8} for each in ("other", "another")]
    [own] = {each["id"] for each in gated["documents"]}
    documents = [*files, FileRow(id=own, file="own.rst", sha256="0123" * 16)]
    of_several: Summary = {**gated, "run": {**gated["run"], "documents": documents}}

    [section, *_, whole] = ET.fromstring(xml(of_several).encode()).iter("testsuite")  # noqa: S314 - our own

    assert digests(section) == {"own.rst"}
    assert digests(whole) == {"own.rst", "other.rst", "another.rst"}


def digests(suite: ET.Element) -> set[str]:
    """Return the documents of which a suite has the digest."""
    names = (each.get("name", "") for each in suite.iter("property"))
    return {name.removeprefix("sha256 of ") for name in names if name.endswith(".rst")}
