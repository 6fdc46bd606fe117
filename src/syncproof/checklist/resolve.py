"""Makes a checklist of a document: which section, sentence, row and criterion each line is, or else which oddity."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from datetime import datetime
from itertools import groupby

from syncproof.checklist import introduction
from syncproof.checklist.checklist import Checklist, End, Section, numbered, system_word
from syncproof.checklist.copies import with_copies_compared
from syncproof.checklist.dialect import fingerprint
from syncproof.checklist.document import Document, Heading, Paragraph
from syncproof.checklist.headings import NamedHeading, TitleEnds, named_headings, title_ends, turned_title
from syncproof.checklist.known_names import KnownNames
from syncproof.checklist.names import normalised, squeezed
from syncproof.checklist.oddity import Oddity
from syncproof.checklist.reading import read
from syncproof.checklist.section import Spellings, section_of
from syncproof.errors import BadInput, cut

NO_SECTION = "no section of two datatypes"
"""How the oddity begins that is a heading of no section."""
OTHER_WAY = "a section that leads the other way than the title"
"""How the oddity begins that is a heading of the title's systems in the other order."""
_STAMP = re.compile(r"Generated: (\d{4}-\d\d-\d\d \d\d:\d\d:\d\d)")
_STAMPED = "Generated:"
_STAMP_LINE = "Generated: YYYY-MM-DD HH:MM:SS"


def parse(text: str, file: str, known: KnownNames | None = None) -> Checklist:
    """Return the checklist that a document's text is; `file` names the document in errors.

    By the `known` names of accepted documents, headings that a title is ahead of are read as they were before.

    Raises BadInput for a text that is no dataflow document, and for one whose title contradicts all sections; all else
    that is odd about it is among the oddities.
    """
    return resolved(read(text, file), known or KnownNames())


def resolved(document: Document, known: KnownNames) -> Checklist:
    """Return the checklist that a document is. Raises BadInput where its title contradicts all sections."""
    ends = title_ends(document, known.has)
    generated, oddities = _opening(document)
    headings = [each for each in document.headings if squeezed(each.title) != "introduction"]
    for each in document.headings:
        if each not in headings:
            oddities += introduction.oddities_of(each.title, each.line, each.blocks)
    named = named_headings(headings, ends, known.of(ends))
    spellings = Spellings(ends, [each.ends for each in named if each.ends], known.sources(ends))
    if turned := turned_title(named, ends):
        raise _contradicted(document, ends, turned)
    oddities += _unnamed(named) + _spelt(named, ends)
    sections: list[Section] = []
    for one in named:
        if one.ends:
            pair = End(ends.source, one.ends.source.datatype), End(ends.target, one.ends.target.datatype)
            sections.append(section_of(one.heading, *pair, spellings))
    oddities += spellings.oddities
    return Checklist(
        title=document.title,
        source=ends.source,
        target=ends.target,
        generated=generated,
        sections=with_copies_compared(numbered(sections)),
        file=document.file,
        line=document.line,
        oddities=tuple(sorted((*document.oddities, *oddities), key=lambda each: each.line)),
    )


def _contradicted(document: Document, ends: TitleEnds, turned: Heading) -> BadInput:
    return BadInput(
        f"the title leads from {ends.source} to {ends.target}, and each section from {ends.target} to {ends.source}",
        where=f"{document.file}:{document.line}",
        nearest=f"{ends.target} to {ends.source} Dataflow, for line {turned.line}: {cut(normalised(turned.title))}",
        do="turn around the title or the headings, whichever is wrong",
    )


def _opening(document: Document) -> tuple[str, list[Oddity]]:
    """Return when the document was generated, '' where it does not say, and what else stands there."""
    generated, oddities = "", []
    for line, text in _opening_texts(document):
        stamp = _STAMP.fullmatch(text)
        if stamp and not generated:
            generated = stamp[1]
            if not _is_moment(generated):
                oddities.append(Oddity(line, f"no such moment: {generated}", "kept as it stands"))
        elif text.startswith(_STAMPED) and generated:
            oddities.append(Oddity(line, f"a second line says {cut(text)}", f"the first one counts, {generated}"))
        elif not text.startswith(_STAMPED):
            what = f"outside of the sections: {cut(text)}"
            oddities.append(Oddity(line, what, "no section has it", is_doubt=True, mark=fingerprint(text), words=what))
    if not generated:
        what = f"no line below the title says {_STAMP_LINE}"
        oddities.append(Oddity(document.line, what, "read as a document that does not say when it was generated"))
    return generated, oddities


def _opening_texts(document: Document) -> Iterator[tuple[int, str]]:
    """Yield what stands between the title and the first heading: paragraphs, of which a stamp can be a line."""
    for block in document.opening:
        if not isinstance(block, Paragraph):
            yield block.line, "a table"
        elif _STAMP.fullmatch(block.text):
            yield block.line, block.text
        else:
            runs = groupby(enumerate(block.lines, block.line), lambda each: each[1].strip().startswith(_STAMPED))
            for is_stamped, run in runs:
                lines = list(run)
                if is_stamped:
                    yield from ((line, normalised(text)) for line, text in lines)
                else:
                    yield lines[0][0], normalised(" ".join(text for _, text in lines))


def _is_moment(stamp: str) -> bool:
    try:
        datetime.strptime(f"{stamp} +0000", "%Y-%m-%d %H:%M:%S %z")
    except ValueError:
        return False
    return True


def _unnamed(named: Sequence[NamedHeading]) -> list[Oddity]:
    """Return an oddity for each heading that names no two datatypes of the title's systems, the source first."""
    found = []
    for each in named:
        if not each.ends:
            what = f'{OTHER_WAY if each.is_turned else NO_SECTION}: "{cut(normalised(each.heading.title))}"'
            made, mark = "nothing below it is read", fingerprint(each.heading.title)
            found.append(Oddity(each.heading.line, what, made, is_doubt=True, mark=mark, words=what))
    return found


def _spelt(named: Sequence[NamedHeading], ends: TitleEnds) -> list[Oddity]:
    """Return an oddity for each spelling of a system that is not the title's, at the first heading that has it."""
    found: dict[tuple[str, str], Oddity] = {}
    for each in named:
        names = ((system, spelt.system) for system, spelt in zip(ends, each.ends or (), strict=False))
        new = dict.fromkeys(name for name in names if name[0] != name[1] and name not in found)
        unnamed = " and ".join(system for system, spelt in new if not spelt)
        for system, spelt in new:
            what = f"the heading calls the system {spelt}" if spelt else "the heading names no system"
            made = f"read as {system_word(system) if spelt else unnamed}"
            found[system, spelt] = Oddity(each.heading.line, what, made)
    return list(dict.fromkeys(found.values()))
