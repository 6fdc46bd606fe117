"""The draft of a document's folder: the texts that it is to hold, and of each the base from which people edited on."""

from __future__ import annotations

from typing import TYPE_CHECKING

from syncproof.acceptance.merge import merged, put_back
from syncproof.acceptance.orders import name_of_order, order_below
from syncproof.acceptance.removed import name_of_removed
from syncproof.acceptance.retired import RETIRED
from syncproof.checklist import KINDS

if TYPE_CHECKING:
    from collections.abc import Mapping

CONFLICT = ".conflict"


def aside_of(name: str, kind: str) -> str:
    """Return the file of what people wrote into a feature below a Rule that is no more."""
    return f"{RETIRED}/{name.removesuffix('.feature')}.{kind}.txt"


class Draft:
    """The texts and the bases by the names of their files; `path` is that of the folder, for errors.

    A base is what was rendered when a text was accepted: what differs from the base was written by people. Beside the
    bases of texts stand what people removed from a feature, and the order of the scenarios below a Rule that is gone.
    """

    def __init__(self, texts: Mapping[str, str], bases: Mapping[str, str], path: str) -> None:
        self.texts = dict(texts)
        self.bases = dict(bases)
        self._path = path

    def where(self, name: str) -> str:
        """Return the path of a file of the folder, for errors."""
        return f"{self._path}{name}"

    def features(self) -> list[str]:
        """Return the names of the features, without the retired ones."""
        return [each for each in self.texts if each.endswith(".feature") and "/" not in each]

    def move(self, name: str, to: str) -> None:
        """Give a text and its base another name; with a number, where another text has that name."""
        stem, count = to.removesuffix(".feature"), 1
        while self.texts.get(to, self.texts[name]) != self.texts[name]:  # an equal one is left of a breakdown
            count += 1
            to = f"{stem}.{count}.feature"
        self.texts[to] = self.texts.pop(name)
        if name in self.bases:
            self.bases[to] = self.bases.pop(name)

    def put_aside(self, aside: str, text: str, base: str = "", *, is_first: bool = False) -> None:
        """Add a text to a file aside, unless the file holds the text."""
        there = self.texts.get(aside, "")
        if text not in there:
            bases = self.bases.get(aside, "") if there else ""
            self.texts[aside] = "\n".join(filter(None, [f"{text}\n", there][:: 1 if is_first else -1]))
            self.bases[aside] = "\n".join([f"{base}\n", bases][:: 1 if is_first else -1])

    def put_back(self, name: str, kind: str, aside: str) -> None:
        """Put the scenarios of a file aside back into a feature, below the Rule of a kind."""
        where, order = (self.where(name), self.where(aside)), self.bases.get(name_of_order(aside), "")
        self.texts[name], left = put_back(self.texts[name], kind, self.texts.pop(aside), where, order=order)
        self.texts.update({aside: left} if left else {})

    def merge(self, name: str, new: str) -> None:
        """Merge a feature with the one that is rendered now, three ways; what has no place any more goes aside."""
        removed, is_there = name_of_removed(name), bool(self.texts.get(name))
        away = self.bases.pop(removed, "") if is_there else ""
        now = self.texts.get(name, "")
        found = merged(self.bases.get(name, ""), now, new, self.where(name), away)
        if is_there and found.removed:
            self.bases[removed] = found.removed
        self.texts[name] = self._with_returned(name, found.text if self.texts.get(name) else new, new)
        if found.conflicts:
            self.texts[f"{name}{CONFLICT}"] = "\n\n".join(found.conflicts) + "\n"
        for kind in dict.fromkeys(each.kind for each in found.orphans):
            self.bases[name_of_order(aside_of(name, kind))] = order_below(kind, now, self.where(name))
        for key, text in found.orphans.items():
            self.put_aside(aside_of(name, key.kind), text, found.bases.get(key, ""), is_first=not key.is_scenario)

    def _with_returned(self, name: str, text: str, rendered: str) -> str:
        """Return the text of a feature with the scenarios that people wrote below a Rule that is there again."""
        for kind in KINDS:
            aside = aside_of(name, kind)
            if kept := self.texts.pop(aside, ""):
                given = (rendered, self.bases.get(aside, ""), self.bases.get(name_of_order(aside), ""))
                text, left = put_back(text, kind, kept, (self.where(name), self.where(aside)), *given)
                self.texts.update({aside: left} if left else {})
        return text
