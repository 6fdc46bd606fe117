"""The stage: a play of a watch, as the process that plays sees it. It asks what to play and says how that went."""

from __future__ import annotations

import os
import re
import signal
from dataclasses import replace
from typing import TYPE_CHECKING

from syncproof.run.narrowed import narrowed
from syncproof.verdict import Verdict, worst
from syncproof.watch import said
from syncproof.watch.affected import affected, digests_of

if TYPE_CHECKING:
    from collections.abc import Callable
    from multiprocessing.connection import Connection

    from syncproof.errors import BadInput
    from syncproof.report.run_events import RunEvent
    from syncproof.run.account import Key
    from syncproof.run.plan import RunPlan
    from syncproof.verdict import Outcome
    from syncproof.watch.files import WatchedFiles

_FEW = 50
"""So many stories are played here sooner than workers have started."""
_SAID = 10
"""So many stories are told of as they end; the report has all."""
_IN_A_FILE = re.compile(r"^\S.*?:\d+: ", re.MULTILINE)


class WatchStage:
    """Narrows a plan to what a change affects, and tells the watcher of each story that was judged."""

    def __init__(self, watcher: Connection, job: said.Job) -> None:
        self._watcher = watcher
        self._job = job
        self._digests: dict[Key, str] = {}
        self._worst: dict[Key, Verdict] = {}
        self._said = 0
        watcher.send(said.Began(os.getpid()))

    def watches(self, files: WatchedFiles) -> None:
        """Name the files to watch, and wait until the watcher has seen how they stand."""
        self._watcher.send(said.Watches(files))
        self._watcher.recv()

    def refused(self, mistake: BadInput) -> None:
        """Tell of a mistake."""
        self._watcher.send(said.Mistaken(in_file=bool(_IN_A_FILE.search(str(mistake)))))

    def narrowed(self, plan: RunPlan) -> RunPlan | None:
        """Return the plan of what is to be played, None where there are stories and a change affects none of them."""
        self._digests = digests_of(plan)
        found = affected(self._digests, self._job.judged)
        self._watcher.send(said.PlayPlanned(len(self._digests), found.keys, found.gone))
        if self._digests and not found.keys:
            return None
        if len(found.keys) <= _FEW:
            plan = replace(plan, request=replace(plan.request, workers=1))
        is_whole = len(found.keys) == len(self._digests) and not found.first
        return plan if is_whole else narrowed(plan, found.keys, found.first)

    def follow(self, hear: Callable[[Outcome], None], say: Callable[[str], None]) -> Callable[[Outcome], None]:
        """Return what hears each outcome, and says of the first that do not pass, or do not fail any more, at once."""

        def follow(outcome: Outcome) -> None:
            hear(outcome)
            before = self._job.judged[outcome.key].verdict if outcome.key in self._job.judged else ""
            if self._said < _SAID and (outcome.verdict is not Verdict.PASS or before not in {"", Verdict.PASS}):
                self._said += 1
                turned = f", {before} before" if before not in {"", outcome.verdict} else ""
                say(f"{outcome.verdict:<14}{outcome.section}: {outcome.name}{turned}")

        return follow

    def hear(self, event: RunEvent) -> None:
        """Take in an event of the run."""
        if event["event"] != "judged":
            return
        key = (event["document"], event["section"], event["name"])
        self._worst[key] = worst([Verdict(event["verdict"]), self._worst.get(key, Verdict.NONE)])  # of all its plays
        judged = said.Judged(self._digests.get(key, ""), self._worst[key])
        try:
            self._watcher.send(said.StoryEnded(key, judged))
        except OSError:  # the watcher is gone
            signal.raise_signal(signal.SIGTERM)

    @property
    def is_superseded(self) -> bool:
        """Whether what is played has changed meanwhile."""
        return self._watcher.poll()
