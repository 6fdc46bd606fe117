"""The provenance of a run: what was played, from which files, against which SUT, by which version, where and when."""

from __future__ import annotations

import hashlib
import os
import platform
from dataclasses import fields
from datetime import UTC
from pathlib import Path
from typing import TYPE_CHECKING

from syncproof import __version__
from syncproof.checklist import accepted
from syncproof.drivers.ways import WAYS, way_of
from syncproof.fakes.trello.capabilities import CAPABILITIES
from syncproof.sut import Sut
from syncproof.sut.masking import masked

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from datetime import datetime

    from syncproof.checklist import Checklist
    from syncproof.report.provenance_rows import FileRow, RunRow, SutRow
    from syncproof.run.plan import RunPlan, RunRequest


_CI_RUNS = ("GITHUB_RUN_ID", "CI_PIPELINE_ID")
"""The variables in which CI systems, GitHub and GitLab, have one id for all jobs of a run."""


def provenance_of(plan: RunPlan, started: datetime, swept: Path | None = None) -> RunRow:
    """Return the provenance of a run that started at a time, and takes in the JSON of a sweep."""
    request = plan.request
    row: RunRow = {
        **provenance_without_plan(request, started),
        "seed": plan.seeds[0],
        "documents": document_rows(plan.checklists, plan.request.features, plan.digests),
        "features": _features(plan),
    }
    if request.seeds:
        row["seeds"] = request.seeds
    if request.repeat > 1:
        row["repeat"] = request.repeat
    if request.baseline:
        row["baseline"] = {"id": "baseline", "file": str(request.baseline), "sha256": _sha256(request.baseline)}
    if request.last_failed:
        last = request.last_failed
        row["last_failed"] = {"id": "last-failed", "file": str(last), "sha256": _sha256(last)}
    if swept:
        row["sweep"] = {"id": "sweep", "file": str(swept), "sha256": _sha256(swept)}
    if plan.shard:
        row["shard"] = str(plan.shard)
        if ci_run := next((found for name in _CI_RUNS if (found := os.environ.get(name))), ""):
            row["ci_run"] = ci_run
    return row


def provenance_without_plan(request: RunRequest, started: datetime) -> RunRow:
    """Return what a request alone tells of a run that started at a time: no document, and no feature."""
    return {
        "version": __version__,
        "started": time_of(started),
        "seed": request.seed,
        "selection": {
            "sections": list(request.choice.sections),
            "levels": list(request.choice.levels),
            "only": list(request.choice.only),
        },
        "sut": sut_row(request.sut),
        "capabilities": [] if request.trello_as_is else list(CAPABILITIES),
        "python": f"{platform.python_implementation()} {platform.python_version()}",
        "platform": platform.platform(),
        "documents": [],
        "features": hashlib.sha256().hexdigest(),
    }


def time_of(moment: datetime) -> str:
    """Return a time as a provenance has it, in UTC and to the second."""
    return moment.astimezone(UTC).isoformat(timespec="seconds").replace("+00:00", "Z")


def sut_row(sut: Sut) -> SutRow:
    """Return how a SUT is driven, and what names it, without secrets."""
    way = way_of(sut)
    named_by = way.named_by if way else "driver"
    naming = {"driver", *(way.named_by for way in WAYS)}
    others = Sut(**{each.name: getattr(sut, each.name) for each in fields(Sut) if each.name not in naming})
    return {
        "kind": way.name.removeprefix("a ") if way else "driver",
        "name": masked(str(getattr(sut, named_by)), os.environ),
        "options": [masked(word, os.environ) for word in others.arguments("run")],
    }


def document_rows(checklists: Sequence[Checklist], features: Path, digests: Mapping[str, str]) -> list[FileRow]:
    """Return the files of documents; `digests` are those of documents that are no accepted ones, by their slugs."""
    return [
        {
            "id": each.slug,
            "file": _name(path) if path == features / each.slug / accepted.FILE else each.file,
            "sha256": digests.get(each.slug) or _sha256(path),
        }
        for each in checklists
        for path in [Path(each.file)]
    ]


def _features(plan: RunPlan) -> str:
    """Return the digest of the features that are played, and of the accepted documents beside them.

    The digest is that of the lines that `sha256sum` prints of the files, in the order of their names.
    """
    paths = {path for each in plan.played() for path in (each.path, each.path.with_name(accepted.FILE))}
    lines = sorted((_name(path), _sha256(path)) for path in paths)
    return hashlib.sha256("".join(f"{digest}  {name}\n" for name, digest in lines).encode()).hexdigest()


def _name(path: Path) -> str:
    """Return the name of a file below the features, wherever they are installed."""
    return f"features/{path.parent.name}/{path.name}"


def _sha256(path: Path) -> str:
    return hashlib.sha256(path.read_bytes()).hexdigest()
