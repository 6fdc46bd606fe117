"""A campaign: batches of random stories with trouble, by several processes, resumed from a database of examples.

Each batch has a seed of its own, which comes from the campaign's seed and the batch's number: how many stories there
are may be a matter of time, what is in them never is. A campaign that is interrupted, or late, has what was judged.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from concurrent.futures import FIRST_COMPLETED, wait
from concurrent.futures.process import BrokenProcessPool
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from itertools import count, islice
from math import inf
from time import monotonic
from typing import TYPE_CHECKING

from hypothesis import Phase, Verbosity, seed, settings
from hypothesis.errors import Flaky
from hypothesis.stateful import run_state_machine_as_test

from syncproof.errors import HarnessBroke, Killed, NotOffered, PromiseBroken, SyncproofError
from syncproof.fakes import FAKES
from syncproof.processes.fresh import FreshProcesses, fresh
from syncproof.processes.signals import note_signals
from syncproof.steps.chance import SEEDED
from syncproof.steps.stage import Stage, on_stage
from syncproof.steps.world import World
from syncproof.trouble import examples
from syncproof.trouble.breach import Breach
from syncproof.trouble.campaign_tally import CampaignTally, Found
from syncproof.trouble.random_story import MachineSetup, StoryCutShort, StoryFailed
from syncproof.trouble.random_trouble import machine
from syncproof.trouble.replay import failed
from syncproof.trouble.smaller import smallest

if TYPE_CHECKING:
    from multiprocessing.synchronize import Event

    from syncproof.checklist import Checklist
    from syncproof.sut import Sut
    from syncproof.trouble.improviser import Improviser

BATCH = 25
"""How many stories hypothesis makes up in a batch."""
ROUND = 8
"""In so many batches, the causes of failures are looked for that no earlier round has found."""
STEPS = 15
"""How many rules a story has at most."""
_PRIME = 1_000_003
_LOOKS = 0.2
"""Seconds between two looks at whether the campaign is to end."""


@dataclass(frozen=True, slots=True)
class CampaignPlan:
    """A campaign against a SUT. Without `stories`, the batches never end."""

    checklists: tuple[Checklist, ...]
    sut: Sut
    seed: int = 0
    workers: int = 1
    database: str = ""
    stories: int = 0
    until: float = inf
    """The time, by the monotonic clock, after which no story goes on, and no failure is made smaller."""


@dataclass(frozen=True, slots=True)
class _Batch:
    number: int
    stories: int
    known: frozenset[Breach]
    """The causes that were found before."""
    resumes: bool
    """Whether the batch begins with the failures that the database holds."""


class _Campaigner:
    """Plays batches on a stage of its own, until it is to stop."""

    def __init__(self, plan: CampaignPlan, stop: Callable[[], bool]) -> None:
        self._plan = plan
        self._stop = stop
        self._database = examples.opened(plan.database)
        self._exit = ExitStack()
        stage = Stage(plan.sut, plan.seed)
        self._exit.callback(stage.close)
        self._stage = self._exit.enter_context(on_stage(stage))
        self._restarts = _restarts(self._stage, plan.checklists[0])

    def close(self) -> None:
        self._exit.close()

    def play(self, batch: _Batch) -> CampaignTally:
        """Play a batch, and return its tally; of one that is to stop, what was judged before."""
        checklist = self._plan.checklists[batch.number % len(self._plan.checklists)]
        tally = CampaignTally()
        last: dict[Breach, Found] = {}

        def ended(story: Improviser, broken: PromiseBroken | None) -> None:
            tally.hear(story)
            if broken is not None:
                cause = Breach.of(broken)
                tally.failures[cause] += 1
                found = story.counterexample(checklist, self._plan.seed, broken)
                # What hypothesis has made smallest, it plays last.
                last[cause] = Found(found, failed(self._stage, story, broken, found.steps))

        def stop() -> bool:
            """Whether the campaign is interrupted, or late; a late first batch ends only where it has a failure."""
            is_late = monotonic() > self._plan.until and (batch.number > 0 or not batch.known.issuperset(last))
            return self._stop() or is_late

        play = MachineSetup(self._stage, checklist, ended, batch.known, restarts=self._restarts, stop=stop)
        own_seed = (self._plan.seed * _PRIME + batch.number) % 2**32
        how = settings(
            SEEDED,
            max_examples=batch.stories,
            stateful_step_count=STEPS,
            database=self._database,
            phases=[*([Phase.reuse] if batch.resumes else []), Phase.generate, Phase.shrink],
            verbosity=Verbosity.quiet,
            print_blob=False,
            report_multiple_bugs=False,  # another cause is found by a later round, which knows this one
        )
        causes: list[Breach] = []
        with _excused(self._stop):
            causes = _searched(lambda: run_state_machine_as_test(seed(own_seed)(machine(play)), settings=how))
        tally.void.update(play.void)
        for cause, found in last.items():
            if cause not in batch.known and cause in (causes or last):
                tally.found[cause] = found
                with _excused(self._stop):
                    tally.found[cause] = Found(*smallest(self._stage, checklist, *found, stop))
        return tally


@contextmanager
def _excused(stop: Callable[[], bool]) -> Iterator[None]:
    """Let an error in a block that is to stop count for nothing: Ctrl-C reaches the SUT, too."""
    try:
        yield
    except (SyncproofError, OSError):
        if not stop():
            raise


def _searched(search: Callable[[], object]) -> list[Breach]:
    """Let hypothesis search, and return the causes whose failures it has made smallest.

    There are none where a story fails in one play and not in another: it cannot be made smaller.
    """
    try:
        search()
    except StoryFailed as failed:
        return [failed.cause]
    except (Flaky, StoryCutShort):
        pass
    except ExceptionGroup as several:
        _, others = several.split((StoryFailed, Flaky))
        if others:
            raise others from None
        return [each.cause for each in several.exceptions if isinstance(each, StoryFailed)]
    return []


def _restarts(stage: Stage, checklist: Checklist) -> bool:
    """Whether the SUT can be killed and started again."""
    World(stage, checklist, next(each.slug for each in checklist.sections if each.rows)).begin()
    try:
        stage.driver.kill()
    except NotOffered:
        return False
    except Killed:
        pass
    try:
        stage.driver.restart()
    except NotOffered:
        return False
    return True


def campaign(
    plan: CampaignPlan,
    goes_on: Callable[[], bool],
    progress: Callable[[CampaignTally], object],
    stop: Callable[[], bool] = lambda: False,
) -> CampaignTally:
    """Play a batch, and more while `goes_on`, up to as many as hold the plan's stories; return the tally of all.

    As soon as `stop` holds, no story goes on, and no failure is made smaller. Raises HarnessBroke where a worker dies.
    """
    total = CampaignTally()
    with _excused(stop), _by_workers(plan, stop) if plan.workers > 1 else _here(plan, stop) as play:
        for batches in _rounds(plan):
            known = frozenset(total.found)
            todo = (
                _Batch(number, stories, known, resumes=number < len(plan.checklists)) for number, stories in batches
            )
            ended = []
            for number, tally in play(each for each in todo if not each.number or (goes_on() and not stop())):
                ended.append((number, tally))
                progress(tally)
            for _, tally in sorted(ended, key=lambda each: each[0]):
                total.add(tally)
            if stop() or not goes_on():
                break
    return total


def _rounds(plan: CampaignPlan) -> Iterator[list[tuple[int, int]]]:
    """Yield the batches of each round, each a number and how many stories; the first round has one a document."""
    left, numbers = plan.stories, count()
    size = len(plan.checklists)
    while left > 0 or not plan.stories:
        batches = []
        for _ in range(size):
            stories = min(BATCH, left) if plan.stories else BATCH
            if stories > 0:
                batches.append((next(numbers), stories))
            left -= stories
        yield batches
        size = ROUND


class _here:  # noqa: N801 - used as a function
    """Plays batches in this process."""

    def __init__(self, plan: CampaignPlan, stop: Callable[[], bool]) -> None:
        self._campaigner = _Campaigner(plan, stop)

    def __enter__(self) -> Callable[[Iterator[_Batch]], Iterator[tuple[int, CampaignTally]]]:
        return lambda batches: ((batch.number, self._campaigner.play(batch)) for batch in batches)

    def __exit__(self, *_: object) -> None:
        self._campaigner.close()


_workers: list[_Campaigner] = []
"""The campaigner of this process, where this process is a worker."""


def _start(plan: CampaignPlan, stopped: Event) -> None:
    interrupted: list[int] = []
    note_signals(interrupted)  # they reach all processes of a terminal, or of `timeout`
    FAKES.derive(plan.checklists)  # a process that begins anew knows of no document
    _workers.append(_Campaigner(plan, lambda: bool(interrupted) or stopped.is_set()))


def _play_one(batch: _Batch) -> tuple[int, CampaignTally]:
    return batch.number, _workers[0].play(batch)


class _by_workers:  # noqa: N801 - used as a function
    """Plays batches in processes of their own."""

    def __init__(self, plan: CampaignPlan, stop: Callable[[], bool]) -> None:
        self._workers = plan.workers
        self._stop = stop
        self._stopped = fresh().Event()
        self._pool = FreshProcesses(plan.workers, _start, (plan, self._stopped), loaded=[__name__])

    def __enter__(self) -> Callable[[Iterator[_Batch]], Iterator[tuple[int, CampaignTally]]]:
        return self._play

    def _play(self, batches: Iterator[_Batch]) -> Iterator[tuple[int, CampaignTally]]:
        playing = {self._pool.submit(_play_one, batch) for batch in islice(batches, self._workers)}
        try:
            while playing:
                if self._stop():
                    self._stopped.set()
                ended, playing = wait(playing, _LOOKS, FIRST_COMPLETED)
                # No batch is handed out ahead of its turn: the time may be up by then.
                playing |= {self._pool.submit(_play_one, batch) for batch in islice(batches, len(ended))}
                yield from (each.result() for each in ended)
        except BrokenProcessPool as error:
            raise HarnessBroke("a worker of the campaign died") from error

    def __exit__(self, *_: object) -> None:
        self._stopped.set()
        self._pool.shutdown(cancel_futures=True)
