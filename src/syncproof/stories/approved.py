"""The accepted documents of a folder: what they say of systems without a fake of their own is known from then on.

A property that people agreed on has to be one of a fake's own. What was derived earlier in this process is nothing to
hold an agreement against: the agreement itself says more of such a system.
"""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING

from syncproof.checklist import accepted
from syncproof.fakes import FAKES
from syncproof.inputs import text_of
from syncproof.stories.playable import playable

if TYPE_CHECKING:
    from pathlib import Path

    from syncproof.checklist import Checklist


def approved_in(features: Path) -> tuple[Checklist, ...]:
    """Return all accepted documents, and derive the systems that have no fake of their own. Raises BadInput."""
    folders = accepted.folders_in(features)
    approved = _read(tuple((each, text_of(each / accepted.FILE, "a checklist")) for each in folders))
    FAKES.derive(approved)
    return approved


@lru_cache(maxsize=1)  # a process plays one document of a folder after the other
def _read(texts: tuple[tuple[Path, str], ...]) -> tuple[Checklist, ...]:
    """Return the accepted documents of folders whose files hold these texts."""
    return tuple(playable(accepted.load(folder, FAKES.own_declared)) for folder, _ in texts)


def approved(folder: Path) -> Checklist:
    """Return the accepted document of a folder, and derive its systems beside those known already. Raises BadInput."""
    found = playable(accepted.load(folder, FAKES.own_declared))
    FAKES.derive_also(found)
    return found
