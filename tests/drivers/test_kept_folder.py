"""A folder that is kept is the same again, whatever became of it meanwhile."""

from __future__ import annotations

import os
import shutil
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

import pytest

from syncproof.drivers.driver import Rewindable
from syncproof.drivers.kept_folder import KeptFolder
from syncproof.steps.stage import Stage, on_stage
from syncproof.sut import Sut
from tests.drivers.conftest import Script


@pytest.fixture
def kept(tmp_path: Path) -> Path:
    """Make a folder with a file that nobody may write, an older one with a link to it, and an empty folder."""
    folder = tmp_path / "kept"
    (folder / "state" / "closed").mkdir(parents=True)
    (folder / "state" / "empty").mkdir()
    (folder / "state" / "cursor").write_bytes(b"7\n\x00")
    (folder / "state" / "closed" / "secret").write_text("x")
    (folder / "latest").symlink_to("state/cursor")
    (folder / "state" / "closed" / "secret").chmod(0o400)
    (folder / "state" / "closed").chmod(0o750)
    os.utime(folder / "state" / "cursor", ns=(1, 2))
    return folder


def seen(folder: Path) -> list[tuple[object, ...]]:
    return [
        (
            str(each.relative_to(folder)),
            each.lstat().st_mode,
            each.readlink() if each.is_symlink() else each.read_bytes() if each.is_file() else b"",
            0 if each.is_symlink() else each.stat().st_mtime_ns,
        )
        for each in sorted(folder.rglob("*"))
    ]


def put_a_folder_instead(folder: Path) -> None:
    (folder / "latest").unlink()
    (folder / "latest").mkdir()


MEANWHILE: dict[str, Callable[[Path], object]] = {
    "nothing": lambda _: None,
    "another content": lambda folder: (folder / "state" / "cursor").write_text("8"),
    "one more": lambda folder: (folder / "new").touch(),
    "a link to elsewhere": lambda folder: (folder / "new").symlink_to(folder.parent),
    "a folder instead": put_a_folder_instead,
    "all gone": shutil.rmtree,
}


@pytest.mark.parametrize("meanwhile", MEANWHILE)
def test_a_folder_is_as_it_was(kept: Path, meanwhile: str) -> None:
    before, moment = seen(kept), KeptFolder(kept)
    beside = kept.parent / "beside"
    beside.touch()

    for _ in range(2):
        MEANWHILE[meanwhile](kept)
        moment.again()

    assert seen(kept) == before
    assert beside.exists()


def test_a_pipe_is_left_out(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe")

    KeptFolder(tmp_path).again()

    assert not list(tmp_path.iterdir())


def test_a_command_goes_back_to_a_moment(script: Script) -> None:
    command = script('#!/bin/sh\necho >>"$SYNCPROOF_STATE_DIR/passes"; wc -l <"$SYNCPROOF_STATE_DIR/passes"; exit 1')
    with closing(Stage(Sut(command=command), 0)) as stage, on_stage(stage):
        driver = stage.driver
        assert isinstance(driver, Rewindable)
        driver.begin({"sections": []}, stage.environ)

        def passes(count: int) -> list[str]:
            said = []
            for _ in range(count):
                driver.run_pass()
                said.append(driver.printed().strip())
            return said

        before = passes(1)
        kept = driver.keep()
        after = passes(2)
        driver.back(kept)

        assert (before, after, passes(2)) == (["1"], ["2", "3"], ["2", "3"])
