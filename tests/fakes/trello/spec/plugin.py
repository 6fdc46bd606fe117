"""Wires the watch into every test: whatever fake of Trello answers in this process, and however it is reached."""

from __future__ import annotations

from collections.abc import Generator

import pytest

from .differences import is_unwanted
from .watch import Watch, attached, said

_WATCH = Watch(is_unwanted)


def pytest_configure(config: pytest.Config) -> None:
    """Let every fake that is made from here on be watched."""
    config.add_cleanup(attached(_WATCH).undo)


@pytest.hookimpl(wrapper=True)
def pytest_runtest_call() -> Generator[None]:
    """Fail the test in which an answer was not as published, or for which a fixture got one."""
    yield
    tell()


@pytest.hookimpl(wrapper=True)
def pytest_runtest_teardown() -> Generator[None]:
    """As above, at the end: for what fixtures ask then, and for a test that failed."""
    yield
    tell()


def tell() -> None:
    """Fail with all that was met."""
    text = said(_WATCH.met)
    _WATCH.met.clear()
    if text:
        pytest.fail(text, pytrace=False)


@pytest.fixture(scope="session")
def the_watch() -> Watch:
    """Return the one that looks at every test."""
    return _WATCH
