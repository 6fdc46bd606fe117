"""The trace of a story: what happened in it, kept as text, without secrets, and made values again."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pytest
from hypothesis import given

from syncproof.ledger import By, Ledger, Ref
from syncproof.report.run_events import judged
from syncproof.report.trace import Trace, TracedStep, Traces, as_text, is_trace, trace_of
from syncproof.verdict import Verdict
from tests.any_text import any_text
from tests.report.conftest import CREATED

if TYPE_CHECKING:
    from collections.abc import Callable

ADA, ADAS_MEMBER = Ref("Customerp", "Contact", "1"), Ref("Trello", "Members", "2", "9")
SECRET = "s3cr3t-t0k3n"  # noqa: S105 - to be looked for


def story(text: str = "Ada") -> Trace:
    """Return a trace with each kind of line in it, and a text wherever there can be one."""
    ledger = Ledger()
    ledger.created(1_000, By.USER, ADA, {"name": text, "age": 7, "active": True, "boss": None})
    ledger.marked(2_000, "pass begins")
    ledger.call(2_000, By.SUT, "Trello", "PUT", f"/1/members/{text}", 0)
    ledger.created(2_000, By.SUT, ADAS_MEMBER, {"fullName": text})
    ledger.updated(2_500, By.SUT, ADAS_MEMBER, {"fullName": text}, {"fullName": f"{text}!"})
    ledger.refused(2_500, By.SUT, ADAS_MEMBER, "bio", text, f"no {text} please")
    ledger.lacked(2_500, By.SUT, ADAS_MEMBER, "email", "member-email-visible")
    ledger.reported(2_600, ADA, "bio", f"refused {text}")
    ledger.deleted(2_700, By.USER, ADA)
    return Trace(
        (TracedStep(f"When {text} is added", 0), TracedStep("Then all is well", 9)),
        ((ADA, ADAS_MEMBER),),
        tuple(ledger),
    )


@given(any_text(max_size=60))
def test_a_trace_is_the_same_after_it_was_a_text(text: str) -> None:
    assert trace_of(as_text(story(text), str)) == story(text)


def test_a_long_value_is_cut_and_nothing_else_is() -> None:
    trace = trace_of(as_text(story("x" * 100), str))

    assert trace.ledger[0].values["name"] == f"{'x' * 79}… (100 characters)"  # type: ignore[union-attr]
    assert trace.steps[0].text == f"When {'x' * 100} is added"
    assert is_trace(as_text(story("x" * 100), str))


@given(any_text(max_size=40), any_text(max_size=40))
def test_no_secret_is_in_a_trace_wherever_it_stood(before: str, after: str) -> None:
    text = as_text(story(f"{before}{SECRET}{after}"), lambda text: text.replace(SECRET, "…"))

    assert SECRET not in text
    assert SECRET not in str(json.loads(text))


@pytest.mark.parametrize(
    "spoil",
    [
        lambda held: held.pop("steps"),
        lambda held: held["steps"].append(["a step without its line"]),
        lambda held: held["steps"].append([1, 2]),
        lambda held: held["pairs"].append([["Customerp"], ["Trello"]]),
        lambda held: held["pairs"].append([["Customerp", "Contact", 1], ["Trello", "Members", "2"]]),
        lambda held: held["ledger"].append(["vanished", 1, "user"]),
        lambda held: held["ledger"].append(["marked", 1, "nobody", "at rest"]),
        lambda held: held["ledger"].append(["marked", "soon", "harness", "at rest"]),
        lambda held: held["ledger"].append(["call", 1, "sut", "Trello", "GET", "/1", "200"]),
        lambda held: held["ledger"].append(["created", 1, "user", ["Customerp", "Contact", "1"], []]),
        lambda held: held["ledger"].append(["deleted", 1, "user", ["Customerp", "Contact", "1"], "twice"]),
    ],
)
def test_what_is_no_trace_is_noticed(spoil: Callable[[dict[str, list[object]]], object]) -> None:
    held = json.loads(as_text(story(), str))
    assert is_trace(json.dumps(held))

    spoil(held)

    assert not is_trace(json.dumps(held))


def test_of_several_plays_the_first_of_the_worst_verdict_is_kept() -> None:
    key = (CREATED.document, CREATED.section, CREATED.name)
    plays = [("Ada", Verdict.PASS), ("Grace", Verdict.FAIL), ("Edsger", Verdict.FAIL), ("Linus", Verdict.PASS)]
    traces = Traces()

    assert traces.of(*key) is None
    for index, (name, verdict) in enumerate(plays):
        event = judged(CREATED, seed=0, play=index)
        traces.take({**event, "verdict": verdict.value, "trace": as_text(story(name), str)})

    assert traces.of(*key) == story("Grace")
