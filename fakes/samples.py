"""The samples of every system, by the system's name. They load Faker, which the systems do without."""

from __future__ import annotations

from collections.abc import Mapping

from syncproof.fakes import FAKES
from syncproof.fakes.kit.samples import Samples

SAMPLES: Mapping[str, Samples] = {name: fake.samples() for name, fake in FAKES.items()}
