"""How much longer than an empty Python `syncproof --help` takes, as a process: `python bench/start.py [ROUNDS]`."""

from __future__ import annotations

import statistics
import subprocess
import sys
import time
from pathlib import Path

ROUNDS = 11
MOST = 80
"""Milliseconds more than an empty Python."""


def milliseconds(command: list[str]) -> float:
    """Return how long a command takes."""
    began = time.perf_counter()
    subprocess.run(command, check=True, capture_output=True)  # noqa: S603 - our own words
    return (time.perf_counter() - began) * 1e3


def main(rounds: int = ROUNDS) -> bool:
    """Print the medians; return whether the difference is more than it may be."""
    syncproof = str(Path(sys.executable).parent / "syncproof")
    pairs = [(milliseconds([syncproof, "--help"]), milliseconds([sys.executable, "-c", "pass"])) for _ in range(rounds)]
    ours, bare = (statistics.median(pair[which] for pair in pairs) for which in (0, 1))
    print(f"syncproof --help    {ours:6.0f} ms")
    print(f"python -c pass      {bare:6.0f} ms")
    print(f"difference          {ours - bare:6.0f} ms  (at most {MOST})")
    return ours - bare > MOST


if __name__ == "__main__":
    sys.exit(main(*map(int, sys.argv[1:])))
