"""Where the features of documents lie: asked of every pytest run, so nothing is imported before a feature is found."""

from __future__ import annotations

from contextlib import suppress
from fnmatch import fnmatch
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pathlib import Path

NEVER_ENTERED = ("*.egg", ".*", "_darcs", "build", "CVS", "dist", "node_modules", "venv", "{arch}", "__pycache__")
"""The folders into which pytest does not look, unless the settings have a `norecursedirs` of their own."""


def features_at(place: Path, depth: int = 1) -> list[Path]:
    """Return the features of documents at a place: itself, or those in the folder and so far below."""
    if not place.is_dir():
        return [place] if place.suffix == ".feature" and _is_of_document(place.parent) else []
    found = list(place.glob("*.feature"))
    if found and not _is_of_document(place):
        found = []
    with suppress(OSError):  # a folder that is not to be entered
        for each in sorted(place.iterdir()) if depth else ():
            if each.is_dir() and not any(fnmatch(each.name, name) for name in NEVER_ENTERED):
                found += features_at(each, depth - 1)
    return found


def _is_of_document(folder: Path) -> bool:
    from syncproof.checklist.accepted import is_of_document  # noqa: PLC0415 - as above

    return is_of_document(folder)
