"""What can be found wrong with the order for a SUT before anything runs."""

from __future__ import annotations

import os
import shlex
import shutil
import sys
from dataclasses import replace
from pathlib import Path

import httpx

from syncproof.drivers import DRIVERS
from syncproof.drivers.workplace import made
from syncproof.errors import BadInput, nearest
from syncproof.fakes.kit.outside import is_near
from syncproof.sut import REFERENCE, THE_REFERENCE, Sut

_PORTS = 65_532
_URL = "--sut-url http://127.0.0.1:4711"


def check(sut: Sut) -> None:
    """Raise BadInput where a SUT is not there, is ordered in two ways, or cannot be reached."""
    if sut.driver not in DRIVERS:
        raise BadInput(
            f"no such system under test: {sut.driver}",
            nearest=nearest(sut.driver, DRIVERS),
            do=f"use one of {', '.join(DRIVERS)}; or --sut CMD for a sync of your own",
        )
    if sut.url is not None:
        _check_url(sut.url)
    ways = [f"--driver {sut.driver}"] if sut.driver != REFERENCE else []
    ways += [f"--sut {shlex.quote(sut.command)}"] if sut.command is not None else []
    ways += [f"--sut-url {sut.url}"] if sut.url is not None else []
    if len(ways) > 1:
        raise BadInput(f"two systems under test at once: {' and '.join(ways)}", do="name one of them")
    _check_options(sut)
    if sut.command is not None:
        _check_command(sut.command)
    if sut.folder is not None:
        made(sut.folder)


def _check_options(sut: Sut) -> None:
    if sut.daemon and sut.command is None:
        do = "--sut CMD --sut-daemon" if sut.url is None else "leave it out: a service that offers pass is asked for it"
        raise BadInput("--sut-daemon says how a command is driven, and there is none", do=do)
    if not sut.outside and (given := list(replace(sut, driver=REFERENCE).arguments("run"))):
        raise BadInput(f"{given[0]} is for a system under test in another process", do="--sut CMD, or --sut-url URL")
    if not 0 <= sut.port <= _PORTS:
        raise BadInput(f"--sut-port {sut.port}: four ports are needed from there on", do=f"0 to {_PORTS}")
    if not sut.rest > 0:
        raise BadInput("--rest is more than no second", do="--rest 0.5, for a service that is quick")
    if not all(seconds > 0 for seconds in (sut.start_timeout, sut.pass_timeout)):
        raise BadInput("a time-out is more than no second", do="--attach, for none at all")
    if sut.start_timeout != THE_REFERENCE.start_timeout and not sut.daemon:
        raise BadInput("--start-timeout is for a daemon: nothing else is waited for", do="--sut CMD --sut-daemon")
    if sut.rest != THE_REFERENCE.rest and sut.url is None:
        raise BadInput("--rest is for a service: nothing else is watched", do="leave it out, or --sut-url URL")


def _check_url(url: str) -> None:
    try:
        address = httpx.URL(url)
    except httpx.InvalidURL as error:
        raise BadInput(f"--sut-url {url!r} is no address: {error}", do=_URL) from error
    if address.userinfo or address.query or address.fragment:
        # Not repeated: there may be a password in it.
        raise BadInput("--sut-url has more than an address: a path may follow the port, and nothing else", do=_URL)
    if address.scheme == "https":
        raise BadInput(f"--sut-url {url!r} is asked without TLS: it is on this machine", do=_URL)
    if address.scheme != "http":
        raise BadInput(f"--sut-url {url!r} is no address: write http:// before it", do=_URL)
    if not is_near(address):
        raise BadInput(
            f"--sut-url {url!r} leads to another machine; the systems listen here alone",
            do=f"run the service here: {_URL}",
        )
    if address.port is not None and not 0 < address.port < 1 << 16:
        raise BadInput(f"--sut-url {url!r} has no port that there is", do=_URL)


def _check_command(command: str) -> None:
    try:
        words = shlex.split(command)
    except ValueError as error:
        raise BadInput(f"--sut {command!r} cannot be read: {error}", do="close the quotes, as in a shell") from error
    if not words or not words[0]:
        raise BadInput("--sut names no command", do="--sut 'python3 sync.py'")
    if sys.platform == "win32":
        raise BadInput("--sut starts programs on Linux and macOS", do="start it yourself, and use --sut-url")
    _check_program(words[0], command)
    _check_script(words)


def _check_program(program: str, command: str) -> None:
    path = Path(program)
    found = shutil.which(program)
    if found is not None:
        _check_first_line(program, Path(found))
    elif path.is_dir():
        raise BadInput(f"the system under test is a folder: {program}", do="name the program in it")
    elif path.is_file() and "/" in program:
        do = f"chmod +x {shlex.quote(program)}, or name its interpreter: --sut {shlex.quote(f'python3 {command}')}"
        raise BadInput(f"the system under test cannot be executed: {program}", do=do)
    else:
        raise BadInput(
            f"no such program: {program}",
            nearest=f"./{program}" if path.is_file() else _nearest(program) if "/" in program else _among_all(program),
            do="--sut takes a command as a shell does: --sut 'python3 sync.py'",
        )


def _check_first_line(program: str, file: Path) -> None:
    """See that a script can be started: of one that cannot, a system says that there is none, or nothing that helps."""
    try:
        with file.open("rb") as stream:
            first = stream.read(_LONGEST).partition(b"\n")[0]
    except OSError:
        return  # who may execute it need not be allowed to read it
    if not first.startswith(b"#!"):
        # No program that a system starts by itself begins with a line of plain text.
        if first and all(byte in _PLAIN for byte in first):
            do = "begin it with a line such as #!/bin/sh, or name its interpreter"
            raise BadInput(f"the system under test does not say what interprets it: {program}", do=do)
        return
    if first.endswith(b"\r"):
        do = "let its lines end as they do on Linux and macOS"
        raise BadInput(f"the system under test has lines that end as on Windows: {program}", do=do)
    words = first[2:].decode("utf-8", "replace").split()
    wanted = words[1] if len(words) > 1 and Path(words[0]).name == "env" and words[1][:1] != "-" else words[0]
    if words and "=" not in wanted and shutil.which(wanted) is None:
        raise BadInput(f"the interpreter of {program} is not there: {wanted}", do="install it, or name another")


def _check_script(words: list[str]) -> None:
    """See that what an interpreter is given is there: else it fails in every single pass, some as if they declined."""
    for word in words[1:]:
        if word.startswith("-") and len(word) == len("-x") and word[1] not in _TAKE_A_WORD:
            continue
        path = Path(word)
        if path.suffix in _SCRIPTS and len(word.split()) == 1 and not path.exists():
            raise BadInput(
                f"no such file: {word}",
                nearest=_nearest(word),
                do="--sut takes paths from the current folder",
            )
        return


_SCRIPTS = {".py", ".js", ".mjs", ".cjs", ".ts", ".sh", ".java", ".jar", ".rb", ".php", ".pl"}
_TAKE_A_WORD = "cemrpWX"
"""What follows these options of an interpreter is no script."""
_LONGEST = 256
_PLAIN = frozenset(b"\t\r" + bytes(range(0x20, 0x7F)))


def _nearest(word: str) -> str:
    """Return the file beside one that is not there which is most like it, as the command would name it."""
    folder, slash, name = word.rpartition("/")
    found = nearest(name, _beside(Path(word)))
    return f"{folder}{slash}{found}" if found else ""


def _among_all(program: str) -> str:
    return nearest(program, [name for folder in os.get_exec_path() for name in _beside(Path(folder) / "any")])


def _beside(path: Path) -> list[str]:
    try:
        return sorted(entry.name for entry in path.parent.iterdir() if entry.is_file())
    except OSError:
        return []
