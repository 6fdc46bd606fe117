"""One run that has everything in it that a report must tell apart."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import pytest

from syncproof.checklist import Checklist, End, Row, Section, Sentence
from syncproof.report.capabilities import rows
from syncproof.report.summary import summary
from syncproof.stories.choice import Key, Owed, Requested
from syncproof.verdict import Lack, Outcome, Verdict
from syncproof.verdict.baseline import BaselineGate, KnownFailure, StaleEntry, Staleness

if TYPE_CHECKING:
    from collections.abc import Sequence

    from syncproof.report.provenance_rows import RunRow
    from syncproof.report.rows import CapabilityRow, Summary

TASK, CARDS, CUSTOMER = End("Custompms", "Task"), End("Trello", "Cards"), End("Custompms", "Customer")
ORGANIZATIONS = End("Trello", "Organizations")
EVERY = Sentence("every", "Every Custompms Task will be synchronized with a Trello Cards.", 14)
IN_SYNC = Sentence(
    "in-sync",
    "Once a link between a Custompms Task and a Trello Cards is established, it will keep in sync "
    "between the two systems, regardless of where it is edited.",
    16,
)
PROPERTIES = Sentence("properties", "The following properties are synchronized:", 18)
STORIES = {
    ("task-to-cards", "every"): {"every.created": 1, "every.exactly-once": 2},
    ("task-to-cards", "in-sync"): {"in-sync.forward": 1, "in-sync.quiet": 1},
    ("task-to-cards", "properties"): {"properties.row": 1},
    ("customer-to-organizations", "properties"): {"properties.row": 1},
}
"""The number of stories of each rule, by section and kind of sentence."""


RUN: RunRow = {
    "version": "1.2.3",
    "started": "2026-03-01T08:00:00Z",
    "seed": 7,
    "selection": {"sections": ["task to"], "levels": ["required", "implied"], "only": []},
    "sut": {"kind": "daemon", "name": "node sync.mjs --token …", "options": ["--pass-timeout", "60"]},
    "capabilities": ["member-profile-write", "unlimited-plan"],
    "python": "CPython 3.11.9",
    "platform": "Linux-6.1-x86_64",
    "documents": [{"id": "custompms-trello", "file": "some.rst", "sha256": "0123456789abcdef" * 4}],
    "features": "fedcba9876543210" * 4,
    "baseline": {"id": "baseline", "file": "known.toml", "sha256": "00112233445566778899aabbccddeeff" * 2},
}


def judged(
    checklists: Sequence[Checklist],
    requested: Requested,
    outcomes: Sequence[Outcome],
    gate: BaselineGate | None = None,
    capabilities: Sequence[CapabilityRow] = (),
    *,
    require_complete: bool = False,
) -> Summary:
    """Return the summary of a run whose features have `STORIES`."""
    extent = {
        Key(checklist.slug, section.slug, sentence.kind): STORIES[section.slug, sentence.kind]
        for checklist in checklists
        for section in checklist.sections
        for sentence in section.sentences
    }
    return summary(
        checklists, requested, outcomes, gate, capabilities, run=RUN, extent=extent, require_complete=require_complete
    )


@pytest.fixture
def checklist() -> Checklist:
    """Return two sections: the first relies on the property agreement, the second has no row at all."""
    return Checklist(
        "Custompms to Trello Dataflow",
        "Custompms",
        "Trello",
        "2026-01-31 12:00:00",
        (
            Section(
                "Custompms Task to Trello Cards",
                TASK,
                CARDS,
                (EVERY, IN_SYNC, PROPERTIES),
                (Row("title", "name", "string", "agreement"), Row("notes", "desc", "string", "agreement")),
                12,
            ),
            Section("Custompms Customer to Trello Organizations", CUSTOMER, ORGANIZATIONS, (PROPERTIES,), (), 30),
        ),
        "some.rst",
    )


@pytest.fixture
def requested() -> Requested:
    """Ask for all of it."""
    task = ("custompms-trello", "task-to-cards")
    return {
        Key(*task, "every"): Owed(
            ("every.created", "every.exactly-once"), ("features/custompms-trello/task-to-cards.feature:5",)
        ),
        Key(*task, "in-sync"): Owed(
            ("in-sync.forward", "in-sync.quiet"), ("features/custompms-trello/task-to-cards.feature:20",)
        ),
        Key(*task, "properties"): Owed(("properties.row",), ("features/custompms-trello/task-to-cards.feature:40",)),
        Key("custompms-trello", "customer-to-organizations", "properties"): Owed(
            ("properties.row",), ("features/custompms-trello/customer-to-organizations.feature:5",)
        ),
    }


CREATED = Outcome(
    document="custompms-trello",
    section="task-to-cards",
    sentence="every",
    rule="every.created",
    name="A new task",
    file="features/custompms-trello/task-to-cards.feature",
    line=8,
    verdict=Verdict.PASS,
    seconds=0.25,
    evidence=("Digging is in Trello, once",),
)


@pytest.fixture
def outcomes() -> tuple[Outcome, ...]:
    """Return a pass, two fails, one inconclusive, a pass without any row, nothing of `in-sync.quiet`."""
    return (
        CREATED,
        replace(
            CREATED,
            rule="every.exactly-once",
            name="Again and again",
            line=12,
            verdict=Verdict.FAIL,
            failure="task-to-cards every.exactly-once fails: Again and again\n  saw  2 cards, \x1b\ud800 → 1",
            message="Digging is not exactly one record in Trello Cards; expected one; saw 2 cards, \x1b\ud800 → 1",
            fingerprint=("Digging is not exactly one record in Trello Cards",),
        ),
        replace(
            CREATED,
            rule="every.exactly-once",
            name="Restarted",
            line=16,
            verdict=Verdict.FAIL,
            failure="known",
            message="law rest: the sync never came to rest",
            fingerprint=("law rest",),
        ),
        replace(
            CREATED,
            sentence="in-sync",
            rule="in-sync.forward",
            name="title changed",
            line=22,
            verdict=Verdict.INCONCLUSIVE,
            fingerprint=("not offered: a restart",),
        ),
        replace(CREATED, sentence="properties", rule="properties.row", name="title", line=42),
        replace(
            CREATED,
            section="customer-to-organizations",
            sentence="properties",
            rule="properties.row",
            name="name",
            file="features/custompms-trello/customer-to-organizations.feature",
        ),
    )


@pytest.fixture
def whole(checklist: Checklist, requested: Requested, outcomes: tuple[Outcome, ...]) -> Summary:
    """Return the summary without a baseline."""
    return judged([checklist], requested, outcomes)


@pytest.fixture
def as_is(checklist: Checklist, requested: Requested, outcomes: tuple[Outcome, ...]) -> Summary:
    """Return the summary of a run without capabilities: one failure is for want of two of them, one is not."""
    wants = (
        Lack("member-profile-write", "Trello", "Cards", "name"),
        Lack("member-profile-write", "Trello", "Cards", "email"),
        Lack("unlimited-plan", "Trello", "Cards", ""),
    )
    failed = replace(outcomes[1], blocked_by=wants)
    lacking = frozenset({"member-profile-write", "unlimited-plan"})
    return judged([checklist], requested, [outcomes[0], failed, *outcomes[2:]], None, rows(lacking))


@pytest.fixture
def gated(checklist: Checklist, requested: Requested, outcomes: tuple[Outcome, ...]) -> Summary:
    """Return the summary with a baseline that excuses one failure and lists one that is gone."""
    stale = KnownFailure("custompms-trello/task-to-cards", "every.created", "A new task", "once", "known.toml:7")
    known = replace(stale, rule="every.exactly-once", scenario="Restarted", reason="until 2.0", where="known.toml:1")
    return judged(
        [checklist],
        requested,
        outcomes,
        BaselineGate({outcomes[2]: known}, (StaleEntry(stale, Staleness.PASSES),)),
    )
