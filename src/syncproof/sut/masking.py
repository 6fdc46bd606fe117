"""Masks secrets in whatever is shown of a SUT: reports are kept, and read by others. No other module masks any.

What looks like a secret in the user's words that name a SUT: the value of an option, a variable, a header or a
parameter with a telling name; what follows `-p`, unless that is a number or a path; the user and the password in a URL
or after `-u`, a URL's query, and a long part of its path; in the environment, the value of a variable with a telling
name, and the password in a URL; and a long word of letters and digits, as keys are. What the SUT prints has the same
secrets, and the credentials of the systems; each of them also encoded for a URL, a form or JSON, or in base64, as in
the header of a Basic pair.
"""

from __future__ import annotations

import json
import re
from base64 import b64encode
from functools import lru_cache
from typing import TYPE_CHECKING
from urllib.parse import quote, quote_plus

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

MASK = "…"
_SHORTEST = 6
"""A shorter value is a part of many words."""
_CREDENTIAL = re.compile("SYNCPROOF_.*(_TOKEN|_KEY|_SECRET)")
_ENOUGH = 12
"""Characters by which a credential is recognized where the rest was cut off."""
_VARIABLE = re.compile("token|secret|passw|passphrase|credential|_pwd|_key|apikey|_auth$|_pat$|_pass$", re.IGNORECASE)
_TELLING = (
    r"[\w.-]*(?:token|secret|passw|pwd|passphrase|credential|auth|key|cookie|bearer|session|signature)[\w.-]*"
    r"|[\w.-]*(?<![^\W_])(?:pass|pw)(?![\w.-])"
)
_SCHEME = re.compile(r"(?:bearer|basic|digest|token)\s+", re.IGNORECASE)
_VALUE = rf"""(?:{_SCHEME.pattern})?(?:"[^"]*"|'[^']*'|[^\s'"]+)"""
_ASSIGNED = re.compile(rf"((?:{_TELLING})\s*[:=]\s*)({_VALUE})", re.IGNORECASE)
_OPTION = re.compile(rf"((?<![\w-])--?(?:{_TELLING})\s+)(?!-)({_VALUE})", re.IGNORECASE)
_SHORT_OPTION = re.compile(rf"((?<![\w-])-p\s+)(?!-|\d+(?![\w-])|[\w.~]*[/\\])({_VALUE})")
_USER_INFO = re.compile(r"""(//)([^/?#\s'"]*)(?=@)""")
_USER = re.compile(r"""((?<![\w-])(?:-u|--user)[\s=]+['"]?[^\s:'"]+:)([^\s'"]+)""")
_QUERY = re.compile(r"""([?&][^=&#\s'"]+=)([^&#\s'"]+)""")
_LONG_WORD = re.compile(
    r"((?<![\w./\\+-]))"  # no part of a path
    r"((?=[A-Za-z_+-]*\d)(?=[\d_+-]*[A-Za-z])[\w+-]{20,}={0,2})"
    r"(?![\w./\\+-])"
)
_AFTER_SCHEME = re.compile(r"""((?<![\w-])(?:bearer|basic|digest)\s+)([^\s'"]{6,})""", re.IGNORECASE)
_LONG_PART = re.compile(r"""((?<=/))((?=[A-Za-z]*\d)(?=\d*[A-Za-z])[A-Za-z\d]{20,})(?=[/?#\s'"]|$)""")
_FOR_URLS = str.maketrans("+/", "-_")
"""Base64 for URLs has other letters for these two (RFC 4648, section 5)."""
_LEFT_BY_ENCODERS = ("", "/", "!'()*", "!'()*/:?@$&=+,;")
"""What encoders for URLs let stand: RFC 3986; Python; JavaScript, for a part, and a whole one."""
_BYTES = "surrogateescape"
"""How Python keeps the bytes of a variable that are no UTF-8."""
_ESCAPE = re.compile("%[0-9A-F]{2}")
_PASSWORD = re.compile(r"://[^/?#\s:@]*:([^/?#\s@]+)@")
_PATTERNS = (_USER_INFO, _USER, _ASSIGNED, _OPTION, _SHORT_OPTION, _QUERY, _AFTER_SCHEME, _LONG_WORD, _LONG_PART)
"""Each has two groups: what stays, and the secret."""


def without_values(text: str, environ: Mapping[str, str]) -> str:
    """Return a text with `…` in place of the value of a variable with a telling name."""
    return without(text, sorted(_telling_values(environ), key=len, reverse=True))


def masked(text: str, environ: Mapping[str, str]) -> str:
    """Return a command or a URL with `…` in place of whatever looks like a secret."""
    text = without_values(text, environ)
    for pattern in _PATTERNS:
        text = pattern.sub(rf"\1{MASK}", text)
    return text


def without_credentials(text: str, environ: Mapping[str, str]) -> str:
    """Return a text without the credentials in a SUT's environment, or what is left of a credential that was cut."""
    for name, secret in environ.items():
        if _CREDENTIAL.fullmatch(name) and secret:
            for each in disguises(secret):
                if each[:_ENOUGH] in text:
                    text = re.sub(rf"{re.escape(each[:_ENOUGH])}[\w%+/=-]*", MASK, text)
    return text


def secrets_of(command: str, environ: Mapping[str, str]) -> tuple[str, ...]:
    """Return the secrets that a SUT knows by its command or URL, and by the environment: what `masked` masks there."""
    found = _telling_values(environ)
    for pattern in _PATTERNS:
        for _, value in pattern.findall(command):
            word = _SCHEME.sub("", value).strip("'\"")
            found |= {word, word.rpartition(":")[2]}
    shown = {form for each in found if len(each) >= _SHORTEST for form in disguises(each)}
    return tuple(sorted(shown, key=len, reverse=True))


@lru_cache(maxsize=256)  # the same few secrets are looked for in each line that a SUT prints
def disguises(secret: str) -> tuple[str, ...]:
    """Return how a secret stands in a text: as is, encoded for a URL, a form or JSON, or in base64, alone or in a pair.

    Encoders differ in what they let stand for a URL, and in the case of the rest. In base64, a byte lies in one of
    three ways, and the letters at the ends depend on what stands around the secret: so these letters are left out.
    """
    data = secret.encode(errors=_BYTES)
    forms = [secret, json.dumps(secret)[1:-1], json.dumps(secret, ensure_ascii=False)[1:-1]]
    for encoded in (*(quote(data, safe) for safe in _LEFT_BY_ENCODERS), quote_plus(data)):
        forms += [encoded, _ESCAPE.sub(lambda found: found[0].lower(), encoded)]
    for before, cut in ((0, 0), (1, 2), (2, 3)):
        letters = b64encode(bytes(before) + data).decode()[cut : (before + len(data)) * 8 // 6]
        if len(letters) >= _SHORTEST:
            forms += [letters, letters.translate(_FOR_URLS)]
    return tuple(dict.fromkeys(forms))


def without(text: str, secrets: Iterable[str]) -> str:
    """Return a text with `…` in place of secrets, of which the longest come first."""
    for secret in secrets:
        text = text.replace(secret, MASK)
    return text


def _telling_values(environ: Mapping[str, str]) -> set[str]:
    """Return the values of variables with telling names, the passwords in URLs, and the lines of each.

    What a SUT prints comes in lines.
    """
    values = {value for name, value in environ.items() if _VARIABLE.search(name)}
    values |= {password for value in environ.values() for password in _PASSWORD.findall(value)}
    lines = {line.strip() for value in values for line in value.splitlines()}
    return {each for each in values | lines if len(each) >= _SHORTEST}
