"""Reads requests to the control API, strictly: an unknown name is refused, with the nearest that there is."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from http import HTTPStatus
from typing import TypeVar

import falcon

from syncproof.errors import nearest
from syncproof.fakes.kit.web import sent_object
from syncproof.ledger import Value, Values

T = TypeVar("T")

_FEW = 8
"""At most so many names are all listed in a message."""


class Cannot(Exception):  # noqa: N818 - an answer that is no success, not an error of ours
    """A request cannot be done; the text says what is wrong, `do` what to do instead."""

    def __init__(self, what: str, do: str, status: int = HTTPStatus.BAD_REQUEST) -> None:
        super().__init__(what)
        self.do = do
        self.status = status


def known(what: str, name: str, names: Collection[str]) -> str:
    """Return a name that must be one of `names`. Raises Cannot, with the nearest of them."""
    if name in names:
        return name
    likely = nearest(name, names)
    do = f"did you mean {likely}?" if likely else ""
    if len(names) <= _FEW or not likely:
        do += f" there are {', '.join(names)}"
    raise Cannot(f"no {what} {name!r}", do.strip(), HTTPStatus.NOT_FOUND)


def asked(req: falcon.Request, *names: str) -> None:
    """Check that the query of a request holds no other names. Raises Cannot."""
    _only(req.params, names, "this request takes no query")


class Body:
    """The JSON object in the body of a request; keys that are not listed are refused. Raises Cannot."""

    def __init__(self, req: falcon.Request, *keys: str) -> None:
        self._given: dict[str, object] = sent_object(req) if req.content_length or _chunked(req) else {}
        _only(self._given, keys, "this request takes no body")

    def __contains__(self, key: str) -> bool:
        return key in self._given

    def text(self, key: str, default: str | None = None) -> str:
        """Return the text of a key, which must be given unless there is a default."""
        return self._of(key, str, "text", default)

    def flag(self, key: str) -> bool:
        """Return the truth value of a key; false where the key is not given."""
        return self._of(key, bool, "true or false", default=False)

    def whole(self, key: str, default: int | None = None, *, least: int = 0, most: int) -> int:
        """Return the whole number of a key, between two bounds."""
        given = self._given.get(key)
        # The largest whole numbers are read as floats.
        if isinstance(given, int | float) and not isinstance(given, bool) and not least <= given <= most:
            raise Cannot(f"{key} is {given}", f"send a whole number from {least} to {most}")
        return self._of(key, int, "a whole number", default)

    def number(self, key: str, default: float | None = None, *, most: float) -> float:
        """Return the number of a key, which is not negative."""
        value: object = default if default is not None and key not in self._given else self._of(key, object, "", None)
        if isinstance(value, bool) or not isinstance(value, int | float) or not 0 <= value <= most:
            raise Cannot(f"{key} cannot be {value}", f"send a number from 0 to {most:.0f}")
        return value

    def values(self, key: str, names: Collection[str], of: str) -> Values:
        """Return the values of a record's properties, whose names must be known."""
        given = self._of(key, dict, "an object", None)
        found: dict[str, Value] = {}
        for name, value in given.items():
            known(f"property of {of}", name, names)
            if not (value is None or isinstance(value, str | int | float)):
                raise Cannot(f"{key}.{name} is of the wrong type", "send text, a number, true, false or null")
            found[name] = value
        return found

    def texts(self, key: str) -> Mapping[str, str]:
        """Return an object of texts; {} where the key is not given."""
        given: dict[str, object] = self._of(key, dict, "an object", {})
        texts = {name: value for name, value in given.items() if isinstance(value, str)}
        if wrong := given.keys() - texts.keys():
            raise Cannot(f"{key}.{min(wrong)} is of the wrong type", "send text")
        return texts

    def _of(self, key: str, type_: type[T], name: str, default: T | None) -> T:
        value = self._given.get(key) if key in self._given else default
        if value is None:
            raise Cannot(f"{key} is missing", f'send {{"{key}": …}}')
        if not isinstance(value, type_) or (isinstance(value, bool) and type_ is int):
            raise Cannot(f"{key} is of the wrong type", f"send {name}")
        return value


def _chunked(req: falcon.Request) -> bool:
    return "HTTP_TRANSFER_ENCODING" in req.env


def _only(given: Collection[str], names: Collection[str], otherwise: str) -> None:
    for name in given:
        if name not in names:
            raise Cannot(f"{name!r} is unknown here", f"this request takes {', '.join(names)}" if names else otherwise)
