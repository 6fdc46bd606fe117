"""The wheel: every folder of modules is a package of it."""

from __future__ import annotations

import os
import subprocess
import sys
import tomllib
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
FOLDERS = {"syncproof": "src/syncproof", **{f"syncproof.{name}": name for name in ("fakes", "steps", "features")}}


def test_every_package_is_in_the_wheel() -> None:
    packages = tomllib.loads((ROOT / "pyproject.toml").read_text())["tool"]["setuptools"]["packages"]

    assert sorted(packages) == sorted(
        ".".join((name, *file.parent.relative_to(ROOT / folder).parts))
        for name, folder in FOLDERS.items()
        for file in (ROOT / folder).rglob("__init__.py")
    )


@pytest.mark.thorough
def test_a_run_leaves_nothing_beside_the_installed_modules_that_uninstalling_would_leave(tmp_path: Path) -> None:
    chosen = ["--section", "task-to-cards", "--only", "every.created", "--workers", "2"]
    environ = {name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"}

    done = subprocess.run(  # noqa: S603 - our own command
        [sys.executable, "-m", "syncproof", "run", *chosen],
        env={**environ, "PYTHONPYCACHEPREFIX": str(tmp_path)},
        capture_output=True,
        text=True,
        check=False,
    )

    assert done.returncode == 0, done.stderr
    cached = [path.name for path in tmp_path.rglob("*.pyc") if "syncproof" in str(path)]
    assert cached
    assert [name for name in cached if "-pytest-" in name] == []
