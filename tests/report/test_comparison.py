"""A baseline compared with the JSON of a run: nothing is called stale that the run did not play."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import pytest

from syncproof.report.comparison import compared
from syncproof.verdict import Verdict
from syncproof.verdict.baseline import BaselineGate, KnownFailure, StaleEntry, Staleness
from tests.report.conftest import judged

if TYPE_CHECKING:
    from syncproof.checklist import Checklist
    from syncproof.report.rows import Summary
    from syncproof.stories.choice import Requested
    from syncproof.verdict import Outcome

TASK = "custompms-trello/task-to-cards"
RESTARTED = KnownFailure(TASK, "every.exactly-once", "Restarted", "until 2.0", "f:1", fingerprint=("law rest",))
CREATED = KnownFailure(TASK, "every.created", "A new task", "until 2.0", "f:7")


def test_failures_are_new_the_same_or_changed_and_entries_that_pass_are_stale(whole: Summary) -> None:
    other = replace(
        RESTARTED, scenario="Again and again", fingerprint=("Digging is not exactly one record in Trello Cards",)
    )
    titled = KnownFailure(TASK, "in-sync.forward", "title changed", "", "", fingerprint=("not offered: a restart",))
    before = replace(RESTARTED, fingerprint=("law no-echo",))

    found = compared([before, CREATED, other], whole)

    assert (found.new, found.same, found.changed, found.stale, found.errors) == (
        (titled,),
        (other,),
        (RESTARTED,),
        (CREATED,),
        0,
    )


def test_what_could_not_be_judged_is_neither_new_nor_stale(
    checklist: Checklist, requested: Requested, outcomes: tuple[Outcome, ...]
) -> None:
    one = dict(list(requested.items())[:1])
    whole = judged([checklist], one, [outcomes[0], outcomes[1], replace(outcomes[2], verdict=Verdict.ERROR)])

    found = compared([RESTARTED], whole)

    assert (len(found.new), found.same, found.changed, found.stale, found.errors) == (1, (), (), (), 1)


@pytest.mark.parametrize(
    ("entry", "gone"),
    [
        (replace(CREATED, scenario="Another name"), True),
        (replace(CREATED, rule="in-sync.quiet", scenario="Another name"), False),
        (replace(CREATED, rule="every.one-way"), False),
        (replace(CREATED, section="custompms-trello/gone-to-cards"), False),
        (replace(CREATED, section="gone-trello/task-to-cards"), False),
    ],
)
def test_an_entry_is_gone_where_the_run_played_all_that_it_could_name(
    whole: Summary, entry: KnownFailure, *, gone: bool
) -> None:
    assert compared([entry], whole).stale == ((entry,) if gone else ())


@pytest.mark.parametrize("section", ["custompms-trello/gone-to-cards", "custompms-trello/task-to-cards"])
def test_a_section_or_a_rule_is_gone_where_the_whole_document_was_played(
    checklist: Checklist, requested: Requested, outcomes: tuple[Outcome, ...], section: str
) -> None:
    one = replace(checklist, sections=(replace(checklist.sections[0], sentences=checklist.sections[0].sentences[:1]),))
    whole = judged([one], dict(list(requested.items())[:1]), outcomes[:3])
    entry = replace(CREATED, section=section, rule="in-sync.forward")

    assert compared([entry], whole).stale == (entry,)


def test_an_entry_that_the_run_itself_found_gone_is_gone(
    checklist: Checklist, requested: Requested, outcomes: tuple[Outcome, ...]
) -> None:
    entry = replace(CREATED, section="gone-trello/task-to-cards")
    whole = judged([checklist], requested, outcomes, BaselineGate({}, (StaleEntry(entry, Staleness.GONE),)))

    assert compared([entry], whole).stale == (entry,)
