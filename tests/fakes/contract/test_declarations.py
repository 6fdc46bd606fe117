"""What a system declares of itself is what it does: callers ask the declarations, and keep no list of systems."""

from __future__ import annotations

import re

import pytest

from syncproof.fakes import ALL_CAPABILITIES, FAKES, make_systems
from syncproof.fakes.kit.clock import Clock
from syncproof.ledger import Ledger


@pytest.mark.parametrize("system", FAKES)
def test_a_system_is_listed_by_its_own_name(system: str) -> None:
    assert FAKES[system].name == system


@pytest.mark.parametrize("system", FAKES)
def test_the_environment_names_the_credentials_and_so_does_the_way_to_sign_in(system: str) -> None:
    fake = FAKES[system](Clock(), Ledger())

    url, *secrets = fake.environment

    assert (url, secrets) == ("URL", [name.upper() for name in fake.credentials])
    assert re.findall(r"\$(\w+)", fake.sign_in) == [f"SYNCPROOF_{system.upper()}_{name}" for name in secrets]


@pytest.mark.parametrize("system", FAKES)
def test_another_process_is_given_no_less(system: str) -> None:
    fake = FAKES[system](Clock(), Ledger())

    assert fake.credentials.items() <= fake.all_credentials.items()


@pytest.mark.parametrize("lacking", [frozenset[str](), ALL_CAPABILITIES, frozenset({"unlimited-plan"})])
def test_systems_are_made_alike_and_each_has_the_capabilities_that_it_knows(lacking: frozenset[str]) -> None:
    clock, ledger = Clock(), Ledger()

    systems = make_systems(clock, ledger, seed=7, capabilities=ALL_CAPABILITIES - lacking)

    assert list(systems) == list(FAKES)
    assert {id(fake.ledger) for fake in systems.values()} == {id(ledger)}
    clock.advance(3)
    assert {fake.clock.now for fake in systems.values()} == {clock.now}
    assert {name: fake.capabilities for name, fake in systems.items() if fake.all_capabilities} == {
        "Trello": ALL_CAPABILITIES - lacking
    }


@pytest.mark.parametrize("system", FAKES)
def test_a_capability_that_a_system_does_not_know_is_a_mistake_of_ours(system: str) -> None:
    with pytest.raises(ValueError, match="no such capability: flying"):
        FAKES[system](Clock(), Ledger(), capabilities=frozenset({"flying"}))
