"""The schemas of the contract: their ids, their files, and what a schema has against a message."""

from __future__ import annotations

import json
from functools import cache
from importlib import resources
from typing import Any

ANY_SUT = "syncproof-sut/"
SUT = f"{ANY_SUT}1"
"""The id of the messages of a SUT, see `sut-1.schema.json`."""
CHECKLIST = "syncproof-checklist/1"
"""The id of the checklist file that a SUT is given, see `sut-checklist-1.schema.json`."""
SUT_FILE = "sut-1.schema.json"
CHECKLIST_FILE = "sut-checklist-1.schema.json"


def check_checklist(checklist: object) -> None:
    """Raise jsonschema's ValidationError where a checklist file breaks its schema."""
    _validator(CHECKLIST_FILE, "").validate(checklist)


def objection(kind: str, message: object) -> str:
    """Return what the schema of a kind of message has against a message, '' where the message is valid."""
    error = next(iter(_validator(SUT_FILE, kind).iter_errors(message)), None)
    if error is None:
        return ""
    # A report is one of two kinds. Where it is neither, name what is wrong with it as the kind that it is nearest to.
    while error.context:
        branches = [
            [each for each in error.context if each.schema_path[0] == other.schema_path[0]] for other in error.context
        ]
        # A kind that fixes a word by `const` is meant only by a report that bears this word.
        meant = [branch for branch in branches if not any(each.validator == "const" for each in branch)]
        error = min(meant or branches, key=len)[0]
    where = "".join(f"[{part!r}]" for part in error.absolute_path)
    return f"by its schema: {where} {error.message}".replace(":  ", ": ")


@cache
def _validator(file: str, kind: str) -> Any:  # noqa: ANN401 - a validator's class is chosen by its schema
    # Takes long to load, and only a run with --check-protocol needs it.
    from jsonschema import Draft202012Validator  # noqa: PLC0415 - as above

    schema = json.loads(resources.files("syncproof.sut").joinpath(file).read_text(encoding="utf-8"))
    return Draft202012Validator({**schema, "$ref": f"#/$defs/{kind}"} if kind else schema)
