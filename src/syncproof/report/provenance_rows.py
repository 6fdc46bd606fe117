"""The rows of a run's provenance, a part of the contract `syncproof/1`: files, selection, and the system under test."""

from __future__ import annotations

from typing import NotRequired, TypedDict


class FileRow(TypedDict):
    """A file that a run was made of; `id` says of what, for example the slug of a document."""

    id: str
    file: str
    sha256: str


class SelectionRow(TypedDict):
    """The choice of the stories; a list without texts means everything."""

    sections: list[str]
    levels: list[str]
    only: list[str]


class SutRow(TypedDict):
    """The system under test; what looks like a secret is left out. `kind` is `driver` for a built-in sync."""

    kind: str
    name: str
    options: list[str]


class NotPlayedRow(TypedDict):
    """Something that a run should have played and could not: a document, by its id, or the words that ask for more.

    `exit` is the exit code that this leads to.
    """

    what: str
    exit: int


class RunRow(TypedDict):
    """The provenance of a run. Runs that differ in nothing but `started` have the same outcomes.

    `capabilities` are those that the fake Trello had; `features` is the digest of all features that were played.
    `seeds`, a range whose first is `seed`, and `repeat` are there where each story was played more than once. `shard`
    is there where the run was one of several, with `ci_run` where a CI system has an id for all of them; the summary of
    several has `last_started`, the start of the last, where they did not start together. `sweep` is there where it took
    in an earlier sweep, `ended` as soon as the run has ended: `complete`, `out of time`, `failed fast`, `interrupted`
    or `broken off`. `not_played` is there where the exit code has a reason that no story has.
    """

    version: str
    started: str
    seed: int
    selection: SelectionRow
    sut: SutRow
    capabilities: list[str]
    python: str
    platform: str
    documents: list[FileRow]
    features: str
    seeds: NotRequired[str]
    repeat: NotRequired[int]
    baseline: NotRequired[FileRow]
    last_failed: NotRequired[FileRow]
    sweep: NotRequired[FileRow]
    shard: NotRequired[str]
    ci_run: NotRequired[str]
    last_started: NotRequired[str]
    ended: NotRequired[str]
    not_played: NotRequired[list[NotPlayedRow]]
