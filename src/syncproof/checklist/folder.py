"""Folders of documents: all that lie below one, and the links there that lead elsewhere."""

from __future__ import annotations

import os
import shlex
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

SUFFIX = ".rst"


def documents_in(folder: Path) -> list[Path]:
    """Return the documents below a folder in the order of their paths; no link to another folder is followed."""
    return sorted(
        path
        for place, _, names in os.walk(folder)
        for name in names
        if (path := Path(place, name)).suffix.casefold() == SUFFIX
    )


def not_followed(paths: Sequence[Path]) -> list[str]:
    """Return a line for each link below folders that leads to a folder outside of all of them: nobody looks there."""
    inside = [path.resolve() for path in paths if path.is_dir()]
    return [
        f"not looked into, since no link is followed: {shlex.quote(str(link))} -> {shlex.quote(str(target))};"
        " name that folder too"
        for link, target in _links(path for path in paths if path.is_dir())
        if not any(target.is_relative_to(each) for each in inside)
    ]


def _links(folders: Iterable[Path]) -> Iterator[tuple[Path, Path]]:
    """Yield the links to folders below folders, each with the folder that the link leads to."""
    for folder in folders:
        for place, names, _ in os.walk(folder):
            for name in sorted(names):
                if (link := Path(place, name)).is_symlink():
                    yield link, link.resolve()
