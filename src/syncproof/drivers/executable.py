"""Checks the command of a SUT before it is started: each mistake says what to do."""

from __future__ import annotations

import os
import shlex
import shutil
import sys
from pathlib import Path

from syncproof.errors import BadInput, nearest
from syncproof.inputs import check_path
from syncproof.sut import Sut
from syncproof.sut.masking import masked

_SCRIPTS = {".py", ".js", ".mjs", ".cjs", ".ts", ".sh", ".java", ".jar", ".rb", ".php", ".pl"}
_TAKE_A_WORD = "cemrpWX"
"""The word after one of these options of an interpreter is no script."""
_LONGEST = 256
_PLAIN = frozenset(b"\t\r" + bytes(range(0x20, 0x7F)))


class MissingFile(BadInput):
    """A program or script that a SUT's command names by its path is not there."""


def check_command(sut: Sut) -> None:
    """Raise BadInput where a SUT's command names no program that can be started, or a script that is not there."""
    command = sut.command or ""
    try:
        words = shlex.split(command)
    except ValueError as error:
        raise BadInput(
            f"--sut {masked(command, os.environ)!r} cannot be read: {error}", do="close the quotes, as in a shell"
        ) from error
    if not words or not words[0]:
        raise BadInput("--sut names no command", do="--sut 'python3 sync.py'")
    if sys.platform == "win32":
        raise BadInput("--sut starts programs on Linux and macOS", do="start it yourself, and use --sut-url")
    home = Path(sut.cwd or "")
    check_path(home)
    check_path(home / words[0])
    if not home.is_dir():
        raise BadInput(f"no such folder: {home}", do="--sut-cwd takes the folder that the command starts in")
    _check_program(words[0], masked(command, os.environ), home)
    _check_script(words, home)


def _check_program(program: str, command: str, home: Path) -> None:
    path = home / program
    # A program without a folder is looked for on the PATH, wherever the command starts.
    found = shutil.which(os.path.join(home, program) if "/" in program else program)  # noqa: PTH118 - a Path drops ./
    if found is not None:
        _check_first_line(program, Path(found))
    elif path.is_dir():
        raise BadInput(f"the system under test is a folder: {program}", do="name the program in it")
    elif path.is_file() and "/" in program:
        do = f"chmod +x {shlex.quote(program)}, or name its interpreter: --sut {shlex.quote(f'python3 {command}')}"
        raise BadInput(f"the system under test cannot be executed: {program}", do=do)
    elif "/" in program:
        raise MissingFile(f"no such program: {program}", nearest=_nearest(program, home), do=_paths_start(home))
    else:
        raise BadInput(
            f"no such program: {program}",
            nearest=f"./{program}" if path.is_file() else _among_all(program),
            do="--sut takes a command as a shell does: --sut 'python3 sync.py'",
        )


def _check_first_line(program: str, file: Path) -> None:
    """Raise BadInput for a script without an interpreter: the system would say that there is no such file, or less."""
    try:
        with file.open("rb") as stream:
            first = stream.read(_LONGEST).partition(b"\n")[0]
    except OSError:
        return  # a file may be executable and not readable
    words = first[2:].decode("utf-8", "replace").split() if first.startswith(b"#!") else []
    if not words:
        # A program that needs no interpreter does not begin with a line of plain text.
        if first and all(byte in _PLAIN for byte in first):
            do = "begin the file with a line such as #!/bin/sh, or name its interpreter"
            raise BadInput(f"the first line of the system under test names no interpreter: {program}", do=do)
        return
    if first.endswith(b"\r"):
        do = "let its lines end as they do on Linux and macOS"
        raise BadInput(f"the lines of the system under test end as on Windows: {program}", do=do)
    wanted = words[1] if len(words) > 1 and Path(words[0]).name == "env" and words[1][:1] != "-" else words[0]
    if "=" not in wanted and shutil.which(wanted) is None:
        raise BadInput(f"the interpreter of {program} is not there: {wanted}", do="install it, or name another")


def _check_script(words: list[str], home: Path) -> None:
    """Raise BadInput for a script that is not there: its interpreter would fail in every pass, or seem to decline."""
    for word in words[1:]:
        if word.startswith("-") and len(word) == len("-x") and word[1] not in _TAKE_A_WORD:
            continue
        path = home / word
        if path.suffix in _SCRIPTS and len(word.split()) == 1 and not path.exists():
            raise MissingFile(f"no such file: {word}", nearest=_nearest(word, home), do=_paths_start(home))
        return


def _paths_start(home: Path) -> str:
    return f"--sut takes paths from {home if home != Path() else 'the current folder'}"


def _nearest(word: str, home: Path) -> str:
    """Return the program or script beside a missing one whose name is nearest, as the command would name it."""
    folder, slash, name = word.rpartition("/")
    found = nearest(name, [each for each in _beside(home / word) if Path(each).suffix in {"", *_SCRIPTS}])
    return f"{folder}{slash}{found}" if found else ""


def _among_all(program: str) -> str:
    return nearest(program, [name for folder in os.get_exec_path() for name in _beside(Path(folder) / "any")])


def _beside(path: Path) -> list[str]:
    try:
        return sorted(entry.name for entry in path.parent.iterdir() if entry.is_file())
    except OSError:
        return []
