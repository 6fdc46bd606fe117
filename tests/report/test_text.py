"""The report as text: 80 columns, words before colours, and what rests on an agreement says so."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING

import pytest

from syncproof.report import levels
from syncproof.report.junit import xml
from syncproof.report.summary import sentences
from syncproof.report.text import lines
from syncproof.stories.choice import Key, Requested
from syncproof.stories.rules import RULES
from syncproof.verdict import Outcome, Verdict
from syncproof.verdict.baseline import BaselineGate, KnownFailure
from tests.report.conftest import STORIES, judged

if TYPE_CHECKING:
    from syncproof.checklist import Checklist
    from syncproof.report.rows import Summary

TOLD = """\
Custompms to Trello Dataflow (generated 2026-01-31 12:00:00)
  5 of 6 rules played

  Custompms Task to Trello Cards
  4 of 5 rules played
    fail          Every Custompms Task will be synchronized with a Trello Cards.
                  2 rules, 3 scenarios, 2 fail
                  features/custompms-trello/task-to-cards.feature:5
    inconclusive  Once a link between a Custompms Task and a Trello Cards is
                  established, it will keep in sync between the two systems,
                  regardless of where it is edited.
                  no scenario ran of in-sync.quiet
                  1 of 2 rules, 1 scenario, 1 inconclusive
                  features/custompms-trello/task-to-cards.feature:20
    pass          The following properties are synchronized:
                  2 rows from the property agreement, none from the document
                  1 rule, 1 scenario
                  features/custompms-trello/task-to-cards.feature:40

  Custompms Customer to Trello Organizations
    none          The following properties are synchronized:
                  0 rows in the document
                  the document's table is empty, and the property agreement has
                  no row
                  1 rule, 1 scenario
                  features/custompms-trello/customer-to-organizations.feature:5

Failures

task-to-cards every.exactly-once fails: Again and again
  saw  2 cards, \\x1b\ud800 → 1

known

task-to-cards in-sync.forward inconclusive: title changed
  features/custompms-trello/task-to-cards.feature:22

sentences  4: 1 fail, 1 inconclusive, 1 pass, 1 none
rules      6 of 6: 1 fail, 1 inconclusive, 3 pass, 1 none
scenarios  6: 2 fail, 1 inconclusive, 3 pass; 1.5 s
required   4 of 4 rules; no story in these documents: every.backfilled
implied    1 of 2 rules; not tried: in-sync.quiet
robust     holds no rule yet: nothing was tried of this level
exit 1: something fails"""

NOBODY_IN_SHORT = """
task-to-cards every fail: 3 scenarios, 2 fail, 1 blocked only by a missing
  capability
  nobody can keep this on the real Trello:
  - title → name: only the members themselves can change their names, and nobody
    an email through the API (member-profile-write)
    seen by every.exactly-once
  - only a paid workspace has more than ten people or boards, or custom fields,
    or changes kinds of membership, or deactivates members (unlimited-plan)
    seen by every.exactly-once
"""
NOBODY = """
    fail          Every Custompms Task will be synchronized with a Trello Cards.
                  2 rules, 3 scenarios, 2 fail, 1 blocked only by a missing
                  capability
                  nobody can keep this on the real Trello:
                  - title → name: only the members themselves can change their
                    names, and nobody an email through the API
                    (member-profile-write)
                    seen by every.exactly-once
                  - only a paid workspace has more than ten people or boards, or
                    custom fields, or changes kinds of membership, or
                    deactivates members (unlimited-plan)
                    seen by every.exactly-once
                  features/custompms-trello/task-to-cards.feature:5
"""
NOTHING = """\
required   holds 4 rules, and none has a story: nothing was tried of this level
implied    holds 2 rules, and none has a story: nothing was tried of this level
robust     holds no rule yet: nothing was tried of this level
exit 3: something was not shown"""
PART = """\
Custompms to Trello Dataflow (generated 2026-01-31 12:00:00)
  1 of 6 rules played

  Custompms Task to Trello Cards
  1 of 5 rules played
    1 of 2 rules and 1 in part: pass
                  Every Custompms Task will be synchronized with a Trello Cards.
                  2 scenarios
                  features/custompms-trello/task-to-cards.feature:5

sentences  1: 1 in part
rules      2 of 6: 1 pass, 1 in part
scenarios  2: 2 pass; 0.5 s
"""
PLAYED = """
played     beyond the real Trello: member-email-visible, comment-write
played     as the real Trello, without: member-profile-write, unlimited-plan
exit 1: something fails"""


@pytest.fixture(autouse=True)
def known(monkeypatch: pytest.MonkeyPatch) -> None:
    """Know the rules that the stories are about, and one that has no story: the report names such rules."""
    ids = {"every.backfilled", *(rule for stories in STORIES.values() for rule in stories)}
    monkeypatch.setattr(levels, "RULES", {rule: each for rule, each in RULES.items() if rule in ids})


def test_the_report_reads_like_this(whole: Summary) -> None:
    assert "\n".join(lines(whole)) == TOLD


def test_what_was_played_in_part_says_of_how_much(
    checklist: Checklist, requested: Requested, outcomes: tuple[Outcome, ...]
) -> None:
    key = Key("custompms-trello", "task-to-cards", "every")
    passes = [outcomes[0], replace(outcomes[1], verdict=Verdict.PASS, failure="")]

    told = "\n".join(lines(judged([checklist], {key: requested[key]}, passes)))

    assert told.startswith(PART)
    assert told.endswith("\nexit 0: the 2 scenarios chosen pass; 5 rules were not played as a whole")


def test_a_line_is_at_most_80_wide(whole: Summary) -> None:
    assert max(len(line) for text in lines(whole) for line in text.splitlines()) <= 80


@pytest.mark.parametrize("width", [40, 60, 80, 120])
def test_a_sentence_loses_nothing_on_a_narrow_terminal(whole: Summary, width: int) -> None:
    shown = " ".join(" ".join(lines(whole, width=width)).split())

    for sentence in sentences(whole["documents"]):
        assert sentence["text"] in shown


@pytest.mark.parametrize("width", [80, 120])
def test_a_reason_that_is_known_is_wrapped_and_stays_whole(gated: Summary, width: int) -> None:
    reason = " ".join(["because"] * 40)
    for sentence in sentences(gated["documents"]):
        for scenario in (each for rule in sentence["rules"] for each in rule["scenarios"] if "known" in each):
            scenario["known"] = reason

    rows = [row for text in lines(gated, width=width) for row in text.splitlines()]

    assert reason in " ".join(" ".join(rows).split())
    assert max(map(len, rows)) <= width


def test_colour_only_repeats_what_the_words_say(whole: Summary) -> None:
    coloured = "\n".join(lines(whole, colour=True))

    assert "\x1b[31mfail          \x1b[0mEvery" in coloured
    for code in ("\x1b[31m", "\x1b[32m", "\x1b[33m", "\x1b[35m", "\x1b[0m"):
        coloured = coloured.replace(code, "")
    assert coloured == TOLD


def test_what_nobody_can_keep_is_told_at_its_sentence_and_what_was_off_at_the_end(as_is: Summary) -> None:
    told = "\n".join(lines(as_is))

    assert NOBODY in told
    assert "Again and again" not in told
    assert "\nFailures\n\nknown\n" in told
    assert told.endswith(PLAYED)
    assert max(map(len, told.splitlines())) <= 80


def test_without_trello_nothing_is_said_of_what_its_fake_can_do(as_is: Summary) -> None:
    for section in (each for document in as_is["documents"] for each in document["sections"]):
        section["source"] = section["target"] = {"system": "Acme", "datatype": "Task"}

    assert "the real Trello:" not in "\n".join(line for line in lines(as_is) if line.startswith("played"))


def test_quiet_says_what_nobody_can_keep_too(as_is: Summary) -> None:
    told = "\n".join(lines(as_is, detail="quiet"))

    assert told.endswith(f"{NOBODY_IN_SHORT}\nexit 1: something fails")
    assert NOBODY_IN_SHORT not in "\n".join(lines(as_is))


def test_with_a_baseline_the_report_says_what_is_known_and_what_has_to_go(gated: Summary) -> None:
    told = "\n".join(lines(gated))

    assert "task-to-cards every.exactly-once fail, known: Restarted\n  until 2.0\n" in told
    assert "scenarios  6: 2 fail, 1 inconclusive, 3 pass (1 known); 1.5 s\n" in told
    assert told.endswith("exit 1: something fails beyond the baseline; 1 entry passes now: remove it")
    assert (
        "Stale baseline entries\n"
        "\n"
        "known.toml:7: it passes now: custompms-trello/task-to-cards every.created\n"
        "  scenario 'A new task'\n"
        "  do       remove the entry\n"
    ) in told


def test_a_failure_takes_a_screen_at_most(
    checklist: Checklist, requested: Requested, outcomes: tuple[Outcome, ...]
) -> None:
    long = replace(outcomes[1], failure="\n".join(f"line {number}" for number in range(1, 101)))

    told = "\n".join(lines(judged([checklist], requested, [long])))

    assert "line 23\n  … and 77 lines more\n" in told
    assert "line 24" not in told


def test_a_long_failure_still_says_how_to_run_it_again(
    checklist: Checklist, requested: Requested, outcomes: tuple[Outcome, ...]
) -> None:
    rows = [
        *(f"line {number}" for number in range(1, 101)),
        "  repeated  fails in 1 of 2 plays",
        "  again     syncproof",
    ]
    long = replace(outcomes[1], failure="\n".join(rows))

    text = "\n".join(lines(judged([checklist], requested, [long])))

    assert "line 21\n  … and 79 lines more\n  repeated  fails in 1 of 2 plays\n  again     syncproof\n" in text


def test_a_document_without_sections_is_said_to_show_nothing(checklist: Checklist) -> None:
    told = "\n".join(lines(judged([replace(checklist, sections=())], {}, ())))

    assert "  none: the document has no section, so nothing was asserted" in told
    assert told.endswith("scenarios  0; 0.0 s\n" + NOTHING)


def test_a_known_failure_says_who_ends_it_and_until_when(
    checklist: Checklist, requested: Requested, outcomes: tuple[Outcome, ...]
) -> None:
    known = KnownFailure("", "", "", "until 2.0", "f:1", owner="Ada", expires=date(2026, 12, 31))
    whole = judged([checklist], requested, outcomes, BaselineGate({outcomes[2]: known}, ()))

    words = "until 2.0; owner Ada; expires 2026-12-31"
    assert f"task-to-cards every.exactly-once fail, known: Restarted\n  {words}\n" in "\n".join(lines(whole))
    assert f'message="{words}"' in xml(whole)


def test_a_failure_that_the_baseline_does_not_excuse_says_why(
    checklist: Checklist, requested: Requested, outcomes: tuple[Outcome, ...]
) -> None:
    why = "another failure than the known one: law no-echo; law agreement: name in Trello Members"
    whole = judged([checklist], requested, outcomes, BaselineGate({}, (), {outcomes[1]: why}))

    told = "\n".join(lines(whole))

    assert f" baseline {why} known " in " ".join(told.split())
    assert max(map(len, told.splitlines())) <= 80
    assert why in xml(whole)
