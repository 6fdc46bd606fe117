"""A counterexample as a file: read again, refused where it is none, and told in the suite's own steps."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

import pytest

from syncproof.checklist import Checklist
from syncproof.errors import BadInput
from syncproof.run.vocabulary import own_vocabulary
from syncproof.steps.strike import CRASHES
from syncproof.stories import feature as features
from syncproof.trouble.cell import cells
from syncproof.trouble.counterexample import Script, feature, read
from syncproof.trouble.player import Player
from syncproof.trouble.site import sites


def test_every_cell_of_a_story_is_told_as_a_sound_feature(
    player_of: Callable[..., Player], checklists: dict[str, Checklist], tmp_path: Path
) -> None:
    player = player_of("title changed in Trello")
    path = tmp_path / "custompms-trello" / "task-to-cards.feature"
    for cell in list(cells(sites(player.probe()), player.story.acts))[::13]:
        found, wrong = features.parsed(path, feature(player.story, cell, "Custompms Task to Trello Cards"))

        assert [*wrong, *own_vocabulary().problems(found, checklists["custompms-trello"])] == []


def test_a_script_that_is_written_is_read_again(player_of: Callable[..., Player], tmp_path: Path) -> None:
    player = player_of("created")
    file = tmp_path / "script.json"
    for cell in list(cells(sites(player.probe()), player.story.acts))[::29]:
        script = Script.of(player.story, cell, seed=7)
        file.write_text(script.text())

        again = read(file)
        assert isinstance(again, Script)
        assert again._replace(strike=script.strike) == script
        assert (again.strike.family, again.strike.name, again.strike.lasting) == (
            script.strike.family,
            script.strike.name,
            script.strike.lasting,
        )


GOOD = {
    "schema": "syncproof-counterexample/1",
    "document": "custompms-trello",
    "section": "task-to-cards",
    "story": "created",
    "seed": 0,
    "strike": {"family": "fault", "name": "lost", "lasting": False},
    "request": 3,
}


@pytest.mark.parametrize(
    ("change", "says"),
    [
        ({"schema": "other"}, "no counterexample"),
        ({"requst": 3}, "a counterexample has no requst"),
        ({"request": "3"}, "not a whole counterexample"),
        ({"request": True}, "not a whole counterexample"),
        ({"strike": {"family": "fault", "name": "lsot", "lasting": False}}, "no such fault: lsot"),
        ({"strike": {"family": "flood", "name": "lost", "lasting": False}}, "not a whole counterexample"),
        ({"strike": "lost"}, "not a whole counterexample"),
    ],
)
def test_what_is_no_script_is_refused(change: dict[str, object], says: str, tmp_path: Path) -> None:
    file = tmp_path / "script.json"
    file.write_text(json.dumps({**GOOD, **change}))

    with pytest.raises(BadInput, match=says):
        read(file)


@pytest.mark.parametrize("text", ["", "[", "[]", "[" * 100_000, "null"])
def test_what_is_no_json_object_is_refused(text: str, tmp_path: Path) -> None:
    file = tmp_path / "script.json"
    file.write_text(text)

    with pytest.raises(BadInput):
        read(file)


def test_the_strikes_of_a_crash_are_before_and_after() -> None:
    assert [each.name for each in CRASHES] == ["before", "after"]
