"""A signal that comes while the command loads ends in a word and a documented exit code, never in a traceback."""

from __future__ import annotations

import signal
import subprocess
import sys
from pathlib import Path

import pytest

from syncproof.report.exit_code import ExitCode

SIGNALLED = """
import signal, sys
from syncproof.__main__ import main

number, module = int(sys.argv.pop(1)), sys.argv.pop(1)

class Finder:
    def find_spec(self, name, *_):
        if name == module:
            signal.raise_signal(number)

# Shells let jobs in the background ignore Ctrl-C, and that is inherited.
signal.signal(signal.SIGINT, signal.default_int_handler)
signal.signal(signal.SIGTERM, signal.SIG_DFL)
signal.signal(signal.SIGHUP, signal.SIG_DFL)
sys.meta_path.insert(0, Finder())
sys.exit(main())
"""
"""The command, to which a signal comes as soon as a module is looked for."""


@pytest.mark.parametrize("module", ["syncproof.cli", "syncproof.cli.sync", "syncproof.run.plan"])
@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM, signal.SIGHUP])
def test_a_signal_while_the_command_loads_ends_in_a_word(number: signal.Signals, module: str, tmp_path: Path) -> None:
    report = tmp_path / "verdicts.json"
    command = [sys.executable, "-c", SIGNALLED, str(int(number)), module]

    done = subprocess.run(  # noqa: S603 - our own words
        [*command, "run", "--no-settings", "--section", "contact-to", "--json", str(report)],
        check=False,
        capture_output=True,
        text=True,
    )

    assert done.stderr.strip() == "syncproof: interrupted, nothing was written"
    assert (done.returncode, report.exists()) == (ExitCode.INTERRUPTED, False)
