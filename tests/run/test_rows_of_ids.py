"""A row whose source is the record's own id is played: the target holds the id, and a sync that brings none fails."""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from syncproof.checklist import Checklist, End
from syncproof.cli import main
from tests.fakes.derived.conftest import checklist, section

SAMPLES = Path(__file__).parents[1] / "documents" / "good"
BOATS = End("Brackwater", "Boats")
SOURCES = {
    # the end, and its text
    End("Hollow", "Vessel"): "name",
    End("Trello", "Cards"): "name",
    End("Trello", "Members"): "fullName",
    End("Custompms", "Task"): "title",
    End("Customerp", "Project"): "name",
}


@pytest.fixture
def played(tmp_path: Path, written: Callable[[Checklist], str]) -> Callable[..., tuple[int, list[dict[str, Any]]]]:
    """Run the document of a section, and return the exit code and all scenarios."""

    def play(end: End, rows: list[tuple[str, str, str]], *options: str) -> tuple[int, list[dict[str, Any]]]:
        document, report = tmp_path / "document.rst", tmp_path / "report.json"
        document.write_text(written(checklist(section(end, BOATS, *rows))))
        code = main(["run", str(document), *options, "--json", str(report)])
        (whole,) = json.loads(report.read_text())["documents"]
        sentences = [each for one in whole["sections"] for each in one["sentences"]]
        return code, [story for each in sentences for rule in each["rules"] for story in rule["scenarios"]]

    return play


@pytest.mark.parametrize("end", SOURCES, ids=str)
def test_a_sync_that_brings_the_id_passes(end: End, played: Callable[..., tuple[int, list[dict[str, Any]]]]) -> None:
    code, stories = played(
        end, [(SOURCES[end], "title", "string"), ("Id", "externalId", "string")], "--level", "required"
    )
    assert code == 0
    assert {story["verdict"] for story in stories if "Id" in story["name"]} == {"pass"}


@pytest.mark.parametrize("end", [End("Hollow", "Vessel"), End("Custompms", "Task")], ids=str)
def test_an_id_goes_to_a_number_and_to_a_text(
    end: End, played: Callable[..., tuple[int, list[dict[str, Any]]]], capsys: pytest.CaptureFixture[str]
) -> None:
    rows = [(SOURCES[end], "title", "string"), ("id", "nr", "integer"), ("id", "code", "string")]
    code, stories = played(end, rows, "--level", "required")
    assert (code, {story["verdict"] for story in stories if story["verdict"] != "none"}) == (0, {"pass"})
    played(end, rows, "--driver", "broken:first-row-only", "--only", "every.created")
    assert "nr in Brackwater Boats is nothing; expected the id of" in " ".join(capsys.readouterr().out.split())


@pytest.mark.parametrize("only", ["properties.row", "every.created"])
def test_a_sync_that_brings_no_id_fails(
    only: str, played: Callable[..., tuple[int, list[dict[str, Any]]]], capsys: pytest.CaptureFixture[str]
) -> None:
    rows = [("name", "title", "string"), ("id", "externalId", "string")]
    code, stories = played(End("Hollow", "Vessel"), rows, "--driver", "broken:first-row-only", "--only", only)
    assert (code, {story["verdict"] for story in stories}) == (1, {"fail"})
    said = " ".join(capsys.readouterr().out.split())
    assert "externalId in Brackwater Boats is nothing; expected the id of Hollow Vessel, which is" in said


@pytest.mark.parametrize("name", ["links", "leads-back", "rows"])
def test_every_kind_of_sentence_is_kept_beside_rows_of_ids(name: str, tmp_path: Path) -> None:
    document, report = tmp_path / "document.rst", tmp_path / "report.json"
    text = (SAMPLES / f"{name}.rst").read_text()
    of_ids = '   * - id\n     - xid\n     - "string"\n   * - id\n     - xnr\n     - "integer"\n'
    # A table of properties ends with a type, and then an empty line or the end.
    with_ids = re.sub(r'(     - "\w+"\n)(?=\n|\Z)', rf"\1{of_ids}", text)
    assert with_ids.count("xid") >= 1
    document.write_text(with_ids)
    main(["run", str(document), "--level", "required", "--json", str(report)])
    (whole,) = json.loads(report.read_text())["documents"]
    rules = [rule for one in whole["sections"] for each in one["sentences"] for rule in each["rules"]]
    stories = [story for rule in rules for story in rule["scenarios"]]
    assert {story["verdict"] for story in stories} <= {"pass", "none"}
    assert {story["verdict"] for story in stories if story["name"].startswith("id that ")} == {"pass"}


def test_no_story_changes_the_id_or_what_holds_it(played: Callable[..., tuple[int, list[dict[str, Any]]]]) -> None:
    rows = [("name", "title", "string"), ("id", "externalId", "string")]
    code, stories = played(End("Hollow", "Vessel"), rows, "--only", "properties", "--only", "in-sync.forward")
    assert code == 0
    assert [story["name"] for story in stories if "id" in story["name"].split()] == [
        "id that Hollow gives a new vessel",
        "Brackwater holds id in the documented type",
    ]


def test_the_page_says_that_an_id_goes_one_way(
    played: Callable[..., tuple[int, list[dict[str, Any]]]], tmp_path: Path
) -> None:
    rows = [("name", "title", "string"), ("id", "externalId", "string")]
    page = tmp_path / "page.html"
    played(End("Hollow", "Vessel"), rows, "--only", "properties.row", "--html", str(page))
    (row,) = [line for line in page.read_text().split("<tr>") if '<th scope="row">id</th>' in line]
    assert "never: the id is the system's own" in row
    assert "1 story" in row


def test_a_story_of_ones_own_cannot_change_an_id(
    tmp_path: Path, written: Callable[[Checklist], str], capsys: pytest.CaptureFixture[str]
) -> None:
    document, features = tmp_path / "document.rst", tmp_path / "features"
    rows = [("name", "title", "string"), ("id", "externalId", "string")]
    document.write_text(written(checklist(section(End("Hollow", "Vessel"), BOATS, *rows))))
    assert main(["accept", str(document), "--features", str(features)]) == 0
    (feature,) = features.glob("*/*.feature")
    text = feature.read_text().replace(
        "a user changes Alpha's <label> in <system>", "a user changes Alpha's id in Hollow", 1
    )
    feature.write_text(text)
    line = text[: text.index("Alpha's id in Hollow")].count("\n") + 1
    assert main(["run", str(document), "--features", str(features), "--only", "in-sync.forward"]) == 2
    said = " ".join(capsys.readouterr().err.split())
    what = "no user brings or changes id, which the system sets itself: a user changes Alpha's id in Hollow"
    assert f"{feature}:{line}: {what} do name another property of the section's table" in said
