"""The published schemas of reports, each beside this file: whether a value fits one of them."""

from __future__ import annotations

import json
from functools import cache
from pathlib import Path
from typing import Any

_FILES = {
    "syncproof/1": "syncproof-1.schema.json",
    "syncproof-events/1": "syncproof-events-1.schema.json",
    "syncproof-sweep/1": "syncproof-sweep-1.schema.json",
}


def misfit(value: Any, schema: str) -> str:  # noqa: ANN401 - whatever JSON has
    """Return where a value does not fit a schema, '' where it fits."""
    error = next(_validator(schema).iter_errors(value), None)
    return f"{error.json_path} does not fit {_FILES[schema]}" if error else ""


@cache
def _validator(schema: str) -> Any:  # noqa: ANN401 - jsonschema publishes no types of it
    from jsonschema import Draft202012Validator  # noqa: PLC0415 - a run that reads no report does not wait for it

    folder = Path(__file__).parent
    found = {name: json.loads((folder / file).read_text("utf-8")) for name, file in _FILES.items()}
    whole = found.pop(schema)
    # One refers to parts of another: within a schema, another is found by its `$id`.
    whole["$defs"] = {**whole.get("$defs", {}), **{f"other {name}": other for name, other in found.items()}}
    return Draft202012Validator(whole)
