"""What a failure shrinks to is a value that people can believe."""

from __future__ import annotations

import pytest
from hypothesis import find
from hypothesis import strategies as st

from syncproof.fakes.kit.texts import dates, moments, texts
from syncproof.steps.chance import SEEDED


@pytest.mark.parametrize(
    ("values", "simplest"),
    [
        (dates(), "2026-03-01T00:00:00.000Z"),
        (moments(), "2026-03-01T08:00:00.000Z"),
        (texts(100), "A"),
    ],
)
def test_a_failure_shrinks_to_a_value_of_today(values: st.SearchStrategy[str], simplest: str) -> None:
    assert find(values, lambda _: True, settings=SEEDED) == simplest


def test_moments_of_long_ago_are_still_tried() -> None:
    assert find(moments(), lambda moment: moment < "1971", settings=SEEDED) < "1971"
