"""Which system and which datatype a heading names, where it does not spell the system as the title does."""

from __future__ import annotations

import pytest

from syncproof.checklist import Checklist, End, Oddity
from syncproof.checklist.resolve import parse

TITLE, HEADING = "Grainery Online to Tidepost", "Grainery Online Silo to Tidepost Stores"


def document(heading: str, *, title: str = TITLE, sentences: str = HEADING) -> Checklist:
    """Return what is read of a document of one section with one row; `sentences` are the ends below the heading."""
    source, target = sentences.split(" to ")
    lines = [
        f"Every {source} will be synchronized with a {target}.",
        "",
        f"The following properties are synchronized between a {source} and a {target}:",
        "",
        ".. list-table::",
        "   :header-rows: 1",
        "",
        f"   * - {source} Property",
        f"     - {target} Property",
        f"     - {target.split()[0]} Data Type",
        *("   * - name", "     - name", '     - "string"'),
    ]
    full = f"{title} Dataflow"
    bar = "=" * len(full)
    top = [bar, full, bar, "", "Generated: 2026-02-03 04:05:06", "", heading, "-" * len(heading)]
    return parse("\n".join([*top, *lines]), "any.rst")


@pytest.mark.parametrize(
    ("heading", "called"),
    [
        ("Millwright AS Silo to Tidepost Stores", [("Millwright AS", "Grainery Online")]),
        ("Grainery Online Silo to Wavecorp Stores", [("Wavecorp", "Tidepost")]),
        ("Millwright Silo to Wavecorp Stores", [("Millwright", "Grainery Online"), ("Wavecorp", "Tidepost")]),
        ("Grainery Nova Silo to Tidepost Stores", [("Grainery Nova", "Grainery Online")]),
        ("Grainery Online Plus Silo to Tidepost Stores", [("Grainery Online Plus", "Grainery Online")]),
        ("Grainery Online Silo to Tidepost X Stores", [("Tidepost X", "Tidepost")]),
    ],
)
def test_sentences_that_spell_the_systems_as_the_title_say_what_of_a_heading_is_the_datatype(
    heading: str, called: list[tuple[str, str]]
) -> None:
    found = document(heading)

    (section,) = found.sections
    assert (section.source, section.target) == (End("Grainery Online", "Silo"), End("Tidepost", "Stores"))
    assert [each.kind for each in section.sentences] == ["every", "properties"]
    assert ([str(row) for row in section.rows], section.oddities) == (["name to name"], ())
    assert found.oddities == tuple(
        Oddity(7, f"the heading calls the system {name}", f"read as {system}") for name, system in called
    )


def test_sentences_of_another_datatype_than_the_heading_names_stay_a_doubt() -> None:
    (section,) = document("Millwright Sack to Tidepost Stores").sections

    assert section.source == End("Grainery Online", "Millwright Sack")
    assert [each.is_doubt for each in section.oddities] == [True] * 3


def test_a_heading_without_the_name_of_either_system_is_noted_once() -> None:
    found = document("Silo to Stores").oddities

    assert found == (Oddity(7, "the heading names no system", "read as Grainery Online and Tidepost"),)
