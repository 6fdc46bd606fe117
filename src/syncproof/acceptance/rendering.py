"""Renders the features of documents: of many documents in several processes, ahead of whoever asks for them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from syncproof.fakes import FAKES
from syncproof.processes.fresh import FreshProcesses, cores
from syncproof.stories.doubts import undoubted
from syncproof.stories.playable import known_playable
from syncproof.stories.render import rendered

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from concurrent.futures import Future

    from syncproof.checklist import Checklist

MANY = 30
"""As many documents take longer to render than further processes to start."""


def features_of(checklist: Checklist) -> Mapping[str, str]:
    """Return the features of a document, rendered from the document alone; sections in doubt have none.

    The systems of the document are known to this process from then on.
    """
    played = known_playable(checklist)
    return rendered(undoubted(played), FAKES.declared)


class Rendering:
    """The features of documents that are known beforehand; of few documents, each is rendered when asked for."""

    def __init__(self, checklists: Iterable[Checklist]) -> None:
        known = list(checklists)
        self._pool: FreshProcesses | None = None
        self._found: dict[str, tuple[Checklist, Future[Mapping[str, str]]]] = {}
        if len(known) >= MANY and (processes := cores()) > 1:
            self._pool = FreshProcesses(processes, loaded=[__name__])
            self._found = {each.file: (each, self._pool.submit(features_of, each)) for each in known}

    def features(self, checklist: Checklist) -> Mapping[str, str]:
        """Return the features of a document, see `features_of`."""
        known, future = self._found.pop(checklist.file, (None, None))
        return future.result() if future and known == checklist else features_of(checklist)

    def close(self) -> None:
        """Render no more."""
        if self._pool:
            self._pool.shutdown(cancel_futures=True)
