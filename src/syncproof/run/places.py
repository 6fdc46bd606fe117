"""The places that failures name: where no folder has a feature, that of the sentence in the document."""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING

from syncproof.stories.feature import section_of

if TYPE_CHECKING:
    import pytest

    from syncproof.checklist import Checklist

_FILE = "places.json"


def note(checklist: Checklist, folder: Path) -> None:
    """Write where the sentences of a document stand, beside the checklist that a run plays."""
    places = {
        section.slug: {each.kind: f"{checklist.file}:{each.line}" for each in section.sentences}
        for section in checklist.sections
    }
    (folder / _FILE).write_text(json.dumps(places), encoding="utf-8")


def place_of(item: pytest.Item, kind: str) -> str:
    """Return where the sentence of a scenario stands in the document, '' for one whose feature is a file."""
    folder = item.config.getoption("--syncproof-checklists")
    file = Path(folder) / item.path.parent.name / _FILE if folder else None
    if file is None or not file.exists():
        return ""
    found: str = json.loads(file.read_text(encoding="utf-8")).get(section_of(item.path), {}).get(kind, "")
    return found
