"""The words that start pytest as users do, without plugins that no story needs: to load them takes half of a start."""

from __future__ import annotations

import sys

_OTHERS = ("anyio", "faker", "respx", "schemathesis")
"""What is installed for the tests, or with what syncproof needs, and takes no part in a story."""

OPTIONS = ("-q", "-p", "no:cacheprovider", *(word for each in _OTHERS for word in ("-p", f"no:{each}")))
COMMAND = (sys.executable, "-m", "pytest", *OPTIONS)
