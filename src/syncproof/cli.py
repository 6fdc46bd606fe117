"""The command line: arguments in, exit code out."""

from __future__ import annotations

import io
import os
import sys
import traceback
from collections.abc import Callable, Mapping, Sequence
from datetime import UTC, datetime
from functools import wraps
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeAlias

import click

from syncproof import __version__
from syncproof.errors import BadInput, HarnessBroke, SutMissing
from syncproof.report import formats
from syncproof.report.exit_code import MEANINGS, ExitCode, exit_code
from syncproof.stories.rules import LEVELS
from syncproof.sut.address import LAST_PORT
from syncproof.sut.command_line import sut_options

if TYPE_CHECKING:
    from syncproof.sut import Sut

# All else is imported where a command needs it: pytest, docutils and the fakes take longer than `--help` may.
# ruff: noqa: PLC0415 - as above

_FILE = click.Path(path_type=Path)
_SEED = click.IntRange(0, 2**32 - 1)
_Command: TypeAlias = Callable[..., int]
_EXIT_CODES = ", ".join(f"{code} {MEANINGS[code]}" for code in ExitCode if code is not ExitCode.INTERRUPTED)


def _option(names: str, metavar: str, text: str, *, unset: str = "", **more: Any) -> Callable[[_Command], _Command]:  # noqa: ANN401 - click's
    """Return an option; `unset` says what holds without it, where its default does not say so."""
    return click.option(*names.split(), metavar=metavar or None, show_default=unset or True, help=text, **more)


def _flag(names: str, text: str) -> Callable[[_Command], _Command]:
    return _option(names, "", text, unset="off", is_flag=True)


def _report_options(command: _Command) -> _Command:
    """Give a command an option for each report format, and hand the files that are named on as `reports`."""

    @wraps(command)
    def with_reports(**options: Any) -> int:  # noqa: ANN401 - whatever else the command takes
        targets = {name: options.pop(f"report_{name}") for name in formats.REPORTS}
        return command(reports={name: path for name, path in targets.items() if path}, **options)

    with_options: _Command = with_reports
    for name, each in reversed(tuple(formats.REPORTS.items())):
        option = _option(f"--{name} report_{name}", "F", each.help, unset="not written", type=_FILE)
        with_options = option(with_options)
    return with_options


def now() -> datetime:
    """Return the time of day: a report shows when the run started, and nothing else depends on it."""
    return datetime.now(UTC)


@click.group(context_settings={"help_option_names": ["-h", "--help"], "show_default": True})
@click.version_option(__version__, prog_name="syncproof")
def commands() -> None:
    """Make a dataflow document executable: a verdict per sentence, with evidence."""


@commands.command(
    short_help="Play what documents promise; a verdict per sentence.", epilog=f"Exit codes: {_EXIT_CODES}."
)
@click.argument("documents", nargs=-1, type=_FILE, metavar="[DOCUMENT.rst]...")
@_option("--section", "TEXT", "Only sections with TEXT in their title or name.", unset="all", default="")
@_option(
    "--level levels", "", "Only rules of this level; repeatable.", unset="all", type=click.Choice(LEVELS), multiple=True
)
@_option("--only", "RULE_OR_SCENARIO", "Only scenarios of this rule, or of this title.", unset="all", default="")
@_option("--seed", "N", "Seed of everything random: ids, names, values.", default=0, type=_SEED)
@_option(
    "--seeds", "A-B", "Play every story with each of these seeds, and name those that fail.", unset="one", default=""
)
@_option("--repeat", "N", "Times that every story is played.", default=1, type=click.IntRange(1, 1000))
@_option("--workers", "N", "Number of processes that play scenarios.", default=1, type=click.IntRange(1, 32))
@_report_options
@_option(
    "--baseline",
    "F",
    "TOML file of known failures; only failures not listed there fail the run.",
    unset="none",
    type=_FILE,
)
@_option("--features", "DIR", "Folder of feature files.", unset="the installed ones", type=_FILE)
@_flag("--require-complete", "Exit with 3 unless every rule was played.")
@_flag("--trello-as-is", "Play without the capabilities that the real Trello lacks.")
@sut_options
def run(
    *,
    documents: tuple[Path, ...],
    section: str,
    levels: tuple[str, ...],
    only: str,
    seed: int,
    seeds: str,
    repeat: int,
    workers: int,
    reports: Mapping[str, Path],
    baseline: Path | None,
    features: Path | None,
    require_complete: bool,
    trello_as_is: bool,
    sut: Sut,
) -> int:
    """Play the stories of each sentence of the documents against a sync, and give a verdict per sentence.

    Without a DOCUMENT, the run plays all documents that were accepted.
    """
    from syncproof.report import provenance, stream, text
    from syncproof.report.progress import shown
    from syncproof.run.plan import RunRequest, plan, play
    from syncproof.run.provenance import provenance_of
    from syncproof.stories.choice import Choice

    formats.check(reports)
    planned = plan(
        RunRequest(
            documents=documents,
            features=features or _installed_features(),
            choice=Choice(section, levels, only),
            baseline=baseline,
            seed=seed,
            seeds=seeds,
            repeat=repeat,
            workers=workers,
            sut=sut,
            trello_as_is=trello_as_is,
            require_complete=require_complete,
        )
    )
    # With a report on standard output, people read on the other stream.
    error = formats.STANDARD_OUTPUT in reports.values()
    origin = provenance_of(planned, now())
    stream.say(provenance.line(origin), error=error)
    with shown() as progress:
        summary = play(planned, origin, progress=progress.hear, expected=progress.expect, again=progress.again)
    formats.write(summary, reports)
    stream.say("\n".join(text.lines(summary, colour=stream.takes_colour(error=error))), error=error)
    return exit_code(summary)


@commands.command(short_help="A first look at your sync: does it start and sync?")
@_option("--section", "TEXT", "A section with TEXT in its title or name.", unset="the first that is synced", default="")
@sut_options
def smoke(*, section: str, sut: Sut) -> int:
    """See within seconds whether your sync starts, reaches the systems, and keeps the first sentence."""
    from syncproof.checklist.accepted import load_all
    from syncproof.report.stream import say
    from syncproof.starter import smoke as first_look

    seen = first_look.smoke(sut, load_all(_installed_features()), section)
    say("\n".join(first_look.lines(seen, sut)))
    return seen.exit_code


@commands.command(short_help="Write a skeleton of a sync in your language.")
@click.argument("folder", default="my-sync", metavar="[DIR]")
@_option("--language", "L", "One of bash, java, node, python; must be named.", unset="none")
def init_sut(folder: str, language: str | None) -> int:
    """Write a sync into DIR that starts, reaches the systems, and creates nothing yet. DIR is my-sync by default."""
    from syncproof.report.stream import say
    from syncproof.starter import skeleton

    if language is None:
        raise BadInput("no language is named", do=f"--language with one of {', '.join(skeleton.COMMANDS)}")
    if not folder:
        raise BadInput("DIR names no folder", do="syncproof init-sut my-sync")
    say("\n".join(skeleton.write(language, Path(folder))))
    return 0


@commands.command(short_help="Run the reference sync: once, as daemon or as service.")
@_option(
    "--checklist",
    "F",
    "JSON file that says what to sync.",
    unset="$SYNCPROOF_CHECKLIST",
    envvar="SYNCPROOF_CHECKLIST",
    type=_FILE,
)
@_flag("--daemon", "Keep running: print an address first, and do a pass for each POST /pass there.")
@_option(
    "--service",
    "PORT",
    "Keep running: sync again and again, with a status on PORT; 0: any free port.",
    unset="off",
    type=click.IntRange(0, LAST_PORT),
)
def sync(*, checklist: Path | None, daemon: bool, service: int | None) -> int:
    """Run the reference sync: one pass, or, as a daemon or a service, many.

    As for any SUT, variables such as SYNCPROOF_TRELLO_URL say where the systems are and how to sign in.
    """
    from syncproof.engine import command
    from syncproof.engine.daemon import run_daemon, run_service

    if daemon and service is not None:
        raise click.UsageError("--daemon waits for POST /pass, --service syncs by itself: name one of the two.")
    if service is not None:
        return run_service(service)
    if checklist is None:
        raise click.UsageError("Missing option '--checklist', or SYNCPROOF_CHECKLIST in the environment.")
    return (run_daemon if daemon else command.main)(str(checklist), os.environ)


@commands.command(short_help="Serve the systems on local ports, for any client.")
@_option("--host", "H", "Address to listen on; a warning is printed for anything but loopback.", default="127.0.0.1")
@_option(
    "--port",
    "N",
    "First of the ports in a row, one for each system and one for the control API; 0: any free ports.",
    default=8800,
    type=click.IntRange(0, LAST_PORT),
)
@_option(
    "--records", "N", "Number of records of each datatype to begin with.", default=10, type=click.IntRange(0, 100_000)
)
@_option("--seed", "N", "Seed of records, ids and credentials.", default=0, type=_SEED)
@_option(
    "--clock",
    "",
    "real: time passes by itself; manual: only the control API moves it.",
    default="real",
    type=click.Choice(["real", "manual"]),
)
@_flag("--json as_json", "Print addresses and credentials as one JSON object on the first line.")
@_flag("--trello-as-is", "Serve Trello without the capabilities that the real Trello lacks.")
@_flag("--no-rate-limits", "Turn Trello's rate limits off.")
@_option(
    "--callbacks",
    "",
    "Machines that webhooks may be sent to.",
    default="loopback",
    type=click.Choice(["loopback", "anywhere"]),
)
@_flag("--capabilities", "List what the fake allows that the real Trello does not, and exit.")
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
        from syncproof.report.capabilities import listing
        from syncproof.report.stream import say

        say("\n".join(listing()))
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
            features=_installed_features(),
        )
    )


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the command line and return the exit code; no mistake of a user's ends in a traceback."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(errors="backslashreplace")  # a terminal that cannot show → must not stop a report
    try:
        return int(commands.main(arguments, prog_name="syncproof", standalone_mode=False) or 0)
    except click.exceptions.NoArgsIsHelpError as error:
        text, code = error.format_message(), ExitCode.BAD_INPUT
    except click.ClickException as error:
        text, code = f"syncproof: {error.format_message()}", ExitCode.BAD_INPUT
    except BadInput as error:
        text, code = str(error), ExitCode.BAD_INPUT
    except SutMissing as error:
        text, code = str(error), ExitCode.BROKE
    except HarnessBroke as error:
        text, code = f"the harness broke: {error}", ExitCode.BROKE
    except (click.Abort, KeyboardInterrupt):
        text, code = "syncproof: interrupted, nothing was written", ExitCode.INTERRUPTED
    except Exception:  # noqa: BLE001 - a defect of ours must not end with 1, which says that the sync failed
        text, code = f"the harness broke:\n{traceback.format_exc()}", ExitCode.BROKE
    click.echo(text, err=True)
    return code


def _installed_features() -> Path:
    from syncproof import features

    return Path(str(features.__file__)).parent
