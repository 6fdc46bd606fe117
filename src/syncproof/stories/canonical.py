"""The canonical stories of a section: short ones, which sweeps play with trouble at every request."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, NamedTuple

from syncproof.stories import gherkin
from syncproof.stories.doubts import doubt, unpaired
from syncproof.stories.facts import SectionFacts
from syncproof.stories.left_open import unlisted
from syncproof.stories.render import canonical
from syncproof.stories.section_facts import section_facts

if TYPE_CHECKING:
    from syncproof.checklist import Checklist, Section
    from syncproof.checklist.declared import Declared
    from syncproof.stories.gherkin import ScenarioNode


class CanonicalScenario(NamedTuple):
    """A canonical story as it is written, the kind of sentence that it is about, and whether it is the kind's first.

    `rule` is the one that a sync breaks where the story fails without any trouble.
    """

    facts: SectionFacts
    kind: str
    scenario: ScenarioNode
    is_first: bool
    rule: str


def why_open(checklist: Checklist, section: Section) -> str:
    """Return why no canonical story can be written of a section, '' where one can."""
    return doubt(checklist, section) or (unpaired(checklist, section) if section.rows else unlisted(checklist, section))


def canonical_scenarios(checklist: Checklist, section: Section, declared: Declared) -> Iterator[CanonicalScenario]:
    """Yield the canonical stories of a section, of the kinds of its sentences; none where it is open."""
    if why_open(checklist, section):
        return
    facts = section_facts(checklist, section, declared)
    node = gherkin.parse(canonical(facts), f"the canonical stories of {section.title}")
    kinds = [sentence.kind for sentence in section.sentences]
    for rule in node.rules:
        if rule.tags[0] in kinds:
            for place, scenario in enumerate(rule.scenarios):
                yield CanonicalScenario(facts, rule.tags[0], scenario, place == 0, scenario.tags[0])
