"""Files, variables and numbers that are nearly right: one of the exit codes, no traceback, and never much of anything.

With those of `test_hostile_input.py`, there are more than six hundred command lines.
"""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.cli.hostile.attack import Attack
from tests.cli.hostile.confinement import Confinement
from tests.cli.hostile.files import attacks_by_files
from tests.cli.hostile.variables import attacks_by_numbers, attacks_by_variables
from tests.cli.test_hostile_input import OTHERS, PATHS

ATTACKS = attacks_by_files() | {"a variable": attacks_by_variables(), "a number": attacks_by_numbers()}
QUICK = 1
"""How many of a kind are played by every run of the tests."""
PARTS = [
    *(pytest.param(each[:QUICK], id=f"some of {kind}") for kind, each in ATTACKS.items()),
    *(pytest.param(each[QUICK:], id=f"all of {kind}", marks=pytest.mark.exhaustive) for kind, each in ATTACKS.items()),
]


def laid_out(attack: Attack, folder: Path) -> Path:
    for name, content in attack.files().items():
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_bytes(content)
    return folder


@pytest.mark.parametrize("some", PARTS)
def test_what_is_nearly_right_hurts_nobody(some: list[Attack], confinement: Confinement, tmp_path: Path) -> None:
    found = {}
    for number, attack in enumerate(some):
        folder = tmp_path / str(number)
        folder.mkdir()
        ended = confinement.run(attack.words, laid_out(attack, folder), attack.environ)
        if ended.troubles:
            found[str(attack)] = (ended.troubles, ended.err[-600:])

    assert found == {}


def test_there_are_more_than_six_hundred() -> None:
    count = sum(map(len, ATTACKS.values()))

    assert len({str(each) for some in ATTACKS.values() for each in some}) == count
    assert count > 600
    assert count + len(PATHS) + len(OTHERS) > 1200
