"""`syncproof list`: every row comes from the table of the thing itself, so that a new thing is listed by itself."""

from __future__ import annotations

import json
import re
import shlex
from collections.abc import Callable
from pathlib import Path
from typing import Any, TypeAlias

import pytest

from syncproof.checklist.accepted import load_all
from syncproof.cli import main
from syncproof.cli.list import WHAT
from syncproof.drivers import BROKEN, DRIVERS
from syncproof.drivers.inprocess import in_process
from syncproof.drivers.ways import WAYS
from syncproof.engine import Sync
from syncproof.engine.broken import Defect
from syncproof.errors import HarnessBroke
from syncproof.fakes.kit.faults import FAULTS, FaultKind
from syncproof.fakes.trello.capabilities import CAPABILITIES
from syncproof.report import stream
from syncproof.report.catalogue import LISTS, does_of
from syncproof.report.table import lines
from syncproof.run.vocabulary import own_vocabulary
from syncproof.stories.feature import load
from syncproof.stories.rules import RULES, Rule
from tests.pages import blocks

from .conftest import FEATURES, copied

Output: TypeAlias = Callable[..., str]
FIRST = {
    "sections": "customerp-trello/contact-to-members",
    "rules": "every.created",
    "stories": "customerp-trello/contact-to-members",
    "canonical": "customerp-trello/contact-to-members",
    "steps": "Given",
    "drivers": "reference",
    "faults": "refused",
    "capabilities": "member-profile-write",
}


@pytest.fixture
def listed(capsys: pytest.CaptureFixture[str]) -> Output:
    """Let a test list something, and return what is printed."""

    def run(*words: str) -> str:
        assert main(["list", *words]) == 0
        return capsys.readouterr().out

    return run


@pytest.fixture
def facts(listed: Output) -> Callable[..., list[dict[str, Any]]]:
    """Let a test list something as JSON."""

    def run(*words: str) -> list[dict[str, Any]]:
        found: list[dict[str, Any]] = json.loads(listed(*words, "--json"))
        return found

    return run


Facts: TypeAlias = Callable[..., "list[dict[str, Any]]"]


def test_everything_that_can_be_listed_is_named_on_the_command_line() -> None:
    assert tuple(LISTS) == WHAT == tuple(FIRST)


@pytest.mark.parametrize("what", WHAT)
def test_a_list_has_a_line_for_each_thing_where_nobody_reads_it_on_a_terminal(
    what: str, listed: Output, facts: Facts
) -> None:
    rows = listed(what).splitlines()

    assert len(rows) == len(facts(what))
    assert rows[0].split()[0].rstrip(",") == FIRST[what]
    assert not any(row.startswith(" ") or row.endswith(" ") or "\x1b" in row for row in rows)


def test_a_list_is_as_wide_as_the_terminal(listed: Output, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(stream, "width_of_rows", lambda: 80)

    rows = listed("faults").splitlines()

    assert max(map(len, rows)) <= 80 < len(" ".join(rows))


def test_sections_and_stories_are_those_of_the_features(facts: Facts) -> None:
    sections = {f"{each.slug}/{one.slug}": one.title for each in load_all(FEATURES) for one in each.sections}
    stories = [
        (path.parent.name, path.stem, scenario.rule, name)
        for path in FEATURES.glob("*/*.feature")
        for block in load(path).blocks
        for scenario in block.scenarios
        for name in scenario.names
    ]

    assert {each["section"]: each["title"] for each in facts("sections")} == sections
    seen = [(*each["section"].split("/"), each["rule"], each["name"]) for each in facts("stories")]
    assert sorted(seen) == sorted(stories)
    assert sum(each["stories"] for each in facts("sections")) == len(stories)
    assert sum(each["stories"] for each in facts("rules")) == len(stories)


def test_a_story_is_where_its_place_says(facts: Facts) -> None:
    for each in facts("stories", "--section", "contact"):
        file, _, line = each["place"].rpartition(":")
        text = (FEATURES.parent / file).read_text().splitlines()[int(line) - 1]
        assert text.strip().startswith(("Example:", "Scenario Outline:"))


def test_the_other_lists_are_those_of_the_tables(facts: Facts) -> None:
    assert [(each["rule"], each["level"], each["meaning"]) for each in facts("rules")] == [
        (rule.id, rule.level, rule.story) for rule in RULES.values()
    ]
    assert [each["option"] for each in facts("drivers")] == [
        *(f"--driver {name}" for name in DRIVERS),
        *(way.usage for way in WAYS),
    ]
    assert [each["fault"] for each in facts("faults")] == list(FAULTS)
    assert [each["capability"] for each in facts("capabilities")] == list(CAPABILITIES)
    assert {each["step"] for each in facts("steps")} == {each.text for each in own_vocabulary().definitions}


def test_what_is_added_to_a_table_is_listed_by_itself(monkeypatch: pytest.MonkeyPatch, facts: Facts) -> None:
    class Forgets(Sync):
        """Forgets every third record. It is of no use."""

    monkeypatch.setitem(RULES, "every.third", Rule("every.third", "robust", "the third counts, too"))
    monkeypatch.setitem(BROKEN, "forgets", Defect("forgets", Forgets, "every.third"))
    monkeypatch.setitem(DRIVERS, "broken:forgets", in_process(Forgets))
    monkeypatch.setitem(DRIVERS, "mine", in_process(Sync))
    kind = FaultKind(
        "torn",
        "answer is torn",
        "after",
        frozenset(),
        torn,
        {},
        "robust.garbage",
        lasting=True,
        answers="any",
        fits=None,
    )
    monkeypatch.setitem(FAULTS, "torn", kind)

    assert facts("rules")[-1] == {
        "rule": "every.third",
        "level": "robust",
        "meaning": "the third counts, too",
        "sentence": "every",
        "stories": 0,
        "broken_by": ["broken:forgets"],
    }
    forgets, mine = (each for each in facts("drivers") if each["driver"] in {"broken:forgets", "mine"})
    assert (forgets["does"], forgets["breaks"], mine["breaks"]) == ("Forgets every third record.", "every.third", "")
    assert facts("faults")[-1]["does"] == "Tear the answer."


def torn(*_: object) -> list[bytes]:
    """Tear the answer."""
    return []


def test_an_engine_that_does_not_say_what_it_does_is_an_error() -> None:
    silent = type("Silent", (Sync,), {"__doc__": ""})

    with pytest.raises(HarnessBroke, match="Silent does not say what it does"):
        does_of(silent)


def test_a_choice_of_sections_lists_what_these_have(facts: Facts) -> None:
    only = ("--section", "contact-to")

    assert [each["section"] for each in facts("sections", *only)] == ["customerp-trello/contact-to-members"]
    assert {each["section"] for each in facts("stories", *only)} == {"customerp-trello/contact-to-members"}
    rules = {each["rule"] for each in facts("stories", *only)}
    assert {each["rule"] for each in facts("rules", *only)} == rules != set(RULES)
    steps = {each["step"] for each in facts("steps", *only)}
    assert "both systems know <Newcomer>" in steps < {each["step"] for each in facts("steps")}


def test_other_features_are_listed_with_their_folder(tmp_path: Path, facts: Facts) -> None:
    folder = copied(tmp_path)
    file = folder / "customerp-trello" / "contact-to-members.feature"
    file.write_text(file.read_text().replace("Example: A new contact", "Example: A new \x1b[31mfriend"))

    names = [each["name"] for each in facts("stories", "--features", str(folder))]

    assert "A new \x1b[31mfriend" in names


def test_no_control_character_reaches_a_terminal(tmp_path: Path, listed: Output) -> None:
    folder = copied(tmp_path)
    file = folder / "customerp-trello" / "contact-to-members.feature"
    file.write_text(file.read_text().replace("Example: A new contact", "Example: A new \x1b[31mfriend"))

    text = listed("stories", "--features", str(folder))

    assert "\x1b" not in text
    assert "A new \\x1b[31mfriend" in text


MISTAKES = [
    (["rulez"], "there is no list of rulez\n  nearest  rules\n  do       syncproof list with one of sections, rules, "),
    ([], "no list is named\n  do       syncproof list with one of sections, "),
    (
        ["rules", "--section", "tsk-to-cards"],
        "no section has tsk-to-cards in its title or name\n  nearest  custompms-trello/task-to-cards\n  do       ",
    ),
    (["faults", "--section", "task"], "the faults belong to no section\n  do       leave out --section\n"),
    (["stories", "--features", "nowhere"], "nowhere"),
]


@pytest.mark.parametrize(("words", "text"), MISTAKES)
def test_a_mistake_is_refused_with_its_cure(words: list[str], text: str, capsys: pytest.CaptureFixture[str]) -> None:
    code = main(["list", *words])

    out, err = capsys.readouterr()
    assert (code, out) == (2, "")
    assert err.startswith(text)
    assert "\n  do       " in err


def test_serve_lists_the_same_capabilities(listed: Output, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["serve", "--capabilities"]) == 0

    assert capsys.readouterr().out == listed("capabilities")


def test_a_table_wraps_its_last_column_and_gives_it_lines_of_its_own_where_no_room_is_left() -> None:
    assert list(lines([("a", "to-go on and-on"), ("bcd", "x")], 12)) == [
        "a",
        "    to-go on",
        "    and-on",
        "bcd",
        "    x",
    ]
    assert list(lines([("a", "b", "one two three four five six"), ("bcd", "e", "x")], 32)) == [
        "a    b  one two three four five",
        "        six",
        "bcd  e  x",
    ]
    assert list(lines([])) == []


def test_each_command_of_the_page_lists_or_explains_something(capsys: pytest.CaptureFixture[str]) -> None:
    commands = [line for block in blocks("docs/finding.md", "console") for line in block.splitlines()]

    assert {" ".join(shlex.split(line)[:2]) for line in commands} == {"syncproof list", "syncproof explain"}
    for line in commands:
        assert main(shlex.split(line)[1:]) == 0
        assert capsys.readouterr().out


def test_the_page_names_every_list() -> None:
    page = (FEATURES.parent / "docs" / "finding.md").read_text()

    assert tuple(re.findall(r"^\| `syncproof list (\w+)` \|", page, flags=re.MULTILINE)) == WHAT
