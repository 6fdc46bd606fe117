"""A run of many documents: each is planned and played by itself, several at a time, and all are one run.

Documents stay apart, since two of them can say different things of a system of one name. One that cannot be played
stops no other.
"""

from __future__ import annotations

import hashlib
from concurrent.futures import ProcessPoolExecutor, as_completed
from contextlib import closing
from dataclasses import replace
from itertools import count
from multiprocessing import get_context
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple, cast

from syncproof.errors import BadInput, SyncproofError
from syncproof.report.run_events import COMPLETE
from syncproof.run.documents import private_folder
from syncproof.run.plan import RunRequest, plan
from syncproof.run.play import play
from syncproof.run.provenance import provenance_of
from syncproof.stories.choice import NothingChosen, idle

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence
    from datetime import datetime

    from syncproof.report.run_events import BeganRow, ChecklistRow, RunEvent

SUFFIX = ".rst"
NOT_PLAYED = "not played"
"""The name of a system that stands for those of a document which nobody could play."""


class PlayedDocument(NamedTuple):
    """The events of the run of a document, or the reason for which there are none."""

    path: Path
    events: tuple[RunEvent, ...]
    problem: str = ""
    broke: bool = False
    """Whether the harness or the SUT is to blame for the problem, and not the document."""
    is_chosen: bool = True
    """Whether the document has any of what the run was asked for."""
    idle: frozenset[str] | None = None
    """The texts and levels of the choice that chose nothing in the document; None where there was nothing to choose."""
    oddities: int = 0
    """How many oddities the document has."""


def below(paths: Iterable[Path]) -> tuple[Path, ...]:
    """Return the documents that paths name: of a folder all below it. Raises BadInput for a folder without any."""
    found: dict[Path, None] = {}
    for path in paths:
        documents = sorted(path.rglob(f"*{SUFFIX}")) if path.is_dir() else [path]
        if not documents:
            raise BadInput(f"no document {SUFFIX} lies in the folder", where=str(path), do="name another folder")
        found.update(dict.fromkeys(documents))
    return tuple(found)


def play_each(requests: Sequence[RunRequest], at_once: int, started: datetime) -> Iterator[PlayedDocument]:
    """Play the one document of each request, so many at once, and yield what came of each as it ends."""
    # A fresh process: what this one has open, a sync that is started elsewhere must not inherit.
    with closing(_Pool(min(at_once, len(requests)))) as pool:
        yield from pool.played(requests, started)


class _Pool:
    def __init__(self, size: int) -> None:
        self._executor = ProcessPoolExecutor(size, get_context("spawn"))

    def played(self, requests: Iterable[RunRequest], started: datetime) -> Iterator[PlayedDocument]:
        futures = {self._executor.submit(_play, each, started): each.documents[0] for each in requests}
        for future in as_completed(futures):
            if error := future.exception():
                why = f"the process that played the document died: {error}"
                yield PlayedDocument(futures[future], (), why, broke=True)
            else:
                yield future.result()

    def close(self) -> None:
        self._executor.shutdown(cancel_futures=True)


def _play(request: RunRequest, started: datetime) -> PlayedDocument:
    """Play one document in this process."""
    path = request.documents[0]
    events: list[RunEvent] = []
    try:
        with private_folder(outside=request.sut.outside) as unseen:
            choice = replace(request.choice, is_of_many=True)
            planned = plan(replace(request, choice=choice, unseen=unseen))
            texts = frozenset(text for text, _ in idle(planned.checklists, planned.features, choice))
            origin = provenance_of(planned, started)
            play(planned, origin, progress=_nothing, expected=_nothing, happened=events.append)
    except NothingChosen as error:
        return PlayedDocument(path, (), str(error), is_chosen=False)
    except SyncproofError as error:
        return PlayedDocument(path, (), str(error), broke=not isinstance(error, BadInput))
    oddities = sum(len(each.all_oddities) for each in planned.checklists)
    return PlayedDocument(path, tuple(events), oddities=oddities, idle=texts if planned.requested else None)


def _nothing(_: object) -> None:
    """Hear nothing: whoever waits for many documents hears of each as a whole."""


def as_one(played: Sequence[PlayedDocument]) -> list[RunEvent]:
    """Return the events of one run of the documents that were played, in the order of their paths.

    Of documents of the same two systems, each but the first has a number. What could not be played comes last, as a
    document without a section, of which nothing was shown.
    """
    parts: list[tuple[RunEvent, ...]] = []
    in_order = sorted((each for each in played if each.events), key=lambda each: each.path)
    slugs = [_began(each.events)["run"]["documents"][0]["id"] for each in in_order]
    taken: set[str] = set()
    for each, slug in zip(in_order, slugs, strict=True):
        # The name of a copy may be that of other systems: `Zeta` and `Zeta 2`.
        names = ((number, _name(slug, number)) for number in count(1))
        copy = next(number for number, name in names if name not in taken and (number == 1 or name not in slugs))
        taken.add(_name(slug, copy))
        parts.append(each.events if copy == 1 else tuple(_numbered(each.events, _name(slug, copy), copy)))
    if not parts:
        return []
    all_began = [_began(part) for part in parts]
    lost = [each for each in sorted(played, key=lambda each: each.path) if each.problem and each.is_chosen]
    digests = [*(each["run"]["features"] for each in all_began), *(hashlib.sha256().hexdigest() for _ in lost)]
    features = "".join(f"{each}\n" for each in digests)
    began: BeganRow = {
        **all_began[0],
        "run": {
            **all_began[0]["run"],
            "documents": [row for each in all_began for row in each["run"]["documents"]],
            "features": hashlib.sha256(features.encode()).hexdigest(),
        },
        "documents": [
            *(row for each in all_began for row in each["documents"]),
            *(_not_played(each, number) for number, each in enumerate(lost, start=1)),
        ],
        "planned": [row for each in all_began for row in each["planned"]],
    }
    ends = [part[-1] for part in parts]
    return [began, *(event for part in parts for event in part[1:-1]), max(ends, key=_is_cut_short)]


def _not_played(played: PlayedDocument, number: int) -> ChecklistRow:
    """Return the row of a document that has no events, under the reason."""
    row: ChecklistRow = {
        "title": f"not played: {played.problem.splitlines()[0]}",
        "source": NOT_PLAYED,
        "target": "",
        "generated": "",
        "sections": [],
    }
    return row if number == 1 else {**row, "copy": number}


def _name(slug: str, copy: int) -> str:
    return slug if copy == 1 else f"{slug}-{copy}"


def _numbered(events: Sequence[RunEvent], slug: str, copy: int) -> Iterator[RunEvent]:
    """Yield the events of a run of one document under another name, with its number."""
    began = _began(events)
    yield {
        **began,
        "run": {**began["run"], "documents": [{**row, "id": slug} for row in began["run"]["documents"]]},
        "documents": [{**row, "copy": copy} for row in began["documents"]],
        "planned": [{**row, "document": slug} for row in began["planned"]],
    }
    for event in events[1:]:
        yield {**event, "document": slug} if event["event"] == "judged" else event


def _is_cut_short(event: RunEvent) -> bool:
    return event["event"] == "ended" and event["how"] != COMPLETE


def _began(events: Sequence[RunEvent]) -> BeganRow:
    return cast("BeganRow", events[0])
