"""`--thorough`: what takes minutes runs with it, and without it the run says that it did not."""

from __future__ import annotations

from pathlib import Path

import pytest

pytest_plugins = ["pytester"]

LEFT_OUT = "left out 1 of the tests, which take minutes: --thorough runs them too"


@pytest.fixture
def played(pytester: pytest.Pytester, monkeypatch: pytest.MonkeyPatch) -> pytest.Pytester:
    """Write two tests, of which one takes minutes."""
    monkeypatch.setenv("PYTHONPATH", str(Path(__file__).parents[1]))
    pytester.makepyfile(
        """
        import pytest

        def test_quick(): pass

        @pytest.mark.thorough
        def test_long(): pass
        """
    )
    return pytester


@pytest.mark.thorough
@pytest.mark.parametrize("workers", [(), ("-n", "1")], ids=["alone", "by a worker"])
def test_what_takes_minutes_is_left_out_and_said_to_be(played: pytest.Pytester, workers: tuple[str, ...]) -> None:
    result = played.runpytest_subprocess("-p", "tests.thorough", "--strict-markers", *workers)

    result.assert_outcomes(passed=1, deselected=0 if workers else 1)
    assert LEFT_OUT in result.outlines


def test_nothing_is_left_out_where_everything_is_asked_for(played: pytest.Pytester) -> None:
    result = played.runpytest_subprocess("-p", "tests.thorough", "--strict-markers", "--thorough")

    result.assert_outcomes(passed=2)
    assert LEFT_OUT not in result.outlines
