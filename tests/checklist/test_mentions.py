"""How the sentences and table headers of a section may call a system, and which word before its name is a doubt."""

from __future__ import annotations

import pytest

from syncproof.checklist import Checklist
from syncproof.checklist.resolve import parse
from syncproof.drift.meaning import digest
from tests.checklist.golden import DOCUMENTS

EVERY = "Every {} will be synchronized with a {}."
IN_SYNC = (
    "Once a link between a {} and a {} is established, it will keep in sync between the two systems, regardless of "
    "where it is edited."
)
PROPERTIES = "The following properties are synchronized between a {} and a {}:"
SALES, BILLS = "Alpha Online Sales", "Tidepost Bills"
TEXT = "\n".join(
    [
        *("=" * 37, "Alpha Online to Tidepost Dataflow", "=" * 37, "", "Generated: 2026-02-03 04:05:06", ""),
        *(f"{SALES} to {BILLS}", "-" * 40),
        *(EVERY.format(SALES, BILLS), "", IN_SYNC.format(SALES, BILLS), "", PROPERTIES.format(SALES, BILLS), ""),
        *(".. list-table::", "   :header-rows: 1", ""),
        *(f"   * - {SALES} Property", f"     - {BILLS} Property", "     - Tidepost Data Type"),
        *("   * - name", "     - name", '     - "string"', ""),
    ]
)
"""A document of one section; the title and all else spell the systems alike."""
PROMISES = ["every", "in-sync", "properties"]


def oddities_of(text: str) -> list[tuple[int, str, str]]:
    """Return what is odd about a document: the line, whether that is a doubt, and the words."""
    return [(each.line, each.word, each.what) for each in parse(text, "any.rst").all_oddities]


def read(text: str) -> Checklist:
    """Return what is read of a document."""
    return parse(text, "any.rst")


@pytest.mark.parametrize(
    ("old", "new", "line", "what"),
    [
        (f"Every {SALES}", f"Every unpaid {SALES}", 9, "the sentence calls the system unpaid Alpha Online, and"),
        (f"Every {SALES}", "Every unpaid Sales", 9, "the sentence calls the system unpaid, and the rest does not: Ev"),
        (f"with a {BILLS}", f"with a draft {BILLS}", 9, "the sentence calls the system draft Tidepost, and the rest"),
        (f"between a {SALES} and a {BILLS} is", f"between a paid {SALES} and a {BILLS} is", 11, "the sentence calls"),
        (f"- {SALES} P", f"- never {SALES} P", 18, "the table header calls the system never Alpha Online, and the"),
        ("- Tidepost Data", "- never Tidepost Data", 20, "the table header calls the system never Tidepost, and"),
    ],
)
def test_a_word_before_a_systems_name_that_stands_once_is_a_doubt_and_drift(
    old: str, new: str, line: int, what: str
) -> None:
    assert TEXT.count(old) == 1
    text = TEXT.replace(old, new)
    (doubt,) = oddities_of(text)

    assert (doubt[0], doubt[1], doubt[2][: len(what)]) == (line, "doubt", what)
    assert digest(read(text)) != digest(read(TEXT))
    assert [each.kind for each in read(text).sections[0].sentences] == PROMISES


@pytest.mark.parametrize("spelling", ["ALPHA online", "AlphaOnline", "Alpha-Online", "alpha  Online"])
def test_a_spelling_of_the_same_letters_is_no_other_name(spelling: str) -> None:
    assert oddities_of(TEXT.replace(f"Every {SALES}", f"Every {spelling} Sales")) == []


@pytest.mark.parametrize("name", ["Alpha On", "ALPHAON"])
def test_a_shorter_name_is_noted(name: str) -> None:
    text = TEXT.replace(f"Every {SALES}", f"Every {name} Sales")

    assert oddities_of(text) == [(9, "odd", f"the sentence calls the system {name}")]
    assert digest(read(text)) == digest(read(TEXT))


@pytest.mark.parametrize("name", ["A", "Alph"])
def test_a_few_letters_of_a_name_could_be_any_word(name: str) -> None:
    ((line, word, _),) = oddities_of(TEXT.replace(f"Every {SALES}", f"Every {name} Sales"))

    assert (line, word) == (9, "doubt")


@pytest.mark.parametrize("name", ["Millwright", "Millwright Alpha Online", "The Mill Right"])
def test_a_name_that_all_sentences_and_headers_have_is_noted_once(name: str) -> None:
    head, rest = TEXT.split("-" * 40)
    text = f"{head}{'-' * 40}{rest.replace(SALES, f'{name} Sales')}"

    called = [each for each in oddities_of(text) if "calls the system" in each[2]]
    assert [(word, what.split(" ", 2)[2]) for _, word, what in called] == [("odd", f"calls the system {name}")]
    assert digest(read(text)) == digest(read(TEXT))


@pytest.mark.parametrize(
    ("old", "new", "systems"),
    [
        (f"Every {SALES}", "Every Sales", "Alpha Online"),
        (f"with a {BILLS}", "with a bills", "Tidepost"),
        (EVERY.format(SALES, BILLS), EVERY.format("Sales", "Bills"), "Alpha Online and Tidepost"),
    ],
)
def test_a_sentence_that_leaves_a_systems_name_out_is_noted_with_its_line(old: str, new: str, systems: str) -> None:
    found = read(TEXT.replace(old, new)).all_oddities

    assert [(each.line, str(each)) for each in found] == [(9, f"the sentence names no system: read as {systems}")]
    assert [each.is_doubt for each in found] == [False]


def test_what_a_heading_leaves_out_is_noted_of_no_sentence() -> None:
    text = TEXT.replace(f"{SALES} to {BILLS}", "Sales to Bills").replace(f"Every {SALES}", "Every Sales")

    assert oddities_of(text) == [(7, "odd", "the heading names no system")]


def test_a_name_that_all_sentences_have_and_no_header_is_a_doubt() -> None:
    text = TEXT.replace(f"a {SALES}", f"a paid {SALES}").replace(f"Every {SALES}", f"Every paid {SALES}")

    assert [(line, word) for line, word, _ in oddities_of(text)] == [(9, "doubt"), (11, "doubt"), (13, "doubt")]


@pytest.mark.parametrize("name", ["every-kind.rst", "older-combinations.rst"])
def test_no_word_that_is_inserted_in_a_sentence_or_a_header_is_passed_over(name: str) -> None:
    text = (DOCUMENTS / "good" / name).read_text()
    base, lines = parse(text, name), text.split("\n")
    meaning = digest(base)
    tables = [index for index, line in enumerate(lines) if line.startswith(".. list-table")]
    headers = {index + more for index in tables for more in (3, 4, 5) if " Property" in lines[index + more]}
    sentences = {index for index, line in enumerate(lines) if line[:1].isalpha() and line[-1] in ".:"}
    begin = base.sections[0].line
    passed_over = []
    for index in sorted(index for index in sentences | headers if index >= begin):
        lead, words = lines[index][: 7 if index in headers else 0], lines[index][7 if index in headers else 0 :].split()
        for at in range(len(words) + 1):
            changed = lead + " ".join([*words[:at], "never", *words[at:]])
            found = parse("\n".join([*lines[:index], changed, *lines[index + 1 :]]), name)
            if digest(found) == meaning:
                passed_over.append((index + 1, changed))
    assert (len(sentences) > 1, passed_over) == (True, [])
