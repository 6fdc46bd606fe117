"""Features that a pytest run was to look at and ignored: each is named at the end, and whoever hid one fails the run.

An option `--ignore` stands in the command or in the settings, and is a choice. A `collect_ignore` of a `conftest.py`
is seen by nobody who reads the run: it may not take away what the command names, nor a part of a document.
"""

from __future__ import annotations

import os
from fnmatch import fnmatch
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

import pytest

from syncproof.errors import counted
from syncproof.run.early_exit import EarlyExit
from syncproof.run.feature_places import NEVER_ENTERED, features_at
from syncproof.run.follower import follower

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

OUTPUT = "syncproof_ignored"
"""The key of what a worker of pytest-xdist tells the main process."""
_DEPTH = 3
"""How far below a folder that is ignored features are looked for, and how far where nobody chose to ignore it."""
_DEPTH_UNCHOSEN = 1
_SHOWN = ("collectonly", "showfixtures", "show_fixtures_per_test")
_COUNTED = {pytest.ExitCode.OK, pytest.ExitCode.TESTS_FAILED, pytest.ExitCode.NO_TESTS_COLLECTED}
_SOMEBODY = "a conftest.py or a plugin"


class _Ignored(NamedTuple):
    """A feature file, or a folder with some: who ignored it, and whether nobody may."""

    place: str
    features: int
    by: str
    fails: bool

    def __str__(self) -> str:
        count = "" if self.place.endswith(".feature") else f" ({counted(self.features, 'feature')})"
        return f"{self.place}{count}, by {self.by}"


class Ignored:
    """Notes which features of documents a run ignores, in this process or in its workers."""

    @classmethod
    def of(cls, config: pytest.Config) -> Ignored:
        """Return the notes of a run, which are taken from the first call on."""
        return follower(config, "ignored", cls)

    def __init__(self, config: pytest.Config) -> None:
        self._config = config
        self._by: dict[Path, str] = {}
        self._offered: dict[Path, None] = {}
        self._collected: set[Path] = set()
        self._rows: dict[str, _Ignored] = {}

    def note(self, path: Path) -> None:
        """Note a path that pytest ignores, if features are there."""
        by = self._reason(path)
        if features_at(path, _DEPTH if by else _DEPTH_UNCHOSEN):
            self._by[path] = by or "a habit of pytest, whose setting is norecursedirs"

    def offered(self, path: Path) -> None:
        """Note a feature file that pytest has come to, and that somebody may take from pytest again."""
        self._offered[path] = None

    def collected(self, path: Path) -> None:
        """Note a feature file whose scenarios pytest has asked for."""
        self._collected.add(path)

    def take(self, rows: list[list[object]]) -> None:
        """Take in what a worker has noted."""
        for row in rows:
            found = _Ignored(*row)  # type: ignore[arg-type] # as `pytest_collection_finish` made them
            self._rows[found.place] = found

    @pytest.hookimpl(trylast=True)
    def pytest_collection_finish(self, session: pytest.Session) -> None:
        """Sum up what was ignored; a worker tells the main process."""
        # A collection that failed may have ended early, and the run is red.
        is_whole = not (session.shouldfail or session.shouldstop or session.testsfailed)
        missing = self._missing() if is_whole and not self._config.getoption("lf", default=False) else []
        for row in self._found(missing):
            self._rows[row.place] = row
        if hasattr(self._config, "workeroutput"):
            self._config.workeroutput[OUTPUT] = [list(row) for row in self._rows.values()]

    @pytest.hookimpl(tryfirst=True)
    def pytest_sessionfinish(self, session: pytest.Session, exitstatus: int) -> None:
        """Report an error for what nobody may ignore."""
        known = self._config.known_args_namespace
        if exitstatus not in _COUNTED or any(getattr(known, name, None) for name in _SHOWN):
            return
        if hasattr(self._config, "workeroutput"):
            return
        hidden = [row for row in self._rows.values() if row.fails]
        for row in hidden:
            why = f"nobody judged these features: {row}\n  do       leave them out with --ignore, which readers see"
            report = pytest.TestReport(row.place, (row.place, None, row.place), {}, "failed", why, "setup")
            self._config.hook.pytest_runtest_logreport(report=report)
        if hidden:
            session.exitstatus = pytest.ExitCode.TESTS_FAILED
            EarlyExit.of(self._config).has_ended(pytest.ExitCode.TESTS_FAILED)

    def pytest_terminal_summary(self, terminalreporter: pytest.TerminalReporter) -> None:
        """Name what was ignored."""
        if self._rows:
            terminalreporter.write_line("syncproof: features that were left out, and that nobody judged:")
            for _, row in sorted(self._rows.items()):
                terminalreporter.write_line(f"  {row}")

    def _missing(self) -> list[Path]:
        """Return the features that pytest has come to, or that lie beside such, and has not collected."""
        beside = [path for folder in {each.parent for each in self._collected} for path in folder.glob("*.feature")]
        found = {*self._offered, *(each for each in beside if not each.is_dir())}
        return sorted(found - self._collected)

    def _found(self, missing: Sequence[Path]) -> Iterator[_Ignored]:
        """Yield what was ignored, or is missing, of the folders that the run looks at."""
        folders = [path for each in self._config.args if (path := self._path(each)).is_dir()]
        is_named = self._config.args_source is pytest.Config.ArgsSource.ARGS
        named = [each for each in folders if is_named and features_at(each, _DEPTH_UNCHOSEN)]
        documents = {path.parent for path in self._collected}
        for path, by in (dict.fromkeys(missing, _SOMEBODY) | self._by).items():
            if any(path.is_relative_to(each) for each in folders):
                is_owed = path.parent in documents or any(path.is_relative_to(each) for each in named)
                place = os.path.relpath(path, self._config.rootpath)
                yield _Ignored(place, len(features_at(path, _DEPTH)), by, is_owed and not by.startswith("--ignore"))

    def _reason(self, path: Path) -> str:
        """Return who ignores a path, '' for pytest's own habits."""
        chosen = self._config.known_args_namespace  # as the command and the settings say
        if any(path.is_relative_to(self._path(each)) for each in chosen.ignore or ()):
            return "--ignore"
        globs = [str(self._path(each)) for each in chosen.ignore_glob or ()]
        if any(fnmatch(str(place), each) for each in globs for place in (path, *path.parents)):
            return "--ignore-glob"
        if conftest := self._conftest(path):
            return conftest
        if not path.is_dir():
            return _SOMEBODY
        if (path / "pyvenv.cfg").exists() or any(fnmatch(path.name, each) for each in NEVER_ENTERED):
            return ""
        patterns = self._config.getini("norecursedirs")
        return "norecursedirs" if any(path.match(each) for each in patterns) else _SOMEBODY

    def _conftest(self, path: Path) -> str:
        """Return the `conftest.py` whose list has a path, '' for none."""
        for each in self._config.pluginmanager.get_plugins():
            file = Path(getattr(each, "__file__", None) or "")
            if file.name == "conftest.py":
                place = os.path.relpath(file, self._config.rootpath)
                if any(path == file.parent / one for one in getattr(each, "collect_ignore", ())):
                    return f"collect_ignore in {place}"
                globs = [str(file.parent / one) for one in getattr(each, "collect_ignore_glob", ())]
                if any(fnmatch(str(path), one) for one in globs):
                    return f"collect_ignore_glob in {place}"
        return ""

    def _path(self, argument: str) -> Path:
        return Path(os.path.abspath(self._config.invocation_params.dir / argument.partition("::")[0]))  # noqa: PTH100
