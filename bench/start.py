"""How long `syncproof --help` takes, as a whole process: `python bench/start.py [ROUNDS]`."""

from __future__ import annotations

import statistics
import subprocess
import sys
import time
from pathlib import Path

ROUNDS = 11
MOST = 150


def milliseconds(command: list[str]) -> float:
    """Return how long a command takes."""
    began = time.perf_counter()
    subprocess.run(command, check=True, capture_output=True)  # noqa: S603 - our own words
    return (time.perf_counter() - began) * 1e3


def main(rounds: int = ROUNDS) -> None:
    """Print the medians."""
    syncproof = str(Path(sys.executable).parent / "syncproof")
    pairs = [(milliseconds([syncproof, "--help"]), milliseconds([sys.executable, "-c", "pass"])) for _ in range(rounds)]
    print(f"syncproof --help    {statistics.median(pair[0] for pair in pairs):6.0f} ms  (at most {MOST})")
    print(f"python -c pass      {statistics.median(pair[1] for pair in pairs):6.0f} ms")


if __name__ == "__main__":
    main(*map(int, sys.argv[1:]))
