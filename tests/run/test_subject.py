"""A story shows the rule that the story is tagged with, or is refused: each rule is tried with stories that do not."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import NamedTuple

import pytest

from syncproof import features
from syncproof.checklist.accepted import load
from syncproof.checklist.checklist import system_word
from syncproof.run.subject import missing
from syncproof.stories.feature import read
from syncproof.stories.gherkin import Step
from syncproof.stories.rules import RULES
from syncproof.stories.soundness import LAST_STEP
from syncproof.stories.subjects import SUBJECTS

FOLDER = Path(next(iter(features.__path__)))
LAWS = Step("then", LAST_STEP, 0)
PASS = Step("when", "the sync comes to rest", 0)


class Told(NamedTuple):
    """A story of a shipped feature, and the systems of its section."""

    rule: str
    name: str
    steps: Sequence[Step]
    source: str
    target: str


def stories() -> Iterator[Told]:
    for folder in sorted(each.parent for each in FOLDER.glob("*/checklist.toml")):
        for section in load(folder).sections:
            ends = (system_word(section.source.system), system_word(section.target.system))
            feature, _ = read(folder / f"{section.slug}.feature")
            for scenario in (each for block in feature.blocks for each in block.scenarios):
                for name, steps in zip(scenario.names, scenario.played(), strict=True):
                    yield Told(scenario.rule, name, steps, *ends)


STORIES = list(stories())
SHIPPED = sorted({each.rule for each in STORIES})


@pytest.mark.parametrize("rule", SHIPPED)
def test_each_shipped_story_is_about_its_rule(rule: str) -> None:
    found = [each for each in STORIES if each.rule == rule]

    assert [each.name for each in found if missing(rule, each.steps, each.source, each.target, alone=False)] == []


@pytest.mark.parametrize("rule", SHIPPED)
def test_each_step_that_a_rule_is_about_is_needed(rule: str) -> None:
    """Without what happens, or with another claim than its own, a story of the rule is about something else."""
    for each in (one for one in STORIES if one.rule == rule):
        idle = [PASS, *(one for one in each.steps if one.type == "then")]
        mistaken = [one if one.type != "then" or one == LAWS else one._replace(text="it is so") for one in each.steps]

        # What a round trip is about stands in its claim.
        assert bool(missing(rule, idle, each.source, each.target, alone=False)) == bool(SUBJECTS[rule].deeds)
        assert missing(rule, [*mistaken, LAWS], each.source, each.target, alone=False)


def test_each_rule_that_has_stories_has_a_subject() -> None:
    assert {each.rule for each in STORIES} - SUBJECTS.keys() == set()
    assert SUBJECTS.keys() - RULES.keys() == set()


def test_a_claim_is_about_the_record_and_the_property_of_the_deed() -> None:
    def of(*claims: str) -> bool:
        deeds = ("both systems know Ada", "both systems know Grace", "a user changes Ada's name in Customerp")
        steps = [*(Step("when", each, 0) for each in deeds), *(Step("then", each, 0) for each in claims), LAWS]
        return missing("in-sync.forward", steps, "Customerp", "Trello", alone=False) is None

    assert of("both systems hold Ada's latest name")
    assert of("both systems hold Grace's latest name", "both systems hold Ada's latest name")
    assert not of("both systems hold Grace's latest name")
    assert not of("both systems hold Ada's latest phone")


def test_a_later_edit_in_the_other_system_is_what_a_claim_would_be_about() -> None:
    deeds = ("a user changes Ada's name in Customerp", "a user changes Ada's name in Trello")
    claim = Step("then", "both systems hold Ada's latest name", 0)
    steps = [*(Step("when", each, 0) for each in deeds), claim, LAWS]

    for rule in ("in-sync.forward", "in-sync.backward"):
        assert missing(rule, steps, "Customerp", "Trello", alone=False)
    assert missing("in-sync.latest-wins", steps, "Customerp", "Trello", alone=False) is None


def test_a_story_that_claims_by_the_laws_alone_is_one_of_a_file_beside() -> None:
    deed = Step("when", "a user empties Ada's phone in Trello", 0)

    assert missing("properties.cleared", [deed, LAWS], "Customerp", "Trello", alone=True) is None
    assert missing("properties.cleared", [deed, LAWS], "Customerp", "Trello", alone=False)


def test_no_law_sees_a_documented_type_so_that_it_has_to_be_claimed() -> None:
    deed = Step("when", "Ada is added to Customerp", 0)

    for alone in (False, True):
        found = missing("properties.type", [deed, LAWS], "Customerp", "Trello", alone=alone)
        assert found is not None
        assert found.is_claim


def test_a_counterexample_beside_the_feature_may_do_anything_that_the_laws_judge() -> None:
    steps = [Step("given", "the answer to request 3 is lost", 0), LAWS]

    assert missing("every.exactly-once", steps, "Customerp", "Trello", alone=True) is None
    assert missing("every.exactly-once", steps, "Customerp", "Trello", alone=False)


def test_a_property_of_two_words_is_what_is_edited_many_times() -> None:
    often = "users change Ada's first name 6 times on alternating sides, and the sync runs after each"
    for label, is_about in (("first name", True), ("first", False)):
        steps = [Step("when", often, 1), Step("then", f"both systems hold Ada's latest {label}", 2)]
        assert (missing("in-sync.stays", steps, "Acme", "Trello", alone=False) is None) is is_about
