"""Whoever ends the process of a run with success before its scenarios are judged, fails the run."""

from __future__ import annotations

import os
import shutil
import subprocess
from pathlib import Path

import pytest

from syncproof import features
from tests.plain_pytest import COMMAND

pytestmark = pytest.mark.thorough

FOLDER = Path(next(iter(features.__path__)))
SECTION = "contact-to-members.feature"
SAID = "syncproof: the process ends before its scenarios are judged: they have no verdict"
BREAKS = "--syncproof-driver=broken:backfills-only"
NOW = "    import os; os._exit(0)"
EXITS = {
    "while it is loaded, by os._exit": ("import os; os._exit(0)", ()),
    "while it is loaded, by sys.exit": ("import sys; sys.exit(0)", ()),
    "before anything is collected": (
        "import pytest\ndef pytest_sessionstart():\n    pytest.exit('enough', returncode=0)",
        (),
    ),
    "before a story": (f"def pytest_runtest_setup():\n{NOW}", ()),
    "after a story that fails": (f"def pytest_sessionfinish():\n{NOW}", (BREAKS,)),
    "at the very end, after a story that fails": (f"def pytest_unconfigure():\n{NOW}", (BREAKS,)),
    "of the main process of workers": (f"def pytest_unconfigure():\n{NOW}", (BREAKS, "-n", "1")),
}


def run(
    folder: Path,
    source: str,
    *options: str,
    named: str = f"customerp-trello/{SECTION}",
    agreed: str = "",
    **variables: str,
) -> tuple[int, str]:
    """Return the exit code and the output of pytest, which plays one story beside a `conftest.py`.

    `named` is what pytest is to play, `agreed` what the checklist says instead of what syncproof does. The process
    has no variables of another run of pytest, and the further `variables`.
    """
    place = folder / "customerp-trello"
    place.mkdir()
    for name in (SECTION, "checklist.toml"):
        shutil.copy(FOLDER / "customerp-trello" / name, place)
    if agreed:
        (place / "checklist.toml").write_text(agreed)
    (folder / "conftest.py").write_text(source)
    command = [*COMMAND, "--syncproof-only=every.created"]
    environ = {name: value for name, value in os.environ.items() if not name.startswith("PYTEST")} | variables
    done = subprocess.run(  # noqa: S603 - our own words
        [*command, named, *options],
        cwd=folder,
        env=environ,
        check=False,
        capture_output=True,
        text=True,
    )
    return done.returncode, done.stdout + done.stderr


@pytest.mark.parametrize("when", EXITS)
def test_a_conftest_that_ends_the_process_with_success_fails_the_run(when: str, tmp_path: Path) -> None:
    source, options = EXITS[when]

    code, said = run(tmp_path, source, *options)

    assert (code, SAID in said) == (pytest.ExitCode.TESTS_FAILED, True), said


@pytest.mark.parametrize("settings", ["", "[pytest]\ntestpaths = customerp-trello\n"])
def test_a_run_that_names_nothing_is_watched_from_the_beginning_too(settings: str, tmp_path: Path) -> None:
    (tmp_path / "pytest.ini").write_text(settings)

    code, said = run(tmp_path, "from os import _exit\n_exit(0)", named="-q")

    assert (code, SAID in said) == (pytest.ExitCode.TESTS_FAILED, True), said


def test_a_run_that_names_nothing_may_leave_the_features_aside_and_end_as_it_likes(tmp_path: Path) -> None:
    (tmp_path / "test_other.py").write_text("def test_other(): pass")
    source = f"{IGNORES}\ndef pytest_unconfigure():\n{NOW}"

    code, said = run(tmp_path, source, named="-q")

    assert (code, SAID in said) == (pytest.ExitCode.OK, False), said
    assert "[100%]" in said


@pytest.mark.parametrize("options", [(), ("-n", "1")])
def test_the_variable_of_a_worker_alone_makes_no_worker(options: tuple[str, ...], tmp_path: Path) -> None:
    code, said = run(tmp_path, EXITS["before a story"][0], *options, PYTEST_XDIST_WORKER="gw0")

    assert code != pytest.ExitCode.OK, said
    assert options or SAID in said


IGNORES = "collect_ignore_glob = ['*.feature']"


def test_a_conftest_that_hides_the_features_from_other_tests_that_pass_fails_the_run(tmp_path: Path) -> None:
    (tmp_path / "test_other.py").write_text("def test_other(): pass")

    code, said = run(tmp_path, IGNORES, "test_other.py", named="customerp-trello")

    assert (code, "nobody judged these features: " in said) == (pytest.ExitCode.TESTS_FAILED, True), said


@pytest.mark.parametrize(
    ("options", "agreed"), [(("--ignore=customerp-trello",), ""), ((), 'title = "Things to pack"\n')]
)
def test_features_that_are_left_out_on_purpose_or_somebody_elses_disturb_nobody(
    options: tuple[str, ...], agreed: str, tmp_path: Path
) -> None:
    (tmp_path / "test_other.py").write_text("def test_other(): pass")

    code, said = run(tmp_path, IGNORES, "test_other.py", *options, named="customerp-trello", agreed=agreed)

    assert (code, SAID in said) == (pytest.ExitCode.OK, False), said


def test_a_conftest_that_calls_a_failed_run_a_success_changes_nothing(tmp_path: Path) -> None:
    source = (
        "import pytest\n@pytest.hookimpl(wrapper=True, tryfirst=True)\n"
        "def pytest_cmdline_main(config):\n    yield\n    return 0"
    )

    assert run(tmp_path, source, BREAKS)[0] == pytest.ExitCode.TESTS_FAILED


def test_a_conftest_that_turns_playing_into_collecting_fails_the_run(tmp_path: Path) -> None:
    source = "def pytest_configure(config):\n    config.option.collectonly = True\n"

    assert run(tmp_path, source)[0] == pytest.ExitCode.TESTS_FAILED


def test_a_fixture_in_the_place_of_ours_is_refused_and_the_sync_that_was_played_is_named(tmp_path: Path) -> None:
    source = "import pytest\n@pytest.fixture\ndef syncproof_world():\n    return None\n"

    code, said = run(tmp_path, source, BREAKS)

    text = "conftest.py:2: the fixture syncproof_world is not syncproof's own, so nothing would be judged"
    assert (code, text in said) == (pytest.ExitCode.INTERRUPTED, True), said
    assert "syncproof 0.1.0, seed 0, driver broken:backfills-only" in said


def test_who_ends_the_process_with_the_status_of_its_run_ends_the_process_so(tmp_path: Path) -> None:
    source = "import os\ndef pytest_sessionfinish(session, exitstatus):\n    os._exit(int(exitstatus))"

    code, said = run(tmp_path, source)

    assert (code, SAID in said) == (pytest.ExitCode.OK, False), said


@pytest.mark.parametrize("text", [None, ""])
def test_features_whose_checklist_is_gone_or_empty_are_refused_beside_other_tests(
    text: str | None, tmp_path: Path
) -> None:
    (tmp_path / "test_other.py").write_text("def test_other(): pass")
    folder = tmp_path / "features/customerp-trello"
    folder.mkdir(parents=True)
    (folder / "rendered.json.gz").touch()
    shutil.copy(FOLDER / "customerp-trello" / SECTION, folder)
    if text is not None:
        (folder / "checklist.toml").write_text(text)

    code, said = run(tmp_path, "", "test_other.py", named="features")

    assert code == pytest.ExitCode.INTERRUPTED, said
    assert "checklist.toml" in said
