"""The pages hang together: each is found from the README, each link leads somewhere, what a page names is there."""

from __future__ import annotations

import re
import shlex
from pathlib import Path

import click
import pytest

from syncproof.cli import commands
from syncproof.engine.broken import BROKEN
from syncproof.errors import BadInput
from tests.pages import CHECKOUT, PAGES, README, blocks
from tests.test_walks import ADDING, ANOTHER, WALKED

RUN_ELSEWHERE = {
    **dict.fromkeys([(page, "console") for page in (*WALKED, ANOTHER, ADDING)], "tests/test_walks.py"),
    (README, "console"): "tests/test_readme.py",
    (README, "sh"): "tests/test_readme.py",
    ("docs/running.md", "bash"): "tests/cli/test_provenance.py",
    ("docs/ci.md", "sh"): "tests/test_ci.py",
    ("docs/campaign.md", "sh"): "tests/cli/test_campaign.py",
    ("docs/finding.md", "console"): "tests/cli/test_list.py",
    ("docs/finding.md", "bash"): "tests/cli/test_completion.py",
    ("docs/pytest.md", "console"): "tests/test_readme.py",
    ("docs/serve.md", "sh"): "tests/test_readme.py",
    ("docs/sweep.md", "console"): "tests/cli/test_sweep_page.py",
    ("docs/first-sync.md", "bash"): "tests/starter/test_first_steps.py",
    ("docs/control.md", "sh"): "tests/serve/test_control_docs.py",
    ("docs/sut.md", "sh"): "tests/sut/test_page.py",
    ("docs/sut-service.md", "sh"): "tests/sut/test_page.py",
    ("docs/contributing.md", "console"): "tests/test_site.py",
}
"""Which test runs the commands in the blocks of a language on a page."""
PLACEHOLDERS = {
    "N": "1",
    "M": "1",
    "I/N": "1/2",
    "A-B": "1-2",
    "LEVEL": "required",
    "NAME": "reference",
    "WHAT": "rules",
}
"""What stands for the words in capitals, where a command takes only some."""
SHELLS = ("console", "sh", "bash", "shell")
LINK = re.compile(r"\]\(([^)\s]+)\)")
MOST_LINES = 150


def heading(line: str) -> str:
    """Return the anchor of a heading, as pages of a repository are shown."""
    return re.sub(r"[^\w\- ]", "", line.lstrip("#").strip().lower()).replace(" ", "-")


def links(page: str) -> list[str]:
    """Return what a page links to on this side of the network."""
    text = re.sub(r"^```.*?^```$", "", PAGES[page], flags=re.MULTILINE | re.DOTALL)
    return [link for link in LINK.findall(text) if not link.startswith(("http://", "https://"))]


def broken(page: str, link: str) -> str:
    """Return what is wrong with a link, '' where nothing is."""
    path, _, anchor = link.partition("#")
    file = ((CHECKOUT / page).parent / path).resolve() if path else CHECKOUT / page
    if not file.exists():
        return f"{page}: nothing is at {link}"
    there = [heading(line) for line in file.read_text().splitlines() if line.startswith("#")] if anchor else [""]
    return "" if anchor in there else f"{page}: no heading for {link}"


@pytest.mark.parametrize("page", PAGES)
def test_every_link_leads_somewhere(page: str) -> None:
    assert [wrong for link in links(page) if (wrong := broken(page, link))] == []


@pytest.mark.parametrize(
    ("link", "wrong"), [("docs/nowhere.md", "nothing is at"), ("docs/sut.md#nowhere", "no heading")]
)
def test_a_link_that_leads_nowhere_is_found(link: str, wrong: str) -> None:
    assert wrong in broken(README, link)


def test_the_readme_is_short_and_names_every_page_once() -> None:
    _, _, listed = PAGES[README].partition("## The pages")

    assert len(PAGES[README].splitlines()) <= MOST_LINES
    assert sorted(LINK.findall(listed)) == sorted(page for page in PAGES if page != README)


def test_the_readme_counts_the_broken_engines() -> None:
    assert f"one of {len(BROKEN)} [broken engines]" in PAGES[README]


def inline_commands() -> dict[str, str]:
    """Return each command within a sentence or a table, with its page; those of the reference come from the code."""
    return {
        command: page
        for page, text in PAGES.items()
        if "reference" not in page
        for command in re.findall(
            r"(?<!`)`(syncproof [^`|\n]+)`(?!`)", re.sub(r"^```.*?^```$", "", text, flags=re.MULTILINE | re.DOTALL)
        )
    }


def objection(command: str) -> str:
    """Return what the command line has against a command before it would run, '' for nothing."""
    try:
        _parse([PLACEHOLDERS.get(word, word) for word in shlex.split(command)[1:] if word != "…"])
    except (click.MissingParameter, click.exceptions.NoArgsIsHelpError, click.exceptions.Exit):
        return ""  # named without what follows, or asks for help
    except (click.ClickException, BadInput) as error:
        return "" if "requires an argument" in str(error) else str(error)
    return ""


def _parse(words: list[str]) -> None:
    found: click.Command | None = commands
    while isinstance(found, click.Group) and words:
        _, found, words = found.resolve_command(click.Context(found), words)
    if found and words:
        found.make_context("", words).close()


@pytest.mark.parametrize("command", inline_commands())
def test_a_command_in_a_sentence_can_be_typed(command: str) -> None:
    assert objection(command) == "", inline_commands()[command]


@pytest.mark.parametrize(
    ("command", "wrong"),
    [
        ("syncproof runs", "No such command"),
        ("syncproof run --seeed 1", "No such option"),
        ("syncproof run --seed many", "many"),
        ("syncproof baseline wipe F", "No such command"),
    ],
)
def test_a_command_that_cannot_be_typed_is_found(command: str, wrong: str) -> None:
    assert wrong in objection(command)


def test_every_block_of_commands_is_run_by_a_test() -> None:
    there = {(page, shell) for page in PAGES for shell in SHELLS if blocks(page, shell)}

    assert there == set(RUN_ELSEWHERE)
    assert [test for test in RUN_ELSEWHERE.values() if not (CHECKOUT / test).is_file()] == []


def test_a_page_that_the_code_names_is_there() -> None:
    folders = (CHECKOUT / name for name in ("src", "steps", "fakes", "features"))
    files = [file for folder in folders for file in folder.rglob("*.*") if file.suffix in {".py", ".html", ".toml"}]
    named = {page for file in files for page in re.findall(r"docs/[\w/-]+\.md", file.read_text(encoding="utf-8"))}

    assert len(named) > 3
    assert sorted(named - PAGES.keys()) == []


def test_every_benchmark_has_a_sentence() -> None:
    named = set(re.findall(r"`python (bench/\w+\.py)`", PAGES["docs/performance.md"]))

    # What takes a number on the command line is a benchmark; the others are what benchmarks share.
    there = {file for file in (CHECKOUT / "bench").glob("*.py") if "`python bench/" in file.read_text()}
    assert {file.relative_to(CHECKOUT).as_posix() for file in there} == named


ROWS = [
    [cell.strip() for cell in line.strip("|").split(" | ")]
    for line in PAGES["docs/words.md"].splitlines()
    if line.startswith("| ") and not line.startswith(("| word |", "| --- |"))
]


def test_every_word_is_explained_once_and_is_at_home_where_the_glossary_says() -> None:
    words = [word for row in ROWS for word in row[0].split(", ")]

    assert len(words) > 80
    assert sorted(words) == sorted(set(words))
    assert [row for row in ROWS if not (CHECKOUT / row[2].strip("`| ")).exists()] == []


def test_every_station_has_its_line() -> None:
    root = CHECKOUT / "src" / "syncproof"
    there = {f"{each.name}/" if each.is_dir() else each.name for each in root.iterdir() if _is_station(each)}

    [table] = re.findall(
        r"^\| station \|.*\n\|[ -|]*\n((?:\|.*\n)+)", PAGES["docs/contributing.md"], flags=re.MULTILINE
    )
    assert set(re.findall(r"^\| `([\w/.]+)` \|", table, flags=re.MULTILINE)) == there


def _is_station(path: Path) -> bool:
    return path.name.strip("_").islower() and not path.name.startswith(("_", ".")) and path.suffix in {"", ".py"}


def test_what_contributors_are_told_to_touch_is_there() -> None:
    named = re.findall(r"`((?:src|fakes|steps|tests|bench|docs|features)/[\w/.\-]+)`", PAGES["docs/contributing.md"])

    assert len(named) > 20
    assert [path for path in named if not (CHECKOUT / path).exists()] == []
