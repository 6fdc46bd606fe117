"""One edit of a person is one difference, at the place of the edit, there and back, whatever else becomes of that."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

import pytest

from syncproof.checklist import Checklist
from syncproof.checklist.accepted import FILE, load
from syncproof.checklist.accepted_text import dump
from syncproof.checklist.resolve import parse
from syncproof.drift.compare import compare
from syncproof.drift.meaning import digest
from tests.checklist.golden import DOCUMENTS
from tests.drift.conftest import TEXT

ROWS = TEXT[TEXT.index("   * - fullName") : TEXT.index("\n\nLarkbook Loan to")]
MATCHES = TEXT[TEXT.index("   * - Emails.Value") : TEXT.index("\nOnce a link between a Larkbook Reader")]
HEADER = "   * - Larkbook Reader Property\n     - Tidepost Patrons Property\n"
TABLE = ".. list-table::\n   :header-rows: 1\n\n"
TYPED = f"{TABLE}{HEADER}     - Tidepost Data Type\n"
PROPERTIES = "The following properties are synchronized between a Larkbook Reader and a Tidepost Patrons:\n"
CRITERIA = "A Larkbook Reader will merge with a Tidepost Patrons if one of the following property combinations match:\n"
AGE = '   * - age\n     - years\n     - "integer"\n'
LOAN = "Larkbook Loan to Tidepost Parcels\n"
BAR = "---------------------------------\n"
IF = "If the Loan is still open, it  will be synchronized with a Tidepost Parcels.\n"
LOANS = TEXT[TEXT.index(LOAN) : TEXT.index("Larkbook Book to")]
EVERY = "Every Larkbook Loan will be synchronized with a Tidepost Parcels.\n"

EDITS: Mapping[str, tuple[str, str, str]] = {
    # What the document has, what stands there instead, and the difference with the lines of both.
    "rows": (ROWS, "", "row removed 41>33"),
    "rows and their sentence": (f"{PROPERTIES}\n{TYPED}{ROWS}", "", "sentence removed 33>12"),
    "a table": (f"{TYPED}{ROWS}", "", "unreadable added 41>33"),
    "a sentence above a table": (PROPERTIES, "", "unreadable added 33>34"),
    "criteria": (MATCHES, "", "criterion removed 26>19"),
    "criteria and their sentence": (f"{CRITERIA}\n{TABLE}{HEADER}{MATCHES}", "", "sentence removed 19>12"),
    "a sentence above criteria": (CRITERIA, "", "unreadable added 19>20"),
    "a table of criteria": (f"{TABLE}{HEADER}{MATCHES}", "", "unreadable added 26>19"),
    "a half of a sentence": (
        "If no matching Tidepost Patrons is found, a new Tidepost Patrons will be created.\n",
        "",
        "unreadable added 16>16",
    ),
    "a type outside of its row": (AGE, '   * - age\n     - years\n"integer"\n', "unreadable added 47>47"),
    "no type": (AGE, "   * - age\n     - years\n", "unreadable added 47>47"),
    "a type that is cut off": (AGE, '   * - age\n     - years\n     - ["decimal", "_.\n', "type changed 47>47"),
    "a row that is outdented": (AGE, f"{AGE[3:]}", "unreadable added 44>44"),
    "another row": (AGE, '   * - born\n     - birth\n     - "string"\n', "row changed 47>47"),
    "another row of the same property": (AGE, '   * - age\n     - birth\n     - "string"\n', "row changed 47>47"),
    "a row in another place": (f"{AGE}", "", "row removed 47>33"),
    "another criterion": ("- Emails.Value\n     - email\n", "- mail\n     - address\n", "criterion changed 26>26"),
    "a garbled sentence": ("regardless of where it is edited.\n\n" + PROPERTIES, PROPERTIES, "unreadable added 31>31"),
    "a garbled condition": (IF, "If the Loan is still open, nobody knows.\n", "unreadable added 60>60"),
    "a garbled directive": (
        f"{TABLE}   * - Larkbook Loan P",
        f"{TABLE[2:]}   * - Larkbook Loan P",
        "unreadable added 72>64",
    ),
    "another promise": (IF, EVERY, "sentence changed 60>60"),
    "a sentence twice": (IF, f"{IF}\n{IF}", "unreadable added 60>62"),
    "another sentence of a kind": (IF, f"{IF}\n{IF.replace('still ', '')}", "unreadable added 60>62"),
    "no heading": (f"{LOAN}{BAR}", "", "section removed 58>58"),
    "a heading without a line": (f"{LOAN}{BAR}", LOAN, "section removed 58>58"),
    "a heading of nothing": (f"{LOAN}{BAR}", f"Larkbook Loan\n{BAR}", "section removed 58>58"),
    "a heading with a slip": (f"{LOAN}{BAR}", f"Larkbook Laon to Tidepost Parcels\n{BAR}", "section renamed 58>58"),
    "a heading with another system and a slip": (
        f"{LOAN}{BAR}",
        f"Lark Loans to Tidepost Parcels\n{BAR}",
        "section renamed 58>58",
    ),
    "no section": (LOANS, "", "section removed 58>2"),
    "a copy that contradicts": (LOANS, f"{LOANS}{LOANS.replace(IF, EVERY)}", "section added 2>77"),
}


@pytest.mark.parametrize("edit", EDITS)
def test_an_edit_is_one_difference_there_and_back(tmp_path: Path, edit: str) -> None:
    words, instead, told = EDITS[edit]
    assert TEXT.count(words) == 1
    old, new = parse(TEXT, "old.rst"), parse(TEXT.replace(words, instead), "new.rst")

    (difference,) = compare(old, new)

    assert f"{difference.what} {difference.how} {difference.old.line}>{difference.new.line}" == told
    assert digest(old) != digest(new)
    assert len(compare(new, old)) == 1
    assert [len(compare(accepted(tmp_path, one), other)) for one, other in ((old, new), (new, old))] == [1, 1]


def accepted(folder: Path, checklist: Checklist) -> Checklist:
    """Return a document as it is read after acceptance: without its words and its lines."""
    place = folder / checklist.file / checklist.slug
    place.mkdir(parents=True)
    (place / FILE).write_text(dump(checklist))
    return load(place)


def test_what_is_gone_with_a_line_is_named() -> None:
    words, instead, _ = EDITS["a table"]
    (difference,) = compare(parse(TEXT, "old.rst"), parse(TEXT.replace(words, instead), "new.rst"))

    assert difference.text == (
        "what nobody can read: the table of the sentence properties is missing; the row fullName to displayName, the "
        "row address.street to postal.line1, the row age to years and 2 more are gone with that"
    )


def test_a_second_sentence_is_told_with_the_first_and_says_whether_it_is_the_same() -> None:
    for second, like in ((IF, ", the same"), (IF.replace("still ", ""), "")):
        new = TEXT.replace(IF, f"{IF}\n{second}")

        (difference,) = compare(parse(TEXT, "old.rst"), parse(new, "new.rst"))

        what = f"a second sentence of the kind condition{like}: {second[:20]}"
        assert difference.text.startswith(f"what leaves the promise open: {what}")
        assert not difference.text.endswith("with that")


def test_an_edit_beside_another_is_a_difference_of_its_own() -> None:
    new = TEXT.replace(AGE, '   * - age\n     - years\n"integer"\n').replace(
        '   * - fine\n     - balance\n     - "float"\n', ""
    )

    found = compare(parse(TEXT, "old.rst"), parse(new.replace("- dueOn\n", "- due\n"), "new.rst"))

    assert [(each.what, each.how) for each in found] == [("unreadable", "added"), ("row", "changed")]
    assert "the row age to years, the row fine to balance are gone with that" in found[0].text


@pytest.mark.parametrize("sample", ["every-kind", "links", "rows"])
def test_a_line_that_is_gone_or_stands_twice_or_is_outdented_is_one_difference_at_most(sample: str) -> None:
    lines = (DOCUMENTS / "good" / f"{sample}.rst").read_text().split("\n")
    old = parse("\n".join(lines), "old.rst")
    told = {}
    for index, line in enumerate(lines[5:], 5):
        for instead in ([], [line, line], [line.lstrip()]):
            new = parse("\n".join([*lines[:index], *instead, *lines[index + 1 :]]), "new.rst")
            told[index + 1, len(instead)] = max(len(compare(old, new)), len(compare(new, old)))

    assert {place: count for place, count in told.items() if count > 1} == {}


def test_a_heading_with_another_system_is_a_spelling_where_the_sentences_name_the_titles() -> None:
    old = parse(TEXT, "old.rst")
    new = parse(TEXT.replace(f"{LOAN}{BAR}", f"Lark Loan to Tidepost Parcels\n{BAR}"), "new.rst")

    for one, other in ((old, new), (new, old)):
        (difference,) = compare(one, other)
        assert (difference.what, difference.how, difference.old.line) == ("spelling", "renamed", 58)
    assert digest(old) == digest(new)
