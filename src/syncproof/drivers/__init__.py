"""Drivers: how the harness starts a SUT, asks it for a pass and restarts it. `DRIVERS` lists those in process."""

from __future__ import annotations

from collections.abc import Callable

from syncproof.drivers.driver import Driver, MakeDriver, SystemsView
from syncproof.drivers.inprocess import in_process
from syncproof.engine import Sync
from syncproof.engine.broken import BROKEN
from syncproof.sut import REFERENCE, Sut

DRIVERS: dict[str, MakeDriver] = {
    REFERENCE: in_process(Sync),
    **{f"broken:{name}": in_process(defect.sync) for name, defect in BROKEN.items()},
}


def driver_of(sut: Sut, sleep: Callable[[float], None], watch: SystemsView) -> Driver:
    """Return what drives a SUT: `sleep` lets time pass for one in this process, `watch` sees what another asks for."""
    # Loaded where they are needed: a run in process starts no program.
    if sut.url is not None:
        from syncproof.drivers.service import Service  # noqa: PLC0415 - as above

        return Service(sut, watch)
    if sut.command is not None and sut.daemon:
        from syncproof.drivers.daemon import Daemon  # noqa: PLC0415 - as above

        return Daemon(sut, watch)
    if sut.command is not None:
        from syncproof.drivers.command import Command  # noqa: PLC0415 - as above

        return Command(sut, watch)
    return DRIVERS[sut.driver](sleep)


__all__ = ["BROKEN", "DRIVERS", "Driver", "MakeDriver", "SystemsView", "driver_of"]
