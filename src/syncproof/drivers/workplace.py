"""A SUT's workplace: the folder with its checklist and its state, its environment, and what is odd about the traces."""

from __future__ import annotations

import json
import os
import shlex
import shutil
import time
from collections.abc import Mapping
from pathlib import Path
from tempfile import mkdtemp
from typing import Any

from syncproof.errors import BadInput

CHECKLIST = "checklist.json"
STATE = "state"
ENVIRONMENT = "environment"
_SECRET = ("_TOKEN", "_KEY", "_SECRET")


class Workplace:
    """Made anew for each scenario, always at the same path."""

    def __init__(self, folder: str = "") -> None:
        self.ours = not folder
        self.path = Path(mkdtemp(prefix="syncproof-")) if self.ours else _made(folder)
        self._began = time.time()
        self._home = Path.cwd()
        self._secrets: tuple[str, ...] = ()
        self.environ: Mapping[str, str] = {}

    @property
    def state(self) -> Path:
        """The SUT's own folder."""
        return self.path / STATE

    def begin(self, checklist: Mapping[str, Any], environ: Mapping[str, str]) -> Mapping[str, str]:
        """Empty the state, write the checklist, and return the variables that the SUT is told."""
        shutil.rmtree(self.state, ignore_errors=True)
        self.state.mkdir(mode=0o700)
        (self.path / CHECKLIST).write_text(json.dumps(checklist, ensure_ascii=False, indent=2), encoding="utf-8")
        ours = {
            **environ,
            "SYNCPROOF_STATE_DIR": str(self.state),
            "SYNCPROOF_CHECKLIST": str(self.path / CHECKLIST),
        }
        self._secrets = tuple(value for name, value in environ.items() if name.endswith(_SECRET) and value)
        lines = [f"export {name}={shlex.quote(value)}" for name, value in ours.items()]
        file = self.path / ENVIRONMENT
        file.touch(mode=0o600)
        file.write_text("\n".join([*lines, ""]), encoding="utf-8")
        theirs = {name: value for name, value in os.environ.items() if not name.startswith(("PYTEST_", "SYNCPROOF_"))}
        self.environ = {**theirs, **ours}
        return ours

    def without_secrets(self, text: str) -> str:
        """Return a text without the credentials of the systems."""
        for secret in self._secrets:
            text = text.replace(secret, "…")
        return text

    def oddities(self, requests: int, writes: int) -> list[str]:
        """Return what a SUT that fails may have missed, given how many requests it made."""
        found = []
        if not requests:
            found.append("it asked nothing of any system: does it go to SYNCPROOF_CUSTOMERP_URL and the others?")
        if writes and not any(self.state.iterdir()):
            found.append("it wrote, and kept nothing in SYNCPROOF_STATE_DIR: how does it know its pairs again?")
        if elsewhere := self._changed():
            found.append(f"meanwhile {', '.join(elsewhere)} changed in the current folder: is that its state?")
        return found

    def _changed(self) -> list[str]:
        with os.scandir(self._home) as entries:
            return sorted(entry.name for entry in entries if entry.is_file() and entry.stat().st_mtime > self._began)[
                :3
            ]

    def close(self) -> None:
        """Remove it, if it is ours."""
        if self.ours:
            shutil.rmtree(self.path, ignore_errors=True)


def _made(folder: str) -> Path:
    path = Path(folder)
    try:
        path.mkdir(mode=0o700, parents=True, exist_ok=True)
    except OSError as error:
        raise BadInput(f"cannot be made: {error.strerror}", where=folder, do="--sut-dir takes a folder") from error
    return path.resolve()
