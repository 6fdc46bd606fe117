"""The reports of a folder: each has every document, under one name, with its file and the reasons for its verdict."""

from __future__ import annotations

import csv
import json
import shutil
from pathlib import Path
from xml.etree import ElementTree as ET

import pytest

from syncproof.acceptance.accept import accept
from syncproof.cli import main
from syncproof.report.schemas import misfit
from tests.cli.test_many import CHOSEN, FILES, SAMPLES, folder, ids

__all__ = ["folder"]


def test_every_report_and_every_choice_has_the_one_name_of_a_document(
    folder: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    shutil.copy(folder / "one.rst", folder / "a-one.rst")
    reports = {each: tmp_path / each for each in ("json", "markdown", "csv", "junit", "html")}
    options = [word for name, path in reports.items() for word in (f"--{name}", str(path))]
    broken = ["--only", "in-sync.forward", "--driver", "broken:creates-only"]
    assert main(["run", str(folder), "--section", "one/", *broken, "--verbose", *options]) == 1
    out = capsys.readouterr().out
    assert "not chosen" in next(line for line in out.splitlines() if "a-one.rst" in line)
    assert "Larkbook to Tidepost Dataflow (one)" in out
    assert ids(reports["json"]) == {"one": "Larkbook to Tidepost Dataflow (one)"}
    assert 'classname="one.reader-to-patrons.in-sync.forward"' in reports["junit"].read_text()
    assert "(one.reader-to-patrons.in-sync.forward)" in reports["markdown"].read_text()
    for each in ("csv", "html"):
        assert "Larkbook to Tidepost Dataflow (one)" in reports[each].read_text()


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


def test_every_report_has_the_exit_code_of_the_run(
    folder: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    shutil.copy(SAMPLES / "bad/markdown.md", folder / "bad.rst")
    reports = {each: tmp_path / each for each in ("json", "markdown", "junit", "events")}
    options = [word for name, path in reports.items() for word in (f"--{name}", str(path))]
    said = "exit 2: bad usage or input; 1 document was refused; no document has what --only every.creatd asks for"
    assert main(["run", str(folder), *CHOSEN, "--only", "every.creatd", *options]) == 2
    assert f"## ❌ syncproof: {said}\n" in reports["markdown"].read_text()
    root = ET.parse(reports["junit"]).getroot()  # noqa: S314 - our own
    assert {each.get("value") for each in root.iter("property") if each.get("name") == "exit"} == {
        said.removeprefix("exit ")
    }
    assert [each.get("name") for each in root.iter("testcase") if each.find("error") is not None] == [
        f"not played: {folder / 'bad.rst'}:1: not a dataflow document: it has no title (bad)",
        "no document has what --only every.creatd asks for",
    ]
    capsys.readouterr()
    assert main(["report", str(reports["events"])]) == 2
    assert capsys.readouterr().out.endswith(f"{said}\n")
    shards = [str(tmp_path / each) for each in "12"]
    for number, shard in enumerate(shards, start=1):
        main(["run", str(folder), *CHOSEN, "--only", "every.creatd", "--shard", f"{number}/2", "--json", shard])
    capsys.readouterr()
    assert main(["merge", *shards]) == 2
    assert capsys.readouterr().out.endswith(f"{said}\n")


def test_each_report_names_the_file_of_each_document(folder: Path, tmp_path: Path) -> None:
    shutil.copy(SAMPLES / "bad/markdown.md", folder / "bad.rst")
    reports = {each: tmp_path / each for each in ("markdown", "csv", "junit")}
    options = [word for name, path in reports.items() for word in (f"--{name}", str(path))]
    main(["run", str(folder), *CHOSEN, *options])
    paths = {name: folder / file for name, file in FILES.items()}
    suites = ET.parse(reports["junit"]).getroot().iter("testsuite")  # noqa: S314 - our own
    found = {
        suite.find("testcase").get("classname", "").partition(".")[0]: each.get("value")  # type: ignore[union-attr]  # each has one
        for suite in suites
        for each in suite.iter("property")
        if each.get("name") == "document"
    }
    assert found == {name: str(path) for name, path in paths.items()}
    rows = csv.DictReader(reports["csv"].read_text("utf-8-sig").splitlines())
    assert list(dict.fromkeys(row["file"] for row in rows)) == [*map(str, list(paths.values())), ""]
    page = reports["markdown"].read_text().replace("\\", "")
    for name, path in paths.items():
        assert f"| {name} | {path} |" in page


def test_a_folder_is_annotated_at_the_lines_of_its_documents(
    folder: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    shutil.copy(SAMPLES / "bad/markdown.md", folder / "bad.rst")
    monkeypatch.setenv("GITHUB_WORKSPACE", str(folder))
    stories = [f"in-sync.forward: owner_ changed in {each}" for each in ("Larkbook", "Millrace")]
    only = [word for story in stories for word in ("--only", story)]
    broken = [*only, "--driver", "broken:creates-only", "--annotations", "github"]
    assert main(["run", str(folder), *broken]) == 1
    out = capsys.readouterr().out.splitlines()
    assert out[0].startswith("::stop-commands::")
    assert [each.partition("::")[2].partition(",title=")[0] for each in out if each.startswith("::error")] == [
        "error file=bad.rst,line=1",
        "error file=below/two.rst,line=16",
        "error file=one.rst,line=16",
    ]


def test_a_document_that_says_nothing_is_no_pass_in_any_report(
    folder: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    title = "Larkbook to Tidepost Dataflow"
    heading = "Larkbook Reader to Tidepost Patrons"
    (folder / "silent.rst").write_text(f"{title}\n{'=' * len(title)}\n\n{heading}\n{'-' * len(heading)}\n")
    reports = {each: tmp_path / each for each in ("json", "csv", "junit", "markdown")}
    options = [word for name, path in reports.items() for word in (f"--{name}", str(path))]
    assert main(["run", str(folder), *CHOSEN, *options, "--verbose"]) == 3
    out = capsys.readouterr().out
    assert "silent.rst (2 oddities): 1 section has no sentence\n" in out
    assert "none: the section has no sentence, so nothing was asserted\n" in out
    assert ids(reports["json"])["silent"] == f"{title} (silent)"
    assert "the section has no sentence" in reports["csv"].read_text()
    assert '<failure type="none" message="the section has no sentence" />' in reports["junit"].read_text()
    assert "the section has no sentence" in reports["markdown"].read_text()


def test_a_section_of_which_no_line_is_read_is_inconclusive_in_every_report(
    folder: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    title = "Larkbook to Tidepost Dataflow"
    heading = "Larkbook Reader to Tidepost Patrons"
    lines = (title, "=" * len(title), "", heading, "-" * len(heading), "Readers are often late.", "")
    unread = folder / "unread.rst"
    unread.write_text("\n".join(lines))
    reports = {each: tmp_path / each for each in ("json", "csv", "junit", "markdown")}
    options = [word for name, path in reports.items() for word in (f"--{name}", str(path))]
    assert main(["run", str(folder), *CHOSEN, *options, "--verbose"]) == 3
    out = " ".join(capsys.readouterr().out.split())
    what = "no sentence of the dialect: Readers are often late.: not read"
    why = f"{what}: {unread}:6 (whoever writes the document decides)"
    assert f"1 section: {what} (whoever writes the document decides): line 6" in out
    assert f"{heading} inconclusive {what}: " in out
    whole = json.loads(reports.pop("json").read_text())
    (section,) = next(each for each in whole["documents"] if each["id"] == "unread")["sections"]
    assert (section["verdict"], section["reason"]) == ("inconclusive", why)
    assert all(what in report.read_text() for report in reports.values())


def test_cucumber_messages_have_the_features_of_each_document_apart(folder: Path, tmp_path: Path) -> None:
    shutil.copy(folder / "one.rst", folder / "three.rst")
    messages = tmp_path / "messages"
    assert main(["run", str(folder), *CHOSEN, "--messages", str(messages)]) == 0
    found = [json.loads(line).get("gherkinDocument", {}).get("uri") for line in messages.read_text().splitlines()]
    assert [each for each in found if each and "three" in each] == [f"{folder / 'three.rst'}/reader-to-patrons.feature"]
    assert [each for each in found if each and "one" in each] == [f"{folder / 'one.rst'}/reader-to-patrons.feature"]


def test_what_is_not_shown_has_its_reasons_in_the_table(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    for name in ("conditions", "no-section", "every-kind"):
        shutil.copy(SAMPLES / f"good/{name}.rst", folder)
    main(["run", str(folder), *CHOSEN])
    unclear = "nobody agreed on what the condition means, in the checklist.toml that `syncproof accept` writes"
    out = capsys.readouterr().out
    assert f"not shown     {folder / 'conditions.rst'}: 15 sentences: {unclear}: lines 14, 30, 46, 62, 78\n" in out
    assert f"not shown     {folder / 'no-section.rst'}: the document has no section\n" in out
    assert " ".join(out[out.index("every-kind.rst") :].split()).startswith(
        f"every-kind.rst (1 oddity) - 3 sentences: {unclear}: line 60 "
        "- 1 sentence: the document's table is empty, and the property agreement has no row (agree on rows: "
        "[[section.agreement]] in the checklist.toml that `syncproof accept` writes): line 140 not shown"
    )


def test_of_several_reasons_each_has_a_line_in_which_a_path_stays_whole(
    folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    document, features = folder / "rows-in-the-document.rst", tmp_path / "features"
    shutil.copy(SAMPLES / "good" / document.name, document)
    list(accept([document], features, sentences=tuple))
    for name in ("one", "two"):
        (features / "custompms-trello" / f"{name}.feature").write_text("Feature: Nothing that the document says\n")
    monkeypatch.setenv("COLUMNS", "60")
    assert main(["run", str(folder), "--features", str(features), *CHOSEN]) == 2
    out = capsys.readouterr().out
    assert f"refused       {document}\n" in out
    assert all(f"{features}/custompms-trello/{name}.feature:1:" in out for name in ("one", "two"))
