"""The extent of a checklist: all that the features have, each story counted."""

from __future__ import annotations

from syncproof.stories.choice import Key
from syncproof.stories.extent import added, extent
from tests.stories.small_document import CHECKLIST, TASKS_FEATURE


def test_every_rule_of_every_sentence_has_the_number_of_its_stories() -> None:
    assert extent([CHECKLIST], [TASKS_FEATURE]) == {
        Key("custompms-trello", "task-to-cards", "every"): {"every.created": 1, "every.exactly-once": 1},
        Key("custompms-trello", "task-to-cards", "in-sync"): {"in-sync.forward": 2},
    }


def test_two_sets_of_features_have_all_stories_of_both() -> None:
    tasks = extent([CHECKLIST], [TASKS_FEATURE])
    key = Key("custompms-trello", "task-to-cards", "every")

    both = added(tasks, {**tasks, key: {"every.one-way": 3}})

    assert both[key] == {"every.created": 1, "every.exactly-once": 1, "every.one-way": 3}
    assert both[Key("custompms-trello", "task-to-cards", "in-sync")] == {"in-sync.forward": 4}
