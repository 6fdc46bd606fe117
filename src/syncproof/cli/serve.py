"""`syncproof serve`: the systems on local ports."""

from __future__ import annotations

import click

from syncproof.cli.options import SEED, flag, installed_features, option
from syncproof.sut.address import LAST_PORT

# All else is imported where a command needs it: pytest and the fakes take longer than `--help` may.
# ruff: noqa: PLC0415 - as above


@click.command(short_help="Serve the systems on local ports, for any client.")
@option("--host", "H", "Address to listen on; a warning is printed for anything but loopback.", default="127.0.0.1")
@option(
    "--port",
    "N",
    "First of the ports in a row, one for each system and one for the control API; 0: any free ports.",
    default=8800,
    type=click.IntRange(0, LAST_PORT),
)
@option(
    "--records", "N", "Number of records of each datatype to begin with.", default=10, type=click.IntRange(0, 100_000)
)
@option("--seed", "N", "Seed of records, ids and credentials.", default=0, type=SEED)
@option(
    "--clock",
    "",
    "real: time passes by itself; manual: only the control API moves it.",
    default="real",
    type=click.Choice(["real", "manual"]),
)
@flag("--json as_json", "Print addresses and credentials as one JSON object on the first line.")
@flag("--trello-as-is", "Serve Trello without the capabilities that the real Trello lacks.")
@flag("--no-rate-limits", "Turn Trello's rate limits off.")
@option(
    "--callbacks",
    "",
    "Machines that webhooks may be sent to.",
    default="loopback",
    type=click.Choice(["loopback", "anywhere"]),
)
@flag("--capabilities", "List what the fake allows that the real Trello does not, and exit.")
def serve(
    *,
    host: str,
    port: int,
    records: int,
    seed: int,
    clock: str,
    as_json: bool,
    trello_as_is: bool,
    no_rate_limits: bool,
    callbacks: str,
    capabilities: bool,
) -> int:
    """Serve Customerp, Custompms and Trello on local ports until stopped, for any client in any language."""
    from syncproof.fakes.trello.rules import ALL
    from syncproof.serve import command

    if capabilities:
        from syncproof.report.catalogue import capabilities as every_capability
        from syncproof.report.stream import say, width_of_rows
        from syncproof.report.table import lines

        say("\n".join(lines([each.cells for each in every_capability()], width_of_rows())))
        return 0
    return command.main(
        command.ServeOptions(
            host=host,
            port=port,
            records=records,
            seed=seed,
            runs=clock == "real",
            capabilities=frozenset() if trello_as_is else ALL,
            limited=not no_rate_limits,
            anywhere=callbacks == "anywhere",
            as_json=as_json,
            features=installed_features(),
        )
    )
