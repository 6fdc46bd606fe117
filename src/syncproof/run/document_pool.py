"""Processes that play documents, one each at a time, and go on to note Ctrl-C and its like while they play nothing.

The pool breaks, and what others have played is lost, where a signal ends one of its processes.
"""

from __future__ import annotations

import signal
from concurrent.futures import FIRST_COMPLETED, Future, wait
from multiprocessing import active_children
from typing import TYPE_CHECKING, Generic, TypeVar

from syncproof.processes.fresh import FreshProcesses
from syncproof.processes.signals import note_signals
from syncproof.run.interruption import Interruption

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

_Item = TypeVar("_Item")
_Result = TypeVar("_Result")
_LOOK = 0.2
"""Seconds after which an interruption is seen at the latest."""
_HEARD: list[int] = []
"""The signals that this process of a pool has heard."""


def is_interrupted() -> bool:
    """Whether this process of a pool should begin nothing more."""
    return bool(_HEARD)


def interrupt() -> None:
    """Let this process of a pool begin nothing more."""
    _HEARD.append(signal.SIGINT)


class DocumentPool(Generic[_Item, _Result]):
    """A pool of so many processes, which load the modules that each play needs."""

    def __init__(self, size: int, loaded: Sequence[str]) -> None:
        self._executor = FreshProcesses(size, _note_signals, loaded=loaded)

    def results(
        self, play: Callable[[_Item], _Result], items: Sequence[_Item], lost: Callable[[_Item, str], _Result]
    ) -> Iterator[_Result]:
        """Yield what comes of each item, as it ends; `lost` makes that of an item whose process died, and why.

        After Ctrl-C or SIGTERM, nothing begins any more: '' is then the reason of an item that was not played.
        """
        futures = {self._executor.submit(play, each): each for each in items}
        interruption, left, told = Interruption(), set(futures), False
        with interruption.listening(), interruption.noted():
            while left:
                done, left = wait(left, timeout=_LOOK, return_when=FIRST_COMPLETED)
                if interruption.came and not told:
                    told = True
                    _end(left)
                for future in done:
                    yield _result(future, futures[future], lost, interrupted=interruption.came)

    def close(self) -> None:
        """End all processes."""
        self._executor.shutdown(cancel_futures=True)


def _result(
    future: Future[_Result], item: _Item, lost: Callable[[_Item, str], _Result], *, interrupted: bool
) -> _Result:
    if future.cancelled():
        return lost(item, "")
    if error := future.exception():
        return lost(item, "" if interrupted else f"the process that played the document died: {error}")
    return future.result()


def _end(futures: set[Future[_Result]]) -> None:
    """Let what is played end, and nothing more begin: a signal to this process alone has reached no other."""
    for each in futures:
        each.cancel()
    for process in active_children():
        process.terminate()


def _note_signals() -> None:
    note_signals(_HEARD)
