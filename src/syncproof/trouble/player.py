"""Plays a canonical story: once without trouble, and once for each cell; the laws judge each play at rest.

All cells of one pass have in common what comes before that pass. Where the SUT can go back to a moment, that part of
the story is played once: the probe keeps a moment before each pass, and the cells of the last pass are played first,
since going back forgets what came later.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, replace
from functools import partial
from typing import TYPE_CHECKING

from syncproof.drivers.driver import ShowsState, StateMoment
from syncproof.errors import BadInput, HarnessBroke, NotOffered, PromiseBroken, SutMissing
from syncproof.fakes.kit.fake import NoSuchRecord, Refusal
from syncproof.ledger import By, Call
from syncproof.steps import moment
from syncproof.steps.judge import judge
from syncproof.steps.moment import Moment
from syncproof.steps.struck import Struck
from syncproof.steps.world import World
from syncproof.trouble.cell import Cell, CellOutcome, broken, without_trouble
from syncproof.trouble.excerpt import Met, excerpt
from syncproof.trouble.observed import Fitting, observed
from syncproof.trouble.site import Site, state_write
from syncproof.trouble.story import deed
from syncproof.verdict import Verdict

if TYPE_CHECKING:
    from syncproof.checklist import Checklist
    from syncproof.ledger import Ledger
    from syncproof.steps.stage import Stage
    from syncproof.steps.strike import Strike
    from syncproof.trouble.story import CanonicalStory


LONGEST = 0.05
"""Real seconds that a cell waits for an answer that is late or never comes; the others pass on the clock."""
PLAYS = 3
"""How often a cell is played whose request the SUT does not make: one with threads asks in no fixed order."""
NOT_MET = f"the sync did not make this request again, in {PLAYS} plays"
_OF_THE_DRIVER = frozenset({"crash", "twin"})
"""The families of strikes that a driver offers, or does not, for all requests alike."""


class FailsUntroubled(HarnessBroke):
    """A story that the SUT does not keep, or not offer, without any trouble: so no trouble can show anything there."""

    def __init__(
        self,
        story: CanonicalStory,
        broken: PromiseBroken | NotOffered,
        words: tuple[str, ...] = (),
        ledger: tuple[str, ...] = (),
    ) -> None:
        super().__init__(f"{story.name}: fails without any trouble: {broken}")
        verdict, kinds = (
            (Verdict.FAIL, broken.kinds)
            if isinstance(broken, PromiseBroken)
            else (Verdict.INCONCLUSIVE, (broken.kind,))
        )
        cell = without_trouble(story.rule)
        self.outcome = CellOutcome(cell, verdict, str(broken), kinds, words=words, ledger=ledger)
        """What the story counts for in a sweep: one cell, without trouble."""


class _NotMet(Exception):  # noqa: N818 - what happened, named as it is
    """The SUT has not made the request at which trouble was to strike; `after_first`: the second of two strikes."""

    def __init__(self, *, after_first: bool) -> None:
        super().__init__()
        self.after_first = after_first


@dataclass(frozen=True, slots=True)
class _Checkpoint:
    """The moment before a pass: which deed the pass belongs to, and what was counted since the setting."""

    moment: Moment
    deed: int
    requests: int
    state_writes: int


class Player:
    """Plays the cells of one story on a stage whose doors are open.

    With `shares`, what cells have in common is played once, where the SUT can go back to a moment.
    """

    def __init__(self, stage: Stage, checklist: Checklist, story: CanonicalStory, *, shares: bool = True) -> None:
        self._stage = stage
        self._world = World(stage, checklist, story.section)
        self.story = story
        self._setting = [deed(step) for step in story.setting]
        self._deeds = [deed(step) for step in story.deeds]
        self._acts: dict[str, Callable[[World], object]] = {}
        self._shares = shares
        self._checkpoints: list[_Checkpoint] = []
        self._missing: dict[str, NotOffered] = {}
        """What a SUT does not offer, by the family of the strikes that need it."""

    @property
    def ledger(self) -> Ledger:
        """The ledger of the last play."""
        return self._world.ledger

    def probe(self) -> list[Site]:
        """Play the story without trouble, and return its requests. Raises FailsUntroubled where the story fails."""
        self._begin()
        self._checkpoints.clear()
        began, place, pass_ = len(self._world.ledger), 0, -1
        writes: list[Site] = []

        def keep() -> None:
            nonlocal pass_
            pass_ += 1
            if self._shares and moment.is_offered(self._world):
                asked = self._requests_since(began)
                self._checkpoints.append(_Checkpoint(Moment(self._world), place, asked, len(writes)))

        def write(moment: StateMoment) -> None:
            if moment == "before":
                writes.append(state_write(len(writes) + 1, pass_))

        if isinstance(self._stage.driver, ShowsState):
            self._stage.driver.watch_state(write)
        self._world.sync.before_pass = keep
        with observed(self._stage) as fitting:
            try:
                for place, step in enumerate(self._deeds):  # noqa: B007 - `keep` reads the place
                    step(self._world)
                judge(self._world)
            except (PromiseBroken, NotOffered) as broken:
                raise self._untroubled(broken) from broken
        return [*self._requests(began, fitting), *writes]

    def _requests_since(self, line: int) -> int:
        return sum(isinstance(event, Call) and event.by is By.SUT for event in self._world.ledger[line:])

    def _requests(self, began: int, fitting: Iterable[Fitting]) -> Iterator[Site]:
        pass_, number, faults = -1, 0, iter(fitting)
        for event in self._world.ledger[began:]:
            if isinstance(event, Call) and event.by is By.SUT:
                number += 1
                yield Site(number, event.system, event.method, event.path, event.status, next(faults), pass_)
            elif getattr(event, "what", "") == "pass begins":
                pass_ += 1

    def play_all(self, cells: Iterable[Cell]) -> Iterator[CellOutcome | None]:
        """Play cells, and yield the outcome of each, in another order; it is an error where the harness breaks."""
        for cell in in_order(cells):
            try:
                outcome = self.play(cell)
            except (BadInput, SutMissing):
                raise
            except Exception as error:  # noqa: BLE001 - a defect of ours at one cell leaves the verdicts on all others
                outcome = broken(cell, error)
            yield outcome

    def play(self, cell: Cell) -> CellOutcome | None:
        """Play a cell, and return its outcome; None for an act that no user could do at that request.

        So it is where the SUT asks for something else after the first of two acts, or for nothing. A cell of a pass is
        played after those of later passes, unless the story is probed anew. A cell whose request the SUT does not make
        again, in several plays, is inconclusive; so is one for which the SUT lacks an offer.
        """
        ways = set()
        for _ in range(PLAYS):
            if missing := self._missing.get(cell.strike.family):
                return CellOutcome(cell, Verdict.INCONCLUSIVE, str(missing), (missing.kind,))
            try:
                return self._play(cell)
            except _NotMet as missed:
                ways.add(missed.after_first)
            except FailsUntroubled as failed:
                return replace(failed.outcome, cell=cell)
        if ways == {True}:
            return None
        return CellOutcome(cell, Verdict.INCONCLUSIVE, NOT_MET, (NOT_MET,))

    def _play(self, cell: Cell) -> CellOutcome | None:
        """Play a cell once. Raises _NotMet where the SUT does not make the request."""
        deeds, requests, state_writes = self._deeds, 0, 0
        self._stage.longest = math.inf if self.story.is_first and cell.is_one_wait else LONGEST
        if self._checkpoints:
            kept = self._checkpoints[cell.site.pass_]
            try:
                self._world = kept.moment.again()
            except NotOffered as missing:
                raise self._untroubled(missing) from missing
            self._world.sync.before_pass = lambda: None  # the probe kept moments there
            deeds, requests, state_writes = deeds[kept.deed :], kept.requests, kept.state_writes
        else:
            self._begin()
        strikes = self._world.sync.strikes
        for site, strike, _ in cell.single:
            struck = Struck(self._stage, strike, partial(self._act, strike))
            before = state_writes if site.is_state_write else requests
            struck.arm(site.number - before, at_state_write=site.is_state_write)
            strikes.append(struck)
        began = len(self._world.ledger)
        verdict, message = Verdict.PASS, ""
        kinds: tuple[str, ...] = ()
        words: tuple[str, ...] = ()
        ledger: tuple[str, ...] = ()
        try:
            self._do(deeds)
            if not all(each.came for each in strikes):
                raise _NotMet(after_first=strikes[0].came)
            impossible = next((each.impossible for each in strikes if each.impossible), None)
            if isinstance(impossible, NotOffered):
                if cell.strike.family in _OF_THE_DRIVER:
                    self._missing[cell.strike.family] = impossible
                raise impossible
            if impossible is not None:
                return None
            judge(self._world)
        except PromiseBroken as broken:
            verdict, message, kinds = Verdict.FAIL, str(broken), broken.kinds
            words = self._stage.last_words()
            ledger = self._excerpt(broken)
        except NotOffered as missing:
            verdict, message, kinds = Verdict.INCONCLUSIVE, str(missing), (missing.kind,)
        return CellOutcome(cell, verdict, message, kinds, self._requests_since(began), words, ledger)

    def _do(self, deeds: Iterable[Callable[[World], object]]) -> None:
        """Do the deeds of a story, up to what no user can do after an act."""
        try:
            for step in deeds:
                step(self._world)
        except (NoSuchRecord, Refusal) as error:
            act = next((each for each in self._world.sync.strikes if each.strike.family == "act" and each.came), None)
            if act is None:
                raise
            act.impossible = act.impossible or error

    def _begin(self) -> None:
        try:
            self._world.begin()
            for step in self._setting:
                step(self._world)
        except (PromiseBroken, NotOffered) as broken:
            raise self._untroubled(broken) from broken

    def _untroubled(self, broken: PromiseBroken | NotOffered) -> FailsUntroubled:
        if isinstance(broken, PromiseBroken):
            return FailsUntroubled(self.story, broken, self._stage.last_words(), self._excerpt(broken))
        return FailsUntroubled(self.story, broken)

    def _excerpt(self, broken: PromiseBroken) -> tuple[str, ...]:
        """Return the ledger lines of the play that matter, those of its trouble among them."""
        strikes = [each for each in self._world.sync.strikes if each.came]
        met = [Met(str(each.strike), each.strike.rule, each.line, at_request=each.is_at_request) for each in strikes]
        return excerpt(self._stage, self._world, broken, met)

    def _act(self, strike: Strike) -> None:
        if strike.name not in self._acts:
            self._acts[strike.name] = deed(strike.step)
        self._acts[strike.name](self._world)


def in_order(cells: Iterable[Cell]) -> list[Cell]:
    """Return cells in the order in which they can be played: those of the last pass first."""
    return sorted(cells, key=lambda each: -each.site.pass_)
