"""The wheel: every folder of modules is a package of it."""

from __future__ import annotations

import tomllib
from pathlib import Path

ROOT = Path(__file__).parent.parent
FOLDERS = {"syncproof": "src/syncproof", **{f"syncproof.{name}": name for name in ("fakes", "steps", "features")}}


def test_every_package_is_in_the_wheel() -> None:
    packages = tomllib.loads((ROOT / "pyproject.toml").read_text())["tool"]["setuptools"]["packages"]

    assert sorted(packages) == sorted(
        ".".join((name, *file.parent.relative_to(ROOT / folder).parts))
        for name, folder in FOLDERS.items()
        for file in (ROOT / folder).rglob("__init__.py")
    )
