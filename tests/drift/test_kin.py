"""Documents whose systems were renamed, many at once: each is known by its other system and by what it says."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

import pytest

from syncproof.checklist import Checklist, numbered
from syncproof.checklist.resolve import parse
from syncproof.drift.kin import Kin
from syncproof.errors import BadInput
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


ONLINE = ("Tidepost", "Tidepost Online")
DATATYPES = (("Larkbook Reader", "Larkbook Guest"), ("Larkbook Loan", "Larkbook Lease"))
PROPERTY = ("- dueOn\n", "- due\n")


def changed(*pairs: tuple[str, str]) -> Checklist:
    """Return another generation of the sample, with other words."""
    text = TEXT
    for was, is_ in pairs:
        assert was in text
        text = text.replace(was, is_)
    return parse(text, "changed.rst")


@pytest.mark.parametrize(
    "pairs",
    [
        (ONLINE, *DATATYPES),
        (("Larkbook", "Lark"), *((was.replace("book", ""), is_.replace("book", "")) for was, is_ in DATATYPES)),
        (ONLINE, *DATATYPES, PROPERTY),
    ],
    ids=["target", "source", "a property, too"],
)
def test_a_system_and_datatypes_that_are_renamed_at_once_are_the_document_that_it_was(
    pairs: tuple[tuple[str, str], ...],
) -> None:
    document = changed(*pairs)

    assert len({each.pair for each in document.sections} & {each.pair for each in SAMPLE.sections}) == 3
    assert kin([SAMPLE], [document]) == ["Larkbook to Tidepost"]


def test_renamed_datatypes_tell_no_document_from_one_that_says_the_same() -> None:
    accepted = [SAMPLE, changed(("Tidepost", "Moor"))]

    assert kin(accepted, [changed(("Tidepost", "Fen"), *DATATYPES)]) == [None]


def test_a_document_of_which_no_section_stayed_is_a_new_one_and_has_a_nearest() -> None:
    accepted, document = [of("Lark", "Moor", sections=1)], of("Lark Online", "Moor", sections=1)
    section = document.sections[0]
    guests = numbered([replace(section, source=replace(section.source, datatype="Guest"))])
    document = replace(document, sections=guests)

    assert kin(accepted, [document]) == [None]
    assert Kin(accepted).nearest(document) is accepted[0]
    assert Kin([of("Heath", "Fen", sections=1)]).nearest(document) is None
    assert Kin(accepted).nearest(document, [accepted[0].slug]) is None


def test_people_say_which_accepted_document_one_is() -> None:
    accepted = [of("Lark", "Moor1"), of("Lark", "Moor2")]
    (found,) = Kin(accepted, "lark-moor2").of_each([of("Sky", "Fen")])

    assert found is accepted[1]
    with pytest.raises(
        BadInput, match="--as lark-moor3: no document was accepted in this folder\n  nearest  lark-moor1"
    ):
        Kin(accepted, "lark-moor3")
