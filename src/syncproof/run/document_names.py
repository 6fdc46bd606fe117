"""Names of the documents of a folder: each goes by its own file, whichever other documents lie there."""

from __future__ import annotations

import os
from collections import Counter
from hashlib import sha256
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

    Of several paths, the folder is the one in which all of them lie. Of files that differ by case or punctuation alone,
    those that are not written as the name itself have a mark behind it: names stay apart where files ignore case.
    """
    folder = os.path.commonpath([_whole(each if each.is_dir() else each.parent) for each in paths])
    found = {_whole(path): path for path in reversed(below(paths))}
    inside = {path: whole.relative_to(folder) for whole, path in reversed(found.items())}
    names = {path: "-".join(map(slug, one.with_suffix("").parts)) for path, one in inside.items()}
    shared = Counter(names.values())
    return {path: name if shared[name] == 1 else _apart(name, inside[path]) for path, name in names.items()}


def _apart(name: str, path: Path) -> str:
    """Return the name of a document beside others of that name, whichever these are."""
    if path.as_posix() == f"{name}{SUFFIX}":
        return name
    return f"{name}-{sha256(path.as_posix().encode(errors='surrogateescape')).hexdigest()[:8]}"


def _whole(path: Path) -> Path:
    """Return the whole path, without `..`."""
    return Path(os.path.abspath(path))  # noqa: PTH100 - `absolute` keeps the `..`, `resolve` follows links
