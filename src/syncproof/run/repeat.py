"""A run played more than once, with several seeds or again and again."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence

from syncproof.errors import BadInput

_MOST = 1000
"""So many plays of each story are enough for anybody; more are a slip of the finger."""
_LAST_SEED = 2**32 - 1


def seeds_of(text: str, seed: int) -> Sequence[int]:
    """Return the seeds that `A-B` stands for, both included, or the one seed without any. Raises BadInput."""
    if not text:
        return (seed,)
    if seed:
        raise BadInput(f"--seed {seed} and --seeds {text} exclude each other", do="leave out one of the two")
    ends = re.fullmatch(r"(\d+)-(\d+)", text, re.ASCII)
    if ends is None or not int(ends[1]) <= int(ends[2]) <= _LAST_SEED:
        raise BadInput(f"--seeds {text}: not a range of seeds", do="--seeds 0-9, the lower one first")
    if int(ends[2]) - int(ends[1]) >= _MOST:
        raise BadInput(f"--seeds {text}: more than {_MOST} seeds", do="play them in several runs")
    return range(int(ends[1]), int(ends[2]) + 1)


def run(
    seeds: Sequence[int],
    repeat: int,
    play: Callable[[int, int, Callable[[int], None]], None],
    expected: Callable[[int], None],
) -> None:
    """Play stories with each seed, `repeat` times each.

    `play` plays all stories with a seed; its second argument is the number of the play, from 0, and it tells the third
    how many stories these are. `expected` is called once, with the number of all plays.
    """
    counts: list[int] = []

    def counted(count: int) -> None:
        if not counts:
            expected(count * len(seeds) * repeat)
        counts.append(count)

    for index in range(len(seeds) * repeat):
        play(seeds[index // repeat], index, counted)
