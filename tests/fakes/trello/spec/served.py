"""`syncproof` in a process of its own, its fake Trello watched: it ends with 1 where an answer was not as published."""

from __future__ import annotations

import sys

from syncproof.cli import main

from .differences import is_unwanted
from .watch import Watch, attached, said

if __name__ == "__main__":
    watch = Watch(is_unwanted)
    attached(watch)
    code = main()
    sys.exit(said(watch.met) if watch.met else code)
