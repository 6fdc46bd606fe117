"""Ctrl-C, SIGTERM and SIGHUP: what was judged is kept; a second Ctrl-C ends the run at once."""

from __future__ import annotations

import os
import signal
import threading
from collections.abc import Callable, Iterator
from contextlib import suppress
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, NoReturn

import pytest

from syncproof import features
from syncproof.cli import main
from syncproof.errors import SutMissing
from syncproof.processes.signals import SIGNALS
from syncproof.report.exit_code import ExitCode
from syncproof.report.rows import Summary
from syncproof.report.run_events import BeganRow, RunEvent
from syncproof.run import beginning, session
from syncproof.run.interruption import Interruption, others_as_ctrl_c
from syncproof.run.plan import RunRequest, plan
from syncproof.run.play import play
from syncproof.run.provenance import provenance_of
from syncproof.run.session import Selection
from syncproof.stories.choice import Choice
from syncproof.verdict import Outcome
from tests.cli.conftest import passing

FOLDER = Path(next(iter(features.__path__)))
Progress = Callable[[Outcome], None]


@pytest.fixture(autouse=True)
def _hearing() -> Iterator[None]:
    """Hear the signals, whoever starts the tests; each is handled afterwards as before."""
    before = {each: signal.getsignal(each) for each in SIGNALS}
    for each in SIGNALS:  # whoever starts the tests may ignore one, as nohup does
        signal.signal(each, signal.SIG_DFL)
    signal.signal(signal.SIGINT, signal.default_int_handler)
    yield
    for each, handler in before.items():
        signal.signal(each, handler)


def press(*numbers: int) -> None:
    for number in numbers:
        os.kill(os.getpid(), number)


@pytest.mark.parametrize("number", SIGNALS)
def test_a_signal_raises_and_is_noted(number: int) -> None:
    interruption = Interruption()

    with interruption.listening(), pytest.raises(KeyboardInterrupt):
        press(number)

    assert (interruption.came, interruption.again) == (True, False)
    assert signal.getsignal(signal.SIGINT) is signal.default_int_handler


def test_a_second_sigterm_or_sighup_is_ignored_and_a_second_ctrl_c_raises_again() -> None:
    interruption = Interruption()

    with interruption.listening():
        with pytest.raises(KeyboardInterrupt):
            press(signal.SIGTERM)
        press(signal.SIGTERM, signal.SIGHUP)
        assert not interruption.again
        with pytest.raises(KeyboardInterrupt):
            press(signal.SIGINT)

    assert interruption.again


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGHUP])
def test_sigterm_and_sighup_are_ctrl_c_from_the_beginning_of_a_command(number: int) -> None:
    signal.signal(number, signal.SIG_DFL)

    with others_as_ctrl_c(), pytest.raises(KeyboardInterrupt):
        press(number)

    assert signal.getsignal(number) is signal.SIG_DFL


@pytest.mark.parametrize("handler", [signal.SIG_IGN, signal.default_int_handler])
def test_sigterm_stays_what_somebody_else_made_of_it(handler: signal.Handlers) -> None:
    signal.signal(signal.SIGTERM, handler)

    with others_as_ctrl_c():
        assert signal.getsignal(signal.SIGTERM) is handler


def test_a_run_that_is_ended_before_its_first_story_says_so(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    signal.signal(signal.SIGTERM, signal.SIG_DFL)
    monkeypatch.setattr("syncproof.run.plan.plan", lambda _: press(signal.SIGTERM))

    assert main(["run"]) == ExitCode.INTERRUPTED
    assert capsys.readouterr().err.strip() == "syncproof: interrupted, nothing was written"


def test_a_signal_waits_for_what_must_not_be_torn() -> None:
    interruption, done = Interruption(), []

    def work() -> None:
        with interruption.held():
            press(signal.SIGINT)
            done.append("all of it")

    with interruption.listening(), pytest.raises(KeyboardInterrupt):
        work()

    assert done == ["all of it"]


def test_a_signal_that_is_ignored_stays_so() -> None:
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    interruption = Interruption()

    with interruption.listening():
        press(signal.SIGINT)

    assert not interruption.came


def test_another_thread_leaves_the_signals_alone() -> None:
    seen: list[object] = []

    def look() -> None:
        with Interruption().listening():
            seen.append(signal.getsignal(signal.SIGINT))

    thread = threading.Thread(target=look)
    thread.start()
    thread.join()

    assert seen == [signal.default_int_handler]


def played(
    monkeypatch: pytest.MonkeyPatch,
    during: Callable[[list[Outcome], Progress], object],
    happened: Callable[[RunEvent], None] = lambda _: None,
) -> Summary:
    """Return the summary of a run in which, in place of all playing, something happens; its events are checked."""
    events: list[RunEvent] = []

    def hear(event: RunEvent) -> None:
        events.append(event)
        happened(event)

    def run(selection: Selection, *, progress: Progress, **_: object) -> list[Outcome]:
        outcomes = passing(selection)
        during(outcomes, progress)
        return outcomes

    monkeypatch.setattr(session, "run", run)
    planned = plan(RunRequest((), FOLDER, Choice(("contact-to-m",), (), ("every.whatever-it-holds",))))
    whole = play(
        planned,
        provenance_of(planned, datetime(2026, 3, 1, tzinfo=UTC)),
        progress=lambda _: None,
        expected=lambda _: None,
        happened=hear,
    )
    assert [each["event"] for each in events[:1] + events[-1:]] == ["began", "ended"]
    return whole


def names(whole: Summary) -> tuple[list[str], list[str]]:
    """Return the scenarios that were judged, and those that were not played."""
    [rule] = whole["documents"][0]["sections"][0]["sentences"][0]["rules"]
    return [each["name"] for each in rule["scenarios"]], [each["name"] for each in rule["unplayed"]]


def test_what_was_judged_before_an_interruption_is_kept(monkeypatch: pytest.MonkeyPatch) -> None:
    def interrupted(outcomes: list[Outcome], progress: Progress) -> None:
        progress(outcomes[0])
        press(signal.SIGTERM)

    whole = played(monkeypatch, interrupted)

    assert whole["run"]["ended"] == "interrupted"
    assert [len(each) for each in names(whole)] == [1, 2]


def test_what_ends_after_an_interruption_is_not_judged(monkeypatch: pytest.MonkeyPatch) -> None:
    def swallowed(outcomes: list[Outcome], progress: Progress) -> None:
        progress(outcomes[0])
        with suppress(KeyboardInterrupt):  # as a step does that takes every exception for its own
            press(signal.SIGINT)
        progress(outcomes[1])

    whole = played(monkeypatch, swallowed)

    assert whole["run"]["ended"] == "interrupted"
    assert [len(each) for each in names(whole)] == [1, 2]


def test_what_breaks_because_of_an_interruption_does_not_count(monkeypatch: pytest.MonkeyPatch) -> None:
    def torn(outcomes: list[Outcome], progress: Progress) -> NoReturn:
        progress(outcomes[0])
        with suppress(KeyboardInterrupt):
            press(signal.SIGINT)
        raise SutMissing("the sync heard Ctrl-C too")

    assert [len(each) for each in names(played(monkeypatch, torn))] == [1, 2]


def test_what_breaks_without_an_interruption_does(monkeypatch: pytest.MonkeyPatch) -> None:
    def torn(*_: object) -> NoReturn:
        raise SutMissing("the sync is not there")

    with pytest.raises(SutMissing):
        played(monkeypatch, torn)


def test_a_second_ctrl_c_ends_the_run_without_a_summary(monkeypatch: pytest.MonkeyPatch) -> None:
    def impatient(outcomes: list[Outcome], progress: Progress) -> None:
        progress(outcomes[0])
        try:
            press(signal.SIGINT)
        finally:
            press(signal.SIGINT)

    with pytest.raises(KeyboardInterrupt):
        played(monkeypatch, impatient)


def test_what_was_judged_before_a_worker_is_interrupted_is_kept(monkeypatch: pytest.MonkeyPatch) -> None:
    def stopped(outcomes: list[Outcome], progress: Progress) -> NoReturn:
        progress(outcomes[0])
        raise KeyboardInterrupt  # as `session.run` does where pytest says so; no signal came to this process

    whole = played(monkeypatch, stopped)

    assert whole["run"]["ended"] == "interrupted"
    assert [len(each) for each in names(whole)] == [1, 2]


def test_a_signal_after_the_last_story_leaves_the_run_complete(monkeypatch: pytest.MonkeyPatch) -> None:
    def late(event: RunEvent) -> None:
        if event["event"] == "ended":
            press(signal.SIGINT)

    def all_of_it(outcomes: list[Outcome], progress: Progress) -> None:
        for outcome in outcomes:
            progress(outcome)

    whole = played(monkeypatch, all_of_it, late)

    assert whole["run"]["ended"] == "complete"
    assert [len(each) for each in names(whole)] == [3, 0]


def test_a_signal_while_the_first_event_is_made_leaves_a_whole_run_of_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    began = beginning.began

    def interrupted(*words: Any) -> BeganRow:  # noqa: ANN401 - whatever the beginning is made of
        press(signal.SIGTERM)
        return began(*words)

    monkeypatch.setattr(beginning, "began", interrupted)

    whole = played(monkeypatch, lambda *_: None)

    assert whole["run"]["ended"] == "interrupted"
    assert [len(each) for each in names(whole)] == [0, 3]
