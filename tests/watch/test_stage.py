"""A play of a watch tells the watcher how each story was judged."""

from __future__ import annotations

from multiprocessing import Pipe
from typing import cast

from syncproof.report.run_events import RunEvent
from syncproof.watch import said
from syncproof.watch.stage import WatchStage


def test_of_several_plays_of_a_story_the_worst_counts() -> None:
    ours, its = Pipe()
    stage = WatchStage(its, said.Job((), {}))
    story = {"event": "judged", "document": "a-b", "section": "x-to-y", "name": "Again"}

    for verdict in ("fail", "pass"):
        stage.hear(cast("RunEvent", {**story, "verdict": verdict}))

    told = [ours.recv() for _ in range(3)]
    assert isinstance(told[0], said.Began)
    assert [each.judged.verdict for each in told[1:]] == ["fail", "fail"]


def test_whatever_the_watcher_says_during_a_play_supersedes_it() -> None:
    ours, its = Pipe()
    stage = WatchStage(its, said.Job((), {}))

    assert not stage.is_superseded
    ours.send(said.Superseded())
    assert stage.is_superseded
