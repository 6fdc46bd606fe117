"""A counterexample as a file: read again, refused where it is none, played again, and a sound feature."""

from __future__ import annotations

import json
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

import pytest

from syncproof.checklist import Checklist
from syncproof.cli.options import installed_features
from syncproof.errors import BadInput
from syncproof.run.vocabulary import own_vocabulary
from syncproof.steps.stage import Stage, on_stage
from syncproof.steps.strike import CRASHES
from syncproof.stories import feature as features
from syncproof.sut import THE_REFERENCE, Sut
from syncproof.trouble.cell import Cell, cells
from syncproof.trouble.counterexample import Counterexample, read
from syncproof.trouble.player import Player
from syncproof.trouble.replay import replay, replayed
from syncproof.trouble.site import sites
from syncproof.trouble.story import CanonicalStory
from syncproof.verdict import Verdict

MakePlayer = Callable[..., Player]


def cells_of(player: Player) -> list[Cell]:
    return list(cells(sites(player.probe()), player.story.acts, player.story.pairs))


def test_every_cell_of_a_story_is_a_sound_feature(
    player_of: MakePlayer, checklists: dict[str, Checklist], tmp_path: Path
) -> None:
    player = player_of("title changed in Trello")
    path = tmp_path / "custompms-trello" / "task-to-cards.found.feature"
    section = next(each for each in checklists["custompms-trello"].sections if each.slug == player.story.section)
    for cell in cells_of(player)[::13]:
        text = Counterexample.of(player.story, cell, seed=0).feature(section, str(cell))
        found, wrong = features.parsed(path, text)

        assert [*wrong, *own_vocabulary().problems(found, checklists["custompms-trello"])] == []


def test_two_acts_are_two_steps(player_of: MakePlayer) -> None:
    player = player_of("created")
    cell = next(each for each in cells_of(player) if each.second)
    (first, second), (request, later) = player.story.pairs[0], (cell.site, cell.single[1].site)

    steps = [step.text for step in Counterexample.of(player.story, cell, seed=0).steps]

    assert [step for step in steps if "just before" in step] == [
        f"{first.name} just before request {request.number} is answered",
        f"{second.name} just before request {later.number} is answered",
    ]


def test_what_is_written_is_read_again(player_of: MakePlayer, tmp_path: Path) -> None:
    player = player_of("created")
    file = tmp_path / "script.json"
    for cell in cells_of(player)[::29]:
        counterexample = Counterexample.of(player.story, cell, seed=7)
        file.write_text(counterexample.text())

        assert read(file) == counterexample._replace(
            steps=tuple(step._replace(line=0) for step in counterexample.steps)
        )


@pytest.mark.thorough
@pytest.mark.parametrize("defect", ["looks-ahead-of-itself", "repeats-creates"])
def test_a_cell_and_its_counterexample_end_alike(
    stories: list[CanonicalStory], checklists: dict[str, Checklist], defect: str
) -> None:
    story = next(each for each in stories if (each.section, each.name) == ("task-to-cards", "created"))
    checklist = checklists[story.document]
    with closing(Stage(Sut(f"broken:{defect}"), seed=0)) as stage, on_stage(stage):
        player = Player(stage, checklist, story)
        outcomes = [each for each in player.play_all(cells_of(player)[::3]) if each]
        found = [Counterexample.of(story, each.cell, seed=0) for each in outcomes]
        replays = [replay(stage, checklist, each) for each in found]

    ends = [(str(each.cell), each.verdict, each.message) for each in outcomes]
    assert [(end[0], each.verdict, each.message) for end, each in zip(ends, replays, strict=True)] == ends
    assert {verdict for _, verdict, _ in ends} == {Verdict.PASS, Verdict.FAIL}


STEPS = [
    {"type": "given", "text": "the answer to request 3 is lost"},
    {"type": "when", "text": "Ada is added to Custompms"},
    {"type": "when", "text": "the sync comes to rest"},
    {"type": "then", "text": "nothing else has changed"},
]
GOOD = {
    "schema": "syncproof-counterexample/2",
    "document": "custompms-trello",
    "section": "task-to-cards",
    "seed": 0,
    "rule": "robust.lost-answer",
    "steps": STEPS,
}


@pytest.mark.parametrize(
    ("change", "says"),
    [
        ({"schema": "syncproof-counterexample/1"}, "no counterexample: its schema is not syncproof-counterexample/2"),
        ({"stepps": []}, "a counterexample has no stepps"),
        ({"seed": "3"}, "not a whole counterexample: seed is missing or wrong"),
        ({"seed": True}, "not a whole counterexample: seed is missing or wrong"),
        ({"steps": {}}, "not a whole counterexample: steps is missing or wrong"),
        ({"steps": ["x"]}, "not a whole counterexample: step 1 is none"),
        ({"steps": [{"type": "and", "text": "x"}]}, "not a whole counterexample: step 1 is none"),
        ({"rule": "robust.lost-anwser"}, "no rule is called robust.lost-anwser"),
    ],
)
def test_what_is_no_counterexample_is_refused(change: dict[str, object], says: str, tmp_path: Path) -> None:
    file = tmp_path / "script.json"
    file.write_text(json.dumps({**GOOD, **change}))

    with pytest.raises(BadInput, match=says):
        read(file)


@pytest.mark.parametrize(
    ("change", "says", "nearest"),
    [
        ({"document": "custompms-trelo"}, "no document custompms-trelo is accepted", "custompms-trello"),
        ({"section": "task-to-card"}, "no section task-to-card in custompms-trello", "task-to-cards"),
        (
            {"steps": [{"type": "given", "text": "the answer to request 3 is lsot"}]},
            "found.json, step 1: no fault is called is lsot here",
            "is lost",
        ),
        (
            {"steps": [{"type": "when", "text": "Ada is aded to Custompms"}]},
            "found.json, step 1: no step is defined so: Ada is aded to Custompms",
            "When Ada is added to Custompms",
        ),
        ({"steps": []}, "found.json: the story has no steps", "Then nothing else has changed"),
        (
            {"steps": STEPS[:-1]},
            "found.json: the story does not end with all the laws: the sync comes to rest",
            "Then nothing else has changed",
        ),
        (
            {"steps": [*STEPS, STEPS[0]]},
            "found.json: the story does not end with all the laws: the answer to request 3 is lost",
            "Then nothing else has changed",
        ),
    ],
)
def test_what_does_not_fit_the_documents_is_refused_with_the_nearest(
    change: dict[str, object], says: str, nearest: str, tmp_path: Path
) -> None:
    file = tmp_path / "script.json"
    file.write_text(json.dumps({**GOOD, **change}))

    with pytest.raises(BadInput) as refused:
        replayed(read(file), installed_features(), THE_REFERENCE, "found.json")

    assert says in str(refused.value)
    assert f"nearest  {nearest}" in str(refused.value)


def test_a_counterexample_that_adds_no_record_is_refused(tmp_path: Path) -> None:
    file = tmp_path / "script.json"
    file.write_text(json.dumps({**GOOD, "steps": STEPS[2:]}))

    with pytest.raises(BadInput, match="no step of the story adds a record, so nothing would be shown"):
        replayed(read(file), installed_features(), THE_REFERENCE, "found.json")


@pytest.mark.parametrize(
    ("steps", "verdict", "message"),
    [
        (STEPS, Verdict.PASS, ""),
        (STEPS[1:], Verdict.NONE, "no trouble came to the sync, so nothing of robust.lost-answer was shown"),
    ],
)
def test_a_replay_passes_only_where_its_trouble_came(
    steps: list[dict[str, str]], verdict: Verdict, message: str, tmp_path: Path
) -> None:
    file = tmp_path / "script.json"
    file.write_text(json.dumps({**GOOD, "steps": steps}))

    ending = replayed(read(file), installed_features(), THE_REFERENCE, "found.json")

    assert (ending.verdict, ending.message) == (verdict, message)


@pytest.mark.parametrize("text", ["", "[", "[]", "[" * 100_000, "null"])
def test_what_is_no_json_object_is_refused(text: str, tmp_path: Path) -> None:
    file = tmp_path / "script.json"
    file.write_text(text)

    with pytest.raises(BadInput):
        read(file)


def test_the_strikes_of_a_crash_are_before_and_after() -> None:
    assert [each.name for each in CRASHES] == ["before", "after"]
