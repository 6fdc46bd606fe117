"""The expression of `-m`: what it says of our mark is checked, since pytest leaves out what a misspelt word names."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import pytest

from syncproof.checklist import KINDS
from syncproof.errors import BadInput
from syncproof.stories.rules import LEVELS, RULES

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping

_NAME = "syncproof"
_ARGUMENT = r"""(\w+)\s*=\s*('[^']*'|"[^"]*"|[^\s,()'"=]+)"""
_MARK = re.compile(rf"(?<![\w.:-]){_NAME}\s*\(\s*(?P<arguments>{_ARGUMENT}(?:\s*,\s*{_ARGUMENT})*)\s*,?\s*\)")
_NAMES: Mapping[str, Collection[str]] = {"rule": RULES, "kind": KINDS, "level": LEVELS}


def check_marks_chosen(expression: str) -> None:
    """Raise UsageError, naming the nearest, for an argument of our mark that no scenario can have."""
    for found in _MARK.finditer(expression):
        for key, value in re.findall(_ARGUMENT, found["arguments"]):
            try:
                _check(key, value.strip("\"'"))
            except BadInput as error:
                raise pytest.UsageError(str(error)) from error


def _check(key: str, name: str) -> None:
    if key not in _NAMES:
        do = f"use some of {', '.join(_NAMES)}"
        raise BadInput(f"-m: the mark {_NAME} has no {key}", near=(key, _NAMES), do=do)
    if name not in _NAMES[key]:
        do = f"correct the {key}: no scenario has this one, so that all would be left out"
        other = next((f"{each}={name!r}" for each, names in _NAMES.items() if name in names), "")
        raise BadInput(f"-m: there is no {key} {name!r}", nearest=other, near=(name, _NAMES[key]), do=do)
