"""Report files: written whole or not at all."""

from __future__ import annotations

import errno
import os
import stat
import tempfile
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

from syncproof.errors import BadInput, not_written
from syncproof.inputs import resolved

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence


_HELD: dict[Path, int] = {}
"""The pipes that `held` keeps open, by their paths."""
_TEMPORARY = ".syncproof-"
"""What the names of files that do not stay begin with."""
_INPUTS = {".feature", ".rst", ".toml"}
"""The suffixes of the files that a run reads of a folder."""
_PRIVATE, _ANYBODYS = 0o600, 0o666
"""Rights of a new file: its owner's alone, and what the umask takes something from."""


def check(paths: Sequence[Path]) -> None:
    """Raise BadInput where a report could not be written, before a long run finds out."""
    for index, given in enumerate(paths):
        path = _target(given)
        if not path.parent.is_dir():
            do = "create the folder, or correct the path"
            raise BadInput(f"no such folder: {path.parent}", where=str(given), do=do)
        if path.is_dir():
            raise BadInput("a folder, not a file", where=str(given), do="name a file in it")
        _check_taken(path, str(given), "name a file that you may write")
        if path in [_target(other) for other in paths[:index]]:
            raise BadInput("named for two reports", where=str(given), do="name one file for each")


@contextmanager
def held(paths: Iterable[Path]) -> Iterator[None]:
    """Hold the pipes among some reports open until the block ends: a pipe that is opened and closed is at its end.

    Raises BadInput for a pipe that nobody reads, before a long run finds out.
    """
    try:
        for path in paths:
            if path.is_fifo() and path not in _HELD:
                _HELD[path] = open_pipe(path)
        yield
    finally:
        for path in [each for each in paths if each in _HELD]:
            os.close(_HELD.pop(path))


def open_pipe(path: Path) -> int:
    """Open a file or a pipe to write anew. Raises BadInput for a pipe that nobody reads, which would be waited for."""
    flags = os.O_WRONLY | os.O_CREAT | os.O_TRUNC | getattr(os, "O_NONBLOCK", 0)
    try:
        descriptor = os.open(path, flags, _ANYBODYS)
    except OSError as error:
        if error.errno == errno.ENXIO and path.is_fifo():
            do = "start whoever reads the pipe first, or name a file"
            raise BadInput("nobody reads this pipe", where=str(path), do=do) from error
        raise
    os.set_blocking(descriptor, True)
    return descriptor


def check_folder(given: Path, owns: Callable[[str], bool]) -> None:
    """Raise BadInput where a report of many files could not be written, or would lie among files of others."""
    path = resolved(given)
    if not path.parent.is_dir():
        raise BadInput(f"no such folder: {path.parent}", where=str(given), do="create the folder, or correct the path")
    if path.exists() and not path.is_dir():
        raise BadInput("a file, not a folder", where=str(given), do="name a folder, or one that is to be made")
    _check_taken(path / "any" if path.exists() else path, str(given), "name a folder that you may write")
    if path.exists() and (foreign := sorted(each.name for each in path.iterdir() if not owns(each.name))):
        raise BadInput(
            f"the folder has other files: {foreign[0]}", where=str(given), do="name an empty folder, or a new one"
        )


def check_apart(reports: Sequence[Path], inputs: Sequence[Path]) -> None:
    """Raise BadInput where a report would take the place of an input, or of a file in a folder that is an input.

    Nor may a report look like an input there: the next run would read the report.
    """
    for report in reports:
        path = _target(report)
        for given in inputs:
            source = resolved(given)
            is_below = source.is_dir() and path.is_relative_to(source)
            if path == source or (is_below and path.is_file()):
                raise BadInput(f"would take the place of an input: {given}", where=str(report), do="name another file")
            if is_below and path.suffix.casefold() in _INPUTS:
                raise BadInput(f"would look like an input in {given}", where=str(report), do="name another file")


def check_outside(reports: Sequence[Path], folder: Path) -> None:
    """Raise BadInput where a report would lie in a folder that holds something else."""
    for report in reports:
        if _target(report).is_relative_to(resolved(folder)):
            raise BadInput(f"would lie among the runs of {folder}", where=str(report), do="name a file elsewhere")


def _check_taken(path: Path, where: str, do: str) -> None:
    """Raise BadInput where a file cannot be written.

    Rights do not tell of a file system that takes no files, such as `/proc`: a file that is removed at once does.
    """
    special = _is_special(path)
    if not os.access(path if special else path.parent, os.W_OK):
        raise BadInput("cannot be written here", where=where, do=do)
    if not special:
        try:
            with tempfile.TemporaryFile(prefix=_TEMPORARY, dir=path.parent):
                pass
        except OSError as error:
            what = f"cannot be written: {path.parent} takes no new file ({error.strerror})"
            raise BadInput(what, where=where, do=do) from error


def located(file: str, features: Path) -> str:
    """Return the path of a file that a report names, from the root of the repository that a CI system has checked out.

    The file is a feature below the folder of features, or has a path as the user gave it. A file that lies elsewhere,
    such as an installed feature, has none, and so has one that a run wrote from a document: ''.
    """
    root = _workspace()
    first, _, rest = file.partition("/")
    path = (features / rest if first == "features" and (features / rest).is_file() else Path(file)).resolve()
    return path.relative_to(root).as_posix() if path.is_file() and path.is_relative_to(root) else ""


def _workspace() -> Path:
    """Return the root of the repository; where the variable names no folder that can be, the current folder."""
    try:
        return resolved(Path(os.environ.get("GITHUB_WORKSPACE") or "."))
    except OSError:
        return Path.cwd()


def write(path: Path, text: str, *, private: bool = False) -> None:
    """Write a report: readers see the old one or the new one, never a part. Raises NotWritten.

    A report goes to the end of the file that `GITHUB_STEP_SUMMARY` names: whatever else a step writes there stays.
    A new file has the rights of any file that one writes there, or is `private`; an old one keeps its rights.
    """
    # A lone surrogate has no UTF-8; `\udc80` is what JSON and people write for it.
    write_bytes(path, text.encode("utf-8", "backslashreplace"), private=private)


def write_bytes(path: Path, data: bytes, *, private: bool = False) -> None:
    """Write a report that is no text, as `write`. Raises NotWritten."""
    try:
        target = _target(path)
        if _is_special(target):
            _give(target, data)
        elif _is_shared(target):
            _append(target, data)
        else:
            _replace(target, data, _PRIVATE if private else _ANYBODYS & ~_umask())
    except OSError as error:
        raise not_written(path, "the report", error) from error


def write_folder(path: Path, texts: Mapping[str, str], owns: Callable[[str], bool]) -> None:
    """Write a report of many files to a folder, in place of an earlier one. Raises NotWritten."""
    try:
        path.mkdir(exist_ok=True)
        old = [each for each in path.iterdir() if owns(each.name) and each.name not in texts]
        for name, text in texts.items():
            write(path / name, text)
        for each in old:
            each.unlink(missing_ok=True)
    except OSError as error:
        raise not_written(path, "the report", error) from error


def _give(target: Path, data: bytes) -> None:
    """Write to a pipe or a device. Raises OSError for a pipe that nobody reads, which would be waited for."""
    descriptor = _HELD.pop(target, None)
    if descriptor is None:
        descriptor = os.open(target, os.O_WRONLY | getattr(os, "O_NONBLOCK", 0))
    with os.fdopen(descriptor, "wb") as file:
        if stat.S_ISFIFO(os.fstat(file.fileno()).st_mode):
            os.set_blocking(file.fileno(), True)
        file.write(data)


def _append(target: Path, data: bytes) -> None:
    with target.open("ab") as file:
        if file.tell():
            file.write(b"\n")  # the line before may lack its end, and a heading needs one
        file.write(data)


def _replace(target: Path, data: bytes, rights: int) -> None:
    # No part of the target's name, which may be as long as a name can be.
    handle, name = tempfile.mkstemp(prefix=_TEMPORARY, dir=target.parent)
    temporary = Path(name)
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(data)
        temporary.chmod(stat.S_IMODE(target.stat().st_mode) if target.exists() else rights)
        temporary.replace(target)
    finally:
        temporary.unlink(missing_ok=True)


def _target(path: Path) -> Path:
    """Return what a path leads to; a pipe or a device, such as `/dev/stdout`, has no other path."""
    return path if _is_special(path) else resolved(path)


def _is_special(path: Path) -> bool:
    """Whether a path is a pipe or a device, which is written to and must not be replaced."""
    return path.exists() and not path.is_file()


def _is_shared(target: Path) -> bool:
    """Whether a file is the one to which each command of a CI step adds its part."""
    named = os.environ.get("GITHUB_STEP_SUMMARY", "")
    try:
        return bool(named) and target == resolved(Path(named))
    except OSError:
        return False


def is_report(path: Path) -> bool:
    """Whether something is at a path whose place a report takes: not in a pipe, nor where others write, too."""
    target = _target(path)
    if target.is_dir():
        return any(target.iterdir())
    return target.is_file() and target.stat().st_size > 0 and not _is_shared(target)


def _umask() -> int:
    current = os.umask(0o077)
    os.umask(current)
    return current
