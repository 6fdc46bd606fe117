"""The documents that somebody gives, held against those of a run: which of them is which, and what has changed."""

from __future__ import annotations

from hashlib import sha256
from typing import TYPE_CHECKING

from syncproof.errors import BadInput
from syncproof.inputs import bytes_of, resolved
from syncproof.report.signature import accepted_file, sha256_of

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from pathlib import Path

    from syncproof.report.provenance_rows import FileRow
    from syncproof.report.rows import Summary


class GivenDocuments:
    """The documents that are given for a run. Accepted ones lie in the folder of the features, and need not be given.

    A document is known by its content, else by its path, else by the name of its file; the one document of a run may
    have changed all of that.
    """

    def __init__(self, whole: Summary, documents: Sequence[Path], features: Path) -> None:
        self._features = features
        self._rows = whole["run"]["documents"]
        self.unread: dict[Path, BadInput] = {}
        """Why a document that is given cannot be read."""
        self._digests = {path: self._digest(path) for path in documents}
        self.found: dict[Path, FileRow] = {}
        """What the run has of each document that is given."""
        self._match(lambda path, row: self._is_there(path, row) and self._is_same(path, row))
        self._match(self._is_same)
        self._match(self._is_there)
        self._match(lambda path, row: path.name == row["file"].replace("\\", "/").rpartition("/")[2])
        if len(self._digests) == len(self._rows) == 1:
            self._match(lambda _, row: accepted_file(row["file"], features) is None)

    def _digest(self, path: Path) -> str:
        """Return the digest of a file, '' where it cannot be read."""
        try:
            return sha256(bytes_of(path, "a document")).hexdigest()
        except BadInput as error:
            self.unread[path] = error
            return ""

    def _match(self, is_the_one: Callable[[Path, FileRow], bool]) -> None:
        taken = {row["id"] for row in self.found.values()}
        for path in self._digests:
            left = (row for row in self._rows if path not in self.found and row["id"] not in taken)
            if row := next((each for each in left if is_the_one(path, each)), None):
                self.found[path] = row
                taken.add(row["id"])

    def _is_same(self, path: Path, row: FileRow) -> bool:
        return self._digests[path] == row["sha256"]

    def _is_there(self, path: Path, row: FileRow) -> bool:
        return resolved(path) == resolved(type(path)(row["file"]))

    def states(self) -> list[tuple[str, bool | None]]:
        """Return the file of each document of the run, True for one that is what it was.

        None stands for one that nobody gave, or that cannot be read.
        """
        given = {
            row["id"]: None if path in self.unread else self._is_same(path, row) for path, row in self.found.items()
        }
        return [(row["file"], given[row["id"]] if row["id"] in given else self._accepted(row)) for row in self._rows]

    def _accepted(self, row: FileRow) -> bool | None:
        path = accepted_file(row["file"], self._features)
        return None if path is None else path.is_file() and sha256_of(path) == row["sha256"]

    def is_unread(self, file: str) -> bool:
        """Whether a document of the run is given, and cannot be read."""
        return any(path in self.unread for path, row in self.found.items() if row["file"] == file)

    def strangers(self) -> list[Path]:
        """Return the documents that the run did not have."""
        return [path for path in self._digests if path not in self.found and path not in self.unread]
