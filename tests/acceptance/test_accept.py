"""`syncproof accept` on the command line: new documents, dry runs, renames, removals, bad ones, exit codes."""

from __future__ import annotations

import json
import shutil
import subprocess
import sys
from collections.abc import Mapping
from pathlib import Path

import pytest

from syncproof.checklist.accepted import load_all
from syncproof.cli import main
from syncproof.cli.options import installed_features
from syncproof.drift import history
from syncproof.errors import HarnessBroke
from syncproof.report import files
from tests.checklist.golden import DOCUMENTS

SAMPLE = (DOCUMENTS / "good" / "a-title-with-to.rst").read_text()
SLUG = "made-to-measure-ship-to-shore"
SUITS, BILLS = "suit-to-freight.feature", "bill-to-party-5b666120-to-payer.feature"
OWN = """
    @every.created
    Example: A suit that our tailor knows
      Given the sync has come to rest
      When Ada is added to Made to Measure
      And the sync comes to rest
      Then Ada is in Ship to Shore, once
"""


def tree(folder: Path) -> Mapping[str, bytes]:
    """Return all files below a folder."""
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


class Place:
    """A document and a folder of features, and the command that brings the one into the other."""

    def __init__(self, folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
        self.document, self.features = folder / "document.rst", folder / "features"
        self.folder = self.features / SLUG
        self._capsys = capsys

    def accept(self, text: str = SAMPLE, *more: str) -> tuple[int, str]:
        """Accept a document of a text; return the exit code, and all that was said."""
        self.document.write_text(text)
        return self.say("accept", str(self.document), "--features", str(self.features), *more)

    def say(self, *words: str) -> tuple[int, str]:
        """Give a command; return the exit code, and all that was said."""
        code = main(words)
        said = self._capsys.readouterr()
        return code, " ".join((said.out + said.err).split())

    def add_own(self, name: str = SUITS, own: str = OWN) -> None:
        """Write a scenario below the first one of a feature."""
        path = self.folder / name
        head, scenario, rest = path.read_text().partition("    @every.backfilled")
        path.write_text(f"{head}{own.lstrip(chr(10))}\n{scenario}{rest}")

    def texts(self) -> str:
        """Return the text of all features that are played."""
        return "\n".join(path.read_text() for path in sorted(self.features.glob("*/*.feature")))


@pytest.fixture
def place(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> Place:
    """Return an empty place."""
    return Place(tmp_path, capsys)


def without_section(text: str, begin: str) -> str:
    """Return the sample without the section whose heading begins so."""
    lines = text.split("\n")
    start = next(index for index, line in enumerate(lines) if line.startswith(begin))
    ends = [index for index in range(start + 2, len(lines)) if lines[index].startswith("---")]
    return "\n".join(lines[:start] + (lines[ends[0] - 1 :] if ends else []))


def test_a_new_document_is_written_and_played(place: Place, tmp_path: Path) -> None:
    assert place.accept()[0] == 0
    assert sorted(tree(place.folder)) == sorted([SUITS, BILLS, "checklist.toml", "meanings.toml", "rendered.json.gz"])
    report = tmp_path / "report.json"
    chosen = ["--level", "required", "--json", str(report)]
    assert main(["run", str(place.document), "--features", str(place.features), *chosen]) == 3
    sections = json.loads(report.read_text())["documents"][0]["sections"]
    assert [{each["chosen"] for each in section["sentences"]} for section in sections] == [{"pass"}, {"none"}]
    assert place.say("check", str(place.document), "--features", str(place.features))[0] == 0


def test_an_empty_table_has_a_place_for_the_agreement_which_is_played_then(place: Place, tmp_path: Path) -> None:
    assert "agree on bill-to-party-5b666120-to-payer" in place.accept()[1]
    file = place.folder / "checklist.toml"
    lines = file.read_text().split("\n")
    at = lines.index("# [[section.agreement]]")
    lines[at : at + 4] = [line.removeprefix("# ") for line in lines[at : at + 4]]
    text = "\n".join(lines).replace('"a property of Made to Measure Bill to Party"', '"name" # as both agreed')
    file.write_text(text.replace('"a property of Ship to Shore Payer"', '"title"'))
    agreed = file.read_bytes()
    code, said = place.accept()
    assert (code, "agree on" in said, file.read_bytes()) == (0, False, agreed)
    assert "name" in (place.folder / BILLS).read_text()
    report = tmp_path / "report.json"
    assert main(["run", "--features", str(place.features), "--level", "required", "--json", str(report)]) == 0
    before = tree(place.features)
    assert place.accept()[0] == 0
    assert tree(place.features) == before


def test_a_condition_is_said_to_have_no_predicate_and_gets_no_feature(place: Place) -> None:
    code, said = place.accept((DOCUMENTS / "good" / "conditions.rst").read_text())
    assert (code, said.count("no story")) == (0, 5)
    (checklist,) = place.features.glob("*/checklist.toml")
    assert checklist.read_text().count("# The condition is free text") == 5
    assert list(place.features.glob("*/*.feature")) == []


def test_accepting_twice_changes_nothing(place: Place) -> None:
    place.accept()
    before = tree(place.features)
    times = {path: path.stat().st_mtime_ns for path in place.features.rglob("*")}
    code, said = place.accept()
    assert (code, "as it was" in said) == (0, True)
    assert tree(place.features) == before
    assert {path: path.stat().st_mtime_ns for path in place.features.rglob("*")} == times


def test_a_dry_run_writes_nothing_and_says_what_it_would(place: Place) -> None:
    code, said = place.accept(SAMPLE, "--dry-run")
    assert code == 0
    assert f"new {SUITS}" in said
    assert "would be accepted" in said
    assert not place.features.exists()
    place.accept()
    before = tree(place.features)
    code, said = place.accept(SAMPLE.replace("Made to Measure", "Fit and Fold"), "--dry-run")
    assert (code, "renamed" in said, f"changed {SUITS}" in said, tree(place.features) == before) == (
        0,
        True,
        True,
        True,
    )


def test_a_new_stamp_changes_the_stamp_alone(place: Place) -> None:
    place.accept()
    before = dict(tree(place.folder))
    assert place.accept(SAMPLE.replace("2026-02-03", "2026-02-10"))[0] == 0
    before["checklist.toml"] = before["checklist.toml"].replace(b"2026-02-03", b"2026-02-10")
    assert tree(place.folder) == before


def test_the_shipped_features_are_what_is_written_for_the_shipped_documents(
    tmp_path: Path, documents: Mapping[str, Path], capsys: pytest.CaptureFixture[str]
) -> None:
    folder = tmp_path / "features"
    shutil.copytree(installed_features(), folder, ignore=shutil.ignore_patterns("__*"))
    before = tree(folder)
    assert main(["accept", *map(str, documents.values()), "--features", str(folder)]) == 0
    assert "0 accepted, 2 as they were" in capsys.readouterr().out
    assert tree(folder) == before
    for document in documents.values():
        newer = tmp_path / document.name
        newer.write_text(document.read_text().replace("Generated: 2024", "Generated: 2025"))
        assert main(["accept", str(newer), "--features", str(folder)]) == 0
    after = tree(folder)
    assert {name for name in after if name not in before} == {
        f"{slug}/{name}" for slug in documents for name in ("meanings.toml", "rendered.json.gz")
    }
    changed = {name: text for name, text in before.items() if after[name] != text}
    assert sorted(changed) == [f"{slug}/checklist.toml" for slug in sorted(documents)]
    assert all(
        text.replace(b'generated = "2024', b'generated = "2025') == after[name] for name, text in changed.items()
    )


def test_a_scenario_of_peoples_own_stays_where_it_is(place: Place) -> None:
    place.accept()
    place.add_own()
    own = (place.folder / SUITS).read_bytes()
    assert place.accept()[0] == 0
    assert (place.folder / SUITS).read_bytes() == own
    code, _ = place.accept(SAMPLE.replace("size", "waist"))
    text = (place.folder / SUITS).read_text()
    assert code == 0
    assert (text.count(OWN), "waist" in text, "size" in text) == (1, True, False)
    assert text.index("A suit that our tailor knows") < text.index("@every.backfilled")


def test_a_renamed_system_moves_the_folder_with_what_people_wrote_and_keeps_the_name_it_had(place: Place) -> None:
    place.accept()
    place.add_own()
    (place.folder / "notes.txt").write_text("ours")
    code, said = place.accept(SAMPLE.replace("Made to Measure", "Fit and Fold"))
    assert (code, "renamed" in said) == (0, True)
    assert [path.name for path in place.features.iterdir()] == ["fit-and-fold-ship-to-shore"]
    assert (place.features / "fit-and-fold-ship-to-shore" / "notes.txt").read_text() == "ours"
    assert OWN.replace("Made to Measure", "Fit and Fold") in place.texts()
    assert "Made to Measure" not in place.texts()
    (checklist,) = load_all(place.features)
    assert checklist.former == ("Made to Measure to Ship to Shore Dataflow",)
    before = tree(place.features)
    assert place.accept(SAMPLE.replace("Made to Measure", "Fit and Fold"))[0] == 0
    assert tree(place.features) == before
    assert place.accept()[0] == 0
    assert [path.name for path in place.features.iterdir()] == [SLUG]
    assert OWN in place.texts()


def test_a_removed_section_moves_aside_with_what_people_wrote_and_comes_back_with_it(place: Place) -> None:
    place.accept()
    place.add_own()
    further = place.folder / "suit-to-freight.found.feature"
    further.write_text((place.folder / SUITS).read_text())
    own = (place.folder / SUITS).read_bytes()
    code, said = place.accept(without_section(SAMPLE, "Made to Measure Suit to"))
    assert (code, f"retired retired/{SUITS} is not played" in said) == (0, True)
    assert sorted(each for each in tree(place.folder) if each.endswith(".feature")) == [
        BILLS,
        "retired/suit-to-freight.feature",
        "retired/suit-to-freight.found.feature",
    ]
    assert (place.folder / "retired" / SUITS).read_bytes() == own
    before = tree(place.features)
    assert place.accept(without_section(SAMPLE, "Made to Measure Suit to"))[0] == 0
    assert tree(place.features) == before
    code, said = place.accept()
    assert (code, "retired" in said) == (0, False)
    assert (place.folder / SUITS).read_bytes() == own
    assert further.read_bytes() == own
    assert not (place.folder / "retired").exists()


def test_a_section_that_comes_back_with_another_row_is_merged_with_what_people_wrote(place: Place) -> None:
    place.accept()
    place.add_own()
    place.accept(without_section(SAMPLE, "Made to Measure Suit to"))
    assert place.accept(SAMPLE.replace("size", "waist"))[0] == 0
    text = (place.folder / SUITS).read_text()
    assert (text.count(OWN), "waist" in text, "size" in text) == (1, True, False)
    assert sorted(tree(place.folder)) == sorted([SUITS, BILLS, "checklist.toml", "meanings.toml", "rendered.json.gz"])


def test_a_line_of_the_checklist_that_both_changed_is_the_documents_and_both_are_shown(place: Place) -> None:
    place.accept()
    file = place.folder / "checklist.toml"
    file.write_text("# Ours, since March.\n" + file.read_text().replace('04:05:06"', '04:05:06" # late', 1))
    code, said = place.accept(SAMPLE.replace("2026-02-03", "2026-02-10"))
    assert (code, "checklist.toml has the document's values" in said) == (1, True)
    assert 'generated = "2026-02-10 04:05:06"\n' in file.read_text()
    assert "# late" in (place.folder / "checklist.toml.conflict").read_text()
    assert len(load_all(place.features)) == 1


def test_a_word_that_people_wrote_into_the_checklist_does_not_change_what_the_document_says(place: Place) -> None:
    place.accept()
    file = place.folder / "checklist.toml"
    file.write_text(file.read_text().replace('type = "float"', 'type = "string"'))
    code, _ = place.accept()
    assert (code, 'type = "float"' in file.read_text()) == (0, True)


def test_what_people_put_beside_stays_where_it_is_and_nothing_takes_its_place(place: Place) -> None:
    place.accept()
    theirs = {"of-nothing.feature": "Feature: ours", f"retired/{SUITS}": "Feature: ours, too"}
    for name, text in theirs.items():
        (place.folder / name).parent.mkdir(exist_ok=True)
        (place.folder / name).write_text(text)
    suits = (place.folder / SUITS).read_text()
    assert place.accept(without_section(SAMPLE, "Made to Measure Suit to"))[0] == 0
    assert {name: (place.folder / name).read_text() for name in theirs} == theirs
    assert (place.folder / "retired" / "suit-to-freight.2.feature").read_text() == suits


def test_what_people_wrote_below_a_sentence_that_is_gone_is_kept_and_comes_back_with_the_sentence(place: Place) -> None:
    place.accept()
    place.add_own()
    own = (place.folder / SUITS).read_text()
    row = "   * - size\n     - volume\n"
    lines = [index for index, line in enumerate(SAMPLE.split("\n")) if line.strip() == "* - size"]
    text = SAMPLE.split("\n")
    empty = "\n".join(text[: lines[0]] + text[lines[0] + 3 :])
    assert row not in empty
    code, said = place.accept(empty)
    aside = place.folder / "retired" / "suit-to-freight.every.txt"
    assert (code, "retired/suit-to-freight.every.txt is not played" in said) == (0, True)
    assert aside.read_text() == OWN.lstrip("\n")
    assert "our tailor" not in place.texts()
    before = tree(place.features)
    assert place.accept(empty)[0] == 0
    assert tree(place.features) == before
    assert place.accept()[0] == 0
    assert sorted((place.folder / SUITS).read_text().split("\n")) == sorted(own.split("\n"))
    assert not (place.folder / "retired").exists()


def test_what_is_retired_is_not_played_and_stops_nobody(place: Place) -> None:
    text = without_section(SAMPLE, "Made to Measure Bill to")
    place.accept()
    place.accept(text)
    (place.folder / "retired" / BILLS).write_text("no Gherkin at all")
    assert len(load_all(place.features)) == 1
    features = ("--features", str(place.features))
    assert place.say("check", str(place.document), *features)[0] == 0
    assert place.say("run", *features, "--only", "every.created")[0] == 0
    command = [sys.executable, "-m", "pytest", "-q", "--collect-only", "-p", "no:cacheprovider", str(place.features)]
    done = subprocess.run(command, capture_output=True, text=True, check=False, cwd=place.features)  # noqa: S603 - our own words
    assert (done.returncode, SUITS in done.stdout, "retired" in done.stdout) == (0, True, False)


def test_both_changed_one_scenario_so_theirs_stays_and_both_are_shown(place: Place) -> None:
    place.accept()
    path = place.folder / SUITS
    path.write_text(path.read_text().replace("size in Ship to Shore", "size, at last, in Ship to Shore"))
    edited = path.read_text()
    assert "at last" in edited
    code, said = place.accept(SAMPLE.replace("size", "waist"))
    assert (code, f"{SUITS} has people's words" in said) == (1, True)
    shown = (place.folder / f"{SUITS}.conflict").read_text()
    assert all(mark in shown for mark in ("<<<<<<<", "|||||||", "=======", ">>>>>>>", "at last", "waist"))
    kept = path.read_text()
    assert not any(mark in kept for mark in ("<<<<<<<", "=======", ">>>>>>>"))
    assert kept.count("at last") == edited.count("at last")
    before = tree(place.features)
    assert place.accept(SAMPLE.replace("size", "waist"))[0] == 1
    assert tree(place.features) == before
    (place.folder / f"{SUITS}.conflict").unlink()
    assert place.accept(SAMPLE.replace("size", "waist"))[0] == 0


def test_meanings_are_kept_so_that_a_return_is_clean(place: Place) -> None:
    other = SAMPLE.replace("size", "waist").replace("2026-02-03", "2026-02-10")
    place.accept()
    place.accept(other)
    assert [each.generated[:10] for each in history.load(place.folder)] == ["2026-02-03", "2026-02-10"]
    (place.folder / history.FILE).unlink()
    place.accept(SAMPLE.replace("size", "hips").replace("2026-02-03", "2026-02-17"))
    assert [each.generated[:10] for each in history.load(place.folder)] == ["2026-02-10", "2026-02-17"]
    place.accept()
    place.document.write_text(other)
    code, said = place.say("check", str(place.document), "--features", str(place.features))
    assert (code, "a meaning that was accepted before" in said) == (0, True)


def test_a_bad_document_stops_no_other_and_the_worst_decides(place: Place, tmp_path: Path) -> None:
    many = tmp_path / "many"
    many.mkdir()
    (many / "a.rst").write_text("nothing")
    (many / "b.rst").write_text(SAMPLE)
    (many / "c.rst").write_text(SAMPLE)
    (many / "d.rst").write_text(SAMPLE.replace("Ship to Shore", "Trello"))
    code, said = place.say("accept", str(many), "--features", str(place.features))
    assert code == 2
    assert "documents 4: 1 accepted, 0 as they were, 3 refused" in said
    assert "a second document for the folder" in said
    assert "the fake of Trello has no datatype" in said
    assert [path.name for path in place.features.iterdir()] == [SLUG]


def test_of_two_documents_that_are_alike_none_is_a_rename_of_the_other(place: Place, tmp_path: Path) -> None:
    many = tmp_path / "many"
    many.mkdir()
    (many / "a.rst").write_text(SAMPLE.replace("Made to Measure", "Fit and Fold"))
    (many / "b.rst").write_text(SAMPLE)
    place.accept()
    assert place.say("accept", str(many), "--features", str(place.features))[0] == 0
    assert sorted(path.name for path in place.features.iterdir()) == ["fit-and-fold-ship-to-shore", SLUG]


def test_a_document_that_is_like_an_accepted_one_is_another_if_people_say_so(place: Place) -> None:
    place.accept()
    before = tree(place.folder)
    assert place.accept(SAMPLE.replace("Made to Measure", "Fit and Fold"), "--new")[0] == 0
    assert sorted(path.name for path in place.features.iterdir()) == ["fit-and-fold-ship-to-shore", SLUG]
    assert tree(place.folder) == before


def test_without_what_was_rendered_it_is_rendered_again_from_what_was_accepted(place: Place) -> None:
    place.accept()
    place.add_own()
    (place.folder / "rendered.json.gz").unlink()
    assert place.accept(SAMPLE.replace("size", "waist"))[0] == 0
    text = (place.folder / SUITS).read_text()
    assert (text.count(OWN), "waist" in text, "size" in text) == (1, True, False)


def test_names_that_are_too_long_for_a_folder_are_cut(place: Place) -> None:
    assert place.accept(SAMPLE.replace("Made to Measure", "Made" * 70))[0] == 0
    (folder,) = place.features.iterdir()
    assert folder.name.startswith("mademade")
    assert len(folder.name) < 100


def test_a_file_in_place_of_the_folder_is_refused(place: Place) -> None:
    place.features.write_text("ours")
    code, said = place.accept()
    assert (code, "cannot be written here" in said, place.features.read_text()) == (2, True, "ours")


def test_the_other_direction_is_another_document(place: Place) -> None:
    text = (DOCUMENTS / "good" / "only-empty-tables.rst").read_text()
    swapped = text.replace("Larkbook", "?").replace("Tidepost", "Larkbook").replace("?", "Tidepost")
    assert place.accept(text)[0] == 0
    assert place.accept(swapped)[0] == 0
    assert sorted(path.name for path in place.features.iterdir()) == ["larkbook-tidepost", "tidepost-larkbook"]


@pytest.mark.parametrize("words", [[], ["--features", str(installed_features())]])
def test_the_installed_features_are_left_alone(place: Place, words: list[str]) -> None:
    place.document.write_text(SAMPLE)
    before = tree(installed_features())
    code, said = place.say("accept", str(place.document), *words)
    assert (code, "name a folder of your own" in said) == (2, True)
    assert tree(installed_features()) == before


@pytest.mark.parametrize(
    ("name", "data", "why"),
    [
        ("rendered.json.gz", b"no such thing", "not what was rendered at the last acceptance"),
        (SUITS, b"Rule: of no feature\n", "does not begin with a Feature"),
        ("checklist.toml", b"title =", "not TOML"),
        ("meanings.toml", b"[[meaning]]\n", "digest"),
    ],
)
def test_a_file_that_is_damaged_is_refused_with_its_place_and_nothing_is_written(
    place: Place, name: str, data: bytes, why: str
) -> None:
    place.accept()
    (place.folder / name).write_bytes(data)
    before = tree(place.features)
    code, said = place.accept(SAMPLE.replace("size", "waist"))
    assert (code, why in said, f"{SLUG}/{name}" in said) == (2, True, True)
    assert tree(place.features) == before


@pytest.mark.parametrize("writes", range(6))
def test_after_a_breakdown_the_next_acceptance_ends_as_if_there_had_been_none(
    place: Place, writes: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    new = without_section(SAMPLE, "Made to Measure Bill to").replace("size", "waist")
    place.accept()
    place.add_own()
    kept = tree(place.features)
    place.accept(new)
    undisturbed = tree(place.features)
    shutil.rmtree(place.features)
    for name, data in kept.items():
        (place.features / name).parent.mkdir(parents=True, exist_ok=True)
        (place.features / name).write_bytes(data)
    real, count = files.write_bytes, iter(range(writes))

    def broken(path: Path, data: bytes) -> None:
        if next(count, None) is None:
            raise HarnessBroke("the disk is full")
        real(path, data)

    with monkeypatch.context() as patch:
        patch.setattr(files, "write_bytes", broken)
        assert place.accept(new)[0] == (4 if writes < 5 else 0)
    assert place.accept(new)[0] == 0
    assert tree(place.features) == undisturbed


def test_a_folder_of_another_document_is_left_alone(place: Place) -> None:
    place.folder.mkdir(parents=True)
    (place.folder / "notes.txt").write_text("ours")
    code, said = place.accept()
    assert (code, "is that of another document" in said) == (2, True)
    assert list(tree(place.features)) == [f"{SLUG}/notes.txt"]
