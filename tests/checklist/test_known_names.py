"""Headings that call a system otherwise than the title, where accepted documents know the names."""

from __future__ import annotations

from pathlib import Path

import pytest

from syncproof.checklist import Checklist
from syncproof.checklist.known_names import KnownNames
from syncproof.checklist.resolve import parse
from syncproof.fakes import FAKES
from syncproof.run.documents import chosen
from tests.acceptance.conftest import Place
from tests.checklist.golden import DOCUMENTS

SAMPLE = (DOCUMENTS / "good" / "rows-in-the-document.rst").read_text().replace("Custompms", "Alfa Cloud")
"""A document with one section from Alfa Cloud."""
AHEAD = SAMPLE.replace("Alfa Cloud to", "Alfa Nova to", 1)
"""The same, with a new name in the title alone."""
BEHIND = AHEAD.replace("Alfa Cloud", "Alfa Old").replace("Alfa Nova", "Alfa Cloud")
"""The same, with the old title, and a new name everywhere else."""


def known(text: str = SAMPLE) -> Checklist:
    """Return an accepted document."""
    return parse(text, "old.rst")


def datatypes(text: str, *accepted: Checklist) -> set[str]:
    """Return what of the headings of a document is read as the source's datatype."""
    return {each.source.datatype for each in parse(text, "new.rst", KnownNames(accepted)).sections}


@pytest.mark.parametrize("text", [AHEAD, BEHIND])
def test_a_heading_has_the_datatype_that_it_had_where_a_title_is_ahead_of_it_or_behind(text: str) -> None:
    expected = {each.source.datatype for each in known().sections}

    assert datatypes(text, known()) == expected
    assert datatypes(text, known(), parse(text, "now.rst", KnownNames([known()]))) == expected
    assert datatypes(text) != expected


def test_a_heading_without_a_word_of_the_title_has_a_new_datatype() -> None:
    assert datatypes(SAMPLE.replace("Alfa Cloud Project", "Fast Project"), known()) == {"Fast Project"}


@pytest.mark.parametrize(("text", "called"), [(AHEAD, "Alfa Cloud"), (BEHIND, "Alfa Old")])
def test_check_and_diff_and_accept_tell_a_heading_that_is_out_of_step_as_a_notice(
    text: str, called: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    place = Place(tmp_path, capsys)
    place.accept(SAMPLE)
    old, document = tmp_path / "old.rst", tmp_path / "document.rst"
    old.write_text(SAMPLE)
    document.write_text(text)

    checked = place.say("check", str(document), "--features", str(place.features))
    compared = place.say("diff", str(old), str(document))
    features = {each.name for each in place.features.glob("*/*.feature")}
    place.accept(text)

    assert [code for code, _ in (checked, compared)] == [0, 0]
    assert all(f"the heading calls the system {called}: read as" in said for _, said in (checked, compared))
    assert {each.name for each in place.features.rglob("*.feature")} == features


def test_a_run_reads_such_a_heading_as_accept_does(tmp_path: Path) -> None:
    document = tmp_path / "document.rst"
    document.write_text(AHEAD)
    try:
        (played,), _ = chosen([document], (known(),))
    finally:
        FAKES.derive([])

    assert {each.source.datatype for each in played.sections} == {each.source.datatype for each in known().sections}


def test_the_systems_of_a_title_with_no_section_are_those_of_an_accepted_document() -> None:
    named = SAMPLE.replace("Alfa Cloud", "Alfa to Go")
    accepted = parse(named, "old.rst")
    empty = named[: named.index("Alfa to Go Project to")]

    alone, beside = parse(empty, "new.rst"), parse(empty, "new.rst", KnownNames([accepted]))

    assert (alone.source, alone.target) == ("Alfa", "Go to Trello")
    assert (beside.source, beside.target) == ("Alfa to Go", "Trello")
