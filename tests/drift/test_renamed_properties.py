"""A property with another name is one drift, in however many lines of its section it stands."""

from __future__ import annotations

from pathlib import Path

import pytest

from syncproof.cli import main
from syncproof.stories import feature
from tests.drift.conftest import TEXT, Compare
from tests.drift.shown import shown
from tests.drift.test_check import compared, document

BOTH = TEXT.replace("   * - title\n", '   * - isbn\n     - code\n     - "string"\n   * - title\n')
"""A document in which a property is criterion and row."""
SHARED = BOTH.replace('   * - isbn\n     - code\n     - "', '   * - title\n     - sort\n     - "')
"""A document in which two rows share a property."""
LINES = "in the criterion isbn with code, and in the row isbn to code (line 101)"
NUMBER = ('- code\n     - "string"', '- code\n     - "integer"')


@pytest.mark.parametrize(
    ("text", "was", "now", "drift"),
    [
        (BOTH, "isbn", "ean", f"criterion renamed 88>88: #, {LINES}"),
        (BOTH, "code", "nr", f"criterion renamed 88>88: #, {LINES}"),
        (
            SHARED,
            "title",
            "text",
            "row renamed 101>101: #, in the row title to sort, and in the row title to name (line 104)",
        ),
    ],
    ids=["source", "target", "two rows"],
)
def test_a_property_of_several_lines_is_renamed_once(
    changed: Compare, text: str, was: str, now: str, drift: str
) -> None:
    said = drift.replace("#", f"the property {was} is called {now} now")

    assert shown(changed((f"- {was}\n", f"- {now}\n"), text=text)) == [f"drift {said}"]


@pytest.mark.parametrize(
    ("text", "pairs", "drifts"),
    [
        (BOTH, [('- isbn\n     - code\n     - "', '- ean\n     - code\n     - "')], ["row changed"]),
        (BOTH, [("- isbn\n", "- title\n")], ["criterion changed", "row changed"]),
        (BOTH, [("- isbn\n", "- ean\n"), NUMBER], ["criterion changed", "row changed"]),
        (TEXT, [("- isbn\n", "- ean\n")], ["criterion changed"]),
    ],
    ids=["it stays elsewhere", "another that is there", "and of another type", "one line"],
)  # fmt: skip
def test_lines_that_change_otherwise_are_a_drift_each(
    changed: Compare, text: str, pairs: list[tuple[str, str]], drifts: list[str]
) -> None:
    assert [f"{each.what} {each.how}" for each in changed(*pairs, text=text)] == drifts


def test_the_stories_that_name_the_property_are_counted_once(tmp_path: Path) -> None:
    folder = tmp_path / "features"
    assert main(["accept", document(tmp_path, BOTH, "old.rst"), "--features", str(folder)]) == 0
    new = document(tmp_path, BOTH.replace("- isbn\n", "- ean\n"))

    _, found = compared(tmp_path, "check", new, "--features", str(folder))

    blocks = feature.read(folder / "larkbook-tidepost" / "book-to-titles.feature")[0].blocks
    count = sum(block.kind == "merge-criteria" or "isbn" in each.labels for block in blocks for each in block.scenarios)
    (difference,) = found["documents"][0]["differences"]
    assert (difference["effect"], difference["property"]) == (f"{count} stories name another property", "isbn")
