"""Whatever an option is given, the command ends with one clear message: nothing waits, breaks or is lost."""

from __future__ import annotations

import os
import random
from collections.abc import Callable
from pathlib import Path
from typing import NamedTuple

import pytest

from syncproof.cli import main
from syncproof.errors import BadInput
from syncproof.inputs import text_of
from tests.cli.hostile.confinement import Confinement, Ended

SUT = ("--sut", "true")
GOOD = "good.rst"
DOCUMENT = Path(__file__).parents[1] / "documents" / "good" / "a-title-with-to.rst"
ONE = ("--examples", "1")
READS: tuple[tuple[str, ...], ...] = (
    ("run",),
    ("run", "--baseline"),
    ("run", "--features"),
    ("run", "--last-failed"),
    ("run", "--swept"),
    ("sweep",),
    ("sweep", "--features"),
    ("campaign", *ONE),
    ("replay",),
    ("report",),
    ("merge",),
    ("list", "rules", "--features"),
    ("explain", "every.created", "--features"),
    ("check",),
    ("diff", GOOD),
    ("accept", "--dry-run"),
    ("sign", "--by", "me"),
    ("verify",),
    ("baseline", "prune"),
    ("sync", "--checklist"),
)
"""The words before a path that is read."""
WRITES: tuple[tuple[str, ...], ...] = (
    *(("run", option) for option in ("--json", "--junit", "--markdown", "--events")),
    ("run", *SUT, "--sut-dir"),
    ("run", *SUT, "--sut-cwd"),
    ("run", "--sut"),
    ("sweep", "--json"),
    ("sweep", "--save"),
    ("campaign", *ONE, "--save"),
    ("campaign", *ONE, "--database"),
    *(("run", option) for option in ("--html", "--messages", "--har", "--allure", "--csv", "--badge", "--history")),
    ("init-sut", "python"),
    ("accept", GOOD, "--features"),
    ("check", GOOD, "--json"),
    ("check", GOOD, "--markdown"),
)
"""The words before a path that is written to, or in which something is started."""
TEXTS: tuple[tuple[str, ...], ...] = (
    ("run", "--section"),
    ("run", "--only"),
    ("run", "--driver"),
    ("run", "--shard"),
    ("run", "--seeds"),
    ("run", "--sut-url"),
    ("sweep", "--fault"),
    ("sweep", "--story"),
    ("explain",),
    ("list",),
    ("serve", "--host"),
)
"""The words before a text."""


def _fifo(folder: Path) -> Path:
    path = folder / "pipe"
    os.mkfifo(path)
    return path


def _loop(folder: Path) -> Path:
    path = folder / "loop"
    path.symlink_to(path)
    return path


def _holding(content: bytes) -> Callable[[Path], Path]:
    def write(folder: Path) -> Path:
        path = folder / "held"
        path.write_bytes(content)
        return path

    return write


def _undecodable(folder: Path) -> Path:
    path = folder / os.fsdecode(b"\xff\xfe")
    path.write_bytes(b"x")
    return path


NOWHERE: dict[str, Callable[[Path], Path]] = {
    "a loop of links": _loop,
    "too long a name": lambda folder: folder / ("x" * 300),
    "too long a path": lambda _: Path("x/" * 3000),
}
HOSTILE: dict[str, Callable[[Path], Path]] = NOWHERE | {
    "a pipe that nobody writes to": _fifo,
    "a device without end": lambda _: Path("/dev/zero"),
    "a device that is empty": lambda _: Path(os.devnull),
    "a name that is not UTF-8": _undecodable,
    "an empty file": _holding(b""),
    "no text": _holding(bytes(range(256))),
    "a null": _holding(b"\0" * 5000),
    "TOML nested deep": _holding(b"a = " + b"[" * 5000 + b"]" * 5000),
    "TOML with a long number": _holding(b"a = " + b"9" * 5000),
    "JSON nested deep": _holding(b"[" * 100_000),
    "JSON with a long number": _holding(b"9" * 5000),
    "JSON with a number without end": _holding(b'{"schema": NaN}'),
    "a document nested deep": _holding(b"".join(b"  " * depth + b"* x\n\n" for depth in range(1500))),
    "a document of one line": _holding(b"x" * 3_000_000),
    "a document of comments": _holding(b".. " + b"c" * 3_000_000),
}
LONG: dict[str, str] = {
    "a long word": "x" * 100_000,
    "long words": "x y" * 30_000,
    "a line break": "a\nb",
    "an escape": "\x1b[31m",
    "no letter": "\u202e\u0000".replace("\0", ""),
    "half a letter": "\udc80",
    "a percent sign": "%s%n{0}",
}


class Case(NamedTuple):
    """The words before something hostile, and what that is."""

    words: tuple[str, ...]
    what: str

    def __str__(self) -> str:
        return f"{' '.join(self.words)} {self.what}"


SHOWN = ("rendered.json.gz", "a device without end")
EMPTY = {"an empty file", "a device that is empty"}
"""A baseline may have no entry yet."""
PATHS = [Case(words, what) for words in READS for what in HOSTILE if not (words[-1] == "--baseline" and what in EMPTY)]
PATHS += [Case(words, what) for words in WRITES for what in NOWHERE]
OTHERS = [Case(words, what) for words in TEXTS for what in LONG]
SOME = {str(each) for each in random.Random(0).sample([*PATHS, *OTHERS], 60)}  # noqa: S311 - the same ones each time
"""A nightly job has the time for all."""


def marked(cases: list[Case]) -> list[object]:
    marks = {str(each): [] if str(each) in SOME else [pytest.mark.exhaustive] for each in cases}
    return [pytest.param(each, marks=marks[str(each)], id=str(each)) for each in cases]


def is_refused(ended: Ended) -> None:
    """Claim that a command line was refused, clearly and without any trouble."""
    said = ended.err or ended.out  # what a check finds is its result

    assert ended.troubles == []
    assert ended.code == 2
    assert "\n  do       " in said or said.startswith("syncproof: ")


@pytest.mark.parametrize("case", marked(PATHS))
def test_a_path_that_helps_nobody_is_refused(case: Case, tmp_path: Path, confinement: Confinement) -> None:
    if GOOD in case.words:
        (tmp_path / GOOD).write_bytes(DOCUMENT.read_bytes())

    is_refused(confinement.run([*case.words, str(HOSTILE[case.what](tmp_path))], tmp_path))


@pytest.mark.parametrize("case", marked(OTHERS))
def test_a_text_that_helps_nobody_is_refused(case: Case, tmp_path: Path, confinement: Confinement) -> None:
    is_refused(confinement.run([*case.words, LONG[case.what]], tmp_path))


@pytest.mark.parametrize("what", [what for what in HOSTILE if what not in NOWHERE])
def test_hostile_settings_are_refused(what: str, tmp_path: Path, confinement: Confinement) -> None:
    HOSTILE[what](tmp_path).replace(tmp_path / "pyproject.toml") if "device" not in what else (
        tmp_path / "pyproject.toml"
    ).symlink_to(HOSTILE[what](tmp_path))

    is_refused(confinement.run(["run", "--section", "no such section"], tmp_path))


def accepted(confinement: Confinement, folder: Path) -> Path:
    """Accept a document in a folder, and return the folder of its features."""
    (folder / GOOD).write_bytes(DOCUMENT.read_bytes())
    ended = confinement.run(["accept", GOOD, "--features", "features"], folder)
    assert (ended.code, ended.troubles) == (0, []), ended.err
    return next((folder / "features").iterdir())


IN_FOLDERS = ("a pipe that nobody writes to", "a device without end", "a loop of links")


@pytest.mark.parametrize(
    ("name", "what"),
    [
        pytest.param(name, what, marks=[] if (name, what) == SHOWN else [pytest.mark.exhaustive])
        for name in ("checklist.toml", "meanings.toml", "rendered.json.gz", "suit-to-freight.feature")
        for what in IN_FOLDERS
    ],
)
def test_a_folder_of_features_that_holds_something_else_hurts_nobody(
    name: str, what: str, tmp_path: Path, confinement: Confinement
) -> None:
    features = accepted(confinement, tmp_path)
    (features / name).unlink()
    (features / name).symlink_to(HOSTILE[what](tmp_path))
    (tmp_path / "new.rst").write_bytes(DOCUMENT.read_bytes().replace(b"name", b"nmae", 3))
    for words in (("check", GOOD), ("run", GOOD, "--only", "every.created"), ("accept", "new.rst")):
        ended = confinement.run([*words, "--features", "features"], tmp_path)

        assert (words, ended.troubles) == (words, [])


def test_a_report_may_have_as_long_a_name_as_a_file_can(tmp_path: Path) -> None:
    report = tmp_path / ("x" * 255)

    assert main(["run", "--section", "task-to-cards", "--only", "every.created", "--json", str(report)]) == 0
    assert report.stat().st_size > 0


def test_a_device_without_end_fills_no_memory() -> None:
    with pytest.raises(BadInput, match="a device without end"):
        text_of(Path("/dev/zero"), "a report", largest=1 << 30)
