"""Drift between two documents: what is silent, what is a notice, what is drift, each in words and with both places."""

from __future__ import annotations

import re

import pytest

from syncproof.checklist.resolve import parse
from syncproof.drift.compare import compare
from syncproof.drift.datatypes import RenamedDatatypes
from syncproof.drift.meaning import digest
from tests.checklist.golden import DOCUMENTS, SAMPLES
from tests.drift.conftest import TEXT, Compare
from tests.drift.shown import shown

LOAN = "Larkbook Loan to Tidepost Parcels"
BRANCH = "Larkbook Branch to Tidepost Sites"


@pytest.mark.parametrize("sample", SAMPLES, ids=lambda path: path.stem)
def test_a_document_is_no_different_from_itself(sample: object) -> None:
    text = str(getattr(sample, "read_text")())  # noqa: B009 - a path, of which ids are made

    old, new = parse(text, "old.rst"), parse(text.replace("Generated: 2026", "Generated: 2027"), "new.rst")

    assert compare(old, new) == ()
    assert digest(old) == digest(new)


@pytest.mark.parametrize(
    ("pairs", "lines"),
    [
        ([("Larkbook", "Moorstone")], ["notice system renamed 2>2: the system Larkbook is called Moorstone now"]),
        ([("Larkbook", "Lark Book")], ["notice spelling renamed 2>2: the system Larkbook is spelt Lark Book now"]),
        (
            [("Larkbook to Tidepost Dataflow", "Moorstone to Tidepost Dataflow")],
            ["notice system renamed 2>2: the system Larkbook is called Moorstone now"],
        ),
        (
            [(f"{LOAN}\n", "LarkBook Loan to Tidepost Parcels\n")],
            [(f"notice spelling renamed 58>58: headings are spelt otherwise: {LOAN} became LarkBook Loan to Tidepost "
             "Parcels")],
        ),
        (
            [("If the Loan is still open", "If the Loan is open")],
            [('drift condition changed 60>60: the condition is another: "If the Loan is still open" became "If the '
             'Loan is open"')],
        ),
        (
            [("If the Loan is still open, it  will be", "Every Larkbook Loan will be")],
            ["drift sentence changed 60>60: the promise is another: condition became every"],
        ),
        (
            [("Larkbook Loan, Book, or Larkbook-orderlines", "Larkbook Loan, or Pen")],
            ["drift connected changed 110>110: connected to Loan, Pen, which was Loan, Book, orderlines"],
        ),
        ([("- isbn\n     - code", "- isbn\n     - ean")],
         ["drift criterion changed 88>88: the criterion isbn with code became isbn with ean"]),
        ([('   * - dueOn\n     - expected\n     - "string"\n', "")],
         ["drift row removed 72>64: the row dueOn to expected is gone"]),
        ([('     - expected\n     - "string"\n', '     - expected\n     - "integer"\n')],
         ["drift type changed 72>72: the type of dueOn to expected is integer now, and was string"]),
        ([('     - expected\n     - "string"\n', '     - due\n     - "integer"\n')],
         [("drift row changed 72>72: the row dueOn to expected became dueOn to due, of the type integer, which was "
           "string")]),
        ([("- dueOn\n", "- dueOn (Dependant on having A in kind)\n")],
         [("drift row changed 72>72: the row dueOn to expected became dueOn (Dependant on having A in kind) to "
          "expected")]),
        (
            [('     - expected\n     - "string"\n', '     - expected\n"string"\n')],
            [("drift unreadable added 72>72: what nobody can read: unreadable, the row has 2 cells of 3: "
             "dueOn | expected (and at line 74); the row dueOn to expected is gone with that")],
        ),
        (
            [("Generated:", "Please sign.\n\nGenerated:")],
            ["drift unreadable added 2>5: what nobody can read: outside of the sections: Please sign."],
        ),
    ],
)  # fmt: skip
def test_a_change_is_told_in_words_with_both_lines(
    changed: Compare, pairs: list[tuple[str, str]], lines: list[str]
) -> None:
    found = changed(*pairs)

    assert sorted(shown(found)) == sorted(lines)
    assert {(each.old.file, each.new.file) for each in found} == {("old.rst", "new.rst")}


UNDERLINED = re.compile("^-+$", re.MULTILINE)


def test_other_underlines_and_the_blanks_of_a_qualifier_are_silent_and_its_case_is_not(changed: Compare) -> None:
    text = TEXT.replace("- dueOn\n", "- dueOn (Dependant on having A B in kind)\n")
    old = parse(text, "old.rst")
    for new in (
        UNDERLINED.sub(lambda bar: "=" * len(bar[0]), text),
        text.replace("(Dependant on having A B in kind)", "(  Dependant on  having  A  B\tin  kind )"),
        text.replace(" (Dependant on having", "(Dependant on having"),
    ):
        assert new != text
        assert compare(old, parse(new, "new.rst")) == ()
        assert digest(old) == digest(parse(new, "new.rst"))
    (drift,) = changed(("having A B in", "having a B in"), text=text)
    assert drift.level == "drift"


LONGER = TEXT.replace("Larkbook ", "Larkbook Online ").replace("Larkbook-", "Larkbook Online-")
OUT_OF_STEP = LONGER.replace("Larkbook Online to Tidepost Dataflow", "Larkbook to Tidepost Dataflow")
SAME_WORD = TEXT.replace("Larkbook Reader", "Larkbook Online Reader")


@pytest.mark.parametrize(
    ("old", "new"),
    [
        (OUT_OF_STEP, LONGER),
        (LONGER, OUT_OF_STEP),
        (SAME_WORD, SAME_WORD.replace("Larkbook ", "Larkbook Online ").replace("Larkbook-", "Larkbook Online-")),
    ],
    ids=["the title follows", "the title goes ahead", "a datatype begins like the new name"],
)
def test_a_longer_name_is_one_notice_even_where_headings_and_title_are_out_of_step(old: str, new: str) -> None:
    found = compare(parse(old, "old.rst"), parse(new, "new.rst"))

    assert [(each.level, each.what, each.how) for each in found] == [("notice", "system", "renamed")]


ONE = TEXT[: TEXT.index("Larkbook Loan to")]


@pytest.mark.parametrize("whole", [TEXT, ONE], ids=["several sections", "one section"])
def test_headings_that_follow_the_title_later_are_one_notice(whole: str) -> None:
    first = whole.replace("Larkbook to Tidepost D", "Moorstone to Tidepost D")
    second = whole.replace("Larkbook", "Moorstone")

    found = compare(parse(first, "old.rst"), parse(second, "new.rst"))

    assert [(each.level, each.what, each.how) for each in found] == [("notice", "spelling", "renamed")]
    assert digest(parse(whole, "old.rst")) == digest(parse(second, "new.rst"))


def test_a_title_that_goes_ahead_leaves_the_words_of_a_condition_as_they_are() -> None:
    old = TEXT.replace("If the Loan is still open", "If Larkbook says so")
    new = old.replace("Larkbook to Tidepost D", "Moorstone to Tidepost D")

    found = compare(parse(old, "old.rst"), parse(new, "new.rst"))

    assert [(each.level, each.what, each.how) for each in found] == [("notice", "system", "renamed")]


def test_of_a_title_with_to_in_a_name_the_longer_name_is_believed_while_the_other_is_renamed() -> None:
    old = (DOCUMENTS / "good" / "a-title-with-to.rst").read_text()
    new = old.replace("Made to Measure to Ship to Shore D", "Made to Measure to Moorstone D")

    found = compare(parse(old, "old.rst"), parse(new, "new.rst"))

    assert [(each.level, each.what, each.how) for each in found] == [("notice", "system", "renamed")]


def branch(text: str) -> str:
    """Return the last section of the sample."""
    return text[text.index(BRANCH) :]


def test_an_identical_copy_is_a_notice_and_another_one_drift(changed: Compare) -> None:
    last = branch(TEXT)
    other = last.replace("Data Type\n", 'Data Type\n   * - name\n     - name\n     - "string"\n')
    end = len(TEXT.rstrip().splitlines())

    assert shown(changed((last, f"{last}\n{last}"))) == [
        f"notice doubling added 134>{end + 2}: the section stands there once more, with the same content"
    ]
    assert shown(changed((last, f"{last}\n{other}"))) == [
        f"drift section added 2>{end + 2}: copy 2 of the section is new"
    ]


def test_the_copy_that_stayed_is_found_wherever_it_stands(changed: Compare) -> None:
    last = branch(TEXT)
    other = last.replace("Data Type\n", 'Data Type\n   * - name\n     - name\n     - "string"\n')

    assert [(each.level, each.what, each.how) for each in changed((last, f"{other}\n{last}"))] == [
        ("drift", "section", "added")
    ]


ROW = '   * - name\n     - name\n     - "string"\n'


@pytest.mark.parametrize("copies", ["ab", "ba", "aab", "aba", "baa", "abb"])
def test_a_row_of_one_of_several_copies_is_one_drift_there_and_back(copies: str) -> None:
    last = branch(TEXT)
    said = {"a": f"{last.rstrip()}\n{ROW}\n\n", "b": f"{last}\n\n"}
    one, two = (TEXT.replace(last, "".join(said[each] for each in text)) for text in ("a" * len(copies), copies))

    for old, new, how in ((one, two, "removed"), (two, one, "added")):
        found = compare(parse(old, "old.rst"), parse(new, "new.rst"))
        assert [(each.level, each.what, each.how, each.label) for each in found] == [("drift", "row", how, "name")]


def test_sections_in_another_order_are_one_notice() -> None:
    text = (DOCUMENTS / "good" / "only-empty-tables.rst").read_text()
    first, second = text.index("Larkbook Reader to"), text.index("Larkbook Loan to")
    moved = f"{text[:first]}{text[second:]}\n\n{text[first:second]}"

    found = compare(parse(text, "old.rst"), parse(moved, "new.rst"))

    assert [(each.level, each.what, each.how) for each in found] == [("notice", "order", "moved")]


ROWS = '   * - a\n     - x\n     - "string"\n   * - b\n     - {}\n     - "string"\n'
TURNED = '   * - b\n     - {}\n     - "string"\n   * - a\n     - x\n     - "string"\n'


@pytest.mark.parametrize(("target", "level"), [("y", "notice"), ("x", "drift")])
def test_the_order_of_rows_decides_only_where_they_share_a_property(changed: Compare, target: str, level: str) -> None:
    last = branch(TEXT)
    text = TEXT.replace(last, last.replace("Data Type\n", f"Data Type\n{ROWS.format(target)}"))

    found = changed((ROWS.format(target), TURNED.format(target)), text=text)

    assert [(each.level, each.what, each.how) for each in found] == [(level, "order", "moved")]
    digests = {
        digest(parse(each, "any.rst")) for each in (text, text.replace(ROWS.format(target), TURNED.format(target)))
    }
    assert len(digests) == (2 if level == "drift" else 1)


def test_a_document_that_goes_the_other_way_is_one_drift() -> None:
    text = (DOCUMENTS / "good" / "only-empty-tables.rst").read_text()
    turned = (
        text.replace("Larkbook", "L@").replace("Tidepost", "Larkbook").replace("L@", "Tidepost")
        .replace("Reader", "R@").replace("Patrons", "Reader").replace("R@", "Patrons")
        .replace("Loan", "O@").replace("Parcels", "Loan").replace("O@", "Parcels")
    )  # fmt: skip

    found = compare(parse(text, "old.rst"), parse(turned, "new.rst"))

    assert shown(found) == [
        "drift direction turned 2>2: the document goes the other way: Larkbook to Tidepost became Tidepost to Larkbook"
    ]


def test_a_section_that_goes_the_other_way_is_one_drift() -> None:
    text = (DOCUMENTS / "good" / "one-system.rst").read_text()
    old = text[: text.index("Quill Page to Quill Draft")]
    new = text.replace(text[text.index("Quill Draft to Quill Page") : text.index("Quill Page to Quill Draft")], "")
    new = new[: new.index("Quill Page to Quill Page")]

    found = compare(parse(old, "old.rst"), parse(new, "new.rst"))

    assert shown(found) == [
        (
            "drift direction turned 12>12: the section goes the other way: Quill Draft to Quill Page became Quill "
            "Page to Quill Draft"
        )
    ]


def test_a_section_of_another_datatype_with_the_same_rows_is_one_drift(changed: Compare) -> None:
    assert shown(changed(("Larkbook Reader", "Larkbook Guest"))) == [
        "drift section renamed 12>12: the section is of other datatypes: Reader to Patrons became Guest to Patrons"
    ]


LEASE = ("Larkbook Loan", "Larkbook Lease")


@pytest.mark.parametrize(
    ("pairs", "told_as"),
    [
        ([LEASE], ["section renamed"]),
        ([LEASE, ("If the Loan is still", "If the Lease is still")], ["section renamed"]),
        (
            [LEASE, ("the Loan is still open", "the Lease is open")],
            ["section renamed", "condition changed"],
        ),
        ([LEASE, ("- isbn\n", "- ean\n")], ["section renamed", "criterion changed"]),
        ([LEASE, ("- dueOn\n", "- due\n")], ["section renamed", "row changed"]),
    ],
    ids=[
        "condition as it was",
        "condition with the new name",
        "another condition",
        "another section drifts as well",
        "another row",
    ],
)
def test_a_datatype_with_another_name_is_one_drift_wherever_the_document_names_it(
    changed: Compare, pairs: list[tuple[str, str]], told_as: list[str]
) -> None:
    assert sorted(f"{each.what} {each.how}" for each in changed(*pairs)) == sorted(told_as)


def test_a_datatype_of_several_sections_is_renamed_once(changed: Compare) -> None:
    text = TEXT.replace("Larkbook Branch", "Larkbook Loan")

    assert shown(changed(LEASE, text=text)) == [
        "drift section renamed 58>58: the datatype Loan is called Lease now, in 2 sections"
    ]


def test_a_connected_datatype_with_other_rows_altogether_is_another_one(changed: Compare) -> None:
    pairs = LEASE, ("- dueOn\n     - expected\n", "- until\n     - end\n")

    found = [(each.what, each.how) for each in changed(*pairs)]

    assert ("connected", "changed") in found
    assert ("row", "changed") not in found


def test_a_section_without_rows_is_renamed_where_it_stands_and_nowhere_else(changed: Compare) -> None:
    assert shown(changed(("Larkbook Branch", "Larkbook Shelf"))) == [
        "drift section renamed 134>134: the section is of other datatypes: Branch to Sites became Shelf to Sites"
    ]
    elsewhere = TEXT.replace(BRANCH, "Larkbook Shelf to Tidepost Sites").replace("Larkbook Branch", "Larkbook Shelf")
    section = elsewhere[elsewhere.index("Larkbook Shelf to") :]
    moved = elsewhere.replace(section, "").replace("Larkbook Loan to", f"{section}\n\nLarkbook Loan to", 1)
    found = compare(parse(TEXT, "old.rst"), parse(moved, "new.rst"))
    assert sorted(each.how for each in found if each.level == "drift") == ["added", "removed"]


def test_a_section_of_another_datatype_beside_one_of_the_old_is_no_new_name_of_the_datatype(changed: Compare) -> None:
    text = TEXT.replace("Larkbook Book", "Larkbook Reader")
    readers = text[: text.index(f"{LOAN}\n")]

    new = text.replace(readers, readers.replace("Larkbook Reader", "Larkbook Guest"))

    assert shown(changed((text, new), text=text)) == [
        "drift section renamed 12>12: the section is of other datatypes: Reader to Patrons became Guest to Patrons"
    ]
    assert RenamedDatatypes(parse(text, "old.rst"), parse(new, "new.rst")).names == []


def test_every_difference_of_a_document_is_told_at_once(changed: Compare) -> None:
    found = changed(
        ("If the Loan is still open", "If the Loan is open"),
        ("- isbn\n", "- ean\n"),
        ('     - years\n     - "integer"', '     - years\n     - "string"'),
    )

    assert [(each.what, each.section) for each in found] == [
        ("type", "Larkbook Reader to Tidepost Patrons"),
        ("condition", LOAN),
        ("criterion", "Larkbook Book to Tidepost Titles"),
    ]
