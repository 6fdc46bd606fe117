"""Writes a skeleton of a sync: a file in the language of its author that starts, and does nothing yet."""

from __future__ import annotations

import shlex
from importlib import resources
from typing import TYPE_CHECKING

from syncproof.errors import BadInput
from syncproof.inputs import check_path
from syncproof.report import files

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

COMMANDS = {
    "bash": "bash {}/sync.sh",
    "java": "java -cp {} Sync",
    "node": "node {}/sync.mjs",
    "python": "python3 {}/sync.py",
}
"""The command that runs a pass, by language."""
BUILDS = {"java": "javac -d {0} {0}/Sync.java"}
"""The command that builds the sync after every edit, in languages that need one."""


def write(language: str, folder: Path) -> Iterator[str]:
    """Write a skeleton, and yield what to do next. Raises BadInput, and then nothing was written."""
    if language not in COMMANDS:
        raise BadInput(
            f"no skeleton in {language!r}",
            near=(language, COMMANDS),
            do=f"use one of {', '.join(COMMANDS)}; for any other, docs/sut.md is all that there is to keep",
        )
    texts = {
        folder / file.name: file.read_text(encoding="utf-8")
        for file in sorted(resources.files("syncproof.starter").joinpath("skeletons", language).iterdir(), key=str)
        if file.is_file()
    }
    for path in texts:
        check_path(path)
    try:
        if there := [path for path in texts if path.exists()]:
            raise BadInput("there is one already", where=str(there[0]), do="name another folder, or move it away")
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise BadInput(f"cannot be made: {error.strerror}", where=str(folder), do="name another folder") from error
    files.check(list(texts))
    for path, text in texts.items():
        files.write(path, text)
        yield f"wrote {path}"
    if language in BUILDS:
        yield f"next  {BUILDS[language].format(shlex.quote(str(folder)))}"
    command = COMMANDS[language].format(shlex.quote(str(folder)))
    yield f"next  syncproof smoke --sut {shlex.quote(command)}"
