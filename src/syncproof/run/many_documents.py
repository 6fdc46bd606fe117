"""A run of many documents: each is planned and played by itself, several at a time, and all are one run.

Documents stay apart, since two of them can say different things of a system of one name. One that cannot be played
stops no other.
"""

from __future__ import annotations

import hashlib
import re
from contextlib import closing
from dataclasses import replace
from functools import partial
from typing import TYPE_CHECKING, NamedTuple

from syncproof.errors import BadInput, SyncproofError
from syncproof.inputs import bytes_of
from syncproof.report.exit_code import ExitCode
from syncproof.report.run_events import INTERRUPTED
from syncproof.run.document_pool import DocumentPool, interrupt, is_interrupted
from syncproof.run.documents import private_folder
from syncproof.run.plan import RunRequest, plan
from syncproof.run.play import play
from syncproof.run.provenance import provenance_of
from syncproof.run.vocabulary import MODULES
from syncproof.stories.choice import NothingChosen, idle

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence
    from datetime import datetime
    from pathlib import Path

    from syncproof.report.run_events import RunEvent

INTERRUPTED_BEFORE = "the run was interrupted before"
_LOADED = (__name__, "pytest_bdd.plugin", "syncproof.run.hooks", "syncproof.run.lookup", *MODULES)
"""What every play loads."""


class PlayedDocument(NamedTuple):
    """The events of the run of a document, or the reason for which there are none."""

    path: Path
    name: str
    """The name of the document in the run, after its file."""
    events: tuple[RunEvent, ...]
    problem: str = ""
    broke: bool = False
    """Whether the harness or the SUT is to blame for the problem, and not the document."""
    is_chosen: bool = True
    """Whether the document has any of what the run was asked for."""
    idle: Mapping[str, str] | None = None
    """The texts and levels of the choice that chose nothing in the document, as the command line has them.

    Each has the nearest right one, or ''. None where there was nothing to choose.
    """
    oddities: int = 0
    """How many oddities the document has."""
    is_interrupted: bool = False
    """Whether the run was interrupted before the document was played."""

    @property
    def code(self) -> ExitCode:
        """The exit code that a document without events leads to."""
        if not self.is_chosen:
            return ExitCode.PASS
        if self.is_interrupted:
            return ExitCode.INTERRUPTED
        return ExitCode.BROKE if self.broke else ExitCode.BAD_INPUT

    @property
    def reasons(self) -> tuple[str, ...]:
        """The lines of the problem that say what is wrong, without the nearest right thing and the cure."""
        return tuple(line for line in self.problem.splitlines() if not line.startswith("  "))

    @property
    def reasons_beside_path(self) -> tuple[str, ...]:
        """The reasons as they stand beside the document's path, which none of them says again."""
        begin = re.compile(rf"^{re.escape(str(self.path))}:(?:(\d+):)? ")
        return tuple(begin.sub(lambda at: f"line {at[1]}: " if at[1] else "", each) for each in self.reasons)

    def digest(self) -> str:
        """Return the SHA-256 of the document's file, '' where the file cannot be read."""
        try:
            return hashlib.sha256(bytes_of(self.path, "a document")).hexdigest()
        except BadInput:
            return ""


def play_each(requests: Sequence[RunRequest], at_once: int, started: datetime) -> Iterator[PlayedDocument]:
    """Play the one document of each request, so many at once, and yield what came of each as it ends.

    After Ctrl-C or SIGTERM, no document begins, and what was judged of the others is kept.
    """
    with closing(DocumentPool[RunRequest, PlayedDocument](min(at_once, len(requests)), _LOADED)) as pool:
        yield from pool.results(partial(_play, started=started), requests, _lost)


def _lost(request: RunRequest, why: str) -> PlayedDocument:
    """Return what came of a document whose process died; of one that was not played before an interruption, for ''."""
    lost = PlayedDocument(request.documents[0], request.choice.document, (), why or INTERRUPTED_BEFORE, broke=True)
    return lost._replace(is_interrupted=not why)


def _play(request: RunRequest, started: datetime) -> PlayedDocument:
    """Play one document in this process."""
    path, choice = request.documents[0], request.choice
    events: list[RunEvent] = []
    if is_interrupted():
        return _lost(request, "")
    try:
        with private_folder(outside=request.sut.outside) as unseen:
            planned = plan(replace(request, unseen=unseen))
            texts = {text: error.likely for text, error in idle(planned.checklists, planned.features, choice)}
            origin = provenance_of(planned, started)
            if is_interrupted():
                return _lost(request, "")
            play(planned, origin, progress=_nothing, expected=_nothing, happened=events.append)
    except NothingChosen as error:
        texts = {text: each.likely for text, each in error.idle.items()}
        return PlayedDocument(path, choice.document, (), str(error), is_chosen=False, idle=texts or None)
    except SyncproofError as error:
        return PlayedDocument(path, choice.document, (), str(error), broke=not isinstance(error, BadInput))
    if events[-1] == {"event": "ended", "how": INTERRUPTED}:
        interrupt()
    oddities = sum(len(each.all_oddities) for each in planned.checklists)
    idle_there = texts if planned.requested else None
    return PlayedDocument(path, choice.document, tuple(events), oddities=oddities, idle=idle_there)


def asked_for_in_vain(played: Sequence[PlayedDocument]) -> dict[str, list[str]]:
    """Return the texts and levels of a choice that chose nothing in any document, each with the nearest right ones.

    Where no section of a document is chosen, it does not matter that nothing else is.
    """
    asked = [each for each in played if each.idle is not None]
    texts = dict.fromkeys(text for each in asked for text in each.idle or ())
    return {
        text: sorted({near for each in asked if (near := (each.idle or {}).get(text))})
        for text in texts
        if all(text in (each.idle or ()) or not (each.is_chosen or text.startswith("--section")) for each in asked)
    }


def _nothing(_: object) -> None:
    """Hear nothing: whoever waits for many documents hears of each as a whole."""
