"""Accepted documents: what the file says is loaded, what contradicts itself is refused by file and line."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from hypothesis import given, settings

from syncproof import features
from syncproof.checklist import Checklist, End, Predicate, Row, Section, Sentence
from syncproof.checklist.accepted import agreed, load
from syncproof.checklist.accepted_text import dump
from syncproof.checklist.oddity import doubts
from syncproof.checklist.resolve import parse
from syncproof.datatypes import Datatype, Property
from syncproof.errors import BadInput
from tests.checklist.drawn import checklists
from tests.checklist.golden import SAMPLES, read

FEATURES = Path(next(iter(features.__path__)))
DECLARED = {
    "Custompms": {"Task": Datatype("Task", {each: Property(each) for each in ("title", "notes")})},
    "Trello": {"Cards": Datatype("Cards", {each: Property(each) for each in ("name", "desc")})},
}
TEXT = """\
title = "Custompms to Trello Dataflow"
source = "Custompms"
target = "Trello"
generated = "2026-01-31 12:00:00"

[[section]]
title = "Custompms Task to Trello Cards"
source = { system = "Custompms", datatype = "Task" }
target = { system = "Trello", datatype = "Cards" }
feature = "task-to-cards.feature"
sentences = [
  { kind = "every", fingerprint = "19e0da00ec90e228" },
]

[[section.agreement]]
source = "title"
target = "name"
type = "string"

[[section.agreement]]
source = "notes"
target = "desc"
type = "string"
"""
TASK, CARDS = End("Custompms", "Task"), End("Trello", "Cards")
AGREED = (Row("title", "name", "string", "agreement"), Row("notes", "desc", "string", "agreement"))


def folder(tmp_path: Path, text: str, name: str = "custompms-trello") -> Path:
    """Write a checklist where it belongs."""
    made = tmp_path / name
    made.mkdir(parents=True)
    (made / "checklist.toml").write_text(text)
    return made


def refusal(tmp_path: Path, text: str) -> str:
    """Return the error for a checklist, its path shortened to its name."""
    made = folder(tmp_path, text)
    with pytest.raises(BadInput) as refused:
        load(made, DECLARED)
    return str(refused.value).replace(f"{made}/", "")


def test_the_file_is_the_checklist(tmp_path: Path) -> None:
    made = folder(tmp_path, TEXT)

    assert load(made, DECLARED) == Checklist(
        title="Custompms to Trello Dataflow",
        source="Custompms",
        target="Trello",
        generated="2026-01-31 12:00:00",
        sections=(
            Section(
                "Custompms Task to Trello Cards",
                TASK,
                CARDS,
                (Sentence("every", "Every Custompms Task will be synchronized with a Trello Cards.", 12),),
                AGREED,
                6,
            ),
        ),
        file=str(made / "checklist.toml"),
    )


def test_what_is_loaded_is_written_the_same(tmp_path: Path) -> None:
    assert dump(load(folder(tmp_path, TEXT))) == TEXT


@settings(max_examples=30)
@given(checklist=checklists())
def test_any_document_is_kept_without_a_loss(checklist: Checklist) -> None:
    with TemporaryDirectory() as place:
        text = dump(checklist)
        found = load(folder(Path(place), text, checklist.slug))

    assert dump(found) == text
    assert [replace(each, line=0, oddities=()) for each in found.sections] == [
        replace(each, oddities=(), sentences=found.sections[index].sentences)
        for index, each in enumerate(checklist.sections)
    ]
    assert [[(one.kind, one.text, one.words, one.connected) for one in each.sentences] for each in found.sections] == [
        [(one.kind, one.text, one.words, one.connected) for one in each.sentences] for each in checklist.sections
    ]


@pytest.mark.parametrize("sample", SAMPLES, ids=lambda path: path.stem)
def test_a_sample_is_kept_with_its_doubts(tmp_path: Path, sample: Path) -> None:
    checklist = read(sample)

    found = load(folder(tmp_path, dump(checklist), checklist.slug))

    assert dump(found) == dump(checklist)
    assert sorted(each.mark for each in found.all_oddities) == sorted(
        each.mark for each in doubts(checklist.all_oddities)
    )


def test_rows_of_the_document_stand_before_those_agreed_on(tmp_path: Path) -> None:
    row = '\n[[section.row]]\nsource = "notes"\ntarget = "name"\ntype = "string"\n'

    (section,) = load(folder(tmp_path, TEXT + row)).sections

    assert section.rows == (Row("notes", "name", "string", "document"),)


def test_a_document_with_an_empty_table_takes_the_rows_agreed_on_and_one_with_rows_does_not(
    tmp_path: Path,
) -> None:
    accepted = load(folder(tmp_path, TEXT))
    empty = replace(accepted, sections=(replace(accepted.sections[0], rows=()),))
    rows = (Row("title", "desc", "string", "document"),)
    full = replace(accepted, sections=(replace(accepted.sections[0], rows=rows),))

    assert agreed(empty, accepted).sections[0].rows == AGREED
    assert agreed(full, accepted).sections[0].rows == rows


@pytest.mark.parametrize("name", ["customerp-trello", "custompms-trello"])
def test_a_document_of_the_accepted_shape_gives_the_accepted_checklist_again(
    name: str, documents: Mapping[str, Path]
) -> None:
    accepted = load(FEATURES / name)
    document = parse(documents[name].read_text(), name)

    assert dump(agreed(document, accepted)) == (FEATURES / name / "checklist.toml").read_text()


@pytest.mark.parametrize(
    ("right", "wrong", "text"),
    [
        pytest.param(
            'source = "Custompms"\n',
            "",
            'checklist.toml:1: missing: source\n  do       add source = "…"',
            id="a key is missing",
        ),
        pytest.param(
            'target = "Trello"',
            "target = 3",
            'checklist.toml:3: target is not text\n  do       write target = "…"',
            id="a value is no text",
        ),
        pytest.param(
            "feature =",
            "feeture =",
            "checklist.toml:10: unknown key: feeture\n  nearest  feature\n  do       correct the key, or remove it",
            id="a key is unknown",
        ),
        pytest.param(
            "sentences = [",
            "sentences [",
            "checklist.toml:11: not TOML: Expected '=' after a key in a key/value pair\n"
            "  do       correct it: https://toml.io",
            id="it is no TOML",
        ),
        pytest.param(
            'target = { system = "Trello", datatype = "Cards" }',
            'target = "Trello Cards"',
            "checklist.toml:9: target is not a table\n  do       write target = { … }",
            id="an end is no table",
        ),
        pytest.param(
            '"task-to-cards.feature"',
            '"task-to-card.feature"',
            "checklist.toml:10: not the section's feature: task-to-card.feature\n"
            "  nearest  task-to-cards.feature\n"
            "  do       name the feature for the section's datatypes",
            id="another section's feature",
        ),
        pytest.param(
            'kind = "every"',
            'kind = "evry"',
            "checklist.toml:12: unknown kind: evry\n  nearest  every\n  do       use one of every, condition, "
            "link-first, create-if-connected, match-or-create, merge-criteria, in-sync, properties",
            id="a kind is unknown",
        ),
        pytest.param(
            "19e0da00ec90e228",
            "0000000000000000",
            "checklist.toml:12: the fingerprint is not that of: "
            "Every Custompms Task will be synchronized with a Trello Cards.\n"
            "  nearest  19e0da00ec90e228\n"
            "  do       correct the section's source and target, or the fingerprint",
            id="a fingerprint is another's",
        ),
        pytest.param(
            'system = "Trello"',
            'system = "Trelo"',
            "checklist.toml:12: the fingerprint is not that of: "
            "Every Custompms Task will be synchronized with a Trelo Cards.\n"
            "  nearest  24e5e99836c9c2b6\n"
            "  do       correct the section's source and target, or the fingerprint",
            id="a system is another than the sentences'",
        ),
        pytest.param(
            'source = "notes"',
            'source = "note"',
            "checklist.toml:21: Custompms Task has no property note\n"
            "  nearest  notes\n"
            "  do       use one of title, notes",
            id="an agreement names an unknown property",
        ),
        pytest.param(
            'target = "desc"\ntype = "string"',
            'target = "desc"\ntype = "strings"',
            "checklist.toml:23: unknown type: strings\n"
            "  nearest  string\n  do       use one of string, integer, float, boolean",
            id="a type is unknown",
        ),
        pytest.param(
            TEXT[TEXT.index("[[section]]") :],
            'section = "Custompms Task to Trello Cards"\n',
            "checklist.toml:6: section is not a list of tables\n  do       write [[section]]",
            id="the sections are no tables",
        ),
    ],
)
def test_a_contradiction_is_refused_by_file_and_line(tmp_path: Path, right: str, wrong: str, text: str) -> None:
    assert refusal(tmp_path, TEXT.replace(right, wrong)) == text


PREDICATE = """
[section.predicate]
property = "title"
operator = "is"
value = "open"
"""


@pytest.mark.parametrize(
    ("value", "predicate"),
    [
        ('"open"', Predicate("title", "is", "open")),
        ("7", Predicate("title", "is", 7)),
        ("0.5", Predicate("title", "is", 0.5)),
        ("true", Predicate("title", "is", value=True)),
    ],
)
def test_a_predicate_is_loaded_and_written_the_same(tmp_path: Path, value: str, predicate: Predicate) -> None:
    loaded = load(folder(tmp_path, TEXT + PREDICATE.replace('"open"', value)), DECLARED)
    assert [section.predicate for section in loaded.sections] == [predicate]
    assert load(folder(tmp_path / "again", dump(loaded))).sections == loaded.sections


@pytest.mark.parametrize(
    ("right", "wrong", "text"),
    [
        ('"is"', '"is nott"', "checklist.toml:27: unknown operator: is nott\n  nearest  is not\n"),
        ('value = "open"\n', "", "checklist.toml:27: is needs a value\n"),
        ('"is"', '"is set"', "checklist.toml:27: is set takes no value\n"),
        ('"title"', '"titel"', "checklist.toml:26: Custompms Task has no property titel\n  nearest  title\n"),
        ('"open"', "[7]", "checklist.toml:28: value is no single value\n"),
    ],
)
def test_a_predicate_that_nobody_can_ask_is_refused_by_file_and_line(
    tmp_path: Path, right: str, wrong: str, text: str
) -> None:
    assert refusal(tmp_path, TEXT + PREDICATE.replace(right, wrong)).startswith(text)


NESTED = TEXT.replace('source = "title"', 'source = "texts.title"')


def test_lists_are_loaded_and_written_the_same(tmp_path: Path) -> None:
    said = NESTED.replace("[[section.agreement]]", 'source_lists = ["texts"]\n\n[[section.agreement]]', 1)
    loaded = load(folder(tmp_path, said))
    assert loaded.sections[0].source_lists == ("texts",)
    assert load(folder(tmp_path / "again", dump(loaded))).sections == loaded.sections
    assert '# source_lists = ["texts"]' in dump(load(folder(tmp_path / "unsaid", NESTED)))
    assert "lists" not in dump(load(folder(tmp_path / "flat", TEXT)))


def test_a_list_below_which_there_is_nothing_is_refused_by_file_and_line(tmp_path: Path) -> None:
    said = NESTED.replace("[[section.agreement]]", 'source_lists = ["txts"]\n\n[[section.agreement]]', 1)
    line = said[: said.index("source_lists")].count("\n") + 1
    with pytest.raises(
        BadInput, match=f"checklist.toml:{line}: no property of the section lies below txts\n"
    ) as refused:
        load(folder(tmp_path, said))
    assert "nearest  texts" in str(refused.value)


def accepted_sample(name: str, folder: Path) -> Checklist:
    """Return a sample as its own folder has it after acceptance."""
    checklist = read(next(each for each in SAMPLES if each.stem == name))
    (folder / checklist.slug).mkdir()
    (folder / checklist.slug / "checklist.toml").write_text(dump(checklist))
    return load(folder / checklist.slug)


def test_what_could_not_be_read_is_kept_in_its_words_beside_the_mark(tmp_path: Path) -> None:
    found = accepted_sample("broken-tables", tmp_path)

    assert [each.what for each in doubts(found.sections[0].oddities)] == [
        "could not be read when the document was accepted, the row has 2 cells of 3: mail | email",
        'could not be read when the document was accepted, outside of the table\'s rows: "string"',
    ]
    assert dump(found) == (tmp_path / found.slug / "checklist.toml").read_text()


def test_copies_that_contradict_each_other_are_accepted_as_that_with_the_lines_of_both(tmp_path: Path) -> None:
    found = accepted_sample("doubled-and-contradicting", tmp_path)
    one, two = (each for each in found.sections if doubts(each.oddities))

    assert [(each.line, each.what) for section in (one, two) for each in doubts(section.oddities)] == [
        (one.line, f"the section says every, and its copy on line {two.line} says link-first"),
        (two.line, f"the section says link-first, and its copy on line {one.line} says every"),
    ]


def test_a_mark_that_was_accepted_without_words_is_a_doubt_all_the_same(tmp_path: Path) -> None:
    folder = tmp_path / "custompms-trello"
    folder.mkdir()
    (folder / "checklist.toml").write_text(TEXT.replace("[[section]]", 'unread = ["aa", "bb"]\n\n[[section]]', 1))

    assert [(each.what, each.mark) for each in doubts(load(folder).oddities)] == [
        ("could not be read when the document was accepted", "aa"),
        ("could not be read when the document was accepted", "bb"),
    ]
