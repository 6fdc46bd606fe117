"""What can be found wrong with the order for a SUT before anything runs."""

from __future__ import annotations

import os
import shlex
import shutil
import sys
from pathlib import Path

import httpx

from syncproof.drivers import DRIVERS
from syncproof.errors import BadInput
from syncproof.fakes.kit.outside import is_near
from syncproof.nearest import nearest
from syncproof.sut import REFERENCE, Sut

_PORTS = 65_532


def check(sut: Sut) -> None:
    """Raise BadInput where a SUT is not there, is ordered in two ways, or cannot be reached."""
    if sut.driver not in DRIVERS:
        raise BadInput(
            f"no such system under test: {sut.driver}",
            nearest=nearest(sut.driver, DRIVERS),
            do=f"use one of {', '.join(DRIVERS)}; or --sut CMD for a sync of your own",
        )
    ways = [f"--driver {sut.driver}"] if sut.driver != REFERENCE else []
    ways += [f"--sut {shlex.quote(sut.command)}"] if sut.command else []
    ways += [f"--sut-url {sut.url}"] if sut.url else []
    if len(ways) > 1:
        raise BadInput(f"two systems under test at once: {' and '.join(ways)}", do="name one of them")
    if sut.daemon and not sut.command:
        raise BadInput("--sut-daemon says how a command is driven, and there is none", do="--sut CMD --sut-daemon")
    if not sut.outside and (given := [each for each in sut.arguments("run") if not each.startswith("--driver")]):
        raise BadInput(f"{given[0]} is for a system under test in another process", do="--sut CMD, or --sut-url URL")
    if sut.url:
        _check_url(sut.url)
    if sut.command:
        _check_command(sut.command)
    if not 0 <= sut.port <= _PORTS:
        raise BadInput(f"--sut-port {sut.port}: four ports are needed from there on", do=f"0 to {_PORTS}")
    if min(sut.start_timeout, sut.pass_timeout, sut.rest) <= 0:
        raise BadInput("a time-out is more than no second", do="--attach, for none at all")


def _check_url(url: str) -> None:
    try:
        address = httpx.URL(url)
    except httpx.InvalidURL as error:
        raise BadInput(f"--sut-url {url!r} is no address: {error}", do="--sut-url http://127.0.0.1:4711") from error
    if address.scheme != "http" or not is_near(address):
        raise BadInput(
            f"--sut-url {url!r} does not lead to this machine, and the systems listen here alone",
            do="run the service here: --sut-url http://127.0.0.1:4711",
        )


def _check_command(command: str) -> None:
    try:
        words = shlex.split(command)
    except ValueError as error:
        raise BadInput(f"--sut {command!r} cannot be read: {error}", do="close the quotes, as in a shell") from error
    if not words:
        raise BadInput("--sut names no command", do="--sut 'python3 sync.py'")
    if sys.platform == "win32":
        raise BadInput("--sut starts programs on Linux and macOS", do="start it yourself, and use --sut-url")
    program = words[0]
    if shutil.which(program) is None:
        path = Path(program)
        if path.is_file() and not os.access(path, os.X_OK):
            do = f"chmod +x {shlex.quote(program)}, or name its interpreter: --sut {shlex.quote(f'python3 {command}')}"
            raise BadInput(f"the system under test cannot be executed: {program}", do=do)
        if path.is_dir():
            raise BadInput(f"the system under test is a folder: {program}", do="name the program in it")
        raise BadInput(
            f"no such program: {program}",
            nearest=nearest(path.name, _beside(path)) if path.parent.is_dir() else "",
            do="--sut takes a command as a shell does, from the current folder: --sut 'python3 sync.py'",
        )
    # What an interpreter is given is the usual slip: it would fail in every single pass.
    for word in words[1:2]:
        if Path(word).suffix in _SCRIPTS and not Path(word).exists():
            raise BadInput(
                f"no such file: {word}",
                nearest=nearest(Path(word).name, _beside(Path(word))),
                do="--sut takes paths from the current folder",
            )


_SCRIPTS = {".py", ".js", ".mjs", ".ts", ".sh", ".java", ".jar", ".rb", ".php", ".pl"}


def _beside(path: Path) -> list[str]:
    try:
        return [entry.name for entry in path.parent.iterdir() if entry.is_file()]
    except OSError:
        return []
