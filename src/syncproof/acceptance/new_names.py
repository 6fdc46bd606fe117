"""Names of now in the texts of a folder: of systems, of datatypes, and of the properties of each section."""

from __future__ import annotations

from typing import TYPE_CHECKING

from syncproof.acceptance.retired import RETIRED
from syncproof.acceptance.tables import straightened
from syncproof.acceptance.titles import new_titles

if TYPE_CHECKING:
    from collections.abc import Mapping

    from syncproof.acceptance.nouns import Nouns
    from syncproof.acceptance.properties import Properties
    from syncproof.acceptance.renamed import Renaming


class NewNames:
    """The names of now, in the place of those that a document had before."""

    def __init__(self, systems: Renaming, nouns: Nouns, properties: Mapping[str, Properties]) -> None:
        self._systems = systems
        self._nouns = nouns
        self._properties = properties

    def of_texts(self, texts: Mapping[str, str], others: Mapping[str, str]) -> dict[str, str]:
        """Return texts with the names of now; `others` are what was rendered for them, or what people made of them."""
        return {
            name: self._of(name, text, others.get(name)) if name.endswith((".feature", ".txt")) else text
            for name, text in texts.items()
        }

    def titles(self, base: str, new: str, name: str, where: str) -> Mapping[str, str]:
        """Return the titles of now by the former ones, for a feature as it was rendered and as it is rendered now."""
        ways = [self._nouns.in_title]
        if properties := self._properties.get(section_file(name)):
            ways.append(properties.in_title)
        return new_titles(base, new, ways, where) if self._nouns or properties else {}

    def _of(self, name: str, text: str, other: str | None) -> str:
        found = self._nouns.of(self._systems.of(text, other))
        properties = self._properties.get(section_file(name.removeprefix(f"{RETIRED}/")))
        if properties and text != other:  # what nobody wrote into is rendered anew
            found = properties.renamed(found)
        return straightened(text, found)


def section_file(name: str) -> str:
    """Return the file of the section that a feature belongs to, which may be a further feature of the section."""
    return f"{name.partition('.')[0]}.feature"
