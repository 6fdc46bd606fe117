"""Sections of one datatype side by side: a story of one of them minds what the sync does of the others."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest

from syncproof.checklist import Checklist, End, Section, Sentence
from syncproof.checklist.dialect import wording
from syncproof.cli import main
from tests.fakes.derived.conftest import checklist, section
from tests.run.test_merge_criteria import CREATED, LINKED, matching

ORDER, STUFF, ITEM, OTHER = End("Alp", "Order"), End("Bet", "Stuff"), End("Bet", "Item"), End("Alp", "Other")
OWN = section(ORDER, STUFF, ("name", "title", "string"))
CLIENT, MAIL = End("Bet", "Client"), ("mail", "email", "string")
LINKS = matching(LINKED, [MAIL[:2]], MAIL, source=End("Alp", "Customer"), target=CLIENT)
CREATES = matching(CREATED, [MAIL[:2]], MAIL, ("name", "name", "string"), source=End("Alp", "Person"), target=CLIENT)


@pytest.fixture
def stories(tmp_path: Path, written: Callable[[Checklist], str]) -> Callable[..., dict[str, str]]:
    """Let a test play some rules of a document of several sections; it gets the verdicts by story."""

    def play(*sections: Section, only: tuple[str, ...]) -> dict[str, str]:
        file, report = tmp_path / "document.rst", tmp_path / "report.json"
        file.write_text(written(checklist(*sections)))
        main(["run", str(file), *(word for rule in only for word in ("--only", rule)), "--json", str(report)])
        (document,) = json.loads(report.read_text())["documents"]
        sentences = document["sections"][0]["sentences"]
        rules = [rule for each in sentences for rule in each["rules"]]
        return {story["name"]: story["verdict"] for rule in rules for story in rule["scenarios"]}

    return play


def test_what_another_section_joins_is_synchronized_and_no_user_changes_it_as_if_it_were_not(
    stories: Callable[..., dict[str, str]],
) -> None:
    beside = section(ORDER, ITEM, ("due", "ref", "string"), ("street", "ref", "string"))

    found = stories(OWN, beside, only=("in-sync.quiet",))

    assert found["What is not synchronized is changed in Alp"] == "pass"
    assert set(found.values()) == {"pass"}


@pytest.mark.parametrize("rows", [(), (("nr", "nr", "string"),)])
@pytest.mark.parametrize("ends", [(ORDER, ITEM), (OTHER, STUFF)])
def test_no_story_needs_a_section_that_no_sync_is_given(
    ends: tuple[End, End], rows: tuple[tuple[str, str, str], ...], stories: Callable[..., dict[str, str]]
) -> None:
    beside = section(*ends, *rows)
    if rows:  # then it is open which records are meant
        every, *others = beside.sentences
        condition = replace(
            every, kind="condition", text=f"If it is in use, it  will be synchronized with a {ends[1]}."
        )
        beside = replace(beside, sentences=(replace(condition, words="If it is in use"), *others))

    found = stories(OWN, beside, only=("every.created", "every.shared-source", "every.shared-target"))

    assert found == {"A new order": "pass"}


def connected(source: str, to: str) -> Section:
    """Return a section of which only a connection makes pairs."""
    ends = End("Alp", source), End("Bet", source)
    link = Sentence("link-first", wording("link-first", *ends), 1)
    creation = Sentence("create-if-connected", wording("create-if-connected", *ends, connected=(to,)), 1)
    plain = section(*ends, ("name", "name", "string"))
    return replace(plain, sentences=(link, creation, *plain.sentences[1:]))


@pytest.mark.parametrize(
    "others",
    [
        (LINKS, CREATES),
        (CREATES, LINKS),
        (connected("Note", "Person"), connected("Invoice", "Customer"), CREATES, LINKS),
        (connected("Invoice", "Customer"), connected("Note", "Person"), LINKS, CREATES),
    ],
    ids=["link-first", "creates-first", "connected-creates-first", "connected-link-first"],
)
def test_the_pairs_of_two_other_sections_that_look_for_matches_in_one_datatype_are_not_mixed_up(
    others: tuple[Section, ...], stories: Callable[..., dict[str, str]]
) -> None:
    story = "A change in Alp touches nothing else"

    assert stories(OWN, *others, only=(f"in-sync.nothing-else: {story}",)) == {story: "pass"}
