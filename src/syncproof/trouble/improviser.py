"""Plays a story that is made up as it goes, step after step, and keeps each step that happened."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping
from functools import partial
from typing import TYPE_CHECKING, NamedTuple

from syncproof.checklist.checklist import system_word
from syncproof.errors import NotOffered, PromiseBroken
from syncproof.fakes.kit.fake import NoSuchAct, NoSuchRecord, Refusal
from syncproof.fakes.kit.faults import FAULTS
from syncproof.ledger import By, Call
from syncproof.steps.judge import judge
from syncproof.steps.world import World
from syncproof.stories.gherkin import Step
from syncproof.trouble.breach import Breach, rule_of
from syncproof.trouble.counterexample import LAST, Counterexample
from syncproof.trouble.excerpt import Met
from syncproof.trouble.story import deed

if TYPE_CHECKING:
    from syncproof.checklist import Checklist
    from syncproof.fakes.kit.mount import Door
    from syncproof.ledger import Ledger
    from syncproof.steps.stage import Stage
    from syncproof.steps.struck import Struck

CRASHES = ("killed before", "killed after")
SECOND = "second instance"
USER_ACTS = "user acts"
"""The plain names of the trouble that is no fault."""
_IMPOSSIBLE = (Refusal, NoSuchRecord, NoSuchAct, PromiseBroken, NotOffered)
"""Why a user cannot do what a step says: the record is not there, or the system does not take the value."""
MOST_WAITING = 2
"""So many pieces of trouble wait for their requests at once: with more of them, a sound sync would not come to rest."""


class Void(Exception):  # noqa: N818 - what became of a story
    """The story shows nothing: what a user or the harness was to do in it could not be done."""


class _Waiting(NamedTuple):
    step: Step
    trouble: str
    rule: str
    struck: Struck | None = None
    system: str = ""
    lasting: bool = False
    before: int = 0
    """How many faults of the kind had struck the system before."""


class Improviser:
    """Plays in a world of a section of a document; begin with `begin`, and judge with `come_to_rest`."""

    def __init__(self, stage: Stage, checklist: Checklist, section: str) -> None:
        self._stage = stage
        self.world = World(stage, checklist, section)
        self.steps: list[Step] = []
        """The steps that happened."""
        self.met: list[Met] = []
        self._waiting: list[_Waiting] = []
        self._struck: list[_Waiting] = []
        self._strikes: Counter[tuple[str, str]] = Counter()
        self._doors: Mapping[str, Door] = {}
        """The doors of the systems, which go by the words of the steps."""

    def begin(self) -> None:
        """Begin with empty systems."""
        self.world.begin()
        self._doors = {system_word(name): door for name, door in self._stage.doors.items()}
        for system, door in self._doors.items():
            door.faults.on_strike = partial(self._note, system)

    @property
    def ledger(self) -> Ledger:
        """The ledger of the story."""
        return self.world.ledger

    def _note(self, system: str, kind: str) -> None:
        self._strikes[system, kind] += 1
        self.met.append(Met(kind, FAULTS[kind].rule, len(self.ledger)))

    def do(self, type_: str, text: str) -> None:
        """Do a step of the sync's. Raises what the step raises; the story has the step in any case."""
        step = Step(type_, text, 0)
        self.steps.append(step)
        deed(step)(self.world)

    def act(self, text: str) -> bool:
        """Do a step of a user's, and return whether a user can do it; a step that cannot be done leaves no trace."""
        step = Step("when", text, 0)
        now, lines = self._stage.clock.now, len(self.ledger)
        try:
            deed(step)(self.world)
        except _IMPOSSIBLE:
            if len(self.ledger) > lines:
                raise Void("a user could do only a part of an act") from None
            self._stage.clock.now = now
            return False
        self.steps.append(step)
        return True

    @property
    def waits(self) -> bool:
        """Whether any trouble waits for its request."""
        return bool(self._waiting)

    def strike(self, text: str, trouble: str, rule: str) -> None:
        """Let trouble wait for a request, or for a write to the sync's state, of a number.

        A second sync is trouble enough: its requests would be counted, too.
        """
        of_state = any(map(_is_of_state, self._waiting))
        beside_second = any(each.trouble == SECOND for each in self._waiting)
        if len(self._waiting) >= MOST_WAITING or beside_second or (of_state and "to its state" in text):
            return
        self.do("given", text)
        self._waiting.append(_Waiting(self.steps[-1], trouble, rule, struck=self.world.sync.strikes[-1]))
        self._struck.append(self._waiting[-1])

    def plant(self, system: str, text: str, fault: str, *, lasting: bool = False) -> None:
        """Let a fault meet the next request that it fits, or all of them until the system is well again."""
        known = any((each.system, each.trouble) == (system, fault) for each in self._waiting)
        if known or len(self._waiting) >= MOST_WAITING:
            return
        self.do("when", text)
        before = self._strikes[system, fault]
        self._waiting.append(
            _Waiting(self.steps[-1], fault, FAULTS[fault].rule, system=system, lasting=lasting, before=before)
        )

    def run(self) -> None:
        """Let the sync do a pass."""
        self.do("when", "the sync runs")
        self._forget_met()

    def come_to_rest(self) -> None:
        """Heal what lasts, let the sync come to rest, and judge. Raises PromiseBroken, NotOffered and Void.

        Trouble that met no request is withdrawn, and no part of the story.
        """
        lasting = {each.system for each in self._waiting if each.lasting}
        for each in sorted(self._waiting, key=self._has_met):
            if each.system in lasting:
                self._end(each)
        self.do("when", "the sync comes to rest")
        for each in list(self._waiting):
            self._end(each)
        for struck in self.world.sync.strikes:
            if isinstance(struck.impossible, NotOffered):
                raise struck.impossible
            if struck.impossible is not None:
                raise Void("a user could not act in the middle of a pass")
        judge(self.world)

    def _end(self, waiting: _Waiting) -> None:
        self._waiting.remove(waiting)
        if self._has_met(waiting):
            if waiting.lasting:
                self.do("when", f"{waiting.system} is well again")
            return
        self.steps = [each for each in self.steps if each is not waiting.step]
        if waiting.struck:
            waiting.struck.withdraw()
            self.world.sync.strikes.remove(waiting.struck)
        else:
            self._doors[waiting.system].faults.withdraw()

    def _has_met(self, waiting: _Waiting) -> bool:
        if waiting.struck:
            return waiting.struck.came
        return self._strikes[waiting.system, waiting.trouble] > waiting.before

    def _forget_met(self) -> None:
        """Make room for more trouble: what lasts is healed only at rest."""
        self._waiting = [each for each in self._waiting if each.lasting or not self._has_met(each)]

    def struck(self) -> list[Met]:
        """Return the trouble that met requests so far, in the order in which it came."""
        # A fault is noted when it strikes, whatever has planted the fault.
        others = [
            Met(each.trouble, each.rule, each.struck.line, at_request=not _is_of_state(each))
            for each in self._struck
            if each.struck and each.struck.came and each.trouble not in FAULTS
        ]
        return sorted([*self.met, *others], key=lambda each: each.line)

    def hear_of(self, step: Step) -> None:
        """Take in that a step has planted the latest strike; a fault is noted when a request meets the fault."""
        struck = self.world.sync.strikes[-1]
        trouble = {"crash": f"killed {struck.strike.name}", "act": USER_ACTS, "twin": SECOND}
        if name := trouble.get(struck.strike.family):
            self._struck.append(_Waiting(step, name, struck.strike.rule or "in-sync.during-pass", struck=struck))

    def requests(self) -> Iterator[Call]:
        """Yield the sync's requests."""
        return (each for each in self.ledger if isinstance(each, Call) and each.by is By.SUT)

    def counterexample(self, checklist: Checklist, seed: int, broken: PromiseBroken) -> Counterexample:
        """Return the story, with the claim that ends every story, under the rule that it shows to be broken."""
        steps = (*self.steps, LAST)
        rule = rule_of(Breach.of(broken), self.world.section, steps, [each.rule for each in self.struck()])
        return Counterexample(checklist.slug, self.world.section.slug, seed, rule, steps)


def _is_of_state(waiting: _Waiting) -> bool:
    return "to its state" in waiting.step.text
