"""Annotations: a command for each case that is no pass, and no other line is a command, whatever a record holds."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from syncproof.report.cases import cases
from syncproof.report.github import annotated, commands
from syncproof.verdict import Verdict
from tests.report.conftest import IN_SYNC, judged

if TYPE_CHECKING:
    from syncproof.checklist import Checklist
    from syncproof.report.rows import Summary
    from syncproof.stories.choice import Requested
    from syncproof.verdict import Outcome

HOSTILE = "50%,\r\n::add-mask::x::\r::set-env name=PATH::/tmp, 100%25: \x1b[31m"
FILE = "features/custompms-trello/task-to-cards.feature"
OTHER_FILE = "features/custompms-trello/customer-to-organizations.feature"
TASK, OTHER = "custompms-trello.task-to-cards", "custompms-trello.customer-to-organizations"


def here(file: str) -> str:
    """Return a file's place in a repository that has everything in one folder."""
    return f"qa/{file}"


def obeyed(lines: list[str]) -> list[str]:
    """Return the lines that GitHub's runner takes for commands: it trims a line, and waits for the end of a stop."""
    found, token = [], ""
    for line in "\n".join(lines).replace("\r\n", "\n").replace("\r", "\n").split("\n"):
        trimmed = line.lstrip()
        if token:
            token = "" if trimmed == f"::{token}::" else token
        elif trimmed.startswith("::stop-commands::"):
            token = trimmed.removeprefix("::stop-commands::")
        elif trimmed.startswith("::") and "::" in trimmed[2:]:
            found.append(trimmed)
    return found


def test_every_case_that_is_no_pass_is_marked_at_its_line(gated: Summary) -> None:
    entry = "custompms-trello/task-to-cards every.created%3A A new task (baseline)"
    twice = f"({TASK}.every.exactly-once)"
    in_sync = IN_SYNC.text.replace(",", "%2C")
    properties = "The following properties are synchronized%3A"
    broken = "Digging is not exactly one record in Trello Cards; expected one; saw 2 cards, \\x1b\ud800 → 1"
    empty = "the document's table is empty, and the property agreement has no row"
    assert list(commands(gated, here)) == [
        f"::error file=qa/known.toml,line=7,title=stale%3A {entry}::it passes now: remove the entry",
        f"::error file=qa/{FILE},line=12,title=fail%3A Again and again {twice}::{broken}",
        f"::error file=qa/{FILE},line=22,title=inconclusive%3A title changed ({TASK}.in-sync.forward)::inconclusive",
        f"::error file=qa/{FILE},line=20,title=none%3A {in_sync} ({TASK}.in-sync)::no scenario ran of in-sync.quiet",
        f"::error file=qa/{OTHER_FILE},line=5,title=none%3A {properties} ({OTHER}.properties)::{empty}",
        f"::notice file=qa/{FILE},line=16,title=known%3A Restarted {twice}::until 2.0",
        "::notice title=syncproof%3A a part of the checklist::5 of 6 rules were played",
    ]


def hostile(checklist: Checklist, requested: Requested, outcomes: tuple[Outcome, ...], text: str) -> Summary:
    """Return the summary of a run in which every text is somebody's else."""
    failed = replace(outcomes[1], name=text, file=text, failure=text, message=text)
    sections = (replace(checklist.sections[0], title=text), *checklist.sections[1:])
    return judged([replace(checklist, sections=sections)], requested, [failed, outcomes[2]])


def test_a_hostile_text_is_escaped_in_every_part_of_a_command(
    checklist: Checklist, requested: Requested, outcomes: tuple[Outcome, ...]
) -> None:
    whole = hostile(checklist, requested, outcomes, HOSTILE)

    line = next(each for each in commands(whole, str) if "title=fail" in each)

    as_property = (
        "50%25%2C%0D%0A%3A%3Aadd-mask%3A%3Ax%3A%3A%0D%3A%3Aset-env name=PATH%3A%3A/tmp%2C 100%2525%3A \\x1b[31m"
    )
    as_message = "50%25,%0D%0A::add-mask::x::%0D::set-env name=PATH::/tmp, 100%2525: \\x1b[31m"
    group = "custompms-trello.task-to-cards.every.exactly-once"
    assert line == (f"::error file={as_property},line=12,title=fail%3A {as_property} ({group})::{as_message}")


def test_where_the_repository_lacks_the_feature_the_document_is_annotated(gated: Summary) -> None:
    def place(file: str) -> str:
        return "" if file.startswith("features/") else here(file)

    found = [each.partition(",title=")[0] for each in commands(gated, place) if each.startswith("::error ")]
    assert found == [
        "::error file=qa/known.toml,line=7",
        "::error file=qa/some.rst,line=14",
        *["::error file=qa/some.rst,line=16"] * 2,
        "::error file=qa/some.rst,line=18",
    ]


@given(st.text(st.sampled_from("a%:,\r\n= \x0b\x85")))
@pytest.mark.parametrize("around", ["{}", "\n::add-mask::{}", "::stop-commands::{}", "\n::{}::\n::error::it passes"])
def test_the_runner_obeys_our_own_commands_and_no_text_of_others(around: str, text: str) -> None:
    lines = [around.format(text), "exit 0: all pass"]
    whole = judged([], {}, ())

    assert obeyed(list(annotated(whole, lines, str))) == []
    assert len(obeyed(["::error::seen"])) == 1


def test_of_more_than_the_runner_shows_the_last_one_counts_the_rest(
    checklist: Checklist, requested: Requested, outcomes: tuple[Outcome, ...]
) -> None:
    several = [
        replace(outcomes[1], name=f"No. {index}", verdict=Verdict.ERROR if index == 11 else Verdict.FAIL)
        for index in range(12)
    ]
    whole = judged([checklist], dict(list(requested.items())[:1]), several)

    shown = [each for each in commands(whole, str) if each.startswith("::error ")]

    assert sum(case.state.is_bad for case in cases(whole)) == 13
    assert len(shown) == 10
    assert "title=error%3A No. 11" in shown[0]
    assert shown[-1] == "::error title=syncproof::and 4 more: see the report"
