"""The file of a run's events: a line each, in the file as soon as the event has happened."""

from __future__ import annotations

import errno
import os
from contextlib import contextmanager
from typing import TYPE_CHECKING

from syncproof.errors import BadInput, NotWritten, not_written
from syncproof.report.run_events import as_line

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from syncproof.report.run_events import RunEvent


class EventFile:
    """Writes events to a file; without one, nowhere.

    After an event that cannot be written no other is, and the run goes on: what is judged is worth more than the file.
    """

    def __init__(self, path: Path | None = None, descriptor: int = -1) -> None:
        self._path = path
        self._descriptor = descriptor
        self.problem: NotWritten | None = None
        """Why an event could not be written."""

    def write(self, event: RunEvent) -> None:
        """Write an event in one piece: whoever reads the file meanwhile sees whole lines."""
        if self._path is None or self.problem:
            return
        line = memoryview(as_line(event).encode("ascii"))
        try:
            while line:
                line = line[os.write(self._descriptor, line) :]
        except OSError as error:
            self.problem = _broken(self._path, error)


@contextmanager
def opened(path: Path | None) -> Iterator[EventFile]:
    """Yield the new file of a run's events.

    Raises NotWritten where there can be none, BadInput for a pipe that nobody reads, which would be waited for.
    """
    if path is None:
        yield EventFile()
        return
    try:
        descriptor = _new(path)
    except OSError as error:
        if error.errno == errno.ENXIO and path.is_fifo():
            do = "start whoever reads the pipe first, or name a file"
            raise BadInput("nobody reads this pipe", where=str(path), do=do) from error
        raise _broken(path, error) from error
    with os.fdopen(descriptor, "wb", buffering=0):
        yield EventFile(path, descriptor)


def _new(path: Path) -> int:
    """Open a file anew; a pipe that nobody reads is not waited for."""
    descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_TRUNC | getattr(os, "O_NONBLOCK", 0), 0o666)
    os.set_blocking(descriptor, True)
    return descriptor


def _broken(path: Path, error: OSError) -> NotWritten:
    return not_written(path, "the events", error)
