"""What `syncproof verify` compares: the page that was signed, word for word, and a folder of documents played apart."""

from __future__ import annotations

import json
import sys
from pathlib import Path

import jsonschema
import pytest

from syncproof import cli
from syncproof.report import signature
from tests.cli.test_sign import SCHEMA, UNSEEN, run, verified
from tests.report.test_progress import Terminal

__all__ = ["run"]


def test_a_page_that_was_signed_is_compared_word_for_word(
    run: Path, customerp: str, capsys: pytest.CaptureFixture[str]
) -> None:
    page = run.with_name("page.html")
    assert cli.main(["sign", str(run), "--by", "Ada", "--html", str(page)]) == 0
    assert cli.main(["sign", str(run), "--by", "Grace"]) == 0
    jsonschema.validate(json.loads(signature.place_of(run).read_text()), SCHEMA)
    capsys.readouterr()

    assert cli.main(["verify", str(run), customerp, "--html", str(page)]) == 0
    assert f"fits          page {page}, as Ada signed the page\n" in capsys.readouterr().out
    page.write_text(page.read_text().replace("passes in part", "passes"))
    assert verified(capsys, run, customerp, "--html", page) == (
        1,
        [
            ("fits", "signature"),
            ("fits", "signature"),
            ("does not fit", "page"),
            ("fits", "document"),
            ("fits", "features"),
        ],
    )


def test_of_a_page_that_nobody_signed_the_digest_of_the_run_is_compared(
    run: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    page = run.with_name("page.html")
    cli.main(["sign", str(run), "--by", "Ada"])
    capsys.readouterr()

    cli.main(["verify", str(run), "--html", str(page)])

    assert f"fits          page {page}, by the digest of the run that the page names\n" in capsys.readouterr().out


def test_the_page_of_another_run_is_not_signed(run: Path, capsys: pytest.CaptureFixture[str]) -> None:
    page = run.with_name("page.html")
    run.write_text(run.read_text().replace('"seed": 0', '"seed": 1'))

    assert cli.main(["sign", str(run), "--by", "Ada", "--html", str(page)]) == 2

    assert "the page of another run" in capsys.readouterr().err
    assert not signature.place_of(run).exists()


@pytest.fixture
def folder(tmp_path: Path, selections: object) -> Path:
    """Return a folder of three documents: two of other systems, one of the same systems as the first."""
    assert selections == []
    folder = tmp_path / "documents"
    folder.mkdir()
    (folder / "a.rst").write_text(UNSEEN)
    (folder / "b.rst").write_text(UNSEEN.replace("Ledgerly", "Quillstead").replace("subject", "title"))
    (folder / "c.rst").write_text(UNSEEN.replace("subject", "title"))
    return folder


def test_a_run_of_a_folder_is_compared_document_by_document_as_it_was_played(
    folder: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    whole = tmp_path / "run.json"
    assert cli.main(["run", str(folder), "--only", "every.created", "--json", str(whole), "--quiet"]) == 0
    cli.main(["sign", str(whole), "--by", "Ada"])

    code, found = verified(capsys, whole, folder)

    assert found == [
        ("fits", "signature"),
        ("fits", "document"),
        ("fits", "document"),
        ("fits", "document"),
        ("fits", "features"),
    ]
    assert code == 0
    (folder / "c.rst").write_text(UNSEEN.replace("subject", "name"))
    code, found = verified(capsys, whole, folder)
    assert (code, found[1:]) == (
        1,
        [("fits", "document"), ("fits", "document"), ("does not fit", "document"), ("does not fit", "features")],
    )


def test_each_file_that_cannot_be_read_is_named_and_all_others_are_compared(
    folder: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    whole, page = tmp_path / "run.json", tmp_path / "page.html"
    played = ["run", str(folder), "--only", "every.created", "--json", str(whole), "--html", str(page), "--quiet"]
    assert cli.main(played) == 0
    cli.main(["sign", str(whole), "--by", "Ada"])
    page.unlink()
    (folder / "c.rst").write_text("no document")
    capsys.readouterr()

    code = cli.main(["verify", str(whole), str(folder), str(tmp_path / "lost.rst"), "--html", str(page)])

    captured = capsys.readouterr()
    assert (code, [line[:14].strip() for line in captured.out.splitlines()]) == (
        1,
        ["fits", "not compared", "fits", "fits", "does not fit", "not compared"],
    )
    for lost in (page, folder / "c.rst", tmp_path / "lost.rst"):
        assert f"{lost}:" in captured.err


def test_a_run_that_fits_but_for_a_file_that_is_not_there_ends_as_bad_input(
    folder: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    whole = tmp_path / "run.json"
    assert cli.main(["run", str(folder), "--only", "every.created", "--json", str(whole), "--quiet"]) == 0
    cli.main(["sign", str(whole), "--by", "Ada"])
    (folder / "c.rst").unlink()

    assert verified(capsys, whole, folder, folder / "c.rst") == (
        2,
        [
            ("fits", "signature"),
            ("fits", "document"),
            ("fits", "document"),
            ("not compared", "document"),
            ("not compared", "features:"),
        ],
    )


def test_two_documents_that_were_played_together_are_compared_together(
    folder: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    whole, two = tmp_path / "run.json", [str(folder / "a.rst"), str(folder / "b.rst")]
    assert cli.main(["run", *two, "--only", "every.created", "--json", str(whole), "--quiet"]) == 0

    assert verified(capsys, whole, *two)[1][1:] == [("fits", "document"), ("fits", "document"), ("fits", "features")]


def test_a_terminal_shows_how_many_documents_are_left(
    folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    whole = tmp_path / "run.json"
    cli.main(["run", str(folder), "--only", "every.created", "--json", str(whole), "--quiet"])
    terminal = Terminal()
    monkeypatch.setenv("TERM", "xterm")
    monkeypatch.setattr(sys, "stderr", terminal)
    cli.main(["verify", str(whole), str(folder)])

    assert "3/3" in terminal.getvalue()
    assert "left" in terminal.getvalue()


def test_what_is_not_named_of_a_folder_is_not_compared_and_has_not_changed(
    folder: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    whole = tmp_path / "run.json"
    cli.main(["run", str(folder), "--only", "every.created", "--json", str(whole), "--quiet"])
    cli.main(["sign", str(whole), "--by", "Ada"])
    capsys.readouterr()

    assert cli.main(["verify", str(whole), str(folder / "a.rst")]) == 3
    assert capsys.readouterr().out.splitlines()[1:] == [
        f"fits          document {folder / 'a.rst'}",
        f"not compared  document {folder / 'b.rst'}: name it",
        f"not compared  document {folder / 'c.rst'}: name it",
        "not compared  features: name every document of the run",
    ]
    (folder / "d.rst").write_text(UNSEEN.replace("subject", "body"))
    assert verified(capsys, whole, folder / "d.rst") == (
        3,
        [("fits", "signature"), *[("not compared", "document")] * 4, ("not compared", "features:")],
    )


def test_a_document_that_was_copied_is_compared_with_its_own_file(
    folder: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    whole = tmp_path / "run.json"
    (folder / "c.rst").write_text(UNSEEN)
    cli.main(["run", str(folder), "--only", "every.created", "--json", str(whole), "--quiet"])
    (folder / "a.rst").write_text(UNSEEN.replace("subject", "body"))
    capsys.readouterr()

    cli.main(["verify", str(whole), str(folder)])
    assert f"does not fit  document {folder / 'a.rst'}\n" in capsys.readouterr().out


def test_a_part_of_a_folder_fits_where_nothing_has_changed(
    folder: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    whole, choice = tmp_path / "run.json", ["--section", "a/", "--only", "every.created"]
    (folder / "bad.rst").write_text("no document")
    cli.main(["run", str(folder), *choice, "--json", str(whole), "--quiet"])
    cli.main(["sign", str(whole), "--by", "Ada"])

    code, found = verified(capsys, whole, folder)

    assert found == [("fits", "signature"), *[("fits", "document")] * 4, ("fits", "features")]
    assert code == 0
    (folder / "b.rst").write_text(UNSEEN)
    assert verified(capsys, whole, folder)[0] == 1
