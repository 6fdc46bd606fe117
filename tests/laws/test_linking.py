"""Linking: which records the SUT has to pair, may pair or may not, where not every record gets a counterpart."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import pytest

from syncproof.checklist import Criterion, Predicate, Row

if TYPE_CHECKING:
    from syncproof.laws import Scope
    from tests.laws.conftest import Sections, Story

MATCH = (Criterion("phone", "colour"),)


@pytest.fixture
def link_first(sections: Sections) -> Scope:
    timed = replace(sections.customers.target_type, timestamped="property")
    promises = frozenset({"link-first", "merge-criteria"})
    return replace(sections.customers, promises=promises, criteria=MATCH, target_type=timed)


@pytest.fixture
def match_or_create(sections: Sections) -> Scope:
    return replace(sections.customers, promises=frozenset({"every", "match-or-create"}), criteria=MATCH)


@pytest.fixture
def condition(sections: Sections) -> Scope:
    return replace(sections.customers, promises=frozenset({"condition"}), predicate=Predicate("phone", "is", "open"))


@pytest.fixture
def connected(sections: Sections) -> tuple[Scope, Scope]:
    """Return a section of tasks that need a customer in sync, and the section of customers."""
    tasks = replace(
        sections.tasks,
        promises=frozenset({"link-first", "create-if-connected"}),
        connections=(("notes", sections.customers.name),),
        rows=sections.tasks.rows[:1],
    )
    return tasks, sections.customers


def add_both(story: Story) -> None:
    """Add two records that match, the target's later, with another name."""
    story.add("Customer", "c", name="Ada", phone="7")
    story.add("Organizations", "o", displayName="Ada King", colour="7")


def begin(story: Story) -> None:
    story.mark("pass begins")


def end(story: Story) -> None:
    story.mark("pass ends")
    story.rest()


@pytest.mark.parametrize(("criterion", "phone", "colour"), [(("Id", "colour"), "7", "c"), (("phone", "id"), "o", "7")])
def test_a_record_matches_by_its_own_id(
    story: Story, link_first: Scope, criterion: tuple[str, str], phone: str, colour: str
) -> None:
    scope = replace(link_first, criteria=(Criterion(*criterion),))
    story.add("Customer", "c", name="Ada", phone=phone)
    story.add("Organizations", "o", displayName="Ada King", colour=colour)
    begin(story)
    end(story)

    assert [finding.law for finding in story.judged(scope)] == ["agreement"]
    assert story.paired(scope)[scope.name] == {"c": "o"}


def test_two_records_that_match_become_a_pair_and_the_latest_value_stands(story: Story, link_first: Scope) -> None:
    add_both(story)
    begin(story)
    story.sync_edits("Customer", "c", name="Ada King")
    end(story)

    assert story.judged(link_first) == ()
    assert story.paired(link_first)[link_first.name] == {"c": "o"}


def test_the_earlier_value_may_not_stand_after_a_merge(story: Story, link_first: Scope) -> None:
    add_both(story)
    begin(story)
    story.sync_edits("Organizations", "o", displayName="Ada")
    end(story)

    assert [finding.law for finding in story.judged(link_first)] == ["no-lost-edit"]


def test_what_only_one_of_two_merged_records_holds_may_stand_or_go(story: Story, link_first: Scope) -> None:
    for website in ("a.no", None):
        again = type(story)()
        again.add("Customer", "c", name="Ada", phone="7", website="a.no")
        again.add("Organizations", "o", displayName="Ada", colour="7")
        begin(again)
        if website:
            again.sync_edits("Organizations", "o", website=website)
        else:
            again.sync_edits("Customer", "c", website=website)
        end(again)

        assert again.judged(link_first) == ()


def test_records_that_match_and_are_left_apart_disagree(story: Story, link_first: Scope) -> None:
    add_both(story)
    story.rest()

    assert [finding.law for finding in story.judged(link_first)] == ["agreement"]


def test_no_record_is_created_without_a_link(story: Story, link_first: Scope) -> None:
    born = story.add("Customer", "c", name="Ada", phone="7")
    begin(story)
    made = story.sync_adds("Organizations", "o", displayName="Ada", colour="7")
    end(story)

    (finding,) = story.judged(link_first)
    assert (finding.law, finding.lines) == ("counterpart", (born, made))
    assert finding.text == (
        'the sync created Organizations "Ada" for Customer "Ada"; expected none: the two have to be linked first'
    )


def test_a_record_without_a_link_needs_no_counterpart(story: Story, link_first: Scope) -> None:
    story.add("Customer", "c", name="Ada", phone="7")
    story.add("Organizations", "o", displayName="Ada", colour="8")
    story.rest()

    assert story.judged(link_first) == ()


@pytest.mark.parametrize("nothing", [None, ""])
def test_two_empty_values_are_no_match(story: Story, link_first: Scope, nothing: str | None) -> None:
    story.add("Customer", "c", name="Ada", phone=nothing)
    story.add("Organizations", "o", displayName="Eve", colour=nothing)
    story.rest()
    assert story.judged(link_first) == ()

    story.sync_edits("Organizations", "o", displayName="Ada")
    story.rest()
    assert [finding.law for finding in story.judged(link_first)] == ["nothing-else"]


def test_no_record_is_created_beside_the_one_that_matches(story: Story, match_or_create: Scope) -> None:
    add_both(story)
    begin(story)
    story.sync_adds("Organizations", "new", displayName="Ada")
    end(story)

    assert "counterpart" in {finding.law for finding in story.judged(match_or_create)}


def test_a_match_that_comes_while_a_pass_runs_is_too_late_for_that_pass(story: Story, match_or_create: Scope) -> None:
    story.add("Customer", "c", name="Ada", phone="7")
    begin(story)
    story.add("Organizations", "o", displayName="Ada King", colour="7")
    story.sync_adds("Organizations", "new", displayName="Ada")
    end(story)

    assert story.judged(match_or_create) == ()
    assert story.paired(match_or_create)[match_or_create.name] == {"c": "new"}


def test_a_record_that_no_other_matches_is_created(story: Story, match_or_create: Scope) -> None:
    story.add("Organizations", "o", displayName="Eve", colour="8")
    story.add("Customer", "c", name="Ada", phone="7")
    story.rest()
    assert [finding.about for finding in story.judged(match_or_create)] == ["no Organizations"]

    story.sync_adds("Organizations", "new", displayName="Ada")
    story.rest()
    assert story.judged(match_or_create) == ()


@pytest.fixture
def doubtful(story: Story) -> Story:
    """Return a history in which two target records match one source record."""
    story.add("Customer", "c", name="Ada", phone="7")
    story.add("Organizations", "o1", displayName="Ada", colour="7")
    story.add("Organizations", "o2", displayName="Ada", colour="7")
    begin(story)
    return story


def test_two_records_that_match_are_reported_and_neither_is_taken(doubtful: Story, match_or_create: Scope) -> None:
    doubtful.sync_reports("Customer", "c")
    end(doubtful)

    assert doubtful.judged(match_or_create) == ()


def test_two_records_that_match_are_not_passed_over_in_silence(doubtful: Story, match_or_create: Scope) -> None:
    end(doubtful)

    (finding,) = doubtful.judged(match_or_create)
    assert finding.text == 'Customer "Ada" matches 2 Organizations: o1 and o2; expected a report of it, saw none'
    assert finding.law == "in-order"


def test_none_of_two_records_that_match_is_picked(doubtful: Story, match_or_create: Scope) -> None:
    doubtful.sync_reports("Customer", "c")
    end(doubtful)
    doubtful.edit("Customer", "c", name="Ada King")
    doubtful.sync_edits("Organizations", "o1", displayName="Ada King")
    doubtful.rest()

    assert [finding.about for finding in doubtful.judged(match_or_create)] == ["one of several Organizations picked"]


def test_nothing_is_created_where_two_records_match(doubtful: Story, match_or_create: Scope) -> None:
    doubtful.sync_reports("Customer", "c")
    doubtful.sync_adds("Organizations", "new", displayName="Ada")
    end(doubtful)

    assert [finding.about for finding in doubtful.judged(match_or_create)] == ["created Organizations beside a match"]


def test_a_match_that_becomes_clear_makes_a_pair(doubtful: Story, match_or_create: Scope) -> None:
    doubtful.sync_reports("Customer", "c")
    end(doubtful)
    doubtful.remove("Organizations", "o2")
    doubtful.edit("Customer", "c", name="Ada King")
    doubtful.rest()
    assert [finding.law for finding in doubtful.judged(match_or_create)] == ["agreement"]

    doubtful.sync_edits("Organizations", "o1", displayName="Ada King")
    doubtful.rest()
    assert doubtful.judged(match_or_create) == ()


def test_a_copy_of_one_of_a_pair_brings_no_doubt(story: Story, link_first: Scope) -> None:
    add_both(story)
    begin(story)
    story.sync_edits("Customer", "c", name="Ada King")
    story.mark("pass ends")
    story.add("Customer", "copy", name="Ada King", phone="7")
    story.rest()

    assert story.judged(link_first) == ()
    assert story.paired(link_first)[link_first.name] == {"c": "o"}


def test_a_record_whose_match_was_deleted_is_not_created_again(story: Story, match_or_create: Scope) -> None:
    add_both(story)
    begin(story)
    story.remove("Organizations", "o")
    end(story)

    assert story.judged(match_or_create) == ()


def test_a_record_that_meets_the_condition_is_owed_a_counterpart(story: Story, condition: Scope) -> None:
    story.add("Customer", "c", name="Ada", phone="open")
    story.rest()
    assert [finding.about for finding in story.judged(condition)] == ["no Organizations"]

    story.sync_adds("Organizations", "o", displayName="Ada")
    story.rest()
    assert story.judged(condition) == ()


def test_a_record_that_does_not_meet_the_condition_gets_no_counterpart(story: Story, condition: Scope) -> None:
    story.add("Customer", "c", name="Ada", phone="shut")
    story.rest()
    assert story.judged(condition) == ()

    story.sync_adds("Organizations", "o", displayName="Ada")
    story.rest()
    (finding,) = story.judged(condition)
    assert finding.text.endswith("expected none: the condition is not met: phone is open")


def test_a_condition_that_was_met_since_the_last_rest_may_have_been_seen(story: Story, condition: Scope) -> None:
    story.add("Customer", "c", name="Ada", phone="open")
    begin(story)
    story.edit("Customer", "c", phone="shut")
    story.sync_adds("Organizations", "o", displayName="Ada")
    end(story)

    assert story.judged(condition) == ()


def test_a_pair_stays_a_pair_when_the_condition_is_no_longer_met(story: Story, condition: Scope) -> None:
    story.add("Customer", "c", name="Ada", phone="open")
    story.sync_adds("Organizations", "o", displayName="Ada")
    story.rest()
    story.edit("Customer", "c", phone="shut", name="Ada King")
    story.rest()
    assert [finding.law for finding in story.judged(condition)] == ["agreement"]

    story.sync_edits("Organizations", "o", displayName="Ada King")
    story.rest()
    assert story.judged(condition) == ()


def test_a_record_that_is_connected_to_a_pair_is_owed_a_counterpart(
    story: Story, connected: tuple[Scope, Scope]
) -> None:
    story.linked()
    story.add("Task", "t", title="Dig", notes="c")
    story.rest()
    assert [finding.about for finding in story.judged(*connected)] == ["no Cards"]

    story.sync_adds("Cards", "k", name="Dig")
    story.rest()
    assert story.judged(*connected) == ()


def test_a_record_that_is_connected_to_nothing_gets_no_counterpart(
    story: Story, connected: tuple[Scope, Scope]
) -> None:
    story.linked()
    story.add("Task", "t", title="Dig", notes="elsewhere")
    story.rest()
    assert story.judged(*connected) == ()

    story.sync_adds("Cards", "k", name="Dig")
    story.rest()
    (finding,) = story.judged(*connected)
    assert finding.text.endswith("the two have to be linked first, or connected to what is synchronized")


def test_any_connection_counts_where_another_document_synchronizes_what_is_connected(
    story: Story, connected: tuple[Scope, Scope]
) -> None:
    tasks = replace(connected[0], connections=(("notes", ""),))
    story.add("Task", "t", title="Dig", notes="whoever")
    story.add("Task", "u", title="Sow")
    story.rest()
    assert [finding.about for finding in story.judged(tasks)] == ["no Cards"]

    story.sync_adds("Cards", "k", name="Dig")
    story.rest()
    assert story.judged(tasks) == ()

    story.sync_adds("Cards", "m", name="Sow")
    story.rest()
    (finding,) = story.judged(tasks)
    assert finding.text.endswith("the two have to be linked first, or connected to what is synchronized")


def test_of_a_match_that_the_sync_itself_ended_nobody_can_say_whether_it_was_a_pair(
    story: Story, link_first: Scope, sections: Sections
) -> None:
    # A row gives the source the target's website in the place of the phone by which the two matched.
    carried = replace(link_first, rows=(*link_first.rows[:1], Row("phone", "website", "", "document")))
    beside = sections.elsewhere(replace(carried, promises=frozenset(), criteria=()), "elsewhere")
    story.add("Customer", "c", name="Ada", phone="7")
    story.add("Organizations", "o", displayName="Ada", website="8", colour="7")
    begin(story)
    story.sync_edits("Customer", "c", phone="8")
    end(story)

    assert story.judged(carried, beside) == ()

    begin(story)
    story.sync_edits("Customer", "c", website="x")
    end(story)
    assert [finding.law for finding in story.judged(carried, beside)] == ["no-echo", "nothing-else"]
