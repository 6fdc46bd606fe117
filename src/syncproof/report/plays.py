"""The plays of a story: with several seeds, or again and again. One outcome of all of them, the worst."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import NamedTuple

from syncproof.report.failure import with_repetition
from syncproof.verdict import Outcome, Verdict

_WORDS = {
    Verdict.FAIL: "failed",
    Verdict.ERROR: "could not be judged",
    Verdict.INCONCLUSIVE: "was not shown",
    Verdict.NONE: "asserted nothing",
}


class Play(NamedTuple):
    """A play of a story with a seed, and how the play ended."""

    seed: int
    outcome: Outcome


def merged(plays: Sequence[Play], seeds: range, repeat: int) -> Outcome | None:
    """Return the outcome of the first play with the worst verdict, which says how the other plays ended.

    There should be `repeat` plays with each of the `seeds`. A story of which a play is missing has not passed: None.
    """
    seed, worst = max(plays, key=lambda play: _badness(play.outcome))
    if len(seeds) * repeat == 1:
        return worst
    whole = replace(worst, seconds=round(sum(play.outcome.seconds for play in plays), 6), plays=len(plays))
    if worst.verdict is Verdict.PASS:
        return whole if len(plays) == len(seeds) * repeat else None
    word = _WORDS[worst.verdict]
    same = [play.outcome.verdict for play in plays if play.seed == seed]
    notes = [f"{word} in {same.count(worst.verdict)} of {len(same)} plays of the same story"] if repeat > 1 else []
    if len(seeds) > 1:
        notes += _by_seed(plays, seeds)
    held = sum(play.outcome.verdict is Verdict.PASS for play in plays)
    failure = with_repetition(worst.failure, "; ".join(notes), repeat=repeat if len(set(same)) > 1 else 1)
    # A play that fails in another way than the worst must show: a baseline may know the worst one only.
    fingerprint = tuple(sorted({kind for play in plays for kind in play.outcome.fingerprint}))
    message = "; ".join([worst.message, *notes] if worst.message else notes)
    return replace(whole, failure=failure, message=message, fingerprint=fingerprint, held=held)


def _by_seed(plays: Sequence[Play], seeds: range) -> Iterator[str]:
    """Yield the seeds of each verdict that is no pass, the worst verdict first; of a seed's plays, the worst counts."""
    worst: dict[int, Verdict] = {}
    for seed, outcome in sorted(plays, key=lambda play: _badness(play.outcome)):
        worst[seed] = outcome.verdict
    between = f"{seeds[0]}-{seeds[-1]}"
    for verdict in sorted({*worst.values()} - {Verdict.PASS}, key=lambda each: each.badness, reverse=True):
        red = sorted(seed for seed in worst if worst[seed] is verdict)
        if len(red) == len(seeds):
            yield f"{_WORDS[verdict]} with all {len(red)} seeds, {between}"
        else:
            noun = "seed" if len(red) == 1 else "seeds"
            yield f"{_WORDS[verdict]} with {noun} {', '.join(map(str, red))} of {between}"


def _badness(outcome: Outcome) -> int:
    """Return how bad an outcome is: one that asserted nothing is worse than a pass."""
    return Verdict.INCONCLUSIVE.badness if outcome.verdict is Verdict.NONE else outcome.verdict.badness
