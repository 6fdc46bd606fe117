"""The kinds of sentences: a row each, in the order in which a document writes them.

A new kind is a row here, its rules in `stories/rules.py`, and a template of scenarios in `stories/templates`.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType


@dataclass(frozen=True, slots=True)
class SentenceKind:
    """A kind of sentence: how documents write such a sentence, and what syncproof can do with its promise."""

    shape: str
    """The text of the sentence; `{source}` and `{target}` are the section's ends, the other names any text."""
    supported: bool = False
    """Whether the promise can be put to the test."""
    creates: bool = False
    """Whether the sentence obliges the sync to create a counterpart of a source record that has none."""
    decides: bool = False
    """Whether the sentence says of which records the sync makes a pair."""


KINDS: Mapping[str, SentenceKind] = MappingProxyType(
    {
        "every": SentenceKind(
            "Every {source} will be synchronized with a {target}.",
            supported=True,
            creates=True,
            decides=True,
        ),
        "condition": SentenceKind(
            "{words}, it will be synchronized with a {target}.",
            supported=True,
            creates=True,
            decides=True,
        ),
        "link-first": SentenceKind(
            "Before any synchronization can take place, a link between a {source} and a {target} must be established.",
            supported=True,
            decides=True,
        ),
        "create-if-connected": SentenceKind(
            "A new {target} will be created from a {source} if it is connected to a {connected} "
            "that is synchronized into {system}.",
            supported=True,
        ),
        "match-or-create": SentenceKind(
            "If a matching {target} already exists, the {source} will be merged with the existing one. "
            "If no matching {target} is found, a new {target} will be created.",
            supported=True,
            creates=True,
        ),
        "merge-criteria": SentenceKind(
            "A {source} will merge with a {target} if one of the following property combinations match:",
            supported=True,
        ),
        "in-sync": SentenceKind(
            "Once a link between a {source} and a {target} is established, it will keep in sync "
            "between the two systems, regardless of where it is edited.",
            supported=True,
        ),
        "properties": SentenceKind(
            "The following properties are synchronized between a {source} and a {target}:",
            supported=True,
        ),
    }
)

SUPPORTED = tuple(name for name, kind in KINDS.items() if kind.supported)
"""The kinds whose promise can be put to the test."""

CREATING = frozenset(name for name, kind in KINDS.items() if kind.creates)
"""The kinds that oblige the sync to create counterparts."""

DECIDING = frozenset(name for name, kind in KINDS.items() if kind.decides)
"""The kinds of which a section has one: two of them contradict each other."""
