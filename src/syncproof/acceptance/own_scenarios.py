"""The scenarios that people wrote: follow a renamed property, wait aside while the property is gone, and come back."""

from __future__ import annotations

from typing import TYPE_CHECKING

from syncproof.acceptance.draft import aside_of
from syncproof.acceptance.merge import below_rule
from syncproof.acceptance.new_names import section_file
from syncproof.acceptance.orders import name_of_order, order_below
from syncproof.acceptance.properties import mark_of, own_pieces
from syncproof.acceptance.retired import RETIRED
from syncproof.checklist import KINDS

if TYPE_CHECKING:
    from collections.abc import Mapping

    from syncproof.acceptance.draft import Draft
    from syncproof.acceptance.properties import Properties
    from syncproof.stories.pieces import PieceKey

WHOLE = ".feature.txt"
"""The end of the name of a further feature that waits aside for a property."""


class OwnScenarios:
    """The scenarios of a draft that people wrote; `properties` are by the feature of their section."""

    def __init__(self, draft: Draft, properties: Mapping[str, Properties]) -> None:
        self._draft = draft
        self._properties = properties

    def bring(self, name: str) -> None:
        """Give the properties in a rendered feature's own scenarios their new names; what names one that is gone waits.

        Scenarios that waited for a property that is there again come back.
        """
        draft, properties = self._draft, self._properties.get(section_file(name))
        if properties is None:
            return
        if properties:
            self._sift(name, name, own_pieces(draft.texts[name], draft.bases.get(name, ""), draft.where(name)))
            for kind in KINDS:
                if text := draft.texts.get(aside := aside_of(name, kind), ""):
                    self._sift(aside, name, own_pieces(below_rule(kind, text), "", draft.where(aside)))
        for kind in KINDS:
            begin = aside_of(name, f"{kind}.").removesuffix(".txt")
            for aside in [each for each in draft.texts if each.startswith(begin)]:
                if properties.are_back(aside.removeprefix(begin).removesuffix(".txt")):
                    draft.put_back(name, kind, aside)

    def bring_further(self, name: str) -> None:
        """Give the properties in a further feature of people's their new names, or put the whole feature aside."""
        draft, properties = self._draft, self._properties.get(section_file(name))
        if properties:
            text = draft.texts.pop(name)
            gone = properties.gone_from(text)
            to = f"{RETIRED}/{name.removesuffix('.feature')}.{mark_of(gone)}{WHOLE}" if gone else name
            draft.texts[to] = text if gone else properties.renamed(text)

    def bring_back(self, aside: str) -> None:
        """Bring back a further feature, where the properties are there again that the feature names."""
        stem, _, mark = aside.removeprefix(f"{RETIRED}/").removesuffix(WHOLE).rpartition(".")
        texts, properties = self._draft.texts, self._properties.get(section_file(stem))
        if properties is not None and properties.are_back(mark) and f"{stem}.feature" not in texts:
            texts[f"{stem}.feature"] = texts.pop(aside)

    def _sift(self, place: str, name: str, found: Mapping[PieceKey, str]) -> None:
        """Give the properties in scenarios of a text their new names, and put aside what names one that is gone."""
        draft, properties = self._draft, self._properties[section_file(name)]
        whole = draft.texts[place]
        for key, piece in found.items():
            gone = properties.gone_from(piece)
            draft.texts[place] = draft.texts[place].replace(piece, "" if gone else properties.renamed(piece), 1)
            if gone:
                aside = aside_of(name, f"{key.kind}.{mark_of(gone)}")
                draft.put_aside(aside, piece)
                if place == name:
                    draft.bases.setdefault(name_of_order(aside), order_below(key.kind, whole, draft.where(name)))
        if not draft.texts[place].strip():
            del draft.texts[place]
