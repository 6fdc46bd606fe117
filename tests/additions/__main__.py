"""`python -m tests.additions` is `syncproof` with a toy system, a toy fault and a toy report format.

Each is added as docs/contributing.md says. What is a file or a line of the project there, is added from outside here,
before anything of the project is loaded that reads the lists.
"""

from __future__ import annotations

import sys
from importlib.util import module_from_spec, spec_from_file_location
from pathlib import Path
from typing import Any, cast

import syncproof
from syncproof.fakes import OWN
from syncproof.report.formats import REPORTS, Format

from . import fault as _fault  # noqa: F401 - the decorated function adds itself
from .shop import Shop


def add_line(table: object, name: str, row: object) -> None:
    """Add a row to one of the project's tables."""
    cast("dict[str, Any]", table)[name] = row


def add_port(folder: Path) -> None:
    """Let the package of the ports have the files of one more folder."""
    package = Path(syncproof.__file__).parent / "engine" / "ports"
    spec = spec_from_file_location(
        "syncproof.engine.ports", package / "__init__.py", submodule_search_locations=[str(package), str(folder)]
    )
    assert spec is not None
    assert spec.loader is not None
    # By its spec: to import the package would load the reference sync, which asks the package for the systems.
    sys.modules[spec.name] = module_from_spec(spec)
    spec.loader.exec_module(sys.modules[spec.name])


add_line(OWN, "Shop", Shop)
add_port(Path(__file__).parent / "ports")
add_line(REPORTS, "titles", Format("Write the scenarios' titles to F.", "tests.additions.titles:text"))

if __name__ == "__main__":
    from syncproof.cli import main

    sys.exit(main())
