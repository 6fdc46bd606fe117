"""Writes the features anew from their checklists: `python -m syncproof.stories`."""

from __future__ import annotations

from pathlib import Path

from syncproof import features
from syncproof.checklist.accepted import load_all
from syncproof.fakes import FAKES
from syncproof.stories.render import rendered


def main(folder: Path) -> None:
    """Write the features of every document's folder."""
    declared = {name: fake.datatypes for name, fake in FAKES.items()}
    for checklist in load_all(folder, declared):
        for name, text in rendered(checklist, declared).items():
            (folder / checklist.slug / name).write_text(text, encoding="utf-8")


if __name__ == "__main__":
    main(Path(*features.__path__))
