"""Writes the pages of the reference anew: `python -m syncproof.reference`, in a clone."""

from __future__ import annotations

import sys
from pathlib import Path

from syncproof.reference import PAGES

FOLDER = Path("docs/reference")


def main(folder: Path) -> int:
    """Write every page into a folder that is there; return the exit code."""
    if not folder.is_dir():
        sys.stderr.write(f"{folder}: no such folder\n  do       go to the top of a clone of syncproof\n")
        return 2
    for name, page in PAGES.items():
        (folder / name).write_text(page(), encoding="utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main(FOLDER))
