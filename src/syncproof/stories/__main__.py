"""Writes the features anew from their checklists: `python -m syncproof.stories`."""

from __future__ import annotations

from pathlib import Path

from syncproof import features
from syncproof.fakes import FAKES
from syncproof.stories.approved import approved_in
from syncproof.stories.render import rendered


def main(folder: Path) -> None:
    """Write the features of every document's folder."""
    for checklist in approved_in(folder):
        for name, text in rendered(checklist, FAKES.declared).items():
            (folder / checklist.slug / name).write_text(text, encoding="utf-8")


if __name__ == "__main__":
    main(Path(*features.__path__))
