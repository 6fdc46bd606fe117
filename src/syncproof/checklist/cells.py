"""The cells of a table: a path, byte for byte, and the qualifiers behind it, in which blanks are no matter."""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import NamedTuple

from syncproof.checklist.names import normalised
from syncproof.checklist.rows import Qualifier
from syncproof.datatypes import DEEPEST, is_too_deep

_FIRST = re.compile(r"\(\s*Dependant\s+on\s+having\b", re.IGNORECASE)
_NEXT = re.compile(r"Dependant\s+on\s+having\b", re.IGNORECASE)
_NEARLY = re.compile(r"\(\s*depend\w*\s+\w|\bon\s+having\b", re.IGNORECASE)
_BETWEEN = "() \t"


class ReadCell(NamedTuple):
    """A cell that is read; `unread` are the words in the place of a qualifier that are none."""

    path: str
    qualifiers: tuple[Qualifier, ...] = ()
    unread: str = ""


def cell(text: str) -> ReadCell:
    """Return what a cell of a path says. Two qualifiers may stand in one cell without a separator."""
    found = _FIRST.search(text)
    if not found or not text.endswith(")"):
        return ReadCell(text)
    before = text[: found.start()].rstrip(" \t")
    *others, last = _NEXT.split(text[found.end() : -1])
    qualifiers: list[Qualifier] = []
    for each in (*(each.rstrip(_BETWEEN) for each in others), last):
        value, middle, path = f" {normalised(each)} ".rpartition(" in ")
        if not middle:
            return ReadCell(before, tuple(qualifiers), each.strip() or "nothing")
        qualifiers.append(Qualifier(value.strip(), path.strip()))
    return ReadCell(before, tuple(qualifiers))


def is_nearly_qualified(path: str) -> bool:
    """Whether a path holds what was most likely meant as a qualifier, and is none."""
    return bool(_NEARLY.search(path))


def unsure(paths: Iterable[str]) -> str:
    """Return why nobody knows which property one of several paths names; '' where each names one."""
    path = next(filter(is_nearly_qualified, paths), "")
    return f"{path} is neither a property nor a property with a qualifier" if path else ""


def too_deep(paths: Iterable[str]) -> str:
    """Return why no record has a value at one of several paths; '' where records can have one at each."""
    path = next(filter(is_too_deep, paths), "")
    return f"a path has {path.count('.') + 1:,} parts, and at most {DEEPEST} are played" if path else ""


def in_brackets(name: str) -> bool:
    """Whether a part of a name is in angle brackets, which stand for a column of examples in a story."""
    _, opened, rest = name.partition("<")
    return bool(opened) and rest.find(">") > 0


def has_empty_part(path: str) -> bool:
    """Whether a path has an empty part beside others; dots alone are a name."""
    return bool(path.strip(".")) and not all(path.split("."))


def documented_type(text: str) -> str:
    """Return the type that a cell says, without its quotes: `"string"` says string, and `N/A` itself."""
    inner = text[1:-1] if len(text) > 1 and text[0] == text[-1] == '"' else text
    return inner if '"' not in inner else text
