"""The command line: arguments in, exit code out.

Exit codes: 0 all pass, 1 something fails, 2 bad usage or input, 3 something was not shown (none or
inconclusive), 4 not all could be run; 130 interrupted.
"""

from __future__ import annotations

import io
import json
import os
import sys
import traceback
from dataclasses import fields
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click
from click.core import ParameterSource

from syncproof import __version__
from syncproof.errors import BadInput, HarnessBroke, SutMissing
from syncproof.stories.rules import LEVELS
from syncproof.sut import REFERENCE, Sut
from syncproof.sut.options import kind_of

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from syncproof.report.rows import Summary

# All else is imported where a command needs it: pytest, docutils and the fakes take longer than `--help` may.
# ruff: noqa: PLC0415 - as above

_STANDARD_OUTPUT = Path("-")
_BAD_INPUT = 2
_BROKE = 4
_INTERRUPTED = 130
_EXIT_CODES = {"pass": 0, "fail": 1, "inconclusive": 3, "none": 3, "error": _BROKE}
_FILE = click.Path(path_type=Path)


def _sut_options(command: Callable[..., int]) -> Callable[..., int]:
    """Give a command the options that say what is under test."""
    for each in reversed(fields(Sut)):
        told = {"default": each.default, "help": each.metadata["help"]}
        kind = {"is_flag": True} if isinstance(each.default, bool) else {"metavar": each.metadata["metavar"]}
        command = click.option(each.metadata["run"], each.name, type=kind_of(each.default), **kind, **told)(command)
    return command


def _sut(told: Mapping[str, Any]) -> Sut:
    """Return what is under test. Raises BadInput where one is named beside the reference."""
    sut = Sut(**told)
    # Named or left out, the reference looks alike from here on.
    named = click.get_current_context().get_parameter_source("driver") is ParameterSource.COMMANDLINE
    if named and sut.driver == REFERENCE and sut.outside:
        raise BadInput(f"two systems under test at once: --driver {sut.driver} and your own", do="name one of them")
    return sut


@click.group(context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(__version__, prog_name="syncproof")
def commands() -> None:
    """Make a dataflow document executable: a verdict per sentence, with evidence."""


@commands.command()
@click.argument("documents", nargs=-1, type=_FILE, metavar="[DOCUMENT.rst]...")
@click.option("--section", default="", metavar="TEXT", help="Only sections with TEXT in title or name.")
@click.option("--level", "levels", multiple=True, type=click.Choice(LEVELS), help="Only rules of it; repeatable.")
@click.option("--only", default="", metavar="RULE_OR_SCENARIO", help="Only this rule, or scenarios named so.")
@click.option("--seed", default=0, type=click.IntRange(0, 2**32 - 1), metavar="N", help="Where all chance is from.")
@click.option("--workers", default=1, type=click.IntRange(1, 32), metavar="N", help="How many processes run it.")
@click.option("--json", "json_file", type=_FILE, metavar="F", help="Write the summary as JSON; - is standard output.")
@click.option("--junit", type=_FILE, metavar="F", help="Write the scenarios as JUnit XML.")
@click.option("--baseline", type=_FILE, metavar="F", help="Known failures: only what is worse fails.")
@click.option("--features", type=_FILE, metavar="DIR", help="The features, if not those that come along.")
@click.option("--trello-as-is", is_flag=True, help="Play with what the real Trello can do, and no more.")
@_sut_options
def run(
    *,
    documents: tuple[Path, ...],
    section: str,
    levels: tuple[str, ...],
    only: str,
    seed: int,
    workers: int,
    json_file: Path | None,
    junit: Path | None,
    baseline: Path | None,
    features: Path | None,
    trello_as_is: bool,
    **sut: Any,  # noqa: ANN401 - the fields of a Sut
) -> int:
    """Give a verdict per sentence; without a document, of all that were accepted.

    Exit codes: 0 all pass, 1 something fails, 2 bad usage or input, 3 something was not shown, 4 not all could
    be run.
    """
    from syncproof.report import files
    from syncproof.report.progress import shown
    from syncproof.report.stream import say
    from syncproof.report.text import lines
    from syncproof.run.plan import RunRequest, plan, play
    from syncproof.stories.choice import Choice

    if junit == _STANDARD_OUTPUT:
        raise BadInput("only --json can be written to standard output", where="-", do="name a file")
    files.check([path for path in (json_file, junit) if path and path != _STANDARD_OUTPUT])
    planned = plan(
        RunRequest(
            documents=documents,
            features=features or _installed_features(),
            choice=Choice(section, levels, only),
            baseline=baseline,
            seed=seed,
            workers=workers,
            sut=_sut(sut),
            trello_as_is=trello_as_is,
        )
    )
    with shown() as progress:
        summary = play(planned, progress=progress.hear, expected=progress.expect, again=progress.again)
    exit_code = _EXIT_CODES[summary["gate"]["verdict"] if "gate" in summary else summary["verdict"]]
    _write(summary, json_file, junit)
    # With the JSON on standard output, people read on the other stream.
    error = json_file == _STANDARD_OUTPUT
    say("\n".join(lines(summary, exit_code, colour=_colour(error=error))), error=error)
    return exit_code


@commands.command()
@click.option("--section", default="", metavar="TEXT", help="A section with TEXT in title or name.")
@_sut_options
def smoke(*, section: str, **sut: Any) -> int:  # noqa: ANN401 - the fields of a Sut
    """See within seconds whether your sync starts, reaches the systems, and keeps the first sentence."""
    from syncproof.checklist.accepted import load_all
    from syncproof.report.stream import say
    from syncproof.starter import smoke as first_look

    order = _sut(sut)
    seen = first_look.smoke(order, load_all(_installed_features()), section)
    say("\n".join(first_look.lines(seen, order)))
    return seen.exit_code


@commands.command()
@click.argument("folder", default="my-sync", metavar="[DIR]")
@click.option("--language", metavar="L", help="One of bash, java, node, python.")
def init_sut(folder: str, language: str | None) -> int:
    """Write a sync that starts, reaches the systems, and makes nothing yet, into DIR (my-sync)."""
    from syncproof.report.stream import say
    from syncproof.starter import skeleton

    if language is None:
        raise BadInput("no language is named", do=f"--language with one of {', '.join(skeleton.COMMANDS)}")
    if not folder:
        raise BadInput("DIR names no folder", do="syncproof init-sut my-sync")
    say("\n".join(skeleton.write(language, Path(folder))))
    return 0


@commands.command()
@click.option(
    "--checklist",
    type=_FILE,
    envvar="SYNCPROOF_CHECKLIST",
    metavar="F",
    help="What to sync; SYNCPROOF_CHECKLIST where not given.",
)
@click.option("--daemon", is_flag=True, help="Run on, and do a pass for each POST /pass on the address printed first.")
@click.option("--service", type=click.IntRange(0, 65535), metavar="PORT", help="Run on, and sync by itself.")
def sync(*, checklist: Path | None, daemon: bool, service: int | None) -> int:
    """Run one pass of the reference sync, as any SUT is run: the environment says where the systems are."""
    from syncproof.engine import command
    from syncproof.engine.daemon import run_daemon, run_service

    if daemon and service is not None:
        raise click.UsageError("--daemon is asked for its passes, --service is not: name one of them.")
    if service is not None:
        return run_service(service)
    if checklist is None:
        raise click.UsageError("Missing option '--checklist', or SYNCPROOF_CHECKLIST in the environment.")
    return (run_daemon if daemon else command.main)(str(checklist), os.environ)


@commands.command()
@click.option(
    "--host", default="127.0.0.1", metavar="H", help="The address to listen on; others than loopback are told."
)
@click.option(
    "--port",
    default=8800,
    show_default=True,
    type=click.IntRange(0, 65532),
    metavar="N",
    help="The first of four ports in a row: one per system, and the control; 0 takes any that are free.",
)
@click.option(
    "--records",
    default=10,
    show_default=True,
    type=click.IntRange(0, 100_000),
    metavar="N",
    help="Seed so many records of each datatype.",
)
@click.option(
    "--seed",
    default=0,
    type=click.IntRange(0, 2**32 - 1),
    metavar="N",
    help="Where records, ids and credentials come from.",
)
@click.option(
    "--clock",
    type=click.Choice(["real", "manual"]),
    default="real",
    show_default=True,
    help="Whether time passes by itself or as the control API says.",
)
@click.option("--json", "as_json", is_flag=True, help="Print where everything is as one JSON object on the first line.")
@click.option("--trello-as-is", is_flag=True, help="Without the capabilities that the real Trello lacks.")
@click.option("--no-rate-limits", is_flag=True, help="Let Trello answer however many requests.")
@click.option(
    "--callbacks",
    type=click.Choice(["loopback", "anywhere"]),
    default="loopback",
    show_default=True,
    help="Which machines webhooks may be sent to.",
)
@click.option("--capabilities", is_flag=True, help="List what the fake Trello can beyond the real one, and end.")
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
    order = command.ServeOptions(
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
    return command.main(order)


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the command line and return the exit code; no mistake of a user's ends in a traceback."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(errors="backslashreplace")  # a terminal that cannot show → must not stop a report
    try:
        return int(commands.main(arguments, prog_name="syncproof", standalone_mode=False) or 0)
    except click.exceptions.NoArgsIsHelpError as error:
        told, exit_code = error.format_message(), _BAD_INPUT
    except click.ClickException as error:
        told, exit_code = f"syncproof: {error.format_message()}", _BAD_INPUT
    except BadInput as error:
        told, exit_code = str(error), _BAD_INPUT
    except SutMissing as error:
        told, exit_code = str(error), _BROKE
    except HarnessBroke as error:
        told, exit_code = f"the harness broke: {error}", _BROKE
    except (click.Abort, KeyboardInterrupt):
        told, exit_code = "syncproof: interrupted, nothing was written", _INTERRUPTED
    except Exception:  # noqa: BLE001 - a defect of ours must not end with 1, which says that the sync failed
        told, exit_code = f"the harness broke:\n{traceback.format_exc()}", _BROKE
    click.echo(told, err=True)
    return exit_code


def _write(summary: Summary, json_file: Path | None, junit: Path | None) -> None:
    from syncproof.report import files
    from syncproof.report.junit import xml
    from syncproof.report.stream import say

    text = json.dumps(summary, ensure_ascii=False, indent=2)
    if json_file == _STANDARD_OUTPUT:
        say(text)
    elif json_file:
        files.write(json_file, f"{text}\n")
    if junit:
        files.write(junit, xml(summary))


def _installed_features() -> Path:
    from syncproof import features

    return Path(str(features.__file__)).parent


def _colour(*, error: bool) -> bool:
    stream = sys.stderr if error else sys.stdout
    return stream.isatty() and not os.environ.get("NO_COLOR") and os.environ.get("TERM") != "dumb"
