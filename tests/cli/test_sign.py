"""A run is signed in a file beside it, and verified: whatever changed since no longer fits."""

from __future__ import annotations

import json
from datetime import UTC, datetime
from pathlib import Path

import jsonschema
import pytest

from syncproof import cli
from syncproof.cli import sign
from syncproof.report import signature

SCHEMA = json.loads((Path(signature.__file__).parent / "syncproof-signatures-1.schema.json").read_text())
NOW = datetime(2026, 3, 1, 8, 0, tzinfo=UTC)


@pytest.fixture
def run(tmp_path: Path, selections: object, customerp: str, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Return the JSON of a run of a document, with its page beside it."""
    assert selections == []
    monkeypatch.setattr(sign, "now", lambda: NOW)
    path = tmp_path / "run.json"
    page = str(tmp_path / "page.html")
    assert cli.main(["run", customerp, "--section", "contact", "--json", str(path), "--html", page, "--quiet"]) == 0
    return path


def verified(capsys: pytest.CaptureFixture[str], *arguments: object) -> tuple[int, list[tuple[str, str]]]:
    """Return how `syncproof verify` ends, and each thing that it names with whether the thing fits."""
    capsys.readouterr()
    code = cli.main(["verify", *map(str, arguments)])
    return code, [(line[:14].strip(), line[14:].split()[0]) for line in capsys.readouterr().out.splitlines()]


def test_a_signature_names_who_when_and_what_and_several_can_sign(
    run: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert cli.main(["sign", str(run), "--by", " Ada "]) == 0
    assert cli.main(["sign", str(run), "--by", "Grace", "--note", "as agreed"]) == 0

    held = json.loads((run.parent / "run.signatures.json").read_text())
    jsonschema.validate(held, SCHEMA)
    first, second = held["signatures"]
    assert (first["by"], first["at"], second["by"], second["note"]) == ("Ada", NOW.isoformat(), "Grace", "as agreed")
    assert first["run"] == second["run"] == signature.run_of(run)[1]
    assert first["stands"].startswith("passes in part: ")
    assert "passes in part" in capsys.readouterr().out


def test_all_fits_as_long_as_nothing_changes(run: Path, customerp: str, capsys: pytest.CaptureFixture[str]) -> None:
    page = run.with_name("page.html")

    assert verified(capsys, run, customerp) == (
        3,
        [("not compared", "signature:"), ("fits", "document"), ("fits", "features")],
    )
    cli.main(["sign", str(run), "--by", "Ada"])
    assert verified(capsys, run)[0] == 3
    assert verified(capsys, run, customerp, "--html", page) == (
        0,
        [("fits", "signature"), ("fits", "page"), ("fits", "document"), ("fits", "features")],
    )


def test_a_page_that_was_signed_and_is_not_named_is_not_compared(
    run: Path, customerp: str, capsys: pytest.CaptureFixture[str]
) -> None:
    page = run.with_name("page.html")
    cli.main(["sign", str(run), "--by", "Ada", "--html", str(page)])

    assert verified(capsys, run, customerp) == (
        3,
        [("fits", "signature"), ("not compared", "page"), ("fits", "document"), ("fits", "features")],
    )
    assert verified(capsys, run, customerp, "--html", page)[0] == 0


def test_a_document_that_the_run_did_not_play_is_told(
    run: Path, customerp: str, documents: dict[str, Path], capsys: pytest.CaptureFixture[str]
) -> None:
    cli.main(["sign", str(run), "--by", "Ada"])

    code, found = verified(capsys, run, customerp, documents["custompms-trello"])

    assert code == 3
    assert found == [("fits", "signature"), ("fits", "document"), ("not compared", "document"), ("fits", "features")]


def test_what_changed_no_longer_fits(
    run: Path, customerp: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    cli.main(["sign", str(run), "--by", "Ada"])
    document = tmp_path / "changed.rst"
    document.write_bytes(Path(customerp).read_bytes() + b"\n")
    features = tmp_path / "features"
    there = Path(str(cli.__file__)).parents[3] / "features" / "customerp-trello"
    (features / "customerp-trello").mkdir(parents=True)
    for each in there.iterdir():
        if each.suffix in {".feature", ".toml"}:
            (features / "customerp-trello" / each.name).write_bytes(each.read_bytes())

    assert verified(capsys, run, customerp, "--features", features)[0] == 0
    assert verified(capsys, run, document) == (
        1,
        [("fits", "signature"), ("does not fit", "document"), ("fits", "features")],
    )
    with (features / "customerp-trello" / "contact-to-members.feature").open("a") as file:
        file.write("# other\n")
    assert verified(capsys, run, customerp, "--features", features)[1][-1] == ("does not fit", "features")
    run.write_text(run.read_text().replace('"seed": 0', '"seed": 1'))
    assert verified(capsys, run, customerp, "--html", run.with_name("page.html")) == (
        1,
        [("does not fit", "signature"), ("does not fit", "page"), ("fits", "document"), ("fits", "features")],
    )


def test_a_run_that_is_no_longer_the_one_that_was_signed_is_not_signed(
    run: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    cli.main(["sign", str(run), "--by", "Ada"])
    before = (run.parent / "run.signatures.json").read_bytes()
    run.write_text(run.read_text().replace('"seed": 0', '"seed": 1'))

    assert cli.main(["sign", str(run), "--by", "Grace"]) == 2

    assert "the run is not the one that Ada signed" in capsys.readouterr().err
    assert (run.parent / "run.signatures.json").read_bytes() == before


@pytest.mark.parametrize(
    ("file", "text", "words", "told"),
    [
        ("run.json", "{}", ["--by", "Ada"], "not the JSON of a run (--json F)"),
        ("run.signatures.json", "{}", ["--by", "Ada"], "not signatures of a run"),
        ("run.signatures.json", "{", ["--by", "Ada"], "not signatures of a run: not JSON"),
        ("other", "", ["--by", " "], "a signature needs a name"),
        ("other", "", ["--by", "Ada\nfits          page"], "--by holds a character that cannot be seen"),
        ("other", "", ["--by", "Ada", "--note", "\x1b[31m"], "--note holds a character that cannot be seen"),
    ],
)
def test_what_cannot_be_signed_is_told_and_nothing_is_touched(
    file: str, text: str, words: list[str], told: str, run: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    run.with_name(file).write_text(text)
    before = {each.name: each.read_bytes() for each in run.parent.iterdir()}

    assert cli.main(["sign", str(run), *words]) == 2

    assert told in capsys.readouterr().err
    assert {each.name: each.read_bytes() for each in run.parent.iterdir()} == before


def test_a_page_of_something_else_is_told(run: Path, capsys: pytest.CaptureFixture[str]) -> None:
    run.with_name("other.html").write_text("<p>hello</p>")

    assert cli.main(["verify", str(run), "--html", str(run.with_name("other.html"))]) == 2
    assert "not the page of a run" in capsys.readouterr().err


def forged(run: Path, **words: object) -> None:
    """Let somebody sign, and change by hand what the signature says."""
    cli.main(["sign", str(run), "--by", "Ada"])
    place = run.with_name("run.signatures.json")
    held = json.loads(place.read_text())
    held["signatures"][0] |= words
    place.write_text(json.dumps(held))


def test_control_characters_of_a_signature_reach_no_terminal(run: Path, capsys: pytest.CaptureFixture[str]) -> None:
    forged(run, by="Ada\x1b[31m\nfits          page")
    capsys.readouterr()
    cli.main(["verify", str(run)])

    out = capsys.readouterr().out
    assert "\x1b" not in out
    assert [line for line in out.splitlines() if line.startswith("fits          page")] == []


@pytest.mark.parametrize("words", [{"stands": "passes: all 396 rules pass"}, {"played": 396}, {"of": 1}])
def test_a_signature_that_says_of_the_run_what_it_does_not_say_does_not_fit(
    words: dict[str, object], run: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    forged(run, **words)

    code, found = verified(capsys, run)

    assert (code, found[0]) == (1, ("does not fit", "signature"))


UNSEEN = """\
Ledgerly to Trello Dataflow
===========================

Generated: 2026-01-31 12:00:00

Ledgerly Invoice to Trello Cards
--------------------------------
Every Ledgerly Invoice will be synchronized with a Trello Cards.

The following properties are synchronized between a Ledgerly Invoice and a Trello Cards:

.. list-table::
   :header-rows: 1

   * - Ledgerly Invoice Property
     - Trello Cards Property
     - Trello Data Type

   * - subject
     - name
     - string
"""


@pytest.mark.usefixtures("selections")
def test_the_features_of_a_document_that_nobody_accepted_are_written_again_and_compared(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    document, run = tmp_path / "unseen.rst", tmp_path / "run.json"
    document.write_text(UNSEEN)
    assert cli.main(["run", str(document), "--json", str(run), "--quiet"]) == 0
    cli.main(["sign", str(run), "--by", "Ada"])

    assert verified(capsys, run, document) == (
        0,
        [("fits", "signature"), ("fits", "document"), ("fits", "features")],
    )
    assert verified(capsys, run)[1][1:] == [("not compared", "document"), ("not compared", "features:")]
    document.write_text(UNSEEN.replace("subject", "title"))
    assert verified(capsys, run, document)[1][1:] == [("does not fit", "document"), ("does not fit", "features")]
