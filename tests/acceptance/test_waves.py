"""A wave of renames: a system has another name in a whole family of documents, and all that was written stays."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

import pytest

from syncproof.checklist.accepted import load_all
from tests.acceptance.conftest import BILLS, OWN, SAMPLE, SUITS, Place, tree

PARTNERS = ("Shore", "Fen", "Heath")
AGREED = '[[section.agreement]]\nsource = "name"\ntarget = "title"\ntype = "string"\n'


class Family:
    """A folder of documents, one with each partner, and the folder of their features."""

    def __init__(self, place: Place, folder: Path) -> None:
        self.place, self.folder = place, folder / "documents"

    def generation(self, system: str, *partners: str) -> None:
        """Write the documents anew: of this system, with these partners."""
        shutil.rmtree(self.folder, ignore_errors=True)
        self.folder.mkdir()
        for number, partner in enumerate(partners):
            text = SAMPLE.replace("Made to Measure", system).replace("Ship to Shore", partner)
            (self.folder / f"{number}.rst").write_text(text)

    def say(self, command: str, *more: str) -> tuple[int, str]:
        """Give a command for the folder."""
        return self.place.say(command, str(self.folder), "--features", str(self.place.features), *more)


@pytest.fixture
def family(place: Place, tmp_path: Path) -> Family:
    """Return a family that was accepted, with an agreement and a scenario of people's own in each folder."""
    family = Family(place, tmp_path)
    family.generation("Tailor", *PARTNERS)
    assert family.say("accept")[0] == 0
    for partner in PARTNERS:
        folder = place.features / f"tailor-{partner.lower()}"
        file = folder / "checklist.toml"
        lines = [line for line in file.read_text().split("\n") if not line.startswith("# ")]
        file.write_text("\n".join(lines) + AGREED)
        head, scenario, rest = (folder / SUITS).read_text().partition("    @every.backfilled")
        own = OWN.replace("Made to Measure", "Tailor").replace("Ship to Shore", partner)
        (folder / SUITS).write_text(f"{head}{own.lstrip(chr(10))}\n{scenario}{rest}")
    assert family.say("accept")[0] == 0
    return family


def test_a_wave_of_renames_is_one_rename_a_document_and_one_line_for_all(family: Family, tmp_path: Path) -> None:
    family.generation("Tailor Online", *PARTNERS)
    report, page = tmp_path / "drift.json", tmp_path / "drift.md"

    code, said = family.say("check", "--json", str(report), "--markdown", str(page))

    line = "the system Tailor is called Tailor Online now, in 3 documents"
    assert (code, said.count(f"renamed {line}"), page.read_text().count(f"- {line}\n")) == (0, 1, 1)
    found = json.loads(report.read_text())
    assert found["renames"] == [{"old": "Tailor", "new": "Tailor Online", "documents": 3}]
    differences = [[each["what"] for each in document["differences"]] for document in found["documents"]]
    assert differences == [["system"]] * 3


def test_a_wave_of_renames_keeps_what_was_agreed_on_and_what_people_wrote(family: Family) -> None:
    family.generation("Tailor Online", "Shore", "Fen", "Moor")

    code, said = family.say("accept")

    slugs = ["tailor-online-fen", "tailor-online-moor", "tailor-online-shore"]
    assert (code, sorted(each.name for each in family.place.features.iterdir())) == (0, slugs)
    assert "renamed the system Tailor is called Tailor Online now, in 3 documents" in said
    for slug, partner in zip(slugs, ("Fen", "Moor", "Shore"), strict=True):
        own = OWN.replace("Made to Measure", "Tailor Online").replace("Ship to Shore", partner)
        assert own in (family.place.features / slug / SUITS).read_text()
    assert [[row.source for row in each.sections[-1].rows] for each in load_all(family.place.features)] == [
        ["name"]
    ] * 3
    before = tree(family.place.features)
    assert family.say("accept")[0] == 0
    assert tree(family.place.features) == before


def test_a_document_of_a_wave_finds_its_folder_alone_too(family: Family) -> None:
    family.generation("Tailor Online", "Fen")

    assert "renamed" in family.say("accept")[1]
    slugs = sorted(each.name for each in family.place.features.iterdir())
    assert slugs == ["tailor-heath", "tailor-online-fen", "tailor-shore"]


def test_where_nobody_can_tell_what_was_renamed_it_is_said_and_nothing_is_renamed(family: Family) -> None:
    family.generation("Sky", "Moor")

    code, said = family.say("check")
    assert (code, "nobody can tell which accepted document is called Sky to Moor Dataflow now: " in said) == (2, True)
    code, said = family.say("accept")
    assert (code, "remove its folder sky-moor, and accept all documents in one call" in said) == (0, True)
    assert len(list(family.place.features.iterdir())) == 4


def test_a_new_partner_is_a_new_document_and_no_rename(family: Family) -> None:
    family.generation("Tailor", *PARTNERS, "Moor")

    code, said = family.say("check")
    assert (code, "no accepted document is left for Tailor to Moor Dataflow" in said) == (2, True)
    code, said = family.say("accept")
    assert (code, "nobody can tell" in said, len(list(family.place.features.iterdir()))) == (0, False, 4)
    assert BILLS in tree(family.place.features / "tailor-moor")
