"""The baseline: a file of known failures, each with its reason. Only what is worse than the file fails."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from syncproof.errors import BadInput
from syncproof.inputs import Table, read
from syncproof.stories.rules import RULES
from syncproof.verdict import Verdict

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence
    from pathlib import Path

    from syncproof.verdict import Outcome


@dataclass(frozen=True, slots=True)
class KnownFailure:
    """A known failure of a scenario; `section` is `<document>/<section>`, `where` the entry's `file:line`."""

    section: str
    rule: str
    scenario: str
    reason: str
    where: str


@dataclass(frozen=True, slots=True)
class StaleEntry:
    """An entry that has to be removed from the file, and the reason."""

    known: KnownFailure
    why: str


@dataclass(frozen=True, slots=True)
class BaselineGate:
    """The result of a baseline: the outcomes that the baseline excuses, with the reasons, and its stale entries."""

    excused: Mapping[Outcome, str]
    stale: tuple[StaleEntry, ...]


def load(path: Path) -> tuple[KnownFailure, ...]:
    """Return the entries of a baseline. Raises BadInput where the file cannot be read or an entry gives no reason."""
    table = read(path, "a baseline")
    table.keys("known")
    entries: dict[tuple[str, str, str], KnownFailure] = {}
    for each in table.tables("known"):
        known = _known(each)
        key = known.section, known.rule, known.scenario
        if key in entries:
            raise BadInput(
                f"listed twice: {' '.join(key)}",
                where=known.where,
                nearest=entries[key].where,
                do="remove one of the two",
            )
        entries[key] = known
    return tuple(entries.values())


def gate(
    entries: Sequence[KnownFailure], outcomes: Sequence[Outcome], judged: Callable[[KnownFailure], bool]
) -> BaselineGate:
    """Return what a baseline makes of a run; `judged` says whether the run was asked for an entry's scenario.

    An `error` is never excused: the harness broke, not a promise.
    """
    by_scenario = {(f"{each.document}/{each.section}", each.rule, each.name): each for each in outcomes}
    excused: dict[Outcome, str] = {}
    stale = []
    for known in entries:
        outcome = by_scenario.get((known.section, known.rule, known.scenario))
        if outcome is None:
            if judged(known):
                stale.append(StaleEntry(known, "no such scenario"))
        elif outcome.verdict is Verdict.PASS:
            stale.append(StaleEntry(known, "it passes now"))
        elif outcome.verdict is not Verdict.ERROR:
            excused[outcome] = known.reason
    return BaselineGate(excused, tuple(stale))


def _known(table: Table) -> KnownFailure:
    table.keys("section", "rule", "scenario", "reason")
    known = KnownFailure(
        table.text("section"),
        table.text("rule"),
        table.text("scenario"),
        table.text("reason").strip(),
        table.where(),
    )
    if not known.reason:
        raise BadInput(
            "a known failure without a reason",
            where=table.where("reason"),
            do="say why it fails and what will end it",
        )
    if known.rule not in RULES:
        raise BadInput(
            f"unknown rule: {known.rule}",
            where=table.where("rule"),
            near=(known.rule, RULES),
            do="correct the rule, or remove the entry",
        )
    if known.section.count("/") != 1:
        raise BadInput(
            f"not the name of a section: {known.section}",
            where=table.where("section"),
            do="write <document>/<section>, such as customerp-trello/contact-to-members",
        )
    return known
