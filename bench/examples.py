"""What the examples cost: all of them, against as many scenarios of as many empty steps; then all with the properties.

Each run is a process of its own, by turns: `python bench/examples.py`.
"""

from __future__ import annotations

import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from pytest_bdd.feature import get_feature

from syncproof import features

FOLDER = Path(next(iter(features.__path__)))
ROUNDS = 5
MOST = 3.0
MOST_SECONDS = 20.0
PROPERTIES = "properties.round-trip"

STEPS = """
from pytest_bdd import given, when, then, parsers, scenarios

@given(parsers.re("empty .*"))
@when(parsers.re("empty .*"))
@then(parsers.re("empty .*"))
def empty():
    pass

scenarios("empty.feature")
"""


def step_counts() -> list[int]:
    """Return the number of steps of each example, every row one, the properties left out."""
    counts = []
    for file in sorted(FOLDER.glob("*/*.feature")):
        for template in get_feature(str(file.parent), file.name).scenarios.values():
            if PROPERTIES not in template.tags:
                rows = sum(len(table.examples) for table in template.examples) or 1
                counts += [len(template.steps)] * rows
    return counts


def seconds(arguments: list[str], folder: Path) -> float:
    """Return how long pytest takes, start and collection included."""
    command = [
        sys.executable,
        "-m",
        "pytest",
        "-q",
        "-p",
        "no:cacheprovider",
        "-p",
        "no:randomly",
        *arguments,
    ]
    began = time.perf_counter()
    subprocess.run(command, cwd=folder, check=True, capture_output=True)  # noqa: S603 - our own words
    return time.perf_counter() - began


def main() -> None:
    """Print the medians, the ratio, and the time with the properties."""
    counts = step_counts()
    checkout = FOLDER.parent
    with tempfile.TemporaryDirectory() as name:
        empty = Path(name)
        scenarios = (
            f"  Scenario: number {number}\n" + "".join(f"    Given empty {step}\n" for step in range(count))
            for number, count in enumerate(counts)
        )
        (empty / "empty.feature").write_text("Feature: Empty\n" + "\n".join(scenarios))
        (empty / "test_empty.py").write_text(STEPS)
        ours = ["features", "-m", f"not {PROPERTIES}"]
        pairs = [(seconds(ours, checkout), seconds(["test_empty.py"], empty)) for _ in range(ROUNDS)]
    whole = [seconds(["features"], checkout) for _ in range(ROUNDS)]
    print(f"{len(counts)} examples of {statistics.mean(counts):.1f} steps")
    print(f"the examples        {statistics.median(pair[0] for pair in pairs):6.2f} s")
    print(f"empty steps         {statistics.median(pair[1] for pair in pairs):6.2f} s")
    print(f"ratio               {statistics.median(a / b for a, b in pairs):6.2f}    (at most {MOST:g})")
    print(f"with the properties {statistics.median(whole):6.2f} s  (at most {MOST_SECONDS:g})")


if __name__ == "__main__":
    main()
