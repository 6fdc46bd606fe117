"""The hooks of a pytest run with features of ours: choose among the scenarios, and make each one's outcome.

`plugin` loads this module with the first feature.
"""

from __future__ import annotations

from collections.abc import Generator

import pytest
from pytest_bdd.compat import getfixturedefs
from pytest_bdd.parser import Step

from syncproof.errors import BadInput, SutShared
from syncproof.report.failure import wrapped
from syncproof.run.feature_file import UNSOUND, is_scenario
from syncproof.run.garbage import set_aside
from syncproof.run.scenario import ScenarioReport, planned_of
from syncproof.run.usage import check_choice, check_listed, choice_of, is_of_run, listed
from syncproof.stories.choice import Choice

_OURS = "syncproof.steps.fixtures"
_FIXTURES = ("syncproof_stage", "syncproof_open_stage", "syncproof_checklists", "syncproof_world")
_REPORT = pytest.StashKey[ScenarioReport]()
_BEGAN = pytest.StashKey[bool]()
"""Whether a scenario has been played with the SUT."""


def pytest_collection_modifyitems(session: pytest.Session, config: pytest.Config, items: list[pytest.Item]) -> None:
    """Keep the scenarios that were chosen, and none where a feature is not sound."""
    if UNSOUND in config.stash and hasattr(config, "workerinput"):
        # After an error in its collection, pytest plays nothing; pytest-xdist's workers would.
        items.clear()
        session.shouldstop = "nothing is played while a feature is not sound"
    choice, wanted = choice_of(config), listed(config)
    if choice == Choice() and wanted is None:
        return
    found = {item: planned_of(item) for item in items if is_scenario(item)}
    if not session.testsfailed:  # a feature that was not collected may have what was chosen
        try:
            check_choice(choice, found.values())
            if wanted is not None and not is_of_run(config):
                check_listed(wanted, {each.key for each in found.values()})
        except pytest.UsageError as error:
            if not hasattr(config, "workerinput"):
                raise
            # The main process hears of nothing but reports.
            report = pytest.CollectReport("", "failed", str(error), [])
            config.hook.pytest_collectreport(report=report)

    def chosen(item: pytest.Item) -> bool:
        each = found.get(item)
        return each is not None and choice.takes(each.rule, each.name) and (wanted is None or each.key in wanted)

    config.hook.pytest_deselected(items=[item for item in items if not chosen(item)])
    items[:] = [item for item in items if chosen(item)]
    if wanted is not None:
        places = {key: place for place, key in enumerate(wanted)}
        items.sort(key=lambda item: places[found[item].key])


@pytest.hookimpl(wrapper=True)
def pytest_runtestloop() -> Generator[None, object, object]:
    """Spare what was collected every search for garbage."""
    with set_aside():
        return (yield)


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
        if report.world is None:
            _check_fixtures(request)
            report.world = request.getfixturevalue("syncproof_world")
        report.step(f"{step.keyword.strip()} {step.name}")


def _check_fixtures(request: pytest.FixtureRequest) -> None:
    """Raise BadInput where a fixture of somebody else's stands in the place of ours: it could claim anything."""
    for name in _FIXTURES:
        found = getfixturedefs(request._fixturemanager, name, request.node) or ()  # noqa: SLF001 - as pytest-bdd looks
        if others := [each for each in found if each.func.__module__ != _OURS]:
            code = others[-1].func.__code__
            raise BadInput(
                f"the fixture {name} is not syncproof's own, so nothing would be judged",
                where=f"{code.co_filename}:{code.co_firstlineno}",
                do="give your fixture another name",
            )


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
        if scenario.stops and (isinstance(scenario.stops, BadInput | SutShared) or _BEGAN not in item.config.stash):
            # Every other scenario would wait for the same, and end the same.
            report.user_properties.append(("stops", [type(scenario.stops).__name__, str(scenario.stops)]))
            item.session.shouldstop = str(scenario.stops)
        if report.when == "teardown":
            item.config.stash.setdefault(_BEGAN, True)
            report.user_properties.append(("outcome", scenario.outcome().as_json()))
            report.user_properties.append(("advice", scenario.advice))
            report.user_properties.append(("traceback", scenario.traceback))
    return report
