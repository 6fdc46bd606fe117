"""Cells that are nearly what the dialect has: taken literally, and said so."""

from __future__ import annotations

import pytest

from syncproof.checklist import Oddity, Section
from syncproof.checklist import testable as parting
from syncproof.checklist.resolve import parse
from tests.checklist.golden import DOCUMENTS
from tests.fakes.derived.conftest import checklist

PLAIN = (DOCUMENTS / "good" / "rows-in-the-document.rst").read_text()
LINE = len(PLAIN.rstrip().splitlines()) + 1
QUALIFIER = "which is (Dependant on having VALUE in PATH) at the end of a cell"
NEARLY = [
    "n (Dependant of having A in c)",
    "n (Dependent on having A in c)",
    "n (Dependnat on having A in c)",
    "n (Dependant on having A in c) extra",
    "n (Dependant on having A in c",
    "n Dependant on having A in c",
]


def read(source: str, target: str = "desc") -> Section:
    """Return what is read of the plain document's section with one row more."""
    (section,) = parse(f'{PLAIN.rstrip()}\n   * - {source}\n     - {target}\n     - "string"\n', "any.rst").sections
    return section


@pytest.mark.parametrize("cell", NEARLY)
@pytest.mark.parametrize("swapped", [False, True])
def test_a_cell_that_is_nearly_a_qualifier_is_literal_and_its_row_is_left_out_with_the_reason(
    cell: str, *, swapped: bool
) -> None:
    cells = ("desc", cell) if swapped else (cell, "desc")
    section = read(*cells)

    made = "nobody can test the row, and the other rows are judged"
    assert section.oddities == (Oddity(LINE, f"nearly a qualifier, {QUALIFIER}: {cell}", made),)
    assert (section.rows[-1].source, section.rows[-1].target) == cells
    played = parting.testable(checklist(section), {}).sections[0]
    assert [row.source for row in played.carried_rows] == ["name", "archived"]
    assert [each.why for each in played.untested] == [f"{cell} is neither a property nor a property with a qualifier"]


@pytest.mark.parametrize(
    ("cell", "path"), [("n..m", "n..m"), (".k", ".k"), ("k.", "k."), ("n (Dependant on having A in c..d)", "c..d")]
)
def test_a_path_with_an_empty_part_is_noted(cell: str, path: str) -> None:
    made = "taken literally for the name of a property"
    assert read(cell).oddities == (Oddity(LINE, f"a path with an empty part: {path}", made),)


@pytest.mark.parametrize("cell", ["dependants", "c (dependent)", "n (Dependant on having A in c.d)", "..", "a.b"])
def test_a_cell_that_only_has_a_word_of_a_qualifier_is_as_it_should_be(cell: str) -> None:
    assert read(cell).oddities == ()


def test_a_header_that_has_the_types_of_the_sources_system_is_noted() -> None:
    (section,) = parse(PLAIN.replace("Trello Data Type", "Custompms Data Type"), "any.rst").sections

    what = "the types are those of the source's system: Custompms Data Type"
    assert section.oddities == (Oddity(25, what, "read as Trello Data Type"),)
    assert len(section.rows) == 2
