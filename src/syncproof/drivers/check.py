"""Checks the options for a SUT before anything runs."""

from __future__ import annotations

import os
import shlex
from collections.abc import Iterator
from dataclasses import fields

from syncproof.drivers import DRIVERS
from syncproof.drivers.held_folder import hold, let_go
from syncproof.drivers.ways import WAYS, Way, way_of
from syncproof.drivers.workplace import made
from syncproof.errors import BadInput, nearest
from syncproof.sut import BROKEN_PREFIX, REFERENCE, Sut
from syncproof.sut.masking import masked
from syncproof.sut.ports import HIGHEST_FIRST_PORT, PORTS

_NAMES = tuple(dict.fromkeys(("driver", *(way.named_by for way in WAYS))))
"""The fields of `Sut` that name what is under test."""
_OWN_COMMAND = "--sut CMD"
_OF_COMMANDS = frozenset({"cwd", "env"})
MOST_DECLARED = 100
"""Passes of one round."""
LONGEST_DEBOUNCE = 3600
_OWN = f"{_OWN_COMMAND}, or --sut-url URL"


def check(sut: Sut) -> None:
    """Raise BadInput where a SUT does not exist, is named in two ways, or cannot be reached."""
    if sut.driver not in DRIVERS:
        raise BadInput(
            f"no such system under test: {sut.driver}",
            nearest=_nearest(sut.driver),
            do="syncproof list drivers shows all of them; --sut CMD names a sync of your own",
        )
    for check_name in dict.fromkeys(way.check for way in WAYS if getattr(sut, way.named_by) is not None):
        check_name(sut)
    given = dict(_given(sut))
    if len(names := [option for name, option in given.items() if name in _NAMES]) > 1:
        raise BadInput(f"two systems under test at once: {' and '.join(names)}", do="name one of them")
    _check_values(sut)
    way = way_of(sut)
    for name, option in given.items():
        if name not in _NAMES:
            _check_fits(name, option.partition(" ")[0], way, sut.driver)
    if sut.folder is not None:
        folder = made(sut.folder)
        hold(folder)  # raises where another run is at work there
        let_go(folder)


def _nearest(driver: str) -> str:
    """Return the system under test whose name is nearest, '' for none: what all broken ones share tells none apart."""
    known = {each.removeprefix(BROKEN_PREFIX): each for each in DRIVERS}
    return known.get(nearest(driver.removeprefix(BROKEN_PREFIX), known), "")


def _given(sut: Sut) -> Iterator[tuple[str, str]]:
    """Yield the fields that are not as they are by default, each with its option as the command line has it."""
    for each in fields(Sut):
        value = getattr(sut, each.name)
        if value != each.default:
            words = Sut(**{each.name: value}).arguments("run")
            yield each.name, masked(shlex.join(words), os.environ)


def _check_values(sut: Sut) -> None:
    if not 0 <= sut.port <= HIGHEST_FIRST_PORT:
        do = f"0 to {HIGHEST_FIRST_PORT}"
        raise BadInput(f"--sut-port {sut.port}: {PORTS} ports in a row are needed, from that one on", do=do)
    if not sut.rest > 0:
        raise BadInput("--rest must be more than 0 seconds", do="--rest 0.5, for a service that is quick")
    if not all(seconds > 0 for seconds in (sut.start_timeout, sut.pass_timeout)):
        raise BadInput("a time-out must be more than 0 seconds", do="--attach, for no time-out at all")
    _check_declared("--sut-passes", sut.passes, f"1 to {MOST_DECLARED}", fits=1 <= sut.passes <= MOST_DECLARED)
    _check_declared("--sut-writes", sut.writes, "1 or more, or 0 for no limit", fits=sut.writes >= 0)
    _check_declared(
        "--sut-debounce", sut.debounce, f"0 to {LONGEST_DEBOUNCE} seconds", fits=0 <= sut.debounce <= LONGEST_DEBOUNCE
    )
    for mark in sut.marks:
        if len(mark.split(" ")) != 2:  # noqa: PLR2004 - a system and a datatype
            raise BadInput(
                f"--sut-mark {mark!r} is no system and datatype", do='such as --sut-mark "Trello Attachments"'
            )
    for name in sut.env:
        if name not in os.environ:
            do = "correct the name, or set the variable"
            raise BadInput(f"--sut-env {name}: your environment has no such variable", near=(name, os.environ), do=do)


def _check_declared(option: str, given: float, allowed: str, *, fits: bool) -> None:
    """Raise BadInput where what a sync declares with an option cannot be."""
    if not fits:
        raise BadInput(f"{option} {given:g}: no story can be played so", do=f"{option} {allowed}")


def _check_fits(name: str, option: str, way: Way | None, driver: str) -> None:
    """Raise BadInput where an option does not go with the way in which the SUT is driven."""
    owner = next((other for other in WAYS if name in other.options), None)
    if way is None:
        missing = owner.usage.removesuffix(f" {option}") if owner else _OWN_COMMAND if name in _OF_COMMANDS else _OWN
        if driver != REFERENCE:
            do = f"leave {option} out, or name your own in place of --driver: {missing}"
            raise BadInput(f"{option} is for a sync of your own, and --driver {driver} is none", do=do)
        raise BadInput(f"{option} is for a sync of your own, and none is named", do=f"add {missing}")
    if owner is not None and owner is not way:
        do = f"leave {option} out, or give {owner.usage}"
        raise BadInput(f"{option} is for {owner.name}: {owner.options[name]}", do=do)
