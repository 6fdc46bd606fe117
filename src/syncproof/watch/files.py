"""The files of a watch, and how they stood at a look: two looks that differ tell what changed."""

from __future__ import annotations

import os
import shlex
import shutil
from collections import deque
from fnmatch import fnmatch
from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple, TypeAlias

from syncproof.checklist.accepted import FILE

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from syncproof.sut import Sut

Look: TypeAlias = "dict[Path, tuple[int, int, int]]"
"""When each file was written, its size, and which file it is: an editor that saves by renaming makes another."""

_MOST_FOLDERS = 2_000
"""Folders below one place that are watched, the nearest first: somebody's home has more than a system can watch."""
_OTHERS = frozenset({"node_modules", "site-packages", "__pycache__", "target", "venv"})
"""Folders of what nobody edits by hand; those with a dot before their names are left out, too."""
_CODE = ("*.py", "*.j2")


class Place(NamedTuple):
    """A folder, and the names of the files in it that count; `deep` counts those of all folders below it, too."""

    folder: Path
    names: tuple[str, ...]
    deep: bool = False


class WatchedFiles(NamedTuple):
    """All that a watch looks at, by what a change of it affects."""

    features: Path
    documents: tuple[Path, ...]
    """The documents. A change of theirs, or of the features, affects the stories that it changes."""
    sync: tuple[Place, ...] = ()
    """The sync, the settings and the baseline: all stories that are chosen."""
    code: tuple[Place, ...] = ()
    """Steps, templates and all else of syncproof, where it is no installed copy: all stories, in a fresh process."""
    outputs: frozenset[Path] = frozenset()
    """What a play itself writes, wherever it lies."""

    @property
    def places(self) -> tuple[Place, ...]:
        """The places of all three, features and documents before the others."""
        features = Place(self.features.absolute(), ("*.feature", FILE), deep=True)
        return (features, *map(of_file, self.documents), *self.sync, *self.code)

    def folders(self) -> tuple[Path, ...]:
        """Return the folders whose entries have to be watched, each once."""
        return tuple(dict.fromkeys(folder for place in self.places for folder in _folders(place)))

    def look(self) -> Look:
        """Return how all files stand."""
        return {path: state for place in self.places for path, state in self._files(place)}

    def is_of(self, path: Path, places: Iterable[Place]) -> bool:
        """Whether a file, there or gone, lies in one of some places."""
        return any(
            (path.parent == place.folder or (place.deep and path.is_relative_to(place.folder)))
            and any(fnmatch(path.name, name) for name in place.names)
            for place in places
        )

    def _files(self, place: Place) -> Iterator[tuple[Path, tuple[int, int, int]]]:
        for folder in _folders(place):
            for entry in _entries(folder):
                path = Path(entry.path)
                if entry.name.startswith(".") or not any(fnmatch(entry.name, name) for name in place.names):
                    continue
                try:
                    state = path.stat()
                except OSError:  # gone since
                    continue
                if path.is_file() and path not in self.outputs:
                    yield path, (state.st_mtime_ns, state.st_size, state.st_ino)


def changed(before: Look, after: Look) -> list[Path]:
    """Return the files that two looks do not see alike, in the order of their names."""
    return sorted(path for path in before.keys() | after.keys() if before.get(path) != after.get(path))


def of_file(path: Path) -> Place:
    """Return the place of one file, which need not be there."""
    return Place(path.absolute().parent, (path.name,))


def of_anything(path: Path) -> Place:
    """Return the place of a file, or of all that lies below a folder."""
    return Place(path.absolute(), ("*",), deep=True) if path.is_dir() else of_file(path)


def of_sut(sut: Sut) -> tuple[Place, ...]:
    """Return the places of the files that a command names, with what lies beside them and below in the same language.

    Programs that are installed, such as the Python that runs a script, are no files of the sync. A file that is missing
    keeps its place: an editor saves by renaming, and the new file may come a moment later.
    """
    if sut.command is None:
        return ()
    start = Path(sut.cwd or ".").absolute()
    installed = {Path(each) for each in os.environ.get("PATH", "").split(os.pathsep)}
    found = []
    for word in shlex.split(sut.command):
        path = start / word
        if path.is_file() and path.parent not in installed:
            names = (f"*{path.suffix}", path.name) if path.suffix else (path.name,)
            found.append(Place(path.parent, names, deep=bool(path.suffix)))
        elif not path.exists() and _looks_like_a_file(word):
            found.append(of_file(path))
    return tuple(found)


def of_syncproof() -> tuple[Place, ...]:
    """Return the places of syncproof itself; an installed copy is nobody's to edit."""
    specs = [find_spec(name) for name in ("syncproof", "syncproof.fakes", "syncproof.steps")]
    roots = [Path(spec.origin).parent for spec in specs if spec and spec.origin]
    own = [each for each in roots if not {"site-packages", "dist-packages"} & set(each.parts)]
    return tuple(Place(each, _CODE, deep=True) for each in own)


def _looks_like_a_file(word: str) -> bool:
    """Whether a word of a command that leads to no file may still be the path of one, and no option, URL or program."""
    is_path = "/" in word or bool(Path(word).suffix)
    return is_path and not word.startswith("-") and "://" not in word and shutil.which(word) is None


def _folders(place: Place) -> Iterator[Path]:
    """Yield a place's folder and, where it is deep, those below it, the nearest first.

    Above a folder that can go as a whole, its parent tells of its return.
    """
    waiting = deque([place.folder])
    for _ in range(_MOST_FOLDERS):
        if not waiting:
            return
        folder = waiting.popleft()
        yield folder
        if place.deep:
            waiting += (Path(each.path) for each in _entries(folder) if _is_looked_into(each))


def _is_looked_into(entry: os.DirEntry[str]) -> bool:
    return entry.name not in _OTHERS and not entry.name.startswith(".") and entry.is_dir(follow_symlinks=False)


def _entries(folder: Path) -> list[os.DirEntry[str]]:
    try:
        with os.scandir(folder) as entries:
            return sorted(entries, key=lambda each: each.name)
    except OSError:  # gone, or nobody's to read
        return []
