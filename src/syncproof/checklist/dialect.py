"""The sentences of the dialect: the text of each kind, and the kind of a text."""

from __future__ import annotations

import re
from hashlib import sha256
from typing import TYPE_CHECKING

from syncproof.errors import BadInput, nearest

if TYPE_CHECKING:
    from syncproof.checklist import End

SUPPORTED = ("every", "in-sync", "properties")
"""The kinds whose promise can be put to the test."""

TYPES = ("string", "integer", "float", "boolean")
"""The types that a table of properties can name."""

_SHAPES = {
    "every": "Every {source} will be synchronized with a {target}.",
    "link-first": "Before any synchronization can take place, "
    "a link between a {source} and a {target} must be established.",
    "create-if-connected": "A new {target} will be created from a {source} if it is connected to a {free} "
    "that is synchronized into {free}.",
    "match-or-create": "If a matching {target} already exists, "
    "the {source} will be merged with the existing one. "
    "If no matching {target} is found, a new {target} will be created.",
    "merge-criteria": "A {source} will merge with a {target} if one of the following property combinations match:",
    "in-sync": "Once a link between a {source} and a {target} is established, it will keep in sync "
    "between the two systems, regardless of where it is edited.",
    "properties": "The following properties are synchronized between a {source} and a {target}:",
    # Last: its free text could begin like any other sentence.
    "condition": "{free}, it will be synchronized with a {target}.",
}
_LONGEST = 60


def said(kind: str, source: End, target: End) -> str:
    """Return the text of a sentence of a supported kind, on one line."""
    return normalised(_SHAPES[kind].format(source=source, target=target))


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
    """Whether two texts say the same; documents spell a system's name now this way, now that."""
    return normalised(text).casefold() == normalised(other).casefold()


def fingerprint(text: str) -> str:
    """Return what stands for a sentence where its text is not kept; the same for texts that say the same."""
    return sha256(normalised(text).casefold().encode()).hexdigest()[:16]


def kind_of(text: str, source: End, target: End, *, where: str) -> str:
    """Return the kind of a sentence in the section of two ends.

    Raises BadInput for a sentence that nobody knows, that cannot be put to the test yet, or that speaks of
    other ends.
    """
    for kind in SUPPORTED:
        if same(text, said(kind, source, target)):
            return kind
    cut = _cut(normalised(text))
    kind = _kind_by_shape(text)
    if kind in SUPPORTED:
        raise BadInput(
            f"the sentence speaks of other datatypes than its section does: {cut}",
            where=where,
            nearest=said(kind, source, target),
            do="let the sentence and the title of its section name the same two",
        )
    if kind:
        raise BadInput(
            f"a sentence of the kind {kind} cannot be put to the test yet: {cut}",
            where=where,
            do="take its section out of the document, or run the other documents",
        )
    raise BadInput(
        f"no sentence of the dialect: {cut}",
        where=where,
        nearest=nearest(text, [said(kind, source, target) for kind in SUPPORTED]),
        do="correct the sentence; a new sentence needs a kind, its rules and their scenarios",
    )


def _kind_by_shape(text: str) -> str:
    """Return the kind that a text has the shape of, whatever it speaks of, or ''."""
    for kind, shape in _SHAPES.items():
        pattern = re.sub(r"\\\{\w+\\\}", ".*", re.escape(shape))
        if re.fullmatch(pattern, normalised(text), re.IGNORECASE):
            return kind
    return ""


def _cut(text: str) -> str:
    return text if len(text) <= _LONGEST else f"{text[: _LONGEST - 1]}…"
