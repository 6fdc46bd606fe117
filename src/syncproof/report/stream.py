"""Lines for people, on standard output and standard error."""

from __future__ import annotations

import os
import sys

from syncproof.errors import BadInput
from syncproof.report.visible import visible

WIDTH = 80
"""Columns of a page: what people read in a file, or where nobody says how wide the terminal is."""
_NARROWEST = 40
"""A narrower terminal has no room for a report, and wraps the lines itself."""


def say(text: str, *, error: bool = False) -> None:
    """Print a line for people, without control characters, which a name in an input may have. Raises as `put`."""
    put(visible(text), error=error)


def put(text: str, *, error: bool = False) -> None:
    """Print a line as it is: a report that programs read, or names that are escaped, in colours of ours.

    Raises BadInput where the stream cannot be written, to a full disk for example.
    Where the reader of a pipe has left, the rest is dropped, and the verdict still reaches the exit code.
    """
    stream = sys.stderr if error else sys.stdout
    if stream is None:  # closed by the program that started this one
        return
    try:
        stream.write(f"{text}\n")
        stream.flush()
    except BrokenPipeError:
        _to_nowhere(stream.fileno())
    except OSError as full:
        _to_nowhere(stream.fileno())
        name = "standard error" if error else "standard output"
        raise BadInput(f"{name} cannot be written: {full.strerror}", do="send it elsewhere") from full


def takes_colour(*, error: bool = False) -> bool:
    """Whether a stream is a terminal that shows colours, and whose user wants them."""
    stream = sys.stderr if error else sys.stdout
    return (
        stream is not None and stream.isatty() and not os.environ.get("NO_COLOR") and os.environ.get("TERM") != "dumb"
    )


def width(*, error: bool = False) -> int:
    """Return how many columns a stream's terminal has; 80 where the stream is no terminal, or does not say."""
    stream = sys.stderr if error else sys.stdout
    try:
        columns = os.get_terminal_size(stream.fileno()).columns if stream and stream.isatty() else 0
    except (OSError, ValueError):
        columns = 0
    return max(columns, _NARROWEST) if columns else WIDTH


def width_of_rows() -> int:
    """Return the columns for a table on standard output: the terminal's; elsewhere each row is one line, to search."""
    is_seen = sys.stdout is not None and sys.stdout.isatty()
    return width() if is_seen else sys.maxsize


def _to_nowhere(stream: int) -> None:
    """Drop what is still buffered: Python writes it when it ends, and would fail once more."""
    nowhere = os.open(os.devnull, os.O_WRONLY)
    os.dup2(nowhere, stream)
    os.close(nowhere)
