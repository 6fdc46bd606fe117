"""Runs the features with pytest: a selection in, one outcome per scenario out."""

from __future__ import annotations

import json
import os
import shlex
import sys
from collections.abc import Callable
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING

import pytest

from syncproof.checklist.accepted import FILE
from syncproof.checklist.accepted_text import dump
from syncproof.errors import HarnessBroke
from syncproof.report.stream import say
from syncproof.run import places
from syncproof.run.account import Planned, accounted
from syncproof.run.gaps import collected
from syncproof.run.listener import DIED_EARLY, Listener
from syncproof.sut import THE_REFERENCE, Sut
from syncproof.verdict import Outcome

if TYPE_CHECKING:
    from collections.abc import Iterator

    from syncproof.checklist import Checklist

_WORKER = f"{shlex.quote(sys.executable)} -P -W 'ignore:A plugin raised an exception during an old-style'"
"""Python for a worker: without -P, a `json.py` in the user's folder would take the place of Python's own `json`.

A worker whose main process is gone after a second Ctrl-C would warn that nobody hears its end.
"""
_LISTED = "listed.json"
_COLLECTED = "collected.json"
_STOP = "stop"
_ENDS = {pytest.ExitCode.OK, pytest.ExitCode.TESTS_FAILED, pytest.ExitCode.NO_TESTS_COLLECTED}
_NOT_COLLECTED = "the scenario is planned, and pytest did not collect the scenario"


@dataclass(frozen=True, slots=True)
class Selection:
    """The stories to run, and the SUT to run them against; '' and () mean everything."""

    features: tuple[Path, ...]
    checklists: tuple[Checklist, ...] = ()
    """The checklists whose rows are played; without any, those of the files beside the features."""
    written: tuple[Checklist, ...] = ()
    """Those of them whose features were written for the run alone."""
    levels: tuple[str, ...] = ()
    only: tuple[str, ...] = ()
    seed: int = 0
    workers: int = 1
    sut: Sut = THE_REFERENCE
    lacking: frozenset[str] = frozenset()
    """The capabilities that the fake Trello lacks."""
    planned: tuple[Planned, ...] = ()
    """Only these scenarios, each of which the run owes an outcome; without any, all that pytest collects."""
    again: tuple[str, ...] | None = None
    """The words by which `syncproof run` finds the documents and the features; None: by the features' folder."""
    traces: bool = False
    """Whether each outcome has its trace."""
    marks: str = ""
    """A mark expression of pytest's, such as `not syncproof(rule='properties.round-trip')`."""


def run(
    selection: Selection,
    *,
    progress: Callable[[Outcome], None],
    expected: Callable[[int], None],
    enough: Callable[[], bool] = lambda: False,
) -> tuple[Outcome, ...]:
    """Run a selection; `expected` is called once with the number of scenarios, `progress` with each outcome.

    `enough` is asked after each outcome: as soon as it holds, no further scenario begins, and those have no outcome.
    A scenario that was planned or collected, and of which no outcome was reported, is an `error`. Raises HarnessBroke
    where the features cannot be collected, or pytest itself fails before anything is judged, SutMissing where the SUT
    cannot be started at all, BadInput for a mistake in the SUT's options that only shows then, KeyboardInterrupt where
    pytest ends for one, be it that of a worker.
    """
    with ExitStack() as stack:
        private = stack.enter_context(TemporaryDirectory(prefix="syncproof-"))
        stop = Path(private) / _STOP
        listener = Listener(progress, expected, len(selection.planned), partial(_stop, enough, stop))
        if selection.sut.outside:
            from syncproof.drivers.program import outlived  # noqa: PLC0415 - a run in process starts no program

            stack.enter_context(outlived(private))
        stack.enter_context(_nothing_of_the_surroundings(private))
        _write_checklists(selection, Path(private) / "checklists")
        if selection.planned:
            listed = json.dumps([each.key for each in selection.planned])
            (Path(private) / _LISTED).write_text(listed, encoding="utf-8")
        status = pytest.main(_arguments(selection, private), plugins=[listener])
        found = collected(Path(private) / _COLLECTED)
        stopped = stop.exists()
    broke = _problem(listener, status)
    judged = {each.key for each in listener.outcomes}
    keys = {each.key for each in found.values()}
    not_collected = DIED_EARLY if listener.lost_a_worker and not found else _NOT_COLLECTED
    lost = {
        **dict.fromkeys((key for key in keys - judged if broke), f"pytest itself broke: {_last_line(broke)}"),
        **dict.fromkeys((each.key for each in selection.planned if each.key not in keys), not_collected),
        **{found[node].key: why for node, why in listener.lost.items() if node in found},
    }
    ended = judged.union(lost)
    outcomes = accounted(
        [each for each in selection.planned or found.values() if each.key in ended or not stopped],
        listener.outcomes,
        lost,
        partial(
            Planned.unaccounted,
            seed=selection.seed,
            sut=selection.sut,
            as_is=bool(selection.lacking),
            again=selection.again or (),
        ),
    )
    if outcomes:
        listener.announce(len(outcomes))
    heard = set(listener.outcomes)
    for outcome in outcomes:
        if outcome not in heard:
            progress(outcome)
    return outcomes


def _write_checklists(selection: Selection, folder: Path) -> None:
    """Write the checklists whose rows are played, each into a folder of its own."""
    for checklist in selection.checklists:
        own = folder / checklist.slug
        own.mkdir(parents=True)
        (own / FILE).write_text(dump(checklist), encoding="utf-8")
        if checklist in selection.written:
            places.note(checklist, own)


def _problem(listener: Listener, status: int) -> str:
    """Return what broke after something was judged, which stays, '' for nothing. Raises as `run`."""
    if listener.stops:
        raise listener.stops
    broke = "\n".join(listener.broken)
    if broke and not listener.outcomes:
        raise HarnessBroke(f"the features could not be run:\n{broke}")
    if status == pytest.ExitCode.INTERRUPTED:
        raise KeyboardInterrupt
    if broke:
        say(f"the harness broke: the features could not be run to their end:\n{broke}", error=True)
    elif status not in _ENDS:
        raise HarnessBroke(f"pytest ended with status {int(status)}")
    return broke


def _last_line(text: str) -> str:
    """Return the last line of a traceback that says something, without pytest's mark of such a line."""
    return next(filter(None, (line.removeprefix("E ").strip() for line in reversed(text.splitlines()))), "")


def _stop(enough: Callable[[], bool], file: Path) -> None:
    """Let no further scenario begin, in this process or in a worker, as soon as there is enough."""
    if enough():
        file.touch()


def _arguments(selection: Selection, private: str) -> list[str]:
    """Return pytest's command line: our plugin, no terminal, no configuration of the user's."""
    folder = Path(__file__).parent
    root = os.path.commonpath([feature.parent.absolute() for feature in selection.features])
    plugins = ["pytest_bdd.plugin", "syncproof.run.plugin", *(["xdist.plugin"] if selection.workers > 1 else [])]
    return [
        f"--config-file={folder / 'session.ini'}",
        f"--rootdir={root}",
        # Otherwise pytest lists every folder above the features, `/tmp` among them.
        f"--confcutdir={root}",
        "--noconftest",
        # Rewritten modules would be cached beside the installed ones, and stay there when the package is uninstalled.
        "--assert=plain",
        "--import-mode=importlib",
        *(argument for plugin in plugins for argument in ("-p", plugin)),
        *("-p", "no:terminal", "-p", "no:cacheprovider"),
        # Its warnings would be shown nowhere, and looking for them collects all garbage twice.
        *("-p", "no:unraisableexception"),
        *(_workers(selection.workers) if selection.workers > 1 else []),
        f"--basetemp={private}/pytest",
        *([f"--syncproof-checklists={private}/checklists"] if selection.checklists else []),
        *selection.sut.arguments("pytest"),
        f"--syncproof-seed={selection.seed}",
        f"--syncproof-level={','.join(selection.levels)}",
        *(f"--syncproof-only={only}" for only in selection.only),
        *([] if selection.again is None else [f"--syncproof-again={shlex.join(selection.again)}"]),
        f"--syncproof-trello-lacks={','.join(sorted(selection.lacking))}",
        f"--syncproof-collected={private}/{_COLLECTED}",
        *([f"--syncproof-listed={private}/{_LISTED}"] if selection.planned else []),
        f"--syncproof-stop-file={private}/{_STOP}",
        *(["--syncproof-traces"] if selection.traces else []),
        *(["-m", selection.marks] if selection.marks else []),
        *(["--capture=no"] if selection.sut.attach else []),
        *map(str, selection.features),
    ]


def _workers(count: int) -> list[str]:
    """Return what `-n` stands for, with a Python of our own words."""
    return ["--dist=load", f"--tx={count}*popen//python={_WORKER}", f"--max-worker-restart={4 * count}"]


@contextmanager
def _nothing_of_the_surroundings(private: str) -> Iterator[None]:
    """Keep the user's environment from changing pytest, and leave nothing in the user's folder."""
    ours = {
        "PYTEST_DISABLE_PLUGIN_AUTOLOAD": "1",
        "PYTEST_ADDOPTS": "",
        "PYTEST_PLUGINS": "",
        "HYPOTHESIS_STORAGE_DIRECTORY": f"{private}/hypothesis",
    }
    before = {name: os.environ.get(name) for name in ours}
    os.environ.update(ours)
    try:
        yield
    finally:
        for name, value in before.items():
            if value is None:
                del os.environ[name]
            else:
                os.environ[name] = value
