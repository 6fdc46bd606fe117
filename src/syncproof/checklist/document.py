"""A dataflow document: its text read into a checklist. The only file that knows the format."""

from __future__ import annotations

import re
from datetime import datetime
from typing import TYPE_CHECKING

from docutils import frontend, nodes, utils
from docutils.parsers.rst import Parser, directives
from docutils.parsers.rst.directives.tables import ListTable

from syncproof.checklist import Checklist, End, Row, Section, Sentence
from syncproof.checklist.declared import Declared, check_datatype, check_property, check_system
from syncproof.checklist.dialect import TYPES, header, kind_of, normalised, same
from syncproof.errors import BadInput, cut

if TYPE_CHECKING:
    from collections.abc import Iterator

# Nodes that promise nothing; system messages are only hints here, such as that a title stands twice.
_Silent = nodes.title | nodes.comment | nodes.system_message
_WARNING = 2  # docutils counts the levels of its messages from 0 (debug) to 4 (severe)
_NEVER = 5
_STAMP = re.compile(r"Generated: (\d{4}-\d\d-\d\d \d\d:\d\d:\d\d)")
_SHAPE = "<Source> to <Target> Dataflow"


def parse(text: str, file: str, declared: Declared) -> Checklist:
    """Return the checklist that a document's text is; `file` names the document in errors.

    Nothing that the text names is opened or followed. Sections are kept as they stand: a section that stands twice
    comes twice. Raises BadInput for text that is not the dialect, and for names that are not `declared`.
    """
    tree = _tree(text, file)
    problems = [message for message in tree.findall(nodes.system_message) if message["level"] >= _WARNING]
    top = next((child for child in tree.children if isinstance(child, nodes.section)), None)
    title = _title(top) if top is not None else ""
    ends = _systems(title, declared)
    if top is None or ends is None:
        state = f'its title is "{title}"' if title else "it has no title"
        because = f" ({_message(problems[0])})" if problems else ""
        raise _no_document(f"{state}{because}", f"{file}:1")
    for system in ends:
        check_system(declared, system, where=f"{file}:{_line(top)}")
    if problems:
        raise BadInput(
            f"not sound reStructuredText: {_message(problems[0])}",
            where=f"{file}:{problems[0].get('line', 1)}",
            do="generate the document again, or correct it",
        )
    reader = _Reader(file, declared, *ends)
    reader.nothing_after(top, tree)
    return Checklist(
        title=title,
        source=ends[0],
        target=ends[1],
        generated=reader.generated(top),
        sections=tuple(reader.sections(top)),
        file=file,
    )


class _Reader:
    """Reads the parts of a document, once its systems are known."""

    def __init__(self, file: str, declared: Declared, source: str, target: str) -> None:
        self.file = file
        self.declared = declared
        self.source = source
        self.target = target

    def nothing_after(self, top: nodes.section, tree: nodes.document) -> None:
        """Raise BadInput for content beside the document's one title."""
        for child in tree.children:
            if child is not top and not isinstance(child, _Silent):
                raise BadInput(
                    f"outside of the document: {cut(_text(child))}",
                    where=self.where(child),
                    do="put it below the title, sections underlined with dashes",
                )

    def generated(self, top: nodes.section) -> str:
        """Return when the document was generated."""
        for child in top.children:
            if isinstance(child, nodes.paragraph):
                stamp = _STAMP.fullmatch(normalised(child.astext()))
                if stamp:
                    return self.moment(stamp[1], self.where(child))
        raise BadInput(
            "the document does not say when it was generated",
            where=f"{self.file}:{_line(top)}",
            do="add the line below the title: Generated: YYYY-MM-DD HH:MM:SS",
        )

    def moment(self, stamp: str, where: str) -> str:
        """Return a moment as the document writes it. Raises BadInput for a moment that does not exist."""
        try:
            datetime.strptime(f"{stamp} +0000", "%Y-%m-%d %H:%M:%S %z")
        except ValueError as error:
            raise BadInput(
                f"no such moment: {stamp}", where=where, do="correct the line: Generated: YYYY-MM-DD HH:MM:SS"
            ) from error
        return stamp

    def sections(self, top: nodes.section) -> Iterator[Section]:
        """Yield the sections; the introduction makes no promise."""
        for child in top.children:
            if isinstance(child, nodes.section) and not same(_title(child), "Introduction"):
                yield self.section(child)
            elif not isinstance(child, nodes.section | _Silent) and not _STAMP.fullmatch(normalised(child.astext())):
                raise BadInput(
                    f"outside of the sections: {cut(_text(child))}",
                    where=self.where(child),
                    do="put it into the Introduction, or into a section",
                )

    def section(self, node: nodes.section) -> Section:
        """Return the section of a node."""
        where = f"{self.file}:{_line(node)}"
        source, target = self.ends(_title(node), where)
        sentences: dict[str, Sentence] = {}
        rows: tuple[Row, ...] | None = None
        last = ""
        for child in node.children:
            if isinstance(child, nodes.paragraph):
                last = kind_of(child.astext(), source, target, where=self.where(child))
                if last in sentences:
                    raise BadInput(
                        f"the sentence stands on line {sentences[last].line} already: {cut(_text(child))}",
                        where=self.where(child),
                        do="remove one of the two",
                    )
                sentences[last] = Sentence(last, normalised(child.astext()), child.line or 0)
            elif isinstance(child, nodes.table) and last == "properties" and rows is None:
                rows = tuple(self.rows(child, source, target))
            elif not isinstance(child, _Silent):
                raise BadInput(
                    f"neither a sentence nor a sentence's table: {cut(_text(child))}",
                    where=self.where(child),
                    do="take it out of the section",
                )
        if "properties" in sentences and rows is None:
            raise BadInput(
                "the properties' table is missing",
                where=f"{self.file}:{sentences['properties'].line}",
                do="add a list-table with the header below the sentence; the table may have no rows",
            )
        return Section(_title(node), source, target, tuple(sentences.values()), rows or (), _line(node))

    def ends(self, title: str, where: str) -> tuple[End, End]:
        """Return the two ends that a section's title names, the systems spelt as in the document's title."""
        for middle in re.finditer(r" to ", title):
            source = _after(self.source, title[: middle.start()])
            target = _after(self.target, title[middle.end() :])
            if source and target:
                ends = End(self.source, source), End(self.target, target)
                for end in ends:
                    check_datatype(self.declared, end, where=where)
                return ends
        raise BadInput(
            f'no section of a document of {self.source} and {self.target}: "{title}"',
            where=where,
            nearest=f"{self.source} <datatype> to {self.target} <datatype>",
            do="correct the section's title",
        )

    def rows(self, table: nodes.table, source: End, target: End) -> Iterator[Row]:
        """Yield the rows of a table of properties; a table may have a header and no rows."""
        first, *others = table.findall(nodes.row)
        expected = header(source, target)
        found = tuple(normalised(cell.astext()) for cell in first.children)
        if not isinstance(first.parent, nodes.thead):
            raise BadInput(
                f"the table has no header: {' | '.join(found)}",
                where=self.where(first),
                do="add the option to the list-table: :header-rows: 1",
            )
        if len(found) != len(expected) or not all(map(same, found, expected)):
            raise BadInput(
                f"not the header of this section's properties: {' | '.join(found)}",
                where=self.where(first),
                nearest=" | ".join(expected),
                do="correct the header; the table has these three columns",
            )
        for row in others:
            where = self.where(row)
            cells = [normalised(cell.astext()) for cell in row.children]
            if not all(cells):
                do = "name both properties and the type, or take the row out"
                raise BadInput("a cell of the row is empty", where=where, do=do)
            type_ = cells[2].strip('"')
            if type_ not in TYPES:
                raise BadInput(
                    f"unknown type: {cells[2]}",
                    where=where,
                    near=(type_, TYPES),
                    do=f"use one of {', '.join(TYPES)}",
                )
            check_property(self.declared, source, cells[0], where=where)
            check_property(self.declared, target, cells[1], where=where)
            yield Row(cells[0], cells[1], type_, "document")

    def where(self, node: nodes.Node) -> str:
        """Return `file:line` of a node, or of the first node within that has a line."""
        lines = (each.line for each in node.findall() if each.line)
        return f"{self.file}:{next(lines, 1)}"


class _ListTable(ListTable):
    """A list-table that may have a header and no rows, as in many documents; docutils refuses such a table.

    Its rows keep their lines, which docutils forgets.
    """

    def check_list_content(self, node: nodes.Element) -> tuple[int, list[int]]:
        """Check the list, and leave a mark in each empty cell, which would have no line otherwise."""
        for item in node.findall(nodes.list_item):
            if not item.children:
                mark = nodes.comment()
                mark.line = item.line
                item.append(mark)
        columns: tuple[int, list[int]] = super().check_list_content(node)  # type: ignore[no-untyped-call]  # docutils'
        return columns

    def check_table_dimensions(self, rows: list[object], header_rows: int, stub_columns: int) -> None:
        """Check the dimensions of a table that has rows."""
        if len(rows) != header_rows:
            super().check_table_dimensions(rows, header_rows, stub_columns)


_DEEPEST = 200
"""Columns by which a line is indented at most; docutils takes minutes to find out that thousands are too many."""
_INDENTED = re.compile(rf"^[ \t]{{{_DEEPEST},}}+\S", re.MULTILINE)


def _tree(text: str, file: str) -> nodes.document:
    """Return the parsed text. Settings come from no file and no environment, and nothing is printed."""
    if deep := _INDENTED.search(text):
        line = text.count("\n", 0, deep.start()) + 1
        raise _no_document(f"nested too deep, by more than {_DEEPEST} columns", f"{file}:{line}")
    settings = frontend.get_default_settings(Parser)
    settings.file_insertion_enabled = False
    settings.raw_enabled = False
    settings.report_level = _WARNING
    settings.halt_level = _NEVER
    settings.warning_stream = False
    # docutils has one list of directives for the whole process, and reads that list at every parse.
    directives.register_directive("list-table", _ListTable)
    tree = utils.new_document(file, settings)
    try:
        Parser().parse(text, tree)
    except RecursionError as error:
        raise _no_document("nested too deep", f"{file}:1") from error
    return tree


def _no_document(why: str, where: str) -> BadInput:
    return BadInput(
        f"not a dataflow document: {why}",
        where=where,
        nearest=_SHAPE,
        do="name a generated document (.rst); its title is overlined and underlined with =",
    )


def _systems(title: str, declared: Declared) -> tuple[str, str] | None:
    """Return the systems that a document's title names, or None; of several readings, the one with known systems."""
    words = title.split()
    if not words or words[-1] != "Dataflow":
        return None
    splits = [
        (" ".join(words[:index]), " ".join(words[index + 1 : -1])) for index, word in enumerate(words) if word == "to"
    ]
    known = (split for split in splits if all(system in declared for system in split))
    return next(known, splits[0] if splits else None)


def _after(system: str, text: str) -> str:
    """Return the datatype that follows a system's name, or '' where another name stands there."""
    if not system:
        return text.strip()
    return text[len(system) :].strip() if text.casefold().startswith(f"{system} ".casefold()) else ""


def _title(section: nodes.section) -> str:
    return normalised(section.children[0].astext())


def _line(section: nodes.section) -> int:
    """Return the line of a section's title: docutils notes the line of the underline."""
    return max((section.children[0].line or 0) - 1, 1)


def _message(message: nodes.system_message) -> str:
    return cut(_text(message.children[0]), 200)


def _text(node: nodes.Node) -> str:
    return normalised(node.astext()) or f"<{type(node).__name__}>"
