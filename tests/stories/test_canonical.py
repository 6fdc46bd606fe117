"""Canonical stories: each says which rule a sync breaks where the story fails without any trouble."""

from __future__ import annotations

import re

import pytest

from syncproof.fakes import FAKES
from syncproof.stories.approved import approved
from syncproof.stories.canonical import CanonicalScenario, canonical_scenarios
from syncproof.stories.rules import RULES
from tests.sample_features import SAMPLE, SAMPLE_OF_ROWS, SAMPLE_THAT_LEADS_BACK, folder_of

DOCUMENTS = ("customerp-trello", "custompms-trello", SAMPLE, SAMPLE_OF_ROWS, SAMPLE_THAT_LEADS_BACK)
NAMES = (
    ("every", r"created", "every.created"),
    ("every", r"two that look exactly alike", "every.whatever-it-holds"),
    ("every", r"backfilled past a page", "every.backfilled"),
    ("every", r"the shared source .*", "every.shared-source"),
    ("every", r".* shares the target", "every.shared-target"),
    ("condition", r"created", "condition.met"),
    ("condition", r"the condition is met later", "condition.becomes-met"),
    ("create-if-connected", r"connected later", "create-if-connected.later-connected"),
    ("merge-criteria", r"the same .*", "merge-criteria.each-row"),
    ("merge-criteria", r"two that match", "match-or-create.ambiguous"),
    ("merge-criteria", r"two that match", "merge-criteria.ambiguous"),
    ("in-sync", r".* changed in SOURCE", "in-sync.forward"),
    ("in-sync", r".* changed in TARGET", "in-sync.backward"),
    ("in-sync", r"one added, then the other changed in SOURCE", "in-sync.forward"),
    ("in-sync", r".* changed in EITHER, then in EITHER", "in-sync.latest-wins"),
    ("in-sync", r".* changed in SOURCE, \S.* in TARGET", "in-sync.both-sides"),
    ("in-sync", r".* changed in EITHER, and all that shares a row with it", "properties.fan-out"),
    ("in-sync", r".* changed in EITHER, and all that shares a row with it", "properties.fan-in"),
    ("in-sync", r".* changed in EITHER, which depends on .*", "properties.dependent"),
    ("in-sync", r".* emptied in EITHER", "properties.cleared"),
    ("in-sync", r"archived in EITHER", "in-sync.life-cycle"),
    ("in-sync", r"one side removed from EITHER", "in-sync.no-delete"),
)


@pytest.fixture(name="stories", scope="module")
def _stories() -> list[CanonicalScenario]:
    checklists = [approved(folder_of(each)) for each in DOCUMENTS]
    declared = FAKES.declared
    return [
        story
        for each in checklists
        for section in each.sections
        for story in canonical_scenarios(each, section, declared)
    ]


def test_every_story_says_the_rule_that_it_is_about(stories: list[CanonicalScenario]) -> None:
    strange = {
        (story.kind, story.scenario.name, story.rule)
        for story in stories
        if not any(_is_so(story, *each) for each in NAMES) or story.rule not in RULES
    }

    assert strange == set()


def test_every_name_is_that_of_a_story(stories: list[CanonicalScenario]) -> None:
    assert [each for each in NAMES if not any(_is_so(story, *each) for story in stories)] == []


def _is_so(story: CanonicalScenario, kind: str, name: str, rule: str) -> bool:
    source, target = map(re.escape, story.facts.systems)
    pattern = name.replace("SOURCE", source).replace("TARGET", target)
    pattern = pattern.replace("EITHER", f"(?:{source}|{target})")
    return (story.kind, story.rule) == (kind, rule) and bool(re.fullmatch(pattern, story.scenario.name))
