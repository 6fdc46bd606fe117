"""The canonical stories of a section, each as steps that can be played without pytest."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

from syncproof.errors import HarnessBroke
from syncproof.run.vocabulary import own_vocabulary
from syncproof.steps.strike import Strike
from syncproof.stories.canonical import canonical_scenarios
from syncproof.trouble.acts import acts, pairs

if TYPE_CHECKING:
    from syncproof.checklist import Checklist
    from syncproof.checklist.declared import Declared
    from syncproof.steps.world import World
    from syncproof.stories.gherkin import Step


@dataclass(frozen=True, slots=True)
class CanonicalStory:
    """A short story of a section, which answers the section's sentence of one kind; trouble strikes its `deeds`."""

    document: str
    section: str
    promises: Mapping[str, str]
    """The sentences of the section, by their kinds."""
    kind: str
    rule: str
    """The rule that a sync breaks where the story fails without any trouble."""
    name: str
    setting: tuple[Step, ...]
    deeds: tuple[Step, ...]
    acts: tuple[Strike, ...]
    """What users can do in the middle of the story."""
    pairs: tuple[tuple[Strike, Strike], ...] = ()
    """What users can do twice in a pass of the story; nothing, where the story is not the first of its sentence."""
    is_first: bool = False
    """Whether this is the first story of its sentence, which a bounded sweep plays."""

    @property
    def setting_text(self) -> str:
        """The steps of the setting, in one line."""
        return "; ".join(step.text for step in self.setting)


def canonical_stories(checklist: Checklist, declared: Declared) -> Iterator[CanonicalStory]:
    """Yield the canonical stories of a checklist; a section whose table has no row has none."""
    for section in checklist.sections:
        promises = {sentence.kind: " ".join(sentence.text.split()) for sentence in section.sentences}
        for facts, kind, scenario, is_first, rule in canonical_scenarios(checklist, section, declared):
            setting = tuple(step for step in scenario.steps if step.type == "given")
            there = (facts.record, facts.other)
            records = tuple(name for name in there if any(name in step.text for step in scenario.steps))
            yield CanonicalStory(
                checklist.slug,
                section.slug,
                promises,
                kind,
                rule,
                scenario.name,
                setting,
                tuple(step for step in scenario.steps if step.type != "given"),
                tuple(acts(facts, records, [step.text for step in setting])),
                tuple(pairs(facts, records[0])) if is_first else (),
                is_first,
            )


def deed(step: Step) -> Callable[[World], object]:
    """Return what a step does. Raises HarnessBroke for a step that is none, or several."""
    found = own_vocabulary().matching(step.type, step.text)
    if len(found) != 1:
        raise HarnessBroke(f"{len(found)} definitions match the step: {step.text}")
    return found[0].bound(step.text)
