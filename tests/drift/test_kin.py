"""Documents whose systems were renamed, many at once: each is known by its other system and by what it says."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

import pytest

from syncproof.checklist import Checklist, numbered
from syncproof.checklist.resolve import parse
from syncproof.drift.kin import Kin
from tests.drift.conftest import TEXT

SAMPLE = parse(TEXT, "sample.rst")
PARTNERS = [f"Moor{number}" for number in range(1, 21)]


def of(source: str, target: str, *, row: str = "dueOn", sections: int = 5) -> Checklist:
    """Return the sample, of other systems, with another row, and with its first sections only."""
    loans = SAMPLE.sections[1]
    changed = replace(loans, rows=(replace(loans.rows[0], source=row),))
    kept = (SAMPLE.sections[0], changed, *SAMPLE.sections[2:])[:sections]
    found = numbered(
        replace(each, source=replace(each.source, system=source), target=replace(each.target, system=target))
        for each in kept
    )
    title = f"{source} to {target} Dataflow"
    return replace(SAMPLE, title=title, source=source, target=target, sections=found, file=f"{title}.rst")


def kin(accepted: Sequence[Checklist], documents: Sequence[Checklist]) -> list[str | None]:
    """Return the titles of the accepted documents that some documents are, without their last word."""
    found = Kin(accepted).of_each(documents)
    return [each.title.removesuffix(" Dataflow") if each else None for each in found]


def test_a_system_that_is_renamed_in_a_whole_family_is_known_by_its_partners() -> None:
    accepted = [of("Lark", each) for each in PARTNERS]
    documents = [of("Lark Online", each) for each in reversed(PARTNERS)]

    assert kin(accepted, documents) == [f"Lark to {each}" for each in reversed(PARTNERS)]
    assert kin(accepted, documents[:1]) == ["Lark to Moor20"]


def test_a_system_that_is_renamed_on_both_sides_is_known_on_both() -> None:
    accepted = [of("Lark", "Moor"), of("Heath", "Lark"), of("Lark", "Lark")]
    documents = [of("Sky", "Moor"), of("Heath", "Sky"), of("Sky", "Sky")]

    assert kin(accepted, documents) == ["Lark to Moor", "Heath to Lark", "Lark to Lark"]


def test_what_some_documents_show_about_a_name_tells_which_the_others_are() -> None:
    accepted = [of("Lark", each) for each in PARTNERS]
    documents = [of("Sky", each) for each in PARTNERS]
    documents[4] = of("Sky", "Fen")  # renamed, too
    documents[7] = of("Sky", PARTNERS[7], sections=0)  # and no section is left

    assert kin(accepted, documents) == [f"Lark to {each}" for each in PARTNERS]


def test_two_families_that_are_renamed_at_once_are_told_apart() -> None:
    accepted = [of(system, each) for system in ("Lark", "Heath") for each in PARTNERS]
    documents = [of(system, each) for system in ("Heath Cloud", "Lark Online") for each in PARTNERS]

    assert kin(accepted, documents) == [f"{system} to {each}" for system in ("Heath", "Lark") for each in PARTNERS]


def test_what_a_document_says_tells_which_it_is_where_no_name_does() -> None:
    accepted = [of("Lark", each, row=f"row.{each}") for each in PARTNERS]
    documents = [of("Sky", f"Fen{each}", row=f"row.{each}") for each in PARTNERS]

    assert kin(accepted, documents) == [f"Lark to {each}" for each in PARTNERS]


@pytest.mark.parametrize(
    ("accepted", "documents"),
    [
        ([of("Lark", "Moor1"), of("Lark", "Moor2")], [of("Sky", "Fen1"), of("Sky", "Fen2")]),
        ([of("Lark", "Moor1"), of("Lark", "Moor2")], [of("Lark", "Moor3")]),
        ([of("Lark", "Moor1"), of("Heath", "Moor1")], [of("Sky", "Moor1")]),
        ([of("Lark", "Moor1")], [of("Sky", "Moor1"), of("Fen", "Moor1")]),
        ([of("Lark", "Moor1", sections=1)], [of("Sky", "Fen", sections=1)]),
    ],
)
def test_where_two_could_be_meant_nobody_guesses(accepted: Sequence[Checklist], documents: Sequence[Checklist]) -> None:
    assert kin(accepted, documents) == [None] * len(documents)


def test_what_another_document_is_by_its_name_is_no_rename() -> None:
    accepted = [of("Lark", "Moor1"), of("Lark", "Moor2")]
    documents = [of("Lark", "Moor1"), of("Lark", "Moor2"), of("Lark", "Moor3")]

    assert kin(accepted, documents) == ["Lark to Moor1", "Lark to Moor2", None]
