"""The baseline: a file of known failures, each with its reason. Only what is worse than the file fails.

An entry excuses the failures that its fingerprint names, until it expires: another failure of the same scenario is new.
"""

from __future__ import annotations

import shlex
from dataclasses import dataclass, field
from enum import StrEnum
from typing import TYPE_CHECKING, TypeAlias

from syncproof.errors import BadInput
from syncproof.inputs import Table, read
from syncproof.stories.rules import RULES
from syncproof.verdict import Verdict

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Mapping, Sequence
    from datetime import date
    from pathlib import Path

    from syncproof.verdict import Outcome

FIELDS = ("section", "rule", "scenario", "reason", "owner", "expires", "fingerprint")
"""The keys of an entry, in the order in which they are written."""

Key: TypeAlias = tuple[str, str, str]
"""The section, the rule and the name of a scenario."""


@dataclass(frozen=True, slots=True)
class KnownFailure:
    """A known failure of a scenario; `section` is `<document>/<section>`, `where` the entry's `file:line`."""

    section: str
    rule: str
    scenario: str
    reason: str
    where: str
    owner: str = ""
    """The person or the team that ends the failure; '' where the entry names nobody."""
    expires: date | None = None
    """The last day, in UTC, on which the entry excuses the failure."""
    fingerprint: tuple[str, ...] = ()
    """The kinds of failure that the entry excuses; any kind where it names none."""

    @property
    def key(self) -> Key:
        """The name of the entry's scenario within all features."""
        return self.section, self.rule, self.scenario

    def excuses(self, fingerprint: Collection[str]) -> bool:
        """Whether a failure with a fingerprint is the known one, and no other beside it."""
        return not self.fingerprint or (bool(fingerprint) and set(fingerprint) <= set(self.fingerprint))

    def expired(self, today: date) -> bool:
        """Whether the entry's last day lies before today."""
        return self.expires is not None and self.expires < today


class Staleness(StrEnum):
    """Why an entry is untrue by now, in the words of a report."""

    PASSES = "it passes now"
    GONE = "no such scenario"
    EXPIRED = "it has expired"


CURES = {
    Staleness.PASSES: "remove the entry",
    Staleness.GONE: "remove the entry",
    Staleness.EXPIRED: "mend the failure, or agree on a new date",
}


@dataclass(frozen=True, slots=True)
class StaleEntry:
    """An entry that the file cannot keep as it is, and the reason."""

    known: KnownFailure
    why: Staleness


@dataclass(frozen=True, slots=True)
class BaselineGate:
    """The result of a baseline: the outcomes that the baseline excuses, with their entries, and its stale entries."""

    excused: Mapping[Outcome, KnownFailure]
    stale: tuple[StaleEntry, ...]
    unexcused: Mapping[Outcome, str] = field(default_factory=dict)
    """The failures that an entry lists and does not excuse, with the reason."""


def load(path: Path, *, unfinished: bool = False) -> tuple[KnownFailure, ...]:
    """Return the entries of a baseline. Raises BadInput where the file cannot be read or an entry gives no reason.

    In an unfinished file, the reasons may be missing.
    """
    if path.parent.is_dir() and not path.exists():
        raise BadInput("no such file", where=str(path), do=begin(path))
    table = read(path, "a baseline")
    table.keys("known")
    entries: dict[Key, KnownFailure] = {}
    for each in table.tables("known"):
        known = _known(each, unfinished=unfinished)
        if known.key in entries:
            raise BadInput(
                f"listed twice: {' '.join(known.key)}",
                where=known.where,
                nearest=entries[known.key].where,
                do="remove one of the two",
            )
        entries[known.key] = known
    return tuple(entries.values())


def begin(path: Path) -> str:
    """Return what to do where there is no baseline yet."""
    return f"begin with an empty file: touch {shlex.quote(str(path))}"


def gate(
    entries: Sequence[KnownFailure],
    outcomes: Sequence[Outcome],
    judged: Callable[[KnownFailure], bool],
    today: date,
) -> BaselineGate:
    """Return what a baseline makes of a run; `judged` says whether the run was asked for an entry's scenario.

    An `error` is never excused: the harness broke, not a promise.
    """
    by_scenario = {(f"{each.document}/{each.section}", each.rule, each.name): each for each in outcomes}
    excused: dict[Outcome, KnownFailure] = {}
    unexcused: dict[Outcome, str] = {}
    stale = []
    for known in entries:
        outcome = by_scenario.get(known.key)
        if outcome is None:
            if judged(known):
                stale.append(StaleEntry(known, Staleness.GONE))
        elif outcome.verdict is Verdict.PASS:
            stale.append(StaleEntry(known, Staleness.PASSES))
        elif known.expired(today):
            stale.append(StaleEntry(known, Staleness.EXPIRED))
            unexcused[outcome] = f"the entry expired after {known.expires}"
        elif outcome.verdict is not Verdict.ERROR:
            if known.excuses(outcome.fingerprint):
                excused[outcome] = known
            else:
                unexcused[outcome] = f"another failure than the known one: {'; '.join(known.fingerprint)}"
    return BaselineGate(excused, tuple(stale), unexcused)


def _known(table: Table, *, unfinished: bool) -> KnownFailure:
    table.keys(*FIELDS)
    known = KnownFailure(
        table.text("section"),
        table.text("rule"),
        table.text("scenario"),
        table.text("reason").strip() if table.has("reason") or not unfinished else "",
        table.where(),
        table.text("owner").strip() if table.has("owner") else "",
        table.day("expires"),
        table.texts("fingerprint"),
    )
    if table.has("fingerprint") and not known.fingerprint:
        raise BadInput(
            "fingerprint names no kind of failure",
            where=table.where("fingerprint"),
            do="remove the key, or let syncproof baseline update write it",
        )
    if not known.reason and not unfinished:
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
