"""How soon a watch shows the first result after a save, against a run: `python bench/watch.py [ROUNDS]`.

A save of one story's feature, and one of the sync's own file, after which all chosen stories are played. Processor time
of all processes of the watch, says how long a save takes on a machine that does nothing else.
"""

from __future__ import annotations

import os
import shutil
import signal
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from syncproof import features

ROUNDS = 9
MOST = 0.5
"""A save to its first result, against a run of the same story."""
MOST_SECONDS = 1.0
"""The processor time from a save to its first result."""
SETTLED = 0.5
"""Seconds after a play in which the warm process makes ready for the next one."""
TICKS = os.sysconf("SC_CLK_TCK")
SYNCPROOF = str(Path(sys.executable).with_name("syncproof"))
STORY = "With every property filled"
CHOICE = ["--features", "features", "--section", "contact-to-members", "--only", "every"]
SYNC = "import sys\nfrom syncproof.cli import main\nsys.exit(main(['sync', '--daemon']))\n"
ENVIRON = {name: value for name, value in os.environ.items() if name != "CI"}


def until(watch: subprocess.Popen[str], words: str) -> float:
    """Return how many seconds a watch takes until it says a line with some words."""
    began = time.perf_counter()
    for line in watch.stdout or ():
        if words in line:
            return time.perf_counter() - began
    raise SystemExit("the watch has ended")


def processor_seconds(process: int) -> float:
    """Return the processor time of a process and of all that descend from it, those that have ended too."""
    stat = Path(f"/proc/{process}/stat").read_text().rpartition(") ")[2].split()
    own = sum(map(int, stat[11:15])) / TICKS
    children = Path(f"/proc/{process}/task/{process}/children").read_text().split()
    return own + sum(map(processor_seconds, map(int, children)))


@contextmanager
def watched(folder: Path, *options: str) -> Iterator[subprocess.Popen[str]]:
    """Yield a watch that has played everything once and waits."""
    command = [SYNCPROOF, "run", *CHOICE, "--watch", *options]
    with subprocess.Popen(  # noqa: S603 - our own words
        command, cwd=folder, env=ENVIRON, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True
    ) as watch:
        until(watch, "watching;")
        yield watch
        watch.send_signal(signal.SIGTERM)  # a shell has its background jobs ignore SIGINT
        watch.communicate()


def saves(watch: subprocess.Popen[str], file: Path, rounds: int) -> tuple[float, float]:
    """Return how soon the first result comes after a save, and the processor time; the first two saves warm up."""
    found, spent = [], []
    text = file.read_text()
    for number in range(rounds + 2):
        before = processor_seconds(watch.pid)
        file.write_text(text.replace(STORY, f"{STORY} {number}") if STORY in text else f"# {number}\n{text}")
        found.append(until(watch, "1 of "))
        spent.append(processor_seconds(watch.pid) - before)
        until(watch, "watching;")
        time.sleep(SETTLED)
    return statistics.median(found[2:]), statistics.median(spent[2:])


def main(rounds: int = ROUNDS) -> bool:
    """Print the medians; return whether a save takes more of a run's time than it may."""
    with tempfile.TemporaryDirectory() as private:
        folder = Path(private)
        shutil.copytree(Path(next(iter(features.__path__))), folder / "features")
        (folder / "sync.py").write_text(SYNC)
        runs = []
        for _ in range(rounds):
            began = time.perf_counter()
            command = [SYNCPROOF, "run", *CHOICE[:4], "--only", f"every.whatever-it-holds: {STORY}", "--quiet"]
            subprocess.run(command, cwd=folder, env=ENVIRON, check=True, capture_output=True)  # noqa: S603 - our own words
            runs.append(time.perf_counter() - began)
        with watched(folder) as watch:
            feature = folder / "features" / "customerp-trello" / "contact-to-members.feature"
            story = saves(watch, feature, rounds)
        with watched(folder, "--sut", f"{sys.executable} sync.py", "--sut-daemon") as watch:
            sync = saves(watch, folder / "sync.py", rounds)
    run = statistics.median(runs)
    print(f"a run of one story                     {run:5.2f} s")
    for what, (took, spent) in (
        ("a story is saved: its result       ", story),
        ("the sync is saved: the first result", sync),
    ):
        print(f"{what}    {took:5.2f} s, {took / run:.2f} of the run, {spent:.2f} s of processor time")
    print(f"at most {MOST} of the run, and {MOST_SECONDS:g} s of processor time")
    return story[0] / run > MOST or max(story[1], sync[1]) > MOST_SECONDS


if __name__ == "__main__":
    sys.exit(main(*map(int, sys.argv[1:])))
