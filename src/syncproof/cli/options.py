"""Options as the commands declare them, and those that several commands share."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from pathlib import Path
from typing import Any, TypeAlias

import click

from syncproof.cli.completion import VALUES
from syncproof.report import formats

FILE = click.Path(path_type=Path)
SEED = click.IntRange(0, 2**32 - 1)
Command: TypeAlias = Callable[..., int]


def option(names: str, metavar: str, text: str, *, unset: str = "", **more: Any) -> Callable[[Command], Command]:  # noqa: ANN401 - click's
    """Return an option; `unset` says what holds without it, where its default does not say so."""
    more.setdefault("shell_complete", VALUES.get(names.split(maxsplit=1)[0]))
    return click.option(*names.split(), metavar=metavar or None, show_default=unset or True, help=text, **more)


def flag(names: str, text: str) -> Callable[[Command], Command]:
    """Return an option without a value, which is off by default."""
    return option(names, "", text, unset="off", is_flag=True)


def report_options(command: Command) -> Command:
    """Give a command an option for each report format, and hand the files that are named on as `reports`."""

    @wraps(command)
    def with_reports(**options: Any) -> int:  # noqa: ANN401 - whatever else the command takes
        targets = {name: options.pop(f"report_{name}") for name in formats.REPORTS}
        return command(reports={name: path for name, path in targets.items() if path}, **options)

    with_options: Command = with_reports
    for name, each in reversed(tuple(formats.REPORTS.items())):
        of_format = option(f"--{name} report_{name}", "F", each.help, unset="not written", type=FILE)
        with_options = of_format(with_options)
    return with_options


def installed_features() -> Path:
    """Return the folder of the features that are part of the installation."""
    from syncproof import features  # noqa: PLC0415 - a package that few commands need

    return Path(str(features.__file__)).parent
