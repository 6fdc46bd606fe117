"""The folder of an accepted document: reads its texts, and brings the folder to others, file by file."""

from __future__ import annotations

import gzip
import os
import zlib
from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING

from syncproof.acceptance.draft import CONFLICT
from syncproof.acceptance.kept_texts import kept_rendered
from syncproof.acceptance.retired import RETIRED
from syncproof.checklist import accepted
from syncproof.checklist.accepted import RENDERED
from syncproof.checklist.set_aside import FILE as AGREED
from syncproof.drift import history
from syncproof.errors import BadInput
from syncproof.inputs import bytes_of, text_of
from syncproof.report import files

if TYPE_CHECKING:
    from pathlib import Path

_LARGEST = 64 * 1024 * 1024
_LAST = (RENDERED, history.FILE, accepted.FILE)
"""Written last, in this order: whoever accepts again after a breakdown begins from what was accepted before."""


def texts_of(folder: Path) -> dict[str, str]:
    """Return the texts of a document's folder. Raises BadInput for one that cannot be read."""
    names = [accepted.FILE, *(each for each in (history.FILE,) if (folder / each).exists())]
    for pattern in ("*.feature", f"*{CONFLICT}", f"{RETIRED}/*.feature", f"{RETIRED}/*.txt", AGREED):
        names += [path.relative_to(folder).as_posix() for path in sorted(folder.glob(pattern))]
    texts = {name: text_of(folder / name, "a text") for name in names}
    if (folder / RENDERED).exists():
        texts[RENDERED] = _unpacked(folder / RENDERED)
    return texts


def _unpacked(path: Path) -> str:
    """Return the text that a packed file keeps; no more of it is unpacked than a folder can hold."""
    do = "take the file from your version control, or remove it: what people changed is then known less exactly"
    try:
        packed = bytes_of(path, "what was rendered at the last acceptance")
    except BadInput as error:
        raise error.with_cure(do) from error
    unpacking = zlib.decompressobj(wbits=zlib.MAX_WBITS | 16)
    try:
        text = unpacking.decompress(packed, _LARGEST).decode()
        kept_rendered(text)
    except (ValueError, RecursionError, zlib.error) as error:
        raise BadInput("not what was rendered at the last acceptance", where=str(path), do=do) from error
    return text


def check_writable(features: Path, slug: str) -> None:
    """Raise BadInput where a document's folder could not be written."""
    folder = features / slug
    place = next((each for each in (folder, features, *features.absolute().parents) if each.exists()), features)
    if not place.is_dir() or not os.access(place, os.W_OK):
        raise BadInput("cannot be written here", where=str(place), do="name a folder that you may write")


def bring(folder: Path, before: Mapping[str, str], after: Mapping[str, str], old: Path | None = None) -> None:
    """Write the texts that differ, remove those that are no more, and give the folder its new name at the end.

    Each file is written whole or not at all. Raises HarnessBroke where the disk refuses.
    """
    here = old or folder
    for name in _in_order(after):
        if before.get(name) != after[name]:
            _write(here / name, name, after[name])
    for name in before:
        if name not in after:
            (here / name).unlink()
    if (here / RETIRED).is_dir() and not any((here / RETIRED).iterdir()):
        (here / RETIRED).rmdir()
    if old is not None:
        old.rename(folder)


def _in_order(names: Mapping[str, str]) -> Iterator[str]:
    # What moves aside is there before the place is written from which that is gone.
    yield from (each for each in names if each.startswith(f"{RETIRED}/"))
    yield from (each for each in names if each not in _LAST and not each.startswith(f"{RETIRED}/"))
    yield from (each for each in _LAST if each in names)


def _write(path: Path, name: str, text: str) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    if name == RENDERED:
        files.write_bytes(path, gzip.compress(text.encode(), compresslevel=6, mtime=0))
    else:
        files.write(path, text)
