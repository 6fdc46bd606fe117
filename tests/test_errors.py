"""The nearest right word: what a slip was meant to be, and no word that only happens to be there."""

from __future__ import annotations

from difflib import SequenceMatcher
from unittest.mock import patch

import pytest

from syncproof.checklist import KINDS
from syncproof.checklist.dialect import TYPES
from syncproof.drivers import DRIVERS
from syncproof.errors import MANY, BadInput, counted, nearest, together
from syncproof.run.settings import KEYS
from syncproof.starter.skeleton import COMMANDS
from syncproof.stories.rules import RULES

SECTIONS = ("Customerp Contact to Trello Members", "contact-to-members", "custompms-trello/task-to-cards")
TITLES = ("A new contact", "Added while the sync reads Customerp", "The sync restarts between its runs")


@pytest.mark.parametrize(
    ("word", "among", "found"),
    [
        ("contct", SECTIONS, "contact-to-members"),
        ("tsk-to-cards", SECTIONS, "custompms-trello/task-to-cards"),
        ("contact", SECTIONS, "contact-to-members"),
        ("restarst", TITLES, "The sync restarts between its runs"),
        ("every.craeted", RULES, "every.created"),
        ("latest-win", RULES, "in-sync.latest-wins"),
        ("insync", KINDS, "in-sync"),
        ("broken:sourcewins", DRIVERS, "broken:source-wins"),
        ("Pyton", COMMANDS, "python"),
        ("documnet", KEYS, "documents"),
        ("strng", TYPES, "string"),
    ],
)
def test_a_slip_is_named_with_what_was_meant(word: str, among: tuple[str, ...], found: str) -> None:
    assert nearest(word, among) == found


@pytest.mark.parametrize(
    ("word", "among"),
    [
        ("ruby", COMMANDS),
        ("foo", (*RULES, *KINDS, *DRIVERS, *TITLES, "fold")),
        ("seed", KEYS),
        ("text", TYPES),
        ("nonsense", (*RULES, *TITLES)),
        ("strength", (*RULES, *KINDS, *TITLES)),
        ("zebra", SECTIONS),
        ("a", KEYS),
        ("", RULES),
        ("word", ()),
    ],
)
def test_a_word_that_is_like_none_has_no_nearest(word: str, among: tuple[str, ...]) -> None:
    assert nearest(word, among) == ""


@pytest.mark.parametrize(
    ("count", "shown"), [(0, "0 stories"), (1, "1 story"), (2, "2 stories"), (1200, "1,200 stories")]
)
def test_a_number_has_the_noun_that_goes_with_it(count: int, shown: str) -> None:
    assert counted(count, "story", "stories") == shown
    assert counted(count, "cell") == shown.replace("stories", "cells").replace("story", "cell")


def test_a_sentence_has_a_nearest_however_far_off_it_is() -> None:
    assert nearest("qq zz", TITLES) in TITLES


def test_a_very_long_text_is_compared_at_its_beginning_and_only_where_it_can_be_alike() -> None:
    names = [f"name-{number}" for number in range(500)]

    with patch("syncproof.errors.SequenceMatcher.ratio", autospec=True, side_effect=SequenceMatcher.ratio) as compared:
        assert nearest("name-" * 200_000, names) == ""

    assert compared.call_count == 0


def test_of_very_many_mistakes_the_first_are_said() -> None:
    mistakes = [BadInput("a mistake", where=f"f.feature:{line}") for line in range(3 * MANY, 0, -1)]

    said = str(together(mistakes)).splitlines()

    assert said == [*(f"f.feature:{line}: a mistake" for line in range(1, MANY + 1)), "and others: mend these first"]


def test_one_slip_on_many_lines_is_compared_once() -> None:
    with patch("syncproof.errors.SequenceMatcher", wraps=SequenceMatcher) as compared:
        found = {nearest("evry.once.and.for.all", RULES) for _ in range(1000)}

    assert len(found) == 1
    assert compared.call_count < 20 * len(RULES)


def test_a_place_is_one_line_whatever_its_file_is_called() -> None:
    error = BadInput("no title", where="a\nb.rst:1")
    assert str(error) == "a\\nb.rst:1: no title"
    assert str(error.with_cure("write a title")) == "a\\nb.rst:1: no title\n  do       write a title"
    assert str(error.found_at("c.toml:2")) == "c.toml:2: a\\nb.rst:1: no title"
