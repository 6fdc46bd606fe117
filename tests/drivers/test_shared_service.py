"""A service that two runs share: each would reset what the other has prepared."""

from __future__ import annotations

import textwrap

import pytest

from tests.drivers.conftest import Judge, Running

IDENTIFIED = """
    class Shared(Service):
        status = {"schema": "syncproof-sut/1", "offers": ["reset", "pass"], "reports": [], "run": ""}
        def reset(self, body):
            self.status["run"] = OTHER or body["run"]
            return 200, {}
    setattr(Shared, "pass", lambda self, body: (200, {"complete": True}))
    serve(Shared)
"""


def test_a_run_whose_service_another_run_has_reset_says_so_and_ends(judge: Judge, running: Running) -> None:
    url = running(f"OTHER = 'another-host-17'\n{textwrap.dedent(IDENTIFIED)}")

    judged = judge("--sut-url", url, only="every.exactly-once")

    assert judged.code == 4
    assert "somebody else reset this service: another run, another-host-17, uses http://127.0.0.1:" in judged.err
    assert "do       end the other run, or start a service for each run" in judged.err
    assert "asked nothing" not in judged.everything


def test_a_run_that_alone_resets_a_service_is_not_stopped(judge: Judge, running: Running) -> None:
    url = running(f"OTHER = ''\n{textwrap.dedent(IDENTIFIED)}")

    judged = judge("--sut-url", url, only="every.exactly-once")

    assert judged.code == 1
    assert "somebody else" not in judged.everything


TAKEN = """
    class Taken(Service):
        status = {"schema": "syncproof-sut/1", "offers": ["reset", "pass", "kill"], "reports": [], "run": ""}
        def reset(self, body):
            self.status["run"] = body["run"]
            return 200, {}
        def kill(self, body):
            raise AssertionError("the pass of another run is killed")
    def a_pass(self, body):
        self.status["run"] = "another-host-17"
        FAILS
    setattr(Taken, "pass", a_pass)
    serve(Taken)
"""


@pytest.mark.parametrize(
    "fails", ["raise ConnectionError('the systems of before are gone')", "threading.Event().wait()"]
)
def test_a_pass_that_fails_because_another_run_has_reset_the_service_ends_the_run(
    judge: Judge, running: Running, fails: str
) -> None:
    # No pass is ever answered, so it does not matter how quick the machine is.
    url = running(f"import threading\n{textwrap.dedent(TAKEN).replace('FAILS', fails)}")

    judged = judge("--sut-url", url, "--pass-timeout", "1", only="every.exactly-once")

    assert judged.code == 4
    assert "somebody else reset this service: another run, another-host-17, uses http://127.0.0.1:" in judged.err
    assert "Failures" not in judged.out
