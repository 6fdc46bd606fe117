"""Files that users give: text and TOML, read or refused in one way, with file and line."""

from __future__ import annotations

import errno
import hashlib
import os
import re
import stat
import textwrap
import tomllib
from contextlib import suppress
from datetime import date
from itertools import chain, pairwise
from typing import TYPE_CHECKING, Any, BinaryIO

from syncproof.errors import BadInput, cut, nearest

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence
    from pathlib import Path

_LARGEST = 16 * 1024 * 1024
_WIDTH, _INDENT = 69, 11
"""Columns of a cure, and of the space before each of its lines."""


_TOML = "correct it: https://toml.io"
_QUOTED_KEY = re.compile(r"""("(?:[^"\\]|\\.)*"|'[^']*')\s*[=.\]]""")
_DOTTED_KEY = re.compile(r"\s*\[*(\s*[\w-]+\s*\.)+", re.ASCII)
_NOWHERE = frozenset({errno.ELOOP, errno.ENAMETOOLONG})


def check_path(path: Path) -> None:
    """Raise BadInput for a path that can lead nowhere, whatever lies on the disk: a loop of links, too long a name."""
    try:
        path.stat()
    except ValueError as error:  # such as a null byte
        raise BadInput(f"no path: {error}", where=cut(str(path)), do="correct the path") from error
    except OSError as error:
        if error.errno in _NOWHERE:
            what = f"leads nowhere: {error.strerror}"
            raise BadInput(what, where=cut(str(path)), do="correct the path") from error


def resolved(path: Path) -> Path:
    """Return where a path leads. Raises OSError, also for a loop of links, for which Python has had another error."""
    try:
        return path.resolve()
    except RuntimeError as error:
        raise OSError(errno.ELOOP, os.strerror(errno.ELOOP)) from error


def text_of(path: Path, kind: str, *, largest: int = _LARGEST) -> str:
    """Return the text of a file, as `digested`."""
    return digested(path, kind, largest=largest)[0]


def digested(path: Path, kind: str, *, largest: int = _LARGEST) -> tuple[str, str]:
    """Return the text of a file, whatever its line ends, and the SHA-256 of its bytes: a pipe is read but once.

    `kind` is what the file should be, such as `a baseline`.

    Raises BadInput for a file that cannot be read, is not UTF-8, or is larger than `largest` bytes, 16 MiB as a rule,
    and for a pipe that nobody writes to, whose text would be waited for without end. A device, which may have no end,
    is never read beyond 16 MiB.
    """
    data, do = bytes_of(path, kind, largest=largest), _do(kind)
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = data[: error.start].count(b"\n") + 1
        raise BadInput(f"not {kind}: not UTF-8 text", where=f"{path}:{line}", do=do) from error
    return text.replace("\r\n", "\n").replace("\r", "\n"), hashlib.sha256(data).hexdigest()


def bytes_of(path: Path, kind: str, *, largest: int = _LARGEST) -> bytes:
    """Return the bytes of a file. Raises BadInput as `digested`, but for any text."""
    try:
        data = _bytes(path, largest + 1)
    except FileNotFoundError as error:
        raise BadInput("no such file", where=str(path), do="correct the path") from error
    except OSError as error:
        raise BadInput(f"cannot be read: {error.strerror}", where=str(path), do=_do(kind)) from error
    if len(data) > largest:
        raise BadInput(f"not {kind}: larger than {largest >> 20} MiB", where=f"{path}:1", do=_do(kind))
    return data


def _do(kind: str) -> str:
    return f"name {kind}"


def _bytes(path: Path, most: int) -> bytes:
    # Without the flag, the opening of a pipe waits for somebody who writes.
    with os.fdopen(
        os.open(path, os.O_RDONLY | getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_BINARY", 0)), "rb"
    ) as file:
        mode = os.fstat(file.fileno()).st_mode
        if stat.S_ISFIFO(mode):
            return _bytes_of_pipe(file, path, most)
        is_device = stat.S_ISCHR(mode)
        data = file.read(_LARGEST + 1 if is_device else most) or b""  # a terminal at which nobody has typed gives None
        if is_device and len(data) > _LARGEST:
            raise BadInput("a device without end", where=str(path), do="name a file")
        return data


def _bytes_of_pipe(file: BinaryIO, path: Path, most: int) -> bytes:
    begin = b""
    try:
        begin = os.read(file.fileno(), 1)
    except BlockingIOError:
        pass  # somebody has opened the pipe and has not written yet
    else:
        if not begin:
            raise BadInput("nobody writes to this pipe", where=str(path), do="name a file")
    os.set_blocking(file.fileno(), True)
    return begin + file.read(most - len(begin))


class Table:
    """A TOML table that knows its lines, as near as a search in the text can tell: the TOML reader keeps none."""

    def __init__(
        self,
        file: str,
        lines: Sequence[str],
        data: Mapping[str, Any],
        *,
        span: range,
        path: tuple[str, ...] = (),
    ) -> None:
        self.file = file
        self._lines = lines
        self._data = data
        self._span = span
        self._path = path

    @property
    def line(self) -> int:
        """The line on which the table begins, from 1."""
        return self._span.start + 1

    def where(self, key: str = "") -> str:
        """Return `file:line` of the table, or of a key in the table."""
        return f"{self.file}:{self._find(key) + 1}"

    def __iter__(self) -> Iterator[str]:
        return iter(self._data)

    def __contains__(self, key: str) -> bool:
        return key in self._data

    def keys(self, *allowed: str) -> None:
        """Raise BadInput for a key that is not allowed in the table."""
        for key in self._data:
            if key not in allowed:
                do = "correct the key, or remove it" if nearest(key, allowed) else _one_of(allowed)
                raise BadInput(f"unknown key: {key}", where=self.where(key), near=(key, allowed), do=do)

    def has(self, key: str) -> bool:
        """Whether the table has a key."""
        return key in self._data

    def text(self, key: str) -> str:
        """Return the text of a key. Raises BadInput where the key is missing or holds something else."""
        if key not in self._data:
            raise BadInput(f"missing: {key}", where=self.where(), do=f'add {key} = "…"')
        value = self._data[key]
        if not isinstance(value, str):
            raise BadInput(f"{key} is not text", where=self.where(key), do=f'write {key} = "…"')
        return value

    def value(self, key: str) -> str | float | bool | None:
        """Return the text, number or truth value of a key, None without the key. Raises BadInput for anything else."""
        value = self._data.get(key)
        if value is not None and not isinstance(value, str | int | float):
            raise BadInput(f"{key} is no single value", where=self.where(key), do=f'write {key} = "…", 7 or true')
        return value

    def texts(self, key: str) -> tuple[str, ...]:
        """Return the texts of a key's list, none without the key. Raises BadInput for anything else."""
        value = self._data.get(key, [])
        if not isinstance(value, list) or not all(isinstance(each, str) for each in value):
            raise BadInput(f"{key} is not a list of texts", where=self.where(key), do=f'write {key} = ["…"]')
        return tuple(value)

    def day(self, key: str) -> date | None:
        """Return the date of a key, None without the key. Raises BadInput for anything else, such as a date in quotes.

        A date is one without a time.
        """
        value = self._data.get(key)
        if value is not None and type(value) is not date:
            raise BadInput(
                f"{key} is not a date", where=self.where(key), do=f"write {key} = 2026-12-31, without quotes"
            )
        return value

    def flag(self, key: str) -> bool:
        """Return the truth value of a key. Raises BadInput where the key holds something else."""
        value = self._data[key]
        if not isinstance(value, bool):
            raise BadInput(f"{key} is not true or false", where=self.where(key), do=f"write {key} = true")
        return value

    def number(self, key: str, *, whole: bool) -> float:
        """Return the number of a key, `whole` or any. Raises BadInput where the key holds something else."""
        value = self._data[key]
        if isinstance(value, bool) or not isinstance(value, int if whole else int | float):
            noun = "a whole number" if whole else "a number"
            raise BadInput(f"{key} is not {noun}", where=self.where(key), do=f"write {key} = 2")
        return value

    def table(self, key: str) -> Table:
        """Return the table of a key. Raises BadInput where the key is missing or holds something else."""
        value = self._data.get(key)
        if not isinstance(value, dict):
            state = "is not a table" if key in self._data else "is missing"
            raise BadInput(f"{key} {state}", where=self.where(key), do=f"write {key} = {{ … }}")
        path = (*self._path, key)
        return Table(self.file, self._lines, value, span=self._block(key), path=path)

    def tables(self, key: str) -> tuple[Table, ...]:
        """Return the tables in a key's list, none without the key. Raises BadInput for anything else."""
        value = self._data.get(key, [])
        if not isinstance(value, list) or not all(isinstance(each, dict) for each in value):
            header = ".".join((*self._path, key))
            raise BadInput(f"{key} is not a list of tables", where=self.where(key), do=f"write [[{header}]]")
        starts = self._starts(key, len(value))
        spans = [range(start, end) for start, end in pairwise([*starts, self._span.stop])]
        path = (*self._path, key)
        return tuple(
            Table(self.file, self._lines, each, span=span, path=path) for each, span in zip(value, spans, strict=True)
        )

    def _block(self, key: str) -> range:
        """Return the lines of a key's table: below its `[header]`, or that of its brace, or else all of ours."""
        dotted = r"\s*\.\s*".join(map(re.escape, (*self._path, key)))
        header = re.compile(rf"\s*\[\s*{dotted}\s*\]")
        within = re.compile(rf"\s*\[+\s*{dotted}\s*[.\]]")
        start = next((index for index in self._span if header.match(self._lines[index])), None)
        if start is not None:
            others = (index for index in self._span if index > start and self._lines[index].lstrip().startswith("["))
            return range(start, next((one for one in others if not within.match(self._lines[one])), self._span.stop))
        at = self._find(key)
        return range(at, at + 1) if "{" in self._lines[at] else self._span

    def _starts(self, key: str, count: int) -> list[int]:
        """Return the line at which each table of a list begins: the line of its `[[header]]`, or of its brace."""
        dotted = r"\s*\.\s*".join((*self._path, key))
        header = re.compile(rf"\s*\[\[\s*{dotted}\s*\]\]")
        starts = [index for index in self._span if header.match(self._lines[index])]
        if not starts:
            first = self._find(key)
            starts = [index for index in self._span if index >= first and "{" in self._lines[index]]
        return [*starts, *([starts[-1] if starts else self._span.start] * count)][:count]

    def _find(self, key: str) -> int:
        name = re.escape(key)
        pattern = re.compile(rf"""(^|[\s,{{.])["']?{name}["']?\s*=|^\s*\[+([^]]*\.)?\s*{name}\s*\]""")
        found = (index for index in self._span if key and pattern.search(self._lines[index]))
        odd = (index for index in self._span if key in _odd_keys(self._lines[index]))
        return next(chain(found, odd), self._span.start)


def _odd_keys(line: str) -> Iterator[str]:
    """Yield the keys of a line that are quoted, as TOML reads them, and those that are parts of a dotted one."""
    for quoted in _QUOTED_KEY.findall(line):
        with suppress(tomllib.TOMLDecodeError):
            yield tomllib.loads(f"key = {quoted}")["key"]
    if dotted := _DOTTED_KEY.match(line):
        yield from re.findall(r"[\w-]+", dotted[0])


def _one_of(keys: Sequence[str]) -> str:
    """Return what to do about a key that is like none of the right ones, in lines under each other."""
    lines = textwrap.wrap(f"remove the key, or use one of {', '.join(keys)}", _WIDTH, break_on_hyphens=False)
    return f"\n{' ' * _INDENT}".join(lines)


def read(path: Path, kind: str) -> Table:
    """Return the table that a TOML file is; `kind` is what the file should be. Raises BadInput as `text_of`."""
    text = text_of(path, kind)
    try:
        data = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        what, _, place = str(error).partition(" (at ")
        line_named = re.match(r"line (\d+)", place)
        line = int(line_named[1]) if line_named else text.count("\n") + 1
        raise BadInput(f"not TOML: {what}", where=f"{path}:{line}", do=_TOML) from error
    except RecursionError as error:
        raise BadInput("not TOML that can be read: nested too deep", where=f"{path}:1", do=_TOML) from error
    except ValueError as error:  # Python turns no more than some thousand digits into a number
        raise BadInput("not TOML that can be read: too long a number", where=f"{path}:1", do=_TOML) from error
    lines = text.splitlines() or [""]
    return Table(str(path), lines, data, span=range(len(lines)))
