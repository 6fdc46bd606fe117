"""A document that could not be run any more after acceptance is refused, and nothing is written."""

from __future__ import annotations

from tests.acceptance.conftest import SAMPLE, SUITS, Place, tree

FOUND = """@syncproof
Feature: Suits that were found

  @properties
  Rule: Properties

    @properties.cleared
    Example: waist emptied in Ship to Shore
      Given the sync has come to rest
      When Ada is added to Made to Measure
      And the sync comes to rest
      Then Ada is in Ship to Shore, once
      And nothing else has changed
"""
NEW = SAMPLE.replace("size", "waist")


def test_a_scenario_that_the_document_gives_now_with_the_name_of_one_of_peoples_is_refused(place: Place) -> None:
    place.accept()
    (place.folder / SUITS.replace(".feature", ".found.feature")).write_text(FOUND)
    assert place.accept()[0] == 0
    before = tree(place.features)
    code, said = place.accept(NEW)
    what = "the section would have a scenario of this name twice: waist emptied in Ship to Shore"
    assert (code, what in said, "nothing is written" in said) == (2, True, True)
    assert tree(place.features) == before


def test_what_a_run_refused_before_hinders_no_acceptance(place: Place) -> None:
    place.accept(NEW)
    (place.folder / SUITS.replace(".feature", ".found.feature")).write_text(FOUND)
    assert place.accept(NEW.replace("float", "integer"))[0] == 0
