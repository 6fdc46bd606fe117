"""Names of the documents of a folder: each goes by its own file, whichever other documents lie there."""

from __future__ import annotations

import os
from pathlib import Path
from typing import TYPE_CHECKING

from syncproof.checklist import slug
from syncproof.checklist.folder import SUFFIX, documents_in, not_followed
from syncproof.errors import BadInput

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence


def below(paths: Iterable[Path]) -> tuple[Path, ...]:
    """Return the documents that paths name: of a folder all below it. Raises BadInput for a folder without any."""
    found: dict[Path, None] = {}
    for path in paths:
        documents = documents_in(path) if path.is_dir() else [path]
        if not documents:
            what = "\n".join([f"no document {SUFFIX} lies in the folder", *not_followed([path])])
            raise BadInput(what, where=str(path), do="name another folder")
        found.update(dict.fromkeys(documents))
    return tuple(found)


def named_below(paths: Sequence[Path]) -> dict[Path, str]:
    """Return the documents that paths name, each once, with its name: `below/two.rst` of a folder is `below-two`.

    Of several paths, the folder is the one in which all of them lie. Raises BadInput for two files of one name.
    """
    folder = os.path.commonpath([_whole(each if each.is_dir() else each.parent) for each in paths])
    found = {_whole(path): path for path in reversed(below(paths))}
    files: dict[str, Path] = {}
    for whole, path in reversed(found.items()):
        name = "-".join(map(slug, whole.relative_to(folder).with_suffix("").parts))
        if name in files:
            raise BadInput(
                f"two documents go by the name {name}",
                where=str(path),
                nearest=str(files[name]),
                do="rename one of the two: a name tells no case and no punctuation",
            )
        files[name] = path
    return {path: name for name, path in files.items()}


def _whole(path: Path) -> Path:
    """Return the whole path, without `..`."""
    return Path(os.path.abspath(path))  # noqa: PTH100 - `absolute` keeps the `..`, `resolve` follows links
