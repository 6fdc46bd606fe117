"""The reference: a page a list of what there is, written from the code itself."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from types import MappingProxyType

from syncproof.reference import capabilities, commands, drivers, faults, formats, rules, steps

PAGES: Mapping[str, Callable[[], str]] = MappingProxyType(
    {
        "commands.md": commands.page,
        "rules.md": rules.page,
        "faults.md": faults.page,
        "capabilities.md": capabilities.page,
        "formats.md": formats.page,
        "drivers.md": drivers.page,
        "steps.md": steps.page,
    }
)
"""The text of each page by its file in `docs/reference`, in the order in which a reader needs them."""
