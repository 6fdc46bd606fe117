"""The page on commands: each with its arguments, its options, their defaults and their settings."""

from __future__ import annotations

import inspect
import re
from collections.abc import Iterator

import click

from syncproof.cli import commands
from syncproof.reference.markdown import code, table
from syncproof.reference.markdown import page as page_of

PROGRAM = "syncproof"
_HEADER = ("option", "what the option does", "default", "setting")


def page() -> str:
    """Return the page on commands, in Markdown."""
    intro = (
        "Every command answers `--help` with the same text. A setting is the key that stands for an option in "
        "`[tool.syncproof]` of a `pyproject.toml`: see [Settings of a project](../running.md#settings-of-a-project)."
    )
    found = [each for each in _commands(commands, PROGRAM) if not isinstance(each[1], click.Group)]
    rows = [(f"[`{name}`](#{name.replace(' ', '-')})", str(command.short_help)) for name, command in found]
    sections = [_section(name, command) for name, command in found]
    return page_of("Commands", intro, table(("command", "what the command does"), rows), *sections)


def _commands(group: click.Group, name: str) -> Iterator[tuple[str, click.Command]]:
    for word, command in group.commands.items():
        yield f"{name} {word}", command
        if isinstance(command, click.Group):
            yield from _commands(command, f"{name} {word}")


def _section(name: str, command: click.Command) -> str:
    context = click.Context(command, info_name=name, show_default=True)
    usage = f"```text\n{' '.join((name, *command.collect_usage_pieces(context)))}\n```"
    options = [
        each for each in command.get_params(context) if isinstance(each, click.Option) and "--help" not in each.opts
    ]
    groups = dict.fromkeys(getattr(each, "group", "") for each in options)
    in_order = [*(group for group in groups if group), *([""] if "" in groups else [])]
    parts = [f"## {name}", _prose(command.help), usage]
    for group in in_order:
        title = group or "Other"
        rows = [_row(each, context) for each in options if getattr(each, "group", "") == group]
        parts += [f"{title}:" if len(in_order) > 1 else "", _options(rows)]
    return "\n\n".join(part for part in (*parts, _prose(command.epilog)) if part)


def _prose(text: str | None) -> str:
    """Return a text of a help page; the marks by which click wraps and ends such a text are left out."""
    plain = inspect.cleandoc((text or "").partition("\f")[0].replace("\b\n", ""))
    return re.sub(r"(?<!`)\[tool\.syncproof\](?!`)", "`[tool.syncproof]`", plain)


def _options(rows: list[tuple[str, ...]]) -> str:
    width = len(_HEADER) if any(row[-1] for row in rows) else len(_HEADER) - 1
    return table(_HEADER[:width], [row[:width] for row in rows])


def _row(option: click.Option, context: click.Context) -> tuple[str, ...]:
    record = option.get_help_record(context)
    names, _ = record or ("", "")
    extra = option.get_help_extra(context)
    default = str(extra.get("default", "")).removeprefix("(").removesuffix(")")
    bounds = f"; {extra['range'].replace('<=x<=', ' to ')}" if "range" in extra else ""
    return code(names), str(option.help), default + bounds, code(getattr(option, "setting", ""))
