"""The command line: arguments in, exit code out; a module for each command or two."""

from __future__ import annotations

import io
import sys
import traceback
from collections.abc import Sequence
from contextlib import nullcontext
from os.path import commonprefix
from pathlib import Path

import click

from syncproof import __version__
from syncproof.cli import (
    accept,
    baseline,
    campaign,
    drift,
    explain,
    first_sync,
    list,  # noqa: A004 - the command's name
    merge,
    replay,
    run,
    serve,
    sign,
    sweep,
    sync,
)
from syncproof.errors import BadInput, HarnessBroke, NotWritten, SutMissing, cut
from syncproof.report.exit_code import ExitCode
from syncproof.report.visible import visible
from syncproof.run.interruption import others_as_ctrl_c


@click.group(context_settings={"help_option_names": ["-h", "--help"], "show_default": True})
@click.version_option(__version__, prog_name="syncproof")
def commands() -> None:
    """Make a dataflow document executable: a verdict per sentence, with evidence."""


for _command in (
    run.run,
    sweep.sweep,
    campaign.campaign,
    replay.replay,
    merge.merge,
    merge.report,
    sign.sign,
    sign.verify,
    accept.accept,
    drift.check,
    drift.diff,
    baseline.baseline,
    list.list_,
    explain.explain,
    first_sync.smoke,
    first_sync.init_sut,
    sync.sync,
    serve.serve,
):
    commands.add_command(_command)


_CURE = "  do "
_LONGEST = 500
"""Characters of a usage error: it says again what was given, which may be of any length."""


def main(arguments: Sequence[str] | None = None, stage: object = None) -> int:
    """Run the command line and return the exit code; no mistake of a user's ends in a traceback.

    `stage` is the stage on which a watch has a run played.
    """
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(errors="backslashreplace")  # a terminal that cannot show → must not stop a report
    given = sys.argv[1:] if arguments is None else arguments
    try:
        # A sync ends at SIGTERM as any program does: whoever drives the sync counts on that.
        with nullcontext() if given[:1] == [sync.sync.name] else others_as_ctrl_c():
            return int(commands.main(given, prog_name="syncproof", standalone_mode=False, obj=stage) or 0)
    except click.exceptions.NoArgsIsHelpError as error:
        text, code = error.format_message(), ExitCode.BAD_INPUT
    except click.ClickException as error:
        text, code = f"syncproof: {cut(error.format_message(), _LONGEST)}", ExitCode.BAD_INPUT
    except BadInput as error:
        text, code = str(error), ExitCode.BAD_INPUT
    except (SutMissing, NotWritten) as error:
        text, code = str(error), ExitCode.BROKE
    except HarnessBroke as error:
        text, code = f"the harness broke: {error}", ExitCode.BROKE
    except (click.Abort, KeyboardInterrupt):
        text, code = "syncproof: interrupted, nothing was written", ExitCode.INTERRUPTED
    except Exception:  # noqa: BLE001 - a defect of ours must not end with 1, which says that the sync failed
        text, code = f"the harness broke:\n{traceback.format_exc()}", ExitCode.BROKE
    click.echo(visible(_without_long_words(text, given)), err=True)
    return code


def _without_long_words(text: str, given: Sequence[str]) -> str:
    """Return an error that says again what was given, each long text cut.

    Paths and cures, which are copied, stay whole.
    """
    values = {value for word in given for value in (word, word.partition("=")[2], word.lstrip("-"))}
    long = [value for value in values if value != cut(value) and "/" not in value and not _is_there(value)]
    lines = text.split("\n")
    return "\n".join(line if line.startswith(_CURE) else _with_cut(line, long) for line in lines)


def _is_there(path: str) -> bool:
    try:
        return Path(path).exists()
    except OSError:  # such as too long a name
        return False


def _with_cut(line: str, values: Sequence[str]) -> str:
    """Return a line with each of these values cut, be it whole there or cut already."""
    for value in values:
        begin = value[: len(cut(value))]
        before, found, after = line.partition(begin)
        while found:
            rest = after[len(commonprefix([after, value.removeprefix(begin)])) :]  # noqa: RUF071 - of any text
            before += cut(value)
            head, found, after = rest.removeprefix("…").partition(begin)
            before += head
        line = before
    return line
