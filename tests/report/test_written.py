"""The JSON of a run, read again: whatever is not what the schema says is refused in one line."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

import pytest

from syncproof.errors import BadInput
from syncproof.report.summary import as_json
from syncproof.report.written import read

if TYPE_CHECKING:
    from pathlib import Path

    from syncproof.report.rows import Summary


def written(whole: Summary) -> dict[str, Any]:
    """Return a summary as JSON has it; half a character has no UTF-8."""
    data: dict[str, Any] = json.loads(as_json(whole).replace("\ud800", ""))
    return data


def test_a_summary_is_read_as_it_was_written(gated: Summary, tmp_path: Path) -> None:
    file = tmp_path / "v.json"
    file.write_text(json.dumps(written(gated)))

    assert read(file) == written(gated)


@pytest.mark.parametrize(
    ("text", "what"),
    [
        ("", "1: not the JSON of a run: no JSON"),
        ('{"schema": "syncproof/1",\n"verdict": }', "2: not the JSON of a run: no JSON"),
        ("[" * 100_000, "1: not the JSON of a run: no JSON"),
        ("[]", "1: not the JSON of a run: $: [] is not of type 'object'"),
        ('{"schema": "syncproof/1"}', "1: not the JSON of a run: $: 'verdict' is a required property"),
        ('{"tests": 1}', "1: not the JSON of a run: $: "),
    ],
)
def test_what_is_no_summary_is_refused(text: str, what: str, tmp_path: Path) -> None:
    file = tmp_path / "v.json"
    file.write_text(text)

    with pytest.raises(BadInput) as refused:
        read(file)

    assert str(refused.value).startswith(f"{file}:{what}")
    assert str(refused.value).endswith("\n  do       name a file that `syncproof run --json F` wrote")


@pytest.mark.parametrize("key", ["of", "fingerprint"])
def test_a_summary_that_says_too_little_of_a_failure_is_refused(key: str, whole: Summary, tmp_path: Path) -> None:
    file = tmp_path / "v.json"
    data = written(whole)
    del (data if key == "of" else scenario(data))[key]
    file.write_text(json.dumps(data))

    with pytest.raises(
        BadInput, match=r"v\.json:1: written by an earlier syncproof\n  do       run the checklist again"
    ):
        read(file)


def scenario(data: dict[str, Any]) -> dict[str, Any]:
    """Return the first failing scenario of a summary."""
    found: dict[str, Any] = data["documents"][0]["sections"][0]["sentences"][0]["rules"][1]["scenarios"][0]
    return found
