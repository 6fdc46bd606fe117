"""Documents become checklists: all that is odd is said with its line, and what is no document is refused."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from syncproof.checklist import Checklist, End, Oddity, Row, Section, Sentence
from syncproof.checklist.oddity import doubts
from syncproof.checklist.resolve import parse
from syncproof.errors import BadInput
from syncproof.inputs import text_of
from tests.any_text import any_text
from tests.checklist.drawn import checklists, is_plain
from tests.checklist.golden import DOCUMENTS, SAMPLES, described, read

PROJECT, CARDS = End("Custompms", "Project"), End("Trello", "Cards")
PLAIN = (DOCUMENTS / "good" / "rows-in-the-document.rst").read_text()


def good(name: str) -> Checklist:
    """Return what is read of a good document."""
    return read(DOCUMENTS / "good" / name)


def refusal(name: str, text: str) -> str:
    """Return the error for a text that is no document."""
    with pytest.raises(BadInput) as refused:
        parse(text, name)
    return str(refused.value)


def said(checklist: Checklist) -> Checklist:
    """Return a checklist without what only a file has: its lines, and the oddities that are no doubts."""
    return replace(
        checklist,
        file="",
        line=0,
        oddities=tuple(map(marked, doubts(checklist.oddities))),
        sections=tuple(
            replace(
                each,
                line=0,
                sentences=tuple(replace(sentence, line=0) for sentence in each.sentences),
                oddities=tuple(map(marked, doubts(each.oddities))),
            )
            for each in checklist.sections
        ),
    )


def marked(oddity: Oddity) -> Oddity:
    """Return an oddity by its mark alone."""
    return Oddity(0, "", "", oddity.is_doubt, oddity.mark)


@pytest.mark.parametrize("sample", SAMPLES, ids=lambda path: path.stem)
def test_all_that_a_sample_says_is_read_and_all_that_is_odd_is_said(sample: Path) -> None:
    assert described(read(sample)) == sample.with_suffix(".txt").read_text()


def test_a_good_sample_has_no_doubt_and_every_doubt_has_the_line_of_its_words() -> None:
    found = {path: read(path) for path in SAMPLES}
    oddities = {path: checklist.all_oddities for path, checklist in found.items()}

    assert [path.stem for path, each in oddities.items() if path.parent.name == "good" and any(each)] == []
    assert [path.stem for path, each in oddities.items() if path.parent.name == "odd" and not each] == []


def test_a_document_becomes_a_checklist_with_the_lines_that_say_it() -> None:
    assert good("rows-in-the-document.rst") == Checklist(
        title="Custompms to Trello Dataflow",
        source="Custompms",
        target="Trello",
        generated="2026-01-31 12:00:00",
        sections=(
            Section(
                "Custompms Project to Trello Cards",
                PROJECT,
                CARDS,
                sentences=(
                    Sentence("every", "Every Custompms Project will be synchronized with a Trello Cards.", 14),
                    Sentence(
                        "in-sync",
                        "Once a link between a Custompms Project and a Trello Cards is established, "
                        "it will keep in sync between the two systems, regardless of where it is edited.",
                        16,
                    ),
                    Sentence(
                        "properties",
                        "The following properties are synchronized between a Custompms Project and a Trello Cards:",
                        18,
                    ),
                ),
                rows=(
                    Row("name", "name", "string", "document"),
                    Row("archived", "dueComplete", "boolean", "document"),
                ),
                line=12,
            ),
        ),
        file="rows-in-the-document.rst",
        line=2,
    )


@pytest.mark.parametrize(
    ("name", "sections"),
    [
        (
            "customerp-trello",
            {
                "contact-to-members": 12,
                "customer-to-organizations": 28,
                "project-to-actions": 44,
                "employee-to-members": 60,
            },
        ),
        (
            "custompms-trello",
            {
                "customer-to-organizations": 12,
                "project-to-actions": 28,
                "task-to-actions": 44,
                "task-to-cards": 60,
            },
        ),
    ],
)
def test_a_table_with_a_header_and_no_rows_promises_three_sentences_and_no_row(
    name: str, sections: dict[str, int], documents: Mapping[str, Path]
) -> None:
    document = parse(documents[name].read_text(), name)

    assert {section.slug: section.line for section in document.sections} == sections
    kinds = {tuple(each.kind for each in section.sentences) for section in document.sections}
    assert kinds == {("every", "in-sync", "properties")}
    assert {section.rows for section in document.sections} == {()}


def test_windows_line_ends_and_a_byte_order_mark_change_nothing(tmp_path: Path) -> None:
    windows = tmp_path / "rows-in-the-document.rst"
    windows.write_bytes(b"\xef\xbb\xbf" + PLAIN.encode().replace(b"\n", b"\r\n"))

    assert read(windows) == good(windows.name)
    assert parse(PLAIN.replace("\n", "\r\n"), windows.name) == good(windows.name)


REFUSALS = {
    text.partition(":")[0]: text.rstrip() for text in re.split(r"\n(?=\S)", (DOCUMENTS / "refusals.txt").read_text())
}


def test_every_bad_document_is_refused_in_its_own_words() -> None:
    assert {file.name for file in (DOCUMENTS / "bad").iterdir()} == set(REFUSALS)


@pytest.mark.parametrize("name", REFUSALS)
def test_a_bad_document_is_refused_by_file_and_line(name: str) -> None:
    with pytest.raises(BadInput) as refused:
        parse(text_of(DOCUMENTS / "bad" / name, "a dataflow document"), name)

    assert str(refused.value).replace(str(DOCUMENTS / "bad" / name), name) == REFUSALS[name]


@pytest.mark.parametrize(
    "moment", ["2024-99-10 15:43:43", "2023-02-29 00:00:00", "2024-01-01 24:00:00", "0000-01-01 00:00:00"]
)
def test_a_moment_that_never_was_is_said_with_its_line(moment: str) -> None:
    found = parse(re.sub(r"Generated: .*", f"Generated: {moment}", PLAIN), "any.rst")

    assert found.oddities == (Oddity(5, f"no such moment: {moment}", "kept as it stands"),)


@pytest.mark.parametrize("cells", [("", "", ""), ("name", "", ""), ("", "name", '"string"')])
def test_a_row_with_an_empty_cell_is_a_doubt_on_its_own_line(cells: tuple[str, str, str]) -> None:
    row = "".join(f"\n   {' ' if column else '*'} - {cell}".rstrip(" ") for column, cell in enumerate(cells))

    (section,) = parse(f"{PLAIN.rstrip()}{row}\n", "any.rst").sections

    line = len(PLAIN.rstrip().splitlines()) + 1
    assert [(each.line, each.is_doubt, each.what) for each in section.oddities] == [
        (line, True, f"unreadable, a cell of the row is empty: {' | '.join(cells)}")
    ]
    assert section.rows == good("rows-in-the-document.rst").sections[0].rows


def test_a_folder_is_no_document() -> None:
    with pytest.raises(BadInput) as refused:
        text_of(DOCUMENTS, "a dataflow document")

    assert str(refused.value) == f"{DOCUMENTS}: cannot be read: Is a directory\n  do       name a dataflow document"


def test_a_file_without_end_is_no_document() -> None:
    with pytest.raises(BadInput, match="a device without end"):
        text_of(Path("/dev/zero"), "a dataflow document")


def test_nothing_that_a_document_names_is_opened(monkeypatch: pytest.MonkeyPatch) -> None:
    texts = [(DOCUMENTS / "odd" / f"{name}.rst").read_text() for name in ("table-from-a-file", "include", "raw")]
    opened: list[object] = []
    monkeypatch.setattr("builtins.open", lambda *args, **_: opened.append(args))

    found = [parse(text, "any.rst") for text in texts]

    assert opened == []
    assert [[each.is_doubt for each in checklist.oddities] for checklist in found] == [[True]] * 3


@pytest.mark.parametrize(
    "line",
    [
        "Every Custompms Project will be synchronized with a Trello Cards, as a rule.",
        "Every Custompms Task will be synchronized with a Trello Cards.",
        "Every Trello Project will be synchronized with a Trello Cards.",
        ".. note:: see below",
        "* an item",
        "    an indented line",
        "============",
    ],
)
@pytest.mark.parametrize("place", ["above", "within", "below"])
def test_a_line_that_no_kind_explains_is_a_doubt_wherever_it_stands(line: str, place: str) -> None:
    lines = PLAIN.splitlines()
    at = {"above": 6, "within": 15, "below": len(lines)}[place]
    text = "\n".join([*lines[:at], line, "", *lines[at:]])

    checklist = parse(text, "any.rst")

    assert [each.line for each in doubts(checklist.all_oddities)] == [at + 1]


@pytest.mark.parametrize(
    "line",
    [
        "Every Custompms Task will be synchronized with a Trello Cards.",
        "If it is open, it will be synchronized with a Trello Cards.",
        "Before any synchronization can take place, a link between a Loan and a Card must be established.",
        ".. include:: other.rst",
        ".. list-table::",
    ],
)
def test_more_than_prose_in_the_introduction_is_a_doubt(line: str) -> None:
    checklist = parse(PLAIN.replace("\nThis document is written", f"\n{line}\n\nThis document is written"), "any.rst")

    assert [(each.line, each.is_doubt) for each in checklist.oddities] == [(10, True)]


@settings(max_examples=40)
@given(checklist=checklists())
def test_a_document_reads_as_it_was_written(written: Callable[[Checklist], str], checklist: Checklist) -> None:
    assume(is_plain(checklist))

    assert said(parse(written(checklist), "any.rst")) == said(checklist)


@pytest.mark.exhaustive
@settings(max_examples=3000)
@given(checklist=checklists())
def test_thousands_of_documents_read_as_they_were_written(
    written: Callable[[Checklist], str], checklist: Checklist
) -> None:
    assume(is_plain(checklist))

    assert said(parse(written(checklist), "any.rst")) == said(checklist)


@given(any_text())
def test_any_text_is_a_document_or_refused(text: str) -> None:
    assert refusal("any.rst", text).startswith("any.rst:1: not a dataflow document: ")


@settings(max_examples=50)
@given(
    st.lists(
        st.one_of(st.sampled_from(PLAIN.splitlines()), st.text("-=*: .\n\tab", max_size=12), any_text()), max_size=30
    )
)
def test_any_lines_below_a_title_are_read_without_an_error(lines: list[str]) -> None:
    text = "\n".join([*PLAIN.splitlines()[:6], *lines])

    checklist = parse(text, "any.rst")

    last = len(re.split(r"\r\n|\r|\n", text))
    assert all(1 <= each.line <= last for each in checklist.all_oddities)


@pytest.mark.parametrize(
    "text",
    [
        "If a matching " + " already exists, the " * 900 + " will be merged with the existing one." * 900,
        "Every " * 3000 + " will be synchronized with a " * 3000,
        "a (Dependant on having " * 20_000,
        "   * - " * 20_000,
        "x to " * 3000 + "\n---",
        " " * 300_000 + "x",
    ],
    ids=["match-or-create", "every", "qualifiers", "cells", "headings", "blanks"],
)
def test_a_text_of_repeated_words_takes_no_time(text: str) -> None:
    checklist = parse(f"{PLAIN}\n   * - {text}\n     - b\n     - c\n\n{text}\n", "any.rst")

    assert checklist.sections[0].rows[:2] == good("rows-in-the-document.rst").sections[0].rows


@pytest.mark.parametrize("character", "=~^.")
def test_sections_may_be_underlined_with_anything_but_what_the_title_alone_has(character: str) -> None:
    usual = parse(PLAIN, "any.rst")
    text = re.sub("^-+$", lambda bar: character * len(bar[0]), PLAIN, flags=re.MULTILINE)

    other = parse(text, "any.rst")
    without = parse(text.partition("\n")[2], "any.rst")

    note = Oddity(8, f"the headings are underlined with {character}", "read as headings")
    assert (other.sections, other.oddities) == (usual.sections, (*usual.oddities, note))
    assert len(without.sections) == (0 if character == "=" else len(usual.sections))


def test_a_row_that_stands_twice_is_said_with_both_lines() -> None:
    row = '\n   * - code\n     - number\n     - "string"'
    (section,) = parse(f"{PLAIN.rstrip()}{row}{row}\n", "any.rst").sections

    line = len(PLAIN.rstrip().splitlines()) + 1
    assert section.oddities == (
        Oddity(line + 3, f"the row code to number stands on line {line} already", "played once"),
    )
