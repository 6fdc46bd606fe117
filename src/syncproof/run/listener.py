"""The listener of a run: what pytest reports of scenarios, in this process and in its workers."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any, cast

import pytest

from syncproof.errors import BadInput, SutMissing
from syncproof.report.stream import say
from syncproof.verdict import Outcome

DIED_EARLY = (
    "a worker ended before it had collected the scenarios"
    "\n  do       play with fewer workers, where the memory does not suffice for so many: --workers 1"
)
"""What is said where no process of the run lived to collect the scenarios."""
_DIED = "\n  do       play the scenario alone; with fewer workers, where the memory does not suffice for so many"


class Listener:
    """Collects pytest's reports, those of this process and of its workers."""

    def __init__(
        self,
        progress: Callable[[Outcome], None],
        expected: Callable[[int], None],
        planned: int,
        stop: Callable[[], object],
    ) -> None:
        self._progress = progress
        self._expected = expected
        self._planned = planned
        self._stop = stop
        self._announced = False
        self.outcomes: list[Outcome] = []
        self.lost: dict[str, str] = {}
        """The scenarios that ended without an outcome, by pytest's ids, each with the reason."""
        self.broken: list[str] = []
        self.stops: BadInput | SutMissing | None = None
        self.lost_a_worker = False
        self._advised = False
        self._tracebacks: set[str] = set()

    def announce(self, count: int) -> None:
        """Say once how many scenarios there are: as many as are planned, else a count."""
        if not self._announced:
            self._announced = True
            self._expected(self._planned or count)

    def pytest_configure(self, config: pytest.Config) -> None:
        """Let no source be read for a failure: a scenario tells it in its own words."""
        config.option.tbstyle = "native"

    def pytest_collection_finish(self, session: pytest.Session) -> None:
        """Announce how many scenarios there are."""
        if session.items:
            self.announce(len(session.items))

    @pytest.hookimpl(optionalhook=True)
    def pytest_xdist_node_collection_finished(self, node: object, ids: list[str]) -> None:  # noqa: ARG002 - the hook's names
        """Announce how many scenarios a worker has collected."""
        self.announce(len(ids))

    @pytest.hookimpl(optionalhook=True)
    def pytest_testnodedown(self, node: object, error: object) -> None:  # noqa: ARG002 - the hook's names
        """Note a worker that did not end by itself."""
        self.lost_a_worker = self.lost_a_worker or bool(error)

    def pytest_collectreport(self, report: pytest.CollectReport) -> None:
        """Note a feature that cannot be read."""
        if report.failed:
            self.broken.append(report.longreprtext)

    def pytest_internalerror(self, excrepr: object, excinfo: pytest.ExceptionInfo[BaseException]) -> bool:
        """Note a failure of pytest itself; pytest need not print one that is no more than the end of a worker."""
        is_of_worker = _is_lost_worker(excinfo)
        self.broken.append(DIED_EARLY if is_of_worker else str(excrepr))
        return is_of_worker

    def pytest_runtest_logreport(self, report: pytest.TestReport) -> None:
        """Note the end of a scenario; one that a worker died of has a report, and no outcome."""
        properties = dict(report.user_properties)
        if "stops" in properties:
            kind, text = cast("list[str]", properties["stops"])
            self.stops = self.stops or (BadInput(text) if kind == "BadInput" else SutMissing(text))
        if report.when in {"setup", "call"} or self.stops:
            return
        if properties.get("advice") and not self._advised:
            self._advised = True
            say(str(properties["advice"]), error=True)
        if (found := str(properties.get("traceback", ""))) and found not in self._tracebacks:
            self._tracebacks.add(found)
            say(found, error=True)
        if "outcome" in properties:
            outcome = Outcome.from_json(cast("dict[str, Any]", properties["outcome"]))
            self.outcomes.append(outcome)
            self._progress(outcome)
            self._stop()
        elif report.failed:
            died = report.when not in {"setup", "call", "teardown"}
            self.lost[report.nodeid] = f"{report.longrepr}{_DIED if died else ''}"


def _is_lost_worker(error: pytest.ExceptionInfo[BaseException]) -> bool:
    """Whether nothing failed but the line to a worker, of which execnet is in charge."""
    return isinstance(error.value, (OSError, EOFError)) and Path(error.traceback[-1].path).parent.name == "execnet"
