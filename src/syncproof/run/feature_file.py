"""A feature file as pytest collects it: the module of its scenarios."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterable
from contextlib import suppress
from functools import cached_property
from pathlib import Path
from types import ModuleType
from typing import TYPE_CHECKING, Any
from warnings import catch_warnings, simplefilter

import pytest
from pytest_bdd import scenarios
from pytest_bdd.scenario import scenario_wrapper_template_registry

from syncproof.checklist import KINDS
from syncproof.errors import BadInput, together
from syncproof.run.garbage import not_searched
from syncproof.run.ignored import Ignored
from syncproof.run.scenario import MARK, title_of
from syncproof.run.usage import is_of_run, listed
from syncproof.stories.feature import load, section_of
from syncproof.stories.rules import RULES
from syncproof.stories.soundness import PLACEHOLDER

if TYPE_CHECKING:
    from syncproof.steps.world import World

_WITH_ARGUMENTS = ("parametrize", "usefixtures", "filterwarnings")
"""Marks of pytest's own that mean nothing without arguments, which a tag does not have."""
UNSOUND = pytest.StashKey[bool]()
"""Whether something is wrong in a feature that was collected."""


class Tags:
    """Turns the tags of a feature into the one mark: marks of their names can be other people's."""

    def __init__(self, config: pytest.Config) -> None:
        self._config = config

    def pytest_bdd_apply_tag(self, tag: str, function: pytest.Function) -> bool:
        """Mark a scenario with the rule that a tag names; the kind of a sentence follows from the rule.

        Any other tag is the writer's own: a mark of this name, which nobody has to register.
        """
        if tag in RULES:
            rule = RULES[tag]
            getattr(pytest.mark, MARK)(rule=rule.id, kind=rule.sentence, level=rule.level)(function)
        elif tag not in KINDS and tag not in _WITH_ARGUMENTS:
            self._config.addinivalue_line("markers", f"{tag}: a tag of a feature")
            # A tag can be a text that is no name of a mark: then the tag marks nothing.
            with catch_warnings(), suppress(AttributeError, pytest.fail.Exception):
                simplefilter("ignore", pytest.PytestUnknownMarkWarning)
                getattr(pytest.mark, tag)(function)
        return True


@pytest.fixture(name="world")
def _world(syncproof_world: World) -> World:
    """Give the steps of a feature their world. Each feature has this fixture: no other `world` takes its place."""
    return syncproof_world


class FeatureFile(pytest.Module):
    """A feature file, as the module of its scenarios."""

    def _getobj(self) -> ModuleType:
        # pytest-bdd defines the scenarios in the namespace that calls `scenarios`: each file gets one of its own.
        namespace: dict[str, Any] = {"scenarios": scenarios, "__file__": str(self.path)}
        tags = Tags(self.config)
        self.config.pluginmanager.register(tags)  # for as long as this file is read: others have tags of their own
        try:
            exec(compile(f"scenarios({str(self.path)!r})", str(self.path), "exec"), namespace)  # noqa: S102 - our own words
        finally:
            self.config.pluginmanager.unregister(tags)
        module = ModuleType(re.sub(r"\W", "_", self.path.stem))
        tests = {name: value for name, value in namespace.items() if name.startswith("test_")}
        vars(module).update({name: value for name, value in tests.items() if self._may_be_listed(value)})
        vars(module)["world"] = _world
        return module

    def _may_be_listed(self, test: Callable[..., object]) -> bool:
        """Whether a run may want a scenario, as far as the name says that its rows have not filled in yet.

        A run of one story would otherwise wait for pytest to make an item of each scenario of the file.
        """
        if (names := self._names_listed) is None:
            return True
        name = scenario_wrapper_template_registry[test].name
        return bool(re.search(_with_any_row(name), names, re.MULTILINE))

    @cached_property
    def _names_listed(self) -> str | None:
        """The names of this file's scenarios that the run has listed, a line each; None for all."""
        keys = listed(self.config)
        if keys is None:
            return None
        here = (self.path.parent.name, section_of(self.path))
        return "\n".join(name for document, section, name in keys if (document, section) == here)

    @not_searched()
    def collect(self) -> Iterable[pytest.Item | pytest.Collector]:
        """Return the scenarios. Raises CollectError, which names all that is wrong in the file.

        `syncproof run`, which lists its scenarios, has read the file, and accounts for them.
        """
        is_listed = bool(self.config.getoption("--syncproof-listed"))
        if is_listed and is_of_run(self.config):
            return super().collect()
        Ignored.of(self.config).collected(self.path)
        if wrong := self._problems():
            self.config.stash[UNSOUND] = True
            raise self.CollectError(str(together(wrong)))
        items = list(super().collect())
        if is_listed:
            return items
        planned = Counter(name for block in load(self.path).blocks for one in block.scenarios for name in one.names)
        found = Counter(title_of(item) for item in items if isinstance(item, pytest.Item))
        if planned != found:
            names = ", ".join(sorted({*(planned - found), *(found - planned)}))
            raise self.CollectError(f"{self.path}: pytest-bdd and this file disagree on the scenarios: {names}")
        return items

    def _problems(self) -> list[BadInput]:
        from syncproof.run.vocabulary import problems  # noqa: PLC0415 - a pytest run without features needs no steps

        elsewhere = self.config.getoption("--syncproof-checklists")
        folder = Path(elsewhere) / self.path.parent.name if elsewhere else self.path.parent
        plugins = self.config.pluginmanager.get_plugins()
        return problems(self.path, folder, [each.__name__ for each in plugins if isinstance(each, ModuleType)])


def is_scenario(item: pytest.Item) -> bool:
    """Whether an item comes from a feature file of a checklist."""
    return isinstance(item.parent, FeatureFile)


def _with_any_row(title: str) -> str:
    """Return the pattern of the titles that a title has with its rows, see `title_of`."""
    return f"^{PLACEHOLDER.sub('.*', re.escape(title))}( \\[.*\\])?$"
