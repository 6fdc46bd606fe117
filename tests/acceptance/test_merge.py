"""Features merged three ways: nothing that people wrote is lost, and nothing is written by halves."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from syncproof.acceptance.merge import merged, put_back
from syncproof.acceptance.renamed import Renaming
from syncproof.checklist import Checklist
from syncproof.cli.options import installed_features
from syncproof.stories import gherkin
from syncproof.stories.pieces import PieceKey, joined, pieces

SHIPPED = sorted(installed_features().glob("*/*.feature"))
HEAD = "Feature: A to B\n  Each A and its B."
NAMES = ("one", "two", "three", "four")
KINDS = ("every", "in-sync", "properties")
TAGS = {"every": "every.created", "in-sync": "in-sync.during-pass", "properties": "properties.row"}


def scenario(kind: str, name: str, *steps: str) -> str:
    """Return the text of a scenario."""
    said = steps or (f"When {name} is added to A",)
    lines = [f"    @{TAGS[kind]}", f"    Example: {kind} {name}", *(f"      {step}" for step in said)]
    return "\n".join(lines)


def rule(kind: str) -> str:
    """Return the head of a Rule."""
    return f"  @{kind}\n  Rule: Of {kind}"


def feature(*parts: str) -> str:
    """Return the text of a feature."""
    return joined([HEAD, *parts])


BASE = feature(rule("every"), *(scenario("every", name) for name in NAMES[:3]))


@pytest.mark.parametrize("path", SHIPPED, ids=lambda path: f"{path.parent.name}/{path.stem}")
def test_the_pieces_of_a_feature_are_all_of_the_feature(path: Path) -> None:
    text = path.read_text()
    assert joined(pieces(text, str(path)).values()) == text


def test_a_piece_has_the_tags_and_comments_above_it() -> None:
    text = feature(rule("every"), "    # why\n" + scenario("every", "one"), "    # at the end")
    assert list(pieces(text, "a.feature").values()) == [
        HEAD,
        rule("every"),
        "    # why\n" + scenario("every", "one") + "\n\n    # at the end",
    ]


def test_of_two_scenarios_of_one_name_none_is_lost() -> None:
    text = feature(rule("every"), scenario("every", "one"), scenario("every", "one", "Given x"))
    assert joined(pieces(text, "a.feature").values()) == text


def test_what_only_one_side_changed_is_taken_and_what_neither_knows_stays() -> None:
    one, two, three = (scenario("every", name) for name in NAMES[:3])
    theirs = scenario("every", "of people")
    now = feature(rule("every"), one, theirs, two.replace("added", "lent"), three)
    new = feature(rule("every"), one, two, three.replace("added", "shown"), scenario("every", "four"))
    found = merged(BASE, now, new, "a.feature")
    assert found.conflicts == ()
    assert found.text == feature(
        rule("every"),
        one,
        theirs,
        two.replace("added", "lent"),
        three.replace("added", "shown"),
        scenario("every", "four"),
    )


def test_within_a_scenario_lines_are_merged() -> None:
    steps = ("Given a", "When b", "And c", "Then d")
    base = feature(rule("every"), scenario("every", "one", *steps))
    found = merged(base, base.replace("Given a", "Given x"), base.replace("Then d", "Then y"), "a.feature")
    assert found.conflicts == ()
    assert found.text == feature(rule("every"), scenario("every", "one", "Given x", "When b", "And c", "Then y"))


def test_where_both_changed_a_line_theirs_stays_whole_and_both_are_shown() -> None:
    now, new = (BASE.replace("When two is added", f"When two is {verb}") for verb in ("lent", "shown"))
    found = merged(BASE, now, new, "a.feature")
    assert found.text == now
    (shown,) = found.conflicts
    assert [word in shown for word in ("lent", "shown", "added", "<<<<<<<")] == [True] * 4


def test_a_scenario_that_people_removed_stays_away() -> None:
    now = feature(rule("every"), scenario("every", "one"), scenario("every", "three"))
    found = merged(BASE, now, BASE.replace("added", "shown"), "a.feature")
    assert (found.text, found.conflicts) == (now.replace("added", "shown"), ())


def test_an_edited_scenario_that_the_document_no_longer_gives_stays_and_is_shown() -> None:
    now = BASE.replace("When two is added", "When two is lent")
    found = merged(BASE, now, feature(rule("every"), scenario("every", "one"), scenario("every", "three")), "a.feature")
    assert (found.text, len(found.conflicts)) == (now, 1)


def test_what_people_wrote_below_a_rule_that_is_no_more_is_kept_apart() -> None:
    base = feature(rule("every"), scenario("every", "one"), rule("in-sync"), scenario("in-sync", "one"))
    theirs = scenario("in-sync", "of people")
    found = merged(base, base.rstrip("\n") + f"\n\n{theirs}\n", feature(rule("every"), scenario("every", "one")), "a")
    assert found.text == feature(rule("every"), scenario("every", "one"))
    assert found.orphans == {PieceKey("in-sync", "in-sync.during-pass", "in-sync of people"): theirs}


def test_a_new_rule_divides_no_other() -> None:
    base = feature(rule("every"), scenario("every", "one"))
    theirs = scenario("every", "of people")
    new = feature(rule("every"), scenario("every", "one"), rule("in-sync"), scenario("in-sync", "one"))
    found = merged(base, feature(rule("every"), scenario("every", "one"), theirs), new, "a.feature")
    assert found.text == feature(
        rule("every"), scenario("every", "one"), theirs, rule("in-sync"), scenario("in-sync", "one")
    )


def test_a_scenario_of_people_is_what_the_document_gives_from_now_on_with_the_same_steps_below_the_same_rule() -> None:
    one, other = scenario("every", "one"), scenario("every", "other", "When one is added to A")
    now = feature(rule("every"), *(scenario("every", name) for name in NAMES[1:3]), other)
    base = feature(rule("every"), *(scenario("every", name) for name in NAMES[1:3]))
    assert merged(base, now, BASE, "a").text == now
    # Another rule, or other steps: another scenario.
    for new in (one.replace("every.created", "every.one-way"), one.replace("added", "lent")):
        assert new in merged(base, now, BASE.replace(one, new), "a").text


def test_what_is_put_back_takes_the_place_of_the_rendered_and_gives_its_title_free() -> None:
    retitled = scenario("every", "other", "When one is added to A")
    edited = scenario("every", "one", "When one is lent to A")
    aside = joined([edited, retitled])
    back = BASE.replace(scenario("every", "one"), retitled).rstrip("\n") + f"\n\n{edited}\n"
    assert put_back(BASE, "every", aside, ("a", "b"), BASE) == (back, "")
    # What people wrote into the feature in the meantime gives its place to nothing.
    assert put_back(BASE, "every", edited, ("a", "b"), BASE) == (BASE, joined([edited]))


def test_people_who_put_scenarios_in_another_order_keep_it() -> None:
    one, two, three = (scenario("every", name) for name in NAMES[:3])
    now = feature(rule("every"), three, one, two)
    assert merged(BASE, now, BASE.replace("added", "shown"), "a").text == now.replace("added", "shown")


def test_rules_that_the_document_put_in_another_order_take_what_people_wrote_with_them() -> None:
    one, other = (rule("every"), scenario("every", "one")), (rule("in-sync"), scenario("in-sync", "one"))
    theirs = scenario("every", "of people")
    found = merged(feature(*one, *other), feature(*one, theirs, *other), feature(*other, *one), "a.feature")
    assert found.text == feature(*other, *one, theirs)


def test_a_rule_that_people_wrote_stays() -> None:
    now = BASE.rstrip("\n") + "\n\n" + joined([rule("in-sync"), scenario("in-sync", "of people")])
    assert merged(BASE, now, BASE.replace("two is added", "two is lent"), "a").text == now.replace(
        "two is added", "two is lent"
    )


@pytest.mark.parametrize(
    ("source", "target", "text"),
    [
        ("Tide", "Lark", "Tide Larks, SkyLark, and Lark of Tide"),
        ("Tide", "Tide Online", "Tide Larks, SkyLark, and Tide Online of Tide"),
        ("Lark Online", "Lark", "Lark Online Larks, SkyLark, and Lark of Lark Online"),
    ],
)
def test_new_names_take_the_place_of_whole_names_the_longest_first(source: str, target: str, text: str) -> None:
    old = Checklist("", "Lark", "Lark Online", "", ())
    new = Checklist("", source, target, "", ())
    assert Renaming(old, new, tuple).of("Lark Larks, SkyLark, and Lark Online of Lark") == text


@st.composite
def features(draw: st.DrawFn) -> str:
    """Draw a feature: some Rules in their order, some scenarios in each, each in one of three versions."""
    parts = []
    for kind in draw(st.lists(st.sampled_from(KINDS), unique=True, min_size=1)):
        parts.append(rule(kind))
        for name in draw(st.lists(st.sampled_from(NAMES), unique=True, max_size=4)):
            steps = [draw(st.sampled_from([f"Given {step}", f"Given no {step}", ""])) for step in ("x", "y", "z")]
            parts.append(scenario(kind, name, *filter(None, steps), "When w"))
    return feature(*parts)


@given(features(), features(), features())
def test_a_merge_is_gherkin_keeps_what_people_wrote_and_is_at_rest_afterwards(base: str, now: str, new: str) -> None:
    found = merged(base, now, new, "a.feature")
    gherkin.parse(found.text, "a.feature")
    assert not any(mark in found.text for mark in ("<<<<<<<", "=======", ">>>>>>>"))
    old, ours, result = (pieces(each, "a.feature") for each in (base, now, found.text))
    lost = {key for key in ours if key.is_scenario and key not in old and key not in result}
    assert lost <= set(found.orphans)
    assert merged(new, found.text, new, "a.feature").text == found.text
    assert merged(base, base, new, "a.feature").text == new
    assert merged(base, now, base, "a.feature").text == now
    for key in result:
        assert (
            key.is_scenario
            or key.kind == ""
            or list(result).index(key)
            < min(
                (index for index, each in enumerate(result) if each.is_scenario and each.kind == key.kind), default=99
            )
        )
