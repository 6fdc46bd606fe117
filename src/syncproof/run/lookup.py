"""The definitions of a step, looked up once for the features of a folder.

For each step that is played, pytest-bdd asks pytest about every fixture of the session, which takes longer than most
steps; and features say the same sentences again and again. So while features are played, the answer is kept with the
folder, for as long as pytest keeps the folder. Which definitions a feature sees depends on its folder and the folders
above alone: a feature file defines no steps. Other people's scenarios are looked up as before.

`plugin` loads this module with the first feature.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, TypeAlias

import pytest
from pytest_bdd.scenario import find_fixturedefs_for_step

from syncproof.run.feature_file import is_scenario

if TYPE_CHECKING:
    from collections.abc import Iterable

    from _pytest.fixtures import FixtureDef, FixtureManager
    from _pytest.nodes import Node
    from pytest_bdd.parser import Step

_Definitions: TypeAlias = "dict[tuple[str, str], list[FixtureDef[object]]]"

_KNOWN = pytest.StashKey[_Definitions]()
"""The definitions of the steps of a folder's features, by the step's type and text."""


def _found(step: Step, fixturemanager: FixtureManager, node: Node) -> Iterable[FixtureDef[object]]:
    """Return the definitions that match a step, as pytest-bdd's own function does."""
    folder = node.parent and node.parent.parent
    if not (isinstance(node, pytest.Item) and is_scenario(node) and folder):
        return find_fixturedefs_for_step(step, fixturemanager, node)
    known = folder.stash.setdefault(_KNOWN, {})
    key = step.type, step.name
    if key not in known:
        known[key] = list(find_fixturedefs_for_step(step, fixturemanager, node))
    return known[key]


def pytest_configure(config: pytest.Config) -> None:
    """Let pytest-bdd find the definitions here, until the run ends; it has no hook for this."""
    patch = pytest.MonkeyPatch()
    # By the name of the module: the package has a function of the same name.
    patch.setattr(import_module("pytest_bdd.scenario"), find_fixturedefs_for_step.__name__, _found)
    config.add_cleanup(patch.undo)
