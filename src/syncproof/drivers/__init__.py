"""Drivers: how the harness starts a SUT, asks for a pass and restarts the SUT.

`DRIVERS` lists the syncs in this process, `ways.WAYS` how a SUT in another process is driven.
"""

from __future__ import annotations

from collections.abc import Callable

from syncproof.drivers.driver import Driver, MakeDriver, SystemsView
from syncproof.drivers.inprocess import in_process
from syncproof.drivers.ways import way_of
from syncproof.engine import Sync
from syncproof.engine.broken import BROKEN
from syncproof.sut import BROKEN_PREFIX, REFERENCE, Sut

DRIVERS: dict[str, MakeDriver] = {
    REFERENCE: in_process(Sync),
    **{f"{BROKEN_PREFIX}{name}": in_process(defect.sync) for name, defect in BROKEN.items()},
}


def driver_of(sut: Sut, sleep: Callable[[float], None], systems: SystemsView) -> Driver:
    """Return the driver of a SUT: `sleep` lets time pass for a SUT in this process, `systems` is for any other."""
    way = way_of(sut)
    return DRIVERS[sut.driver](sleep) if way is None else way.make(sut, systems)


__all__ = ["BROKEN", "DRIVERS", "Driver", "MakeDriver", "SystemsView", "driver_of"]
