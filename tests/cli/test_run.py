"""`syncproof run`: a verdict per sentence, the right exit code, and reports."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Mapping
from dataclasses import replace
from pathlib import Path
from xml.etree import ElementTree as ET

import pytest

from syncproof.checklist import Checklist
from syncproof.checklist.accepted import load as accepted_document
from syncproof.cli import main
from syncproof.errors import HarnessBroke
from syncproof.fakes.trello.capabilities import CAPABILITIES
from syncproof.run import session
from syncproof.run.session import Selection
from syncproof.stories.feature import load
from syncproof.sut import Sut
from syncproof.verdict import Verdict
from tests.cli.conftest import FEATURES, with_first

DOCUMENTS = Path(__file__).parent.parent / "documents"


@pytest.mark.usefixtures("selections")
def test_without_a_document_the_accepted_ones_are_judged(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["run"]) == 0

    told = capsys.readouterr().out.splitlines()
    assert [line for line in told if line.endswith(("15:43:43)", "00:00:02)"))] == [
        "Customerp to Trello Dataflow (generated 2024-09-10 15:43:43)",
        "Custompms to Trello Dataflow (generated 2024-09-11 00:00:02)",
    ]
    assert "sentences  24: 24 pass" in told
    assert told[-3:-1] == [
        "played     beyond the real Trello: member-profile-write, member-email-visible,",
        "           comment-write, unlimited-plan",
    ]
    assert told[-1] == "exit 0: all pass"


@pytest.mark.usefixtures("selections")
def test_a_document_is_judged_sentence_by_sentence_with_the_rule_that_answers(
    documents: Mapping[str, Path],
    capsys: pytest.CaptureFixture[str],
) -> None:
    assert main(["run", str(documents["custompms-trello"]), "--section", "task to trello cards"]) == 0

    told = capsys.readouterr().out
    answers = load(FEATURES / "custompms-trello" / "task-to-cards.feature").blocks
    for block in answers:
        assert f"features/custompms-trello/task-to-cards.feature:{block.line}\n" in told
    assert "5 rows from the property agreement, none from the document" in told
    assert "Organizations" not in told


def test_rows_of_the_document_stand_before_those_agreed_on(
    written: Callable[[Checklist], str], selections: list[Selection], tmp_path: Path
) -> None:
    accepted = accepted_document(FEATURES / "custompms-trello")
    [cards] = [section for section in accepted.sections if section.slug == "task-to-cards"]
    rows = tuple(replace(row, origin="document") for row in reversed(cards.rows))
    document = tmp_path / "rows.rst"
    sections = tuple(replace(each, rows=rows) if each == cards else each for each in accepted.sections)
    document.write_text(written(replace(accepted, sections=sections)))

    assert main(["run", str(document), "--section", cards.title]) == 0

    ((checklist,),) = [selection.checklists for selection in selections]
    assert [each.rows for each in checklist.sections if each.slug == cards.slug] == [rows]


def test_the_options_reach_the_suite(customerp: str, selections: list[Selection]) -> None:
    options = ["--section", "contact", "--level", "required", "--level", "implied", "--only", "every.created"]

    assert main(["run", customerp, *options, "--seed", "7", "--workers", "2"]) == 0

    (selection,) = selections
    assert [file.name for file in selection.features] == ["contact-to-members.feature"]
    assert [checklist.slug for checklist in selection.checklists] == ["customerp-trello"]
    assert [(each.rule, each.name) for each in selection.planned] == [("every.created", "A new contact")]
    assert (selection.seed, selection.workers) == (7, 2)
    assert selection.sut == Sut()
    assert selection.lacking == frozenset()


def test_trello_as_is_goes_without_its_capabilities(
    customerp: str, selections: list[Selection], capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["run", customerp, "--trello-as-is"]) == 0

    (selection,) = selections
    assert selection.lacking == set(CAPABILITIES)
    assert capsys.readouterr().out.splitlines()[-3:] == [
        "played     as the real Trello, without: member-profile-write,",
        "           member-email-visible, comment-write, unlimited-plan",
        "exit 0: all pass",
    ]


@pytest.mark.parametrize(
    ("verdict", "exit_code", "meaning"),
    [
        (Verdict.PASS, 0, "all pass"),
        (Verdict.FAIL, 1, "something fails"),
        (Verdict.INCONCLUSIVE, 3, "something was not shown"),
        (Verdict.NONE, 3, "something was not shown"),
        (Verdict.ERROR, 4, "not all could be run"),
    ],
)
def test_the_exit_code_says_what_the_worst_verdict_was(
    customerp: str,
    verdict: Verdict,
    exit_code: int,
    meaning: str,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    with_first(monkeypatch, verdict)

    assert main(["run", customerp]) == exit_code
    assert capsys.readouterr().out.endswith(f"exit {exit_code}: {meaning}\n")


@pytest.mark.usefixtures("selections")
@pytest.mark.parametrize(
    ("options", "exit_code", "last"),
    [
        ([], 0, "the 1 rule chosen passes; LEFT were not played"),
        (["--require-complete"], 3, "the 1 rule chosen passes, but LEFT were not played"),
    ],
)
def test_a_part_is_not_reported_as_the_whole(
    customerp: str,
    options: list[str],
    exit_code: int,
    last: str,
    tmp_path: Path,
    capsys: pytest.CaptureFixture[str],
) -> None:
    chosen = ["--section", "contact", "--only", "every.created", "--json", str(tmp_path / "summary.json")]

    assert main(["run", customerp, *chosen, *options]) == exit_code

    told = capsys.readouterr().out
    assert re.search(r"\n    1 of \d+ rules: pass\n", told)
    summary = json.loads((tmp_path / "summary.json").read_text())
    assert told.endswith(f"exit {exit_code}: {last.replace('LEFT', str(summary['of'] - summary['played']))}\n")
    (document,) = summary["documents"]
    (section,) = document["sections"]
    (sentence,) = section["sentences"]
    files = sorted((FEATURES / "customerp-trello").glob("*.feature"))
    rules = [
        (path.stem, block.kind, each.rule) for path in files for block in load(path).blocks for each in block.scenarios
    ]
    of_section = {each for each in rules if each[0] == "contact-to-members"}
    of_sentence = {each for each in of_section if each[1] == "every"}
    assert [(row["verdict"], row["played"], row["of"]) for row in (document, section, sentence)] == [
        ("none", 1, len(of)) for of in (set(rules), of_section, of_sentence)
    ]


@pytest.mark.usefixtures("selections")
def test_a_complete_run_passes_where_it_has_to_be_complete(customerp: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["run", customerp, "--require-complete"]) == 0
    assert capsys.readouterr().out.endswith("\nexit 0: all pass\n")


@pytest.mark.usefixtures("selections")
def test_a_run_that_checked_nothing_is_not_a_pass(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["run", str(DOCUMENTS / "good" / "no-section.rst")]) == 3
    assert capsys.readouterr().out.endswith("exit 3: something was not shown\n")


@pytest.mark.usefixtures("selections")
def test_the_reports_are_written(customerp: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    summary, junit = tmp_path / "summary.json", tmp_path / "junit.xml"

    assert main(["run", customerp, "--json", str(summary), "--junit", str(junit)]) == 0

    assert json.loads(summary.read_text())["schema"] == "syncproof/1"
    assert len(ET.parse(junit).getroot()) == 4  # noqa: S314 - our own
    assert capsys.readouterr().out.endswith("exit 0: all pass\n")


@pytest.mark.usefixtures("selections")
def test_with_the_json_on_standard_output_people_read_on_the_other_stream(
    customerp: str,
    capsys: pytest.CaptureFixture[str],
) -> None:
    assert main(["run", customerp, "--json", "-"]) == 0

    told = capsys.readouterr()
    assert json.loads(told.out)["verdict"] == "pass"
    assert told.err.endswith("exit 0: all pass\n")


@pytest.mark.parametrize(
    "name", ["json", *(pytest.param(each, marks=pytest.mark.exhaustive) for each in ("random", "pytest"))]
)
def test_a_module_in_the_current_folder_does_not_take_the_place_of_pythons_own_in_a_worker(
    name: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / f"{name}.py").write_text("raise SystemExit(f'{__file__} was imported')")
    monkeypatch.chdir(tmp_path)

    assert main(["run", "--section", "contact-to", "--only", "every.created", "--workers", "2"]) == 0


@pytest.mark.parametrize(
    ("broken", "exit_code", "told", "left"),
    [
        (HarnessBroke("no port is free"), 4, "the harness broke: no port is free\n", ["no port is free"]),
        (ZeroDivisionError(), 4, "the harness broke:\nTraceback ", ["ZeroDivisionError"]),
    ],
)
def test_a_run_that_does_not_end_leaves_nothing_behind_but_why(
    *,
    customerp: str,
    broken: BaseException,
    exit_code: int,
    told: str,
    left: list[str],
    monkeypatch: pytest.MonkeyPatch,
    tmp_path: Path,
    capsys: pytest.CaptureFixture[str],
) -> None:
    def run(*_: object, **__: object) -> None:
        raise broken

    monkeypatch.setattr(session, "run", run)

    assert main(["run", customerp, "--json", str(tmp_path / "summary.json")]) == exit_code
    assert capsys.readouterr().err.lstrip("\n").startswith(told)
    reports = [json.loads(each.read_text()) for each in tmp_path.iterdir()]
    assert [lost["what"] for each in reports for lost in each["run"]["not_played"]] == left


def test_a_run_whose_worker_hears_ctrl_c_says_that_it_was_interrupted(
    customerp: str, monkeypatch: pytest.MonkeyPatch, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    def run(*_: object, **__: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr(session, "run", run)

    code = main(["run", customerp, "--json", str(tmp_path / "summary.json")])

    assert (code, json.loads((tmp_path / "summary.json").read_text())["run"]["ended"]) == (130, "interrupted")
    assert "exit 130: the run was interrupted" in capsys.readouterr().out
