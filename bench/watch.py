"""How soon a watch shows the first result after a save, against a run: `python bench/watch.py [ROUNDS]`.

A save of one story's feature, and one of the sync's own file, after which all chosen stories are played.
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


@contextmanager
def watched(folder: Path, *options: str) -> Iterator[subprocess.Popen[str]]:
    """Yield a watch that has played everything once and waits."""
    command = [SYNCPROOF, "run", *CHOICE, "--watch", *options]
    with subprocess.Popen(  # noqa: S603 - our own words
        command, cwd=folder, env=ENVIRON, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True
    ) as watch:
        until(watch, "watching;")
        yield watch
        watch.send_signal(signal.SIGINT)
        watch.communicate()


def saves(watch: subprocess.Popen[str], file: Path, rounds: int) -> list[float]:
    """Return how soon the first result comes after each of some saves; the first two warm up."""
    found = []
    text = file.read_text()
    for number in range(rounds + 2):
        file.write_text(text.replace(STORY, f"{STORY} {number}") if STORY in text else f"# {number}\n{text}")
        found.append(until(watch, "1 of "))
        until(watch, "watching;")
    return found[2:]


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
            stories = saves(watch, feature, rounds)
        with watched(folder, "--sut", f"{sys.executable} sync.py", "--sut-daemon") as watch:
            syncs = saves(watch, folder / "sync.py", rounds)
    run, story, sync = map(statistics.median, (runs, stories, syncs))
    print(f"a run of one story                     {run:5.2f} s")
    print(f"a story is saved: its result           {story:5.2f} s, {story / run:.2f} of the run  (at most {MOST})")
    print(f"the sync is saved: the first result    {sync:5.2f} s, {sync / run:.2f} of the run")
    return story / run > MOST


if __name__ == "__main__":
    sys.exit(main(*map(int, sys.argv[1:])))
