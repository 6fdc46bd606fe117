"""The published operations: which one a request was for, and what each may answer."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from functools import cache
from pathlib import Path
from typing import Any, NamedTuple, TypeAlias

Schema: TypeAlias = Mapping[str, Any]

_FILE = Path(__file__).with_name("published.json")
_PARAMETER = ""
"""Under this name stands, among the segments that may follow, the one that is anything."""


class Operation(NamedTuple):
    """A method on an address, and the schemas of its answers by status; `default` is for all others."""

    name: str
    """Method and address."""
    answers: Mapping[str, Schema]

    def schema(self, status: int) -> Schema | None:
        """Return what the answer of a status must be; None where nothing is published."""
        return self.answers.get(str(status)) or self.answers.get("default")


class Document:
    """The published document."""

    def __init__(self, published: Mapping[str, Any]) -> None:
        self.components: Mapping[str, Schema] = published["components"]["schemas"]
        self._responses: Mapping[str, Mapping[str, Any]] = published["components"]["responses"]
        self.operations = tuple(self._read(published["paths"]))
        self._ways: dict[str, Any] = {}
        for operation in self.operations:
            way = self._ways
            method, _, path = operation.name.partition(" ")
            for segment in path.strip("/").split("/"):
                way = way.setdefault(_PARAMETER if "{" in segment else segment, {})
            way[f"{method} "] = operation

    def _read(self, paths: Mapping[str, Mapping[str, Mapping[str, Any]]]) -> Iterator[Operation]:
        for path, methods in paths.items():
            for method, said in methods.items():
                answers = {status: self._schema(answer) for status, answer in said["responses"].items()}
                yield Operation(f"{method.upper()} {path}", {key: value for key, value in answers.items() if value})

    def _schema(self, answer: Mapping[str, Any]) -> Schema:
        if "$ref" in answer:
            answer = self._responses[name(answer)]
        schema: Schema = answer.get("content", {}).get("application/json", {}).get("schema", {})
        return schema

    def find(self, method: str, path: str) -> Operation | None:
        """Return the operation that a request was for, or None; a name in an address goes before a parameter."""
        return _find(self._ways, f"{method} ", path.strip("/").split("/"))


def _find(way: Mapping[str, Any], method: str, segments: list[str]) -> Operation | None:
    if not segments:
        return way.get(method)
    for choice in (segments[0], _PARAMETER):
        if choice in way and (found := _find(way[choice], method, segments[1:])):
            return found
    return None


def name(reference: Schema) -> str:
    """Return the name of what a `$ref` is for."""
    return str(reference["$ref"]).rpartition("/")[2]


@cache
def published() -> Document:
    """Return the document, read once."""
    return Document(json.loads(_FILE.read_text(encoding="utf-8")))
