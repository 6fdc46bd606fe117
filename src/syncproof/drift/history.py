"""The meanings that a document once had: `features/<document>/meanings.toml`, kept as digests with their stamps.

Documents flap: a return to a meaning that was accepted before is nothing to review again.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from syncproof.errors import BadInput
from syncproof.inputs import read

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path

FILE = "meanings.toml"
_DIGITS = 64


@dataclass(frozen=True, slots=True)
class AcceptedMeaning:
    """A meaning that was accepted, and when the document was generated that had it."""

    digest: str
    generated: str


def load(folder: Path) -> tuple[AcceptedMeaning, ...]:
    """Return the meanings that were accepted for the document of a folder, oldest first; none without the file.

    Raises BadInput for a file that is none of this kind.
    """
    path = folder / FILE
    if not path.exists():
        return ()
    table = read(path, "a list of accepted meanings")
    table.keys("meaning")
    found = []
    for each in table.tables("meaning"):
        each.keys("digest", "generated")
        meaning = AcceptedMeaning(each.text("digest"), each.text("generated"))
        if len(meaning.digest) != _DIGITS or set(meaning.digest) - set("0123456789abcdef"):
            do = f"write the {_DIGITS} digits, or remove the entry"
            raise BadInput("not the digest of a meaning", where=each.where("digest"), do=do)
        found.append(meaning)
    return tuple(found)


def dump(meanings: Iterable[AcceptedMeaning]) -> str:
    """Return the text of the file."""
    entries = (
        f'[[meaning]]\ndigest = "{each.digest}"\ngenerated = "{each.generated}"\n' for each in dict.fromkeys(meanings)
    )
    return "\n".join(entries)


def seen(digest: str, meanings: Iterable[AcceptedMeaning]) -> str | None:
    """Return when the document was generated that had a meaning last, None for a meaning that was never accepted."""
    return next((each.generated for each in reversed(tuple(meanings)) if each.digest == digest), None)
