"""Drivers: how the harness starts a SUT, asks it for a pass and restarts it. `DRIVERS` is the one list."""

from __future__ import annotations

from syncproof.drivers.broken import BROKEN
from syncproof.drivers.driver import Driver, MakeDriver, PassEnd
from syncproof.drivers.inprocess import in_process
from syncproof.engine import Sync

DRIVERS: dict[str, MakeDriver] = {
    "reference": in_process(Sync),
    **{f"broken:{name}": in_process(defect.sync) for name, defect in BROKEN.items()},
}

__all__ = ["BROKEN", "DRIVERS", "Driver", "MakeDriver", "PassEnd"]
