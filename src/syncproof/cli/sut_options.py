"""A SUT as options of a click command."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import fields
from functools import wraps
from typing import Any

import click
from click.core import ParameterSource

from syncproof.cli.completion import VALUES
from syncproof.cli.options import Option, settings_of, without_settings
from syncproof.errors import BadInput
from syncproof.run.garbage import not_searched
from syncproof.run.settings import FILE, key_of
from syncproof.sut.options import REFERENCE, Sut, kind_of

HEADING = "Your sync"
"""The heading of these options in a help with headings."""
_NAMING = ("driver", "command", "url")
"""The fields that name a SUT: where the command line has one of them, the settings say nothing of the SUT."""


def sut_options(command: Callable[..., int]) -> Callable[..., int]:
    """Give a command an option for each field of a Sut, and hand it the Sut as `sut`.

    Raises BadInput, when the command is called, where the reference is named beside another sync, or where the
    settings name a SUT that cannot be used.
    """

    @wraps(command)
    def with_sut(**options: Any) -> int:  # noqa: ANN401 - the fields of a Sut, and whatever else the command takes
        sut = Sut(**{each.name: options.pop(each.name) for each in fields(Sut)})
        _check(click.get_current_context(), sut)
        return command(sut=sut, **options)

    for each in reversed(fields(Sut)):
        say = each.metadata
        kind = {"is_flag": True} if isinstance(each.default, bool) else {"metavar": say["metavar"]}
        kind |= {"multiple": True} if isinstance(each.default, tuple) else {}
        with_sut = click.option(
            say["run"],
            each.name,
            cls=Option,
            setting=key_of(each),
            unless=_NAMING,
            group=HEADING,
            type=kind_of(each.default),
            default=each.default,
            show_default=say["unset"] or True,
            help=say["help"],
            shell_complete=VALUES.get(say["run"]),
            **kind,
        )(with_sut)
    return without_settings(with_sut)


def _check(context: click.Context, sut: Sut) -> None:
    """Raise BadInput, with the line of the settings that are about it, for a SUT that cannot be used."""
    with not_searched():  # `--help` must not wait for these.
        from syncproof.drivers.check import check  # noqa: PLC0415 - as above
        from syncproof.drivers.executable import MissingFile  # noqa: PLC0415 - as above

    in_settings = [
        each for each in fields(Sut) if context.get_parameter_source(each.name) is ParameterSource.DEFAULT_MAP
    ]
    try:
        _check_names(context, sut)
        if in_settings:
            check(sut)
    except BadInput as error:
        if not in_settings:
            raise
        first = min(in_settings, key=lambda each: each.name not in _NAMING)
        values = settings_of(context).values
        place = values[key_of(first)].where
        if isinstance(error, MissingFile) and values.get("sut-cwd", values["sut"]).where == place:
            error = error.with_cure(f"sut takes paths from the folder of {FILE}")
        raise error.found_at(place) from error


def _check_names(context: click.Context, sut: Sut) -> None:
    """Raise BadInput for the reference beside another SUT: to a driver, it looks as if it were left out."""
    named = context.get_parameter_source("driver") is not ParameterSource.DEFAULT
    if named and sut.driver == REFERENCE and sut.outside:
        what = f"two systems under test at once: --driver {sut.driver} and your own"
        raise BadInput(what, do="name one of them")
