"""`syncproof accept` on the command line: new documents, dry runs, renames, removals, bad ones, exit codes."""

from __future__ import annotations

import json
import shutil
from collections.abc import Mapping
from pathlib import Path

import pytest

from syncproof.acceptance import rendering
from syncproof.cli import main
from syncproof.cli.options import installed_features
from syncproof.drift import history
from syncproof.errors import HarnessBroke
from syncproof.report import files
from tests.acceptance.conftest import BILLS, SAMPLE, SLUG, SUITS, Place, tree, without_section
from tests.checklist.golden import DOCUMENTS


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
    comment = "# The document's table is empty."
    agreed = [line for line in file.read_text().split("\n") if not line.startswith(comment)]
    code, said = place.accept()
    assert (code, "agree on" in said, file.read_text().split("\n")) == (0, False, agreed)
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


def test_the_meaning_of_a_condition_is_agreed_on_until_the_document_words_it_otherwise(place: Place) -> None:
    text = (DOCUMENTS / "good" / "links.rst").read_text()
    _, said = place.accept(text)
    assert "no story loan-to-parcels: nobody agreed on what the condition means" in said
    assert " odd line 109: no section of the document says what is synchronized of Visit: taken for" in said
    (file,) = place.features.glob("*/checklist.toml")
    lines = file.read_text().split("\n")
    at = lines.index("# [section.predicate]")
    lines[at : at + 4] = [line.removeprefix("# ") for line in lines[at : at + 4]]
    file.write_text("\n".join(lines).replace('"a property of Larkbook Loan"', '"state"'))
    comment = ("# The condition is free text.", "# the #; the operators are:")
    agreed = [line for line in file.read_text().split("\n") if not line.startswith(comment)]

    code, said = place.accept(text)
    assert (code, "no story loan-to-parcels" in said, file.read_text().split("\n")) == (0, False, agreed)
    assert "no story fine-to-charges" not in said
    feature = file.with_name("loan-to-parcels.feature")
    assert "once its condition is met: state is open" in feature.read_text()

    code, said = place.accept(text.replace("If the Loan is still open", "If the Loan was ever open"))
    assert (code, "nobody agreed on what the condition means" in said, feature.exists()) == (0, True, False)
    assert "\n[section.predicate]" not in file.read_text()
    assert "\n[section.predicate]" in (file.parent / "retired" / "agreed.toml").read_text()


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
    code, said = place.say("accept", str(many), "--features", str(place.features))
    assert code == 2
    assert "documents 3: 1 accepted, 0 as they were, 2 refused" in said
    assert "a second document for the folder" in said
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

    def broken(path: Path, data: bytes, **rights: bool) -> None:
        if next(count, None) is None:
            raise HarnessBroke("the disk is full")
        real(path, data, **rights)

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


@pytest.mark.parametrize("many", [pytest.param(2, marks=pytest.mark.thorough), 3])
def test_what_no_story_shows_is_said_of_each_of_several_documents_as_of_one(
    many: int, place: Place, monkeypatch: pytest.MonkeyPatch
) -> None:
    documents = [str(DOCUMENTS / name) for name in ("good/rows.rst", "good/a-title-with-to.rst")]
    alone = [place.say("accept", each, "--dry-run", "--features", str(place.features))[1] for each in documents]
    monkeypatch.setattr(rendering, "MANY", many)

    code, said = place.say("accept", *documents, "--dry-run", "--features", str(place.features))

    assert (code, [each.partition(" exit 0")[0] in said for each in alone]) == (0, [True, True])


@pytest.mark.thorough
def test_many_documents_are_rendered_in_further_processes_and_become_what_each_becomes_alone(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    # Of different systems: what is accepted alone would else take the place of what was accepted before.
    documents = sorted((DOCUMENTS / "good").glob("a-[ts]*-*.rst"))[:3]
    alone, together = tmp_path / "alone", tmp_path / "together"
    for each in documents:
        main(["accept", str(each), "--features", str(alone)])
    monkeypatch.setattr(rendering, "MANY", 2)

    main(["accept", *map(str, documents), "--features", str(together)])

    assert tree(together) == tree(alone) != {}
