"""`syncproof run` with a document that is odd: what nobody can read is inconclusive, and a copy has its own verdict."""

from __future__ import annotations

import json
from collections.abc import Mapping
from pathlib import Path

import pytest

from syncproof.checklist import KINDS
from syncproof.checklist.resolve import parse
from syncproof.cli import main
from syncproof.report.schemas import misfit
from syncproof.stories.left_open import AUTHORS

EVERY = "Every Custompms Task will be synchronized with a Trello Cards.\n"
LINK_FIRST = "Before any synchronization can take place, a link between a Custompms Task and a Trello Cards must be"


@pytest.fixture
def text(documents: Mapping[str, Path]) -> str:
    """Return a sound document of Custompms."""
    return documents["custompms-trello"].read_text()


def verdicts(tmp_path: Path, text: str) -> tuple[int, dict[str, set[tuple[str, str]]]]:
    """Return the exit code of a run, and the verdicts of each section's sentences, each with the reason."""
    document, summary = tmp_path / "document.rst", tmp_path / "summary.json"
    document.write_text(text)
    code = main(["run", str(document), "--json", str(summary)])
    whole = json.loads(summary.read_text())
    assert misfit(whole, "syncproof/1") == ""
    sections = whole["documents"][0]["sections"]
    return code, {
        each["id"]: {
            (sentence["verdict"], sentence["reason"].replace(f"{tmp_path}/", "")) for sentence in each["sentences"]
        }
        for each in sections
    }


PASS = {("pass", "")}
OTHERS = {"customer-to-organizations": PASS, "project-to-actions": PASS, "task-to-actions": PASS}


def copied(text: str) -> str:
    """Return the section of tasks and cards."""
    return text[text.index("Custompms Task to Trello Cards\n") :]


@pytest.mark.usefixtures("selections")
def test_a_line_that_nobody_can_read_makes_its_section_inconclusive_and_the_others_pass(
    tmp_path: Path, text: str
) -> None:
    code, found = verdicts(tmp_path, text.replace(EVERY, f"{EVERY}\nTasks are often late.\n"))

    line = text.splitlines().index(EVERY.strip()) + 3
    reason = "no sentence of the dialect: Tasks are often late.: not read"
    assert found == {**OTHERS, "task-to-cards": {("inconclusive", f"{reason}: document.rst:{line} ({AUTHORS})")}}
    assert code == 3


@pytest.mark.usefixtures("selections")
def test_what_is_odd_about_a_document_is_said_before_anything_plays(
    tmp_path: Path, text: str, capsys: pytest.CaptureFixture[str]
) -> None:
    heading = "Custompms Task to Trello Cards\n"
    document = tmp_path / "document.rst"
    document.write_text(text.replace(heading, heading.replace("Custompms", "Custom\x1bPMS")))

    assert main(["run", str(document)]) == 0

    line = text.splitlines().index(heading.strip()) + 1
    out = capsys.readouterr().out
    said = f"{document}:{line}: the heading calls the system Custom\\x1bPMS: read as Custompms\n"
    assert said in out
    assert out.index(said) < out.index("sentences ")


@pytest.mark.usefixtures("selections")
def test_a_line_outside_of_the_sections_makes_all_of_them_inconclusive(tmp_path: Path, text: str) -> None:
    code, found = verdicts(tmp_path, text.replace("\nIntroduction\n", "\nPlease sign.\n\nIntroduction\n"))

    reason = f"outside of the sections: Please sign.: no section has it: document.rst:7 ({AUTHORS})"
    assert found == {name: {("inconclusive", reason)} for name in (*OTHERS, "task-to-cards")}
    assert code == 3


@pytest.mark.usefixtures("selections")
def test_a_copy_of_a_section_has_a_verdict_of_its_own(tmp_path: Path, text: str) -> None:
    code, found = verdicts(tmp_path, f"{text.rstrip()}\n\n\n{copied(text)}")

    reason = "the document's table is empty, and the property agreement has no row"
    ((verdict, why),) = found.pop("task-to-cards-2")
    assert (verdict, why.partition(": ")[0]) == ("none", reason)
    assert found == {**OTHERS, "task-to-cards": PASS}
    assert code == 3


@pytest.mark.usefixtures("selections")
def test_copies_that_contradict_each_other_are_inconclusive_both(tmp_path: Path, text: str) -> None:
    other = copied(text).replace(EVERY, f"{LINK_FIRST} established.\n")

    code, found = verdicts(tmp_path, f"{text.rstrip()}\n\n\n{other}")

    one, two = found.pop("task-to-cards"), found.pop("task-to-cards-2")
    assert (code, found) == (3, OTHERS)
    assert [verdict for verdict, _ in (*one, *two)] == ["inconclusive", "inconclusive"]
    assert all("the document contradicts itself" in reason for _, reason in (*one, *two))


@pytest.mark.usefixtures("selections")
def test_an_empty_copy_is_not_shown_and_breaks_nothing(tmp_path: Path, text: str) -> None:
    heading = "Custompms Task to Trello Cards\n------------------------------\n"

    code, found = verdicts(tmp_path, f"{text.rstrip()}\n\n\n{heading}")

    assert (code, found) == (3, {**OTHERS, "task-to-cards": PASS, "task-to-cards-2": set()})


@pytest.mark.parametrize("kind", [kind for kind in KINDS if kind not in {"every", "in-sync", "properties"}])
def test_a_kind_that_no_story_tests_yet_is_read(kind: str) -> None:
    shape = KINDS[kind].shape.format(
        source="Custompms Task", target="Trello Cards", words="If open", connected="Custompms Lead", system="Trello"
    )
    heading = "Custompms Task to Trello Cards\n------------------------------\n"
    title = "============\nCustompms to Trello Dataflow\n============\n\nGenerated: 2026-01-31 12:00:00\n\n"

    (section,) = parse(f"{title}{heading}{shape}\n", "any.rst").sections

    assert [each.kind for each in section.sentences] == [kind]
