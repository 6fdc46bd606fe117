"""The pytest plugin: collects feature files, chooses among their scenarios, and makes each one's outcome.

The plugin collects only features with a `checklist.toml` beside them: it leaves other people's feature files alone.
"""

from __future__ import annotations

import json
from collections.abc import Generator
from importlib import import_module
from pathlib import Path

import pytest
from pytest_bdd.parser import Step

from syncproof.checklist import KINDS
from syncproof.errors import BadInput
from syncproof.report.failure import wrapped
from syncproof.run.gaps import Gaps
from syncproof.run.scenario import UNSOUND, FeatureFile, ScenarioReport, is_feature, is_scenario, rule_of, title_of
from syncproof.stories.choice import Choice
from syncproof.stories.rules import LEVELS, RULES
from syncproof.sut import Sut
from syncproof.sut.options import add_options

_REPORT = pytest.StashKey[ScenarioReport]()
_BEGAN = pytest.StashKey[bool]()
"""Whether a scenario has been played with the SUT."""


def pytest_addoption(parser: pytest.Parser) -> None:
    """Add the options that choose the SUT and the scenarios."""
    group = parser.getgroup("syncproof")
    add_options(group)
    group.addoption(
        "--sut-checklists",
        default="",
        metavar="DIR",
        help="Folder of checklists to play instead of the accepted ones. [default: none]",
    )
    group.addoption(
        "--sut-seed", default=0, type=int, metavar="N", help="Seed of everything random. [default: %(default)s]"
    )
    group.addoption(
        "--trello-lacks", default="", metavar="NAMES", help="Capabilities that the fake Trello lacks. [default: none]"
    )
    group.addoption(
        "--rules-of-level", default="", metavar="L", help=f"Only rules of: {', '.join(LEVELS)}. [default: all]"
    )
    group.addoption(
        "--rules-only",
        action="append",
        default=[],
        metavar="TEXT",
        help="Only scenarios of this rule, or of this title; repeatable. [default: all]",
    )
    group.addoption(
        "--scenarios-listed", default="", metavar="F", help="Only the scenarios in this JSON file. [default: all]"
    )
    group.addoption(
        "--scenarios-collected",
        default="",
        metavar="F",
        help="Write the scenarios collected to this JSON file. [default: not written]",
    )
    group.addoption(
        "--syncproof-again",
        default=None,
        metavar="WORDS",
        help="Words with which `syncproof run` finds documents and features again. [default: the feature's folder]",
    )


def pytest_configure(config: pytest.Config) -> None:
    """Register the rules' ids and the sentence kinds as marks, which tags become; let no scenario go missing."""
    config.pluginmanager.register(Gaps(config))
    for kind in KINDS:
        config.addinivalue_line("markers", f"{kind}: scenarios of a sentence of this kind")
    for rule in RULES.values():
        config.addinivalue_line("markers", f"{rule.id}: {rule.story} ({rule.level})")


def pytest_collect_file(file_path: Path, parent: pytest.Collector) -> FeatureFile | None:
    """Collect a feature of a checklist."""
    if is_feature(file_path):
        _check_sut(parent.config)
        _check_capabilities(parent.config.getoption("--trello-lacks"))
        from syncproof.run.vocabulary import MODULES  # noqa: PLC0415 - a pytest run without features needs no steps

        for module in MODULES:
            if not parent.config.pluginmanager.has_plugin(module):
                parent.config.pluginmanager.register(import_module(module), module)
        return FeatureFile.from_parent(parent, path=file_path)
    return None


def _check_sut(config: pytest.Config) -> None:
    from syncproof.drivers.check import check  # noqa: PLC0415 - a pytest run without features does not wait for it

    try:
        check(Sut.from_options(config.getoption))
    except BadInput as error:
        raise pytest.UsageError(str(error)) from error


def _check_capabilities(names: str) -> None:
    from syncproof.fakes.trello.capabilities import CAPABILITIES  # noqa: PLC0415 - as above

    for name in filter(None, names.split(",")):
        if name not in CAPABILITIES:
            raise pytest.UsageError(f"--trello-lacks {name}: no such capability; use some of {', '.join(CAPABILITIES)}")


def pytest_collection_modifyitems(session: pytest.Session, config: pytest.Config, items: list[pytest.Item]) -> None:
    """Keep the scenarios that were chosen, and none where a feature is not sound."""
    if UNSOUND in config.stash and hasattr(config, "workerinput"):
        # After an error in its collection, pytest plays nothing; pytest-xdist's workers would.
        items.clear()
        session.shouldstop = "nothing is played while a feature is not sound"
    levels = tuple(level for level in config.getoption("--rules-of-level").split(",") if level)
    choice = Choice(levels=levels, only=tuple(config.getoption("--rules-only")))
    file = config.getoption("--scenarios-listed")
    if choice == Choice() and not file:
        return
    listed = {tuple(each) for each in json.loads(Path(file).read_text(encoding="utf-8"))} if file else set()

    def chosen(item: pytest.Item) -> bool:
        return (
            is_scenario(item)
            and choice.takes(rule_of(item).id, title_of(item))
            and (not file or (item.path.parent.name, item.path.stem, title_of(item)) in listed)
        )

    config.hook.pytest_deselected(items=[item for item in items if not chosen(item)])
    items[:] = [item for item in items if chosen(item)]


@pytest.hookimpl(wrapper=True)
def pytest_runtest_protocol(item: pytest.Item) -> Generator[None, object, object]:
    """Open a report for a scenario."""
    if not is_scenario(item):
        return (yield)
    item.stash[_REPORT] = ScenarioReport(item)
    try:
        return (yield)
    finally:
        # pytest keeps its items to the end, and they would keep the scenario's whole world.
        del item.stash[_REPORT]


def pytest_bdd_before_step(request: pytest.FixtureRequest, step: Step) -> None:
    """Note a step of the story."""
    if _REPORT in request.node.stash:
        report = request.node.stash[_REPORT]
        report.world = report.world or request.getfixturevalue("world")
        report.step(f"{step.keyword.strip()} {step.name}")


def pytest_bdd_step_func_lookup_error(request: pytest.FixtureRequest, step: Step) -> None:
    """Note a step that has no definition: the story ends there."""
    if _REPORT in request.node.stash:
        request.node.stash[_REPORT].step(f"{step.keyword.strip()} {step.name}   (no step is defined so)")


@pytest.hookimpl(wrapper=True, tryfirst=True)
def pytest_runtest_makereport(
    item: pytest.Item, call: pytest.CallInfo[None]
) -> Generator[None, pytest.TestReport, pytest.TestReport]:
    """Close the report of a scenario: its outcome travels with pytest's report, which is never better."""
    report = yield
    if _REPORT in item.stash:
        scenario = item.stash[_REPORT]
        scenario.phase(call)
        # What is skipped, or fails as somebody expected, is not green either.
        vars(report).pop("wasxfail", None)
        if scenario.failure:
            report.outcome, report.longrepr = "failed", wrapped(scenario.failure)
        if scenario.stops and (isinstance(scenario.stops, BadInput) or _BEGAN not in item.config.stash):
            # Every other scenario would wait for the same, and end the same.
            report.user_properties.append(("stops", [type(scenario.stops).__name__, str(scenario.stops)]))
            item.session.shouldstop = str(scenario.stops)
        if report.when == "teardown":
            item.config.stash.setdefault(_BEGAN, True)
            report.user_properties.append(("outcome", scenario.outcome().as_json()))
    return report
