"""Features that lie in the current folder and are not played: whoever edits them would wait in vain for a change."""

from __future__ import annotations

from pathlib import Path

from syncproof.checklist.accepted import FILE


def overlooked(start: Path, played: Path) -> tuple[Path, ...]:
    """Return the folders of features in a folder, or the folder itself, that are not those played; seen from there."""
    found = {file.parent.parent for pattern in (f"*/{FILE}", f"*/*/{FILE}") for file in start.glob(pattern)}
    return tuple(folder.relative_to(start) for folder in sorted(found) if folder.resolve() != played.resolve())
