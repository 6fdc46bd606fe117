"""A hostile command line, with its files and its variables."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field

ONE_STORY = ("--section", "task-to-cards", "--only", "every.created: A new task")


@dataclass(frozen=True, slots=True)
class Attack:
    """A command line, the files that lie in its folder, and the variables that it finds."""

    name: str
    words: tuple[str, ...]
    files: Callable[[], Mapping[str, bytes]] = dict
    """Makes the files anew: those of all command lines together would fill 100 MB."""
    environ: Mapping[str, str] = field(default_factory=dict)

    def __str__(self) -> str:
        return self.name
