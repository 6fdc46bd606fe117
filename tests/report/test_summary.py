"""The summary: every sentence with the verdict that its outcomes allow, and no better one."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

import jsonschema
import pytest
from hypothesis import given
from hypothesis import strategies as st

from syncproof.errors import HarnessBroke
from syncproof.report import rows
from syncproof.report.completeness import overall
from syncproof.report.summary import sentences
from syncproof.verdict import Verdict, worst
from syncproof.verdict.baseline import BaselineGate, KnownFailure
from tests.report.conftest import judged

if TYPE_CHECKING:
    from syncproof.checklist import Checklist
    from syncproof.report.rows import DocumentRow, SectionRow, SentenceRow, Summary
    from syncproof.stories.choice import Requested
    from syncproof.verdict import Outcome

KNOWN = KnownFailure("custompms-trello/task-to-cards", "every.created", "A new task", "known", "known.toml:1")
SCHEMA = json.loads((Path(rows.__file__).parent / "syncproof-1.schema.json").read_text())


def closed(schema: Any) -> Any:  # noqa: ANN401 - JSON in, JSON out
    """Return a schema that allows no key that it does not describe."""
    if isinstance(schema, list):
        return [closed(each) for each in schema]
    if not isinstance(schema, dict):
        return schema
    described = {key: closed(value) for key, value in schema.items()}
    return {**described, "additionalProperties": False} if schema.get("type") == "object" else described


def only(requested: Requested, rule: str) -> Requested:
    """Return what a run owes for which one rule is chosen."""
    return {key: owed._replace(rules=(rule,)) for key, owed in requested.items() if rule in owed.rules}


def heights(whole: Summary) -> tuple[DocumentRow, SectionRow, SentenceRow]:
    """Return the first document, its first section, and that section's first sentence."""
    document = whole["documents"][0]
    section = document["sections"][0]
    return document, section, section["sentences"][0]


def test_the_summary_is_the_checklist_with_a_verdict_at_each_sentence(whole: Summary) -> None:
    assert whole["documents"][0]["sections"][0]["sentences"][0] == {
        "id": "task-to-cards.every",
        "kind": "every",
        "text": "Every Custompms Task will be synchronized with a Trello Cards.",
        "verdict": "fail",
        "chosen": "fail",
        "played": 2,
        "of": 2,
        "reason": "",
        "answered": ["features/custompms-trello/task-to-cards.feature:5"],
        "line": 14,
        "rules": [
            {
                "id": "every.created",
                "level": "required",
                "verdict": "pass",
                "chosen": "pass",
                "total": 1,
                "scenarios": [
                    {
                        "name": "A new task",
                        "file": "features/custompms-trello/task-to-cards.feature",
                        "line": 8,
                        "verdict": "pass",
                        "seconds": 0.25,
                        "evidence": ["Digging is in Trello, once"],
                        "failure": "",
                        "message": "",
                        "fingerprint": [],
                    }
                ],
                "unplayed": [],
            },
            whole["documents"][0]["sections"][0]["sentences"][0]["rules"][1],
        ],
    }


def test_the_worst_is_told_at_every_height_and_what_nobody_saw_is_none(whole: Summary) -> None:
    assert {row["id"]: (row["verdict"], row["reason"]) for row in sentences(whole["documents"])} == {
        "task-to-cards.every": ("fail", ""),
        "task-to-cards.in-sync": ("inconclusive", "no scenario ran of in-sync.quiet"),
        "task-to-cards.properties": ("pass", ""),
        "customer-to-organizations.properties": (
            "none",
            "the document's table is empty, and the property agreement has no row",
        ),
    }
    assert [section["verdict"] for section in whole["documents"][0]["sections"]] == ["fail", "none"]
    assert (whole["documents"][0]["verdict"], whole["verdict"]) == ("fail", "fail")


def test_a_whole_of_which_a_part_was_not_played_is_no_pass_at_any_height(
    checklist: Checklist, requested: Requested, outcomes: tuple[Outcome, ...]
) -> None:
    whole = judged([checklist], only(requested, "every.created"), outcomes[:1])

    document, section, sentence = heights(whole)
    assert [
        (row["verdict"], row["chosen"], row["played"], row["of"]) for row in (whole, document, section, sentence)
    ] == [
        ("none", "pass", 1, 6),
        ("none", "pass", 1, 6),
        ("none", "pass", 1, 5),
        ("none", "pass", 1, 2),
    ]
    assert [(rule["verdict"], rule["chosen"]) for rule in sentence["rules"]] == [("pass", "pass")]


def test_a_rule_played_in_part_was_not_played(
    checklist: Checklist, requested: Requested, outcomes: tuple[Outcome, ...]
) -> None:
    outcome = replace(outcomes[1], verdict=Verdict.PASS, failure="")

    whole = judged([checklist], only(requested, "every.exactly-once"), [outcome])

    _, _, sentence = heights(whole)
    (rule,) = sentence["rules"]
    assert (rule["verdict"], rule["chosen"], len(rule["scenarios"]), rule["total"]) == ("none", "pass", 1, 2)
    assert (sentence["verdict"], sentence["played"], sentence["of"]) == ("none", 0, 2)


def test_a_failure_is_one_however_little_was_played(
    checklist: Checklist, requested: Requested, outcomes: tuple[Outcome, ...]
) -> None:
    whole = judged([checklist], only(requested, "every.exactly-once"), outcomes[1:2])

    assert {row["verdict"] for row in (whole, *heights(whole))} == {"fail"}


def test_the_levels_say_what_was_played_and_what_was_not_tried(
    checklist: Checklist, requested: Requested, outcomes: tuple[Outcome, ...]
) -> None:
    whole = judged([checklist], only(requested, "every.created"), outcomes[:1])

    assert [(row["level"], row["played"], row["of"], row["untried"]) for row in whole["levels"]] == [
        ("required", 1, 4, ["in-sync.forward", "properties.row"]),
        ("implied", 0, 2, ["every.exactly-once", "in-sync.quiet"]),
        ("robust", 0, 0, []),
    ]


def test_a_section_says_who_says_its_properties(whole: Summary) -> None:
    assert [section["properties"] for section in whole["documents"][0]["sections"]] == [
        [
            {"source": "title", "target": "name", "type": "string", "origin": "agreement"},
            {"source": "notes", "target": "desc", "type": "string", "origin": "agreement"},
        ],
        [],
    ]


def test_the_totals_count_every_verdict(whole: Summary) -> None:
    assert whole["totals"] == {
        "sentences": {"none": 1, "pass": 1, "inconclusive": 1, "fail": 1, "error": 0},
        "rules": {"none": 1, "pass": 3, "inconclusive": 1, "fail": 1, "error": 0},
        "scenarios": {"none": 0, "pass": 3, "inconclusive": 1, "fail": 2, "error": 0},
        "in_part": {"sentences": 0, "rules": 0},
        "unplayed": 0,
        "seconds": 1.5,
    }


@pytest.mark.parametrize("name", ["whole", "gated", "as_is"])
def test_the_published_schema_describes_the_summary_and_every_key_in_it(
    name: str, request: pytest.FixtureRequest
) -> None:
    jsonschema.Draft202012Validator.check_schema(SCHEMA)

    jsonschema.validate(request.getfixturevalue(name), closed(SCHEMA))


def test_the_schema_refuses_another_verdict(whole: Summary) -> None:
    with pytest.raises(jsonschema.ValidationError):
        jsonschema.validate({**whole, "verdict": "green"}, SCHEMA)


def test_what_a_choice_leaves_out_is_not_reported(
    checklist: Checklist, requested: Requested, outcomes: tuple[Outcome, ...]
) -> None:
    one = dict(list(requested.items())[:1])

    other = replace(checklist, title="Customerp to Trello Dataflow", source="Customerp")

    whole = judged([checklist, other], one, outcomes[:1])

    assert [document["title"] for document in whole["documents"]] == ["Custompms to Trello Dataflow"]
    assert [row["id"] for row in sentences(whole["documents"])] == ["task-to-cards.every"]


def test_an_outcome_that_nobody_asked_for_is_not_left_out_in_silence(
    checklist: Checklist, requested: Requested, outcomes: tuple[Outcome, ...]
) -> None:
    with pytest.raises(HarnessBroke, match="an outcome that was not requested: custompms-trello/elsewhere/every"):
        judged([checklist], requested, [replace(outcomes[0], section="elsewhere")])


def test_a_document_without_sections_shows_nothing(checklist: Checklist) -> None:
    assert judged([replace(checklist, sections=())], {}, ())["verdict"] == "none"


def test_a_section_that_is_there_twice_is_reported_twice(
    checklist: Checklist, requested: Requested, outcomes: tuple[Outcome, ...]
) -> None:
    twice = replace(checklist, sections=(*checklist.sections, checklist.sections[0]))

    whole = judged([twice], requested, outcomes)

    assert [section["id"] for section in whole["documents"][0]["sections"]] == [
        "task-to-cards",
        "customer-to-organizations",
        "task-to-cards",
    ]
    assert whole["totals"]["scenarios"]["fail"] == 2


def test_what_nobody_can_keep_stays_a_failure_and_says_why(as_is: Summary) -> None:
    sentence = as_is["documents"][0]["sections"][0]["sentences"][0]

    assert sentence["verdict"] == "fail"
    assert [(row["capability"], row["properties"], row["rules"]) for row in sentence.get("impossible", [])] == [
        ("member-profile-write", [["title", "name"]], ["every.exactly-once"]),
        ("unlimited-plan", [], ["every.exactly-once"]),
    ]
    assert [row.get("wants") for row in sentence["rules"][1]["scenarios"]] == [
        ["member-profile-write", "unlimited-plan"],
        None,
    ]
    assert all("impossible" not in other for other in sentences(as_is["documents"])[1:])


def test_it_says_which_capabilities_were_on(as_is: Summary) -> None:
    assert {row["name"]: row["on"] for row in as_is["capabilities"]} == {
        "member-profile-write": False,
        "member-email-visible": True,
        "comment-write": True,
        "unlimited-plan": False,
    }


def test_a_known_failure_stays_a_failure_and_says_why(gated: Summary) -> None:
    scenarios = gated["documents"][0]["sections"][0]["sentences"][0]["rules"][1]["scenarios"]

    assert [(row["verdict"], row.get("known")) for row in scenarios] == [
        ("fail", None),
        ("fail", "until 2.0"),
    ]


def test_a_stale_entry_fails_at_the_gate(gated: Summary) -> None:
    assert gated["gate"] == {
        "verdict": "fail",
        "stale": [
            {
                "section": "custompms-trello/task-to-cards",
                "rule": "every.created",
                "scenario": "A new task",
                "where": "known.toml:7",
                "why": "it passes now",
                "do": "remove the entry",
            }
        ],
    }


def test_nothing_worse_than_the_baseline_passes_at_the_gate(
    checklist: Checklist, requested: Requested, outcomes: tuple[Outcome, ...]
) -> None:
    one = dict(list(requested.items())[:1])
    gate = BaselineGate({outcomes[1]: KNOWN, outcomes[2]: KNOWN}, ())

    whole = judged([checklist], one, outcomes[:3], gate)

    assert (whole["verdict"], whole["gate"]["verdict"]) == ("fail", "pass")


def test_a_baseline_does_not_excuse_what_nobody_saw(
    checklist: Checklist, requested: Requested, outcomes: tuple[Outcome, ...]
) -> None:
    gate = BaselineGate({outcome: KNOWN for outcome in outcomes if outcome.verdict is not Verdict.PASS}, ())

    assert judged([checklist], requested, outcomes, gate)["gate"]["verdict"] == "none"


@given(st.lists(st.sampled_from(Verdict)))
def test_a_whole_is_the_worst_of_its_parts_and_passes_only_where_all_of_them_do(parts: list[Verdict]) -> None:
    whole = overall(parts)

    assert (whole is Verdict.PASS) == (bool(parts) and set(parts) == {Verdict.PASS})
    assert whole in {worst(parts), Verdict.NONE}
