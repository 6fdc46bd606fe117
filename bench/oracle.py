"""The laws against the brute-force oracle on random histories with trouble: `python bench/oracle.py [HISTORIES]`.

It prints how many histories both accept and both reject, each disagreement by its seed, and the seconds of processor
time. It ends with 1 where the two disagree.
"""

from __future__ import annotations

import os
import sys
from concurrent.futures import ProcessPoolExecutor
from multiprocessing import get_context
from pathlib import Path
from typing import TYPE_CHECKING

sys.path.append(str(Path(__file__).parents[1]))  # where `tests` is found

from tests.laws.comparison import Comparison, compare

if TYPE_CHECKING:
    from collections.abc import Iterable

HISTORIES = 100_000
SHARE = 1_000
"""The histories that a worker takes at a time."""


def seconds() -> float:
    """Return the processor time of this process and of those that it has started and that are over."""
    return sum(os.times()[:4])


def added(parts: Iterable[Comparison]) -> Comparison:
    """Return what came of all parts."""
    whole = Comparison()
    for part in parts:
        whole.fine += part.fine
        whole.broken += part.broken
        whole.missed += part.missed
        whole.false_alarms += part.false_alarms
        whole.laws.update(part.laws)
        whole.holds.update(part.holds)
    return whole


def main(histories: int = HISTORIES) -> bool:
    """Print what came of the histories; return whether the laws and the oracle disagree."""
    began = seconds()
    seeds = [range(first, min(first + SHARE, histories)) for first in range(0, histories, SHARE)]
    with ProcessPoolExecutor(os.cpu_count(), get_context("spawn")) as pool:
        whole = added(pool.map(compare, seeds))
    print(f"{histories} histories in {seconds() - began:.0f} s of processor time")
    print(f"both accept {whole.fine}, both reject {whole.broken}")
    print(f"missed by the laws {len(whole.missed)} {whole.missed[:10]}")
    print(f"false alarms of the laws {len(whole.false_alarms)} {whole.false_alarms[:10]}")
    for title, counts in (("histories that a law rejects", whole.laws), ("histories with", whole.holds)):
        print(f"{title}: {', '.join(f'{what} {times}' for what, times in counts.most_common())}")
    return bool(whole.missed or whole.false_alarms)


if __name__ == "__main__":
    sys.exit(main(*map(int, sys.argv[1:])))
