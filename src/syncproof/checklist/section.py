"""Makes a section of all that stands below a heading: its sentences, with the tables that belong to them."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence

from syncproof.checklist.checklist import End, Section, Sentence
from syncproof.checklist.dialect import (
    EndNames,
    Recognised,
    connected_names,
    fingerprint,
    is_cut_off,
    of_internal_id,
    recognised,
    same,
    unnamed_in,
)
from syncproof.checklist.document import Block, Heading, ListTable, Paragraph
from syncproof.checklist.headings import HeadingEnds, TitleEnds
from syncproof.checklist.mentions import Mention, Mentions, Part
from syncproof.checklist.names import normalised, squeezed
from syncproof.checklist.oddity import Oddity
from syncproof.checklist.rows import Criterion, Row
from syncproof.checklist.tables import criteria_of, rows_of
from syncproof.errors import cut

SECOND = "a second sentence of the kind"
"""How the doubt begins that is a sentence of a kind of which the section has one already."""
_MOST_LINES = 200
"""The most lines of one sentence: to look for it in every run of lines would take the square of them."""


class Spellings:
    """The names that a document has for its two systems; a new one is noted once, where it stands first."""

    def __init__(self, title: TitleEnds, headings: Sequence[HeadingEnds], former: Collection[str] = ()) -> None:
        """`former` are names that the source had in accepted documents, squeezed: internal ids can have them still."""
        self.former = former
        self.source = {title.source, *(each.source.system for each in headings)}
        self.target = {title.target, *(each.target.system for each in headings)}
        self.datatypes = {squeezed(each.source.datatype) for each in headings}
        self.title = title
        self.oddities: list[Oddity] = []

    def sides(self, source: End, target: End) -> tuple[EndNames, EndNames]:
        """Return the names of the two ends of a section."""
        sources, targets = self.source or {""}, self.target or {""}
        return (
            EndNames(source, sources, targets if self.title.source else ()),
            EndNames(target, targets, sources if self.title.target else ()),
        )

    def note(self, mention: Mention) -> None:
        """Note a new name of the source's system or of the target's."""
        system, known = self.title[mention.side], (self.source, self.target)[mention.side]
        if mention.name not in known:
            known.add(mention.name)
            what = f"the {mention.where} calls the system {mention.name}"
            self.oddities.append(Oddity(mention.line, what, f"read as {system}"))


def section_of(heading: Heading, source: End, target: End, spellings: Spellings) -> Section:
    """Return the section of a heading and its ends."""
    reader = _Reader(source, target, spellings)
    reader.read(heading.blocks)
    return Section(
        normalised(heading.title),
        source,
        target,
        tuple(reader.sentences),
        tuple(reader.rows),
        heading.line,
        tuple(reader.criteria),
        oddities=tuple(sorted(reader.oddities, key=lambda each: each.line)),
    )


class _Reader:
    """Reads the blocks of one section."""

    def __init__(self, source: End, target: End, spellings: Spellings) -> None:
        self._ends = source, target
        self._spellings = spellings
        self._sides = spellings.sides(source, target)
        self._table_of = ""
        """The kind of the sentence that waits for its table."""
        self._waits_since = 0
        self.sentences: list[Sentence] = []
        self.rows: list[Row] = []
        self.criteria: list[Criterion] = []
        self.oddities: list[Oddity] = []

    def read(self, blocks: Sequence[Block]) -> None:
        """Read the blocks, in their order."""
        parts = [
            Part(line, text, None if isinstance(text, ListTable) else recognised(text, *self._sides))
            for line, text in self._texts_and_tables(blocks)
        ]
        self._names(Mentions(parts, self._sides))
        for line, text, found in parts:
            if isinstance(text, ListTable):
                self._table(text)
            else:
                self._sentence(text, line, found)
        self._no_table_waits()

    def _names(self, mentions: Mentions) -> None:
        """Note the new names of the two systems, and doubt what is none."""
        for each in mentions.new():
            self._spellings.note(each)
        for each in mentions.doubtful():
            what = f"the {each.where} calls the system {each.name}, and the rest does not: {cut(each.text)}"
            self._doubt(each.line, what, f"read as {self._ends[each.side].system}", each.text)

    def _texts_and_tables(self, blocks: Sequence[Block]) -> Iterator[tuple[int, str | ListTable]]:
        """Yield tables and sentences; a sentence can be two paragraphs, and a paragraph can be several sentences."""
        waiting: Paragraph | None = None
        for block in blocks:
            if waiting:
                joined = f"{waiting.text} {block.text}" if isinstance(block, Paragraph) else ""
                if self._is_whole(joined):
                    yield waiting.line, joined
                    waiting = None
                    continue
                yield waiting.line, waiting.text
                waiting = None
            if isinstance(block, ListTable):
                yield block.line, block
            elif block.text.casefold().startswith("if a matching ") and not self._is_whole(block.text):
                waiting = block
            else:
                yield from self._parts(block)
        if waiting:
            yield waiting.line, waiting.text

    def _is_whole(self, text: str) -> bool:
        return (found := recognised(text, *self._sides)) is not None and not found.is_other

    def _parts(self, paragraph: Paragraph) -> Iterator[tuple[int, str]]:
        """Yield the sentences of a paragraph: one, or, where it is none as a whole, one for each few of its lines."""
        whole = recognised(paragraph.text, *self._sides)
        if len(paragraph.lines) > 1 and (whole is None or whole.is_other or whole.kind == "condition"):
            parts, begin = [], 0
            for end in range(1, len(paragraph.lines) + 1):
                if end - begin > _MOST_LINES:
                    break
                text = normalised(" ".join(paragraph.lines[begin:end]))
                if self._is_whole(text):
                    parts.append((paragraph.line + begin, text))
                    begin = end
            if begin == len(paragraph.lines):
                yield from parts
                return
        yield paragraph.line, paragraph.text

    def _sentence(self, text: str, line: int, found: Recognised | None) -> None:
        self._no_table_waits()
        if found is None or found.is_other:
            self._unread(text, line, found)
            return
        if unnamed := [
            end.system for end, is_ in zip(self._ends, unnamed_in(text, found.kind, *self._sides), strict=True) if is_
        ]:
            self.oddities.append(Oddity(line, "the sentence names no system", f"read as {' and '.join(unnamed)}"))
        connected = tuple(self._connected(found.connected, line))
        if others := [each for each in self.sentences if each.kind == found.kind]:
            like = ", the same" if any(same(each.text, text) for each in others) else ""
            self._doubt(line, f"{SECOND} {found.kind}{like}: {cut(text)}", "both are kept", text)
        self.sentences.append(Sentence(found.kind, text, line, found.words, connected))
        if found.kind in {"properties", "merge-criteria"}:
            self._table_of, self._waits_since = found.kind, line

    def _connected(self, text: str, line: int) -> Iterator[str]:
        """Yield the datatypes that a sentence lists, and note where one is the end of an internal id, or missing."""
        if text and is_cut_off(text):
            what = f"the list of what is connected is cut off: {cut(text)}"
            self._doubt(line, what, "read as far as it names datatypes", text)
        known = self._spellings
        for name in connected_names(text, known.source):
            datatype = of_internal_id(name, known.datatypes, known.source, known.former)
            if datatype != name:
                self.oddities.append(Oddity(line, f"connected to the internal id {name}", f"read as {datatype}"))
            yield datatype

    def _unread(self, text: str, line: int, found: Recognised | None) -> None:
        other = "a sentence of other datatypes than its section's"
        what = f"{other if found else 'no sentence of the dialect'}: {cut(text)}"
        self._doubt(line, what, "not read", text)

    def _table(self, table: ListTable) -> None:
        kind, self._table_of = self._table_of, ""
        if kind == "properties":
            rows, oddities = rows_of(table, *self._ends, *self._sides)
            self.rows += rows
        elif kind == "merge-criteria":
            criteria, oddities = criteria_of(table, *self._ends, *self._sides)
            self.criteria += criteria
        else:
            text = " | ".join(cell.text for row in table.rows for cell in row)
            self._doubt(table.line, "a table that no sentence announces", "not read", text)
            return
        self.oddities += oddities

    def _no_table_waits(self) -> None:
        if self._table_of:
            what = f"the table of the sentence {self._table_of} is missing"
            self._doubt(self._waits_since, what, "read as if it had no row", self._table_of)
            self._table_of = ""

    def _doubt(self, line: int, what: str, made: str, words: str) -> None:
        self.oddities.append(Oddity(line, what, made, is_doubt=True, mark=fingerprint(words), words=what))
