"""What the examples cost: all of them, against as many scenarios of as many empty steps; then all with the properties.

Each run is a process of its own, by turns: `python bench/examples.py [ROUNDS [FEATURES]]`, so many of the features
instead of all.
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
MOST = 2.5
MOST_SECONDS = 20.0
PROPERTIES = "properties.round-trip"

EMPTY = """
import importlib
from pytest_bdd import scenarios, step
from pytest_bdd.steps import step_function_context_registry
from syncproof.run.vocabulary import MODULES

modules = [importlib.import_module(name) for name in MODULES]
sentences = {id(value) for module in modules for value in vars(module).values()}

for context in list(step_function_context_registry.values()):
    if id(context.step_func) in sentences:
        step(context.parser, context.type)(lambda: None)

scenarios(".")
"""
"""The same sentences, each an empty step."""


def step_counts(files: list[Path]) -> list[int]:
    """Return the number of steps of each example, every row one, the properties left out."""
    counts = []
    for file in files:
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


def main(rounds: int = ROUNDS, most: int | None = None) -> bool:
    """Print the medians, the ratio, and the time with the properties; return whether one is more than it may be."""
    files = sorted(FOLDER.glob("*/*.feature"))[:most]
    played = list(map(str, files)) if most else ["features"]
    counts = step_counts(files)
    checkout = FOLDER.parent
    with tempfile.TemporaryDirectory() as name:
        empty = Path(name)
        for file in files:
            (empty / f"{file.parent.name}-{file.name}").write_text(file.read_text())
        (empty / "test_empty.py").write_text(EMPTY)
        chosen, same = (["-m", f"not {mark}"] for mark in (f"syncproof(rule='{PROPERTIES}')", PROPERTIES))
        pairs = [
            (seconds([*played, *chosen], checkout), seconds(["test_empty.py", *same], empty)) for _ in range(rounds)
        ]
    whole = [seconds(played, checkout) for _ in range(rounds)]
    print(f"{len(counts)} examples of {statistics.mean(counts):.1f} steps")
    print(f"the examples        {statistics.median(pair[0] for pair in pairs):6.2f} s")
    print(f"empty steps         {statistics.median(pair[1] for pair in pairs):6.2f} s")
    ratio, all_of_it = statistics.median(a / b for a, b in pairs), statistics.median(whole)
    print(f"ratio               {ratio:6.2f}    (at most {MOST:g})")
    print(f"with the properties {all_of_it:6.2f} s  (at most {MOST_SECONDS:g})")
    return ratio > MOST or all_of_it > MOST_SECONDS


if __name__ == "__main__":
    sys.exit(main(*map(int, sys.argv[1:])))
