"""The kind of a finding: what is broken, the same whatever the records are called and hold."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

import pytest

from tests.laws.conftest import Story

if TYPE_CHECKING:
    from tests.laws.conftest import Sections


def alone(story: Story, value: str, _: str) -> None:
    story.add("Customer", f"c{value}", name=value)


def twice(story: Story, value: str, other: str) -> None:
    story.add("Customer", f"c{value}", name=value, website=other)
    story.sync_adds("Organizations", f"o{value}", displayName=value, website=other)
    story.sync_adds("Organizations", f"p{value}", displayName=value, website=other)


def of_nobody(story: Story, value: str, other: str) -> None:
    story.linked()
    story.sync_adds("Organizations", f"p{value}", displayName=value, website=other)


def deleted(story: Story, value: str, other: str) -> None:
    story.add("Customer", f"c{value}", name=value, website=other)
    story.sync_adds("Organizations", f"o{value}", displayName=value, website=other)
    story.rest()
    story.remove("Organizations", f"o{value}")
    story.rest()
    story.sync_adds("Organizations", f"p{value}", displayName=value, website=other)


def differing(story: Story, value: str, other: str) -> None:
    story.linked()
    story.edit("Customer", "c", website=value)
    story.edit("Organizations", "o", website=other)


def lost(story: Story, value: str, _: str) -> None:
    story.linked()
    story.edit("Customer", "c", website=value)
    story.sync_edits("Customer", "c", website="a.no")


def made_up(story: Story, value: str, _: str) -> None:
    story.linked()
    story.sync_edits("Organizations", "o", website=value)


def unreported(story: Story, value: str, _: str) -> None:
    story.linked()
    story.edit("Customer", "c", website=f"{value}, which is too long for it")


def unmapped(story: Story, value: str, other: str) -> None:
    story.linked()
    story.sync_edits("Customer", "c", phone=value)
    story.sync_edits("Customer", "c", phone=other)


def of_no_section(story: Story, value: str, _: str) -> None:
    story.sync_adds("Boards", f"b{value}", name=value)


def echoing(story: Story, value: str, _: str) -> None:
    story.linked()
    story.mark("pass begins")
    story.sync_edits("Organizations", "o", displayName="Ada")
    story.mark(f"pass ends{value[:0]}")


KINDS: list[tuple[Callable[[Story, str, str], None], list[str]]] = [
    (alone, ["law counterpart: no Organizations"]),
    (twice, ["law counterpart: two Organizations"]),
    (of_nobody, ["law counterpart: Organizations of no Customer"]),
    (deleted, ["law counterpart: Organizations again after a deletion"]),
    (differing, ["law agreement: website in Customerp Customer and website in Trello Organizations"]),
    (lost, ["law no-lost-edit: lost, website in Customerp Customer"]),
    (made_up, ["law provenance: website in Trello Organizations"]),
    (unreported, ["law in-order: Trello refuses website, unreported"]),
    (unmapped, ["law nothing-else: changed Customerp Customer: phone"]),
    (of_no_section, ["law nothing-else: created Trello Boards"]),
    (echoing, ["law no-echo"]),
]


@pytest.mark.parametrize(("act", "kinds"), KINDS)
def test_a_kind_names_the_datatype_or_the_property_and_no_value(
    act: Callable[[Story, str, str], None], kinds: list[str], sections: Sections
) -> None:
    for value, other in (("Ada", "Grace"), ("x1", "y2")):
        story = Story()
        act(story, value, other)
        story.rest()

        assert [finding.kind for finding in story.judged(sections.customers)] == kinds
