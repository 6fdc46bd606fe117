"""`syncproof check` and `syncproof diff`: documents on the command line, exit codes, JSON, Markdown."""

from __future__ import annotations

import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import jsonschema
import pytest

from syncproof.checklist.accepted_text import dump
from syncproof.checklist.resolve import parse
from syncproof.cli import main
from syncproof.drift import check as station
from syncproof.drift import history
from syncproof.drift.difference import HOWS, WHATS
from syncproof.drift.meaning import digest
from syncproof.drift.report import EXIT_CODES
from tests.checklist.golden import DOCUMENTS, SAMPLES, read

SCHEMA = json.loads((Path(station.__file__).parent / "syncproof-drift-1.schema.json").read_text())
SAMPLE = (DOCUMENTS / "good" / "every-kind.rst").read_text()
RENAMED = SAMPLE.replace("Larkbook", "Moorstone")
DOUBLED = SAMPLE + SAMPLE[SAMPLE.index("Larkbook Branch to Tidepost Sites\n") :]
DRIFTED = SAMPLE.replace("If the Loan is still open", "If the Loan is open")


@pytest.fixture
def features(tmp_path: Path) -> Path:
    """Return a folder in which the sample was accepted."""
    folder = tmp_path / "features" / "larkbook-tidepost"
    folder.mkdir(parents=True)
    (folder / "checklist.toml").write_text(dump(parse(SAMPLE, "sample.rst")))
    return folder.parent


def document(tmp_path: Path, text: str, name: str = "new.rst") -> str:
    """Write a document."""
    path = tmp_path / name
    path.write_text(text)
    return str(path)


def turned_around(text: str) -> str:
    """Return a document with its two systems in each other's place."""
    return text.replace("Larkbook", "L@").replace("Tidepost", "Larkbook").replace("L@", "Tidepost")


def compared(tmp_path: Path, *words: str) -> tuple[int, Any]:
    """Return the exit code of a command, and its JSON, which fits the schema."""
    target = tmp_path / "drift.json"
    code = main([*words, "--json", str(target)])
    found = json.loads(target.read_text())
    jsonschema.validate(found, SCHEMA)
    assert found["exit"] == code
    return code, found


@pytest.mark.parametrize("name", ["customerp-trello", "custompms-trello"])
def test_the_shipped_documents_are_what_was_accepted(
    name: str, documents: Mapping[str, Path], capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["check", str(documents[name])]) == 0

    assert capsys.readouterr().out.endswith("exit 0: nothing drifted\n")


@pytest.mark.parametrize("title", ["Custom ERP", "CustomERP", "customerp", "Enterprise Suite"])
@pytest.mark.parametrize("in_step", [True, False])
def test_a_rename_of_a_shipped_document_finds_what_was_accepted_and_is_one_notice(
    tmp_path: Path, documents: Mapping[str, Path], title: str, *, in_step: bool
) -> None:
    text = documents["customerp-trello"].read_text()
    text = (
        text.replace("Customerp", title) if in_step else text.replace("Customerp to Trello D", f"{title} to Trello D")
    )

    code, found = compared(tmp_path, "check", document(tmp_path, text))

    (row,) = found["documents"]
    what = "system" if title == "Enterprise Suite" else "spelling"
    assert (code, [(each["level"], each["what"]) for each in row["differences"]]) == (0, [("notice", what)])


@pytest.mark.parametrize(
    ("text", "code", "verdict"),
    [(SAMPLE, 0, "same"), (RENAMED, 0, "notice"), (DRIFTED, 1, "drift"), ("Nothing.", 2, "refused")],
    ids=["same", "renamed", "drifted", "no document"],
)
def test_the_exit_code_says_what_became_of_the_document(
    tmp_path: Path, features: Path, text: str, code: int, verdict: str
) -> None:
    ended, found = compared(tmp_path, "check", document(tmp_path, text), "--features", str(features))

    (row,) = found["documents"]
    assert (ended, row["verdict"]) == (code, verdict)


def test_a_bad_document_stops_no_other_and_decides_the_exit_code(
    tmp_path: Path, features: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    files = [
        document(tmp_path, text, f"{index}.rst") for index, text in enumerate((SAMPLE, "Nothing.", DRIFTED, DOUBLED))
    ]

    assert main(["check", *files, str(tmp_path / "none.rst"), "--features", str(features)]) == 2

    out = capsys.readouterr().out
    assert f"{tmp_path}/1.rst:1: not a dataflow document: it has no title\n" in out
    assert f"{tmp_path}/none.rst: no such file\n" in out
    assert out.endswith("documents 5: 1 drift, 1 notice, 2 refused, 1 same\nexit 2: something could not be compared\n")


def test_a_folder_stands_for_all_documents_below_it(tmp_path: Path, features: Path) -> None:
    folder = tmp_path / "documents"
    (folder / "deep").mkdir(parents=True)
    (folder / "notes.txt").write_text("Nothing.")
    for name, text in (("b.rst", SAMPLE), ("a.rst", DRIFTED), ("deep/c.rst", "Nothing.")):
        document(folder, text, name)

    code, found = compared(tmp_path, "check", str(folder), "--features", str(features))

    assert (code, [(each["file"].removeprefix(f"{folder}/"), each["verdict"]) for each in found["documents"]]) == (
        2,
        [("a.rst", "drift"), ("b.rst", "same"), ("deep/c.rst", "refused")],
    )


def test_a_folder_that_lacks_an_accepted_document_says_which(
    tmp_path: Path, features: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    other = features / "gone-tidepost"
    other.mkdir()
    (other / "checklist.toml").write_text(dump(parse(SAMPLE.replace("Larkbook", "Gone"), "gone.rst")))
    folder = tmp_path / "documents"
    folder.mkdir()
    one = document(folder, SAMPLE)

    assert main(["check", str(folder), "--features", str(features)]) == 0
    assert capsys.readouterr().err == "not among these: 1 accepted document, gone-tidepost\n"
    assert main(["check", one, "--features", str(features)]) == 0
    assert capsys.readouterr().err == ""


@pytest.mark.parametrize("command", ["check", "accept"])
def test_a_file_with_an_end_of_line_in_its_name_breaks_no_line(
    tmp_path: Path, features: Path, command: str, capsys: pytest.CaptureFixture[str]
) -> None:
    good, bad = document(tmp_path, SAMPLE, "good\n.rst"), document(tmp_path, "nothing", "bad\n.rst")

    assert main([command, good, bad, "--features", str(features)]) == 2
    said = capsys.readouterr().out
    assert [f"{tmp_path}/{name}\\n.rst:" in said for name in ("good", "bad")] == [True, True]
    assert f"{tmp_path}/bad\n" not in said


def test_a_folder_without_a_document_is_refused(
    tmp_path: Path, features: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "empty").mkdir()

    assert main(["check", str(tmp_path / "empty"), "--features", str(features)]) == 2
    assert "empty: no document .rst lies in the folder\n" in capsys.readouterr().out


def test_a_return_to_a_meaning_that_was_accepted_is_clean_and_says_when(
    tmp_path: Path, features: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    former = history.AcceptedMeaning(digest(parse(DRIFTED, "former.rst")), "2025-05-05 05:05:05")
    (features / "larkbook-tidepost" / history.FILE).write_text(history.dump([former]))

    code, found = compared(tmp_path, "check", document(tmp_path, DRIFTED), "--features", str(features))

    (row,) = found["documents"]
    assert (code, row["verdict"], row["seen"]) == (0, "seen", "2025-05-05 05:05:05")
    what = "a meaning that was accepted before, of the document generated 2025-05-05 05:05:05"
    assert f"new.rst: {what}\n" in capsys.readouterr().out


def test_a_document_that_leads_the_other_way_is_a_new_one_whose_meaning_nobody_accepted(
    tmp_path: Path, features: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    turned = document(tmp_path, turned_around(SAMPLE))
    same = history.AcceptedMeaning(digest(parse(turned_around(SAMPLE), "b.rst")), "2025-05-05 05:05:05")
    (features / "larkbook-tidepost" / history.FILE).write_text(history.dump([same]))

    assert main(["check", turned, "--features", str(features)]) == 2

    said = capsys.readouterr().out
    assert f"{turned}:2: no accepted document is like Tidepost to Larkbook Dataflow\n" in said
    assert "nearest  larkbook-tidepost, which goes the other way: Larkbook to Tidepost Dataflow\n" in said
    assert main(["diff", document(tmp_path, SAMPLE, "old.rst"), turned]) == 1
    assert main(["accept", turned, "--features", str(features)]) == 0
    new = "the other direction is accepted, too: Larkbook to Tidepost Dataflow, larkbook-tidepost"
    assert new in " ".join(capsys.readouterr().out.split())
    assert main(["check", turned, "--features", str(features)]) == 0
    assert main(["accept", turned, "--features", str(features)]) == 0
    assert "other direction" not in capsys.readouterr().out


def test_a_document_that_leads_the_other_way_takes_no_accepted_one_from_a_renamed_document(
    tmp_path: Path, features: Path
) -> None:
    renamed, turned = document(tmp_path, RENAMED, "a.rst"), document(tmp_path, turned_around(SAMPLE), "b.rst")

    _, found = compared(tmp_path, "check", renamed, turned, "--features", str(features))

    assert [each["verdict"] for each in found["documents"]] == ["notice", "refused"]


def test_a_title_that_is_turned_around_alone_is_said_in_one_line_by_every_command(
    tmp_path: Path, features: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    turned = document(tmp_path, SAMPLE.replace("Larkbook to Tidepost Dataflow", "Tidepost to Larkbook Dataflow"))

    for command in ("check", "accept", "run"):
        assert main([command, turned, "--features", str(features)]) == 2
        said = "".join(capsys.readouterr())
        assert said.count("the title leads from Tidepost to Larkbook, and each section from Larkbook to Tidepost") == 1
        assert said.count(f"{turned}:") == 1
    assert [each.name for each in features.iterdir()] == ["larkbook-tidepost"]


def test_a_document_without_a_section_leads_the_way_of_its_title_and_is_accepted_with_a_word(
    tmp_path: Path, features: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    text = SAMPLE[: SAMPLE.index("Larkbook Reader to Tidepost")].replace("Larkbook to Tidepost", "Tidepost to Larkbook")
    empty = document(tmp_path, text)

    assert main(["check", empty, "--features", str(features)]) == 2
    assert "nearest  larkbook-tidepost, which goes the other way" in capsys.readouterr().out
    assert main(["accept", empty, "--features", str(features)]) == 0
    said = " ".join(capsys.readouterr().out.split())
    assert "no story the document has no section: " in said
    assert main(["check", empty, "--features", str(features)]) == 0


@pytest.mark.parametrize(
    ("text", "what"),
    [
        ('[[meaning]]\ndigest = "abc"\ngenerated = ""\n', ":2: not the digest of a meaning\n"),
        ('[[meaning]]\ngenerated = ""\n', ":1: missing: digest\n"),
        ('[[meanings]]\ndigest = ""\n', ":1: unknown key: meanings\n"),
    ],
)
def test_a_history_that_is_none_is_refused_by_its_line(
    tmp_path: Path, features: Path, text: str, what: str, capsys: pytest.CaptureFixture[str]
) -> None:
    (features / "larkbook-tidepost" / history.FILE).write_text(text)

    assert main(["check", document(tmp_path, SAMPLE), "--features", str(features)]) == 2
    assert f"{history.FILE}{what}" in capsys.readouterr().out


def test_a_former_name_finds_what_was_accepted(tmp_path: Path, features: Path) -> None:
    place = features / "larkbook-tidepost" / "checklist.toml"
    place.write_text(place.read_text().replace("\n\n", '\nformer = ["Moorstone to Quill Dataflow"]\n\n', 1))
    text = "=" * 27 + "\nMoorstone to Quill Dataflow\n" + "=" * 27 + "\n\nGenerated: 2026-01-01 00:00:00\n"

    code, found = compared(tmp_path, "check", document(tmp_path, text), "--features", str(features))

    (row,) = found["documents"]
    assert (code, row["old"]["title"]) == (1, "Larkbook to Tidepost Dataflow")


def test_a_document_like_none_that_was_accepted_is_refused(
    tmp_path: Path, features: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    page = tmp_path / "page.md"
    text = (DOCUMENTS / "good" / "one-system.rst").read_text()
    other = document(tmp_path, text.replace("Introduction\n------------\n", "Introduction.\n------------\n"))
    words = ("check", other, "--features", str(features))

    code, found = compared(tmp_path, *words, "--markdown", str(page))

    said = capsys.readouterr().out
    assert (code, f"{other}:2: no accepted document is like Quill to Quill Dataflow\n" in said) == (2, True)
    assert "  odd     line 7: a heading Introduction.: read as the introduction\n" in said
    (row,) = found["documents"]
    assert {"line": 7, "what": "a heading Introduction.", "made": "read as the introduction", "doubt": False} in row[
        "oddities"
    ]
    assert "- line 7: a heading Introduction.: read as the introduction\n" in page.read_text()
    assert (main([*words, "--quiet"]), "line 7" in capsys.readouterr().out) == (2, False)


def test_two_documents_are_compared_without_features(tmp_path: Path) -> None:
    old, new = document(tmp_path, SAMPLE, "old.rst"), document(tmp_path, DRIFTED)

    code, found = compared(tmp_path, "diff", old, new)

    (row,) = found["documents"]
    (difference,) = row["differences"]
    assert (code, difference["what"], difference["old"], difference["new"]) == (
        1,
        "condition",
        {
            "file": old,
            "line": 60,
            "words": "If the Loan is still open, it will be synchronized with a Tidepost Parcels.",
        },
        {"file": new, "line": 60, "words": "If the Loan is open, it will be synchronized with a Tidepost Parcels."},
    )


@pytest.mark.parametrize("sample", SAMPLES, ids=lambda path: path.stem)
def test_what_was_accepted_is_what_is_checked_whatever_is_odd_about_it(tmp_path: Path, sample: Path) -> None:
    checklist = read(sample)
    folder = tmp_path / checklist.slug
    folder.mkdir()
    (folder / "checklist.toml").write_text(dump(checklist))

    code, found = compared(tmp_path, "check", str(sample), "--features", str(tmp_path))

    (row,) = found["documents"]
    levels = {(each["level"], each["what"]) for each in row["differences"]}
    assert (code, levels - {("notice", "spelling")}) == (0, set())


def test_a_page_shows_the_words_of_a_document_as_text(tmp_path: Path, features: Path) -> None:
    page = tmp_path / "page.md"
    hostile = "<img src=x>|[a](http://b) *c* `d`"
    new = document(tmp_path, SAMPLE.replace("If the Loan is still open", hostile))

    assert main(["check", new, "--features", str(features), "--markdown", str(page)]) == 1

    text = page.read_text()
    assert text.startswith("## ❌ syncproof: something drifted\n\n### ")
    assert r"\<img src=x\>\|\[a\](http:\//b) \*c\* \`d\`" in text
    assert all(line.count("|") - line.count(r"\|") == 6 for line in text.splitlines() if line.startswith("| drift"))


def test_control_characters_of_a_document_reach_no_terminal(
    tmp_path: Path, features: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    new = document(tmp_path, SAMPLE.replace("If the Loan is still open", "If \x1b[31mred"))

    assert main(["check", new, "--features", str(features)]) == 1
    assert "\x1b" not in capsys.readouterr().out


def test_the_json_goes_to_standard_output_and_people_read_on_the_other_stream(
    tmp_path: Path, features: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["check", document(tmp_path, SAMPLE), "--features", str(features), "--json", "-"]) == 0

    told = capsys.readouterr()
    assert json.loads(told.out)["documents"][0]["verdict"] == "same"
    assert told.err.endswith("exit 0: nothing drifted\n")


def test_a_report_that_cannot_be_written_keeps_no_other_from_being_written(
    tmp_path: Path, features: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    page = tmp_path / "page.md"
    words = ["--features", str(features), "--json", "/dev/full", "--markdown", str(page)]

    assert main(["check", document(tmp_path, SAMPLE), *words]) == 4

    told = capsys.readouterr()
    assert told.out.endswith("exit 0: nothing drifted\n")
    assert told.err.startswith("/dev/full: the report could not be written: ")
    assert page.exists()


def test_a_report_takes_the_place_of_no_document(
    tmp_path: Path, features: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    new = document(tmp_path, SAMPLE)

    assert main(["check", new, "--features", str(features), "--json", new]) == 2
    assert "would take the place of an input" in capsys.readouterr().err
    assert Path(new).read_text() == SAMPLE


def test_quiet_prints_drifts_only(tmp_path: Path, features: Path, capsys: pytest.CaptureFixture[str]) -> None:
    files = [document(tmp_path, text, name) for text, name in ((SAMPLE, "same.rst"), (DRIFTED, "drifted.rst"))]

    assert main(["check", *files, "--features", str(features), "--quiet"]) == 1

    out = capsys.readouterr().out
    assert "same.rst" not in out
    assert "drifted.rst: 1 drift\n" in out


def test_the_words_of_the_schema_are_those_of_the_code() -> None:
    parts = SCHEMA["$defs"]

    assert tuple(parts["difference"]["properties"]["what"]["enum"]) == WHATS
    assert tuple(parts["difference"]["properties"]["how"]["enum"]) == HOWS
    assert tuple(parts["document"]["properties"]["verdict"]["enum"]) == tuple(EXIT_CODES)
    assert SCHEMA["properties"]["totals"]["required"] == list(EXIT_CODES)
