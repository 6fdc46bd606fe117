"""A scenario as pytest runs it: its rule, its title, and how its end becomes an outcome."""

from __future__ import annotations

import shlex
import traceback
from pathlib import Path
from typing import TYPE_CHECKING, cast

import pytest
from pytest_bdd.parser import ScenarioTemplate
from pytest_bdd.scenario import scenario_wrapper_template_registry

from syncproof.errors import BadInput, HarnessBroke, NotOffered, PromiseBroken, SutMissing
from syncproof.ledger import By, Lacked, Ledger, Ref
from syncproof.report.failure import Failure
from syncproof.report.trace import Trace, TracedStep
from syncproof.report.trace import as_text as trace_as_text
from syncproof.run import again, places
from syncproof.run.account import Planned
from syncproof.run.refusals import refusals_shown, struck
from syncproof.stories.feature import section_of
from syncproof.stories.rules import RULES, Rule
from syncproof.stories.soundness import INSTEAD_OF_SKIPPING
from syncproof.sut import Sut
from syncproof.verdict import Lack, Outcome, Verdict, worst

if TYPE_CHECKING:
    from syncproof.steps.world import World


MARK = "syncproof"
"""The mark of each scenario; its arguments are the scenario's `rule`, and the `kind` and `level` of that."""


def rule_of(item: pytest.Item) -> Rule:
    """Return the rule that a scenario is tagged with. Raises UsageError unless there is exactly one."""
    ids = sorted({mark.kwargs["rule"] for mark in item.iter_markers(MARK) if mark.kwargs.get("rule") in RULES})
    if len(ids) != 1:
        raise pytest.UsageError(
            f"{item.nodeid}: tag the scenario with one rule; its rules now: {', '.join(ids) or 'none'}"
        )
    return RULES[ids[0]]


def template_of(item: pytest.Item) -> ScenarioTemplate:
    """Return a scenario as pytest-bdd parsed it."""
    return scenario_wrapper_template_registry[cast("pytest.Function", item).function]


def title_of(item: pytest.Item) -> str:
    """Return a scenario's title, with its row of the examples where the title does not tell the rows apart."""
    template = template_of(item)
    if not hasattr(item, "callspec"):
        return template.name
    row = cast("dict[str, str]", item.callspec.params["_pytest_bdd_example"])
    title = template.render(row).name
    # Not by pytest's id of the row, which has nothing but ASCII in it.
    return title if title != template.name else f"{title} [{'-'.join(row.values())}]"


def planned_of(item: pytest.Item) -> Planned:
    """Return the scenario of an item as a run plans it."""
    line = template_of(item).line_number
    return Planned(item.path.parent.name, section_of(item.path), rule_of(item).id, title_of(item), line)


class ScenarioReport:
    """Follows one scenario through pytest's phases and makes its outcome."""

    def __init__(self, item: pytest.Item) -> None:
        self._item = item
        self._line = template_of(item).line_number
        self._story: list[str] = []
        self._steps: list[TracedStep] = []
        self._trace = ""
        self._verdicts: list[Verdict] = []
        self._seconds = 0.0
        self._evidence: tuple[str, ...] = ()
        self._denied: tuple[Lack, ...] = ()
        self._failures: list[Failure] = []
        self._kinds: set[str] = set()
        self.stops: BadInput | SutMissing | None = None
        """The error that every other scenario would end with too, if there was one."""
        self.world: World | None = None
        """The world that the scenario plays in, from its first step on."""
        self.failure = ""
        """The failure of the phase that ended last, '' where nothing went wrong."""
        self.traceback = ""
        """Where a defect of ours is by which the scenario ended, '' for none that is the cause of something else."""

    def step(self, text: str) -> None:
        """Note that a step begins."""
        self._story.append(text)
        self._steps.append(TracedStep(text, len(self.world.ledger) if self.world else 0))

    def phase(self, call: pytest.CallInfo[None]) -> None:
        """Take in how set-up, the scenario itself, or teardown ended."""
        world = self.world
        self._seconds += call.duration
        self.failure = ""
        if world is not None and call.when == "call":
            self._evidence = tuple(map(self._hide, world.evidence))
            self._denied = _denied(world.ledger)
            if self._item.config.getoption("--syncproof-traces"):
                pairs = tuple((Ref(*pair.source.key), Ref(*pair.target.key)) for pair in world.pairs.pairing().pairs)
                trace = Trace(tuple(self._steps), pairs, tuple(world.ledger))
                self._trace = trace_as_text(trace, self._hide)
        broken = call.excinfo.value if call.excinfo else None
        if broken is None and call.when == "call" and not self._evidence:
            broken = HarnessBroke("the scenario asserted nothing; end it with a Then")
        if broken is not None:
            if isinstance(broken, BadInput | SutMissing):
                self.stops = broken
            if isinstance(broken, HarnessBroke) and broken.__cause__:
                self.traceback = "".join(traceback.format_exception(broken.__cause__)).rstrip()
            self._verdicts.append(_verdict(broken))
            found = self._failure(broken, world)
            self.failure = found.text()
            self._failures.append(found)
            self._kinds.update(map(self._hide, self._kinds_of(broken)))
        elif call.when == "call":
            self._verdicts.append(Verdict.PASS)

    def _kinds_of(self, broken: BaseException) -> tuple[str, ...]:
        """Return what is broken without the values, ids and times of this run."""
        match broken:
            case PromiseBroken():
                return broken.kinds
            case NotOffered():
                return (f"not offered: {broken.kind}",)
            case _:
                # Its text may hold a value; the step at which the story ended does not.
                return (f"{_kind(broken)} at {self._story[-1] if self._story else 'the start'}",)

    def _failure(self, broken: BaseException, world: World | None) -> Failure:
        """Return the failure, for people to read."""
        words = _words(broken, world.stage.driver.tail()) if world else ()
        if not isinstance(broken, PromiseBroken):
            text = f"{type(broken).__name__}: {broken}"
            if broken.__traceback__:
                last = traceback.extract_tb(broken.__traceback__)[-1]
                text = f"{text} (at {Path(last.filename).name}:{last.lineno})"
            match broken:
                case pytest.skip.Exception() | pytest.xfail.Exception():
                    text = f"the scenario was not played: {broken}\n  do       {INSTEAD_OF_SKIPPING}"
                case NotOffered() | SutMissing() | BadInput():
                    text = str(broken)
                case AssertionError():
                    pass
                case _:
                    text = f"the harness broke: {text}"
            broken = PromiseBroken(text)
        return Failure(
            headline=_HEADLINES[self._verdicts[-1]],
            title=title_of(self._item),
            where=f"{self._item.path.parent.name}/{self._item.path.name}:{self._line}",
            rule=rule_of(self._item),
            sentence=world.sections.sentence(rule_of(self._item).sentence) if world else "",
            story=tuple(self._story),
            broken=broken,
            events=tuple(world.ledger[line] for line in broken.lines) if world else (),
            refusals=refusals_shown(world, broken) if world and self._verdicts[-1] is Verdict.FAIL else (),
            struck=struck(world.ledger) if world else (),
            seed=self._item.config.getoption("--syncproof-seed"),
            section=world.section.chosen_by if world else "",
            sut=Sut.from_options(self._item.config.getoption),
            words=words,
            hide=self._hide,
            again=self._again(),
            as_is=bool(self._item.config.getoption("--syncproof-trello-lacks")),
            place=places.place_of(self._item, rule_of(self._item).sentence),
        )

    def _again(self) -> tuple[str, ...]:
        words = self._item.config.getoption("--syncproof-again")
        if words is None:
            return again.words_for(self._item.path)
        return tuple(shlex.split(words))

    @property
    def advice(self) -> str:
        """The advice of the driver for whoever runs the SUT; '' for none."""
        return self.world.stage.driver.advice if self.world else ""

    def _hide(self, text: str) -> str:
        return self.world.stage.hide(text) if self.world else text

    def outcome(self) -> Outcome:
        """Return the outcome of the scenario."""
        return Outcome(
            document=self._item.path.parent.name,
            section=section_of(self._item.path),
            sentence=rule_of(self._item).sentence,
            rule=rule_of(self._item).id,
            name=title_of(self._item),
            file=f"features/{self._item.path.parent.name}/{self._item.path.name}",
            line=self._line,
            verdict=worst(self._verdicts),
            seconds=round(self._seconds, 6),
            evidence=self._evidence,
            failure="\n\n".join(each.text() for each in self._failures),
            message="; ".join(each.message() for each in self._failures),
            fingerprint=tuple(sorted(self._kinds)),
            denied=self._denied,
            trace=self._trace,
        )


def _words(broken: BaseException, tail: tuple[str, ...]) -> tuple[str, ...]:
    """Return the SUT's output and the hints; a verb that the SUT does not offer needs no hint."""
    return tuple(line for line in tail if line.startswith("|")) if isinstance(broken, NotOffered) else tail


_HEADLINES = {Verdict.FAIL: "fails", Verdict.INCONCLUSIVE: "was not shown", Verdict.ERROR: "could not be judged"}


def _verdict(broken: BaseException) -> Verdict:
    match broken:
        case AssertionError():
            return Verdict.FAIL
        case NotOffered():
            return Verdict.INCONCLUSIVE
        case _:
            return Verdict.ERROR


def _kind(broken: BaseException) -> str:
    """Return what kind of error this is, in words where the error is one of ours."""
    match broken:
        case SutMissing():
            return "the sync could not be started or asked,"
        case HarnessBroke():
            return "the harness broke"
        case _:
            return type(broken).__name__


def _denied(ledger: Ledger) -> tuple[Lack, ...]:
    """Return what a missing capability denied the SUT."""
    found = {
        Lack(event.capability, event.ref.system, event.ref.datatype, event.property)
        for event in ledger
        if isinstance(event, Lacked) and event.by is By.SUT
    }
    return tuple(sorted(found))
