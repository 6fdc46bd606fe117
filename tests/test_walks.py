"""The pages that lead somewhere: each command ends as the page says, in the page's order, and prints what it shows."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.pages import CHECKOUT, blocks
from tests.walk import ELSEWHERE, shorter, shown_in, walk

ANOTHER, ADDING = "docs/documents.md", "docs/adding.md"
DOCUMENT = "webshop-trello.rst"
RULE = "  Rule: A linked pair stays in sync, wherever it is edited\n"
ACCEPTED = Path("accepted", "webshop-trello", "order-to-cards.feature")
LONG = "docs/long-runs.md"
WALKED = ("docs/install.md", "docs/signing.md", "docs/failure.md", "docs/running.md", LONG)


@pytest.fixture
def here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Go to an empty folder."""
    monkeypatch.chdir(tmp_path)
    return tmp_path


@pytest.mark.parametrize(
    "page", [pytest.param(page, marks=[pytest.mark.thorough] if page == LONG else []) for page in WALKED]
)
def test_a_page_leads_where_it_says(page: str, here: Path, capsys: pytest.CaptureFixture[str]) -> None:
    done = list(walk(page, here, capsys))

    assert done
    assert [(each.command, each.code, each.printed) for each in done if each.code != each.said] == []


@pytest.mark.thorough
def test_another_document_is_run_and_accepted_and_then_gets_a_section_and_a_story(
    here: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    [document], [section], [story] = blocks(ANOTHER, "rst"), blocks(ADDING, "rst"), blocks(ADDING, "gherkin")
    (here / DOCUMENT).write_text(document)
    done = list(walk(ANOTHER, here, capsys))
    (here / DOCUMENT).write_text(document + section)  # the second page goes on where the first one ends

    for each in walk(ADDING, here, capsys):
        done.append(each)
        if each.command.startswith("syncproof run --features accepted --section"):
            text = ACCEPTED.read_text()
            assert text.count(RULE) == 1
            ACCEPTED.write_text(text.replace(RULE, RULE + story))

    assert [(each.command, each.code, each.printed) for each in done if each.code != each.said] == []
    assert "The customer writes" in ACCEPTED.read_text()


def test_the_fault_of_the_page_is_the_toy_that_the_tests_add() -> None:
    [shown] = blocks(ADDING, "python")

    assert shown in (CHECKOUT / "tests/additions/fault.py").read_text()


def test_what_no_walk_runs_is_run_elsewhere() -> None:
    assert [place for place in ELSEWHERE.values() if not (CHECKOUT / place).is_file()] == []


@pytest.mark.parametrize(
    ("command", "short"),
    [
        ("syncproof run --workers 2", "syncproof run --only every.created --section task-to-cards"),
        ("syncproof run a.rst", "syncproof run a.rst --only every.created"),
        ("syncproof run --only every", "syncproof run --only every --section task-to-cards"),
        ("syncproof list faults", "syncproof list faults"),
    ],
)
def test_a_walk_plays_less_than_the_page(command: str, short: str) -> None:
    assert shorter(command) == short


@pytest.mark.parametrize(
    ("shown", "printed", "is_shown"),
    [
        ("b\n", "a\nb\nc\n", True),
        ("a\n…\nc\n", "a\nb\nb\nc\n", True),
        ("one of … rules\n", "one of 7 rules\n", True),
        ("a\nc\n", "a\nb\nc\n", False),
        ("one of … rules\n", "one of 7 laws\n", False),
        ("b.\n", "bc\n", False),
    ],
)
def test_what_is_not_printed_is_noticed(shown: str, printed: str, is_shown: bool) -> None:  # noqa: FBT001 - a table's cell
    assert shown_in(shown, printed) is is_shown
