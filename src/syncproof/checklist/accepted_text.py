"""The text of `checklist.toml`: how an accepted document is written, so that it reads back as it was."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

from syncproof.checklist import Checklist
from syncproof.checklist.dialect import fingerprint, wording
from syncproof.checklist.oddity import Oddity, doubts
from syncproof.checklist.predicate import ALONE, OPERATORS
from syncproof.checklist.rows import cell_of
from syncproof.datatypes import beginnings

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from syncproof.checklist import Criterion, Row, Section, Sentence
    from syncproof.checklist.predicate import Predicate
    from syncproof.checklist.set_aside import SetAside
    from syncproof.ledger import Value

_UNTIL = "People agreed on this; the document says nothing of the kind now. It returns when the document says so again."


def dump(checklist: Checklist) -> str:
    """Return the text of `checklist.toml` for a document."""
    return "\n".join(_dumped(checklist)) + "\n"


def dump_set_aside(agreements: Iterable[SetAside]) -> str:
    """Return the text of `retired/agreed.toml` for agreements; '' for none."""
    blocks = ["\n".join(_agreement(each)) for each in agreements]
    return "\n".join([f"# {_UNTIL}\n", *(f"{each}\n" for each in blocks)]) if blocks else ""


def _agreement(agreement: SetAside) -> Iterator[str]:
    yield "[[section]]"
    yield f"feature = {_quoted(agreement.feature)}"
    for key in ("words", "source_lists", "target_lists"):
        if texts := getattr(agreement, key):
            yield f"{key} = {_list(texts)}"
    yield from _rows(agreement.rows)
    if agreement.predicate:
        yield from _predicate(agreement.predicate)


def _dumped(checklist: Checklist) -> Iterator[str]:
    yield f"title = {_quoted(checklist.title)}"
    yield f"source = {_quoted(checklist.source)}"
    yield f"target = {_quoted(checklist.target)}"
    yield f"generated = {_quoted(checklist.generated)}"
    if checklist.former:
        yield f"former = {_list(checklist.former)}"
    yield from _unread(checklist.oddities)
    for section in checklist.sections:
        yield from _section(section)


def _section(section: Section) -> Iterator[str]:
    yield ""
    yield "[[section]]"
    yield f"title = {_quoted(section.title)}"
    for name, end in zip(("source", "target"), section.document_ends, strict=True):
        yield f"{name} = {{ system = {_quoted(end.system)}, datatype = {_quoted(end.datatype)} }}"
    yield f"feature = {_quoted(section.slug + '.feature')}"
    yield "sentences = ["
    for sentence in section.sentences:
        yield f"  {{ {', '.join(_sentence(section, sentence))} }},"
    yield "]"
    yield from _unread(section.oddities)
    yield from _lists(section)
    for criterion in section.all_criteria:
        yield ""
        yield "[[section.criterion]]"
        yield from _two_cells(criterion)
    yield from _rows(section.all_rows)
    yield from _to_agree_on(section)


def _rows(rows: Iterable[Row]) -> Iterator[str]:
    for row in rows:
        yield ""
        yield "[[section.row]]" if row.origin == "document" else "[[section.agreement]]"
        yield from _two_cells(row)
        yield f"type = {_quoted(row.type)}"


def _predicate(predicate: Predicate) -> Iterator[str]:
    yield ""
    yield "[section.predicate]"
    yield f"property = {_quoted(predicate.property)}"
    yield f"operator = {_quoted(predicate.operator)}"
    if predicate.operator not in ALONE:
        yield f"value = {_value(predicate.value)}"


def _lists(section: Section) -> Iterator[str]:
    """Yield the lists of a section; of each side of which nobody named one, a place in comments for what may be one."""
    agreed = {"source_lists": section.source_lists, "target_lists": section.target_lists}
    nested = dict(zip(agreed, map(beginnings, section.paths), strict=True))
    if any(names and not agreed[key] for key, names in nested.items()):
        yield "# What has parts is taken for an object. Where a record has a list of them, say so, without the #."
    for key, lists in agreed.items():
        if lists:
            yield f"{key} = {_list(lists)}"
        elif names := nested[key]:
            yield f"# {key} = {_list(sorted(names))}"


def _to_agree_on(section: Section) -> Iterator[str]:
    """Yield a place, in comments, for what an installation has to agree on before stories can test the section."""
    kinds = {sentence.kind for sentence in section.sentences}
    source, target = section.document_ends
    if "properties" in kinds and not section.all_rows:
        yield ""
        yield "# The document's table is empty. Agree on its rows: for each, a block such as this one, without the #."
        yield "# [[section.agreement]]"
        yield f"# source = {_quoted(f'a property of {source}')}"
        yield f"# target = {_quoted(f'a property of {target}')}"
        yield '# type = "string"'
    if section.predicate:
        yield from _predicate(section.predicate)
    elif "condition" in kinds:
        yield ""
        yield "# The condition is free text. Agree on what it means for a record, in a block such as this one, without"
        yield f"# the #; the operators are: {', '.join(OPERATORS)}. Until then the section is inconclusive."
        yield "# [section.predicate]"
        yield f"# property = {_quoted(f'a property of {source}')}"
        yield '# operator = "is"'
        yield '# value = "open"'


def _sentence(section: Section, sentence: Sentence) -> Iterator[str]:
    text = wording(sentence.kind, *section.document_ends, words=sentence.words, connected=sentence.connected)
    yield f'kind = "{sentence.kind}"'
    yield f'fingerprint = "{fingerprint(text)}"'
    if sentence.words:
        yield f"words = {_quoted(sentence.words)}"
    if sentence.connected:
        yield f"connected = {_list(sentence.connected)}"


def _two_cells(row: Row | Criterion) -> Iterator[str]:
    yield f"source = {_quoted(cell_of(row.source, row.source_qualifiers))}"
    yield f"target = {_quoted(cell_of(row.target, row.target_qualifiers))}"


def _unread(oddities: tuple[Oddity, ...]) -> Iterator[str]:
    if found := doubts(oddities):
        yield f"unread = {_list(each.mark for each in found)}"
        if any(each.words for each in found):
            yield f"unread_words = {_list(each.words for each in found)}"


def _list(texts: Iterable[str]) -> str:
    return f"[{', '.join(map(_quoted, texts))}]"


def _value(value: Value) -> str:
    return _quoted(value) if isinstance(value, str) else json.dumps(value)


def _quoted(text: str) -> str:
    # A JSON string is a TOML basic string, but TOML also wants DEL to be escaped.
    return json.dumps(text, ensure_ascii=False).replace("\x7f", "\\u007f")
