"""A run end to end: what is played is what the checklist says, and what cannot be played is not green."""

from __future__ import annotations

import json
import re
import shutil
from collections.abc import Callable, Mapping
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

import syncproof
from syncproof import features
from syncproof.checklist import Checklist, End, Row, Section, Sentence
from syncproof.checklist.accepted import load
from syncproof.checklist.dialect import wording
from syncproof.cli import main
from syncproof.run import session
from syncproof.run.session import Selection
from syncproof.verdict import Outcome
from tests.cli.conftest import passing

INSTALLED = Path(next(iter(features.__path__)))
AGREED = """
[[section.agreement]]
source = "name"
target = "text"
type = "string"
"""


@pytest.fixture
def project(tmp_path: Path) -> Path:
    """Return a copy of the features, its first document's agreement on projects open to change."""
    shutil.copytree(INSTALLED, tmp_path / "features", ignore=shutil.ignore_patterns("*.py", "__pycache__"))
    return tmp_path


def change_agreement(project: Path, agreed: str) -> None:
    file = project / "features" / "customerp-trello" / "checklist.toml"
    text = file.read_text()
    assert AGREED in text
    file.write_text(text.replace(AGREED, agreed))


def run(project: Path, *arguments: str) -> tuple[int, dict[str, Any]]:
    report = project / "report.json"
    chosen = ["--section", "Customerp Project", "--features", str(project / "features"), "--json", str(report)]
    code = main(["run", *chosen, *arguments])
    return code, json.loads(report.read_text()) if report.exists() else {}


def test_without_an_agreement_nothing_is_shown_and_nothing_is_green(project: Path) -> None:
    change_agreement(project, "")

    code, report = run(project)

    sentences = report["documents"][0]["sections"][0]["sentences"]
    assert (code, [sentence["verdict"] for sentence in sentences]) == (3, ["none"] * 3)
    accepted = project / "features" / "customerp-trello" / "checklist.toml"
    assert {sentence["reason"] for sentence in sentences} == {
        (
            f"the document's table is empty, and the property agreement has no row: {accepted}:61 (agree on rows: "
            "[[section.agreement]] in the checklist.toml that `syncproof accept` writes)"
        )
    }


def test_the_type_that_is_agreed_on_is_the_one_that_is_asked_for(project: Path) -> None:
    change_agreement(project, AGREED.replace("string", "integer"))

    code, _ = run(project, "--only", "properties.type")

    assert code == 1


def sentences_of(report: dict[str, Any]) -> dict[str, tuple[str, str]]:
    """Return the verdict and the reason of each sentence."""
    return {
        sentence["id"]: (sentence["verdict"], sentence["reason"])
        for document in report["documents"]
        for section in document["sections"]
        for sentence in section["sentences"]
    }


@pytest.fixture
def played(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """Let every scenario pass without running it, and return the features of which scenarios were to run."""
    names: list[str] = []

    def run(selection: Selection, **_: object) -> tuple[Outcome, ...]:
        names.extend(f"{file.parent.name}/{file.stem}" for file in selection.features)
        return tuple(passing(selection))

    monkeypatch.setattr(session, "run", run)
    return names


def test_a_row_that_no_story_carries_is_not_shown_and_the_rest_is_played(project: Path, played: list[str]) -> None:
    file = project / "features" / "customerp-trello" / "customer-to-organizations.feature"
    before, rows, after = re.split("(?=@properties.row)(.*)(?=@properties.type)", file.read_text(), flags=re.DOTALL)
    file.write_text(before + re.sub(r"\n *\| website .*", "", rows) + after)

    code, report = run(project, "--section", "customerp-trello/customer")

    gap = "no scenario of features/customerp-trello/customer-to-organizations.feature carries website to website"
    assert (code, "customerp-trello/customer-to-organizations" in played) == (3, True)
    found = sentences_of(report)
    assert found["customer-to-organizations.properties"] == ("none", gap)
    assert {found[f"customer-to-organizations.{kind}"] for kind in ("every", "in-sync")} == {("pass", "")}


def test_a_row_that_no_story_can_test_is_inconclusive_and_the_rest_is_played(project: Path, played: list[str]) -> None:
    row = "name (Dependant on having x in name)"
    change_agreement(project, AGREED + AGREED.replace('source = "name"', f'source = "{row}"'))

    code, report = run(project)

    file = project / "features" / "customerp-trello" / "checklist.toml"
    why = f"the row depends on its own property, so no story can test the row yet: {row} to text"
    assert (code, played) == (3, ["customerp-trello/project-to-actions"])
    assert sentences_of(report) == {
        "project-to-actions.every": ("pass", ""),
        "project-to-actions.in-sync": ("pass", ""),
        "project-to-actions.properties": ("inconclusive", f"{why}: {file}:69"),
    }


def test_a_section_that_no_feature_answers_is_not_shown_and_the_rest_is_played(
    project: Path, played: list[str]
) -> None:
    folder = project / "features" / "customerp-trello"
    (folder / "project-to-actions.feature").unlink()

    code, report = run(project, "--section", "customerp-trello/", "--only", "every")

    gap = f"no feature answers the section: {folder / 'checklist.toml'}:53"
    assert (code, len(played)) == (3, 3)
    assert sentences_of(report) == {
        "contact-to-members.every": ("pass", ""),
        "customer-to-organizations.every": ("pass", ""),
        "employee-to-members.every": ("pass", ""),
        "project-to-actions.every": ("none", gap),
    }


def test_a_section_that_no_feature_answers_is_not_shown_where_nothing_else_is_chosen(
    project: Path, played: list[str]
) -> None:
    (project / "features" / "customerp-trello" / "project-to-actions.feature").unlink()

    code, report = run(project)

    assert (code, played) == (3, [])
    assert [verdict for verdict, _ in sentences_of(report).values()] == ["none"] * 3


@pytest.mark.parametrize("choice", [(), ("--only", "in-sync"), ("--only", "in-sync.forward"), ("--level", "implied")])
def test_a_sentence_that_no_rule_answers_is_not_shown_whatever_is_chosen_of_it(
    project: Path, played: list[str], choice: tuple[str, ...]
) -> None:
    file = project / "features" / "customerp-trello" / "project-to-actions.feature"
    file.write_text(file.read_text().partition("  @in-sync\n")[0])

    code, report = run(project, *choice)

    gap = "no Rule of features/customerp-trello/project-to-actions.feature answers the sentence: "
    verdict, reason = sentences_of(report)["project-to-actions.in-sync"]
    assert (code, verdict, reason) == (3, "none", f"{gap}{file.parent / 'checklist.toml'}:60")
    assert len(played) == (len(choice) != 2 or choice[0] == "--level")


@pytest.mark.parametrize("rows", [(), (Row("name", "name", "string", "document"),)], ids=["no row", "a row"])
def test_a_section_without_an_answer_leaves_those_that_share_its_records_as_they_are(
    project: Path, written: Callable[[Checklist], str], rows: tuple[Row, ...]
) -> None:
    accepted = load(INSTALLED / "customerp-trello")
    source, target = End("Customerp", "Customer"), End("Trello", "Cards")
    promises = tuple(Sentence(kind, wording(kind, source, target)) for kind in ("every", "properties"))
    more = Section("Customerp Customer to Trello Cards", source, target, promises, rows)
    document = project / "more.rst"
    document.write_text(written(replace(accepted, sections=(*accepted.sections, more))))
    report = project / "report.json"

    code = main(["run", str(document), "--section", "Customer to", "--only", "every.created", "--json", str(report)])

    found = sentences_of(json.loads(report.read_text()))
    assert (code, {id_: reason for id_, (_, reason) in found.items()}) == (
        3,
        {
            "customer-to-organizations.every": "",
            "customer-to-cards.every": f"no feature answers the section: {document}:76"
            if rows
            else f"the document's table is empty, and the property agreement has no row: {document}:80 (agree on rows: "
            "[[section.agreement]] in the checklist.toml that `syncproof accept` writes)",
        },
    )


def spoil(project: Path, right: str, wrong: str, section: str = "project-to-actions") -> Path:
    """Change the first words of a feature that are so."""
    file = project / "features" / "customerp-trello" / f"{section}.feature"
    text = file.read_text()
    assert right in text
    file.write_text(text.replace(right, wrong, 1))
    return file


def test_all_that_is_wrong_in_any_feature_is_told_at_once_before_anything_plays(
    project: Path, played: list[str], capsys: pytest.CaptureFixture[str]
) -> None:
    first = spoil(
        project, "Then Acme is in Trello, once\n", "Then Acme is in Trelo, once\n", "customer-to-organizations"
    )
    second = spoil(project, "    @every.created\n", "")
    spoil(project, "And the sync comes to rest", "And the sync comes to rst")

    code, report = run(project, "--only", "properties.type")

    [not_played] = report["run"]["not_played"]
    assert (code, not_played["exit"], report["documents"], played) == (2, 2, [], [])
    assert capsys.readouterr().err.splitlines() == [
        f"{first}:12: no system is called Trelo here: Acme is in Trelo, once",
        "  nearest  Trello",
        "  do       use one of: Customerp, Trello",
        f"{second}:7: a scenario shows one rule, but its tags name 0: no tag",
        "  nearest  @every.created",
        "  do       tag the scenario with the id of its rule",
        f"{second}:10: no step is defined so: the sync comes to rst",
        "  nearest  When the sync comes to rest",
        "  do       correct the step",
    ]


def test_nobody_is_told_to_edit_the_installation(
    project: Path,
    played: list[str],
    documents: Mapping[str, Path],
    capsys: pytest.CaptureFixture[str],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    features = project / "features"
    broken = features / "customerp-trello" / "project-to-actions.feature"
    broken.write_text(broken.read_text().replace("the sync comes to rest", "the sync comes to rst", 1))
    monkeypatch.setattr(syncproof, "__file__", str(project / "__init__.py"))

    code = main(["run", str(documents["customerp-trello"]), "--features", str(features)])

    lines = capsys.readouterr().err.splitlines()
    cures = {line for line in lines if line.startswith("  do ")}
    assert (code, played) == (2, [])
    assert [line for line in lines if line.startswith(str(broken)) and "no step is defined so" in line]
    assert cures == {f"  do       copy the folder {features}, change the copy, and name it: --features DIR"}


def test_a_run_leaves_nothing_in_the_folder_it_is_started_in(
    project: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = tmp_path / "empty"
    folder.mkdir()
    monkeypatch.chdir(folder)

    code, _ = run(project, "--only", "properties.round-trip")

    assert (code, list(folder.iterdir())) == (0, [])
