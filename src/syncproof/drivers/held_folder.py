"""A folder that one run holds: two runs in one folder would empty each other's state, and both would blame the sync."""

from __future__ import annotations

import os
import sys
from pathlib import Path

from syncproof.errors import BadInput

if sys.platform != "win32":
    import fcntl

_held: dict[Path, list[int]] = {}
"""The folders that this process holds, each with the descriptors of its holds: one run may hold a folder twice."""


def hold(path: Path) -> None:
    """Hold a folder until `let_go`, or the end of this process. Raises BadInput where another run holds the folder."""
    descriptor = os.open(path, os.O_RDONLY)
    if sys.platform != "win32" and path not in _held:
        try:
            fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError as error:
            os.close(descriptor)
            do = "end the other run, or name another folder: --sut-dir"
            raise BadInput("another run is at work in this folder", where=str(path), do=do) from error
    _held.setdefault(path, []).append(descriptor)


def let_go(path: Path) -> None:
    """End a hold of a folder; the last one lets other runs in."""
    descriptors = _held.get(path, [])
    if descriptors:
        # The first descriptor has the lock.
        os.close(descriptors.pop())
    if not descriptors:
        _held.pop(path, None)
