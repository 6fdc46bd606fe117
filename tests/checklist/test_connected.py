"""Which datatypes a sentence means by what it lists: by their names, or by internal ids of their system."""

from __future__ import annotations

import pytest

from syncproof.checklist import Oddity, Section
from syncproof.checklist.resolve import parse


def listed(text: str, system: str) -> Section:
    """Return a section whose sentence lists datatypes, of a document that has sections of `lines` and `Sub-parts`."""
    title = f"{system} to Tidepost Dataflow"
    names = (f"{system} {name} to Tidepost Boats" for name in ("Invoice", "lines", "Sub-parts"))
    first, *others = (part for name in names for part in (name, "-" * len(name)))
    sentence = f"A new Tidepost Boats will be created from a {system} Invoice if it is connected to a {text} "
    bar = "=" * len(title)
    lines = [bar, title, bar, "", "Generated: 2026-02-03 04:05:06", "", first, others[0], ""]
    found = parse("\n".join([*lines, f"{sentence}that is synchronized into Tidepost.", "", *others[1:]]), "any.rst")
    return found.sections[0]


@pytest.mark.parametrize("system", ["Odin", "Odin Cloud", "Tyr"])
@pytest.mark.parametrize(
    ("name", "datatype"),
    [("odin_internal-lines", "lines"), ("my-own-Lines", "Lines"), ("x-sub-parts", "sub-parts")],
)
def test_an_internal_id_that_ends_in_a_datatype_of_the_document_is_that_datatype(
    system: str, name: str, datatype: str
) -> None:
    section = listed(f"{name}, or things", system)

    assert section.sentences[0].connected == (datatype, "things")
    assert section.oddities == (Oddity(10, f"connected to the internal id {name}", f"read as {datatype}"),)


@pytest.mark.parametrize("name", ["lines", "things"])
def test_an_internal_id_that_begins_as_the_systems_name_stays_one_where_the_system_is_renamed(name: str) -> None:
    sections = [listed(f"Odin-{name}, or parts", system) for system in ("Odin", "Odin Cloud", "Odin Max")]

    assert {each.sentences[0].connected for each in sections} == {(name, "parts")}
    note = Oddity(10, f"connected to the internal id Odin-{name}", f"read as {name}")
    assert [each.oddities for each in sections] == [(), (note,), (note,)]


@pytest.mark.parametrize("name", ["Sub-parts", "sub-lists", "lines-", "-", "by-lines of"])
def test_a_hyphen_within_a_name_makes_no_internal_id_of_it(name: str) -> None:
    section = listed(f"Odin Cloud {name}, or parts", "Odin Cloud")

    assert (section.sentences[0].connected, section.oddities) == ((name, "parts"), ())


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("Odin Invoice, or", ("Invoice",)),
        ("Odin Invoice or", ("Invoice",)),
        ("Odin Invoice,", ("Invoice",)),
        ("Odin Invoice, parts, or", ("Invoice", "parts")),
        ("Odin Invoice, , or parts", ("Invoice", "parts")),
        ("Odin Invoice, or, parts", ("Invoice", "parts")),
        (", or parts", ("parts",)),
        ("or parts", ("parts",)),
    ],
)
def test_a_list_that_is_cut_off_is_a_doubt(text: str, names: tuple[str, ...]) -> None:
    section = listed(text, "Odin")

    assert section.sentences[0].connected == names
    assert [(each.line, each.word, each.what) for each in section.oddities] == [
        (10, "doubt", f"the list of what is connected is cut off: {text}")
    ]


@pytest.mark.parametrize("text", ["Odin Invoice, OR Table, or Order", "Odin or parts", "Odin Invoice, ore, or for"])
def test_a_name_that_holds_an_or_cuts_no_list_off(text: str) -> None:
    assert listed(text, "Odin").oddities == ()


@pytest.mark.parametrize("name", ["never Odin-lines", "paid my-own-lines"])
def test_a_word_before_an_internal_id_makes_another_datatype_of_it(name: str) -> None:
    section = listed(name, "Odin")

    assert (section.sentences[0].connected, section.oddities) == ((name,), ())
