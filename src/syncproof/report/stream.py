"""Lines for people, on standard output and standard error."""

from __future__ import annotations

import os
import sys

from syncproof.errors import BadInput


def say(text: str, *, error: bool = False) -> None:
    """Print a line. Raises BadInput where it cannot be written, to a full disk say.

    Where nobody reads any more the rest goes nowhere, and the verdict still reaches the exit code.
    """
    stream = sys.stderr if error else sys.stdout
    if stream is None:  # closed by whoever started this
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


def _to_nowhere(stream: int) -> None:
    """Let what is left to be written vanish: at the end it would be tried again, and fail again."""
    nowhere = os.open(os.devnull, os.O_WRONLY)
    os.dup2(nowhere, stream)
    os.close(nowhere)
