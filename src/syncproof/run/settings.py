"""The settings of a project: the table `[tool.syncproof]` of the nearest pyproject.toml.

A setting stands for an option of the command line, does no more than the option, and gives way to the option.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Mapping
from dataclasses import Field, fields
from difflib import SequenceMatcher
from pathlib import Path
from typing import Any, NamedTuple, TypeAlias

from syncproof.errors import BadInput
from syncproof.inputs import Table, check_path, read
from syncproof.report import formats
from syncproof.sut import Sut
from syncproof.verdict.baseline import begin

FILE = "pyproject.toml"
_ALIKE = 0.85
"""A table whose name is so much like ours was meant to be ours: its settings would be ignored in silence."""
_ROOT = 0
_ANYBODY_WRITES = 0o002
_Reader: TypeAlias = Callable[[Table, str, Path], Any]


class Setting(NamedTuple):
    """A value, and the `file:line` where it stands."""

    value: Any
    where: str


class ProjectSettings(NamedTuple):
    """The values of a settings file by their keys, `reports.json` for a report; `file` is None without such a file."""

    file: Path | None = None
    values: Mapping[str, Setting] = {}
    are_left_out: bool = False
    """Whether the user wants none."""

    def get(self, key: str) -> Setting | None:
        """Return a setting, None without one. Raises BadInput for a path that leads nowhere."""
        found = self.values.get(key)
        if found:
            try:
                _check(key, found.value)
            except BadInput as error:
                raise error.found_at(found.where) from error
        return found


def nearest_file(start: Path) -> Path | None:
    """Return the pyproject.toml of a folder, or else of the nearest folder above, None where there is none.

    A file that somebody else has put into a folder in which anybody may write, as /tmp is, is nobody's settings: such
    a file could name a command.
    """
    files = (folder / FILE for folder in (start, *start.parents))
    return next((file for file in files if _is_ours(file)), None)


def load(file: Path) -> ProjectSettings:
    """Return the settings in a file, none where its table has none; paths in the file start from the file's folder.

    Raises BadInput for a file that is not TOML, for a key that is unknown, and for a value of the wrong type.
    """
    whole = read(file, "a pyproject.toml")
    if "tool" not in whole:
        return ProjectSettings()
    tool = whole.table("tool")
    if "syncproof" not in tool:
        for key in tool:
            if SequenceMatcher(None, key.casefold(), "syncproof").ratio() > _ALIKE:
                raise BadInput(
                    f"no table of ours: [tool.{key}]",
                    where=tool.where(key),
                    nearest="[tool.syncproof]",
                    do="correct the name, or rename the table of another tool",
                )
        return ProjectSettings()
    table = tool.table("syncproof")
    table.keys(*KEYS)
    values = {
        key: Setting(reader(table, key, file.parent), table.where(key))
        for key, reader in _READERS.items()
        if key in table
    }
    if "reports" in table:
        reports = table.table("reports")
        reports.keys(*formats.REPORTS)
        for name in formats.REPORTS:
            if name in reports:
                values[f"reports.{name}"] = Setting(_report(reports, name, file.parent), reports.where(name))
    if "sut" in values and "sut-cwd" not in values and file.parent != Path():
        values["sut-cwd"] = Setting(str(file.parent), values["sut"].where)
    return ProjectSettings(file, values) if values else ProjectSettings()


def found() -> ProjectSettings:
    """Return the settings for a run in the current folder. Raises BadInput as `load`."""
    file = nearest_file(Path.cwd())
    # People name a file above them, and what lies beside it, from where they are.
    return load(Path(os.path.relpath(file))) if file else ProjectSettings()


def _is_ours(file: Path) -> bool:
    """Whether a file is there, and was not put there by somebody else because anybody may.

    Raises BadInput for anything of ours that is no file, such as a link to nowhere: the settings would be passed over.
    """
    try:
        owner, folder = file.lstat().st_uid, file.parent.stat()
    except OSError:
        return False
    # On Windows, which has no owners of this kind, no folder is open to everybody.
    ours = not hasattr(os, "getuid") or owner in {os.getuid(), _ROOT} or not folder.st_mode & _ANYBODY_WRITES
    if ours and not file.is_file():
        raise BadInput("not a file that can be read", where=str(file), do="remove it, or add --no-settings")
    return ours


def _check(key: str, value: Any) -> None:  # noqa: ANN401 - of the key's type
    """Raise BadInput for a path that leads nowhere."""
    match key:
        case "features" if not value.is_dir():
            raise BadInput(f"no such folder: {value}", do="name the folder that holds the features")
        case "documents":
            for path in value:
                _check_file(path)
        case "baseline":
            _check_file(value, f", or {begin(value)}")
        case _ if key.startswith("reports."):
            formats.check({key.removeprefix("reports."): value})


def _check_file(path: Path, otherwise: str = "") -> None:
    if not path.exists() or path.is_dir():
        raise BadInput(
            f"no such file: {path}", do=f"correct the path: it starts from the folder of the {FILE}{otherwise}"
        )


def _text(table: Table, key: str, _: Path) -> str:
    if not (text := table.text(key)).strip():
        raise BadInput(f"{key} is empty", where=table.where(key), do=f"remove {key}")
    return text


def _path(table: Table, key: str, home: Path) -> Path:
    return _normal(table, key, home / _text(table, key, home))


def _normal(table: Table, key: str, given: Path) -> Path:
    path = Path(os.path.normpath(given))
    try:
        check_path(path)
    except BadInput as error:
        raise error.found_at(table.where(key)) from error
    return path


def _report(table: Table, key: str, home: Path) -> Path:
    text = _text(table, key, home)
    return formats.STANDARD_OUTPUT if Path(text) == formats.STANDARD_OUTPUT else _path(table, key, home)


def _paths(table: Table, key: str, home: Path) -> tuple[Path, ...]:
    if not all(texts := table.texts(key)):
        raise BadInput(f"a text of {key} is empty", where=table.where(key), do="remove the text")
    return tuple(_normal(table, key, home / text) for text in texts)


def key_of(each: Field[Any]) -> str:
    """Return the key of a field of a Sut: its option of `syncproof run`, without the dashes."""
    return str(each.metadata["run"]).removeprefix("--")


def _reader_of(each: Field[Any]) -> _Reader:
    if each.name in {"folder", "cwd"}:
        return lambda table, key, home: str(_path(table, key, home))
    if isinstance(each.default, bool):
        return lambda table, key, _: table.flag(key)
    if isinstance(each.default, tuple):
        return lambda table, key, _: tuple(table.texts(key))
    if isinstance(each.default, int | float):
        whole = isinstance(each.default, int)
        return lambda table, key, _: table.number(key, whole=whole)
    return _text


_READERS: Mapping[str, _Reader] = {
    "features": _path,
    "documents": _paths,
    "baseline": _path,
    "level": lambda table, key, _: table.texts(key),
    "workers": lambda table, key, _: table.number(key, whole=True),
    # A debugger is attached by whoever sits before it.
    **{key_of(each): _reader_of(each) for each in fields(Sut) if each.name != "attach"},
}
"""Every key but `reports`, with what reads its value."""
KEYS = (*_READERS, "reports")
