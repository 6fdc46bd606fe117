"""The law of lost edits against all that a sync may do, told out in full, on small histories."""

from __future__ import annotations

from dataclasses import dataclass, replace
from itertools import product
from math import inf
from typing import TYPE_CHECKING, Literal, NamedTuple, TypeVar

import pytest

from syncproof.checklist import Row
from syncproof.datatypes import Datatype, Property
from syncproof.laws import Scope, judge
from syncproof.ledger import By, Ledger, Ref

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from syncproof.ledger import Event

T = TypeVar("T")
Tells = Literal["property", "record", "never"]
TELLS: tuple[Tells, ...] = ("property", "record", "never")
SIDES = ("source", "target")
REF = {"source": Ref("A", "Source", "s"), "target": Ref("B", "Target", "t")}


class Act(NamedTuple):
    """A step: a user edits p or q on a side, or the sync runs a pass."""

    side: str
    property: str
    value: str


class Write(NamedTuple):
    side: str
    value: str


@dataclass(frozen=True)
class Run:
    """One way in which a history can go: what happened, and how p stands."""

    events: tuple[Act | Write | None, ...] = ()
    """None: a pass ended."""
    held: tuple[str, str] = ("base", "base")
    base: str = "base"
    edited: tuple[int, int] = (-1, -1)
    """When each side's p was last edited since the sync last made it equal, or -1."""
    touched: tuple[int, int] = (-1, -1)
    """When each side's record was last edited."""


def put(both: tuple[T, T], side: int, one: T) -> tuple[T, T]:
    return (one, both[1]) if side == 0 else (both[0], one)


def edit(run: Run, act: Act, *, by_value: bool) -> Run:
    now, side = len(run.events), SIDES.index(act.side)
    touched = put(run.touched, side, now)
    if act.property == "q":
        return replace(run, events=(*run.events, act), touched=touched)
    if run.held[side] == act.value:
        return run
    held, edited = put(run.held, side, act.value), put(run.edited, side, now)
    if held[0] == held[1] and not by_value:
        edited = (-1, -1)
    return replace(run, events=(*run.events, act), held=held, edited=edited, touched=touched)


def claims(run: Run, side: int, tells: Tells) -> tuple[float, float]:
    """Return the earliest and the latest moment that a system may name for its side's edit."""
    at = run.edited[side]
    return {"property": (at, at), "record": (at, max(at, run.touched[side])), "never": (-inf, inf)}[tells]


def legal(run: Run, tells: Sequence[Tells], *, by_value: bool) -> set[str]:
    """Return what a sync may make of p: the one edit, or the winner of two by any times the systems may name.

    A sync learns of an edit as it is made (`by_value` false) or by comparing with what it last made equal.
    """
    if run.held[0] == run.held[1]:
        return {run.held[0]}
    edited = [side for side in (0, 1) if (run.held[side] != run.base if by_value else run.edited[side] >= 0)]
    if len(edited) == 1:
        return {run.held[edited[0]]}
    latest = max((0, 1), key=lambda side: run.edited[side])
    mine, yours = claims(run, 1 - latest, tells[1 - latest]), claims(run, latest, tells[latest])
    return {run.held[latest]} | ({run.held[1 - latest]} if mine[1] >= yours[0] else set())


def made(run: Run, value: str) -> Run:
    """Let a pass make both sides hold a value; written first where the partner has held it."""
    known = {(act.side, act.value) for act in run.events if act} | {(side, "base") for side in SIDES}
    order = (1, 0) if ("source", value) in known else (0, 1)
    writes = [Write(SIDES[side], value) for side in order if run.held[side] != value]
    return Run((*run.events, *writes, None), (value, value), value, (-1, -1), (-1, -1))


def runs(steps: Sequence[Act | None], tells: Sequence[Tells], *, by_value: bool) -> Iterator[Run]:
    """Yield every legal way to go through the steps."""
    found = [Run()]
    for step in steps:
        if step is None:
            found = [made(run, value) for run in found for value in sorted(legal(run, tells, by_value=by_value))]
        else:
            found = [edit(run, step, by_value=by_value) for run in found]
    yield from found


def ledger_of(run: Run, *, rests: bool) -> list[Event]:
    """Write a run down; `rests`: each pass leads to a rest, and not the last one alone."""
    ledger = Ledger()
    clock = iter(range(10_000))
    for by, side in ((By.USER, "source"), (By.SUT, "target")):
        ledger.created(next(clock), by, REF[side], {"p": "base", "q": "base"})
    ledger.marked(next(clock), "at rest")
    held = {side: {"p": "base", "q": "base"} for side in SIDES}
    for number, act in enumerate(run.events):
        match act:
            case None:
                if held["target"]["q"] != held["source"]["q"]:
                    note(ledger, next(clock), By.SUT, Act("target", "q", held["source"]["q"]), held)
                if rests or number == len(run.events) - 1:
                    ledger.marked(next(clock), "at rest")
            case Write():
                note(ledger, next(clock), By.SUT, Act(act.side, "p", act.value), held)
            case Act():
                note(ledger, next(clock), By.USER, act, held)
    return ledger[:]


def note(ledger: Ledger, at: int, by: By, act: Act, held: dict[str, dict[str, str]]) -> None:
    before = {act.property: held[act.side][act.property]}
    held[act.side][act.property] = act.value
    ledger.updated(at, by, REF[act.side], before, {act.property: act.value})


def scope(tells: Sequence[Tells]) -> Scope:
    properties = {name: Property(name) for name in ("p", "q")}
    rows = (Row("p", "p", "string", "agreement"), Row("q", "q", "string", "agreement"))
    source, target = (
        Datatype(name, properties, timestamped=one) for name, one in zip(("Source", "Target"), tells, strict=True)
    )
    return Scope("source-to-target", ("A", "Source"), ("B", "Target"), "", rows, source, target, frozenset())


def accepted(run: Run, tells: Sequence[Tells], *, rests: bool) -> bool:
    laws = {finding.law for finding in judge(ledger_of(run, rests=rests), [scope(tells)])}
    assert laws <= {"no-lost-edit"}
    return not laws


def histories(kinds: Sequence[str], most: int) -> Iterator[list[Act | None]]:
    """Yield all histories of up to so many steps, each edit with a value of its own."""
    for length in range(most + 1):
        for chosen in product(kinds, repeat=length):
            yield [
                None if kind == "pass" else Act(kind.split()[0], kind.split()[1], f"{kind} {number}")
                for number, kind in enumerate(chosen)
            ]


@pytest.mark.parametrize("rests", [False, True])
@pytest.mark.parametrize("tells", list(product(TELLS, TELLS)))
def test_the_oracle_accepts_exactly_what_a_sync_may_do(tells: tuple[Tells, Tells], *, rests: bool) -> None:
    judged = 0
    for steps in histories(("source p", "target p", "source q", "pass"), 4):
        of_p = [step for step in steps if step is None or step.property == "p"]
        if of_p and of_p[-1] is None and not rests:
            continue  # lenient on purpose: until it rests, a sync may think better of whom it let win
        for run in runs(steps, tells, by_value=False):
            may = legal(run, tells, by_value=False)
            ever = {
                "base",
                *(act.value for act in run.events if act and getattr(act, "property", "p") == "p"),
            }
            verdicts = {value for value in ever if accepted(made(run, value), tells, rests=rests)}
            assert verdicts == may, run
            judged += len(ever)
    assert judged > 500


@pytest.mark.parametrize("tells", list(product(TELLS, TELLS)))
def test_the_oracle_accepts_what_a_sync_may_do_where_edits_coincide(tells: tuple[Tells, Tells]) -> None:
    """Only so much: where users make both sides equal, or change a value back, a sync judges by what it saw.

    Whether it saw that is not in the ledger, so the oracle is lenient there on purpose.
    """
    acts: list[Act | None] = [Act(side, "p", value) for side in SIDES for value in ("base", "other")]
    acts += [Act("source", "q", "new"), None]
    for length in range(5):
        for steps in product(acts, repeat=length):
            for by_value in (False, True):
                for run in runs(changing(steps), tells, by_value=by_value):
                    for value in legal(run, tells, by_value=by_value):
                        assert accepted(made(run, value), tells, rests=False), (run, value)


def changing(steps: Sequence[Act | None]) -> list[Act | None]:
    """Give q a value of its own at each edit."""
    return [
        act._replace(value=f"new {number}") if act and act.property == "q" else act for number, act in enumerate(steps)
    ]
