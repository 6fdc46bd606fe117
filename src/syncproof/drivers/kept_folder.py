"""A folder kept as it is at a moment, to be made again from then on, as often as needed."""

from __future__ import annotations

import os
import shutil
from pathlib import Path
from stat import S_IMODE
from typing import NamedTuple


class _Entry(NamedTuple):
    """An entry of a folder: a folder in turn, where there is neither a content nor the target of a link."""

    mode: int
    times: tuple[int, int]
    content: bytes | None = None
    link: str | None = None


class KeptFolder:
    """The folders, files and links of a folder; pipes and sockets are left out: without their process they are dead.

    Raises OSError where a file cannot be read.
    """

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        # Each folder stands before what lies in it.
        self._entries = {path: entry for path in sorted(folder.rglob("*")) if (entry := _entry(path))}

    def again(self) -> None:
        """Make the folder again, whatever stands there now. Raises OSError where the system refuses that."""
        self._folder.mkdir(mode=0o700, exist_ok=True)
        for path in self._folder.iterdir():
            if path.is_dir() and not path.is_symlink():
                shutil.rmtree(path)
            else:
                path.unlink()
        for path, entry in self._entries.items():
            if entry.link is not None:
                path.symlink_to(entry.link)
            elif entry.content is not None:
                path.write_bytes(entry.content)
            else:
                path.mkdir()
        # From the inside out: what is made in a folder changes its times, and its mode may let nobody in.
        for path, entry in reversed(self._entries.items()):
            if entry.link is None:
                path.chmod(entry.mode)
                os.utime(path, ns=entry.times)


def _entry(path: Path) -> _Entry | None:
    """Return what stands at a path, None for a pipe, a socket or a device."""
    found = path.lstat()
    times = (found.st_atime_ns, found.st_mtime_ns)
    mode = S_IMODE(found.st_mode)
    if path.is_symlink():
        return _Entry(mode, times, link=str(path.readlink()))
    if path.is_dir():
        return _Entry(mode, times)
    return _Entry(mode, times, content=path.read_bytes()) if path.is_file() else None
