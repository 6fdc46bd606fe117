"""The messages between the processes of a watch."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple, TypeAlias

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

    from syncproof.run.account import Key
    from syncproof.watch.files import WatchedFiles


class Judged(NamedTuple):
    """How a story was judged, and the digest of all that its words and its section said then; '' for a stale one."""

    digest: str
    verdict: str


class Job(NamedTuple):
    """To the warm process: play a command, given what was judged before."""

    arguments: tuple[str, ...]
    judged: Mapping[Key, Judged]


class Rehearsal(NamedTuple):
    """To the warm process: import what a play has loaded, and plan as it did, so that no further play has to."""

    modules: tuple[str, ...]
    documents: tuple[Path, ...]
    features: Path


class Superseded(NamedTuple):
    """To the play: what it plays has changed, and nobody wants its report."""


class Began(NamedTuple):
    """From the play: its process."""

    process: int


class Watches(NamedTuple):
    """From the play: the files to watch. The play goes on as soon as the watcher has seen how they stand."""

    files: WatchedFiles


class Mistaken(NamedTuple):
    """From the play: a mistake of the user's; `in_file` where a line of a file has to be corrected."""

    in_file: bool


class PlayPlanned(NamedTuple):
    """From the play: how many stories are chosen in all, which of them are to be played, and which are gone."""

    chosen: int
    affected: frozenset[Key]
    gone: frozenset[Key]


class StoryEnded(NamedTuple):
    """From the play: how a story was judged."""

    key: Key
    judged: Judged


class Loaded(NamedTuple):
    """From the play: the modules that it has loaded."""

    modules: tuple[str, ...]


class PlayEnded(NamedTuple):
    """From the warm process: the play has ended with an exit code, negative for a signal."""

    code: int


class Lost(NamedTuple):
    """About the warm process: it is gone, or could not be made warm, for a reason."""

    why: str


Message: TypeAlias = "Began | Watches | Mistaken | PlayPlanned | StoryEnded | Loaded | PlayEnded | Lost"
