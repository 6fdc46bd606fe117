"""The dialect: how a document writes the sentences and tables of a section, and how they are recognised."""

from __future__ import annotations

import re
from hashlib import sha256
from typing import TYPE_CHECKING

from syncproof.checklist.kinds import KINDS, SUPPORTED
from syncproof.errors import BadInput, cut

if TYPE_CHECKING:
    from syncproof.checklist import End

TYPES = ("string", "integer", "float", "boolean")
"""The types that a table of properties can name."""


def wording(kind: str, source: End, target: End) -> str:
    """Return the text of a sentence of a supported kind, on one line."""
    return normalised(KINDS[kind].shape.format(source=source, target=target))


def header(source: End, target: End) -> tuple[str, str, str]:
    """Return the first row of a table of properties."""
    return (
        normalised(f"{source} Property"),
        normalised(f"{target} Property"),
        normalised(f"{target.system} Data Type"),
    )


def normalised(text: str) -> str:
    """Return text on one line with single spaces: documents break lines and double spaces as they like."""
    return " ".join(text.split())


def same(text: str, other: str) -> bool:
    """Whether two texts differ only in case and spaces: documents spell a system's name in several ways."""
    return normalised(text).casefold() == normalised(other).casefold()


def fingerprint(text: str) -> str:
    """Return a sentence's fingerprint, kept instead of the text; equal for texts that are the `same`."""
    return sha256(normalised(text).casefold().encode()).hexdigest()[:16]


def kind_of(text: str, source: End, target: End, *, where: str) -> str:
    """Return the kind of a sentence in the section of two ends.

    Raises BadInput for an unknown sentence, for a sentence that cannot be put to the test yet, and for a sentence that
    speaks of other ends.
    """
    for kind in SUPPORTED:
        if same(text, wording(kind, source, target)):
            return kind
    shown = cut(normalised(text))
    kind = _kind_by_shape(text)
    if kind in SUPPORTED:
        raise BadInput(
            f"the sentence speaks of other datatypes than its section does: {shown}",
            where=where,
            nearest=wording(kind, source, target),
            do="let the sentence and the title of its section name the same two",
        )
    if kind:
        raise BadInput(
            f"a sentence of the kind {kind} cannot be put to the test yet: {shown}",
            where=where,
            do="take its section out of the document, or run the other documents",
        )
    raise BadInput(
        f"no sentence of the dialect: {shown}",
        where=where,
        near=(text, [wording(kind, source, target) for kind in SUPPORTED]),
        do="correct the sentence; a new sentence needs a kind, its rules and their scenarios",
    )


def _kind_by_shape(text: str) -> str:
    """Return the kind whose shape a text has, whatever its ends are, or ''."""
    # A shape that begins with free text comes last: that text could begin like any other sentence.
    for name, kind in sorted(KINDS.items(), key=lambda item: item[1].shape.startswith("{free}")):
        pattern = re.sub(r"\\\{\w+\\\}", ".*", re.escape(kind.shape))
        if re.fullmatch(pattern, normalised(text), re.IGNORECASE):
            return name
    return ""
