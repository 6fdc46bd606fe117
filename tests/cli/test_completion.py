"""Shell completion: what a user can write next, as the shell's own functions are given it."""

from __future__ import annotations

import os
import re
import shlex
import shutil
import subprocess
import sys
from pathlib import Path

import click
import pytest

from syncproof.checklist import SUPPORTED
from syncproof.checklist.accepted import load_all
from syncproof.cli import commands
from syncproof.cli.completion import VALUES
from syncproof.cli.list import WHAT
from syncproof.drivers import DRIVERS
from syncproof.starter.skeleton import COMMANDS
from syncproof.stories.rules import LEVELS, RULES
from tests.pages import blocks

from .conftest import FEATURES, copied

BIN = Path(sys.executable).parent
SECTIONS = [f"{each.slug}/{section.slug}" for each in load_all(FEATURES) for section in each.sections]

ASK = """
{line}
COMP_WORDS=({words})
COMP_CWORD={place}
_syncproof_completion syncproof
printf '%s\\n' "${{COMPREPLY[@]}}"
"""
"""What bash does at the Tab key, after the line of the page: it calls the function that the line has defined."""


def environ() -> dict[str, str]:
    return {**os.environ, "PATH": f"{BIN}{os.pathsep}{os.environ['PATH']}"}


def completed(*words: str) -> list[str]:
    """Return what bash offers for the last of some words; bash takes a colon for a word of its own."""
    (line,) = blocks("docs/finding.md", "bash")
    parts = [part for word in words for part in (re.split("(:)", word) if ":" in word else [word])]
    script = ASK.format(line=line, words=shlex.join(["syncproof", *parts]), place=len(parts))
    ended = subprocess.run(  # noqa: S603 - the page's own words
        ["bash", "--norc", "-c", script],  # noqa: S607 - any bash
        env=environ(),
        capture_output=True,
        text=True,
        check=True,
    )
    assert ended.stderr == ""
    return ended.stdout.split()


@pytest.mark.thorough
@pytest.mark.parametrize(
    ("words", "offered"),
    [
        (["li"], ["list"]),
        (["explain", "every.e"], ["every.exactly-once"]),
        (["list", "s"], [what for what in WHAT if what.startswith("s")]),
        (["run", "--sec"], ["--section"]),
        (["run", "--section", "custompms-trello/t"], [each for each in SECTIONS if "/task-" in each]),
        (["smoke", "--section", ""], SECTIONS),
        (["check", "--as", "customp"], ["custompms-trello"]),
        (["run", "--only", "in-sync.l"], [each for each in RULES if each.startswith("in-sync.l")]),
        (["run", "--only", ""], [*SUPPORTED, *RULES]),
        (["run", "--level", ""], list(LEVELS)),
        (["run", "--driver", "ref"], ["reference"]),
        (["run", "--driver", "brok"], [each for each in DRIVERS if each.startswith("broken:")]),
        (["run", "--driver", "broken:"], [each.removeprefix("broken:") for each in DRIVERS if ":" in each]),
        (["run", "--driver", "broken:dr"], ["drifts"]),
        (["init-sut", "--language", "p"], ["python"]),
        (["run", "--driver", "mine"], []),
    ],
)
def test_bash_is_offered_what_can_come_next(words: list[str], offered: list[str]) -> None:
    assert completed(*words) == offered


def test_sections_of_other_features_are_offered_and_a_mistake_in_them_offers_none(tmp_path: Path) -> None:
    folder = copied(tmp_path)
    for name in ("contact-to-members.feature", "checklist.toml"):
        (folder / "customerp-trello" / name).unlink()
    shutil.rmtree(folder / "customerp-trello")

    assert completed("run", "--features", str(folder), "--section", "cust") == SECTIONS[4:]
    (folder / "custompms-trello" / "checklist.toml").write_text("no = [toml")
    assert completed("run", "--features", str(folder), "--section", "cust") == []


def test_every_option_whose_values_are_known_is_completed_in_every_command() -> None:
    found = {
        (name, option.opts[0]): [item.value for item in option.shell_complete(click.Context(command), "")]
        for name, command in commands.commands.items()
        for option in command.params
        if option.opts[0] in VALUES
    }
    words = {"--section": SECTIONS, "--only": [*SUPPORTED, *RULES], "--driver": [*DRIVERS], "--language": [*COMMANDS]}
    words["--as"] = [each.slug for each in load_all(FEATURES)]

    assert set(words) == set(VALUES)
    assert {("run", name) for name in words if name not in {"--language", "--as"}} < set(found)
    assert {(name, "--as") for name in ("check", "accept")} < set(found)
    assert [key for key, values in found.items() if values != words[key[1]]] == []


@pytest.mark.parametrize("shell", ["bash", "zsh", "fish"])
def test_the_line_of_each_shell_names_a_script_that_defines_a_completion(shell: str) -> None:
    (line,) = blocks("docs/finding.md", shell)
    (variable,) = re.findall(r"_SYNCPROOF_COMPLETE=\w+", line)
    name, _, value = variable.partition("=")

    ended = subprocess.run(  # noqa: S603 - our own words
        [BIN / "syncproof"], env={**environ(), name: value}, capture_output=True, text=True, check=False
    )

    assert (ended.returncode, value) == (0, f"{shell}_source")
    assert "_syncproof_completion" in ended.stdout
