"""The system under test and the way to drive it, as options of a command line."""

from __future__ import annotations

import re
from dataclasses import dataclass, field, fields
from itertools import pairwise
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    import pytest

REFERENCE = "reference"
BROKEN_PREFIX = "broken:"
"""What stands before the name of a broken engine, where a sync is named."""
PREFIX = "--syncproof-"
"""What stands before the names of options with pytest, where other people have options, too: `--syncproof-sut`."""


def _option(default: object, name: str, metavar: str, text: str, *, unset: str = "") -> Any:  # noqa: ANN401 - of the field's type
    """Return a field that is an option; `unset` says what holds without it, where its default does not say so."""
    with_pytest = PREFIX + name.removeprefix("--")
    return field(
        default=default,
        metadata={"run": name, "pytest": with_pytest, "metavar": metavar, "help": text, "unset": unset},
    )


@dataclass(frozen=True, slots=True)
class Sut:
    """A sync in this process by its name, or else a command, a daemon's command, or a url. Times in seconds.

    Each field is an option of `syncproof run`, and, behind a prefix, of pytest with our plugin.
    """

    driver: str = _option(
        REFERENCE, "--driver", "NAME", f"A built-in sync: `{REFERENCE}`, or `{BROKEN_PREFIX}NAME` with one defect."
    )
    command: str | None = _option(None, "--sut", "CMD", "Your sync: a command that does one pass.", unset="none")
    daemon: bool = _option(
        False,  # noqa: FBT003 - a default
        "--sut-daemon",
        "",
        "CMD keeps running, and does a pass for each POST /pass.",
        unset="off",
    )
    url: str | None = _option(None, "--sut-url", "URL", "Your sync: a service that is running at URL.", unset="none")
    attach: bool = _option(
        False,  # noqa: FBT003 - a default
        "--attach",
        "",
        "For a debugger: no time-outs, and exactly one scenario.",
        unset="off",
    )
    check_protocol: bool = _option(
        False,  # noqa: FBT003 - a default
        "--check-protocol",
        "",
        "Validate the SUT's output against the JSON Schemas.",
        unset="off",
    )
    start_timeout: float = _option(10.0, "--start-timeout", "S", "Seconds that a daemon may take to start.")
    pass_timeout: float = _option(30.0, "--pass-timeout", "S", "Seconds that a pass may take.")
    rest: float = _option(
        2.0,
        "--rest",
        "S",
        "Seconds without a write after which a service that reports no passes counts as idle.",
    )
    port: int = _option(
        0,
        "--sut-port",
        "N",
        "First of the ports in a row, one for each system and one for the clock; 0: any free ports.",
    )
    folder: str | None = _option(
        None, "--sut-dir", "DIR", "Folder for the SUT's checklist file and state.", unset="a temporary folder"
    )
    cwd: str | None = _option(None, "--sut-cwd", "DIR", "Folder that CMD starts in.", unset="the current one")
    env: tuple[str, ...] = _option(
        (),
        "--sut-env",
        "NAME",
        "Of your environment, CMD gets this variable, PATH, HOME, LANG and TMPDIR, and no other; repeatable.",
        unset="CMD gets all",
    )
    passes: int = _option(1, "--sut-passes", "N", "Your sync declares: one round of all its work takes so many passes.")
    writes: int = _option(
        0, "--sut-writes", "N", "Your sync declares: a pass makes at most so many writes; 0: no limit."
    )
    debounce: float = _option(
        0.0, "--sut-debounce", "S", "Your sync declares: an edit is carried when it has been still for so long."
    )
    marks: tuple[str, ...] = _option(
        (),
        "--sut-mark",
        "WHAT",
        "Your sync declares: it leaves one such record of its own on each paired record, as `Trello Attachments`; "
        "repeatable.",
        unset="none",
    )

    @property
    def declared_marks(self) -> frozenset[tuple[str, str]]:
        """The system and the datatype of each mark of its own that the SUT declares."""
        return frozenset((system, datatype) for system, _, datatype in (mark.partition(" ") for mark in self.marks))

    @property
    def outside(self) -> bool:
        """Whether the SUT is another process."""
        return self.command is not None or self.url is not None

    def arguments(self, of: str) -> Iterator[str]:
        """Yield the options that stand for this SUT, `of` run or of pytest."""
        for each in fields(self):
            name, value = each.metadata[of], getattr(self, each.name)
            if value is True:
                yield name
            elif value != each.default:
                for one in value if isinstance(value, tuple) else (value,):
                    text = f"{one:g}" if isinstance(one, float) else str(one)
                    # To argparse a value that begins with a dash is an option, unless joined; people read it better
                    # alone.
                    yield from [f"{name}={text}"] if of == "pytest" else [name, text]

    @classmethod
    def from_options(cls, value_of: Callable[[str], Any]) -> Sut:
        """Return the SUT that pytest's options stand for; `value_of` gives the value of an option by its name."""
        values: dict[str, Any] = {}
        for each in fields(cls):
            value = value_of(each.metadata["pytest"])
            values[each.name] = tuple(value) if isinstance(each.default, tuple) else value
        return cls(**values)


DECLARATIONS = ("passes", "writes", "debounce", "marks")
"""The fields in which a SUT declares what it does: it is judged by that, and the report says so."""
THE_REFERENCE = Sut()
"""The reference sync, in this process."""


def declared(options: Sequence[str]) -> str:
    """Return what a SUT declares, of the options by which it was run; '' where it declares nothing."""
    names = {each.metadata["run"] for each in fields(Sut) if each.name in DECLARATIONS}
    return " ".join(f"{name} {value}" for name, value in pairwise(options) if name in names)


def kind_of(default: object) -> type:
    """Return the type of an option's values, by the default of the option; an option with several has texts."""
    return str if default is None or isinstance(default, tuple) else type(default)


def add_options(group: pytest.OptionGroup) -> None:
    """Add an option for each field of a Sut to pytest's options."""
    for each in fields(Sut):
        say = each.metadata
        text = f"{say['help']} [default: {say['unset'] or '%(default)s'}]"
        options = {"default": each.default, "help": text}
        if isinstance(each.default, bool):
            group.addoption(say["pytest"], action="store_true", **options)
        elif isinstance(each.default, tuple):
            several = {**options, "default": list(each.default)}
            group.addoption(say["pytest"], action="append", metavar=say["metavar"], **several)
        else:
            group.addoption(say["pytest"], type=kind_of(each.default), metavar=say["metavar"], **options)


def as_in_pytest(text: str) -> str:
    """Return what is said of the options of `syncproof run` with the names that they have in pytest."""
    names = "|".join(each.metadata["run"].removeprefix("--") for each in fields(Sut))
    return re.sub(rf"(?<![\w-])--({names})(?![\w-])", rf"{PREFIX}\1", text)
