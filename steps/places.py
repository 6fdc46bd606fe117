"""Where records live: places that the harness prepares, and what the laws judge in each section."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

from syncproof.checklist.circles import way_back
from syncproof.laws import Scope

if TYPE_CHECKING:
    from syncproof.checklist import End, Section
    from syncproof.fakes.kit.fake import Fake
    from syncproof.steps.sections import Sections


class Places:
    """The places of the sections that the SUT syncs, by section slug, as `SYNCPROOF_CHECKLIST` names the places.

    Records of a datatype with an identity, as Members have one, are the same for every section, and live in one place.
    All others live apart for each section of which they are the target; as a source they are the same for all sections.
    Where sections lead round in a circle, the source of each is where the one before puts its records.
    """

    def __init__(
        self, sections: Sections, fakes: Mapping[str, Fake], marks: frozenset[tuple[str, str]] = frozenset()
    ) -> None:
        self._marks = marks
        self._sections = sections
        self._fakes = fakes
        self._prepared: dict[tuple[End, str], Mapping[str, str]] = {}
        self.of_targets = {one.slug: self._prepare(one.target, one.slug) for one in sections}
        self.of_sources: dict[str, Mapping[str, str]] = {}
        """For those sections only whose source records live in a place."""
        for one in sections:
            back = way_back(one, sections)
            if one.source.datatype in fakes[one.source.system].place_keys:
                self.of_sources[one.slug] = self._prepare(one.source, back[-1].slug if back else "")
        self._scopes = {section.slug: self._scope(section) for section in sections}

    def _prepare(self, end: End, owner: str) -> Mapping[str, str]:
        """Return the place of records that belong to one section, or to all ('')."""
        fake = self._fakes[end.system]
        key = end, "" if fake.datatypes[end.datatype].identity else owner
        if key not in self._prepared:
            self._prepared[key] = fake.prepare(end.datatype)
        return self._prepared[key]

    def scopes(self) -> tuple[Scope, ...]:
        """Return what the laws judge: the sections that the SUT syncs and has not declined."""
        return tuple(self._scopes[section.slug] for section in self._sections)

    def given_scopes(self) -> tuple[Scope, ...]:
        """Return what the laws would judge of all sections that the SUT was given, the declined ones among them."""
        return tuple(self._scopes.values())

    def container(self, section: Section, end: End) -> str:
        """Return the id of the record that records at an end of a section live in, '' where they live in none."""
        places = self.of_targets if end == section.target else self.of_sources
        return self._fakes[end.system].container(end.datatype, places.get(section.slug, {}))

    def _scope(self, section: Section) -> Scope:
        source, target = section.source, section.target
        return Scope(
            name=section.slug,
            source=(source.system, source.datatype),
            target=(target.system, target.datatype),
            place=self.container(section, target),
            rows=section.carried_rows,
            id_rows=section.id_rows,
            source_type=self._fakes[source.system].datatypes[source.datatype],
            target_type=self._fakes[target.system].datatypes[target.datatype],
            promises=frozenset(sentence.kind for sentence in section.sentences),
            criteria=section.criteria,
            predicate=section.predicate,
            connections=tuple((each.property, each.section) for each in section.connections),
            source_place=self.container(section, source),
            marks=self._marks,
            takes_made=len(way_back(section, self._sections)) > 1,
        )
