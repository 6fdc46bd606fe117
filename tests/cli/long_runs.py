"""A run of some stories with all its reports, for the tests of long runs."""

from __future__ import annotations

import json
import re
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import jsonschema
import pytest

from syncproof.cli import main
from syncproof.cli.options import installed_features
from syncproof.stories.feature import load
from syncproof.stories.rules import RULES
from tests.report.test_schema import SCHEMA as SUMMARY

CONTACT = ["--section", "contact-to-m", "--only", "every", "--level", "required"]
STORIES = sum(
    len(scenario.names)
    for block in load(installed_features() / "customerp-trello" / "contact-to-members.feature").blocks
    for scenario in block.scenarios
    if scenario.rule.startswith("every.") and RULES[scenario.rule].level == "required"
)
"""How many stories that is."""
PUBLISHED = jsonschema.Draft202012Validator(SUMMARY)


def scenarios(summary: dict[str, Any], part: str = "scenarios") -> list[dict[str, Any]]:
    """Return the scenarios of a summary, or those that were not played."""
    return [
        scenario
        for document in summary["documents"]
        for section in document["sections"]
        for sentence in section["sentences"]
        for rule in sentence["rules"]
        for scenario in rule[part]
    ]


def read(path: Path) -> dict[str, Any]:
    """Return the summary of a file, which fits the published schema."""
    summary: dict[str, Any] = json.loads(path.read_text())
    PUBLISHED.validate(summary)
    return summary


def timeless(path: Path) -> str:
    """Return a report without the times in it."""
    text = re.sub(r'"(seconds|started)": [^,\n]+', "", path.read_text())
    text = re.sub(r'(time|timestamp)="[^"]*"|name="started" value="[^"]*"', "", text)
    return re.sub(r"^syncproof .*|; [\d.]+ s$", "", text, flags=re.MULTILINE)


def run(tmp_path: Path, name: str, *options: str) -> int:
    """Run the stories, or what `--only` says, and keep all reports, and the events, under a name."""
    chosen = CONTACT[:2] if "--only" in options else CONTACT
    targets = ["--json", f"{tmp_path / name}.json", "--junit", f"{tmp_path / name}.xml"]
    return main(["run", *chosen, *options, *targets, "--events", f"{tmp_path / name}.jsonl"])


def shards(tmp_path: Path, of: int, *options: str) -> tuple[list[int], list[str]]:
    """Run the stories in shards and return the exit codes and the JSON files."""
    numbers = range(1, of + 1)
    codes = [run(tmp_path, f"{number}", "--shard", f"{number}/{of}", *options) for number in numbers]
    return codes, [str(tmp_path / f"{number}.json") for number in numbers]


def refused(capsys: pytest.CaptureFixture[str], arguments: Sequence[str]) -> str:
    assert main([*arguments]) == 2
    printed = capsys.readouterr()
    assert printed.out == ""
    assert "Traceback" not in printed.err
    return printed.err
