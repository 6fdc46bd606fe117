"""Plugins of other people's, which take scenarios away from a run or call them what they are not."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TypeAlias

import pytest

from syncproof.run import session

FOREIGN = {
    # name: (a plugin of somebody else's, the words that say what happened)
    "deselects": (
        "def pytest_collection_modifyitems(config, items):\n    config.hook.pytest_deselected(items=[items.pop()])\n",
        "the scenario is planned, and pytest did not collect the scenario",
    ),
    "takes away": (
        "def pytest_collection_modifyitems(items):\n    items.pop()\n",
        "the scenario was collected, and no process reported the end",
    ),
    "doubles": (
        "def pytest_collection_modifyitems(items):\n    items.append(items[-1])\n",
        "the scenario was judged 2 times: pass, ",
    ),
    "plays none": (
        "def pytest_runtest_protocol(item):\n    return True\n",
        "the scenario was collected, and no process reported the end",
    ),
    "calls none": (
        "def pytest_pyfunc_call(pyfuncitem):\n    return True\n",
        "the scenario asserted nothing",
    ),
    "skips": (
        "import pytest\ndef pytest_runtest_setup(item):\n    pytest.skip('too slow')\n",
        "the scenario was not played: too slow",
    ),
    "expects to fail": (
        "import pytest\ndef pytest_runtest_setup(item):\n    pytest.xfail('later')\n",
        "the scenario was not played: later",
    ),
    "exits": (
        "import pytest\ndef pytest_runtest_call(item):\n    pytest.exit('enough', returncode=0)\n",
        "the scenario was collected, and no process reported the end",
    ),
    "raises in a step": (
        "def pytest_bdd_after_step(step):\n    raise ZeroDivisionError('half a step')\n",
        "ZeroDivisionError: half a step",
    ),
    "raises in teardown": (
        "def pytest_runtest_teardown(item):\n    raise ZeroDivisionError('half a teardown')\n",
        "ZeroDivisionError: half a teardown",
    ),
    "breaks pytest": (
        (
            "import pytest\n"
            "@pytest.hookimpl(trylast=True)\n"
            "def pytest_runtest_logreport(report):\n"
            "    if report.when == 'teardown':\n"
            "        raise OSError('cannot send (already closed?)')\n"
        ),
        "pytest itself broke: OSError: cannot send (already closed?)",
    ),
    "drops reports": (
        (
            "import pytest\n"
            "@pytest.hookimpl(tryfirst=True)\n"
            "def pytest_runtest_logreport(report):\n"
            "    report.user_properties.clear()\n"
        ),
        "the scenario was collected, and no process reported the end",
    ),
}

Foreign: TypeAlias = Callable[[str], None]
Plain: TypeAlias = Callable[..., tuple[int, str]]
PLAIN = [
    f"--config-file={Path(session.__file__).parent / 'session.ini'}",
    "--noconftest",
    *("-p", "no:cacheprovider"),
    *("-p", "no:unraisableexception"),  # its search for garbage goes through all that the tests before have left
]
"""The options with which pytest takes no settings and no `conftest.py` of a project's."""


@pytest.fixture
def foreign(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Foreign:
    """Let a run load a plugin of somebody else's, given as its source."""
    original = pytest.main

    def load(source: str) -> None:
        name = f"foreign_{abs(hash(source))}"
        (tmp_path / f"{name}.py").write_text(source)
        monkeypatch.syspath_prepend(str(tmp_path))

        def with_foreign(arguments: Sequence[str], plugins: Sequence[object]) -> int | pytest.ExitCode:
            return original(["-p", name, *arguments], plugins)

        monkeypatch.setattr(pytest, "main", with_foreign)

    return load


@pytest.fixture
def plain(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]) -> Plain:
    """Let a test run pytest itself on features in this process, with few plugins, and return exit code and output.

    `source` is that of a plugin of somebody else's, `plugins` are further ones of pytest's.
    """
    monkeypatch.setenv("PYTEST_DISABLE_PLUGIN_AUTOLOAD", "1")

    def run(file: Path, *options: str, source: str = "", plugins: Sequence[object] = ()) -> tuple[int, str]:
        names = ["pytest_bdd.plugin", "syncproof.run.plugin"]
        if source:
            names.append(f"foreign_{abs(hash(source))}")
            (tmp_path / f"{names[-1]}.py").write_text(source)
            monkeypatch.syspath_prepend(str(tmp_path))
        loaded = [word for each in names for word in ("-p", each)]
        code = pytest.main([*PLAIN, f"--confcutdir={file.parent}", *loaded, *options, str(file)], plugins)
        said = capfd.readouterr()
        return int(code), said.out + said.err

    return run
