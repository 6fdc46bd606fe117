"""The real Trello, without capabilities: what nobody can keep is said with its reason, and nothing else is."""

from __future__ import annotations

import json
import re
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Any, ClassVar

import jsonschema
import pytest

from syncproof import features
from syncproof.cli import main
from syncproof.drivers import DRIVERS
from syncproof.drivers.inprocess import in_process
from syncproof.engine.failures import DeniedError, GaveUp
from syncproof.engine.ports.port import Port, Record
from syncproof.engine.ports.trello import MembersPort
from syncproof.engine.sync import Sync
from syncproof.fakes.trello.capabilities import CAPABILITIES, EMAIL_VISIBLE, PROFILE_WRITE, UNLIMITED
from syncproof.report import rows
from syncproof.run import session, trello_as_is
from syncproof.run.session import Selection
from syncproof.sut import Sut
from syncproof.verdict import Lack, Outcome, Verdict
from tests.pages import PAGES

if TYPE_CHECKING:
    from collections.abc import Mapping

    from syncproof.ledger import Values

FOLDER = Path(next(iter(features.__path__)))
SCHEMA = json.loads((Path(rows.__file__).parent / "syncproof-1.schema.json").read_text())
SENTENCES = {
    "every": "Every {source} will be synchronized",
    "in-sync": "Once linked, it will keep in sync",
    "properties": "The properties are synchronized",
}


def judged(**chosen: Any) -> dict[str, Outcome]:  # noqa: ANN401 - whatever a selection has
    """Return the outcomes of the contacts' section by name, played as the real Trello is."""
    files = (FOLDER / "customerp-trello" / "contact-to-members.feature",)
    selection = Selection(files, lacking=frozenset(CAPABILITIES), **chosen)
    found = trello_as_is.run(selection, progress=lambda _: None, expected=lambda _: None, again=lambda _: None)
    return {outcome.name: outcome for outcome in found}


def wants(outcome: Outcome) -> set[str]:
    return {lack.capability for lack in outcome.blocked_by}


def members(property_: str, capability: str) -> Lack:
    return Lack(capability, "Trello", "Members", property_)


@pytest.fixture(scope="module")
def required(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Any]:
    """Return the summary of all required rules."""
    file = tmp_path_factory.mktemp("as-is") / "summary.json"
    assert main(["run", "--trello-as-is", "--level", "required", "--json", str(file)]) == 1
    summary: dict[str, Any] = json.loads(file.read_text())
    return summary


def impossible(summary: Mapping[str, Any]) -> list[str]:
    """Return the rows of the page's table."""
    return [
        " | ".join(
            (
                f"| {section['title']}",
                SENTENCES[sentence["kind"]].format(source=section["source"]["datatype"]),
                ", ".join([*(f"{source} → {target}" for source, target in row["properties"])])
                + (": " if row["properties"] else "")
                + ", ".join(f"`{rule}`" for rule in row["rules"]),
                f"{row['why']} (`{row['capability']}`) |",
            )
        )
        for document in summary["documents"]
        for section in document["sections"]
        for sentence in section["sentences"]
        for row in sentence.get("impossible", ())
    ]


@pytest.mark.thorough
def test_the_table_of_the_page_is_what_such_a_run_finds(required: dict[str, Any]) -> None:
    page = PAGES["docs/trello-as-is.md"]
    [table] = re.findall(r"^\| section \| sentence \|.*\n\|[ -|]*\n((?:\|.*\n)+)", page, flags=re.MULTILINE)

    assert table.splitlines() == impossible(required)


@pytest.mark.thorough
def test_all_other_sentences_are_kept(required: dict[str, Any]) -> None:
    sections = [section for document in required["documents"] for section in document["sections"]]

    verdicts = {
        (section["target"]["datatype"] == "Members", sentence["chosen"], "impossible" in sentence)
        for section in sections
        for sentence in section["sentences"]
    }
    assert len(sections) == 8
    assert verdicts == {(True, "fail", True), (False, "pass", False)}


@pytest.mark.thorough
def test_the_summary_says_what_was_off(required: dict[str, Any]) -> None:
    jsonschema.validate(required, SCHEMA)
    assert {row["name"]: row["on"] for row in required["capabilities"]} == dict.fromkeys(CAPABILITIES, False)


@pytest.mark.thorough
@pytest.mark.parametrize(
    ("rule", "name", "lacks"),
    [
        ("in-sync.forward", "name changed in Customerp", {members("fullName", PROFILE_WRITE)}),
        ("in-sync.forward", "email changed in Customerp", {members("email", PROFILE_WRITE)}),
        ("in-sync.backward", "email changed in Trello", {members("email", EMAIL_VISIBLE)}),
        ("every.backfilled", "From before the first run: a page of records", {members("", UNLIMITED)}),
    ],
)
def test_a_failure_names_what_it_lacks_and_no_more(rule: str, name: str, lacks: set[Lack]) -> None:
    outcome = judged(only=(rule,))[name]

    assert (outcome.verdict, set(outcome.blocked_by)) == (Verdict.FAIL, lacks)
    assert outcome.failure.endswith(" --seed 0 --trello-as-is")


def test_what_nobody_needs_a_capability_for_passes() -> None:
    outcome = judged(only=("in-sync.backward",))["name changed in Trello"]

    assert (outcome.verdict, outcome.blocked_by) == (Verdict.PASS, ())
    assert {lack.capability for lack in outcome.denied} == {EMAIL_VISIBLE}


def test_a_defect_of_the_sut_is_put_down_to_no_capability() -> None:
    outcomes = judged(only=("in-sync.forward",), sut=Sut("broken:creates-only"))

    assert {(outcome.verdict, outcome.blocked_by) for outcome in outcomes.values()} == {(Verdict.FAIL, ())}


class Proud(MembersPort):
    """Takes a refusal for the end of the world."""

    def write(self, record: Record, changes: Values) -> Record:
        try:
            return super().write(record, changes)
        except DeniedError as denied:
            raise GaveUp(str(denied)) from denied


class ProudSync(Sync):
    ports: ClassVar[Mapping[tuple[str, str], type[Port]]] = {**Sync.ports, ("Trello", "Members"): Proud}


@pytest.mark.thorough
def test_what_another_sync_keeps_without_it_is_put_down_to_no_capability(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(DRIVERS, "proud", in_process(ProudSync))

    outcomes = judged(only=("every.shared-target",), sut=Sut("proud"))

    # The reference sync reports the refusal of the second one's name, and goes on.
    own = outcomes["One contact and one employee with the same email: a change of name in Trello reaches all three"]
    nobodys = outcomes[
        "One contact and one employee with the same email: a change of name in Customerp reaches all three"
    ]
    assert (own.verdict, wants(own)) == (Verdict.FAIL, set())
    assert (nobodys.verdict, wants(nobodys)) == (Verdict.FAIL, {PROFILE_WRITE})


@pytest.mark.exhaustive
def test_two_workers_find_the_same() -> None:
    one, two = (judged(only=("in-sync.forward",), workers=workers) for workers in (1, 2))

    assert {name: (each.verdict, each.denied, each.blocked_by) for name, each in one.items()} == {
        name: (each.verdict, each.denied, each.blocked_by) for name, each in two.items()
    }
    assert any(each.blocked_by for each in one.values())


def test_a_failure_that_cannot_be_judged_again_is_nobodys(monkeypatch: pytest.MonkeyPatch) -> None:
    failed = Outcome(
        document="customerp-trello",
        section="contact-to-members",
        sentence="every",
        rule="every.created",
        name="A new contact",
        file="features/customerp-trello/contact-to-members.feature",
        line=8,
        verdict=Verdict.FAIL,
        seconds=0.5,
        denied=(members("", UNLIMITED),),
    )
    ends = iter([failed, replace(failed, verdict=Verdict.ERROR, failure="A worker died.")])
    monkeypatch.setattr(session, "run", lambda *_, **__: (next(ends),))

    [outcome] = judged().values()

    assert (outcome.verdict, outcome.failure, outcome.blocked_by) == (Verdict.ERROR, "A worker died.", ())


def test_nothing_is_played_again_where_nothing_fails(monkeypatch: pytest.MonkeyPatch) -> None:
    asked: list[Selection] = []

    def run(selection: Selection, **_: object) -> tuple[Outcome, ...]:
        asked.append(selection)
        return ()

    monkeypatch.setattr(session, "run", run)

    assert judged() == {}
    assert len(asked) == 1
