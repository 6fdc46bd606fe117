"""Wires the watch into every test: whatever fake of Trello answers in this process, and however it is reached."""

from __future__ import annotations

from collections.abc import Generator

import falcon
import pytest

from syncproof.fakes.trello.routes import application
from syncproof.fakes.trello.service import Service

from .differences import is_unwanted
from .watch import Watch

_CURE = (
    "Correct the fake; or, where Trello is known to do so,"
    " list it with its source in tests/fakes/trello/spec/differences.py."
)

_WATCH = Watch(is_unwanted)


def pytest_configure(config: pytest.Config) -> None:
    """Let every fake that is made from here on be watched."""

    def watched(service: Service) -> falcon.App[falcon.Request, falcon.Response]:
        app = application(service)
        app.add_middleware(_WATCH)
        return app

    patch = pytest.MonkeyPatch()
    patch.setattr("syncproof.fakes.trello.fake.application", watched)
    config.add_cleanup(patch.undo)


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
    """Fail with all that was met, once each."""
    met = dict.fromkeys(map(str, _WATCH.met))
    _WATCH.met.clear()
    if met:
        pytest.fail("\n".join(("The fake Trello answers what is not published.", *met, _CURE)), pytrace=False)


@pytest.fixture(scope="session")
def the_watch() -> Watch:
    """Let a test show it answers that were given in another process."""
    return _WATCH
