"""A failure: whole in the summary, and wrapped to a width where people read it."""

from __future__ import annotations

from collections.abc import Sequence

import pytest

from syncproof.errors import PromiseBroken
from syncproof.ledger import By, Event, Ledger, Ref
from syncproof.report.failure import Failure, fields, with_repetition, wrapped
from syncproof.stories.rules import RULES
from syncproof.sut import Sut

LONG = " ".join(f"word{number}" for number in range(60))
SECTION = "custompms-trello/task-to-cards"
STORY = "every.created: A new task"
LAST = "the-last-word"


def failure(
    *,
    words: tuple[str, ...] = (),
    broken: str = LONG,
    sut: Sut | None = None,
    story: tuple[str, ...] = ("Given one", "When two\nor three", "Then four"),
    events: Sequence[Event] = (),
    refusals: Sequence[Event] = (),
    struck: Sequence[Event] = (),
) -> str:
    """Return the text of a failure that says more than a narrow screen shows."""
    return Failure(
        title="A new task",
        headline="fails",
        where="custompms-trello/task-to-cards.feature:12",
        rule=RULES["every.created"],
        sentence=f"{LONG} {LAST}",
        story=story,
        broken=PromiseBroken(broken, expected="one", saw="two"),
        events=tuple(events),
        refusals=tuple(refusals),
        struck=tuple(struck),
        seed=7,
        sut=sut or Sut(),
        words=words,
        again=("--features", "our qa"),
    ).text()


def test_the_text_has_a_whole_line_for_each_thing_that_there_is_to_say() -> None:
    assert failure().splitlines() == [
        "task-to-cards every.created fails: A new task",
        "  custompms-trello/task-to-cards.feature:12",
        f"  sentence  {LONG} {LAST}",
        "  story     Given one",
        "            When two or three",
        "            Then four   <- here",
        f"  broken    {LONG}",
        "  expected  one",
        "  saw       two",
        f"  again     syncproof run --features 'our qa' --section {SECTION} --only '{STORY}' --seed 7",
    ]


@pytest.mark.parametrize(("width", "cut"), [(40, True), (80, True), (200, False), (400, False)])
def test_a_field_is_cut_where_three_lines_do_not_hold_it(*, width: int, cut: bool) -> None:
    lines = wrapped(failure(), width).splitlines()

    *others, again = lines
    assert max(len(line) for line in others if ".feature:" not in line) <= width
    assert (LAST not in "".join(others)) is cut
    assert [line for line in others if line.startswith("  broken    word0 word1")]
    assert again == failure().splitlines()[-1]


def test_what_the_sync_printed_gives_way_to_a_screen_and_its_hints_do_not() -> None:
    printed = tuple(f"| line {number}" for number in range(30))

    lines = wrapped(failure(words=(*printed, "a hint"))).splitlines()

    assert len(lines) == 24
    assert lines[-3:-1] == ["            | line 29", "            a hint"]
    (first,) = [line for line in lines if line.startswith("  sync      | line ")]
    assert lines.index(first) == 24 - 2 - (30 - int(first.split()[-1]))


LAST_VALUE = "the value that decides"
TASK = Ref("Custompms", "Task", "1")


def test_what_is_broken_is_never_cut() -> None:
    shown = " ".join(wrapped(failure(broken=f"{LONG} {LAST}"), 80).split())

    assert f"word59 {LAST}" in shown


def test_of_a_change_the_property_that_failed_comes_first_and_whole() -> None:
    ledger = Ledger()
    others = {f"property{number}": "x" * 25 for number in range(5)}
    ledger.created(0, By.SUT, TASK, {"title": "Dig", **others, "notes": "before"})
    ledger.updated(0, By.SUT, TASK, dict.fromkeys(others, ""), {**others, "notes": LAST_VALUE})

    text = failure(broken="wrong notes", events=ledger[:])

    made, changed = (line.split(": ", 2)[2] for line in text.splitlines() if ":00:00" in line)

    assert made.startswith('title "Dig", notes "before", property0')
    assert changed.startswith(f'notes null → "{LAST_VALUE}", property0')
    assert LAST_VALUE in " ".join(wrapped(text, 80).split())


def test_the_request_that_trouble_met_stands_among_the_ledger_lines_and_not_among_the_refusals() -> None:
    ledger = Ledger()
    ledger.created(0, By.USER, TASK, {"title": "Dig"})
    ledger.call(0, By.SUT, "Custompms", "PUT", "/api/tasks/1", 404, "not-found")
    ledger.call(0, By.SUT, "Custompms", "PUT", "/api/tasks/1", 409)
    ledger.updated(0, By.USER, TASK, {"title": "Dig"}, {"title": "Dug"})

    shown = dict(fields(failure(events=[ledger[0], ledger[3]], refusals=ledger[1:3], struck=ledger[1:2])))

    assert [line.split()[0] for line in shown["ledger"]] == ["0", "1", "3"]
    assert "answered 404 (not-found)" in shown["ledger"][1]
    assert [line.split()[0] for line in shown["refused"]] == ["2"]


def test_each_refusal_is_shown_once_with_its_reason() -> None:
    ledger = Ledger()
    for _ in range(5):
        ledger.call(0, By.SUT, "Custompms", "PUT", "/api/tasks/1", 400, reason=f"title {'is too long ' * 14}{LAST}")
    ledger.call(0, By.SUT, "Custompms", "PUT", "/api/tasks/1", 0)

    shown = " ".join(wrapped(failure(refusals=ledger[:]), 80).split())

    assert shown.count("answered 400") == 1
    assert f"{LAST} (4 times before) 5 00:00:00: the sync: PUT /api/tasks/1 to Custompms, answered never" in shown


def test_a_refusal_that_came_twice_came_once_before_and_another_is_one() -> None:
    ledger = Ledger()
    for status in (500, 501, 502, 503, 504, 504):
        ledger.call(0, By.SUT, "Custompms", "GET", "/api/tasks/1", status)

    shown = [line for line in failure(refusals=ledger[:]).splitlines() if "answered" in line]

    assert shown[0].endswith("answered 501; 1 other before")
    assert shown[-1].endswith("answered 504 (once before)")


def test_of_many_refusals_the_others_are_counted() -> None:
    ledger = Ledger()
    for number in range(7):
        ledger.call(0, By.SUT, "Custompms", "GET", "/api/tasks/1", 500 + number)

    first = next(line for line in failure(refusals=ledger[:]).splitlines() if line.startswith("  refused"))

    assert first.endswith("answered 503; 3 others before")


def test_where_a_failure_is_longer_than_a_screen_sentence_and_story_give_way_and_no_refusal_does() -> None:
    ledger = Ledger()
    ledger.call(0, By.SUT, "Custompms", "PUT", "/api/tasks/1", 400, reason="refused")
    story = tuple(f"And step {number}" for number in range(40))

    lines = wrapped(failure(story=story, refusals=ledger[:], words=("| one", "| two", "| three"))).splitlines()

    assert len(lines) == 24
    assert next(line for line in lines if line.startswith("  sentence")).endswith(" …")
    assert "  story     …" in lines
    assert "            And step 39   <- here" in lines
    assert [line.split()[-1] for line in lines[-4:-1]] == ["refused", "two", "three"]


def test_texts_that_are_no_fields_and_several_failures_stay_what_they_are() -> None:
    text = "It broke.\n  a file:1\n  saw  2\n\nIt broke again."

    assert wrapped(text) == text


def test_how_often_a_story_failed_stands_before_the_command() -> None:
    *_, repeated, again = with_repetition(failure(), LONG, repeat=3).splitlines()

    assert repeated == f"  repeated  {LONG}"
    assert again.endswith(" --seed 7 --repeat 3")


def test_the_sync_is_named_without_its_secrets(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SHOP_TOKEN", "hunter2hunter2")

    again = failure(sut=Sut(command="node sync.js hunter2hunter2 --key=abc")).splitlines()[-1]

    assert again.endswith(" --seed 7 --sut 'node sync.js … --key=…'")
