"""The report about drift for people: a block for each document, and a line for each difference."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from syncproof.drift.difference import Difference
from syncproof.drift.report import Compared, ComparedDocument, RefusedDocument, exit_code
from syncproof.drift.waves import waves
from syncproof.report.stream import WIDTH
from syncproof.report.table import wrapped
from syncproof.report.visible import in_one_line, visible

ENDS = {0: "nothing drifted", 1: "something drifted", 2: "something could not be compared"}
_HEAD, _PART = 10, 15
"""Columns before a difference, and before a part of one."""


def lines(documents: Sequence[Compared], *, width: int = WIDTH, quiet: bool = False) -> Iterator[str]:
    """Yield the lines of the report; a quiet one leaves out the documents that mean the same, and all notices."""
    for each in documents:
        if isinstance(each, RefusedDocument):
            yield from each.why.split("\n")
            yield from _oddities(each, width) if not quiet else ()
        elif not quiet or each.verdict == "drift":
            yield from _document(each, width, quiet=quiet)
    for wave in waves(documents) if not quiet else ():
        yield from _wrapped("renamed", str(wave), _HEAD, width)
    if len(documents) > 1:
        yield f"documents {len(documents)}: {counted(documents)}"
    code = exit_code(documents)
    yield f"exit {code}: {ENDS[code]}"


def counted(documents: Sequence[Compared]) -> str:
    """Return how many documents have each verdict."""
    found = [each.verdict for each in documents]
    return ", ".join(f"{found.count(verdict)} {verdict}" for verdict in dict.fromkeys(sorted(found)))


def summed(document: ComparedDocument) -> str:
    """Return what became of a document, in words."""
    drifts = len(document.drifts)
    notices = len(document.differences) - drifts
    parts = [f"{drifts} {'drift' if drifts == 1 else 'drifts'}"] if drifts else []
    parts += [f"{notices} {'notice' if notices == 1 else 'notices'}"] if notices else []
    if document.verdict == "seen":
        return f"a meaning that was accepted before, of the document generated {document.seen or 'at no stated time'}"
    return " and ".join(parts) or "the same meaning"


def _document(document: ComparedDocument, width: int, *, quiet: bool) -> Iterator[str]:
    yield in_one_line(f"{document.file}: {summed(document)}")
    for noun, side in (("was", document.old), ("now", document.new)):
        stamp = f"generated {side.generated}" if side.generated else "generated at no stated time"
        yield from _wrapped(f"  {noun}", f"{side.title}, {stamp}", _HEAD, width)
    if document.verdict != "seen":
        for each in document.differences:
            if not quiet or each.level == "drift":
                yield from _difference(each, width)
    yield from _oddities(document, width) if not quiet else ()


def _oddities(document: Compared, width: int) -> Iterator[str]:
    for oddity in document.oddities:
        yield from _wrapped(f"  {oddity.word}", f"line {oddity.line}: {oddity}", _HEAD, width)


def _difference(difference: Difference, width: int) -> Iterator[str]:
    where = f"{difference.section}: " if difference.section else ""
    yield from _wrapped(f"  {difference.level}", f"{where}{difference.text}", _HEAD, width)
    # A place stays whole, for terminals that open it.
    for noun, place in (("was", difference.old), ("now", difference.new)):
        yield in_one_line(f"{' ' * _HEAD}{noun:<{_PART - _HEAD}}{place}")
    if difference.effect:
        yield from _wrapped(f"{' ' * _HEAD}so", difference.effect, _PART, width)


def _wrapped(head: str, text: str, indent: int, width: int) -> Iterator[str]:
    yield from wrapped(visible(head), visible(text), indent, width)
