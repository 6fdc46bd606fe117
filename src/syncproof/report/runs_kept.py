"""The folder of a history: a file for each run, and the signatures of some; nothing else lies there."""

from __future__ import annotations

import hashlib
import json
from pathlib import Path
from typing import TYPE_CHECKING, Any, cast

from syncproof.errors import BadInput, not_written
from syncproof.inputs import text_of
from syncproof.report import files
from syncproof.report.history import SCHEMA, EntryRow, compared, entry_of
from syncproof.report.schemas import misfit
from syncproof.report.signature import place_of, run_of, signatures_of
from syncproof.report.summary import as_json

if TYPE_CHECKING:
    from syncproof.report.rows import Summary

_SHORT = 12
_DO = "name an empty folder, or a new one; or move the file"


def check(folder: Path) -> None:
    """Raise BadInput where a run could not be kept, or the folder holds a file that is no run of a history."""
    if not folder.parent.is_dir():
        raise BadInput(
            f"no such folder: {folder.parent}", where=str(folder), do="create the folder, or correct the path"
        )
    if folder.exists() and not folder.is_dir():
        raise BadInput("a file, not a folder", where=str(folder), do="name a folder")
    entries_of(folder)
    files.check([folder / "run.json"] if folder.exists() else [folder])


def entries_of(folder: Path) -> dict[Path, EntryRow]:
    """Return the runs of a history by their files. Raises BadInput for a file that holds no run."""
    found: dict[Path, EntryRow] = {}
    for path in sorted(folder.iterdir()) if folder.exists() else []:
        if path.name.endswith(".signatures.json"):
            continue
        try:
            held: Any = json.loads(text_of(path, "a run of a history"))
        except BadInput as error:
            raise error.with_cure(_DO) from error
        except (ValueError, RecursionError) as error:
            raise BadInput("not a run of a history: not JSON", where=str(path), do=_DO) from error
        if why := misfit(held, SCHEMA):
            raise BadInput(f"not a run of a history: {why}", where=str(path), do=_DO)
        found[path] = cast("EntryRow", held)
    return found


def add_history(whole: Summary, folder: Path) -> None:
    """Let a summary say what the runs of a history before it show."""
    entries = entries_of(folder)
    signers = {
        each["run"]: ", ".join(row["by"] for row in signatures)
        for path, each in entries.items()
        if (signatures := [row for row in signatures_of(path) if row["run"] == each["run"]])
    }
    whole.pop("history", None)
    whole["history"] = compared(entry_of(whole, ""), list(entries.values()), signers)


def keep(whole: Summary, folder: Path) -> None:
    """Keep a run. Raises NotWritten where it cannot be written."""
    digest = hashlib.sha256(as_json(whole).encode("utf-8", "backslashreplace")).hexdigest()
    entry = entry_of(whole, digest)
    try:
        folder.mkdir(mode=0o700, exist_ok=True)
    except OSError as error:
        raise not_written(folder, "the run", error) from error
    name = f"{entry['started'].replace(':', '')}-{digest[:_SHORT]}.json"
    files.write(folder / name, f"{json.dumps(entry, ensure_ascii=False, indent=2)}\n", private=True)


def marks(folder: Path, run: Path) -> list[Path]:
    """Return where the signatures of a run lie in a history. Raises BadInput where the history has no such run."""
    _, digest = run_of(run)
    if not (places := [place_of(path) for path, each in entries_of(folder).items() if each["run"] == digest]):
        do = f"keep the run there: syncproof run --history {folder} --json {run}"
        raise BadInput(f"the history has no such run: {run}", where=str(folder), do=do)
    return places
