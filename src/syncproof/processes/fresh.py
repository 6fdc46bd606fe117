"""Fresh processes of Python, which share the work of one command.

What the command has open, they do not inherit, and so no sync that they start does. They load nothing from the current
folder: a `pickle.py` of the user's would take the place of Python's own. A signal to all processes of the command comes
to none of these before they are ready: a pool that loses one process loses what the others have done.
"""

from __future__ import annotations

import os
import sys
from concurrent.futures import ProcessPoolExecutor
from contextlib import contextmanager
from multiprocessing import get_context, resource_tracker
from typing import TYPE_CHECKING, Any, ParamSpec, TypeVar

from syncproof.processes.signals import blocked, unblock

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence
    from concurrent.futures import Future
    from multiprocessing.context import ForkServerContext, SpawnContext

_P = ParamSpec("_P")
_T = TypeVar("_T")
_SAFE_PATH = "PYTHONSAFEPATH"


def cores() -> int:
    """Return how many processes can work at the same time here, which may be fewer than the machine has cores."""
    return len(os.sched_getaffinity(0)) if sys.platform == "linux" else os.cpu_count() or 1


def fresh(loaded: Sequence[str] = ()) -> SpawnContext | ForkServerContext:
    """Return what makes fresh processes and what they share.

    On Linux, the processes are copies of one that has loaded the modules named when the command made its first.
    """
    with _nothing_from_here():
        resource_tracker.ensure_running()
    if sys.platform != "linux":
        return get_context("spawn")
    context = get_context("forkserver")
    context.set_forkserver_preload([*loaded])
    return context


class FreshProcesses(ProcessPoolExecutor):
    """So many fresh processes, each of which begins with `begin`, given the arguments."""

    def __init__(
        self,
        count: int,
        begin: Callable[_P, None] | None = None,
        arguments: tuple[Any, ...] = (),
        *,
        loaded: Sequence[str] = (),
    ) -> None:
        super().__init__(count, fresh(loaded), _begin, (dict(os.environ), begin, arguments))

    def submit(self, work: Callable[_P, _T], /, *args: _P.args, **kwargs: _P.kwargs) -> Future[_T]:
        """Let a process do some work, see `concurrent.futures`; processes begin when there is work."""
        with _nothing_from_here(), blocked():
            return super().submit(work, *args, **kwargs)


def _begin(environ: dict[str, str], begin: Callable[..., None] | None, arguments: tuple[object, ...]) -> None:
    """Begin a process with the environment of now, which a copy has from the command's first process."""
    os.environ.clear()
    os.environ.update(environ)
    if begin:
        begin(*arguments)
    unblock()


@contextmanager
def _nothing_from_here() -> Iterator[None]:
    """Let processes that begin in a block load nothing from the current folder."""
    before = os.environ.get(_SAFE_PATH)
    os.environ[_SAFE_PATH] = "1"
    try:
        yield
    finally:
        if before is None:
            del os.environ[_SAFE_PATH]
        else:
            os.environ[_SAFE_PATH] = before
