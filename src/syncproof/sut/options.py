"""What is under test and how it is driven, as a command line orders it."""

from __future__ import annotations

from dataclasses import dataclass, field, fields
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    import pytest

REFERENCE = "reference"


def _option(default: object, names: str, value: str, says: str) -> Any:  # noqa: ANN401 - of the field's type
    run, _, with_pytest = names.partition(" ")
    told = {"run": run, "pytest": with_pytest or run, "metavar": value, "help": says}
    return field(default=default, metadata=told)


@dataclass(frozen=True, slots=True)
class Sut:
    """A sync in this process by its name, or else a command, a daemon's command, or a url. Times in seconds.

    Each field is an option of `syncproof run`, and of pytest with our plugin.
    """

    driver: str = _option(REFERENCE, "--driver --sut-driver", "NAME", "A sync that comes along, by its name.")
    command: str | None = _option(None, "--sut", "CMD", "Your sync: CMD does one pass and ends.")
    daemon: bool = _option(False, "--sut-daemon", "", "CMD runs on, and does a pass for each POST /pass.")  # noqa: FBT003 - a default
    url: str | None = _option(None, "--sut-url", "URL", "Your sync, as a service that runs already.")
    attach: bool = _option(False, "--attach --sut-attach", "", "For a debugger: no time-outs, one scenario.")  # noqa: FBT003 - a default
    check_protocol: bool = _option(
        False,  # noqa: FBT003 - a default
        "--check-protocol --sut-check-protocol",
        "",
        "Hold what the SUT says against the schemas.",
    )
    start_timeout: float = _option(10.0, "--start-timeout --sut-start-timeout", "S", "Seconds for a daemon to start.")
    pass_timeout: float = _option(30.0, "--pass-timeout --sut-pass-timeout", "S", "Seconds for a pass.")
    rest: float = _option(
        2.0, "--rest --sut-rest", "S", "Seconds without a write after which a service that tells no passes rests."
    )
    port: int = _option(0, "--sut-port", "N", "The first of four ports for the systems; 0: any.")
    folder: str | None = _option(None, "--sut-dir", "DIR", "Where the SUT's checklist and state are kept.")

    @property
    def outside(self) -> bool:
        """Whether it is another process."""
        return self.command is not None or self.url is not None

    def arguments(self, of: str) -> Iterator[str]:
        """Yield the options that order it, `of` run or of pytest."""
        for each in fields(self):
            name, value = each.metadata[of], getattr(self, each.name)
            if value is True:
                yield name
            elif value != each.default:
                text = f"{value:g}" if isinstance(value, float) else str(value)
                # What begins with a dash is no value to argparse, unless it is joined; to people it reads better alone.
                yield from [f"{name}={text}"] if of == "pytest" else [name, text]

    @classmethod
    def from_options(cls, value_of: Callable[[str], Any]) -> Sut:
        """Return what pytest's options order, each asked for by its name."""
        return cls(**{each.name: value_of(each.metadata["pytest"]) for each in fields(cls)})


THE_REFERENCE = Sut()
"""The sync that comes along, in this process."""


def kind_of(default: object) -> type:
    """Return what an option's value is, by what it is where it is not given."""
    return str if default is None else type(default)


def add_options(group: pytest.OptionGroup) -> None:
    """Add all of them to pytest's."""
    for each in fields(Sut):
        told = {"default": each.default, "help": each.metadata["help"], "dest": f"sut_{each.name}"}
        if isinstance(each.default, bool):
            group.addoption(each.metadata["pytest"], action="store_true", **told)
        else:
            group.addoption(
                each.metadata["pytest"], type=kind_of(each.default), metavar=each.metadata["metavar"], **told
            )
