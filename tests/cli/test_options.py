"""Options mean what they look like: what can be repeated adds up, and what cannot is refused the second time."""

from __future__ import annotations

from collections.abc import Iterator

import click
import pytest

from syncproof.cli import commands, main
from syncproof.cli.options import Option
from syncproof.run.session import Selection
from tests.cli.test_mistakes import refused


def declared(group: click.Group, words: tuple[str, ...] = ()) -> Iterator[tuple[tuple[str, ...], click.Option]]:
    """Yield each option of each command, with the words that name the command."""
    for name, command in group.commands.items():
        if isinstance(command, click.Group):
            yield from declared(command, (*words, name))
        for each in command.params:
            if isinstance(each, click.Option):
                yield (*words, name), each


ALL = [(words, each) for words, each in declared(commands) if each.name != "help"]
SINGLE = [(words, each) for words, each in ALL if not (each.multiple or each.is_flag)]
REPEATABLE = [(words, each) for words, each in ALL if each.multiple]


def named(given: list[tuple[tuple[str, ...], click.Option]]) -> list[str]:
    """Return readable ids of options."""
    return [f"{' '.join(words)} {each.opts[0]}" for words, each in given]


def value(option: click.Option, number: int) -> str:
    """Return a value that an option takes, another for each number."""
    if isinstance(option.type, click.Choice):
        return str(option.type.choices[number % len(option.type.choices)])
    return str(number)


@pytest.mark.parametrize(("words", "option"), SINGLE, ids=named(SINGLE))
def test_an_option_with_one_value_is_refused_where_it_is_given_twice(
    words: tuple[str, ...],
    option: click.Option,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    monkeypatch.delenv("SYNCPROOF_CHECKLIST", raising=False)
    name, first, second = option.opts[0], value(option, 1), value(option, 2)

    told = refused(capsys, *words, name, first, name, second)

    assert told == f"{name} is given twice: {first} and {second}\n  do       name one of them\n"


def test_every_option_is_one_of_ours_so_that_none_escapes() -> None:
    assert [each.opts[0] for _, each in ALL if not isinstance(each, Option)] == []
    assert len(SINGLE) > 20
    assert {each.opts[0] for _, each in REPEATABLE} >= {"--section", "--level", "--only"}


@pytest.mark.parametrize(("words", "option"), REPEATABLE, ids=named(REPEATABLE))
def test_what_can_be_repeated_says_so(words: tuple[str, ...], option: click.Option) -> None:
    assert words
    assert "repeatable" in str(option.help)


def test_the_same_value_given_thrice_is_refused_too(capsys: pytest.CaptureFixture[str]) -> None:
    told = refused(capsys, "run", "--seed", "1", "--seed", "1", "--seed", "1")

    assert told == "--seed is given 3 times: 1 and 1 and 1\n  do       name one of them\n"


def test_what_looks_like_a_secret_is_not_repeated(capsys: pytest.CaptureFixture[str]) -> None:
    told = refused(capsys, "run", "--sut", "one --token hunter2", "--sut", "two --token hunter2")

    assert told.startswith("--sut is given twice: one --token … and two --token …\n")


def test_a_flag_given_twice_says_the_same_twice(customerp: str, selections: list[Selection]) -> None:
    assert main(["run", customerp, "--trello-as-is", "--trello-as-is"]) == 0
    assert selections[0].lacking


def test_sections_rules_and_levels_add_up(customerp: str, selections: list[Selection]) -> None:
    sections = ["--section", "contact", "--section", "employee"]
    only = ["--only", "every.created", "--only", "in-sync.forward"]

    assert main(["run", customerp, *sections, *only]) == 0

    (selection,) = selections
    assert [file.stem for file in selection.features] == ["contact-to-members", "employee-to-members"]
    assert {(each.section, each.rule) for each in selection.planned} == {
        (section, rule)
        for section in ("contact-to-members", "employee-to-members")
        for rule in ("every.created", "in-sync.forward")
    }


def test_levels_add_up(customerp: str, selections: list[Selection]) -> None:
    for levels in (["required"], ["implied"], ["required", "implied"]):
        assert main(["run", customerp, *(word for level in levels for word in ("--level", level))]) == 0

    required, implied, both = ({each.key for each in selection.planned} for selection in selections)
    assert required
    assert implied
    assert both == required | implied


@pytest.mark.parametrize(
    ("options", "told"),
    [
        (
            ["--section", "contact", "--section", "employe to"],
            "no section has employe to in its title or name\n  nearest  employee-to-",
        ),
        (
            ["--only", "every.created", "--only", "A new contcat"],
            "no scenario is chosen by --only 'A new contcat'\n  nearest  A new contact\n",
        ),
        (
            ["--level", "required", "--only", "every.exactly-once"],
            "--only every.exactly-once and --level required choose nothing together: the rule has the level implied\n",
        ),
        (["--section", ""], "--section is given an empty text, which every name has in it\n  do       leave --section"),
        (["--only", " "], "--only is given an empty text, which every name has in it\n  do       leave --only out\n"),
    ],
)
def test_each_text_has_to_choose_something(
    options: list[str],
    told: str,
    customerp: str,
    selections: list[Selection],
    capsys: pytest.CaptureFixture[str],
) -> None:
    assert refused(capsys, "run", customerp, *options).startswith(told)
    assert selections == []


def test_little_and_much_exclude_each_other(selections: list[Selection], capsys: pytest.CaptureFixture[str]) -> None:
    assert refused(capsys, "run", "--quiet", "--verbose").startswith(
        "--quiet and --verbose exclude each other\n  do       name one of them\n"
    )
    assert selections == []
