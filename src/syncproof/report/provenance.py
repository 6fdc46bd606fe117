"""The provenance of a run as words: a line at the beginning of the run, and the properties of a JUnit report."""

from __future__ import annotations

import shlex
from typing import TYPE_CHECKING

from syncproof.errors import some
from syncproof.report.visible import visible

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from syncproof.report.provenance_rows import FileRow, RunRow, SelectionRow, SutRow

_SHORT = 12
"""Digits of a digest that tell two files apart for people; reports have all of them."""
_MOST = 3
"""So many documents are named in a command; nobody pastes more of them."""


def line(run: RunRow, features: Path | None = None, settings: Path | None = None) -> str:
    """Return the provenance in one line, without control characters.

    `features` is the folder of the features that are played, `settings` the file of the settings that hold. Reports
    leave out both, which are other paths on each machine.
    """
    parts = [
        f"syncproof {run['version']}",
        _started(run),
        f"seeds {run['seeds']}" if "seeds" in run else f"seed {run['seed']}",
        *([f"each story {run['repeat']} times"] if "repeat" in run else []),
        *([f"shard {run['shard']}"] if "shard" in run else []),
        _chosen(run["selection"]),
        against(run["sut"]),
        f"{len(run['capabilities'])} capabilities",
        run["python"],
        run["platform"],
        *(f"{each['id']} {each['sha256'][:_SHORT]}" for each in _files(run)),
        f"features {run['features'][:_SHORT]}{f' in {features}' if features else ''}",
        *([f"settings of {settings}"] if settings else []),
    ]
    return _in_one_line(", ".join(parts))


def overlooked(folders: Sequence[Path]) -> str:
    """Return a line about features that lie in the current folder and are not played."""
    names = some([shlex.quote(str(folder)) for folder in folders])
    return _in_one_line(f"features that lie here are not played: {names}; --features DIR plays them")


def unseen(titles: Sequence[str], systems: Sequence[str], files: Sequence[str], features: Path) -> str:
    """Return a line about documents that nobody accepted, and about the systems that only documents know.

    `features` is a folder that can take them.
    """
    text = f"nobody accepted these documents, so their stories are written from them alone: {', '.join(titles)}"
    text += f"; systems derived from documents: {', '.join(systems)}" if systems else ""
    more = " …" if len(files) > _MOST else ""
    command = f"syncproof accept {shlex.join(files[:_MOST])}{more} --features {shlex.quote(str(features))}"
    return _in_one_line(f"{text}; {command} writes the stories there")


def outgrown(files: Sequence[str], features: Path) -> str:
    """Return a line about documents that say no longer what their accepted features are about."""
    text = f"the features in {shlex.quote(str(features))} are about other generations of these documents, so the"
    text += f" stories are written from the documents alone: {', '.join(files)}"
    words = shlex.join([*files, "--features", str(features)])
    return _in_one_line(f"{text}; syncproof check {words} says what changed, syncproof accept {words} brings it in")


def left_out(documents: Sequence[str], features: Path) -> str:
    """Return a line about documents that come along, and that a folder of features does not answer."""
    place = shlex.quote(str(features))
    return _in_one_line(f"documents without a folder in {place} are not played: {', '.join(documents)}")


def _in_one_line(text: str) -> str:
    return visible(text).replace("\n", " ").replace("\t", " ")


def properties(run: RunRow, document: str = "") -> dict[str, str]:
    """Return the provenance as names and values; of the digests of documents only one's, if its id is given."""
    return {
        "version": run["version"],
        "started": _started(run),
        **({"CI run": run["ci_run"]} if "ci_run" in run else {}),
        "seed": run.get("seeds", str(run["seed"])),
        **({"repeat": str(run["repeat"])} if "repeat" in run else {}),
        **({"shard": run["shard"]} if "shard" in run else {}),
        **({"ended": run["ended"]} if "ended" in run else {}),
        "selection": _chosen(run["selection"]),
        "sut": against(run["sut"]),
        "capabilities": ", ".join(run["capabilities"]) or "none",
        "python": run["python"],
        "platform": run["platform"],
        **{f"sha256 of {each['file']}": each["sha256"] for each in _files(run, document)},
        "sha256 of the features": run["features"],
    }


def _started(run: RunRow) -> str:
    """Return when a run started, and of shards that did not start together, when the last of them did."""
    return f"{run['started']} (the last shard {run['last_started']})" if "last_started" in run else run["started"]


def _files(run: RunRow, document: str = "") -> list[FileRow]:
    others = [run[each] for each in ("baseline", "last_failed", "sweep") if each in run]
    documents = [each for each in run["documents"] if document in {"", each["id"]}]
    return [*documents, *others]


def _chosen(selection: SelectionRow) -> str:
    """Return the choice as the command line has it."""
    pairs = [
        *(("--section", text) for text in selection["sections"]),
        *(("--level", text) for text in selection["levels"]),
        *(("--only", text) for text in selection["only"]),
    ]
    return shlex.join(word for pair in pairs for word in pair) or "everything"


def against(sut: SutRow) -> str:
    """Return the system under test, as a shell would have its words."""
    return " ".join([sut["kind"], shlex.quote(sut["name"]), *map(shlex.quote, sut["options"])])
