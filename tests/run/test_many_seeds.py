"""No verdict of the whole checklist depends on the seed."""

from __future__ import annotations

import pytest

from syncproof.cli import main


@pytest.mark.exhaustive  # ten minutes on two cores
def test_no_verdict_differs_with_thirty_seeds(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["run", "--seeds", "1-30", "--workers", "2"]) == 0

    assert "plays      30 of each scenario; none came out differently" in capsys.readouterr().out
