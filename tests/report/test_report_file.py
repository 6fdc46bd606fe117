"""The JSON of a run, read again: whatever is not what the schema says is refused with its line."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any, cast

import pytest

from syncproof.errors import BadInput
from syncproof.report.comparison import has_fingerprints
from syncproof.report.report_file import summary_of
from syncproof.report.summary import as_json

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

    assert summary_of(file) == written(gated)


KIND = "not the JSON of a run (--json F) or its events (--events F)"


@pytest.mark.parametrize(
    ("text", "what"),
    [
        ("", f"1: {KIND}: the first line is not the beginning of a run"),
        ('{"schema": "syncproof/1",\n"verdict": }\n', f"1: {KIND}"),
        ("[" * 100_000 + "\n", f"1: {KIND}"),
        ("[]\n", f"1: {KIND}: $ does not fit syncproof-events-1.schema.json"),
        ('{"tests": 1}\n', f"1: {KIND}: $ does not fit syncproof-events-1.schema.json"),
    ],
)
def test_what_is_no_summary_is_refused(text: str, what: str, tmp_path: Path) -> None:
    file = tmp_path / "v.json"
    file.write_text(text)

    with pytest.raises(BadInput) as refused:
        summary_of(file)

    assert str(refused.value).startswith(f"{file}:{what}")
    assert str(refused.value).endswith("\n  do       name the JSON of a run (--json F) or its events (--events F)")


def test_a_summary_that_lacks_what_the_schema_names_is_refused(whole: Summary, tmp_path: Path) -> None:
    file = tmp_path / "v.json"
    data = written(whole)
    del data["verdict"]
    file.write_text(json.dumps(data))

    with pytest.raises(BadInput, match=r"v\.json: not .*: \$ does not fit syncproof-1\.schema\.json"):
        summary_of(file)


def test_a_failure_without_a_fingerprint_is_noticed(whole: Summary) -> None:
    data = written(whole)
    assert has_fingerprints(cast("Summary", data))
    del scenario(data)["fingerprint"]

    assert not has_fingerprints(cast("Summary", data))


def scenario(data: dict[str, Any]) -> dict[str, Any]:
    """Return the first failing scenario of a summary."""
    found: dict[str, Any] = data["documents"][0]["sections"][0]["sentences"][0]["rules"][1]["scenarios"][0]
    return found
