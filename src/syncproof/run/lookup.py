"""The slow parts of pytest-bdd, done quickly for the features of our folders.

For each step that is played, pytest-bdd asks pytest about every fixture of the session, tries the pattern of each
definition, and makes a fixture of what it found for as long as it asks pytest for that fixture, which takes longer than
most steps; and features say the same sentences again and again. So while features are played, the answers are kept with
the folder, for as long as pytest keeps the folder, and a step that has one definition is played by that. Which
definitions a feature sees depends on its folder and the folders above alone: a feature file defines no steps. Other
people's scenarios are looked up as before. What arguments a step's function takes, Python is asked once.

For each scenario that is collected, pytest-bdd asks for the file of its caller, and Python reads the lines of the code
for the answer; and Gherkin's parser is slower than it need be, see `QuickParser`.

`plugin` loads this module with the first feature.
"""

from __future__ import annotations

import sys
from collections.abc import Callable
from functools import cache
from importlib import import_module
from inspect import signature
from typing import TYPE_CHECKING, TypeAlias
from weakref import WeakKeyDictionary

import pytest
from pytest_bdd import gherkin_parser
from pytest_bdd.compat import get_fixture_names, getfixturedefs
from pytest_bdd.scenario import find_fixturedefs_for_step, get_step_function
from pytest_bdd.steps import step_function_context_registry
from pytest_bdd.utils import get_caller_module_path, get_required_args

from syncproof.run.definition import Definition
from syncproof.run.feature_file import is_scenario
from syncproof.stories.gherkin import QuickParser

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from _pytest.fixtures import FixtureDef, FixtureManager
    from _pytest.nodes import Node
    from pytest_bdd.parser import Step
    from pytest_bdd.steps import StepFunctionContext

_Definitions: TypeAlias = "dict[tuple[str, str], list[FixtureDef[object]]]"

_KNOWN = pytest.StashKey[_Definitions]()
"""The definitions of the steps of a folder's features, by the step's type and text."""
_VISIBLE = pytest.StashKey["list[tuple[FixtureDef[object], Definition]]"]()
"""The definitions that a folder's features see."""
_DEFINITIONS: WeakKeyDictionary[Callable[..., object], Definition] = WeakKeyDictionary()
"""The definitions that were read before, by the function that pytest keeps of each."""


def _found(step: Step, fixturemanager: FixtureManager, node: Node) -> Iterable[FixtureDef[object]]:
    """Return the definitions that match a step, as pytest-bdd's own function does."""
    folder = node.parent and node.parent.parent
    if not (isinstance(node, pytest.Item) and is_scenario(node) and folder):
        return find_fixturedefs_for_step(step, fixturemanager, node)
    known = folder.stash.setdefault(_KNOWN, {})
    key = step.type, step.name
    if key not in known:
        if _VISIBLE not in folder.stash:
            folder.stash[_VISIBLE] = list(_visible(fixturemanager, node))
        visible = folder.stash[_VISIBLE]
        known[key] = [each for each, definition in visible if definition.is_step(*key)]
    return known[key]


def _context(request: pytest.FixtureRequest, step: Step) -> StepFunctionContext | None:
    """Return the definition of a step, as pytest-bdd's own function does, which chooses where there are several."""
    if is_scenario(request.node):
        found = list(_found(step, request._fixturemanager, request.node))  # noqa: SLF001 - as pytest-bdd itself
        if len(found) == 1:
            return step_function_context_registry[found[0].func]
    return get_step_function(request, step)


def _visible(fixturemanager: FixtureManager, node: Node) -> Iterator[tuple[FixtureDef[object], Definition]]:
    """Yield the definitions of steps that a node sees, in the order in which pytest-bdd goes through them."""
    for name in get_fixture_names(fixturemanager):
        for each in getfixturedefs(fixturemanager, name, node) or ():
            if context := step_function_context_registry.get(each.func):
                if each.func not in _DEFINITIONS:
                    _DEFINITIONS[each.func] = Definition(context)
                yield each, _DEFINITIONS[each.func]


def _calling_file(depth: int = 2) -> str:
    """Return the file of a caller's code, as pytest-bdd's own function does."""
    return sys._getframe(depth).f_code.co_filename  # noqa: SLF001 - as pytest-bdd itself


def pytest_configure(config: pytest.Config) -> None:
    """Let pytest-bdd use what is here, until the run ends; it has no hook for this."""
    patch = pytest.MonkeyPatch()
    # By the name of the module: the package has a function of the same name.
    scenario = import_module("pytest_bdd.scenario")
    patch.setattr(scenario, find_fixturedefs_for_step.__name__, _found)
    patch.setattr(scenario, get_step_function.__name__, _context)
    patch.setattr(scenario, signature.__name__, cache(signature))
    patch.setattr(scenario, get_required_args.__name__, cache(get_required_args))
    patch.setattr(scenario, get_caller_module_path.__name__, _calling_file)
    patch.setattr(gherkin_parser, "Parser", QuickParser)
    config.add_cleanup(patch.undo)
