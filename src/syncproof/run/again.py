"""The words by which `syncproof run` finds the documents and the features of a failure again."""

from __future__ import annotations

import os
from collections.abc import Sequence
from pathlib import Path

from syncproof.errors import BadInput
from syncproof.run import settings
from syncproof.run.settings import ProjectSettings
from syncproof.sut.masking import without_values


def words(documents: Sequence[Path], features: Path, found: ProjectSettings, installed: Path) -> tuple[str, ...]:
    """Return the words for a run in the same folder, given the settings there and the features of the installation."""
    # The command names all that matters itself. Of settings, only where the features lie can do no harm.
    harmless = found.values.keys() <= {"features"} and not found.are_left_out
    named = found.values.get("features") if harmless else None
    usual = named.value if named else installed
    paths = [f"./{path}" if str(path).startswith("-") else str(path) for path in documents]
    return tuple(
        without_values(word, os.environ)
        for word in (
            *([] if harmless else ["--no-settings"]),
            *paths,
            *([] if features.resolve() == usual.resolve() else ["--features", str(features)]),
        )
    )


def words_for(file: Path) -> tuple[str, ...]:
    """Return the words for a feature that `pytest` plays."""
    from syncproof import features  # noqa: PLC0415 - a package that few runs need

    folder = file.parent.parent
    shown = Path(os.path.relpath(folder)) if folder.is_relative_to(Path.cwd()) else folder
    installed = Path(str(features.__file__)).parent
    try:
        return words((), shown, settings.found(), installed)
    except BadInput:
        # What stands in the file is no matter of `pytest`; `syncproof run` would refuse the file.
        return words((), shown, ProjectSettings(are_left_out=True), installed)
