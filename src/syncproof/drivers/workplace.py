"""A SUT's workplace: the folder with its checklist and its state, its environment, and hints from what it leaves."""

from __future__ import annotations

import os
import shlex
import shutil
import sys
from collections.abc import Mapping, Sequence
from contextlib import AbstractContextManager
from copy import copy
from pathlib import Path
from tempfile import mkdtemp
from typing import Any

import orjson

from syncproof.drivers.held_folder import hold, let_go
from syncproof.drivers.kept_folder import KeptFolder
from syncproof.drivers.watched_folder import WatchedFolder
from syncproof.errors import BadInput, SutMissing
from syncproof.sut.masking import without, without_credentials

CHECKLIST = "checklist.json"
STATE = "state"
ENVIRONMENT = "environment"
PLAYED = "played"
"""This file exists when a SUT that cannot be reset has played a story since the folder was prepared for it."""
_IN_MEMORY = "/dev/shm"  # noqa: S108 - mkdtemp makes a folder there for this user alone
_ALWAYS_PASSED = ("PATH", "HOME", "LANG", "TMPDIR")
_ENOUGH = 1 << 30
_GONE = "the folder that the sync was given is gone: does the sync remove more than its own files?"
_STATE_GONE = "SYNCPROOF_STATE_DIR is no folder any more: does the sync remove more than its files?"


class Workplace:
    """Made anew for each scenario, always at the same path; `announced`: standard error names the environment file.

    `home` is the folder that the SUT starts in, None for the current one; `secrets` are those of the SUT's command;
    `passed` are the variables of the user's environment that the SUT gets, beside a few that every program needs.
    Where none is named, the SUT gets all.
    """

    def __init__(
        self,
        folder: str | None = None,
        *,
        announced: bool = False,
        home: str | None = None,
        secrets: Sequence[str] = (),
        passed: Sequence[str] = (),
    ) -> None:
        self._secrets = secrets
        self._passed = {*passed, *_ALWAYS_PASSED} if passed else None
        self.ours = folder is None
        self._announced = announced
        self.path = Path(mkdtemp(prefix="syncproof-", dir=quickest())) if folder is None else made(folder)
        hold(self.path)
        self._home = WatchedFolder(Path.cwd() / (home or ""))
        self.environ: Mapping[str, str] = {}

    @property
    def state(self) -> Path:
        """The SUT's own folder."""
        return self.path / STATE

    def begin(self, checklist: Mapping[str, Any], environ: Mapping[str, str]) -> Mapping[str, str]:
        """Empty the state, write the checklist, and return the variables that the SUT gets."""
        ours = self._environment(environ)
        self.path.mkdir(mode=0o700, exist_ok=True)  # the SUT of the scenario before may have removed the folder
        self._empty()
        (self.path / PLAYED).unlink(missing_ok=True)
        for name, content in _files(checklist, ours).items():
            file = self.path / name
            file.touch(mode=0o600)
            file.write_bytes(content)
        if self._announced:
            self._announced = False
            sys.stderr.write(f"the sync's environment: {self.path / ENVIRONMENT}\n")
            sys.stderr.flush()
        return ours

    def keep(self) -> KeptFolder:
        """Return the folder as it is now. Raises SutMissing where a file of the SUT's cannot be read."""
        try:
            return KeptFolder(self.path)
        except OSError as error:
            raise SutMissing(
                f"the sync's state directory cannot be read: {error.strerror}: {error.filename}"
                "\n  do       let the sync keep there only files that its own user may read"
            ) from error

    def back(self, kept: KeptFolder) -> None:
        """Make the folder again as it was. Raises SutMissing where a file of the SUT's cannot be removed."""
        try:
            kept.again()
        except OSError as error:
            raise _not_emptied(error.strerror, error.filename) from error

    def beside(self) -> Workplace:
        """Return a workplace for a second instance of the SUT: with the same state, and another folder for output."""
        other = copy(self)
        other.path, other.ours = Path(mkdtemp(prefix="syncproof-", dir=quickest())), True
        hold(other.path)
        return other

    @property
    def is_prepared(self) -> bool:
        """Whether a SUT may have been started with the folder already."""
        return all((self.path / name).is_file() for name in (CHECKLIST, ENVIRONMENT))

    def played(self, checklist: Mapping[str, Any], environ: Mapping[str, str]) -> str:
        """Let a SUT that was started with the folder play a story; return why the SUT cannot, '' where it can."""
        files = _files(checklist, self._environment(environ))
        if any((self.path / name).read_bytes() != content for name, content in files.items()):
            return "was started for another section, or another seed"
        if (self.path / PLAYED).exists():
            return "has played a story since it was started"
        (self.path / PLAYED).touch()
        return ""

    def _environment(self, environ: Mapping[str, str]) -> Mapping[str, str]:
        ours = {
            **environ,
            "SYNCPROOF_STATE_DIR": str(self.state),
            "SYNCPROOF_CHECKLIST": str(self.path / CHECKLIST),
        }
        self.environ = {**{name: value for name, value in os.environ.items() if self._is_passed(name)}, **ours}
        return ours

    def _is_passed(self, name: str) -> bool:
        if self._passed is not None:
            return name in self._passed
        return not name.startswith(("PYTEST_", "SYNCPROOF_"))

    def _empty(self) -> None:
        """Make the state directory anew, whatever the SUT has put in its place."""
        if self.state.is_symlink() or self.state.is_file():
            self.state.unlink()
        shutil.rmtree(self.state, ignore_errors=True)
        try:
            self.state.mkdir(mode=0o700)
        except OSError as error:
            raise _not_emptied(error.strerror, self.state) from error

    def names(self, url: str) -> bool:
        """Whether the environment names this address, as that of a system."""
        return any(value.startswith(url) for name, value in self.environ.items() if name.startswith("SYNCPROOF_"))

    def watched(self) -> AbstractContextManager[None]:
        """Watch which files of the SUT's home change during a pass of a SUT that the harness runs, and which else."""
        return self._home.during_pass()

    def without_credentials(self, text: str) -> str:
        """Return a text without the credentials of the systems."""
        return without_credentials(text, self.environ)

    def without_secrets(self, text: str) -> str:
        """Return a text for people: without the credentials of the systems, and the secrets in the SUT's command."""
        return without(self.without_credentials(text), self._secrets)

    @property
    def is_gone(self) -> bool:
        """Whether the folder that the SUT was given is not there any more."""
        return bool(self.environ) and not (self.path / CHECKLIST).exists()

    def hints(self, requests: int, writes: int, *, complete: bool = True) -> list[str]:
        """Return what a SUT that fails may have missed, given how many requests it made and how its pass ended."""
        if self.is_gone:
            return [_GONE]
        found = []
        if not requests and complete:
            found.append("the sync asked nothing of any system: does it use SYNCPROOF_…_URL?")
        if not self.state.is_dir():
            found.append(_STATE_GONE)
        elif requests and not any(self.state.iterdir()) and (writes or complete):
            found.append("the sync keeps nothing in SYNCPROOF_STATE_DIR: how does it find its pairs again?")
        if elsewhere := self._home.of_sut():
            found.append(f"{', '.join(elsewhere)} changed in the current folder: is that the state of the sync?")
        return found

    def close(self) -> None:
        """Remove the folder, if this process made it, and let other runs use one that a user named."""
        let_go(self.path)
        if self.ours:
            shutil.rmtree(self.path, ignore_errors=True)


def _not_emptied(why: str | None, where: Path | str) -> SutMissing:
    return SutMissing(
        f"the sync's state directory cannot be emptied: {why}: {where}"
        "\n  do       let the sync keep there only files that its own user may remove"
    )


def _files(checklist: Mapping[str, Any], environ: Mapping[str, str]) -> Mapping[str, bytes]:
    lines = [f"export {name}={shlex.quote(value)}\n" for name, value in environ.items()]
    return {CHECKLIST: orjson.dumps(checklist, option=orjson.OPT_INDENT_2), ENVIRONMENT: "".join(lines).encode()}


def quickest() -> str | None:
    """Return a folder in memory, None where the user names another: a SUT with a database writes many files."""
    if "TMPDIR" in os.environ or not os.access(_IN_MEMORY, os.W_OK):
        return None
    return _IN_MEMORY if shutil.disk_usage(_IN_MEMORY).free > _ENOUGH else None


def made(folder: str) -> Path:
    """Make the folder that a user names, and return its path. Raises BadInput where it holds something else."""
    if not folder:
        raise BadInput("--sut-dir names no folder", do="--sut-dir work")
    path = Path(folder)
    try:
        path.mkdir(mode=0o700, parents=True, exist_ok=True)
        if any(path.iterdir()) and not (path / ENVIRONMENT).is_file():
            # A run empties the state directory, and the files there may be dear to a user.
            raise BadInput("the folder holds something else", where=folder, do="--sut-dir takes a new or an empty one")
    except OSError as error:
        raise BadInput(
            f"cannot make the folder: {error.strerror}", where=folder, do="--sut-dir takes a folder"
        ) from error
    return path.resolve()
