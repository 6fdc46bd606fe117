"""The verdict of a whole, from the verdicts of its parts, and from how many of its rules were played."""

from __future__ import annotations

from typing import TYPE_CHECKING

from syncproof.verdict import Verdict, worst

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from syncproof.report.rows import Completeness, DocumentRow


def overall(verdicts: Iterable[Verdict]) -> Verdict:
    """Return the verdict of a whole: the worst of its parts, and no `pass` where one part is `none`.

    Within one scenario `none` gives way to anything; a whole of which one part was not seen was not shown.
    """
    parts = tuple(verdicts)
    whole = worst(parts)
    return Verdict.NONE if whole is Verdict.PASS and Verdict.NONE in parts else whole


def whole_of(parts: Sequence[Completeness], of: int) -> Completeness:
    """Return the completeness of a whole of so many rules."""
    return completeness_of((Verdict(part["chosen"]) for part in parts), sum(part["played"] for part in parts), of)


def completeness_of(verdicts: Iterable[Verdict], played: int, of: int) -> Completeness:
    """Return the completeness of a part with verdicts, of which some of its rules were played."""
    chosen = overall(verdicts)
    return {"verdict": unless_partial(chosen, partial=played < of), "chosen": chosen, "played": played, "of": of}


def unless_partial(chosen: Verdict, *, partial: bool) -> Verdict:
    """Return the verdict of a whole, given that of its chosen part: what was not played was not shown."""
    return overall([chosen, Verdict.NONE]) if partial else chosen


def says_nothing(document: DocumentRow) -> bool:
    """Whether a document has no section, or a section without a sentence: nothing can be shown of it."""
    return not document["sections"] or not all(section["sentences"] for section in document["sections"])
