"""The ways of driving a SUT in another process. A new way is a driver's file, and a row of `WAYS`."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from pkgutil import resolve_name
from types import MappingProxyType
from typing import NamedTuple, cast

from syncproof.drivers.address import check_url
from syncproof.drivers.driver import Driver, SystemsView
from syncproof.drivers.executable import check_command
from syncproof.sut import Sut


class Way(NamedTuple):
    """A way of driving a SUT, and the options that go with it."""

    name: str
    """The SUT that is driven this way, as messages call it."""
    drives: Callable[[Sut], bool]
    """Whether a SUT is driven this way."""
    driver: str
    """The driver's class, as `module:Class`; a run in this process does not load it."""
    named_by: str
    """The field of `Sut` that names the SUT."""
    check: Callable[[Sut], None]
    """Raises BadInput where what names the SUT is wrong."""
    usage: str
    """How the command line asks for this way."""
    options: Mapping[str, str] = MappingProxyType({})
    """The fields of `Sut` that no other way takes, each with the reason."""

    def make(self, sut: Sut, systems: SystemsView) -> Driver:
        """Load the driver, and return one for a SUT."""
        return cast("Driver", resolve_name(self.driver)(sut, systems))


WAYS = (
    # The first that drives a SUT is taken.
    Way(
        "a service",
        drives=lambda sut: sut.url is not None,
        driver="syncproof.drivers.service:Service",
        named_by="url",
        check=check_url,
        usage="--sut-url URL",
        options={"rest": "no other sync is watched until it rests"},
    ),
    Way(
        "a daemon",
        drives=lambda sut: sut.command is not None and sut.daemon,
        driver="syncproof.drivers.daemon:Daemon",
        named_by="command",
        check=check_command,
        usage="--sut CMD --sut-daemon",
        options={
            "daemon": "a service needs no such option",
            "start_timeout": "no other sync is waited for while it starts",
        },
    ),
    Way(
        "a command",
        drives=lambda sut: sut.command is not None,
        driver="syncproof.drivers.command:Command",
        named_by="command",
        check=check_command,
        usage="--sut CMD",
    ),
)


def way_of(sut: Sut) -> Way | None:
    """Return the way in which a SUT is driven, None for a SUT in this process."""
    return next((way for way in WAYS if way.drives(sut)), None)
