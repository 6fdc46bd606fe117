"""Plays a plan: the stories, one event after the other, and from the events the summary."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime
from functools import partial
from typing import TYPE_CHECKING

from syncproof.errors import SyncproofError
from syncproof.fakes.trello.capabilities import CAPABILITIES
from syncproof.report.fold import folded
from syncproof.report.run_events import INTERRUPTED, RunEvent, judged
from syncproof.report.swept import swept_rules
from syncproof.run import beginning, repeat, session, trello_as_is
from syncproof.run.ending import Ending
from syncproof.run.interruption import Interruption
from syncproof.verdict import baseline

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from datetime import date

    from syncproof.report.provenance_rows import RunRow
    from syncproof.report.rows import Summary
    from syncproof.report.sweep_rows import SweptStoryRow
    from syncproof.run.account import Key
    from syncproof.run.plan import RunPlan
    from syncproof.run.run_sweep import RunSweep
    from syncproof.verdict import Outcome


def play(
    plan: RunPlan,
    run: RunRow,
    *,
    progress: Callable[[Outcome], None],
    expected: Callable[[int], None],
    again: Callable[[int], None] = lambda _: None,
    happened: Callable[[RunEvent], None] = lambda _: None,
    sweep: RunSweep | None = None,
    sweeping: Callable[[int], None] = lambda _: None,
    swept: Callable[[SweptStoryRow], None] = lambda _: None,
) -> Summary:
    """Run a plan and return the summary, with the run's provenance. Raises HarnessBroke where there can be no verdict.

    `expected` is called with the number of scenarios, `progress` with each outcome, `again` with the number of failures
    that are played again, `happened` with each event of the run. After the stories comes the `sweep`, if there is one:
    `sweeping` is called with the number of its stories, and `swept` with each of them. Of a run that is interrupted,
    the summary has what was judged until then; a second Ctrl-C raises KeyboardInterrupt.
    """
    selection = _selection(plan)
    record = _Record(happened)
    plays = _Plays(plan, selection, record, progress, again, run["started"])
    with record.interruption.listening():
        try:
            record.begin(partial(beginning.began, plan, run, selection.lacking, sweep.plan if sweep else None))
            # A document may have no section: then there is nothing to run, and the verdict is `none`.
            if selection.features:
                repeat.run(plan.seeds, plan.request.repeat, plays.play, expected)
            if sweep and not plays.ending.has_come():
                sweeping(sweep.own)
                plays.sweep(sweep, swept)
            record.interruption.stop_raising()
        except KeyboardInterrupt:
            if record.interruption.again:
                raise
            record.interruption.note()
        record.end(INTERRUPTED if record.interruption.came else plays.ending.how)
    return folded(record.events)


def _selection(plan: RunPlan) -> session.Selection:
    """Return the scenarios that a run plays itself, as a selection of a seed that is to be chosen."""
    own = plan.of_shard()
    sections = {each.key[:2] for each in own}
    return session.Selection(
        features=tuple(each.path for each in plan.played() if (each.document, each.section) in sections),
        checklists=plan.checklists,
        written=plan.unseen,
        planned=tuple(sorted(own, key=lambda each: each.key not in plan.first)),
        workers=plan.request.workers,
        sut=plan.request.sut,
        again=plan.request.again,
        traces=plan.request.traces,
        lacking=frozenset(CAPABILITIES) if plan.request.trello_as_is else frozenset(),
    )


def _is_excused(known: Sequence[baseline.KnownFailure], today: date, outcome: Outcome) -> bool:
    """Whether a baseline excuses an outcome on a day."""
    return outcome in baseline.gate(known, [outcome], lambda _: False, today).excused


class _Record:
    """Keeps the events of a run, and hands each of them on; an interruption comes between two of them."""

    def __init__(self, happened: Callable[[RunEvent], None]) -> None:
        self._happened = happened
        self.interruption = Interruption()
        self.events: list[RunEvent] = []

    def __call__(self, event: RunEvent) -> None:
        with self.interruption.held():
            self._add(event)

    def begin(self, began: Callable[[], RunEvent]) -> None:
        """Make the first event, and take it in: without it there is nothing that an interruption could leave."""
        with self.interruption.held():
            self._add(began())

    def end(self, how: str) -> None:
        """Take in the last event."""
        self._add({"event": "ended", "how": how})

    def _add(self, event: RunEvent) -> None:
        self.events.append(event)
        self._happened(event)


class _Plays:
    """Plays all stories of a run with one seed after the other, until something ends the run."""

    def __init__(
        self,
        plan: RunPlan,
        selection: session.Selection,
        record: _Record,
        progress: Callable[[Outcome], None],
        again: Callable[[int], None],
        started: str,
    ) -> None:
        today = datetime.fromisoformat(started).date()
        self.ending = Ending(
            plan.request.fail_fast, partial(_is_excused, plan.known or (), today), plan.request.minutes
        )
        self._selection = selection
        self._record = record
        self._progress = progress
        self._run = partial(trello_as_is.run, again=again) if selection.lacking else session.run

    def play(self, seed: int, index: int, counted: Callable[[int], None]) -> None:
        """Play all stories once; `index` is the number of this play, from 0."""
        if self.ending.has_come():
            return
        seen: dict[Key, Outcome] = {}

        def hear(outcome: Outcome) -> None:
            if not self._record.interruption.came:  # what ends after an interruption may have ended because of it
                seen[outcome.key] = outcome
                self._record(judged(outcome, seed=seed, play=index))
                self.ending.hear(outcome)
                self._progress(outcome)

        chosen = replace(self._selection, seed=seed)
        try:
            outcomes = self._run(chosen, progress=hear, expected=counted, enough=self._enough)
        except SyncproofError as error:
            if self._record.interruption.came:  # Ctrl-C reaches the SUT and the workers too
                raise KeyboardInterrupt from error
            raise
        if self._record.interruption.came:  # and a step took the exception for its own
            raise KeyboardInterrupt
        for outcome in outcomes:
            if seen.get(outcome.key) != outcome:
                self._record(judged(outcome, seed=seed, play=index))

    def sweep(self, sweep: RunSweep, swept: Callable[[SweptStoryRow], None]) -> None:
        """Sweep, until something ends the run."""
        with self._record.interruption.noted():
            for row in sweep.swept(self._enough):
                self._record({"event": "swept", **row})
                for rule in swept_rules([row], {}):
                    self.ending.hear(rule.outcome)
                swept(row)
        if self._record.interruption.came:
            raise KeyboardInterrupt

    def _enough(self) -> bool:
        return self._record.interruption.came or self.ending.has_come()
