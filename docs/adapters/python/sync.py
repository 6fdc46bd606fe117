# ruff: noqa: INP001 - a script that stands alone
"""A two-way sync of Custompms's customers and tasks with Trello's organizations and cards.

Style: the classic one. Of each pair and property it keeps the merge base: what each side held when they last agreed.
A side that differs from its base was edited, and the edit is carried across; where both were, the policy decides.

Keeps: `state.json` in the state directory, replaced as a whole after every step: a crash never leaves half of it.
Runs:  syncproof run --sut 'python docs/adapters/python/sync.py'      (one pass per start; needs `requests`)
"""

import json
import os
import re
import sys
import time
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any, NamedTuple, TypeAlias

import requests

SIDES = SOURCE, TARGET = 0, 1  # rows of the property table, bases and pairs of records are all (source, target)
ROUNDS, SECONDS = 5, 20
EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
Json: TypeAlias = Any
Values: TypeAlias = dict[str, Json]


class Refused(Exception):  # noqa: N818 - the contract's word
    """The system does not take a value."""


class Moved(Exception):  # noqa: N818 - no error: all is read and decided again
    """The record was changed since we read it, or is gone."""


class Record(NamedTuple):
    """A record as last read; its values are in Trello's form on both sides, emptiness is the empty text."""

    id: str
    values: Values
    raw: Values


class System:
    """One datatype of a system."""

    name = path = ""

    def __init__(self, datatype: str, place: dict[str, str]) -> None:
        self.datatype, self.place = datatype, place
        self.url = os.environ[f"SYNCPROOF_{self.name.upper()}_URL"]
        self.headers = self.sign()

    def ask(self, method: str, path: str, body: Json = None, **params: str | int) -> Json:
        """Ask, and wait while we are told to; an answer that is none of these three troubles ends the pass."""
        call = {"headers": self.headers, "timeout": SECONDS, "params": params, "json": body}
        while (answer := requests.request(method, self.url + path, **call)).status_code == requests.codes.too_many:
            wait(int(answer.headers.get("Retry-After", 10)))  # Trello does not say; its window is ten seconds
        if answer.status_code in {400, 413, 422}:
            raise Refused(answer.text)
        if answer.status_code in {404, 409}:
            raise Moved(answer.text)
        answer.raise_for_status()
        return answer.json()

    def record(self, raw: Json) -> Record:
        """Make a record of what was answered."""
        return Record(str(raw["id"]), {name: canonical(name, value) for name, value in raw.items()}, raw)

    def read(self, id_: str) -> Record:
        """Read one record."""
        return self.record(self.ask("GET", f"{self.path}/{id_}"))

    def write(self, seen: Record, changes: Values) -> Record:
        """Change these properties of a record, and return what was stored."""
        return self.record(self.ask("PUT", f"{self.path}/{seen.id}", changes))

    def create(self, values: Values) -> Record:
        """Create a record."""
        return self.record(self.ask("POST", self.path, values))


class Custompms(System):
    """Customers and tasks. Its version numbers are a lock: no write of ours replaces what we have not read."""

    name = "Custompms"

    def sign(self) -> dict[str, str]:
        self.path = f"/{self.datatype.lower()}s"
        return {"X-Api-Key": os.environ["SYNCPROOF_CUSTOMPMS_KEY"]}

