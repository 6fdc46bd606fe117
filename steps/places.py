"""Where the targets' records live: places that the harness prepares, and what the laws judge in each section."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

from syncproof.laws import Scope

if TYPE_CHECKING:
    from syncproof.checklist import Section
    from syncproof.fakes.kit.fake import Fake
    from syncproof.steps.sections import Sections


class Places:
    """The place of each section that the SUT syncs, by section slug, as `SYNCPROOF_CHECKLIST` names the places."""

    def __init__(
        self, sections: Sections, fakes: Mapping[str, Fake], marks: frozenset[tuple[str, str]] = frozenset()
    ) -> None:
        self._marks = marks
        self._sections = sections
        self._fakes = fakes
        self.by_section: dict[str, Mapping[str, str]] = {}
        shared: dict[str, Mapping[str, str]] = {}
        for section in sections:
            target = section.target.datatype
            fake = fakes[section.target.system]
            # Members are the same people for every section; cards and comments of two sections live apart.
            owner = target if fake.datatypes[target].identity else section.slug
            if owner not in shared:
                shared[owner] = fake.prepare(target)
            self.by_section[section.slug] = shared[owner]
        self._scopes = {section.slug: self._scope(section) for section in sections}

    def scopes(self) -> tuple[Scope, ...]:
        """Return what the laws judge: the sections that the SUT syncs and has not declined."""
        return tuple(self._scopes[section.slug] for section in self._sections)

    def container(self, section: Section) -> str:
        """Return the id of the record that a section's target records live in, '' where they live in none."""
        place = self.by_section[section.slug]
        return self._fakes[section.target.system].container(section.target.datatype, place)

    def _scope(self, section: Section) -> Scope:
        source, target = section.source, section.target
        return Scope(
            name=section.slug,
            source=(source.system, source.datatype),
            target=(target.system, target.datatype),
            place=self.container(section),
            rows=section.carried_rows,
            source_type=self._fakes[source.system].datatypes[source.datatype],
            target_type=self._fakes[target.system].datatypes[target.datatype],
            promises=frozenset(sentence.kind for sentence in section.sentences),
            criteria=section.criteria,
            predicate=section.predicate,
            connections=tuple((each.property, each.section) for each in section.connections),
            marks=self._marks,
        )
