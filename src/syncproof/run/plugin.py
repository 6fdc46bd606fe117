"""The pytest plugin: adds options and one mark, and collects feature files.

Every pytest run in an environment with syncproof loads this module, and most of these runs have nothing to do with
syncproof. So each name that is added begins with `syncproof`; only features with a `checklist.toml` beside them are
collected; and all that playing them takes, pytest-bdd too, is imported with the first of them.
"""

from __future__ import annotations

import argparse
import os
import sys
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from syncproof.sut.options import PREFIX, add_options

if TYPE_CHECKING:
    from collections.abc import Generator, Iterable

    from syncproof.run.feature_file import FeatureFile
    from syncproof.run.gaps import Worker

_HOOKS = f"{__package__}.hooks"
_OF_DOCUMENT = pytest.StashKey["dict[Path, bool]"]()
"""Whether a folder is that of a document, of those that pytest asked for."""
_NAMES_FEATURES = pytest.StashKey[bool]()
"""Whether the arguments of pytest name features."""
_CHECKED = pytest.StashKey[bool]()
"""Whether our options were checked."""
_FILE = "checklist.toml"
_WORKER = "PYTEST_XDIST_WORKER"
"""The variable that pytest-xdist sets for its workers, of which the main process sees the end."""

# ruff: noqa: PLC0415 - a pytest run without features waits for none of these


def pytest_addoption(parser: pytest.Parser) -> None:
    """Add the options that choose the SUT and the scenarios."""
    group = parser.getgroup("syncproof")
    add_options(group)
    for name, metavar, text in (
        ("checklists", "DIR", "Folder of checklists to play instead of the accepted ones. [default: none]"),
        ("trello-lacks", "NAMES", "Capabilities that the fake Trello lacks. [default: none]"),
        ("level", "L", "Only rules of these levels, with commas between them. [default: all]"),
        ("listed", "F", "Only the scenarios in this JSON file. [default: all]"),
        ("collected", "F", "Write the scenarios collected to this JSON file. [default: not written]"),
    ):
        group.addoption(f"{PREFIX}{name}", default="", metavar=metavar, help=text)
    group.addoption(
        f"{PREFIX}only",
        action="append",
        default=[],
        metavar="TEXT",
        help="Only scenarios of this rule, or of this title; repeatable. [default: all]",
    )
    group.addoption(
        f"{PREFIX}stop-file",
        default="",
        metavar="F",
        help=argparse.SUPPRESS,  # `syncproof run` ends a run with this file
    )
    group.addoption(
        f"{PREFIX}traces",
        action="store_true",
        help=argparse.SUPPRESS,  # `syncproof run` asks for what its reports show
    )
    group.addoption(
        f"{PREFIX}again",
        default=None,
        metavar="WORDS",
        help=argparse.SUPPRESS,  # the words with which `syncproof run` finds documents and features again
    )
    group.addoption(
        f"{PREFIX}seed", default=0, type=int, metavar="N", help="Seed of everything random. [default: %(default)s]"
    )


@pytest.hookimpl(wrapper=True)
def pytest_load_initial_conftests(early_config: pytest.Config, args: list[str]) -> Generator[None]:
    """Watch over a run of features from before a `conftest.py` is loaded, which may end the process."""
    if _is_worker():
        return (yield)
    named = _have_features(_named(args))
    # Of a run that names nothing, pytest takes the settings, or else the current folder.
    if not named and (_named(args) or not _have_features(early_config.getini("testpaths") or (".", "features"))):
        return (yield)
    from syncproof.run.early_exit import EarlyExit

    early_exit = EarlyExit.of(early_config, must_play=named)
    early_config.stash[_NAMES_FEATURES] = named
    yield
    early_config.pluginmanager.register(early_exit)  # after all others, so that its hooks have the last word
    return None


def pytest_configure(config: pytest.Config) -> None:
    """Register the mark, which also works with `--strict-markers`."""
    config.addinivalue_line("markers", "syncproof(rule, kind, level): a scenario of one of syncproof's features")
    if "syncproof" in (expression := config.getoption("markexpr", "")):
        from syncproof.run.mark_expression import check_marks_chosen

        check_marks_chosen(expression)
    if config.stash.get(_NAMES_FEATURES, False):  # a wrong option found later would be shown with a traceback
        _check_options(config)


@pytest.hookimpl(optionalhook=True)
def pytest_configure_node(node: Worker) -> None:
    """Let no scenario of a worker of pytest-xdist go missing: the main process itself collects nothing."""
    from syncproof.run.gaps import Gaps

    Gaps.of(node.config).name_file(node)


@pytest.hookimpl(optionalhook=True)
def pytest_testnodedown(node: Worker) -> None:
    """Take in what a worker of pytest-xdist has ignored."""
    if rows := getattr(node, "workeroutput", {}).get("syncproof_ignored"):
        from syncproof.run.ignored import Ignored

        Ignored.of(node.config).take(rows)


@pytest.hookimpl(wrapper=True, tryfirst=True)
def pytest_ignore_collect(collection_path: Path, config: pytest.Config) -> Generator[None, bool | None, bool | None]:
    """Note what pytest ignores, if features can be there."""
    is_ignored = yield
    path = collection_path
    if is_ignored and path.name != "__pycache__" and (path.suffix == ".feature" or path.is_dir()):
        from syncproof.run.ignored import Ignored

        Ignored.of(config).note(path)
    return is_ignored


def pytest_collect_file(file_path: Path, parent: pytest.Collector) -> FeatureFile | None:
    """Collect a feature of a checklist."""
    if file_path.suffix != ".feature":
        return None
    from syncproof.checklist.accepted import is_of_document

    # Asked for each feature beside each feature that pytest is given.
    known = parent.config.stash.setdefault(_OF_DOCUMENT, {})
    folder = file_path.parent
    if folder not in known:
        known[folder] = is_of_document(folder)
    if not known[folder]:
        return None
    _check_pytest_bdd(parent.config)
    from syncproof.run.feature_file import FeatureFile
    from syncproof.run.ignored import Ignored

    _load_hooks(parent.config)
    Ignored.of(parent.config).offered(file_path)
    return FeatureFile.from_parent(parent, path=file_path)


def _is_worker() -> bool:
    """Whether this process is a worker of pytest-xdist: who sets the variable alone has not started it by execnet."""
    return _WORKER in os.environ and "execnet.gateway_base" in sys.modules


def _named(arguments: Iterable[str]) -> list[str]:
    """Return the files and folders that the arguments of a pytest run name."""
    # An argument can be any text, which `exists` alone bears.
    places = [each.partition("::")[0] for each in arguments if not each.startswith("-")]
    return [each for each in places if os.path.exists(each)]  # noqa: PTH110


def _have_features(places: Iterable[str]) -> bool:
    """Whether one of these places is a feature, or a folder in which there are some."""
    folders = [Path(each) for each in places]
    if any(each.suffix == ".feature" for each in folders):
        return True
    found = [file.parent for each in folders for pattern in (_FILE, f"*/{_FILE}") for file in each.glob(pattern)]
    if not any(path for each in found for path in each.glob("*.feature")):
        return False
    from syncproof.checklist.accepted import is_of_document

    return any(map(is_of_document, found))


def _load_hooks(config: pytest.Config) -> None:
    """Load the steps, and what follows the scenarios through pytest, once in a run that its options allow."""
    from importlib import import_module

    from syncproof.run.gaps import Gaps
    from syncproof.run.vocabulary import MODULES

    if not config.pluginmanager.has_plugin(_HOOKS):
        _check_options(config)
        _derive_systems(config)
    Gaps.of(config)
    for module in (_HOOKS, f"{__package__}.lookup", *MODULES):
        if not config.pluginmanager.has_plugin(module):
            config.pluginmanager.register(import_module(module), module)


def _check_options(config: pytest.Config) -> None:
    """Raise UsageError for a wrong option, once in a run."""
    if not config.stash.get(_CHECKED, False):
        from syncproof.run.usage import check_options

        config.stash[_CHECKED] = True
        check_options(config)


def _derive_systems(config: pytest.Config) -> None:
    """Let this process know the systems of the checklists that a run gives to its workers."""
    if folder := config.getoption("--syncproof-checklists"):
        from syncproof.checklist.accepted import load_all
        from syncproof.fakes import FAKES
        from syncproof.stories.playable import playable

        FAKES.derive(map(playable, load_all(Path(folder))))


def _check_pytest_bdd(config: pytest.Config) -> None:
    if not hasattr(config.hook, "pytest_bdd_before_step"):
        raise pytest.UsageError(
            "features need the plugin pytest-bdd, which is switched off\n  do       -p pytest_bdd.plugin"
        )
