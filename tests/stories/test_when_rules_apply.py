"""A rule has stories in a section where the facts of the section say that the rule applies."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from syncproof.checklist import (
    Checklist,
    Row,
)
from syncproof.datatypes import Datatype
from syncproof.stories import render
from syncproof.stories.facts import SectionFacts
from syncproof.stories.render import TEMPLATES, rendered, rules_with_stories, stories
from syncproof.stories.rules import RULES
from syncproof.stories.section_facts import section_facts
from tests.stories.declared_document import (
    CODE_OF_A,
    KINDS,
    LEDGERLY,
    LINKING,
    NORTHWIND,
    Document,
    boolean,
    counted,
    defaulted,
    everything,
    linked,
    lives,
    person,
    prop,
    rules_of,
    scenarios_of,
    section,
    shared,
    short,
    spaceless,
    trimmed,
)


def test_every_rule_with_stories_shows_some_and_each_is_tagged_with_it_alone(tmp_path: Path) -> None:
    first = replace(linked(), creates=False)
    features = [everything().feature(), render.feature(LINKING, linked()), render.feature(LINKING, first)]
    rows = shared(Row("name", "label", "string", "document"), Row("mail", "label", "string", "document"), CODE_OF_A)
    features.append(render.feature(KINDS, rows))
    assert set().union(*(rules_of(each, tmp_path) for each in features)) == rules_with_stories()


def test_where_every_record_is_owed_a_counterpart_none_waits_for_a_connection() -> None:
    unconnected = "that is connected to nothing"
    assert unconnected in render.feature(LINKING, replace(linked(), creates=False))
    assert unconnected not in render.feature(LINKING, linked())


def test_a_source_of_several_rows_fans_out_and_a_target_of_several_fans_in() -> None:
    out = shared()
    assert out.fan_out == ("name", "label")
    assert (out.fan_in, out.fed_in, out.unshared) == ((), (), ())

    into = shared(Row("mail", "name", "string", "document"))
    assert into.fan_in == ("name", "mail")
    assert (into.fan_out, into.fed_in) == ((), ("mail",))


def test_a_row_that_depends_on_something_is_told_of_with_it_and_where_no_other_row_feeds_it_without_it() -> None:
    facts = shared(CODE_OF_A)
    assert facts.dependents == (("code", "A in kind"),)
    assert [each[:2] for each in facts.independents] == [("code", NORTHWIND), ("code", LEDGERLY)]

    fed = shared(replace(CODE_OF_A, target="name"))
    assert [each[:2] for each in fed.independents] == [("code", LEDGERLY)]


def test_two_records_of_one_value_are_told_of_only_where_the_target_lets_users_make_them() -> None:
    assert "ambiguous" in render.feature(LINKING, linked())
    assert "ambiguous" not in render.feature(LINKING, linked(identity="mail"))


@pytest.mark.parametrize("facts", [linked(), None], ids=["linked", "plain"])
def test_a_template_renders_only_scenarios_that_are_tagged_with_its_rule(facts: SectionFacts | None) -> None:
    pairs = section(everything().source, everything().target, "string")
    declared = {NORTHWIND: {"Asset": everything().source}, LEDGERLY: {"Items": everything().target}}
    facts = facts or section_facts(Checklist("", NORTHWIND, LEDGERLY, "", (pairs,)), pairs, declared)

    for rule in rules_with_stories():
        lines = [line.strip() for line in stories(rule, facts).splitlines()]
        titles = [line for line in lines if line.startswith(("Example:", "Scenario Outline:"))]
        assert [line for line in lines if line.startswith("@")] == [f"@{rule}"] * len(titles)


def front(rule: str) -> str:
    """Return the first line of a rule's template, which says when the rule applies."""
    assert TEMPLATES.loader
    text, _, _ = TEMPLATES.loader.get_source(TEMPLATES, rule.replace(".", "/") + render.SUFFIX)
    return text.splitlines()[0]


def test_every_template_says_first_when_its_rule_applies() -> None:
    assert {rule for rule in rules_with_stories() if not front(rule).startswith(("{# Always", "{# Where "))} == set()


def test_what_applies_always_and_nothing_else_applies_to_the_poorest_section(tmp_path: Path) -> None:
    templates = [rule for rule in rules_with_stories() if RULES[rule].sentence in KINDS]
    always = {rule for rule in templates if front(rule).startswith("{# Always")}

    poorest = boolean()
    poorest.type = "N/A"
    poorest.source = replace(poorest.source, timestamped="never")
    poorest.target = replace(poorest.target, timestamped="never")
    # A property that is in one row only is the least that there can be, and still need not be there.
    assert rules_of(poorest.feature(), tmp_path) == always | {"in-sync.same-edit"}


CONTESTED = {"in-sync.latest-wins", "in-sync.during-pass"}
TEXT = CONTESTED | {"in-sync.near-edit"}


@pytest.mark.parametrize(
    ("document", "more"),
    [
        (Document().row(prop("name")), TEXT),
        (Document().row(prop("done", "boolean")).row(prop("open", "boolean")), {"in-sync.both-sides"}),
        (Document().row(prop("due", "moment")), CONTESTED | {"properties.dates"}),
        (Document().row(prop("due", "moment"), prop("due")), CONTESTED | {"properties.dates"}),
        (Document().row(prop("name", mandatory=False)), TEXT | {"properties.cleared"}),
        (Document().row(prop("name"), prop("name", mandatory=False)), TEXT | {"properties.cleared"}),
        (Document().row(prop("done", "boolean", mandatory=False)), set()),
        (Document().row(prop("done"), prop("done", "boolean")), set()),
        (Document().row(prop("done", "boolean"), prop("done")), set()),
        (Document().row(defaulted("stage")), TEXT),
        (Document().row(trimmed("name"), prop("name")), TEXT | {"properties.normalised"}),
        (Document().row(trimmed("name")), TEXT),
        (Document().row(spaceless("name"), prop("name")), TEXT | {"properties.limits"}),
        (Document().row(trimmed("due", "moment"), prop("due", "moment")), CONTESTED | {"properties.dates"}),
        (Document().row(counted("price"), prop("price", "number")), CONTESTED),
        (Document().row(short("name"), prop("name")), TEXT | {"properties.limits"}),
        (Document().row(short("name")), TEXT),
        (boolean().section(source=Datatype("Lease", boolean().source.properties)), {"every.shared-target"}),
        (boolean().section(target=Datatype("Parts", boolean().target.properties)), {"every.shared-source"}),
        (lives(archives=True), {"in-sync.life-cycle"}),
        (lives(moves=("another shelf",)), {"in-sync.life-cycle"}),
        (lives(copies=True), {"in-sync.life-cycle"}),
        (lives(shows_author=True), {"in-sync.any-author"}),
        (person(), TEXT | {"in-sync.both-sides"}),
        (person(identity="mail"), TEXT | {"in-sync.both-sides", "every.shared-target"}),
    ],
)
def test_a_rule_applies_where_the_facts_say_so(document: Document, more: set[str], tmp_path: Path) -> None:
    fewest = rules_of(boolean().feature(), tmp_path)

    assert rules_of(document.feature(), tmp_path) - fewest == more


def test_a_section_without_rows_has_no_story_and_says_so(tmp_path: Path) -> None:
    text = Document().feature()

    assert rules_of(text, tmp_path) == set()
    assert text == (
        "Feature: Northwind Asset to Ledgerly Items\n"
        "  Each Asset in Northwind and its counterpart among the Items in Ledgerly.\n"
        "\n"
        "  # The section's table names no property, and there is no agreement on any: nothing can be compared.\n"
    )


def test_records_bear_the_names_that_the_source_declares() -> None:
    document = boolean()
    document.source = replace(document.source, cast=("Crane", "Truck", "Barge"))

    [created] = scenarios_of(document.feature(), "every.created")

    assert created.splitlines() == [
        "Example: A new asset",
        "Given the sync has come to rest",
        "When Crane is added to Northwind",
        "And the sync comes to rest",
        "Then Crane is in Ledgerly, once",
        "And nothing else has changed",
    ]


def test_a_datatype_of_mixed_letters_keeps_its_name_within_a_title() -> None:
    document = boolean()
    document.source = replace(document.source, name="SalesOrder")
    [own] = rendered(
        Checklist("", NORTHWIND, LEDGERLY, "", (section(document.source, document.target, "string"),)),
        {NORTHWIND: {"SalesOrder": document.source}, LEDGERLY: {"Items": document.target}},
    ).values()

    assert scenarios_of(own, "every.created")[0].startswith("Example: A new SalesOrder\n")


def test_the_latest_edit_is_told_only_where_both_systems_say_when_something_changed() -> None:
    clear, vague_source, vague_target = person(), person(), person()
    vague_source.source = replace(vague_source.source, timestamped="never")
    vague_target.target = replace(vague_target.target, timestamped="never")
    claims = [
        [line for story in scenarios_of(document.feature(), rule) for line in story.splitlines() if "Then both" in line]
        for rule in ("in-sync.latest-wins", "in-sync.during-pass")
        for document in (clear, vague_source, vague_target)
    ]

    latest, either = "Then both systems hold Alpha's latest <label>", "Then both systems agree on Alpha's <label>"
    assert claims == [[latest], [either], [either], [latest, latest], [either, either], [either, either]]
    reason = "One of the systems does not say when a value changed: either edit may stand, the same on both sides."
    said = [document.feature().count(f"      {reason}\n") for document in (clear, vague_source, vague_target)]
    assert said == [0, 3, 3]


def test_every_counterpart_of_a_shared_source_is_claimed() -> None:
    document = boolean()
    parts, tools = (Datatype(name, document.target.properties) for name in ("Parts", "Tools"))
    [first, second, _] = scenarios_of(
        document.section(target=parts).section(target=tools).feature(), "every.shared-source"
    )

    assert [line for line in first.splitlines() if " as " in line] == [
        "Then Alpha is in Ledgerly as Items, once",
        "And Alpha is in Ledgerly as Parts, once",
        "And Alpha is in Ledgerly as Tools, once",
    ]
    assert [line for line in second.splitlines() if " as " in line] == [
        "And Alpha is in Ledgerly as Parts, once",
        "And Alpha is in Ledgerly as Tools, once",
    ]


def test_two_share_a_record_only_where_both_tables_have_what_the_target_tells_records_apart_by() -> None:
    document = person(identity="mail")
    lease = replace(document.source, name="Lease", cast=("Rent", "Loan", "Hire"))
    nameless = Datatype("Permit", {"name": prop("name"), "contact": prop("contact")})
    text = document.section(source=lease).section(source=nameless).feature()
    titles = [story.splitlines()[0].partition(": ")[2] for story in scenarios_of(text, "every.shared-target")]

    # A permit has no row for the mail.
    assert titles == [
        "One asset and one lease become two of the Items",
        "One asset and one lease with the same mail share one of the Items",
        "One asset and one lease with the same mail: a change of <label> in <system> reaches all three",
        "One asset and one permit become two of the Items",
        "Two of one datatype with the same mail share one of the Items",
    ]
    assert "When Rent is added to Northwind as Lease with the mail of Alpha" in text


@pytest.mark.parametrize(
    ("datatype", "said"),
    [("Lease", "Gamma, a Lease"), ("Invoice", "Gamma, an Invoice"), ("boards", "Gamma, one of the boards")],
)
def test_a_record_to_connect_others_to_has_the_article_of_its_datatype(datatype: str, said: str) -> None:
    text = render.feature(LINKING, replace(linked(), connected=(datatype,), elsewhere=()))
    for step in (f"connects Alpha to {said}, in", f"connected to {said}\n", f"both systems know {said} to connect"):
        assert step in text


def test_copies_of_a_section_share_no_source_with_each_other(tmp_path: Path) -> None:
    copy = boolean()
    parts = replace(copy.target, name="Parts")

    assert "every.shared-source" not in rules_of(copy.section().feature(), tmp_path)
    (told, *_) = scenarios_of(copy.section(target=parts).feature(), "every.shared-source")
    assert told.startswith("Example: One asset becomes one of the Items and one of the Parts\n")
