"""Drives the reference sync, or a broken one, in this process: the HTTP client is real, time is the harness's."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Mapping
from contextlib import closing, suppress
from pathlib import Path
from ssl import PROTOCOL_TLS_CLIENT, SSLContext
from tempfile import TemporaryDirectory
from typing import Any, NoReturn, TypeAlias, cast

from syncproof.drivers.driver import Driver, MakeDriver, StateMoment
from syncproof.drivers.kept import Kept
from syncproof.drivers.workplace import quickest
from syncproof.engine import Client, GaveUp, Links, Report, Sync
from syncproof.engine.command import access_from
from syncproof.errors import Killed
from syncproof.ledger import Ref
from syncproof.sut.protocol import PassEnd, SutReport


def in_process(sync: type[Sync]) -> MakeDriver:
    """Return a function that makes the driver of an engine."""

    def make(sleep: Callable[[float], None]) -> Driver:
        return InProcess(sync, sleep)

    return make


_Rows: TypeAlias = dict[str, list[tuple[object, ...]]]
"""The rows of a database, by table."""


class _State(sqlite3.Connection):
    """A database of links that shows each commit, and whose rows can be taken back."""

    watch: Callable[[StateMoment], object] | None = None

    def commit(self) -> None:
        """Commit, in view of whoever watches."""
        if self.watch is None:
            super().commit()
            return
        self.watch("before")
        super().commit()
        self.watch("after")

    def rows(self) -> _Rows:
        """Return the rows of all tables, by table."""
        tables = self.execute("SELECT name FROM sqlite_master WHERE type = 'table'").fetchall()
        return {table: self.execute(f"SELECT * FROM {table}").fetchall() for (table,) in tables}  # noqa: S608 - our own tables

    def take_back(self, rows: _Rows) -> None:
        """Replace all rows; quicker than SQLite's own way of loading a database, which ends all open statements."""
        self.rollback()
        for table in reversed(rows):
            self.execute(f"DELETE FROM {table}")  # noqa: S608 - as above
        for table, kept in rows.items():
            if kept:
                places = ", ".join("?" * len(kept[0]))
                self.executemany(f"INSERT INTO {table} VALUES ({places})", kept)  # noqa: S608 - as above
        super().commit()


class InProcess:
    """Drives an engine without a process of its own; a restart keeps its links and nothing else."""

    outside = False
    reports = declines = True
    advice = ""

    def __init__(self, sync: type[Sync], sleep: Callable[[float], None]) -> None:
        self._class = sync
        self._sleep = sleep
        # Nothing leaves this process, so the client trusts nobody: to load certificates takes longer than a scenario.
        # Nor does the user's proxy matter.
        self._client = Client(verify=SSLContext(PROTOCOL_TLS_CLIENT), trust_env=False)
        self._links = self._in_memory = Links(":memory:", connection=_State)
        self._folder: TemporaryDirectory[str] | None = None
        self._reports: list[SutReport] = []
        self._last = ""

    def begin(self, checklist: Mapping[str, Any], environ: Mapping[str, str]) -> None:
        """Start with empty links in memory."""
        self._alone()
        self._links.clear()
        self._checklist = checklist
        self._access = access_from(checklist, environ)
        self._reports = []
        self._last = ""
        self._start()

    def _start(self) -> None:
        self._links.rollback()
        self._sync = self._class(self._checklist, self._access, self._links, self._client, self._sleep, self._hear)

    def _hear(self, report: Report) -> None:
        ref = Ref(report.system, report.datatype, report.record)
        self._reports.append(SutReport(ref, report.property, f"{report.kind}: {report.reason}"))

    def run_pass(self) -> PassEnd:
        """Let the engine do one pass; a pass that is given up ends with the engine's own words."""
        problem = ""
        try:
            self._sync.run()
        except GaveUp as reason:
            problem = str(reason)
        except Killed:
            problem = "the sync was killed"
        except Exception as crash:  # noqa: BLE001 - whatever the cause, the SUT died and not the harness
            problem = f"the sync died of {type(crash).__name__}: {crash}"
        self._last = problem
        reports, self._reports = tuple(self._reports), []
        return PassEnd(problem, reports)

    def kill(self) -> NoReturn:
        """Raise Killed, which the request in hand carries through the engine."""
        raise Killed

    def expect_second(self) -> None:
        """Move the links from memory to a file, which a second engine can open, too; once in a scenario."""
        if self._folder is not None:
            return
        rows, engine = self.keep()
        self._folder = TemporaryDirectory(prefix="syncproof-", dir=quickest())
        links = self._class.links_class(self._file, connection=_State)
        cast("_State", links.db).take_back(rows)
        self._sync = engine.again({id(self._links): links})
        self._links = links

    @property
    def _file(self) -> str:
        return str(Path(cast("TemporaryDirectory[str]", self._folder).name) / "links.sqlite")

    def second(self) -> Callable[[], bool]:
        """Let a second engine do a pass while the first one waits for an answer."""
        # Refused, given up or dead: the laws judge what the second engine did.
        with suppress(GaveUp, sqlite3.Error), closing(self._class.links_class(self._file)) as links:
            self._class(self._checklist, self._access, links, self._client, self._sleep, self._hear).run()
        return lambda: True

    def _alone(self) -> None:
        """Use the links in memory, which nobody watches, and no file."""
        if self._links is not self._in_memory:
            self._links.close()
            self._links = self._in_memory
        if self._folder is not None:
            self._folder.cleanup()
            self._folder = None
        self.watch_state(None)

    def restart(self) -> None:
        """Make a new engine over the links that the old one kept."""
        self._start()

    @property
    def _state(self) -> _State:
        return cast("_State", self._links.db)

    def watch_state(self, watch: Callable[[StateMoment], object] | None) -> None:
        """Call `watch` before and after each commit of the links, or no longer."""
        self._state.watch = watch

    def keep(self) -> tuple[_Rows, Kept[Sync]]:
        """Return the links and the engine as they are now."""
        made_of = (self, self._checklist, self._access, self._links, self._client, self._sleep, *self._sync.sections)
        return self._state.rows(), Kept(self._sync, made_of)

    def back(self, kept: tuple[_Rows, Kept[Sync]]) -> None:
        """Take the links and the engine back."""
        self._alone()
        links, engine = kept
        self._state.take_back(links)
        self._sync = engine.again()
        self._reports = []
        self._last = ""

    def printed(self) -> str:
        """Return nothing: the engine's words are in the end of the pass."""
        return ""

    def tail(self) -> tuple[str, ...]:
        """Return the problem of the last pass, if there was one; the failure holds what else the engine reported."""
        return tuple(self._last.splitlines())

    def close(self) -> None:
        """Leave no folder; the engine ends with this process."""
        self._alone()
