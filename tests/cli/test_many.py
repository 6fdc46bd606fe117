"""A folder of documents: each is played by itself, one table says what came of each, and one report has them all."""

from __future__ import annotations

import json
import re
import shutil
from pathlib import Path

import pytest

from syncproof.cli import main
from syncproof.report.schemas import misfit

SAMPLES = Path(__file__).parents[1] / "documents"
CHOSEN = ["--only", "every.created"]


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Return a folder with two documents, one of them below another folder."""
    made = tmp_path / "documents"
    (made / "below").mkdir(parents=True)
    text = (SAMPLES / "good/literal-cells.rst").read_text()
    (made / "one.rst").write_text(text)
    (made / "below" / "two.rst").write_text(text.replace("Larkbook", "Millrace"))
    (made / "notes.txt").write_text("no document")
    return made


def table(out: str) -> dict[str, str]:
    """Return what the table says of each file, by its name."""
    lines = [line for line in out.splitlines() if ".rst" in line and not line.startswith(" ")]
    return {Path(line.split()[-1]).name: " ".join(line.split()[:-1]) for line in lines if ":" not in line}


def test_each_document_has_a_line_and_the_report_has_them_all(
    folder: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    report = tmp_path / "report.json"
    assert main(["run", str(folder), *CHOSEN, "--json", str(report)]) == 0
    assert table(capsys.readouterr().out) == {"one.rst": "in part", "two.rst": "in part"}
    summary = json.loads(report.read_text())
    assert [each["title"] for each in summary["documents"]] == [
        "Millrace to Tidepost Dataflow",
        "Larkbook to Tidepost Dataflow",
    ]
    assert [Path(each["file"]).name for each in summary["run"]["documents"]] == ["two.rst", "one.rst"]


def test_a_bad_document_stops_no_other_and_the_worst_decides(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    shutil.copy(SAMPLES / "bad/markdown.md", folder / "bad.rst")
    assert main(["run", str(folder), *CHOSEN]) == 2
    out = capsys.readouterr().out
    assert (
        f"refused       {folder / 'bad.rst'}: {folder / 'bad.rst'}:1: not a dataflow document: it has no title" in out
    )
    assert table(out) == {"one.rst": "in part", "two.rst": "in part"}
    assert out.endswith("exit 2: bad usage or input; 3 documents: 2 in part, 1 refused\n")


def test_the_oddities_of_a_document_are_counted(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (folder / "below" / "two.rst").unlink()
    (folder / "odd.rst").write_text((SAMPLES / "odd/broken-tables.rst").read_text().replace("Larkbook", "Millrace"))
    main(["run", str(folder), *CHOSEN])
    out = capsys.readouterr().out
    assert re.search(r"odd\.rst \(\d+ oddities\)", out)
    assert f"oddities of a document alone: syncproof run {folder / 'odd.rst'}" in out
    assert "one.rst (" not in out


@pytest.mark.exhaustive
def test_a_document_of_which_all_is_played_passes(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (folder / "below" / "two.rst").unlink()
    assert main(["run", str(folder), "--workers", "2"]) == 0
    out = capsys.readouterr().out
    assert table(out) == {"one.rst": "pass"}
    assert out.endswith("exit 0: all pass; 1 document: 1 pass\n")


def test_a_defect_shows_in_each_document(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    chosen = ["--only", "in-sync.forward", "--driver", "broken:creates-only"]
    assert main(["run", str(folder / "one.rst"), str(folder / "below"), *chosen]) == 1
    assert table(capsys.readouterr().out) == {"one.rst": "fail", "two.rst": "fail"}


@pytest.mark.thorough
def test_the_line_that_plays_a_failure_again_names_its_document(
    folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    chosen = ["--only", "in-sync.forward", "--driver", "broken:creates-only"]
    main(["run", str(folder), "--verbose", *chosen])
    lines = [line for line in capsys.readouterr().out.splitlines() if line.startswith("  again")]
    assert {word for line in lines for word in line.split() if word.startswith(str(folder))} == {
        str(folder / "one.rst"),
        str(folder / "below" / "two.rst"),
    }


def test_documents_of_the_same_systems_are_in_the_report_each_with_a_number(folder: Path, tmp_path: Path) -> None:
    shutil.copy(folder / "one.rst", folder / "three.rst")
    report = tmp_path / "report.json"
    assert main(["run", str(folder), *CHOSEN, "--json", str(report)]) == 0
    summary = json.loads(report.read_text())
    assert misfit(summary, "syncproof/1") == ""
    assert [(each["id"], each["title"], each["chosen"]) for each in summary["documents"][1:]] == [
        ("larkbook-tidepost", "Larkbook to Tidepost Dataflow", "pass"),
        ("larkbook-tidepost-2", "Larkbook to Tidepost Dataflow (copy 2)", "pass"),
    ]
    assert [Path(each["file"]).name for each in summary["run"]["documents"]] == ["two.rst", "one.rst", "three.rst"]


def test_the_number_of_a_copy_is_not_taken_for_the_name_of_another_system(folder: Path, tmp_path: Path) -> None:
    text = (folder / "one.rst").read_text()
    (folder / "three.rst").write_text(text)
    (folder / "zz.rst").write_text(text.replace("Tidepost", "Tidepost 2"))
    report = tmp_path / "report.json"
    assert main(["run", str(folder), *CHOSEN, "--json", str(report)]) == 0
    found = {each["id"]: each["title"] for each in json.loads(report.read_text())["documents"][1:]}
    assert found == {
        "larkbook-tidepost": "Larkbook to Tidepost Dataflow",
        "larkbook-tidepost-3": "Larkbook to Tidepost Dataflow (copy 3)",
        "larkbook-tidepost-2": "Larkbook to Tidepost 2 Dataflow",
    }


def test_a_document_that_is_refused_stands_in_every_report_and_none_says_that_all_is_well(
    folder: Path, tmp_path: Path
) -> None:
    shutil.copy(SAMPLES / "bad/markdown.md", folder / "bad.rst")
    shutil.copy(SAMPLES / "bad/markdown.md", folder / "worse.rst")
    reports = {each: tmp_path / each for each in ("json", "markdown", "csv", "junit", "html")}
    options = [word for name, path in reports.items() for word in (f"--{name}", str(path))]
    assert main(["run", str(folder), *CHOSEN, *options]) == 2
    assert [name for name, path in reports.items() if "worse.rst" not in path.read_text()] == []
    summary = json.loads(reports["json"].read_text())
    assert misfit(summary, "syncproof/1") == ""
    assert [each["verdict"] for each in summary["documents"][2:]] == ["none", "none"]
    assert "exit 3: something was not shown" in reports["markdown"].read_text()


def test_a_document_without_what_is_chosen_is_said_to_be_so_and_spoils_nothing(
    folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["run", str(folder), *CHOSEN, "--section", "larkbook-tidepost/"]) == 0
    out = capsys.readouterr().out
    assert (
        f"not chosen    {folder / 'below' / 'two.rst'}: no section has larkbook-tidepost/ in its title or name" in out
    )
    assert out.endswith("exit 0: all pass; 2 documents: 1 not chosen, 1 in part\n")


def test_of_several_texts_each_has_to_choose_something_in_one_of_the_documents(
    folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    both = ["--section", "larkbook-tidepost/", "--section", "millrace-tidepost/"]
    assert main(["run", str(folder), *CHOSEN, *both]) == 0
    assert capsys.readouterr().out.endswith("exit 0: all pass; 2 documents: 2 in part\n")
    assert main(["run", str(folder), *CHOSEN, *both, "--only", "every.creatd"]) == 2
    assert "no document has what --only every.creatd asks for\nexit 2: bad usage" in capsys.readouterr().out


def test_what_no_document_has_is_refused(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["run", str(folder), "--only", "every.creatd"]) == 2
    said = capsys.readouterr().err
    assert "no scenario is chosen by --only every.creatd" in said
    assert "nearest  every.created" in said
    assert "and so it is of all 2 documents" in said


def test_a_folder_without_a_document_is_refused(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["run", str(tmp_path)]) == 2
    assert "no document .rst lies in the folder" in capsys.readouterr().err
    assert main(["accept", str(tmp_path), "--features", str(tmp_path / "features")]) == 2
    assert "no document .rst lies in the folder" in capsys.readouterr().out


@pytest.mark.parametrize(
    "option", [["--shard", "1/2"], ["--sweep"], ["--events", "x"], ["--last-failed", "conftest.py"]]
)
def test_what_is_for_one_run_is_refused(folder: Path, option: list[str], capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["run", str(folder), *option]) == 2
    assert f"{option[0]} is for documents that are played together" in capsys.readouterr().err
