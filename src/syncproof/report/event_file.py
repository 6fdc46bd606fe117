"""The file of a run's events: a line each, in the file as soon as the event has happened."""

from __future__ import annotations

import os
from contextlib import contextmanager
from typing import TYPE_CHECKING

from syncproof.errors import HarnessBroke
from syncproof.report.run_events import as_line

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    from syncproof.report.run_events import RunEvent


@contextmanager
def opened(path: Path | None) -> Iterator[Callable[[RunEvent], None]]:
    """Yield a function that writes an event to a new file, or does nothing where there is none.

    Raises HarnessBroke where the file cannot be written. A line is written in one piece: whoever reads the file
    meanwhile sees whole lines.
    """
    if path is None:
        yield lambda _: None
        return
    try:
        file = path.open("wb", buffering=0)
    except OSError as error:
        raise _broken(path, error) from error
    with file:

        def write(event: RunEvent) -> None:
            line = memoryview(as_line(event).encode("ascii"))
            try:
                while line:
                    line = line[os.write(file.fileno(), line) :]
            except OSError as error:
                raise _broken(path, error) from error

        yield write


def _broken(path: Path, error: OSError) -> HarnessBroke:
    return HarnessBroke(f"{path}: the events could not be written: {error.strerror}")
