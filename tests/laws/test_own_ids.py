"""A target holds the id of its source record where a row says so, and the id tells records apart that look alike."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import pytest

from syncproof.checklist import Row
from syncproof.datatypes import Property

if TYPE_CHECKING:
    from syncproof.laws import Scope
    from tests.laws.conftest import Sections, Story


@pytest.fixture
def with_id(sections: Sections) -> Scope:
    return replace(sections.customers, id_rows=(Row("id", "colour", "string", "document"),))


def test_a_target_that_holds_the_id_is_in_order(story: Story, with_id: Scope) -> None:
    story.add("Customer", "c1", name="Ada")
    story.sync_adds("Organizations", "o1", displayName="Ada", colour="c1")
    story.rest()
    assert story.judged(with_id) == ()


@pytest.mark.parametrize(("held", "named"), [(None, "nothing"), ("Ada", '"Ada"'), ("c2", '"c2"')])
def test_a_target_that_holds_something_else_is_named(
    story: Story, with_id: Scope, held: str | None, named: str
) -> None:
    story.add("Customer", "c1", name="Ada")
    story.sync_adds("Organizations", "o1", displayName="Ada", colour=held)
    story.rest()
    (found,) = story.judged(with_id)
    where = f'Customer "Ada" and its Organizations: colour in Trello Organizations is {named}'
    assert (found.law, found.text) == (
        "agreement",
        f'{where}; expected the id of Customerp Customer, which is "c1"',
    )


def test_a_target_that_holds_numbers_holds_the_id_as_a_number(story: Story, with_id: Scope) -> None:
    properties = {**with_id.target_type.properties, "colour": Property("colour", "number")}
    numbered = replace(with_id, target_type=replace(with_id.target_type, properties=properties))
    story.add("Customer", "17", name="Ada")
    story.sync_adds("Organizations", "o1", displayName="Ada", colour=17)
    story.rest()
    assert story.judged(numbered) == ()
    story.sync_edits("Organizations", "o1", colour="17")
    story.rest()
    assert [found.about for found in story.judged(numbered)] == ["colour in Trello Organizations, which holds an id"]


def test_a_sync_may_bring_the_id_later_and_again_after_a_user_wrote_there(story: Story, with_id: Scope) -> None:
    story.add("Customer", "c1", name="Ada")
    story.sync_adds("Organizations", "o1", displayName="Ada")
    story.sync_edits("Organizations", "o1", colour="c1")
    story.rest()
    story.edit("Organizations", "o1", colour="red")
    story.sync_edits("Organizations", "o1", colour="c1")
    story.rest()
    assert story.judged(with_id) == ()


def test_what_a_user_wrote_over_the_id_does_not_stand(story: Story, with_id: Scope) -> None:
    story.add("Customer", "c1", name="Ada")
    story.sync_adds("Organizations", "o1", displayName="Ada", colour="c1")
    story.rest()
    story.edit("Organizations", "o1", colour="red")
    story.rest()
    assert [found.law for found in story.judged(with_id)] == ["agreement"]


def test_of_records_that_look_alike_the_id_says_which_is_whose(story: Story, with_id: Scope) -> None:
    for record in ("c1", "c2", "c3"):
        story.add("Customer", record, name="Ada")
    for number in ("3", "1", "2"):
        story.sync_adds("Organizations", f"o{number}", displayName="Ada", colour=f"c{number}")
    story.rest()
    assert story.judged(with_id) == ()
    assert dict(story.paired(with_id)[with_id.name]) == {"c1": "o1", "c2": "o2", "c3": "o3"}


def test_of_records_that_look_alike_an_id_that_comes_later_says_so_too(story: Story, with_id: Scope) -> None:
    for record in ("c1", "c2"):
        story.add("Customer", record, name="Ada")
    for record in ("o2", "o1"):
        story.sync_adds("Organizations", record, displayName="Ada")
    for number in "12":
        story.sync_edits("Organizations", f"o{number}", colour=f"c{number}")
    story.rest()
    assert story.judged(with_id) == ()
