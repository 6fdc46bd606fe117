"""A SUT as options of a click command."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import fields
from functools import wraps
from typing import Any

import click
from click.core import ParameterSource

from syncproof.cli.completion import VALUES
from syncproof.errors import BadInput
from syncproof.sut.options import REFERENCE, Sut, kind_of


def sut_options(command: Callable[..., int]) -> Callable[..., int]:
    """Give a command an option for each field of a Sut, and hand it the Sut as `sut`.

    Raises BadInput, when the command is called, where the reference is named beside another sync.
    """

    @wraps(command)
    def with_sut(**options: Any) -> int:  # noqa: ANN401 - the fields of a Sut, and whatever else the command takes
        sut = Sut(**{each.name: options.pop(each.name) for each in fields(Sut)})
        # From here on a reference that is named and one that is left out look alike.
        named = click.get_current_context().get_parameter_source("driver") is ParameterSource.COMMANDLINE
        if named and sut.driver == REFERENCE and sut.outside:
            what = f"two systems under test at once: --driver {sut.driver} and your own"
            raise BadInput(what, do="name one of them")
        return command(sut=sut, **options)

    for each in reversed(fields(Sut)):
        say = each.metadata
        kind = {"is_flag": True} if isinstance(each.default, bool) else {"metavar": say["metavar"]}
        with_sut = click.option(
            say["run"],
            each.name,
            type=kind_of(each.default),
            default=each.default,
            show_default=say["unset"] or True,
            help=say["help"],
            shell_complete=VALUES.get(say["run"]),
            **kind,
        )(with_sut)
    return with_sut
