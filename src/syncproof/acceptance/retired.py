"""Retired sections: those that a document has no more, known by what they said until the document has them again.

What people wrote about such a section waits aside under the name of the section. A copy can return with another
number, and another copy can have the old number by then: so what the section said is kept beside what was rendered.
"""

from __future__ import annotations

import json
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from syncproof.drift.meaning import content

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from syncproof.checklist import Checklist, Section

RETIRED = "retired"
_BEGIN, _END = f"{RETIRED}/", ".section"
"""The begin and the end of the names under which sections are kept beside what was rendered."""


@dataclass(frozen=True, slots=True)
class RetiredSection:
    """A section that is no more, with the name and the number of which no other section of its datatypes is."""

    slug: str
    pair: tuple[str, str]
    copy: int
    said: str

    def with_number(self, number: int) -> RetiredSection:
        """Return the section with another number, and with the name of that."""
        name = self.slug if self.copy == 1 else self.slug.removesuffix(f"-{self.copy}")
        return replace(self, slug=name if number == 1 else f"{name}-{number}", copy=number)


def by_itself(section: Section) -> Section:
    """Return a section without the contradictions of its copies: they go when a copy goes."""
    alone = tuple(each for each in section.oddities if not each.is_contradiction)
    return section if alone == section.oddities else replace(section, oddities=alone)


def retiring(section: Section, said: Section, checklist: Checklist) -> RetiredSection:
    """Return a section that is no more from now on; `said` is the section with the datatypes that are compared."""
    return RetiredSection(section.slug, said.pair, section.copy, content(by_itself(said), checklist))


def retired_sections(kept: Mapping[str, str]) -> tuple[RetiredSection, ...]:
    """Return the sections that are kept beside what was rendered."""
    found = []
    for name, text in kept.items():
        if name.startswith(_BEGIN) and name.endswith(_END):
            known = json.loads(text)
            slug = name.removeprefix(_BEGIN).removesuffix(_END)
            found.append(RetiredSection(slug, (known["pair"][0], known["pair"][1]), known["copy"], known["said"]))
    return tuple(found)


def kept_sections(sections: Iterable[RetiredSection], aside: Iterable[str]) -> Mapping[str, str]:
    """Return the texts of sections to keep: of those about which something lies `aside`, in files of these names."""
    waiting = {name.removeprefix(_BEGIN).partition(".")[0] for name in aside if name.startswith(_BEGIN)}
    return {
        f"{_BEGIN}{each.slug}{_END}": json.dumps(
            {"pair": each.pair, "copy": each.copy, "said": each.said}, ensure_ascii=False
        )
        for each in sections
        if each.slug in waiting
    }
