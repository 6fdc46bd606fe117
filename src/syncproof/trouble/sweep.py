"""The sweep: all cells of all canonical stories, played story by story, in this process or by several workers."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor, as_completed
from concurrent.futures.process import BrokenProcessPool
from contextlib import ExitStack
from dataclasses import dataclass, replace
from multiprocessing import get_context
from multiprocessing.queues import SimpleQueue
from typing import TYPE_CHECKING

from syncproof.errors import HarnessBroke
from syncproof.steps.stage import Stage, on_stage
from syncproof.sut.ports import PORTS
from syncproof.trouble.cell import cells
from syncproof.trouble.player import FailsUntroubled, Player
from syncproof.trouble.site import sites
from syncproof.trouble.tally import StoryTally

if TYPE_CHECKING:
    from syncproof.checklist import Checklist
    from syncproof.sut import Sut
    from syncproof.trouble.story import CanonicalStory


LONGEST = 0.05
"""Real seconds that a cell waits for an answer that is late or never comes; the others pass on the clock."""


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


class _Sweeper:
    """Sweeps one story after the other on a stage of its own."""

    def __init__(self, plan: SweepPlan) -> None:
        self._plan = plan
        self._exit = ExitStack()
        stage = Stage(plan.sut, plan.seed, longest=LONGEST)
        self._exit.callback(stage.close)
        self._stage = self._exit.enter_context(on_stage(stage))
        self._checklists = {each.slug: each for each in plan.checklists}

    def close(self) -> None:
        self._exit.close()

    def sweep(self, story: CanonicalStory) -> StoryTally:
        player = Player(self._stage, self._checklists[story.document], story)
        try:
            places = sites(player.probe())
        except FailsUntroubled as failed:
            tally = StoryTally(story, 0, 1)
            tally.hear(failed.outcome)
            return tally
        chosen = [each for each in cells(places, story.acts) if self._strikes(each.strike.family, each.strike.name)]
        tally = StoryTally(story, len(places), len(chosen))
        for outcome in player.play_all(chosen):
            tally.hear(outcome)
        return tally

    def _strikes(self, family: str, name: str) -> bool:
        return not self._plan.strikes or not self._plan.strikes.isdisjoint({family, name})


def sweep(plan: SweepPlan, progress: Callable[[StoryTally], None]) -> list[StoryTally]:
    """Sweep all stories, and return the tally of each, in their order. Raises HarnessBroke where a worker dies."""
    found = {}
    played = _by_workers(plan) if plan.workers > 1 else _here(plan)
    for number, tally in played:
        found[number] = tally
        progress(tally)
    return [found[number] for number in sorted(found)]


def _here(plan: SweepPlan) -> Iterator[tuple[int, StoryTally]]:
    sweeper = _Sweeper(plan)
    try:
        for number, story in enumerate(plan.stories):
            yield number, sweeper.sweep(story)
    finally:
        sweeper.close()


_workers: list[_Sweeper] = []
"""The sweeper of this process, where this process is a worker."""


def _start(plan: SweepPlan, numbers: SimpleQueue[int]) -> None:
    first = plan.sut.port and plan.sut.port + PORTS * numbers.get()
    _workers.append(_Sweeper(replace(plan, sut=replace(plan.sut, port=first))))


def _sweep_one(number: int, story: CanonicalStory) -> tuple[int, StoryTally]:
    return number, _workers[0].sweep(story)


def _by_workers(plan: SweepPlan) -> Iterator[tuple[int, StoryTally]]:
    spawn = get_context("spawn")
    numbers: SimpleQueue[int] = spawn.SimpleQueue()
    for number in range(plan.workers):
        numbers.put(number)
    pool = ProcessPoolExecutor(plan.workers, spawn, _start, (plan, numbers))
    try:
        waiting = [pool.submit(_sweep_one, number, story) for number, story in _longest_first(plan.stories)]
        for each in as_completed(waiting):
            yield each.result()
    except BrokenProcessPool as error:
        raise HarnessBroke("a worker of the sweep died") from error
    finally:
        pool.shutdown(cancel_futures=True)


def _longest_first(stories: Sequence[CanonicalStory]) -> list[tuple[int, CanonicalStory]]:
    """Return the stories with their numbers; those of many records come first, so that no worker is left with one."""
    return sorted(enumerate(stories), key=lambda each: "already has" not in each[1].setting_text)
