"""The gaps of a pytest run: scenarios that were collected and got no verdict, or a report that is better than theirs.

Under `pytest` itself the exit code is pytest's, and so is the list of what went wrong: each gap becomes an error there.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator, Sequence
from contextlib import suppress
from functools import wraps
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Protocol

import pytest

from syncproof import __version__
from syncproof.report.files import write
from syncproof.run.account import Planned
from syncproof.run.early_exit import EarlyExit
from syncproof.run.follower import follower
from syncproof.sut import Sut
from syncproof.sut.options import PREFIX
from syncproof.verdict import Verdict

_FILE = "syncproof_scenarios"
_SHOWN = ("collectonly", "showfixtures", "show_fixtures_per_test")
"""The options with which pytest only shows what there is."""
_COUNTED = {pytest.ExitCode.OK, pytest.ExitCode.TESTS_FAILED, pytest.ExitCode.NO_TESTS_COLLECTED}
"""The ends of a run in which all that was collected has to be judged; the others are red, and say why."""


class Worker(Protocol):
    """A process of pytest-xdist, as the main process sees the worker."""

    config: pytest.Config
    workerinput: dict[str, object]
    sendcommand: Callable[..., None]


def collected(file: Path) -> dict[str, Planned]:
    """Return the scenarios that a pytest run has collected, by pytest's ids, from the file that the run wrote."""
    if not file.exists():
        return {}
    return {node: Planned(*each) for node, each in json.loads(file.read_text(encoding="utf-8")).items()}


def _unless_dead(send: Callable[..., None]) -> Callable[..., None]:
    """Return what sends to a worker that may just have died: pytest-xdist hears that anyway, in its turn."""

    @wraps(send)
    def sent(*words: object, **options: object) -> None:
        with suppress(OSError):
            send(*words, **options)

    return sent


class Gaps:
    """Follows the scenarios of a pytest run, of this process or of its workers.

    Workers write to a file what they have collected: one that is killed could not say so any more.
    """

    @classmethod
    def of(cls, config: pytest.Config) -> Gaps:
        """Return the gaps of a run, which are followed from the first call on."""
        return follower(config, "gaps", cls)

    def __init__(self, config: pytest.Config) -> None:
        self._config = config
        self._is_worker = hasattr(config, "workerinput")
        self._folder: TemporaryDirectory[str] | None = None
        given = getattr(config, "workerinput", {}).get(_FILE, "")
        self._file: str = config.getoption(f"{PREFIX}collected") or given
        self._stop_file: str = config.getoption(f"{PREFIX}stop-file")
        self._owed: dict[str, Planned] = {}
        self._verdicts: dict[str, list[Verdict]] = {}
        self._red: set[str] = set()
        self._announced: set[str] = set()
        if not self._is_worker:  # the end of a worker is seen by the main process
            self._early_exit = EarlyExit.of(config)

    def name_file(self, node: Worker) -> None:
        """Name the file for a worker."""
        if not self._file:
            self._folder = TemporaryDirectory(prefix="syncproof-")
            self._file = str(Path(self._folder.name) / "collected.json")
        node.workerinput[_FILE] = self._file
        node.sendcommand = _unless_dead(node.sendcommand)

    def pytest_unconfigure(self) -> None:
        """Remove the file."""
        if self._folder:
            self._folder.cleanup()

    @pytest.hookimpl(wrapper=True, tryfirst=True)
    def pytest_collection_modifyitems(self, items: list[pytest.Item]) -> Iterator[None]:
        """Note every scenario before somebody takes some away: only those that pytest counts as deselected may go."""
        # The main process of workers needs neither.
        from syncproof.run.feature_file import is_scenario  # noqa: PLC0415
        from syncproof.run.scenario import planned_of  # noqa: PLC0415

        before = {item.nodeid: item for item in items if is_scenario(item)}
        try:
            return (yield)
        finally:  # somebody may end the run here
            left = {item.nodeid for item in items}
            self._owed = {
                node: planned_of(item) for node, item in before.items() if node in left or node not in self._announced
            }
            if self._file and self._owed:
                write(Path(self._file), json.dumps(self._owed))

    def pytest_deselected(self, items: Sequence[pytest.Item]) -> None:
        """Note what was deselected: pytest says how many these are."""
        self._announced.update(item.nodeid for item in items)

    @pytest.hookimpl(tryfirst=True)
    def pytest_runtest_protocol(self, item: pytest.Item) -> bool | None:
        """Begin no scenario once the run is to stop: those that another process plays are played to their end."""
        return True if item.nodeid in self._owed and self._stopped() else None

    def _stopped(self) -> bool:
        return bool(self._stop_file) and Path(self._stop_file).exists()

    def pytest_runtest_logreport(self, report: pytest.TestReport) -> None:
        """Note what became of a scenario, in its own words and in pytest's."""
        if report.failed:
            self._red.add(report.nodeid)
        for name, value in report.user_properties:
            if name == "outcome" and isinstance(value, dict):
                self._verdicts.setdefault(report.nodeid, []).append(Verdict(value["verdict"]))

    @pytest.hookimpl(wrapper=True, tryfirst=True)
    def pytest_sessionfinish(self, session: pytest.Session, exitstatus: int) -> Iterator[None]:
        """Report an error for each gap; a scenario that failed is not green, whatever others make of the status."""
        self._report(session, exitstatus)
        self._settle(session)
        yield
        self._settle(session)

    def pytest_terminal_summary(self, terminalreporter: pytest.TerminalReporter) -> None:
        """Say against which sync the scenarios were played: a `conftest.py` may choose another than the command."""
        if self._verdicts:
            from syncproof.report.provenance import against  # noqa: PLC0415 - as in `pytest_collection_modifyitems`
            from syncproof.run.provenance import sut_row  # noqa: PLC0415

            sut = against(sut_row(Sut.from_options(self._config.getoption)))
            terminalreporter.write_line(
                f"syncproof {__version__}, seed {self._config.getoption(f'{PREFIX}seed')}, {sut}"
            )

    def _settle(self, session: pytest.Session) -> None:
        if self._red and session.exitstatus == pytest.ExitCode.OK:
            session.exitstatus = pytest.ExitCode.TESTS_FAILED
        if not self._is_worker:
            self._early_exit.has_ended(int(session.exitstatus))

    def _report(self, session: pytest.Session, exitstatus: int) -> None:
        if any(getattr(self._config.known_args_namespace, name, None) for name in _SHOWN):  # as the user asked
            return  # pytest shows what there is, plays nothing, and claims nothing
        if self._is_worker or exitstatus not in _COUNTED or session.shouldfail:
            return
        owed = self._owed or (collected(Path(self._file)) if self._file else {})
        if self._stopped():  # a run that is stopped says itself what was not played
            if exitstatus == pytest.ExitCode.OK and not owed.keys() <= self._verdicts.keys():
                session.exitstatus = pytest.ExitCode.TESTS_FAILED
            return
        gaps = {node: why for node in owed if node not in self._red and (why := self._why(node))}
        for node, why in gaps.items():
            location = (node.partition("::")[0], None, node.partition("::")[2])
            report = pytest.TestReport(node, location, {}, "failed", why, "teardown")
            self._config.hook.pytest_runtest_logreport(report=report)
        if gaps:
            session.exitstatus = pytest.ExitCode.TESTS_FAILED

    def _why(self, node: str) -> str:
        """Return why a scenario is no pass although no report says so, '' where it is one."""
        seen = self._verdicts.get(node, [])
        if not seen:
            return "the scenario was collected, and no process reported the end"
        worse = [verdict for verdict in seen if verdict is not Verdict.PASS]
        return f"the scenario's verdict is {worse[0]}, and its report said otherwise" if worse else ""
