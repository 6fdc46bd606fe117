"""What the tests of additions begin with: `syncproof` with the toys, and a document's folder of features."""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
from collections.abc import Callable, Iterator, Mapping
from contextlib import AbstractContextManager
from pathlib import Path
from typing import Any, NamedTuple, TypeAlias

import httpx
import pytest

from syncproof.checklist import Checklist
from syncproof.checklist.accepted import FILE
from syncproof.checklist.accepted_text import dump
from syncproof.checklist.declared import Declared
from syncproof.fakes import FAKES
from syncproof.stories.render import rendered
from tests.additions.shop import Shop

ROOT = Path(__file__).parent.parent.parent
WITH_TOYS = f"{sys.executable} -m tests.additions"
"""The command that is `syncproof` with the toys."""
DECLARED: Declared = {**FAKES.declared, "Shop": Shop.datatypes}


class Ran(NamedTuple):
    """What a command ended with and printed, and the scenarios of the run, by title."""

    code: int
    text: str
    scenarios: dict[str, dict[str, Any]]

    def verdicts(self) -> dict[str, str]:
        """Return the verdict of each scenario."""
        return {title: each["verdict"] for title, each in self.scenarios.items()}


Toyed: TypeAlias = Callable[..., Ran]
Served: TypeAlias = Mapping[str, Mapping[str, str]]
"""The addresses and credentials that `syncproof serve --json` prints."""


@pytest.fixture
def toyed(tmp_path: Path) -> Toyed:
    """Let a test run a command of `syncproof` with the toys."""

    def run(command: str, *options: str) -> Ran:
        summary = tmp_path / "summary.json"
        environment = {**os.environ, "PYTHONPATH": str(ROOT)}  # where `tests` is found
        arguments = [*WITH_TOYS.split(), command, *options]
        if command == "run":
            arguments += ["--json", str(summary)]
        ended = subprocess.run(  # noqa: S603 - our own words
            arguments, env=environment, cwd=tmp_path, capture_output=True, text=True, check=False, timeout=300
        )
        found = json.loads(summary.read_text()) if summary.exists() else {"documents": []}
        rules = [
            rule
            for document in found["documents"]
            for section in document["sections"]
            for sentence in section["sentences"]
            for rule in sentence["rules"]
        ]
        scenarios = {each["name"]: {**each, "rule": rule["id"]} for rule in rules for each in rule["scenarios"]}
        return Ran(ended.returncode, ended.stdout + ended.stderr, scenarios)

    return run


@pytest.fixture(scope="session")
def served(serving: Callable[..., AbstractContextManager[Served]]) -> Iterator[Served]:
    """Serve the systems, the toy among them, two records of each datatype."""
    with serving("--records", "2", "--clock", "manual", module="tests.additions") as access:
        yield access


@pytest.fixture
def control(served: Served) -> Iterator[httpx.Client]:
    """Return a client of the control API; everything is as it was at the start."""
    headers = {"Authorization": f"Bearer {served['control']['token']}"}
    with httpx.Client(base_url=served["control"]["url"], headers=headers) as client:
        assert client.post("/reset").status_code == 200
        yield client


def write_features(folder: Path, checklist: Checklist) -> Path:
    """Render a document's features into a folder of features, and return the document's own folder."""
    document = folder / checklist.slug
    document.mkdir(parents=True)
    (document / FILE).write_text(dump(checklist))
    for name, text in rendered(checklist, DECLARED).items():
        (document / name).write_text(text)
    return document


def replace_stories(feature: Path, rule: str, stories: str) -> None:
    """Put stories in the place of a feature's stories of a rule, which must be there."""
    first, *others = re.findall(rf"(?ms)^    @{rule}\n.*?(?=^ {{2}}(?: {{2}})?@|\Z)", feature.read_text())
    text = feature.read_text().replace(first, stories)
    for other in others:
        text = text.replace(other, "")
    feature.write_text(text)
