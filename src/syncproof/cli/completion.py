"""Shell completion: the values of options and arguments; click completes commands, options and files."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from pathlib import Path
from types import MappingProxyType
from typing import TYPE_CHECKING, TypeAlias

import click
from click.shell_completion import BashComplete, CompletionItem, add_completion_class

if TYPE_CHECKING:
    from syncproof.checklist import Checklist

Complete: TypeAlias = Callable[[click.Context, click.Parameter, str], "list[str]"]

# All else is imported where a value is completed: every command loads this module.
# ruff: noqa: PLC0415 - as above


def _accepted(context: click.Context) -> Sequence[Checklist]:
    from syncproof.checklist.accepted import load_all
    from syncproof.cli.options import installed_features
    from syncproof.errors import BadInput

    folder = context.params.get("features") or installed_features()
    try:
        return load_all(Path(folder))
    except BadInput:
        return []  # whoever completes is in the middle of a line: the command itself says what is wrong


def _sections(context: click.Context) -> Iterable[str]:
    return [f"{each.slug}/{section.slug}" for each in _accepted(context) for section in each.sections]


def _folders(context: click.Context) -> Iterable[str]:
    return [each.slug for each in _accepted(context)]


def _rules(_: click.Context) -> Iterable[str]:
    from syncproof.checklist import SUPPORTED
    from syncproof.stories.rules import RULES

    return [*SUPPORTED, *RULES]


def _drivers(_: click.Context) -> Iterable[str]:
    from syncproof.drivers import DRIVERS

    return DRIVERS


def _languages(_: click.Context) -> Iterable[str]:
    from syncproof.starter.skeleton import COMMANDS

    return COMMANDS


def _completing(values: Callable[[click.Context], Iterable[str]]) -> Complete:
    def complete(context: click.Context, _: click.Parameter, incomplete: str) -> list[str]:
        return [value for value in values(context) if value.startswith(incomplete)]

    return complete


def one_of(words: Sequence[str]) -> Complete:
    """Return what completes one of some words."""
    return _completing(lambda _: words)


VALUES: Mapping[str, Complete] = MappingProxyType(
    {
        "--section": _completing(_sections),
        "--as": _completing(_folders),
        "--only": _completing(_rules),
        "--driver": _completing(_drivers),
        "--language": _completing(_languages),
    }
)
"""What completes the values of an option, in every command that has the option."""
explainable = VALUES["--only"]


@add_completion_class
class ColonBash(BashComplete):
    """Completion for bash, which takes `broken:drifts` for three words, and completes the last of them."""

    def get_completion_args(self) -> tuple[list[str], str]:
        """Return the words before the one to complete, and that word, put together again at its colons."""
        args, incomplete = super().get_completion_args()
        self._dropped = ""
        if incomplete == ":" and args:
            self._dropped = f"{args.pop()}:"
            incomplete = self._dropped
        elif len(args) > 1 and args[-1] == ":":
            self._dropped = f"{args[-2]}:"
            args, incomplete = args[:-2], f"{args[-2]}:{incomplete}"
        return args, incomplete

    def format_completion(self, item: CompletionItem) -> str:
        """Return a completion without what stands before the colon already."""
        item.value = item.value.removeprefix(self._dropped)
        return super().format_completion(item)
