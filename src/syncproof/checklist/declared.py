"""The declarations of systems: their datatypes, and the properties of these, against which agreements are held."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TypeAlias

from syncproof.datatypes import Datatype

Declared: TypeAlias = Mapping[str, Mapping[str, Datatype]]
"""System name to datatype name to datatype."""
