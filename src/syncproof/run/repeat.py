"""A run played more than once, with several seeds or again and again: one outcome of all plays of a story."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Callable, Sequence
from dataclasses import replace
from typing import NamedTuple

from syncproof.errors import BadInput, HarnessBroke
from syncproof.report.failure import with_repetition
from syncproof.run.account import Key
from syncproof.verdict import Outcome, Verdict

_MOST = 1000
"""So many plays of each story are enough for anybody; more are a slip of the finger."""
_LAST_SEED = 2**32 - 1
_WORDS = {
    Verdict.FAIL: "failed",
    Verdict.ERROR: "could not be judged",
    Verdict.INCONCLUSIVE: "was not shown",
    Verdict.NONE: "asserted nothing",
}


class _Play(NamedTuple):
    seed: int
    outcome: Outcome


def seeds_of(text: str, seed: int) -> Sequence[int]:
    """Return the seeds that `A-B` stands for, both included, or the one seed without any. Raises BadInput."""
    if not text:
        return (seed,)
    if seed:
        raise BadInput(f"a seed and several at once: --seed {seed} --seeds {text}", do="leave out one of the two")
    ends = re.fullmatch(r"(\d+)-(\d+)", text, re.ASCII)
    if ends is None or not int(ends[1]) <= int(ends[2]) <= _LAST_SEED:
        raise BadInput(f"--seeds {text}: not a range of seeds", do="--seeds 0-9, the lower one first")
    if int(ends[2]) - int(ends[1]) >= _MOST:
        raise BadInput(f"--seeds {text}: more than {_MOST} seeds", do="play them in several runs")
    return range(int(ends[1]), int(ends[2]) + 1)


def run(
    seeds: Sequence[int],
    repeat: int,
    play: Callable[[int, Callable[[int], None]], Sequence[Outcome]],
    expected: Callable[[int], None],
) -> tuple[Outcome, ...]:
    """Play stories with each seed, `repeat` times each, and return one outcome for each story: the worst of its plays.

    `play` plays all stories with a seed, and tells its second argument how many these are; `expected` is called once,
    with the number of all plays. Raises HarnessBroke where a play has other stories than the first.
    """
    plays: dict[Key, list[_Play]] = defaultdict(list)
    times = len(seeds) * repeat
    counts: list[int] = []

    def counted(count: int) -> None:
        if not counts:
            expected(count * times)
        counts.append(count)

    for seed in seeds:
        for _ in range(repeat):
            for outcome in play(seed, counted):
                plays[outcome.document, outcome.section, outcome.name].append(_Play(seed, outcome))
    if any(len(each) != times for each in plays.values()):
        raise HarnessBroke("a story is missing in some of the plays")
    return tuple(_merged(each, len(seeds), repeat) for each in plays.values())


def _merged(plays: Sequence[_Play], seeds: int, repeat: int) -> Outcome:
    """Return the outcome of the first play with the worst verdict, which says how the other plays ended."""
    seed, worst = max(plays, key=lambda play: _badness(play.outcome))
    whole = replace(worst, seconds=round(sum(play.outcome.seconds for play in plays), 6), plays=len(plays))
    if worst.verdict is Verdict.PASS:
        return whole
    word = _WORDS[worst.verdict]
    same = [play.outcome.verdict for play in plays if play.seed == seed]
    notes = [f"{word} in {same.count(worst.verdict)} of {len(same)} plays of the same story"] if repeat > 1 else []
    if seeds > 1:
        red = dict.fromkeys(str(play.seed) for play in plays if play.outcome.verdict is not Verdict.PASS)
        notes.append(f"{word} with seed {seed}; no pass with {len(red)} of {seeds} seeds: {', '.join(red)}")
    held = sum(play.outcome.verdict is Verdict.PASS for play in plays)
    failure = worst.failure
    if notes:
        failure = with_repetition(failure, "; ".join(notes), repeat=repeat if len(set(same)) > 1 else 1)
    # A play that fails in another way than the worst must show: a baseline may know the worst one only.
    fingerprint = tuple(sorted({kind for play in plays for kind in play.outcome.fingerprint}))
    message = "; ".join([worst.message, *notes] if worst.message else notes)
    return replace(whole, failure=failure, message=message, fingerprint=fingerprint, held=held)


def _badness(outcome: Outcome) -> int:
    """Return how bad an outcome is: one that asserted nothing is worse than a pass."""
    return Verdict.INCONCLUSIVE.badness if outcome.verdict is Verdict.NONE else outcome.verdict.badness
