"""Scenarios that people removed and that the document no longer gives: they stay away when it gives them again.

A text that is kept beside what was rendered shows them: a feature with the removed scenarios and nothing else.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from syncproof.acceptance.retired import RETIRED
from syncproof.acceptance.titles import retitled
from syncproof.stories.pieces import PieceKey, joined, pieces

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

_STAND_IN = "Rule: of which people removed scenarios"
"""The Rule of removed scenarios where people left the Rule itself."""
_END = ".removed.txt"


def name_of_removed(feature: str) -> str:
    """Return the name under which the removed scenarios of a feature are kept."""
    return f"{RETIRED}/{feature.removesuffix('.feature')}{_END}"


class Removed:
    """The scenarios of a feature that people removed, and the Rules that they removed as a whole."""

    def __init__(self, found: Mapping[PieceKey, str]) -> None:
        self._pieces = found

    @classmethod
    def read(cls, text: str, file: str) -> Removed:
        """Return what a text keeps; '' keeps nothing."""
        found = pieces(text, file)
        return cls({key: piece for key, piece in found.items() if key.kind and not piece.endswith(_STAND_IN)})

    def and_those_of(
        self, old: Mapping[PieceKey, str], ours: Mapping[PieceKey, str], new: Mapping[PieceKey, str]
    ) -> Removed:
        """Return these, and what people removed from what was rendered; what stands there again is not removed.

        A scenario to which people gave another title is none that they removed. Where nothing stands there as it was
        rendered before and is no more, the text can be of an acceptance that broke down: what is gone is not theirs.
        """
        is_merged = all(ours.get(key) != piece or new.get(key) == piece for key, piece in old.items())
        away = {key: piece for key, piece in old.items() if key.kind and key not in ours}
        gone = {key: piece for key, piece in away.items() if key in new or not is_merged}
        own = {key: each for key, each in ours.items() if key not in old}
        there = {*ours, *retitled(own, gone).values()}
        return Removed({key: each for key, each in {**self._pieces, **gone}.items() if key not in there})

    def among(self, rendered: Mapping[PieceKey, str]) -> frozenset[PieceKey]:
        """Return the rendered pieces that people removed, also those that have another title now."""
        same = {key for key in self._pieces if key in rendered}
        others = {key: piece for key, piece in self._pieces.items() if key not in same}
        titled = retitled(others, {key: piece for key, piece in rendered.items() if key not in same})
        return frozenset({*same, *titled.values()})

    def text(self) -> str:
        """Return the text that keeps these; '' for nothing."""
        parts = ["Feature: removed"]
        for kind in dict.fromkeys(each.kind for each in self._pieces):
            parts.append(self._pieces.get(PieceKey(kind), f"  @{kind}\n  {_STAND_IN}"))
            parts += [piece for key, piece in self._pieces.items() if key.kind == kind and key.is_scenario]
        return joined(parts) if self._pieces else ""


def kept_removed(kept: Mapping[str, str], there: Iterable[str]) -> Mapping[str, str]:
    """Return what is kept of removed scenarios, without that of features that are not there, played or retired."""
    features = {name_of_removed(name.removeprefix(f"{RETIRED}/")) for name in there if name.endswith(".feature")}
    return {name: text for name, text in kept.items() if name in features}
