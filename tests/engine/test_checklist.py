"""The checklist for a sync: the page, the schema, and the file that the harness writes agree."""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import Any

import jsonschema
import pytest

import syncproof
from syncproof.checklist import KINDS, POLICIES, SUPPORTED, Checklist, End, Predicate, Row, Section, Sentence
from syncproof.checklist.dialect import TYPES
from syncproof.engine.command import variables
from syncproof.engine.ports import port_of, systems
from syncproof.engine.section import Connected, section_jobs
from syncproof.engine.sync import Sync
from syncproof.errors import BadInput
from syncproof.fakes import FAKES
from syncproof.stories.approved import approved
from syncproof.sut.contract import sut_checklist
from syncproof.sut.schemas import CHECKLIST as SCHEMA
from tests.sample_features import SAMPLE, folder_of

from .conftest import CASES, Case, Worlds, every_section

PAGE = (Path(__file__).parents[2] / "docs" / "sut-checklist.md").read_text()
FORM = json.loads((Path(syncproof.__file__).parent / "sut" / "sut-checklist-1.schema.json").read_text())
CONTRACT = (Path(__file__).parents[2] / "docs" / "sut.md").read_text()
EXAMPLE, DESCRIBED = map(json.loads, re.findall(r"^```json\n(.*?)^```$", PAGE, flags=re.MULTILINE | re.DOTALL))
[REPORT] = map(json.loads, re.findall(r'^{"report": .*"record": .*}$', CONTRACT, flags=re.MULTILINE))


def written(case: Case, place: dict[str, str]) -> dict[str, Any]:
    """Return the checklist of a document with a case for its one section."""
    source, target = End(case.system, case.source), End("Trello", case.target)
    rows = tuple(Row(left, right, "string", "agreement") for left, right in case.rows.items())
    sentences = tuple(Sentence(kind, "") for kind in SUPPORTED)
    section = Section(f"{source} to {target}", source, target, sentences, rows)
    document = Checklist(f"{case.system} to Trello Dataflow", case.system, "Trello", "", (section,))
    return sut_checklist(document, {section.slug: place})


def test_the_schema_is_sound_and_says_what_the_code_says() -> None:
    jsonschema.Draft202012Validator.check_schema(FORM)
    section, row = FORM["$defs"]["section"], FORM["$defs"]["row"]
    assert FORM["properties"]["schema"]["const"] == SCHEMA
    assert tuple(FORM["properties"]["policy"]["enum"]) == POLICIES
    assert tuple(section["properties"]["promises"]["items"]["enum"]) == tuple(KINDS)
    assert all(type_ in row["properties"]["type"]["description"] for type_ in TYPES)


@every_section
def test_a_checklist_for_a_sync_is_valid(world: Worlds, case: Case) -> None:
    checklist = written(case, dict(world(case).places[case.target]))
    jsonschema.validate(checklist, FORM)
    assert [len(section.rows) for section in section_jobs(checklist)] == [len(case.rows)]


def test_the_example_is_valid_and_can_be_synced() -> None:
    jsonschema.validate(EXAMPLE, FORM)
    (section,) = section_jobs(EXAMPLE)
    assert [port_of(Sync.ports, end).__name__ for end in (section.source, section.target)] == [
        "TasksPort",
        "CardsPort",
    ]


@pytest.mark.parametrize("case", CASES[-1:], ids=str)
def test_a_section_without_one_of_its_keys_is_not_valid(case: Case) -> None:
    checklist = written(case, {})
    for whole in (
        checklist,
        checklist["sections"][0],
        checklist["sections"][0]["properties"][0],
        checklist["sections"][0]["source"],
    ):
        for key in list(whole):
            value = whole.pop(key)
            with pytest.raises(jsonschema.ValidationError, match=f"'{key}' is a required property"):
                jsonschema.validate(checklist, FORM)
            whole[key] = value
    jsonschema.validate(checklist, FORM)


def test_the_place_of_a_source_is_valid_and_is_read_and_is_left_out_where_there_is_none() -> None:
    source, target = End("Trello", "Cards"), End("Customerp", "Project")
    section = Section("S", source, target, (), (Row("name", "name", "string", "document"),))
    document = Checklist("T", "Trello", "Customerp", "", (section,))
    place = {"board": "b", "list": "l"}
    written = sut_checklist(document, {}, source_places={section.slug: place})
    without = sut_checklist(document, {}, source_places={section.slug: {}})
    jsonschema.validate(written, FORM)
    assert [job.source_place for job in (*section_jobs(written), *section_jobs(without))] == [place, {}]
    assert "source_place" not in without["sections"][0]


def test_what_decides_on_pairs_is_valid_and_is_read() -> None:
    checklist = approved(folder_of(SAMPLE))
    written = sut_checklist(checklist, {})
    jsonschema.validate(written, FORM)

    reader, title, loan, fine = section_jobs(written)
    assert [criterion.key for criterion in reader.criteria] == ["Emails.Value|email", "cardNumber|externalId"]
    assert [job.creates for job in (reader, title, loan, fine)] == [False, True, True, False]
    assert loan.predicate == Predicate("state", "is", "open")
    assert fine.connections == (
        Connected("@Visit"),
        Connected("@Title", "title-to-items"),
        Connected("@Reader", "reader-to-patrons"),
        Connected("@Fine", "fine-to-charges"),
    )


def test_a_predicate_that_no_sync_can_ask_is_refused() -> None:
    section = {**EXAMPLE["sections"][0], "predicate": {"property": "done", "operator": "iss", "value": True}}
    with pytest.raises(BadInput, match=r"no such operator of a predicate: iss\n  nearest  is\n"):
        section_jobs({**EXAMPLE, "sections": [section]})


def test_the_page_describes_a_system_as_a_document_derives_it() -> None:
    rows = (Row("name", "x", "string", "document"), Row("address.street", "y", "string", "document"))
    source, target = End("Alpha Online", "Customers"), End("Trello", "Cards")
    document = Checklist("T", "Alpha Online", "Trello", "", (Section("S", source, target, (), rows),))
    FAKES.derive([document])
    described = FAKES["Alpha Online"].described()
    FAKES.derive([])
    assert described == DESCRIBED
    jsonschema.validate({**EXAMPLE, "systems": [described]}, FORM)
    for key in described:
        with pytest.raises(jsonschema.ValidationError, match=f"'{key}' is a required property"):
            jsonschema.validate({**EXAMPLE, "systems": [{k: v for k, v in described.items() if k != key}]}, FORM)


def test_the_page_has_a_line_for_every_key() -> None:
    keys, _, _ = PAGE.partition("## Systems that only")
    lines = set(re.findall(r"^\| `(\w+)` \|", keys, flags=re.MULTILINE))

    assert lines == FORM["properties"].keys() | FORM["$defs"]["section"]["properties"].keys()


def test_the_contract_names_every_variable() -> None:
    named = set()
    for first, others in re.findall(r"^\| `(SYNCPROOF_\w+)`(.*?) \|", CONTRACT, flags=re.MULTILINE):
        system = "_".join(first.split("_")[:2])
        named |= {first, *(f"{system}{ending}" for ending in re.findall(r"`(_\w+)`", others))}

    ours = {"SYNCPROOF_CHECKLIST", "SYNCPROOF_STATE_DIR", "SYNCPROOF_CLOCK_URL", "SYNCPROOF_TRELLO_SECRET"}
    assert named == set(variables(systems().values())) | ours


def test_the_contract_shows_a_report_as_it_is_printed() -> None:
    assert list(REPORT) == ["report", "system", "datatype", "record", "property", "reason"]
