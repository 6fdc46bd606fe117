"""All that hypothesis draws comes from the seed alone.

Hypothesis also draws constants that it reads out of whatever modules happen to be loaded, so that a run under pytest
and a run of an installed wheel try different values. This backend is hypothesis's own without constants: same seed,
same values.
"""

from __future__ import annotations

from typing import Any

from hypothesis import HealthCheck, Phase, settings
from hypothesis.internal.conjecture.providers import AVAILABLE_PROVIDERS, HypothesisProvider


class Chance(HypothesisProvider):
    """Hypothesis's own provider of chance, without constants."""

    def _maybe_draw_constant(self, *_: Any, **__: Any) -> None:  # noqa: ANN401 - the base's own
        """Draw none."""


AVAILABLE_PROVIDERS["syncproof"] = f"{__name__}.{Chance.__name__}"

SEEDED = settings(
    backend="syncproof",
    deadline=None,  # a wall clock decides no verdict
    database=None,  # nothing is remembered from one run to the next
    phases=(Phase.explicit, Phase.generate, Phase.shrink),
    suppress_health_check=tuple(HealthCheck),
)
"""What every search for values or stories has in common."""
