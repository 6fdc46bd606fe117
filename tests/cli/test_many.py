"""A folder of documents: each is played by itself, one table says what came of each, and one report has them all."""

from __future__ import annotations

import json
import re
import shutil
from pathlib import Path

import pytest

from syncproof.cli import main, many
from syncproof.report.schemas import misfit
from syncproof.run.document_names import named_below

SAMPLES = Path(__file__).parents[1] / "documents"
CHOSEN = ["--only", "every.created"]
FILES = {"below-two": "below/two.rst", "one": "one.rst", "bad": "bad.rst"}
"""The files of the folder, by the names of the documents, and one that nobody can play."""


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
    rows = re.findall(r"^(\S.{11})  (\S+\.rst)(?: \(.*\))?(?::.*)?$", out, re.MULTILINE)
    return {Path(file).name: word.strip() for word, file in rows}


def test_each_document_has_a_line_and_the_report_has_them_all(
    folder: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    report = tmp_path / "report.json"
    assert main(["run", str(folder), *CHOSEN, "--json", str(report)]) == 0
    assert table(capsys.readouterr().out) == {"one.rst": "in part", "two.rst": "in part"}
    summary = json.loads(report.read_text())
    assert [each["title"] for each in summary["documents"]] == [
        "Millrace to Tidepost Dataflow (below-two)",
        "Larkbook to Tidepost Dataflow (one)",
    ]
    assert [Path(each["file"]).name for each in summary["run"]["documents"]] == ["two.rst", "one.rst"]


def test_a_bad_document_stops_no_other_and_the_worst_decides(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    shutil.copy(SAMPLES / "bad/markdown.md", folder / "bad.rst")
    assert main(["run", str(folder), *CHOSEN]) == 2
    out = capsys.readouterr().out
    assert f"refused       {folder / 'bad.rst'}: line 1: not a dataflow document: it has no title" in out
    assert table(out) == {"bad.rst": "refused", "one.rst": "in part", "two.rst": "in part"}
    assert out.endswith("exit 2: bad usage or input; 3 documents: 2 in part, 1 refused\n")


def test_a_document_is_played_whatever_the_case_of_its_suffix(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (folder / "below" / "two.rst").rename(folder / "below" / "two.RST")
    assert main(["run", str(folder), *CHOSEN]) == 0
    assert "two.RST" in capsys.readouterr().out
    assert main(["check", str(folder)]) == 2
    assert "below/two.RST" in capsys.readouterr().out


def test_a_link_to_a_folder_elsewhere_is_not_followed_and_said(
    folder: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (folder / "below").rename(tmp_path / "real")
    (folder / "more").symlink_to("../real")
    (folder / "again").symlink_to(folder)
    said = f"not looked into, since no link is followed: {folder / 'more'} -> {tmp_path / 'real'}; name that folder too"
    assert main(["run", str(folder), *CHOSEN, "--quiet"]) == 0
    out = capsys.readouterr().out
    assert (out.splitlines()[0], "again" in out) == (said, False)
    for command in (["check"], ["accept", "--dry-run", "--features", str(tmp_path / "features")]):
        main([*command, str(folder)])
        assert capsys.readouterr().err.splitlines()[0] == said
    assert main(["run", str(folder), str(tmp_path / "real"), *CHOSEN, "--section", "documents-one/"]) == 0
    assert "not looked into" not in "".join(capsys.readouterr())
    (folder / "one.rst").unlink()
    assert main(["run", str(folder), *CHOSEN]) == 2
    assert f"{folder}: no document .rst lies in the folder\n{said}\n" in capsys.readouterr().err


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


def ids(report: Path) -> dict[str, str]:
    """Return the names of the documents in a report, each with the title."""
    return {each["id"]: each["title"] for each in json.loads(report.read_text())["documents"]}


def test_a_document_goes_by_its_own_file_whichever_others_come_and_go(folder: Path, tmp_path: Path) -> None:
    report = tmp_path / "report.json"
    titles = {
        "below-two": "Millrace to Tidepost Dataflow (below-two)",
        "one": "Larkbook to Tidepost Dataflow (one)",
        "a-copy": "Larkbook to Tidepost Dataflow (a-copy)",
        "a-copy-c739969f": "Larkbook to Tidepost Dataflow (a-copy-c739969f)",
        "larkbook-tidepost": "Larkbook to Tidepost Dataflow",
    }
    for name in ("a-copy.rst", "A-Copy.rst", "Larkbook Tidepost.rst"):
        shutil.copy(folder / "one.rst", folder / name)
    assert main(["run", str(folder), *CHOSEN, "--json", str(report)]) == 0
    assert misfit(json.loads(report.read_text()), "syncproof/1") == ""
    assert ids(report) == titles
    (folder / "a-copy.rst").unlink()
    (folder / "A-Copy.rst").unlink()
    (folder / "below" / "two.rst").unlink()
    assert main(["run", str(folder), *CHOSEN, "--json", str(report)]) == 0
    assert ids(report) == {name: titles[name] for name in ("larkbook-tidepost", "one")}


def test_of_several_folders_the_name_says_which(folder: Path, tmp_path: Path) -> None:
    report = tmp_path / "report.json"
    shutil.copy(folder / "one.rst", folder / "below" / "one.rst")
    (tmp_path / "documents" / "other").mkdir()
    shutil.copy(folder / "one.rst", folder / "other" / "one.rst")
    both = [str(folder / "below"), str(folder / "other")]
    assert main(["run", *both, *CHOSEN, "--json", str(report)]) == 0
    assert list(ids(report)) == ["below-one", "below-two", "other-one"]


def test_a_document_that_is_named_twice_is_played_once(
    folder: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(folder / "below")
    assert main(["run", "../one.rst", str(folder), "../below", *CHOSEN, "--section", "below-two/"]) == 0
    assert table(capsys.readouterr().out) == {"one.rst": "not chosen", "two.rst": "in part"}


def test_each_document_has_one_line_whatever_its_file_is_called(
    folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (folder / "one.rst").rename(folder / "o\ne.rst")
    main(["run", str(folder), *CHOSEN])
    assert f"in part       {folder}/o\\ne.rst\n" in capsys.readouterr().out


def test_files_that_differ_by_case_or_punctuation_alone_have_names_apart(folder: Path) -> None:
    for name in ("One.rst", "ONE.rst", "Below_Two.RST"):
        shutil.copy(folder / "one.rst", folder / name)
    names = {path.relative_to(folder).as_posix(): name for path, name in named_below([folder]).items()}
    assert names == {
        "one.rst": "one",
        "One.rst": "one-bc57bbf8",
        "ONE.rst": "one-1c27288b",
        "Below_Two.RST": "below-two-d901c809",
        "below/two.rst": "below-two-2cf4d396",
    }
    (folder / "ONE.rst").unlink()
    assert named_below([folder])[folder / "One.rst"] == names["One.rst"]


def test_a_document_that_no_file_is_called_is_refused_with_the_nearest(
    folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    shutil.copy(folder / "one.rst", folder / "three.rst")
    assert main(["run", str(folder), *CHOSEN, "--section", "thre/"]) == 2
    said = capsys.readouterr().err
    assert "no section has thre/ in its title or name" in said
    assert "nearest  three/reader-to-patrons" in said
    assert main(["run", str(folder), *CHOSEN, "--section", "thre/", "--section", "one/"]) == 2
    out = capsys.readouterr().out
    assert "no document has what --section thre/ asks for\n  nearest  three/reader-to-patrons\nexit 2" in out


def test_a_document_without_what_is_chosen_is_said_to_be_so_and_spoils_nothing(
    folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["run", str(folder), *CHOSEN, "--section", "one/"]) == 0
    out = capsys.readouterr().out
    assert f"not chosen    {folder / 'below' / 'two.rst'}: no section has one/ in its title or name" in out
    assert re.search(
        r"exit 0: the 1 rule chosen passes; \d+ were not played; 2 documents: 1 not chosen, 1 in part\n$", out
    )


def test_of_several_texts_each_has_to_choose_something_in_one_of_the_documents(
    folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    both = ["--section", "one/", "--section", "below-two/"]
    assert main(["run", str(folder), *CHOSEN, *both]) == 0
    out = capsys.readouterr().out
    assert re.search(r"exit 0: the 2 rules chosen pass; \d+ were not played; 2 documents: 2 in part\n$", out)
    assert main(["run", str(folder), *CHOSEN, *both, "--only", "every.creatd"]) == 2
    assert (
        "no document has what --only every.creatd asks for\n  nearest  every.created\nexit 2: bad usage"
        in capsys.readouterr().out
    )


def test_what_no_document_has_is_refused(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["run", str(folder), "--only", "every.creatd"]) == 2
    said = capsys.readouterr().err
    assert "no scenario is chosen by --only every.creatd" in said
    assert "nearest  every.created" in said
    assert "nothing is chosen of any of the 2 documents\n  2 documents: no scenario is chosen" in said


def test_where_nothing_is_chosen_each_reason_is_said(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["run", str(folder), "--section", "one/", "--only", "every.creatd"]) == 2
    said = capsys.readouterr().err
    assert "  1 document: no section has one/ in its title or name\n" in said
    assert "  1 document: no scenario is chosen by --section one/ --only every.creatd\n" in said


def test_a_document_without_a_section_has_none_that_is_chosen(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    shutil.copy(SAMPLES / "good/no-section.rst", folder)
    assert main(["run", str(folder), *CHOSEN, "--section", "one/"]) == 0
    assert f"not chosen    {folder / 'no-section.rst'}" in capsys.readouterr().out


def test_a_folder_without_a_document_is_refused(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["run", str(tmp_path)]) == 2
    assert "no document .rst lies in the folder" in capsys.readouterr().err
    assert main(["accept", str(tmp_path), "--features", str(tmp_path / "features")]) == 2
    assert "no document .rst lies in the folder" in capsys.readouterr().out


@pytest.mark.parametrize("option", [["--sweep"], ["--swept", "conftest.py"], ["--attach"], ["--sut-url", "http://x"]])
def test_what_is_not_for_a_folder_is_refused_with_what_to_do_instead(
    folder: Path, option: list[str], capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["run", str(folder), *option]) == 2
    said = capsys.readouterr().err
    assert f"{option[0]} is not for a folder: " in said
    assert f"name a document: syncproof run {folder / 'below' / 'two.rst'} {option[0]} …" in said


@pytest.mark.parametrize(
    ("options", "expected"),
    [((), 3), (("--workers", "2"), 2), (("--sut-port", "47110"), 1)],
    ids=["by default", "workers", "a port"],
)
def test_a_document_plays_for_each_core_unless_the_user_says_otherwise(
    folder: Path, monkeypatch: pytest.MonkeyPatch, options: tuple[str, ...], expected: int
) -> None:
    asked: list[int] = []

    def play_many(_: object, at_once: int, *__: object) -> int:
        asked.append(at_once)
        return 0

    monkeypatch.setattr(many, "cores", lambda: 3)
    monkeypatch.setattr(many, "play_many", play_many)
    assert main(["run", str(folder), "--sut", "true", *options]) == 0
    assert asked == [expected]
