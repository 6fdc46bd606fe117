"""`--thorough`: without it, what takes minutes is left out, and the run says how much that is.

`--exhaustive` runs what takes a quarter of an hour, too: a nightly job has the time.
"""

from __future__ import annotations

from typing import Protocol

import pytest

_LEFT_OUT = pytest.StashKey[int]()


class Worker(Protocol):
    """A process of pytest-xdist's, as the process that started it sees it."""

    config: pytest.Config
    workeroutput: dict[str, int]


def pytest_addoption(parser: pytest.Parser) -> None:
    """Add the options."""
    parser.addoption("--thorough", action="store_true", help="run what takes minutes too, as CI does (default: no)")
    parser.addoption("--exhaustive", action="store_true", help="run what takes a nightly job's time (default: no)")


def pytest_configure(config: pytest.Config) -> None:
    """Make the marks known."""
    config.addinivalue_line("markers", "thorough: takes minutes, so runs with --thorough only")
    config.addinivalue_line("markers", "exhaustive: takes a quarter of an hour, so runs with --exhaustive only")


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """Leave out what takes long, unless it is asked for."""
    for mark in ("exhaustive", "thorough"):
        left_out = [] if config.getoption(f"--{mark}") else [one for one in items if one.get_closest_marker(mark)]
        config.stash[_LEFT_OUT] = len(left_out)
        if left_out:
            config.hook.pytest_deselected(items=left_out)
            items[:] = [one for one in items if not one.get_closest_marker(mark)]


def pytest_sessionfinish(session: pytest.Session) -> None:
    """Let a worker say how much it left out: the process that started it collects nothing itself."""
    if hasattr(session.config, "workeroutput"):
        session.config.workeroutput["left out"] = session.config.stash.get(_LEFT_OUT, 0)


@pytest.hookimpl(optionalhook=True)
def pytest_testnodedown(node: Worker) -> None:
    """Hear it from a worker; every one of them collects everything."""
    node.config.stash[_LEFT_OUT] = getattr(node, "workeroutput", {}).get("left out", 0)


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter, config: pytest.Config) -> None:
    """Say how much was left out, and how to run it."""
    if count := config.stash.get(_LEFT_OUT, 0):
        terminalreporter.write_line(f"left out {count} of the tests, which take minutes: --thorough runs them too")
