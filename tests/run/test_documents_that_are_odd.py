"""What is odd about a document that nobody accepted is never blamed on the sync, and never green."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from syncproof.checklist import Checklist, Criterion, End, Qualifier, Sentence
from syncproof.checklist.dialect import wording
from syncproof.cli import main
from syncproof.datatypes import DEEPEST
from syncproof.stories.playable import playable
from tests.fakes.derived.conftest import CUSTOMERS, ORDERS, checklist, section

NAMED = ("name", "title", "string")
CREATED_AND_BACK = ("--only", "every.created", "--only", "in-sync.backward")
LEADS, QUOTES, OFFERS = End("Alpha Online", "Leads"), End("Beta", "quotes"), End("Beta", "offers")


@pytest.fixture
def played(tmp_path: Path, written: Callable[[Checklist], str]) -> Callable[..., tuple[int, dict[str, Any]]]:
    """Let a test run a document, and return the exit code and the summary."""

    def play(document: Checklist, *options: str) -> tuple[int, dict[str, Any]]:
        file, report = tmp_path / "document.rst", tmp_path / "report.json"
        file.write_text(written(document))
        code = main(["run", str(file), *options, "--json", str(report)])
        return code, json.loads(report.read_text())

    return play


Played = Callable[..., tuple[int, dict[str, Any]]]


def test_two_datatypes_with_one_target_datatype_pass(played: Played) -> None:
    two = checklist(section(CUSTOMERS, ORDERS, NAMED), section(LEADS, ORDERS, NAMED))
    assert played(two, "--only", "every.shared-target")[0] == 0


@pytest.mark.parametrize(
    "name", ["place in queue", "name back in full", "x while the sync changes y", "Ada's latest x", "is in Beta, once"]
)
def test_a_property_can_be_called_by_words_that_steps_have_too(played: Played, name: str) -> None:
    document = checklist(section(CUSTOMERS, ORDERS, NAMED, (name, "x", "string")))
    shown = ("in-sync.there-and-back", "in-sync.during-pass", "properties.cleared")
    assert played(document, *(word for rule in shown for word in ("--only", rule)))[0] == 0


@pytest.mark.parametrize("more", [0, 1, 900])
def test_a_row_whose_path_is_too_deep_is_not_shown_and_no_sync_dies_of_it(played: Played, more: int) -> None:
    path = ".".join(["b"] * (DEEPEST + more))
    code, summary = played(checklist(section(CUSTOMERS, ORDERS, NAMED, (path, "x", "string"))), "--level", "required")
    reasons = [each["reason"] for each in summary["documents"][0]["sections"][0]["sentences"] if each["reason"]]
    if not more:
        assert (code, reasons) == (0, [])
        return
    (reason,) = reasons
    assert code == 3
    assert {name for name, count in summary["totals"]["scenarios"].items() if count} == {"pass"}
    why = f"a path has {DEEPEST + more:,} parts, and at most {DEEPEST} are played, so no story can test the row yet"
    assert reason.startswith(f"{why}: {path} to x: ")


def test_a_criterion_and_a_qualifier_whose_path_is_too_deep_are_not_played() -> None:
    path = ".".join(["b"] * (DEEPEST + 1))
    one = section(CUSTOMERS, ORDERS, NAMED)
    dependent = replace(one.rows[0], source="nr", source_qualifiers=(Qualifier("x", path),))
    one = replace(one, rows=(*one.rows, dependent), criteria=(Criterion(path, "title"), Criterion("name", "title")))

    (found,) = playable(checklist(one)).sections

    why = f"a path has {DEEPEST + 1} parts, and at most {DEEPEST} are played"
    assert [(each.row.source, each.why) for each in found.untested] == [("nr", why)]
    assert [(each.criterion.source, each.why) for each in found.untested_criteria] == [(path, why)]


def test_a_sync_owes_nothing_of_a_section_that_no_story_can_test(played: Played) -> None:
    first = Sentence("link-first", wording("link-first", LEADS, QUOTES), 1)
    linked = section(LEADS, QUOTES, NAMED)
    linked = replace(linked, sentences=(first, *linked.sentences[1:]))
    code, summary = played(
        checklist(section(CUSTOMERS, ORDERS, NAMED), linked), "--only", "in-sync.nothing-else", "--section", "orders"
    )
    assert (code, summary["totals"]["scenarios"]["fail"]) == (0, 0)


@pytest.mark.parametrize("target", ["Note", "Company"])
@pytest.mark.parametrize(
    ("datatype", "row"), [("Cards", ("name", "label", "string")), ("Members", ("email", "label", "string"))]
)
def test_what_the_harness_needs_of_a_source_blames_no_sync(
    played: Played, target: str, datatype: str, row: tuple[str, str, str]
) -> None:
    workspaces = section(End("Trello", "Organizations"), End("Beta", "Company"), ("displayName", "name", "string"))
    beside = section(End("Trello", datatype), End("Beta", target), row)
    code, summary = played(
        checklist(workspaces, beside), "--only", "every.backfilled", "--only", "in-sync.nothing-else"
    )
    assert (code, summary["totals"]["scenarios"]["fail"]) == (0, 0)


def test_people_of_whom_the_free_plan_has_no_room_leave_their_stories_open(played: Played) -> None:
    members = section(End("Trello", "Members"), End("Beta", "people"), ("fullName", "name", "string"))
    code, summary = played(checklist(members), "--only", "every.backfilled", "--trello-as-is")
    (every, *_) = summary["documents"][0]["sections"][0]["sentences"]
    found = {each["verdict"] for each in every["rules"][0]["scenarios"]}
    assert (code, found) == (3, {"pass", "inconclusive"})


@pytest.mark.parametrize("seed", ["0", "1", "2"])
@pytest.mark.parametrize("side", ["source", "target"])
def test_a_row_that_depends_on_a_yes_or_no_which_another_row_carries_blames_no_sync(
    played: Played, side: str, seed: str
) -> None:
    rows = section(LEADS, QUOTES, NAMED, ("flag", "on", "boolean"), ("phone", "tel", "string"))
    asked = {"source_qualifiers": (Qualifier("true", "flag"),)}
    if side == "target":
        asked = {"target_qualifiers": (Qualifier("true", "on"),)}
    depends = replace(rows, rows=(*rows.rows[:2], replace(rows.rows[2], **asked)))  # type: ignore[arg-type]  # either side
    chosen = ("--only", "in-sync.same-edit", "--only", "properties.dependent", "--seed", seed)
    code, summary = played(checklist(depends), *chosen)
    assert (code, summary["totals"]["scenarios"]["fail"]) == (0, 0)


def test_a_match_of_other_properties_than_a_row_joins_blames_no_sync(played: Played) -> None:
    first = Sentence("link-first", wording("link-first", LEADS, QUOTES), 1)
    criteria = Sentence("merge-criteria", wording("merge-criteria", LEADS, QUOTES), 1)
    rows = section(LEADS, QUOTES, NAMED, ("code", "ref", "string"))
    crossing = replace(rows, sentences=(first, criteria, *rows.sentences[1:]), criteria=(Criterion("name", "ref"),))
    code, summary = played(checklist(crossing), "--only", "in-sync.near-edit", "--only", "merge-criteria")
    assert (code, summary["totals"]["scenarios"]["fail"]) == (0, 0)


def test_names_of_any_length_and_letters_have_files_of_their_own(played: Played) -> None:
    long = checklist(
        section(End("A" * 300, "B" * 300), End("C" * 300, "D" * 300), NAMED),
        section(End("A" * 300, "Заказ"), End("C" * 300, "Чек"), NAMED),
        section(End("A" * 300, "Счёт"), End("C" * 300, "Чек"), NAMED),
    )
    code, summary = played(long, "--only", "every.created")
    assert (code, len({each["id"] for each in summary["documents"][0]["sections"]})) == (0, 3)


def test_a_document_without_a_section_shows_nothing_whatever_its_systems_are(tmp_path: Path) -> None:
    file = tmp_path / "document.rst"
    title = "Alpha to Beta Dataflow"
    line = "=" * len(title)
    head = f"{line}\n{title}\n{line}\n\nGenerated: 2026-01-31 12:00:00"
    file.write_text(f"{head}\n\nIntroduction\n------------\n\nFine.\n")
    assert main(["run", str(file)]) == 3


def test_a_type_that_another_row_denies_is_said_with_the_line_of_that_row(played: Played) -> None:
    copies = (section(CUSTOMERS, ORDERS, NAMED, ("nr", "number", type_)) for type_ in ("integer", "string"))
    _, summary = played(checklist(*copies), "--level", "required")
    first, _ = summary["documents"][0]["sections"]
    (properties,) = (each for each in first["sentences"] if each["kind"] == "properties")
    assert properties["reason"].startswith(
        f"the type of nr to number is integer: {summary['documents'][0]['file']}:29, and nr to number of "
        f"Alpha Online Customers (human data) to Beta orders (copy 2) says string: {summary['documents'][0]['file']}:51"
    )


@pytest.mark.parametrize("types", [("boolean", "string"), ("string", "boolean"), ("boolean", "integer")], ids=str)
def test_the_order_of_rows_of_other_types_that_share_a_property_decides_nothing(
    played: Played, types: tuple[str, str]
) -> None:
    rows = [("name", target, type_) for target, type_ in zip(("title", "label"), types, strict=True)]
    code, summary = played(checklist(section(CUSTOMERS, ORDERS, *rows)), "--level", "required")
    sentences = summary["documents"][0]["sections"][0]["sentences"]
    assert (code, {each["kind"]: each["chosen"] for each in sentences}) == (
        3,
        {"every": "pass", "in-sync": "pass", "properties": "none"},
    )


def test_a_documented_type_that_no_story_asks_for_leaves_the_sentence_open(played: Played) -> None:
    without = checklist(section(CUSTOMERS, ORDERS, NAMED, ("nr", "number", "N/A")))
    code, summary = played(without, "--level", "required")
    (properties,) = (
        each for each in summary["documents"][0]["sections"][0]["sentences"] if each["kind"] == "properties"
    )
    assert (code, properties["chosen"]) == (3, "none")
    assert properties["reason"].startswith("the type of nr to number is N/A, which is none of string, ")
    assert "its type is not (whoever writes the document decides): " in properties["reason"]


@pytest.mark.parametrize(("source", "name"), [("Actions", "text"), ("Cards", "name"), ("Members", "fullName")])
def test_a_source_that_lives_in_a_place_is_played(source: str, name: str, played: Played) -> None:
    trello = checklist(section(End("Trello", source), ORDERS, (name, "title", "string")))
    code, summary = played(trello, "--level", "required")
    sections = summary["documents"][0]["sections"]
    assert (code, {each["chosen"] for one in sections for each in one["sentences"]}) == (0, {"pass"})


@pytest.mark.parametrize(
    ("source", "target", "rows"),
    [
        (CUSTOMERS, "Customerp Customer", [("name", "name", "string"), ("nr", "city", "string")]),
        (CUSTOMERS, "Custompms Task", [("name", "title", "string"), ("ok", "done", "boolean")]),
        (
            End("Custompms", "Task"),
            "Customerp Project",
            [("title", "name", "string"), ("due", "start_date", "string"), ("estimateHours", "budget", "float")],
        ),
    ],
)
def test_a_business_system_is_a_target_as_any_other(
    source: End, target: str, rows: list[tuple[str, str, str]], played: Played
) -> None:
    document = checklist(section(source, End(*target.split()), *rows))
    code, summary = played(document, "--level", "required")
    assert (code, summary["totals"]["scenarios"]["fail"]) == (0, 0)


def test_people_without_an_email_cannot_be_made_in_a_business_system(played: Played) -> None:
    code, summary = played(checklist(section(CUSTOMERS, End("Customerp", "Contact"), ("name", "name", "string"))))
    reasons = {each["reason"].split(":")[0] for each in summary["documents"][0]["sections"][0]["sentences"]}
    assert (code, reasons) == (3, {f"no Customerp Contact is made without email, which {CUSTOMERS} need not bring"})


def test_a_row_without_a_value_that_a_story_can_know_is_inconclusive_and_the_others_are_played(played: Played) -> None:
    rows = [("name", "name", "string"), ("name", "due", "string"), ("old", "clsoed", "string"), ("no", "pos", "string")]
    code, summary = played(checklist(section(CUSTOMERS, End("Trello", "Cards"), *rows)), "--only", "properties")
    (properties,) = (
        each for each in summary["documents"][0]["sections"][0]["sentences"] if each["kind"] == "properties"
    )
    assert (code, properties["chosen"], summary["totals"]["scenarios"]["fail"]) == (3, "inconclusive", 0)
    assert (
        "Trello Cards takes only moments as its due, and name is brought to other values, too, so no story"
        in properties["reason"]
    )


@pytest.mark.parametrize(
    ("row", "why"),
    [
        (
            ("name", "due", "string"),
            "Trello Cards takes only moments as its due, and name is brought to other values, too",
        ),
        (("nr", "clsoed", "string"), "the fake of Trello Cards has no property clsoed, the nearest is closed"),
        (
            ("nr", "closed", "string"),
            "the document says string, and the fake of Trello Cards holds another kind of value",
        ),
    ],
)
def test_a_row_that_a_fake_cannot_hold_is_left_out_with_the_reason(row: tuple[str, str, str], why: str) -> None:
    whole = playable(checklist(section(CUSTOMERS, End("Trello", "Cards"), ("name", "name", "string"), row)))
    (own,) = whole.sections
    assert ([each.source for each in own.rows], [each.why[: len(why)] for each in own.untested]) == (["name"], [why])
    assert playable(whole) == whole


@pytest.mark.parametrize(
    ("datatype", "name", "row", "why"),
    [
        ("Members", "fullName", ("bio", "about", "string"), "no sync can change bio: only the person can"),
        ("Members", "fullName", ("username", "login", "string"), "no sync can change username: only the person can"),
        ("Cards", "name", ("idList", "list", "string"), "idList names other records, and no story knows which"),
    ],
)
def test_a_row_that_no_story_can_carry_from_a_fake_is_left_out_with_the_reason(
    datatype: str, name: str, row: tuple[str, str, str], why: str
) -> None:
    own = section(End("Trello", datatype), ORDERS, (name, "title", "string"), row)
    (own,) = playable(checklist(own)).sections
    assert ([each.source for each in own.rows], [each.why for each in own.untested]) == ([name], [why])


def test_a_record_that_could_not_be_made_is_inconclusive(played: Played) -> None:
    members = section(CUSTOMERS, End("Trello", "Members"), ("name", "fullName", "string"))
    code, summary = played(checklist(members))
    reasons = {each["reason"] for each in summary["documents"][0]["sections"][0]["sentences"]}
    assert (code, summary["verdict"]) == (3, "inconclusive")
    assert {each.split(":")[0] for each in reasons} == {
        f"no Trello Members is made without email, which {CUSTOMERS} need not bring"
    }


@pytest.mark.parametrize(
    ("document", "options"),
    [
        (
            checklist(section(End("Custompms", "Task"), ORDERS, ("title", "title", "string"), ("due", "on", "string"))),
            ("--only", "properties"),
        ),
        (
            checklist(section(End("Trello", "Organizations"), ORDERS, ("displayName", "title", "string"))),
            ("--only", "every"),
        ),
    ],
    ids=["a text where a moment is wanted", "a list that is not paged"],
)
def test_the_reference_sync_keeps_what_can_be_kept(
    document: Checklist, options: tuple[str, ...], played: Played
) -> None:
    code, summary = played(document, *options)
    assert (code, summary["totals"]["scenarios"]["fail"]) == (0, 0)


def test_a_copy_of_a_section_is_told_from_the_first_and_can_be_chosen_alone(played: Played) -> None:
    first, other = section(CUSTOMERS, ORDERS, NAMED), section(CUSTOMERS, ORDERS, ("name", "label", "string"))
    copy = f"{first.title} (copy 2)"
    _, summary = played(checklist(first, other), "--section", copy, "--only", "every.created")
    assert [each["title"] for each in summary["documents"][0]["sections"]] == [copy]


@pytest.mark.parametrize(
    "command",
    [["sweep", "--story", "Created", "--fault", "crash"], ["campaign", "--examples", "2"]],
    ids=["sweep", "campaign"],
)
def test_workers_know_the_systems_of_a_document_too(
    command: list[str], tmp_path: Path, written: Callable[[Checklist], str]
) -> None:
    document = tmp_path / "document.rst"
    document.write_text(written(checklist(section(CUSTOMERS, ORDERS, NAMED))))
    assert main([*command, str(document), "--workers", "2"]) == 0


@pytest.mark.parametrize("other", ["beta", "BETA", "Be-ta"])
def test_one_system_in_two_spellings_is_one_system(other: str) -> None:
    (own,) = playable(checklist(section(End("Beta", "orders"), End(other, "offers"), NAMED))).sections
    assert (own.source, own.target) == (End("Beta", "orders"), End("Beta (target)", "offers"))
    assert [str(each) for each in own.oddities] == ["source and target are one system: played as Beta (target) offers"]


def test_datatypes_that_differ_in_case_alone_are_two(played: Played) -> None:
    document = checklist(section(LEADS, QUOTES, NAMED), section(End("Alpha Online", "leads"), QUOTES, NAMED))
    code, summary = played(document, "--only", "every.created")
    assert (code, summary["totals"]["scenarios"]["pass"]) == (0, 2)


def test_sections_of_one_system_that_lead_back_are_played(played: Played) -> None:
    there, back = (section(*ends, ("name", "name", "string")) for ends in ((OFFERS, ORDERS), (ORDERS, OFFERS)))
    code, summary = played(checklist(there, back), "--only", "every.created", "--only", "in-sync.backward")
    assert (code, summary["totals"]["scenarios"]["pass"]) == (0, 4)


def test_a_section_of_one_datatype_twice_is_played_and_so_are_the_others(played: Played) -> None:
    same, other = (section(OFFERS, end, ("name", "name", "string")) for end in (OFFERS, ORDERS))
    code, summary = played(checklist(same, other), *CREATED_AND_BACK)
    assert (code, summary["totals"]["scenarios"]["pass"]) == (0, 4)


def test_sections_of_one_system_that_lead_round_in_a_circle_are_played(played: Played) -> None:
    ends = (OFFERS, ORDERS, End("Beta", "invoices"))
    around = zip(ends, ends[1:] + ends[:1], strict=True)
    circle = [section(*each, ("name", "name", "string")) for each in around]
    code, summary = played(checklist(*circle), *CREATED_AND_BACK)
    assert (code, summary["totals"]["scenarios"]["pass"]) == (0, 6)


def test_two_datatypes_of_a_system_with_a_fake_are_played(played: Played) -> None:
    ends = End("Customerp", "Contact"), End("Customerp", "Employee")
    code, summary = played(checklist(section(*ends, ("email", "email", "string"))), *CREATED_AND_BACK)
    assert (code, summary["totals"]["scenarios"]["pass"]) == (0, 2)
