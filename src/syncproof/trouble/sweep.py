"""The sweep: all cells of all canonical stories, played story by story, in this process or by several workers."""

from __future__ import annotations

import gc
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import FIRST_COMPLETED, wait
from concurrent.futures.process import BrokenProcessPool
from contextlib import ExitStack
from dataclasses import dataclass, replace
from multiprocessing.queues import SimpleQueue
from typing import TYPE_CHECKING, TypeAlias

from syncproof.errors import BadInput, HarnessBroke, SutMissing, SyncproofError
from syncproof.fakes import FAKES
from syncproof.processes.fresh import FreshProcesses, fresh
from syncproof.processes.signals import note_signals
from syncproof.steps.stage import Stage, on_stage
from syncproof.sut.ports import PORTS
from syncproof.trouble.cell import broken, cells, without_trouble
from syncproof.trouble.player import FailsUntroubled, Player
from syncproof.trouble.site import sites
from syncproof.trouble.sweep_progress import SweepProgress
from syncproof.trouble.tally import StoryTally
from syncproof.verdict import Verdict

if TYPE_CHECKING:
    from multiprocessing.synchronize import Event

    from syncproof.checklist import Checklist
    from syncproof.steps.strike import Strike
    from syncproof.sut import Sut
    from syncproof.trouble.cell import Cell, CellOutcome
    from syncproof.trouble.story import CanonicalStory

Hear: TypeAlias = Callable[[SweepProgress], object]

_SELDOM = (50_000, 20, 100)
"""How often a worker looks for garbage."""
_LOOKS = 0.2
"""Seconds between two looks at whether the sweep is to end."""


@dataclass(frozen=True, slots=True)
class SweepPlan:
    """A sweep to be done: stories of checklists, against a SUT, by so many workers."""

    checklists: tuple[Checklist, ...]
    stories: tuple[CanonicalStory, ...]
    sut: Sut
    seed: int = 0
    workers: int = 1
    strikes: frozenset[str] = frozenset()
    """The names of the faults, or `crash`, `act` or `twin`, that strike; empty for all."""
    rules: frozenset[str] | None = None
    """The rules whose cells there are; None for all."""
    bounded: bool = False
    """Whether only the first story of each sentence is swept, with one strike, once; of the others, cells count."""

    def has(self, strike: Strike) -> bool:
        """Whether the cells of a strike belong to the sweep."""
        by_name = not self.strikes or not self.strikes.isdisjoint({strike.family, strike.name})
        return by_name and (self.rules is None or strike.rule in self.rules)

    def is_tried(self, story: CanonicalStory, cell: Cell) -> bool:
        """Whether a cell that belongs to the sweep is played, and not only counted."""
        return not self.bounded or (story.is_first and not cell.strike.lasting and not cell.second)


class _Sweeper:
    """Sweeps one story after the other on a stage of its own."""

    def __init__(self, plan: SweepPlan, stop: Callable[[], bool], progress: SweepProgress, hear: Hear) -> None:
        self._plan = plan
        self._stop = stop
        self._progress = progress
        self._hear = hear
        self._exit = ExitStack()
        stage = Stage(plan.sut, plan.seed)
        self._exit.callback(stage.close)
        self._stage = self._exit.enter_context(on_stage(stage))
        self._checklists = {each.slug: each for each in plan.checklists}

    def close(self) -> None:
        self._exit.close()

    def sweep(self, story: CanonicalStory) -> StoryTally | None:
        """Sweep a story until the sweep is to stop; None where it is to stop before a cell is known.

        A story that does not pass without trouble has one cell; so has one at whose beginning the harness breaks.
        """
        player = Player(self._stage, self._checklists[story.document], story)
        try:
            places = sites(player.probe())
        except Exception as error:
            if self._stop():  # Ctrl-C reaches the SUT, too: what ends after it may have ended because of it
                return None
            if isinstance(error, FailsUntroubled):
                return self._untried(story, error.outcome)
            if isinstance(error, BadInput | SutMissing):
                raise
            return self._untried(story, broken(without_trouble(story.rule), error))
        of_sweep = [each for each in cells(places, story.acts, story.pairs) if self._plan.has(each.strike)]
        chosen = [each for each in of_sweep if self._plan.is_tried(story, each)]
        tally = StoryTally(story, len(places), len(of_sweep))
        self._progress.begin(len(chosen))
        self._play(player, chosen, tally)
        return tally

    def _play(self, player: Player, chosen: Sequence[Cell], tally: StoryTally) -> None:
        """Play cells until the sweep is to stop, and count the outcomes of those that ended before."""
        try:
            played = player.play_all(chosen)
            for _ in chosen:
                outcome = next(played) if not self._stop() else None
                if self._stop():  # as above
                    tally.is_whole = False
                    break
                tally.hear(outcome)
                self._progress.end(passed=outcome is None or outcome.verdict is Verdict.PASS)
                self._hear(self._progress)
        except (SyncproofError, OSError):
            if not self._stop():
                raise
            tally.is_whole = False

    def _untried(self, story: CanonicalStory, outcome: CellOutcome) -> StoryTally:
        """Return the tally of a story of which no cell was tried; the outcome says why."""
        tally = StoryTally(story, 0, 1)
        tally.hear(outcome)
        self._progress.begin(1)
        self._progress.end(passed=False)
        return tally


def sweep(
    plan: SweepPlan, stop: Callable[[], bool] = lambda: False, hear: Hear = lambda _: None
) -> Iterator[StoryTally]:
    """Sweep all stories, and yield the tally of each as it ends, in any order. Raises HarnessBroke if a worker dies.

    As soon as `stop` holds, no further cell is played: the tallies of stories that began have what was judged. `hear`
    gets the progress, after each cell or several times a second.
    """
    progress = SweepProgress(len(plan.stories))
    return _by_workers(plan, stop, progress, hear) if plan.workers > 1 else _here(plan, stop, progress, hear)


def _here(plan: SweepPlan, stop: Callable[[], bool], progress: SweepProgress, hear: Hear) -> Iterator[StoryTally]:
    sweeper = _Sweeper(plan, stop, progress, hear)
    try:
        for story in plan.stories:
            if not stop() and (tally := sweeper.sweep(story)):
                yield tally
    finally:
        sweeper.close()


_workers: list[_Sweeper] = []
"""The sweeper of this process, where this process is a worker."""


def _start(plan: SweepPlan, numbers: SimpleQueue[int], stopped: Event, progress: SweepProgress) -> None:
    interrupted: list[int] = []
    # Ctrl-C reaches all processes of a terminal, and `timeout` sends SIGTERM to all that it has started.
    note_signals(interrupted)
    # What is loaded by now lives as long as the worker: to look for garbage in that again and again takes a tenth.
    gc.freeze()
    gc.set_threshold(*_SELDOM)
    first = plan.sut.port and plan.sut.port + PORTS * numbers.get()
    FAKES.derive(plan.checklists)  # a process that begins anew knows of no document
    own = replace(plan, sut=replace(plan.sut, port=first))
    _workers.append(_Sweeper(own, lambda: bool(interrupted) or stopped.is_set(), progress, lambda _: None))


def _sweep_one(story: CanonicalStory) -> StoryTally | None:
    return _workers[0].sweep(story)


def _by_workers(plan: SweepPlan, stop: Callable[[], bool], progress: SweepProgress, hear: Hear) -> Iterator[StoryTally]:
    context = fresh()
    stopped = context.Event()
    numbers: SimpleQueue[int] = context.SimpleQueue()
    for number in range(plan.workers):
        numbers.put(number)
    pool = FreshProcesses(plan.workers, _start, (plan, numbers, stopped, progress), loaded=[__name__])
    try:
        waiting = {pool.submit(_sweep_one, story) for story in _longest_first(plan.stories)}
        while waiting:
            if stop() and not stopped.is_set():
                stopped.set()
                waiting = {each for each in waiting if not each.cancel()}
            ended, waiting = wait(waiting, _LOOKS, FIRST_COMPLETED)
            hear(progress)
            for each in ended:
                if tally := each.result():
                    yield tally
    except BrokenProcessPool as error:
        raise HarnessBroke("a worker of the sweep died") from error
    finally:
        stopped.set()
        pool.shutdown(cancel_futures=True)


def _longest_first(stories: Sequence[CanonicalStory]) -> list[CanonicalStory]:
    """Return the stories; those of many records come first, so that no worker is left with one."""
    return sorted(stories, key=lambda each: "already has" not in each.setting_text)
