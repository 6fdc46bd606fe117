"""The command `syncproof`, also as `python -m syncproof`: Ctrl-C and its like end in a word, not in a traceback."""

from __future__ import annotations

import os
import signal
import sys
from functools import partial
from typing import NoReturn

_INTERRUPTED = 130
_SIGNALS = (signal.SIGINT, signal.SIGTERM, *([signal.SIGHUP] if hasattr(signal, "SIGHUP") else []))
_SAID = b"syncproof: interrupted, nothing was written\n"


def main() -> int:
    """Run the command line and return the exit code, see `syncproof.cli.main`."""
    before = {number: signal.getsignal(number) for number in _SIGNALS}
    heard = {number: handler for number, handler in before.items() if handler is not signal.SIG_IGN}
    _handle(dict.fromkeys(heard, _end))
    from syncproof.cli import main as run  # noqa: PLC0415 - a signal may come while this loads

    try:
        _handle(heard)
        code = run()
        # All is said and written, and Python's own end would be interrupted with a traceback.
        _handle(dict.fromkeys(heard, partial(_end, code=code)))
    except KeyboardInterrupt:  # just before or after the part that expects one
        _end()
    return code


def _handle(handlers: dict[signal.Signals, signal._HANDLER]) -> None:
    for number, handler in handlers.items():
        signal.signal(number, handler)


def _end(*_: object, code: int = _INTERRUPTED) -> NoReturn:
    """End at once: what only loads, or has ended, leaves nothing behind."""
    if code == _INTERRUPTED and sys.__stderr__:
        os.write(sys.__stderr__.fileno(), _SAID)
    os._exit(code)


if __name__ == "__main__":
    sys.exit(main())
