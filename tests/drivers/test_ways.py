"""The ways of driving a SUT: which of them a SUT is driven in, and what a new one takes."""

from __future__ import annotations

from pkgutil import resolve_name
from typing import cast

import pytest

from syncproof.drivers import SystemsView, driver_of, ways
from syncproof.drivers.check import check
from syncproof.drivers.ways import WAYS, Way, way_of
from syncproof.errors import BadInput
from syncproof.sut import Sut

NO_SYSTEMS = cast("SystemsView", None)


class Toy:
    """A driver that nobody has seen before."""

    def __init__(self, sut: Sut, _: SystemsView) -> None:
        self.sut = sut


@pytest.mark.parametrize(
    ("sut", "way"),
    [
        (Sut(), None),
        (Sut(driver="broken:drifts"), None),
        (Sut(command="true"), "a command"),
        (Sut(command="true", daemon=True), "a daemon"),
        (Sut(url="http://127.0.0.1:1"), "a service"),
    ],
)
def test_a_sut_is_driven_in_one_way(sut: Sut, way: str | None) -> None:
    found = way_of(sut)

    assert (found.name if found else None) == way


@pytest.mark.parametrize("way", WAYS, ids=lambda way: way.name)
def test_the_driver_of_each_way_can_be_loaded(way: Way) -> None:
    assert resolve_name(way.driver).outside is True


def test_a_new_way_is_a_driver_and_a_row(monkeypatch: pytest.MonkeyPatch) -> None:
    def never(sut: Sut) -> None:
        raise BadInput(f"no toy is called {sut.command}", do="--sut toy:duck")

    row = Way(
        "a toy",
        drives=lambda sut: (sut.command or "").startswith("toy:"),
        driver=f"{__name__}:Toy",
        named_by="command",
        check=never,
        usage="--sut toy:NAME",
    )
    monkeypatch.setattr(ways, "WAYS", (row, *WAYS))
    monkeypatch.setattr("syncproof.drivers.check.WAYS", (row,))
    sut = Sut(command="toy:dog")

    driver = driver_of(sut, lambda _: None, NO_SYSTEMS)

    assert cast("Toy", driver).sut == sut
    with pytest.raises(BadInput, match="no toy is called toy:dog"):
        check(sut)
