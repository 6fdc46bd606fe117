"""The parser: documents of the dialect become checklists, and all else is refused by file and line."""

from __future__ import annotations

import os
import re
from collections.abc import Callable, Mapping
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from syncproof.checklist import SUPPORTED, Checklist, End, Row, Section, Sentence
from syncproof.checklist.dialect import TYPES, wording
from syncproof.checklist.document import parse
from syncproof.datatypes import Datatype, Property
from syncproof.errors import BadInput
from syncproof.inputs import text_of

DOCUMENTS = Path(__file__).parents[1] / "documents"
SYSTEMS = {
    "Customerp": {
        "Contact": ("name", "email"),
        "Customer": ("name",),
        "Project": ("name",),
        "Employee": ("name",),
    },
    "Custompms": {"Customer": ("name",), "Project": ("name", "archived"), "Task": ("title",)},
    "Trello": {
        "Members": ("fullName",),
        "Organizations": ("desc",),
        "Actions": ("text",),
        "Cards": ("name", "dueComplete"),
    },
}
DECLARED = {
    system: {
        name: Datatype(name, {each: Property(each) for each in properties}) for name, properties in datatypes.items()
    }
    for system, datatypes in SYSTEMS.items()
}
PROJECT, CARDS = End("Custompms", "Project"), End("Trello", "Cards")


def good(name: str) -> Checklist:
    """Return what the parser makes of a good document."""
    return parse(text_of(DOCUMENTS / "good" / name, "a dataflow document"), name, DECLARED)


def refusal(name: str, text: str) -> str:
    """Return the error for a text that is no document, or not one to be put to the test."""
    with pytest.raises(BadInput) as refused:
        parse(text, name, DECLARED)
    return str(refused.value)


def without_lines(checklist: Checklist) -> Checklist:
    """Return a checklist as if nobody knew where the document says it."""
    return Checklist(
        checklist.title,
        checklist.source,
        checklist.target,
        checklist.generated,
        tuple(
            Section(
                each.title,
                each.source,
                each.target,
                tuple(Sentence(sentence.kind, sentence.text) for sentence in each.sentences),
                each.rows,
            )
            for each in checklist.sections
        ),
    )


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
    document = parse(documents[name].read_text(), name, DECLARED)

    assert {section.slug: section.line for section in document.sections} == sections
    assert {tuple(each.kind for each in section.sentences) for section in document.sections} == {SUPPORTED}
    assert {section.rows for section in document.sections} == {()}


def test_a_section_that_stands_twice_comes_twice() -> None:
    assert [(section.slug, section.line, len(section.rows)) for section in good("a-section-twice.rst").sections] == [
        ("project-to-cards", 12, 0),
        ("project-to-cards", 28, 1),
    ]


def test_a_document_without_sections_is_a_document() -> None:
    assert good("no-section.rst").sections == ()


def test_a_section_may_spell_the_systems_in_another_case() -> None:
    (section,) = good("other-spelling.rst").sections

    assert (section.source, section.target, len(section.sentences)) == (PROJECT, CARDS, 3)


def test_windows_line_ends_and_a_byte_order_mark_change_nothing(tmp_path: Path) -> None:
    unix = (DOCUMENTS / "good" / "rows-in-the-document.rst").read_bytes()
    windows = tmp_path / "rows-in-the-document.rst"
    windows.write_bytes(b"\xef\xbb\xbf" + unix.replace(b"\n", b"\r\n"))

    assert parse(text_of(windows, "a dataflow document"), windows.name, DECLARED) == good(windows.name)


REFUSALS = {
    text.partition(":")[0]: text.rstrip() for text in re.split(r"\n(?=\S)", (DOCUMENTS / "refusals.txt").read_text())
}


def test_every_bad_document_is_refused_in_its_own_words() -> None:
    assert {file.name for file in (DOCUMENTS / "bad").iterdir()} == set(REFUSALS)


@pytest.mark.parametrize("name", REFUSALS)
def test_a_bad_document_is_refused_by_file_and_line(name: str) -> None:
    with pytest.raises(BadInput) as refused:
        parse(text_of(DOCUMENTS / "bad" / name, "a dataflow document"), name, DECLARED)

    assert str(refused.value).replace(str(DOCUMENTS / "bad" / name), name) == REFUSALS[name]


@pytest.mark.parametrize(
    "moment", ["2024-99-10 15:43:43", "2023-02-29 00:00:00", "2024-01-01 24:00:00", "0000-01-01 00:00:00"]
)
def test_a_moment_that_never_was_is_refused_by_its_line(moment: str) -> None:
    text = (DOCUMENTS / "good" / "rows-in-the-document.rst").read_text()

    assert refusal("any.rst", re.sub(r"Generated: .*", f"Generated: {moment}", text)) == (
        f"any.rst:5: no such moment: {moment}\n  do       correct the line: Generated: YYYY-MM-DD HH:MM:SS"
    )


@pytest.mark.parametrize("cells", [("", "", ""), ("name", "", ""), ("", "name", '"string"'), ("name", "name", "")])
def test_a_row_with_an_empty_cell_is_refused_by_its_own_line(cells: tuple[str, str, str]) -> None:
    text = (DOCUMENTS / "good" / "rows-in-the-document.rst").read_text().rstrip()
    row = "".join(f"\n   {' ' if column else '*'} - {cell}".rstrip(" ") for column, cell in enumerate(cells))

    assert refusal("any.rst", f"{text}{row}\n") == (
        f"any.rst:{len(text.splitlines()) + 1}: a cell of the row is empty\n"
        "  do       name both properties and the type, or take the row out"
    )


def test_a_folder_is_no_document() -> None:
    with pytest.raises(BadInput) as refused:
        text_of(DOCUMENTS, "a dataflow document")

    assert str(refused.value) == f"{DOCUMENTS}: cannot be read: Is a directory\n  do       name a dataflow document"


def test_a_file_without_end_is_no_document() -> None:
    with pytest.raises(BadInput, match="larger than 16 MiB"):
        text_of(Path("/dev/zero"), "a dataflow document")


def test_nothing_that_a_document_names_is_opened(monkeypatch: pytest.MonkeyPatch) -> None:
    text = (DOCUMENTS / "bad" / "table-from-a-file.rst").read_text()
    opened: list[object] = []
    monkeypatch.setattr("builtins.open", lambda *args, **_: opened.append(args))

    refusal("table-from-a-file.rst", text)

    assert opened == []


def test_no_setting_comes_from_the_environment(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    settings = tmp_path / "docutils.conf"
    settings.write_text("[general]\nfile_insertion_enabled: yes\nraw_enabled: yes\n")
    monkeypatch.setitem(os.environ, "DOCUTILSCONFIG", str(settings))

    for name in ("include.rst", "raw.rst"):
        assert refusal(name, (DOCUMENTS / "bad" / name).read_text()) == REFUSALS[name]


def test_nothing_is_printed_about_a_bad_document(capfd: pytest.CaptureFixture[str]) -> None:
    refusal("unsound.rst", (DOCUMENTS / "bad" / "unsound.rst").read_text())

    assert capfd.readouterr() == ("", "")


ends = st.tuples(
    st.sampled_from(["Customerp", "Custompms"]).flatmap(
        lambda system: st.builds(End, st.just(system), st.sampled_from(sorted(DECLARED[system])))
    ),
    st.builds(End, st.just("Trello"), st.sampled_from(sorted(DECLARED["Trello"]))),
)


@st.composite
def sections(draw: st.DrawFn, system: str) -> Section:
    source, target = draw(ends.filter(lambda pair: pair[0].system == system))
    kinds = draw(st.lists(st.sampled_from(SUPPORTED), unique=True))
    rows = st.builds(
        Row,
        st.sampled_from(SYSTEMS[source.system][source.datatype]),
        st.sampled_from(SYSTEMS[target.system][target.datatype]),
        st.sampled_from(TYPES),
        st.just("document"),
    )
    return Section(
        f"{source} to {target}",
        source,
        target,
        tuple(Sentence(kind, wording(kind, source, target)) for kind in kinds),
        tuple(draw(st.lists(rows))) if "properties" in kinds else (),
    )


@st.composite
def checklists(draw: st.DrawFn) -> Checklist:
    system = draw(st.sampled_from(["Customerp", "Custompms"]))
    stamp = draw(st.datetimes()).strftime("%Y-%m-%d %H:%M:%S").rjust(19, "0")
    return Checklist(
        f"{system} to Trello Dataflow",
        system,
        "Trello",
        stamp,
        tuple(draw(st.lists(sections(system), max_size=4))),
    )


@given(checklist=checklists())
def test_a_document_reads_as_it_was_written(written: Callable[[Checklist], str], checklist: Checklist) -> None:
    assert without_lines(parse(written(checklist), "any.rst", DECLARED)) == checklist


@given(st.text())
def test_any_text_is_a_document_or_refused(text: str) -> None:
    assert refusal("any.rst", text).startswith("any.rst:1: not a dataflow document: ")
