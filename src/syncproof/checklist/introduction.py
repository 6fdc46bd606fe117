"""The introduction of a document: prose that makes no promise, so that a table or a sentence in it is odd."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from syncproof.checklist.dialect import fingerprint, same, shape_of
from syncproof.checklist.document import Block, Paragraph
from syncproof.checklist.names import normalised
from syncproof.checklist.oddity import Oddity
from syncproof.errors import cut

_BETWEEN_SENTENCES = re.compile(r"(?<=[.:!?])\s+")
_MARKS = re.compile(r"\A\W+")
"""What stands before the first letter: the mark of a list, a quotation mark."""
_MOST_PIECES = 8
"""The most pieces of a sentence within prose: a line is one, or what ends there as a sentence does."""


def oddities_of(title: str, line: int, blocks: Sequence[Block]) -> list[Oddity]:
    """Return what is odd about an introduction: it makes no promise, and so has no table and no sentence."""
    odd = [] if same(title, "Introduction") else [Oddity(line, f"a heading {title}", "read as the introduction")]
    for block in blocks:
        for at, text in _more_than_prose(block):
            what = f"more than prose in the introduction: {cut(text)}"
            odd.append(Oddity(at, what, "no section has it", is_doubt=True, mark=fingerprint(text), words=what))
    return odd


def _more_than_prose(block: Block) -> Iterator[tuple[int, str]]:
    """Yield a table, what markup would make of a paragraph, and each sentence of the dialect, with their lines."""
    if not isinstance(block, Paragraph):
        yield block.line, "a table"
    elif block.text.startswith(".. "):
        yield block.line, block.text
    elif found := list(_sentences(block)):
        yield from found
    elif shape_of(block.text):
        yield block.line, block.text


def _sentences(paragraph: Paragraph) -> Iterator[tuple[int, str]]:
    """Yield the sentences of the dialect within a paragraph, each with the line on which it begins."""
    pieces = [
        (line, piece)
        for line, text in enumerate(paragraph.lines, paragraph.line)
        for piece in _BETWEEN_SENTENCES.split(normalised(text))
    ]
    first = 0
    for end in range(1, len(pieces) + 1):
        # The shortest that is a sentence: a condition can begin with any text.
        for begin in range(end - 1, max(first, end - _MOST_PIECES) - 1, -1):
            text = _MARKS.sub("", " ".join(piece for _, piece in pieces[begin:end]))
            if shape_of(text):
                yield pieces[begin][0], text
                first = end
                break
