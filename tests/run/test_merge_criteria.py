"""Each row of the merge criteria is put to the test by itself: a sync that looks at another one alone fails."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from syncproof.checklist import Checklist, Criterion, End, Section, Sentence
from syncproof.checklist.dialect import wording
from syncproof.cli import main
from syncproof.drivers import DRIVERS
from syncproof.drivers.inprocess import in_process
from syncproof.engine.broken.linking import Otherwise
from syncproof.engine.plan import RowPair
from syncproof.engine.section import SectionJob
from tests.checklist.golden import DOCUMENTS
from tests.fakes.derived.conftest import checklist, section

THING, STUFF, OTHER = End("Alp", "Thing"), End("Bet", "Stuff"), End("Bet", "Other")
NAME = ("name", "title", "string")
JOINED = (("a", "t", "string"), ("b", "t", "string"))
NUMBERS = (("n", "v", "integer"), ("m", "v", "integer"))
LINKED = ("link-first", "merge-criteria")
CREATED = ("every", "match-or-create", "merge-criteria")
EACH_ROW = ("--only", "merge-criteria.each-row")


def matching(
    kinds: tuple[str, ...],
    criteria: list[tuple[str, str]],
    *rows: tuple[str, str, str],
    source: End = THING,
    target: End = STUFF,
) -> Section:
    """Return a section of which records match in any of these criteria."""
    sentences = tuple(Sentence(kind, wording(kind, source, target), 1) for kind in kinds)
    plain = section(source, target, *rows)
    criteria_ = tuple(Criterion(*each) for each in criteria)
    return replace(plain, sentences=(*sentences, *plain.sentences[1:]), criteria=criteria_)


@pytest.fixture
def played(tmp_path: Path, written: Callable[[Checklist], str]) -> Callable[..., tuple[int, Any, dict[str, str]]]:
    """Let a test run a document; it gets the exit code, the sentences by kind, and the verdicts by story."""

    def play(*sections: Section, options: tuple[str, ...] = EACH_ROW) -> tuple[int, Any, dict[str, str]]:
        file, report = tmp_path / "document.rst", tmp_path / "report.json"
        file.write_text(written(checklist(*sections)))
        code = main(["run", str(file), *options, "--json", str(report)])
        sentences = json.loads(report.read_text())["documents"][0]["sections"][-1]["sentences"]
        rules = [rule for each in sentences for rule in each["rules"]]
        stories = {story["name"]: story["verdict"] for rule in rules for story in rule["scenarios"]}
        chosen = {name: verdict for name, verdict in stories.items() if name.startswith("The same ")}
        return code, {each["kind"]: each for each in sentences}, chosen

    return play


Played = Callable[..., "tuple[int, Any, dict[str, str]]"]


@pytest.mark.parametrize(
    ("kinds", "criteria", "rows"),
    [
        (LINKED, [("a", "t"), ("b", "t")], (NAME, *JOINED)),
        (LINKED, [("b", "t"), ("a", "t")], (NAME, *JOINED)),
        (CREATED, [("a", "t"), ("b", "t")], JOINED),
        (CREATED, [("n", "v"), ("m", "v")], (NAME, *NUMBERS)),
        (LINKED, [("a", "t"), ("a", "s")], (NAME, ("a", "t", "string"), ("a", "s", "string"))),
    ],
    ids=["fan-in", "the other order", "created", "numbers", "fan-out"],
)
def test_a_criterion_is_put_to_the_test_where_rows_make_the_properties_of_several_equal(
    played: Played, kinds: tuple[str, ...], criteria: list[tuple[str, str]], rows: tuple[tuple[str, str, str], ...]
) -> None:
    document = matching(kinds, criteria, *rows)
    first, second = (f"The same {here} and {there}" for here, there in criteria)
    assert played(document)[0] == 0
    code, _, stories = played(document, options=(*EACH_ROW, "--driver", "broken:first-criterion-only"))
    assert (code, stories[first], stories[second]) == (1, "pass", "fail")


def test_copies_of_a_section_join_what_the_copy_itself_does_not(played: Played) -> None:
    criteria = [("a", "t"), ("b", "t")]
    copies = matching(LINKED, criteria, NAME), matching(LINKED, criteria, NAME, *JOINED)
    assert played(*copies)[0] == 0
    _, _, stories = played(*copies, options=(*EACH_ROW, "--driver", "broken:first-criterion-only"))
    assert stories == {"The same a and t": "pass", "The same b and t": "fail"}


def test_criteria_that_a_sync_itself_makes_equal_by_another_section_are_inconclusive_but_for_one(
    played: Played,
) -> None:
    own = matching(LINKED, [("a", "t"), ("b", "t"), ("c", "t")], NAME)
    beside = section(THING, OTHER, NAME, ("a", "y", "string"), ("b", "y", "string"), ("c", "y", "string"))
    code, sentences, stories = played(beside, own)
    assert (code, stories) == (3, {"The same a and t": "pass"})
    assert sentences["merge-criteria"]["reason"].startswith(
        "the rows of another section keep b equal to others, so no story can test the criterion yet: b with t: "
    )
    one_free = section(THING, OTHER, NAME, ("a", "y", "string"), ("d", "y", "string"))
    code, sentences, stories = played(one_free, own)
    assert (code, stories) == (3, {"The same b and t": "pass", "The same c and t": "pass"})


class TheFlagAlone(Otherwise):
    """A sync that looks at the one criterion which no story can put to the test."""

    def understood(self, section: SectionJob) -> SectionJob:
        return replace(section, criteria=(RowPair("flag", "flag"),))


@pytest.mark.parametrize("seed", ["0", "1", "2", "3"])
def test_what_matches_in_a_story_differs_in_a_yes_or_no_that_need_not_match_there(
    played: Played, seed: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(DRIVERS, "broken:first-criterion-only", in_process(TheFlagAlone))
    document = matching(LINKED, [("flag", "flag"), ("k", "k")], NAME, ("flag", "flag", "boolean"))
    chosen = (*EACH_ROW, "--seed", seed)
    assert played(document, options=chosen)[2] == {"The same k and k": "pass"}
    code, _, stories = played(document, options=(*chosen, "--driver", "broken:first-criterion-only"))
    assert (code, stories) == (1, {"The same k and k": "fail"})


def test_a_part_of_a_sentence_that_no_story_shows_counts_where_that_kind_alone_is_chosen(
    played: Played, tmp_path: Path
) -> None:
    document = matching(LINKED, [("flag", "flag"), ("k", "k")], NAME, ("flag", "flag", "boolean"))
    code, sentences, _ = played(document, options=("--only", "merge-criteria"))
    assert (code, sentences["merge-criteria"]["chosen"]) == (3, "inconclusive")
    links, report = tmp_path / "links.rst", tmp_path / "links.json"
    # Nobody agreed on what the condition means by which a loan is synchronized.
    links.write_text((DOCUMENTS / "good" / "links.rst").read_text().replace("Visit, Title, Reader, or", "Loan, or"))
    assert main(["run", str(links), "--only", "create-if-connected.connected", "--json", str(report)]) == 3
    fines = json.loads(report.read_text())["documents"][0]["sections"][-1]
    assert [each["chosen"] for each in fines["sentences"]] == ["inconclusive"]


@pytest.mark.parametrize("types", [("boolean", "string"), ("boolean", "integer"), ("string", "boolean")], ids=str)
def test_a_criterion_of_what_holds_text_since_types_differ_is_put_to_the_test(
    played: Played, types: tuple[str, str]
) -> None:
    rows = [("flag", target, type_) for target, type_ in zip(("flag", "label"), types, strict=True)]
    document = matching(LINKED, [("k", "k"), ("flag", "flag")], NAME, *rows)
    assert played(document)[0] == 0
    _, _, stories = played(document, options=(*EACH_ROW, "--driver", "broken:first-criterion-only"))
    assert stories == {"The same k and k": "pass", "The same flag and flag": "fail"}


@pytest.mark.parametrize(
    "document",
    [
        matching(LINKED, [("Id", "ext"), ("a", "t")], NAME),
        matching(CREATED, [("ext", "id")], NAME, ("flag", "flag", "boolean")),
        matching(LINKED, [("id", "ext")], NAME, ("flag", "flag", "boolean")),
        matching(LINKED, [("id", "ext")], NAME, source=End("Trello", "Cards")),
        matching(LINKED, [("id", "ext")], ("fullName", "name", "string"), source=End("Trello", "Members")),
        matching(
            CREATED,
            [("ext", "id")],
            ("name", "fullName", "string"),
            ("mail", "email", "string"),
            target=End("Trello", "Members"),
        ),
        matching(CREATED, [("ext", "id")], ("name", "title", "string"), target=End("Custompms", "Task")),
    ],
    ids=["beside another", "of the target", "of the source", "Cards", "Members", "into Members", "into Task"],
)
def test_records_match_by_an_id_that_users_bring_across(played: Played, document: Section) -> None:
    kinds = ("link-first", "match-or-create", "merge-criteria", "in-sync.link-survives", "properties.row")
    there = {"link-first", "match-or-create"} - {each.kind for each in document.sentences}
    chosen = tuple(word for kind in kinds if kind not in there for word in ("--only", kind))
    code, sentences, stories = played(document, options=chosen)
    assert (code, {each["chosen"] for each in sentences.values()}) == (0, {"pass"})
    assert set(stories.values()) == {"pass"}


@pytest.mark.parametrize(
    ("criteria", "driver", "red"),
    [
        ([("id", "ext"), ("a", "t")], "first-criterion-only", {"The same id and ext"}),
        ([("ext", "Id"), ("a", "t")], "first-criterion-only", {"The same ext and Id"}),
        ([("id", "ext")], "never-merges", {"The same id and ext"}),
        ([("ext", "id")], "never-merges", {"The same ext and id"}),
    ],
)
def test_a_sync_that_looks_at_no_id_fails(
    played: Played, criteria: list[tuple[str, str]], driver: str, red: set[str]
) -> None:
    code, _, stories = played(matching(CREATED, criteria, NAME), options=(*EACH_ROW, "--driver", f"broken:{driver}"))
    assert (code, {name for name, verdict in stories.items() if verdict == "fail"}) == (1, red)


def test_what_matches_nothing_may_have_an_id_all_the_same(played: Played) -> None:
    document = matching(CREATED, [("id", "ext"), ("a", "t")], NAME)
    empty = ("--only", "merge-criteria.empty-is-no-match")
    assert played(document, options=empty)[0] == 0
    assert played(document, options=(*empty, "--driver", "broken:merges-nothings"))[0] == 1


@pytest.mark.parametrize("kinds", [LINKED, CREATED])
def test_two_that_are_alike_in_all_that_is_carried_are_no_pair_for_that(kinds: tuple[str, ...], played: Played) -> None:
    own = matching(kinds, [("ean", "ean")], NAME)
    only = ("--only", "merge-criteria.no-match")

    assert played(own, options=only)[0] == 0
    code, _, stories = played(own, options=(*only, "--driver", "broken:merges-namesakes"))

    assert (code, stories) == (1, {"The same name, which need not match": "fail"})
