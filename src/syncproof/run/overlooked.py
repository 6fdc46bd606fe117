"""Features and documents that a reader would take for played, and that are not: pointed out before a run."""

from __future__ import annotations

from pathlib import Path

from syncproof.checklist.accepted import FILE


def overlooked(start: Path, played: Path) -> tuple[Path, ...]:
    """Return the folders of features in a folder, or the folder itself, that are not those played; seen from there."""
    found = {file.parent.parent for pattern in (f"*/{FILE}", f"*/*/{FILE}") for file in start.glob(pattern)}
    return tuple(folder.relative_to(start) for folder in sorted(found) if folder.resolve() != played.resolve())


def left_out(installed: Path, played: Path) -> tuple[str, ...]:
    """Return the documents that come along and have no folder among the features: somebody may have deleted it.

    Features among which none of them has a folder are those of other documents, and lack nothing.
    """
    names = [file.parent.name for file in sorted(installed.glob(f"*/{FILE}"))]
    gone = tuple(name for name in names if not (played / name).is_dir())
    return gone if len(gone) < len(names) else ()
