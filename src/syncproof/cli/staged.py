"""A play of a watch: the command line again, in a process that the watch has warmed."""

from __future__ import annotations

from typing import TYPE_CHECKING

from syncproof.cli import main
from syncproof.watch.stage import WatchStage

if TYPE_CHECKING:
    from multiprocessing.connection import Connection

    from syncproof.watch.said import Job


def play(watcher: Connection, job: Job) -> int:
    """Play a job in this process, and return its exit code."""
    return main(["run", *job.arguments], WatchStage(watcher, job))
