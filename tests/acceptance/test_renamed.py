"""A system with another name in people's scenarios, in which a record is called like the system."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from string import Formatter

import pytest

from syncproof.acceptance.renamed import Renaming
from syncproof.checklist.accepted import load
from syncproof.checklist.resolve import parse
from syncproof.run.vocabulary import own_vocabulary
from tests.checklist.golden import DOCUMENTS

FEATURES = sorted(Path(__file__).parents[2].glob("features/*/*.feature"))
TEXT = (DOCUMENTS / "good" / "links.rst").read_text()
SENTENCES = [each.sentence for each in own_vocabulary().definitions]
RENAMING = Renaming(parse(TEXT.replace("Tidepost", "Gamma"), "old.rst"), parse(TEXT, "new.rst"), lambda: SENTENCES)


def step(sentence: str, system: str, record: str) -> str:
    """Return a sentence whose words are names of a system and of records, and others."""
    words = {"System": system, "Name": record, "Newcomer": record}
    parts = Formatter().parse(sentence)
    return "".join(
        literal + (words.get(kind or "", "any") if field is not None else "") for literal, field, kind, _ in parts
    )


@pytest.mark.parametrize(
    ("was", "now"),
    [
        ("When Gamma is added to Larkbook", "When Gamma is added to Larkbook"),
        ("Given Gamma is added to Gamma, meeting the condition",
         "Given Gamma is added to Tidepost, meeting the condition"),
        ("And both systems know Gamma", "And both systems know Gamma"),
        ("And a user changes Gamma's name in Gamma", "And a user changes Gamma's name in Tidepost"),
        ("And Gamma is removed from Gamma while the sync reads Gamma",
         "And Gamma is removed from Tidepost while the sync reads Tidepost"),
        ("And a user swaps the name of Gamma and Beta in Gamma",
         "And a user swaps the name of Gamma and Beta in Tidepost"),
        ("And from now on every answer of Gamma is late", "And from now on every answer of Tidepost is late"),
        ("And Gamma's clock is 5 minutes behind", "And Tidepost's clock is 5 minutes behind"),
        ("When Gamma's next answer to a change is late", "When Tidepost's next answer to a change is late"),
        ("When Gamma is well again", "When Tidepost is well again"),
        ("Then Gamma keeps Gamma's name as before", "Then Tidepost keeps Gamma's name as before"),
        ("Then Gamma is in Gamma, once", "Then Gamma is in Tidepost, once"),
        ("Then Gamma has no counterpart in Gamma", "Then Gamma has no counterpart in Tidepost"),
        ("Then the sync reports Gamma's name, once", "Then the sync reports Gamma's name, once"),
        ("Then the sync has asked Gamma no more than 10 times since",
         "Then the sync has asked Tidepost no more than 10 times since"),
        ("  | Gamma |", "  | Tidepost |"),
        ("Example: Slow in Gamma", "Example: Slow in Tidepost"),
    ],
)  # fmt: skip
def test_a_record_that_is_called_like_a_system_keeps_its_name(was: str, now: str) -> None:
    assert RENAMING.of(f"Given both systems know Gamma\n  {was}\n") == f"Given both systems know Gamma\n  {now}\n"


@pytest.mark.parametrize("sentence", SENTENCES)
def test_every_step_says_which_of_its_words_is_a_system(sentence: str) -> None:
    known = "Given both systems know Gamma\nWhen "
    assert RENAMING.of(known + step(sentence, "Gamma", "Gamma")) == known + step(sentence, "Tidepost", "Gamma")


@pytest.mark.parametrize("sentence", [each for each in SENTENCES if ":Newcomer}" in each])
def test_every_step_that_brings_in_a_record_says_how_it_is_called(sentence: str) -> None:
    later = "\nThen Gamma is still in Gamma"
    text = f"When {step(sentence, 'Larkbook', 'Gamma')}{later}"
    assert RENAMING.of(text) == text.replace("in Gamma", "in Tidepost")


def test_a_step_is_renamed_wherever_the_name_stands_if_no_record_is_called_so() -> None:
    assert RENAMING.of("Given Ada is added to Gamma\nWhen our Gamma rests") == (
        "Given Ada is added to Tidepost\nWhen our Tidepost rests"
    )


@pytest.mark.parametrize("path", FEATURES, ids=lambda path: path.stem)
def test_the_systems_of_a_rendered_feature_are_renamed_also_beside_a_record_that_is_called_like_one(path: Path) -> None:
    accepted = load(path.parent)
    renaming = Renaming(accepted, replace(accepted, source="Moorstone", target="Gammelpost"), lambda: SENTENCES)
    records = "".join(f"Given both systems know {name}\n" for name in (accepted.source, accepted.target))

    assert renaming.of(records + path.read_text()) == records + renaming.of(path.read_text())
