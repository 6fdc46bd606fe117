"""A generation of an accepted document: one that lost what the accepted features are about is played from itself."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import NamedTuple

import pytest

from syncproof.acceptance.accept import accept
from syncproof.cli import main
from tests.checklist.golden import DOCUMENTS

SAMPLE = DOCUMENTS / "good" / "every-kind.rst"
SENTENCE = "Once a link between a Larkbook Reader and "


def without_line(text: str, begins: str) -> str:
    """Return a text without the first line that begins so."""
    return re.sub(rf"^{re.escape(begins)}.*\n\n", "", text, count=1, flags=re.MULTILINE)


def without_row(text: str, cell: str) -> str:
    """Return a text without the first row of a table whose first cell is this."""
    return re.sub(rf"^   \* - {re.escape(cell)}\n(?:     - .*\n)+", "", text, count=1, flags=re.MULTILINE)


def without_section(text: str, title: str) -> str:
    """Return a text without the last section, which has this title."""
    return text[: text.index(f"\n{title}\n")] + "\n"


class Ran(NamedTuple):
    """How a run of a generation ended, what it said first, and how many rules were played."""

    code: int
    said: str
    played: int


@pytest.fixture
def run(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> Callable[[str], Ran]:
    """Accept the sample, and return what runs the text of another generation with the features of the first."""
    features, document, report = tmp_path / "accepted", tmp_path / "now.rst", tmp_path / "report.json"
    list(accept([SAMPLE], features, sentences=tuple))

    def of(text: str) -> Ran:
        document.write_text(text)
        words = ["--features", str(features), "--section", "reader", "--only", "every.created", "--json", str(report)]
        code = main(["run", str(document), *words])
        said = " ".join("".join(capsys.readouterr()).split())
        return Ran(code, said, json.loads(report.read_text())["played"])

    return of


LOSSES: dict[str, Callable[[str], str]] = {
    "a section": lambda text: without_section(text, "Larkbook Branch to Tidepost Sites"),
    "a sentence": lambda text: without_line(text, SENTENCE),
    "a row": lambda text: without_row(text, "address.street"),
}


@pytest.mark.parametrize("what", LOSSES)
def test_one_that_lost_something_is_played_from_itself_and_says_how_to_bring_it_in(
    what: str, run: Callable[[str], Ran]
) -> None:
    text = SAMPLE.read_text()
    assert LOSSES[what](text) != text

    code, said, played = run(LOSSES[what](text))

    assert (code, played > 0) == (0, True)
    assert "accepted are about other generations of these documents, so the stories are written from the" in said
    assert re.search(r"now\.rst; syncproof check \S+now\.rst --features \S+accepted says what changed", said)


def test_one_that_says_more_is_played_with_the_accepted_features(run: Callable[[str], Ran]) -> None:
    text = SAMPLE.read_text()
    before = "   * - title\n"
    assert before in text
    code, said, played = run(text.replace(before, '   * - spine\n     - spine\n     - "string"\n' + before, 1))

    assert (code, played > 0) == (0, True)
    assert "other generations" not in said


def test_a_feature_that_fits_no_generation_is_still_refused(
    run: Callable[[str], Ran], tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    run(SAMPLE.read_text())
    folder = tmp_path / "accepted" / "larkbook-tidepost"
    (folder / "book-to-titles.feature").rename(folder / "book-to-title.feature")
    assert main(["run", str(tmp_path / "now.rst"), "--features", str(folder.parent)]) == 2
    assert "book-to-title.feature:1: the feature answers no section of" in capsys.readouterr().err


@pytest.mark.parametrize("type_", ["N/A", '["decimal", "_."]', '"date"'])
def test_a_type_that_no_value_can_have_any_more_is_not_shown_and_breaks_nothing(type_: str, tmp_path: Path) -> None:
    document, report = tmp_path / "document.rst", tmp_path / "report.json"
    text = (DOCUMENTS / "good" / "literal-cells.rst").read_text()
    document.write_text(text)
    list(accept([document], tmp_path / "accepted", sentences=tuple))
    document.write_text(text.replace('"string"', type_, 1))

    words = ["--features", str(tmp_path / "accepted"), "--level", "required", "--json", str(report)]
    assert main(["run", str(document), *words]) == 3

    reasons = [
        sentence["reason"]
        for section in json.loads(report.read_text())["documents"][0]["sections"]
        for sentence in section["sentences"]
        if sentence["kind"] == "properties"
    ]
    assert any(f"no value is of the type {type_.strip(chr(34))} of " in each for each in reasons), reasons


def test_two_accepted_documents_that_differ_in_a_type_blame_no_sync(tmp_path: Path) -> None:
    text = (DOCUMENTS / "good" / "literal-cells.rst").read_text()
    documents = tmp_path / "one.rst", tmp_path / "two.rst"
    documents[0].write_text(text)
    documents[1].write_text(text.replace("Tidepost", "Highpost").replace('"string"', '"float"'))
    list(accept(documents, tmp_path / "accepted", sentences=tuple))

    words = ["--features", str(tmp_path / "accepted"), "--only", "properties.type", "--json", str(tmp_path / "report")]
    assert main(["run", *words]) == 3

    whole = json.loads((tmp_path / "report").read_text())["documents"]
    reasons = [each["reason"] for one in whole for section in one["sections"] for each in section["sentences"]]
    (why,) = [each for each in reasons if "no value is of the type" in each]
    names = "larkbook-highpost", "larkbook-tidepost"
    own, other = (tmp_path / "accepted" / name / "checklist.toml" for name in names)
    first, theirs = re.findall(r"(\S+):(\d+)", why.partition("; ")[0])
    assert (first[0], theirs[0]) == (str(own), str(other))
    assert all("owner_" in Path(file).read_text().splitlines()[int(line)] for file, line in (first, theirs))
    assert ", and owner_ to *x* of Larkbook Reader to Tidepost Patrons in Larkbook to Tidepost Dataflow says" in why
    assert why.startswith("no value is of the type float of owner_ to *x*, and a story asks for one: ")


def test_a_renamed_document_is_played_with_what_was_agreed_on(
    documents: Mapping[str, Path], tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    document, report = tmp_path / "document.rst", tmp_path / "report.json"
    document.write_text(documents["customerp-trello"].read_text().replace("Customerp", "Enterprise Suite"))

    assert main(["run", str(document), "--only", "every.created", "--json", str(report)]) == 0

    assert json.loads(report.read_text())["played"] == 4
    said = " ".join("".join(capsys.readouterr()).split())
    assert "are about other generations of these documents" in said
    assert "nobody accepted" not in said


def test_one_that_leads_the_other_way_is_no_generation(run: Callable[[str], Ran]) -> None:
    text = SAMPLE.read_text().replace("Larkbook", "L@").replace("Tidepost", "Larkbook").replace("L@", "Tidepost")

    _, said, played = run(text)

    assert (played > 0, "other generations" in said) == (True, False)
