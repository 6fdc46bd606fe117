"""The text of a baseline, edited entry by entry: every other line, comments too, stays as it is."""

from __future__ import annotations

import json
import re
import tomllib
from dataclasses import fields
from datetime import date
from typing import TYPE_CHECKING

from syncproof.errors import BadInput
from syncproof.verdict.baseline import FIELDS, KnownFailure

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from syncproof.verdict.baseline import Key

_HEADER = re.compile(r"\s*\[\[\s*known\s*\]\]")
_COMMENT = re.compile(r"\s*#")


def edited(
    text: str,
    entries: Sequence[KnownFailure],
    changed: Mapping[Key, KnownFailure | None],
    new: Sequence[KnownFailure],
    where: str,
) -> str:
    """Return the text of a baseline with some entries changed or, where they are None, removed, and others added.

    `entries` are those of the text, `where` is its file. A comment right above an entry belongs to the entry, and goes
    with it. Raises BadInput for a text in which the entries cannot be told apart.
    """
    # TOML knows one line end; Python's `splitlines` would tear texts apart.
    blocks = _blocks(text.removesuffix("\n").split("\n") if text else [])
    if len(blocks) - 1 != len(entries):
        raise BadInput("the entries cannot be told apart", where=f"{where}:1", do="begin each with a line [[known]]")
    kept = [*blocks[:1]]
    for entry, block in zip(entries, blocks[1:], strict=True):
        after = changed.get(entry.key, entry)
        rest = block[_end(block) :]
        if after is not None:
            kept.append(_changed(block, entry, after))
        elif any(map(_COMMENT.match, rest)):
            kept.append(rest)  # apart from the entry, so about something else
    lines = [line for block in kept for line in block]
    for each in new:
        lines += [*([""] if lines and lines[-1].strip() else []), *_entry(each)]
    result = "".join(f"{line}\n" for line in lines)
    wanted = [*(after for each in entries if (after := changed.get(each.key, each))), *new]
    if _read(result) != [_values(each) for each in wanted]:
        raise BadInput(
            "the file cannot be edited: a line of a longer text looks like an entry or a key",
            where=f"{where}:1",
            do="write each text on one line, and begin each entry with a line [[known]]",
        )
    return result


def _read(text: str) -> list[dict[str, object]] | None:
    """Return the entries of a text as `_values` has them, None where the text is no TOML."""
    try:
        tables = tomllib.loads(text).get("known", [])
    except tomllib.TOMLDecodeError:
        return None
    stripped = [
        {key: value.strip() if key in {"reason", "owner"} else value for key, value in table.items()}
        for table in tables
    ]
    return [{key: table[key] for key in FIELDS if table.get(key)} for table in stripped]


def _blocks(lines: Sequence[str]) -> list[list[str]]:
    """Return the lines before the first entry, and those of each entry, with the comment right above."""
    starts = []
    for index, line in enumerate(lines):
        if _HEADER.match(line):
            start = index
            while start and _COMMENT.match(lines[start - 1]):
                start -= 1
            # A comment at the head of the file is about the file.
            starts.append(start or index)
    ends = [*starts, len(lines)]
    return [list(lines[start:end]) for start, end in zip([0, *starts], ends, strict=True)]


def _changed(block: Sequence[str], before: KnownFailure, after: KnownFailure) -> list[str]:
    """Return an entry's lines with other values; blank lines at the end stay at the end."""
    lines = list(block)
    old, values = _values(before), _values(after)
    for key in FIELDS:
        if old.get(key) == values.get(key):
            continue
        span = _span(lines, key)
        lines[span] = [f"{key} = {_value(values[key])}"] if key in values else []
    return lines


def _span(lines: Sequence[str], key: str) -> slice:
    """Return the lines of a key and its value, or the place at the end of the entry where the key belongs."""
    name = re.compile(rf"""\s*["']?{key}["']?\s*=""")
    for start, line in enumerate(lines):
        if name.match(line):
            for end in range(start + 1, len(lines) + 1):
                try:
                    tomllib.loads("\n".join(lines[start:end]))
                except tomllib.TOMLDecodeError:
                    continue
                return slice(start, end)
    return slice(_end(lines), _end(lines))


def _end(block: Sequence[str]) -> int:
    """Return the number of lines up to an entry's last value."""
    return 1 + max(index for index, line in enumerate(block) if line.strip() and not _COMMENT.match(line))


def _entry(entry: KnownFailure) -> list[str]:
    return ["[[known]]", *(f"{key} = {_value(value)}" for key, value in _values(entry).items())]


def _values(entry: KnownFailure) -> dict[str, object]:
    """Return the keys of an entry with their values, as TOML has them."""
    values = {each.name: getattr(entry, each.name) for each in fields(entry) if each.name in FIELDS}
    values["fingerprint"] = list(entry.fingerprint)
    return {key: values[key] for key in FIELDS if values[key]}


def _value(value: object) -> str:
    if isinstance(value, date):
        return value.isoformat()
    # JSON's escapes are TOML's, save for one character that TOML wants escaped and for halves of characters.
    if isinstance(value, str):
        return json.dumps(value.encode(errors="replace").decode(), ensure_ascii=False).replace("\x7f", "\\u007f")
    if isinstance(value, list) and len(value) > 1:
        return "[\n" + "".join(f"    {_value(each)},\n" for each in value) + "]"
    return f"[{', '.join(map(_value, value))}]" if isinstance(value, list) else str(value)
