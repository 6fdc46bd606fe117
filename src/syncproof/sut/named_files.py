"""Files that the command of a SUT names: a run reads them, and nothing may take their place."""

from __future__ import annotations

import shlex
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

    from syncproof.sut.options import Sut


def named_files(sut: Sut) -> Iterator[Path]:
    """Yield the files that the command of a SUT names, as words of their own or as `--option=file`."""
    try:
        words = shlex.split(sut.command or "")
    except ValueError:  # the check of the command says what is wrong
        return
    for word in words:
        for name in dict.fromkeys((word, word.partition("=")[2])):
            path = Path(sut.cwd or "", name)
            if name and _is_file(path):
                yield path


def _is_file(path: Path) -> bool:
    try:
        return path.is_file()
    except (OSError, ValueError):  # no name that a file can have
        return False
