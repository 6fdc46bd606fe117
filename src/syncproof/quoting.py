"""The quoting of values: how people read a value in a failure, and what tells two values apart that look alike."""

from __future__ import annotations

import json
import unicodedata
from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING

from syncproof.errors import cut

if TYPE_CHECKING:
    from syncproof.ledger import Value


def quoted(value: Value, longest: int = 60) -> str:
    """Return a value as a person reads it; text that is longer is cut, with its length added."""
    text = json.dumps(value, ensure_ascii=False)
    return text if len(text) <= longest else f"{cut(text, longest - 1)}{text[-1]} ({len(str(value))} characters)"


def quoted_apart(values: Sequence[Value], longest: int = 60) -> list[str]:
    """Return values as a person reads them; of long texts that begin alike, the part in which they differ is shown.

    Of texts that differ and look alike, such as an accented letter in two encodings, code points are shown from the
    first difference on.
    """
    texts = [value for value in values if isinstance(value, str) and value]
    alike = _alike(min(texts), max(texts)) if len(set(texts)) > 1 else 0
    if look_alike(texts):
        return [
            _coded(value, alike, longest) if isinstance(value, str) and value else quoted(value) for value in values
        ]
    if alike < longest // 2 or all(len(json.dumps(text, ensure_ascii=False)) <= longest for text in texts):
        return [quoted(value, longest) for value in values]
    return [
        _from(value, alike - _LEAD, longest) if isinstance(value, str) and value else quoted(value) for value in values
    ]


def look_alike(texts: Iterable[str]) -> bool:
    """Whether two of several texts differ and look alike."""
    different = set(texts)
    return len(set(map(_looks, different))) < len(different)


_LEAD = 8
"""Characters that are shown before the first one that differs."""


def _alike(one: str, other: str) -> int:
    """Return how many characters two texts begin with alike."""
    pairs = enumerate(zip(one, other, strict=False))
    return next((index for index, (here, there) in pairs if here != there), min(len(one), len(other)))


def _looks(text: str) -> str:
    """Return a text so that texts which look alike are equal: in one encoding, any blank alike, nothing invisible."""
    shown = (each for each in unicodedata.normalize("NFKC", text) if unicodedata.category(each) not in _INVISIBLE)
    return " ".join("".join(each for each in shown if each not in _VARIATIONS).split())


_INVISIBLE = frozenset({"Cf", "Cc"})
_VARIATIONS = frozenset(map(chr, range(0xFE00, 0xFE10)))
"""What makes of one sign a picture or a letter, which most screens do not show."""


def _coded(text: str, alike: int, longest: int) -> str:
    """Return a text as a person reads it up to what is alike, and then by code points."""
    first = max(0, alike - _LEAD) if alike > longest // 2 else 0
    head = f"{'…' if first else ''}{text[first:alike]}"
    shown = json.dumps(head, ensure_ascii=False)[:-1] + json.dumps(text[alike:])[1:]
    # A blank of its own kind at the end, or one too many, is seen by its length alone.
    return f"{shown if len(shown) <= longest else cut(shown, longest - 1) + shown[-1]} ({len(text)} characters)"


def _from(text: str, first: int, longest: int) -> str:
    shown = json.dumps(f"…{text[first:]}", ensure_ascii=False)
    ended = shown if len(shown) <= longest else f"{cut(shown, longest - 1)}{shown[-1]}"
    return f"{ended} ({len(text)} characters, alike up to {first + _LEAD})"
