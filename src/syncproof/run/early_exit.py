"""The early exit of a pytest process: whoever ends the process with success before the scenarios are judged, fails it.

A `conftest.py` that calls `os._exit(0)` would end a run without a verdict, and the exit code would not say so.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Generator
from typing import NoReturn

import pytest

from syncproof.sut.options import PREFIX

_BROKE = 4
"""How `syncproof run` ends where it could not judge everything."""
_SAID = "syncproof: the process ends before its scenarios are judged: they have no verdict\n"


class EarlyExit:
    """Fails the process of a run that somebody ends with success before the run `has_ended`."""

    KEY = pytest.StashKey["EarlyExit"]()

    @classmethod
    def of(cls, config: pytest.Config, *, must_play: bool = True) -> EarlyExit:
        """Return the watch over the process of a run, which begins with the first call.

        Where no call says that the run must play scenarios, the run may leave all features aside.
        """
        if cls.KEY not in config.stash:
            is_ours = any(str(each).startswith(f"{PREFIX}stop-file=") for each in config.invocation_params.args)
            code = _BROKE if is_ours else pytest.ExitCode.TESTS_FAILED
            found = config.stash[cls.KEY] = cls(config, code)
            config.add_cleanup(found.end)
        config.stash[cls.KEY].must_play |= must_play
        return config.stash[cls.KEY]

    def __init__(self, config: pytest.Config, code: int) -> None:
        self._config = config
        self._code = code
        self.must_play = False
        """Whether the run has to play scenarios; else it may have collected none in the end."""
        self._is_waiting = True
        """Whether there are scenarios to be judged, as far as is known."""
        self._process = os.getpid()
        self._exit = os._exit
        self._status: int | None = None
        self._session: pytest.Session | None = None
        os._exit = self._exit_now  # the one way past everything else

    def has_ended(self, status: int) -> None:
        """Let the process end with the status of its run, or with a worse one."""
        self._status = status

    @pytest.hookimpl(wrapper=True, tryfirst=True)
    def pytest_cmdline_main(self) -> Generator[None, object, object]:
        """Keep the status of the run, whatever others make of it in the end."""
        status = yield
        return self._status if self._status and status == pytest.ExitCode.OK else status

    @pytest.hookimpl(tryfirst=True)
    def pytest_sessionstart(self, session: pytest.Session) -> None:
        """Take the session, which has the exit status of the run."""
        self._session = session

    @pytest.hookimpl(trylast=True)
    def pytest_collection_finish(self) -> None:
        """Let a run go that need not play a scenario, and has collected none."""
        self._is_waiting = self.must_play

    def end(self) -> None:
        """Watch no longer. Fails a run that somebody ends with success before a feature is collected."""
        os._exit = self._exit
        if self._status is not None or not self._is_waiting:
            return
        ending = sys.exc_info()[1]  # of a `conftest.py` that is being loaded
        if isinstance(ending, SystemExit) and not ending.code:
            self._fail(self._code)
        leaves_out = any(self._config.getoption(name, None) for name in ("ignore", "ignore_glob"))
        if self._session and self._session.exitstatus == pytest.ExitCode.OK and not leaves_out:
            self._session.exitstatus = self._code
            self._say()

    def _exit_now(self, status: int) -> NoReturn:
        is_early = status == 0 and self._status != 0 and self._is_waiting
        if is_early and os.getpid() == self._process:  # a child has its own end
            self._fail(self._status or self._code)
        self._exit(status)

    def _fail(self, code: int) -> NoReturn:
        self._say()
        self._exit(code)

    def _say(self) -> None:
        if capture := self._config.pluginmanager.get_plugin("capturemanager"):
            capture.suspend(in_=True)  # else nobody would read it
        os.write(2, _SAID.encode())
