"""The published schemas of reports, each beside this file: whether a value fits one of them."""

from __future__ import annotations

import json
from functools import cache
from pathlib import Path
from typing import Any

_FILES = {
    "syncproof/1": "syncproof-1.schema.json",
    "syncproof-events/1": "syncproof-events-1.schema.json",
    "syncproof-history/1": "syncproof-history-1.schema.json",
    "syncproof-signatures/1": "syncproof-signatures-1.schema.json",
    "syncproof-sweep/1": "syncproof-sweep-1.schema.json",
}


def misfit(value: Any, schema: str) -> str:  # noqa: ANN401 - whatever JSON has
    """Return where a value does not fit a schema, '' where it fits."""
    error = next(_validator(schema).iter_errors(value), None)
    return f"{error.json_path} does not fit {_FILES[schema]}" if error else ""


@cache
def _validator(schema: str) -> Any:  # noqa: ANN401 - jsonschema publishes no types of it
    # A run that reads no report does not wait for these.
    from jsonschema import Draft202012Validator  # noqa: PLC0415 - as above
    from referencing import Registry, Resource  # noqa: PLC0415 - as above

    folder = Path(__file__).parent
    found = {name: json.loads((folder / file).read_text("utf-8")) for name, file in _FILES.items()}
    # One refers to parts of another. What a registry does not know by its `$id` would be looked for at each reference.
    resources = [(each["$id"], Resource.from_contents(each)) for each in found.values()]
    return Draft202012Validator(found[schema], registry=Registry().with_resources(resources))
