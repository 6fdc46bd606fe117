"""What nobody is to read: the credentials of the systems, wherever a SUT puts them."""

from __future__ import annotations

import re
from collections.abc import Mapping

_NAMES = ("_TOKEN", "_KEY", "_SECRET")
_TELLING = 12
"""So many characters of one are known again where it was cut."""


def without(text: str, environ: Mapping[str, str]) -> str:
    """Return a text without the credentials that a SUT is told, nor what is left of them where they were cut."""
    for name, secret in environ.items():
        if name.startswith("SYNCPROOF_") and name.endswith(_NAMES) and secret and secret[:_TELLING] in text:
            text = re.sub(rf"{re.escape(secret[:_TELLING])}[\w-]*", "…", text)
    return text
