"""The file of a run's events: a line each, in the file as soon as the event has happened."""

from __future__ import annotations

import os
from contextlib import contextmanager
from typing import TYPE_CHECKING

from syncproof.errors import NotWritten, not_written
from syncproof.report.files import open_pipe
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
        descriptor = open_pipe(path)
    except OSError as error:
        raise _broken(path, error) from error
    with os.fdopen(descriptor, "wb", buffering=0):
        yield EventFile(path, descriptor)


def _broken(path: Path, error: OSError) -> NotWritten:
    return not_written(path, "the events", error)
