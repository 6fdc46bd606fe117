"""The ports: how the reference sync talks to each system, one file a system.

A new system is a new file here: `SYSTEM` is the system as its port declares it.
"""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from importlib import import_module
from pkgutil import iter_modules
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from syncproof.engine.ports.port import SystemPorts


@cache
def systems() -> Mapping[str, SystemPorts]:
    """Return every system that has a port, by the name that documents use."""
    modules = [import_module(f"{__name__}.{module.name}") for module in iter_modules(__path__)]
    found = [module.SYSTEM for module in modules if hasattr(module, "SYSTEM")]
    return {system.name: system for system in found}
