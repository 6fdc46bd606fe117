"""What people wrote into the features of a document stays, whatever the document becomes."""

from __future__ import annotations

import subprocess
from pathlib import Path

import pytest

from syncproof.checklist.accepted import load_all
from syncproof.errors import HarnessBroke
from syncproof.report import files
from syncproof.run.vocabulary import problems
from tests.acceptance.conftest import BILLS, OWN, ROW_OF_SIZE, SAMPLE, SAYS, SLUG, SUITS, Place, tree, without_section
from tests.plain_pytest import COMMAND


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


def _retitled(text: str) -> str:
    """Return a further feature with the scenarios of a section's feature, each with a name of its own."""
    return text.replace("Example: ", "Example: Again: ").replace("Scenario Outline: ", "Scenario Outline: Again: ")


def test_a_removed_section_moves_aside_with_what_people_wrote_and_comes_back_with_it(place: Place) -> None:
    place.accept()
    place.add_own()
    further = place.folder / "suit-to-freight.found.feature"
    further.write_text(_retitled((place.folder / SUITS).read_text()))
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
    assert further.read_text() == _retitled(own.decode())
    assert not (place.folder / "retired").exists()


def test_a_section_that_comes_back_with_another_row_is_merged_with_what_people_wrote(place: Place) -> None:
    place.accept()
    place.add_own()
    place.accept(without_section(SAMPLE, "Made to Measure Suit to"))
    assert place.accept(SAMPLE.replace("size", "waist"))[0] == 0
    text = (place.folder / SUITS).read_text()
    assert (text.count(OWN), "waist" in text, "size" in text) == (1, True, False)
    assert sorted(tree(place.folder)) == sorted([SUITS, BILLS, "checklist.toml", "meanings.toml", "rendered.json.gz"])


AGREED_ROW = '\n[[section.agreement]]\nsource = "cut"\ntarget = "label"\ntype = "string"\n'


@pytest.mark.parametrize("how", ["the section", "the table"])
def test_what_names_a_property_of_a_section_that_comes_back_without_it_is_kept_aside(place: Place, how: str) -> None:
    place.accept()
    path = place.folder / SUITS
    path.write_text(path.read_text() + SAYS)
    gone = (
        without_section(SAMPLE, "Made to Measure Suit to") if how == "the section" else SAMPLE.replace(ROW_OF_SIZE, "")
    )
    place.accept(gone)
    back = SAMPLE.replace(ROW_OF_SIZE, '   * - cut\n     - label\n     - "string"\n')
    if how == "the table":
        file, back = place.folder / "checklist.toml", gone
        file.write_text(
            file.read_text().replace("\n[[section]]", f"{AGREED_ROW}\n[[section]]").replace(AGREED_ROW, "", 1)
        )
    code, said = place.accept(back)
    aside = f"retired/{SUITS.removesuffix('.feature')}.properties.size.txt"
    assert (code, f"retired {aside} is not played" in said, "lets out" in path.read_text()) == (0, True, False)
    assert problems(path, place.folder) == []
    assert place.accept(SAMPLE)[0] == 0
    assert path.read_text().count(SAYS.strip()) == 1


def test_what_waits_aside_for_its_sentence_has_the_new_name_of_a_property(place: Place) -> None:
    promise = next(line for line in SAMPLE.split("\n") if line.startswith("Once a link between a Made to Measure Suit"))
    place.accept()
    path = place.folder / SUITS
    text = path.read_text().replace("    @in-sync.backward", f"{SAYS.lstrip(chr(10))}\n    @in-sync.backward", 1)
    path.write_text(
        text.replace("@properties.row\n    Example: A suit that", "@in-sync.forward\n    Example: A suit that")
    )
    for document in (SAMPLE.replace(promise, ""), SAMPLE.replace(promise, "").replace("size", "waist")):
        assert place.accept(document)[0] == 0
        assert "lets out" in (place.folder / "retired" / f"{path.stem}.in-sync.txt").read_text()
    assert place.accept(SAMPLE.replace("size", "waist"))[0] == 0
    assert "Ada's latest waist" in path.read_text()
    assert problems(path, place.folder) == []


def test_a_comment_whose_line_of_the_checklist_is_gone_is_shown_beside_the_document_s_values(place: Place) -> None:
    place.accept()
    file = place.folder / "checklist.toml"
    file.write_text(
        "# Ours, since March.\n" + file.read_text().replace('target = "volume"', 'target = "volume"  # litres')
    )
    row = '   * - size\n     - volume\n     - "float"\n'
    code, said = place.accept(SAMPLE.replace("2026-02-03", "2026-02-10").replace(row, ""))
    assert (code, "checklist.toml has the document's values" in said) == (1, True)
    assert 'generated = "2026-02-10 04:05:06"\n' in file.read_text()
    assert "# litres" in (place.folder / "checklist.toml.conflict").read_text()
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


def test_a_scenario_with_another_title_takes_its_own_place_when_the_sentence_is_back(place: Place) -> None:
    place.accept()
    file = place.folder / SUITS
    file.write_text(file.read_text().replace("Example: A new suit\n", "Example: Our title\n", 1))
    own = file.read_text()
    assert "Example: Our title\n" in own
    row = '   * - size\n     - volume\n     - "float"\n'
    assert place.accept(SAMPLE.replace(row, ""))[0] == 0
    assert "Example: Our title\n" not in file.read_text()
    assert place.accept()[0] == 0
    assert file.read_text() == own
    assert not (place.folder / "retired").exists()
    assert place.accept(SAMPLE.replace("size", "hips"))[0] == 0
    assert file.read_text() == own.replace("size", "hips")


def test_a_scenario_with_another_title_is_no_second_one_when_its_property_is_back(place: Place) -> None:
    row = '   * - size\n     - volume\n     - "float"\n'
    place.accept()
    file = place.folder / SUITS
    title = next(line for line in file.read_text().split("\n") if "Example: With every property filled" in line)
    file.write_text(file.read_text().replace(title, "    Example: Our title", 1))
    own = file.read_text()
    assert place.accept(SAMPLE.replace(row, row.replace("size", "waist").replace("volume", "girth")))[0] == 0
    assert "Example: Our title\n" not in file.read_text()
    assert place.accept()[0] == 0
    assert sorted(file.read_text().split("\n")) == sorted(own.split("\n"))


def test_what_is_retired_is_not_played_and_stops_nobody(place: Place) -> None:
    text = without_section(SAMPLE, "Made to Measure Bill to")
    place.accept()
    place.accept(text)
    (place.folder / "retired" / BILLS).write_text("no Gherkin at all")
    assert len(load_all(place.features)) == 1
    features = ("--features", str(place.features))
    assert place.say("check", str(place.document), *features)[0] == 0
    assert place.say("run", *features, "--only", "every.created")[0] == 0
    command = [*COMMAND, "--collect-only", str(place.features)]
    done = subprocess.run(command, capture_output=True, text=True, check=False, cwd=place.features)  # noqa: S603 - our own words
    assert (done.returncode, SUITS in done.stdout, "retired" in done.stdout) == (0, True, False)


def test_both_changed_one_scenario_so_theirs_stays_and_both_are_shown(place: Place) -> None:
    place.accept()
    path = place.folder / SUITS
    path.write_text(path.read_text().replace("size in Ship to Shore", "size, at last, in Ship to Shore"))
    edited = path.read_text()
    assert "at last" in edited
    other = SAMPLE.replace("- size", "- waist").replace("- volume", "- girth")
    code, said = place.accept(other)
    assert (code, f"{SUITS} has people's words" in said) == (1, True)
    shown = (place.folder / f"{SUITS}.conflict").read_text()
    assert all(mark in shown for mark in ("<<<<<<<", "|||||||", "=======", ">>>>>>>", "at last", "waist"))
    kept = path.read_text()
    assert not any(mark in kept for mark in ("<<<<<<<", "=======", ">>>>>>>"))
    assert kept.count("at last") == edited.count("at last")
    before = tree(place.features)
    assert place.accept(other)[0] == 1
    assert tree(place.features) == before
    (place.folder / f"{SUITS}.conflict").unlink()
    assert place.accept(other)[0] == 0


def test_without_what_was_rendered_it_is_rendered_again_from_what_was_accepted(place: Place) -> None:
    place.accept()
    place.add_own()
    (place.folder / "rendered.json.gz").unlink()
    assert place.accept(SAMPLE.replace("size", "waist"))[0] == 0
    text = (place.folder / SUITS).read_text()
    assert (text.count(OWN), "waist" in text, "size" in text) == (1, True, False)


LAST = "      And nothing else has changed\n"
NAMED = """
    @every.created
    Example: A suit that grows, as size has it
      Given the sync has come to rest
      When Ada is added to Made to Measure
      And a user changes Ada's size in Made to Measure
      And the sync comes to rest
      Then Ada is in Ship to Shore, once
      And the sync leaves Ada's size in Made to Measure alone
      And nothing else has changed
"""


def test_a_property_of_another_name_has_the_name_in_peoples_own_scenarios(place: Place) -> None:
    place.accept()
    place.add_own(own=NAMED)
    further = place.folder / "suit-to-freight.found.feature"
    further.write_text(_retitled((place.folder / SUITS).read_text()))
    assert place.accept(SAMPLE.replace("size", "waist.line"))[0] == 0
    for text in ((place.folder / SUITS).read_text(), further.read_text()):
        assert text.count("as size has it") == 1
        assert text.count(" Ada's waist.line in Made to Measure\n") == 1
        assert text.count(" Ada's waist.line in Made to Measure alone\n") == 1
    further.unlink()
    # The other section's table is empty: inconclusive, and not refused.
    assert place.say("run", "--features", str(place.features), "--only", "every.created")[0] == 3
    place.accept()
    assert NAMED in place.texts()


def test_what_names_a_property_that_is_gone_is_kept_aside_and_returns_with_the_property(place: Place) -> None:
    row = '   * - size\n     - volume\n     - "float"\n'
    assert row in SAMPLE
    place.accept()
    place.add_own(own=NAMED)
    place.add_own(own=OWN + LAST)
    further = place.folder / "suit-to-freight.found.feature"
    further.write_text(_retitled((place.folder / SUITS).read_text()))
    own = place.texts()
    meanwhile = SAMPLE.replace(row, row.replace("size", "waist").replace("volume", "girth"))
    code, said = place.accept(meanwhile)
    aside = "retired/suit-to-freight.every.size.txt"
    assert (code, f"retired {aside} is not played" in said, further.exists()) == (0, True, False)
    assert place.say("run", "--features", str(place.features), "--only", "every.created")[0] == 3
    assert "as size has it" not in place.texts()
    assert OWN + LAST in place.texts()
    assert "as size has it" in (place.folder / aside).read_text()
    before = tree(place.features)
    assert place.accept(meanwhile)[0] == 0
    assert tree(place.features) == before
    assert place.accept()[0] == 0
    assert sorted(place.texts().split("\n")) == sorted(own.split("\n"))
    assert not (place.folder / "retired").exists()


def test_no_breakdown_loses_what_moves_aside(place: Place, monkeypatch: pytest.MonkeyPatch) -> None:
    place.accept()
    place.add_own(own=NAMED)
    real = files.write_bytes

    def broken(path: Path, data: bytes, **rights: bool) -> None:
        real(path, data, **rights)
        raise HarnessBroke("the disk is full")

    with monkeypatch.context() as patch:
        patch.setattr(files, "write_bytes", broken)
        place.accept(SAMPLE.replace("- size", "- waist").replace("- volume", "- girth"))
    assert any(NAMED.strip("\n") in path.read_text() for path in place.folder.rglob("suit-*"))
