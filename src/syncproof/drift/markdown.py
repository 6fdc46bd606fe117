"""The report about drift as Markdown, for a pull request; what a document says is shown as text, never as markup."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from syncproof.drift.difference import Difference
from syncproof.drift.report import Compared, RefusedDocument, exit_code
from syncproof.drift.text import ENDS, summed
from syncproof.drift.waves import waves
from syncproof.report.visible import visible

_SPECIAL = re.compile(r"([\\`*_{}\[\]<>|#~$&!@]|(?<=:)/|(?<=www)\.)", re.IGNORECASE)
_MOST = 50
"""So many differences of a document are listed."""


def page(documents: Sequence[Compared]) -> str:
    """Return the report; of each document at most 50 differences are listed."""
    code = exit_code(documents)
    blocks = [f"## {'❌' if code else '✅'} syncproof: {ENDS[code]}"]
    if found := waves(documents):
        blocks.append("\n".join(f"- {shown(str(each))}" for each in found))
    blocks += ["\n".join(_document(each)) for each in documents]
    return "\n\n".join(blocks) + "\n"


def _document(document: Compared) -> Iterator[str]:
    if isinstance(document, RefusedDocument):
        yield f"### {shown(document.file)}: refused\n"
        yield from (shown(line) + "  " for line in document.why.split("\n"))
        yield from _oddities(document)
        return
    yield f"### {shown(document.file)}: {shown(summed(document))}"
    listed = document.differences if document.verdict != "seen" else ()
    if listed:
        yield "\n| | what differs | was | now | what it does to the features |\n| --- | --- | --- | --- | --- |"
    yield from map(_row, listed[:_MOST])
    if len(listed) > _MOST:
        yield f"\n{len(listed) - _MOST} more are not listed."
    yield from _oddities(document)


def _oddities(document: Compared) -> Iterator[str]:
    for oddity in document.oddities[:_MOST]:
        yield f"\n- line {oddity.line}: {shown(str(oddity))}"


def _row(difference: Difference) -> str:
    where = f"**{shown(difference.section)}**<br>" if difference.section else ""
    cells = (
        difference.level,
        f"{where}{shown(difference.text)}",
        shown(str(difference.old)),
        shown(str(difference.new)),
        shown(difference.effect),
    )
    return f"| {' | '.join(cells)} |"


def shown(text: str) -> str:
    """Return a text that Markdown shows as it stands, on one line."""
    return _SPECIAL.sub(r"\\\1", " ".join(visible(text).split()))
