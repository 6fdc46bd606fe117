"""The places of sections: which records two sections share, and which live apart."""

from __future__ import annotations

from typing import TYPE_CHECKING, cast

from syncproof.checklist import End, Row, Section
from syncproof.fakes import make_systems
from syncproof.fakes.kit.clock import Clock
from syncproof.ledger import Ledger
from syncproof.steps.places import Places

if TYPE_CHECKING:
    from syncproof.steps.sections import Sections

TASKS, PROJECTS = End("Custompms", "Task"), End("Custompms", "Project")
CARDS, MEMBERS, COMMENTS = (End("Trello", name) for name in ("Cards", "Members", "Actions"))


def section(source: End, target: End) -> Section:
    return Section(f"{source} to {target}", source, target, (), (Row("a", "b", "string", "document"),))


def places(*sections: Section) -> Places:
    # Places only go through the sections.
    return Places(cast("Sections", sections), make_systems(Clock(), Ledger(), seed=0))


def test_a_source_that_lives_in_no_place_has_none() -> None:
    assert places(section(TASKS, CARDS)).of_sources == {}


def test_sections_with_one_source_read_one_place_and_targets_live_apart() -> None:
    found = places(section(CARDS, TASKS), section(CARDS, PROJECTS), section(COMMENTS, TASKS), section(TASKS, COMMENTS))
    assert found.of_sources["cards-to-task"] == found.of_sources["cards-to-project"]
    assert set(found.of_sources["cards-to-task"]) == {"board", "list"}
    apart = places(section(TASKS, CARDS), section(PROJECTS, CARDS)).of_targets
    assert apart["task-to-cards"] != apart["project-to-cards"]


def test_what_one_section_makes_is_the_source_of_the_section_that_leads_back() -> None:
    found = places(section(TASKS, CARDS), section(CARDS, TASKS), section(CARDS, PROJECTS))
    assert found.of_sources["cards-to-task"] == found.of_targets["task-to-cards"]
    assert found.of_sources["cards-to-project"] != found.of_targets["task-to-cards"]


def test_members_are_the_same_people_on_either_side() -> None:
    found = places(section(TASKS, MEMBERS), section(MEMBERS, PROJECTS))
    assert found.of_targets["task-to-members"] == found.of_sources["members-to-project"]


def test_the_laws_know_the_place_of_a_source() -> None:
    found = places(section(CARDS, TASKS))
    (scope,) = found.scopes()
    assert (scope.source_place, scope.place) == (found.of_sources["cards-to-task"]["list"], "")
    assert found.container(section(CARDS, TASKS), CARDS) == scope.source_place
