"""Masks what looks like a secret in the user's words that name a SUT: reports are kept, and read by others.

What is masked: the value of an option, a variable, a header or a parameter with a telling name; the user and the
password in a URL, its query, and a long part of its path; the value of a variable with a telling name in the
environment; and a long word of letters and digits, as keys are.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping

MASK = "…"
_SHORTEST = 6
"""A shorter value in the environment is a part of many words."""
_VARIABLE = re.compile("token|secret|passw|passphrase|credential|_pwd|_key", re.IGNORECASE)
_TELLING = r"[\w.-]*(?:token|secret|passw|pwd|passphrase|credential|auth|key|cookie|bearer|session|signature)[\w.-]*"
_VALUE = r"""(?:(?:bearer|basic|digest|token)\s+)?(?:"[^"]*"|'[^']*'|[^\s'"]+)"""
_ASSIGNED = re.compile(rf"({_TELLING}\s*[:=]\s*){_VALUE}", re.IGNORECASE)
_OPTION = re.compile(rf"((?<![\w-])--?{_TELLING}\s+)(?!-){_VALUE}", re.IGNORECASE)
_USER_INFO = re.compile(r"""(//)[^/?#\s'"]*(?=@)""")
_QUERY = re.compile(r"""([?&][^=&#\s'"]+=)[^&#\s'"]+""")
_LONG_WORD = re.compile(
    r"(?<![\w./\\+-])"  # no part of a path
    r"(?=[A-Za-z_+-]*\d)(?=[\d_+-]*[A-Za-z])[\w+-]{20,}={0,2}"
    r"(?![\w./\\+-])"
)
_LONG_PART = re.compile(r"""(?<=/)(?=[A-Za-z]*\d)(?=\d*[A-Za-z])[A-Za-z\d]{20,}(?=[/?#\s'"]|$)""")


def without_values(text: str, environ: Mapping[str, str]) -> str:
    """Return a text with `…` in place of the value of a variable with a telling name."""
    secrets = {value for name, value in environ.items() if _VARIABLE.search(name) and len(value) >= _SHORTEST}
    for secret in sorted(secrets, key=len, reverse=True):
        text = text.replace(secret, MASK)
    return text


def masked(text: str, environ: Mapping[str, str]) -> str:
    """Return a command or a URL with `…` in place of whatever looks like a secret."""
    text = without_values(text, environ)
    for pattern in (_USER_INFO, _ASSIGNED, _OPTION, _QUERY):
        text = pattern.sub(rf"\1{MASK}", text)
    return _LONG_PART.sub(MASK, _LONG_WORD.sub(MASK, text))
