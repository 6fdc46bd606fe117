"""`syncproof` as a command that hears Ctrl-C, whoever starts the tests: a shell's background jobs ignore SIGINT."""

from __future__ import annotations

import sys

_CODE = """
import signal, sys
from syncproof.cli import main
if __name__ == "__main__":
    signal.signal(signal.SIGINT, signal.default_int_handler)
    sys.exit(main())
"""
SYNCPROOF = (sys.executable, "-c", _CODE)
"""The command, to which arguments are added."""
