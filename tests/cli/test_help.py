"""The help: 80 columns wide, nothing cut off, and each option with what it does and what holds without it."""

from __future__ import annotations

import argparse
import re
from collections.abc import Iterator
from dataclasses import fields

import click
import pytest
from click.testing import CliRunner

from syncproof.cli import commands
from syncproof.run import plugin
from syncproof.sut import Sut
from syncproof.sut.options import add_options
from tests.pages import PAGES

WIDTH = 80
SUMMARY = 60


def all_commands(group: click.Group, path: str = "") -> Iterator[tuple[str, click.Command]]:
    """Yield a group, its commands, and the commands of groups in the group, each with the words that name it."""
    yield path, group
    for name, command in group.commands.items():
        words = f"{path} {name}".strip()
        yield from all_commands(command, words) if isinstance(command, click.Group) else [(words, command)]


COMMANDS = dict(all_commands(commands))


def shown(group: click.Group, name: str) -> str:
    """Return the help of a command as a terminal of 80 columns shows it."""
    ended = CliRunner().invoke(group, [*name.split(), "--help"], terminal_width=WIDTH)
    assert ended.exit_code == 0
    return ended.output


def problems(group: click.Group) -> Iterator[str]:
    """Yield what is wrong with the help of a group and of its commands."""
    for name, command in all_commands(group):
        text = shown(group, name)
        if max(map(len, text.splitlines())) > WIDTH:
            yield f"{name} is too wide"
        if "..." in text.replace("]...", ""):  # `[DOCUMENT.rst]...` may be given several times
            yield f"{name} is cut off"
        if not command.help:
            yield f"{name} says nothing"
        if name and not 0 < len(command.short_help or "") <= SUMMARY:
            yield f"{name} has no summary, or a long one"
        for option in command.params:
            if isinstance(option, click.Option) and option.name not in {"help", "version"}:
                record = option.get_help_record(click.Context(command, **group.context_settings))
                words = " ".join(record[1].split()) if record else ""
                if not option.help or not re.search(r"\w[.)]", words) or "[default: " not in words:
                    yield f"{name} {option.opts[0]} lacks its help or its default"


def test_every_command_and_option_says_what_it_does_in_80_columns() -> None:
    assert list(problems(commands)) == []
    assert set(commands.commands) == {
        "run",
        "sweep",
        "campaign",
        "replay",
        "accept",
        "check",
        "diff",
        "merge",
        "report",
        "sign",
        "verify",
        "baseline",
        "list",
        "explain",
        "smoke",
        "init-sut",
        "sync",
        "serve",
    }
    assert {"baseline write", "baseline update", "baseline prune"} <= set(COMMANDS)


@pytest.mark.parametrize("name", COMMANDS)
def test_every_option_stands_in_the_help_of_its_command(name: str) -> None:
    text = " ".join(shown(commands, name).split())
    options = [option for option in COMMANDS[name].params if isinstance(option, click.Option) and option.help]

    assert [option.opts[0] for option in options if " ".join(str(option.help).split()) not in text] == []


def test_the_check_sees_a_summary_that_is_cut_and_an_option_that_says_nothing() -> None:
    @click.group(context_settings={"show_default": True})
    def group() -> None:
        """Group."""

    @group.command()
    @click.option("--silent", default=1)
    @click.option("--bare", help="Something that holds.")
    @click.option("--good", default=1, help="A number.")
    def long() -> None:
        """Say so much in the first sentence that the list of the commands has to cut it off somewhere near its end."""

    assert list(problems(group)) == [
        " is cut off",
        "long has no summary, or a long one",
        "long --silent lacks its help or its default",
        "long --bare lacks its help or its default",
    ]


def test_the_exit_codes_are_in_the_help_of_run() -> None:
    assert " ".join(shown(commands, "run").split()).endswith(
        "Exit codes: 0 all pass, 1 something fails, 2 bad usage or input, 3 something was not shown, "
        "4 not all could be run, 130 interrupted."
    )


def test_pytest_shows_the_options_that_the_page_lists_and_those_of_a_sync() -> None:
    parser = pytest.Parser(_ispytest=True)
    plugin.pytest_addoption(parser)
    shown_there = {
        option.names()[0]
        for option in parser.getgroup("syncproof").options
        if option.attrs()["help"] != argparse.SUPPRESS
    }
    listed = set(re.findall(r"^\| `(--syncproof-[a-z-]+)", PAGES["docs/pytest.md"], flags=re.MULTILINE))

    assert listed
    assert shown_there == listed | {each.metadata["pytest"] for each in fields(Sut)}


def test_a_driver_is_listed_as_the_value_of_its_option() -> None:
    assert "A driver can be given to --driver as listed." in " ".join(shown(commands, "list").split())


def test_pytest_shows_the_same_help_with_the_deproblems() -> None:
    parser = pytest.Parser(_ispytest=True)
    group = parser.getgroup("syncproof")
    add_options(group)

    texts = {option.names()[0]: option.attrs()["help"] for option in group.options}

    assert texts["--syncproof-sut"] == "Your sync: a command that does one pass. [default: none]"
    assert texts["--syncproof-driver"].endswith(" [default: %(default)s]")
    assert all("[default: " in text for text in texts.values())
