"""A summary that a run wrote as JSON, read again."""

from __future__ import annotations

import json
from importlib.resources import files
from typing import TYPE_CHECKING, cast

import jsonschema

from syncproof.errors import BadInput, cut
from syncproof.inputs import text_of
from syncproof.verdict import Verdict

if TYPE_CHECKING:
    from pathlib import Path

    from syncproof.report.rows import Summary

_KIND = "the JSON of a run"
_CURE = "name a file that `syncproof run --json F` wrote"


def read(path: Path) -> Summary:
    """Return the summary in a file. Raises BadInput for a file that is not what the published schema says."""
    text = text_of(path, _KIND)
    try:
        data = json.loads(text)
    except (ValueError, RecursionError) as error:
        line = error.lineno if isinstance(error, json.JSONDecodeError) else 1
        raise BadInput(f"not {_KIND}: no JSON", where=f"{path}:{line}", do=_CURE) from error
    schema = json.loads(files(__package__).joinpath("syncproof-1.schema.json").read_text("utf-8"))
    wrong = jsonschema.exceptions.best_match(jsonschema.Draft202012Validator(schema).iter_errors(data))
    if wrong is not None:
        what = f"not {_KIND}: {cut(wrong.json_path)}: {cut(wrong.message, 120)}"
        raise BadInput(what, where=f"{path}:1", do=_CURE)
    # A summary of an earlier version says too little: an entry made from it would excuse every failure of a scenario.
    failing = [
        scenario
        for document in data["documents"]
        for section in document["sections"]
        for sentence in section["sentences"]
        for rule in sentence["rules"]
        for scenario in rule["scenarios"]
        if scenario["verdict"] != Verdict.PASS
    ]
    if "of" not in data or not all(scenario.get("fingerprint") for scenario in failing):
        raise BadInput("written by an earlier syncproof", where=f"{path}:1", do="run the checklist again, with --json")
    return cast("Summary", data)
