"""The ports: how the reference sync talks to each system, one file a system.

A new system is a new file here: `SYSTEM` is the system as its port declares it. What a checklist file describes itself
needs none.
"""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from importlib import import_module
from pkgutil import iter_modules
from typing import TYPE_CHECKING, Any, TypeAlias

from syncproof.errors import BadInput

if TYPE_CHECKING:
    from syncproof.checklist import End
    from syncproof.engine.ports.port import Port, SystemPorts

ByEnd: TypeAlias = "Mapping[tuple[str, str], type[Port]]"
"""The ports by system and datatype."""


@cache
def systems() -> Mapping[str, SystemPorts]:
    """Return every system that has a port, by the name that documents use."""
    modules = [import_module(f"{__name__}.{module.name}") for module in iter_modules(__path__)]
    found = [module.SYSTEM for module in modules if hasattr(module, "SYSTEM")]
    return {system.name: system for system in found}


def all_systems(checklist: Mapping[str, Any]) -> Mapping[str, SystemPorts]:
    """Return the systems that have a port, and those that a checklist file describes. Raises BadInput."""
    return {**described_systems(checklist), **systems()}


def described_systems(checklist: Mapping[str, Any]) -> Mapping[str, SystemPorts]:
    """Return the systems that a checklist file describes, by name. Raises BadInput."""
    if not checklist.get("systems"):
        return {}
    from syncproof.engine.ports.described import systems_of  # noqa: PLC0415 - few checklists describe any

    return systems_of(checklist)


def by_end(found: Mapping[str, SystemPorts]) -> ByEnd:
    """Return the ports of systems by system and datatype."""
    return {(system.name, datatype): port for system in found.values() for datatype, port in system.by_datatype.items()}


def port_of(ports: ByEnd, end: End) -> type[Port]:
    """Return the port of a datatype. Raises BadInput for a datatype that has no port."""
    port = ports.get((end.system, end.datatype))
    if port is None:
        names = [f"{system} {datatype}" for system, datatype in ports]
        raise BadInput(f"no way to reach {end}", near=(str(end), names), do=f"use one of {', '.join(names)}")
    return port
