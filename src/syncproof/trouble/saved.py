"""The counterexamples of a sweep, saved as files: a script and a feature for each cause of failure."""

from __future__ import annotations

import os
import re
import shlex
from itertools import count
from pathlib import Path
from typing import TYPE_CHECKING

from syncproof.errors import BadInput
from syncproof.report import files
from syncproof.sut.masking import masked
from syncproof.trouble.counterexample import Counterexample
from syncproof.trouble.tally import smallest

if TYPE_CHECKING:
    from collections.abc import Sequence

    from syncproof.checklist import Checklist
    from syncproof.report.sweep_rows import SweptFailureRow
    from syncproof.sut import Sut
    from syncproof.trouble.tally import StoryTally


def check(folder: Path) -> None:
    """Raise BadInput for a folder that cannot take counterexamples: it is not there, is none, or holds files."""
    if not folder.is_dir():
        raise BadInput("no such folder", where=str(folder), do="create the folder, or correct the path")
    if any(folder.iterdir()):
        new = next(each for number in count(2) if not (each := folder.with_name(f"{folder.name}-{number}")).exists())
        do = f"name an empty folder: mkdir {shlex.quote(str(new))}, and then --save {shlex.quote(str(new))}"
        raise BadInput("the folder is not empty", where=str(folder), do=do)
    files.check([folder / "script.json"])


def check_targets(json_file: Path | None, folder: Path | None, inputs: Sequence[Path]) -> None:
    """Raise BadInput where the JSON of a sweep, or its counterexamples, would take the place of an input."""
    written = [json_file] if json_file else []
    if folder:
        check(folder)
        written += [folder / "script.json", folder / "script.feature"]
    files.check_apart(written, inputs)


def again(script: Path, sut: Sut, where: Sequence[str]) -> str:
    """Return the command that plays a saved counterexample again, without secrets; `where` names the features."""
    options = (masked(word, os.environ) for word in sut.arguments("run"))
    return shlex.join(["syncproof", "replay", str(script), *where, *options])


def save(
    folder: Path,
    rows: Sequence[SweptFailureRow],
    tallies: Sequence[StoryTally],
    checklists: Sequence[Checklist],
    seed: int,
) -> list[Path]:
    """Write the script and the feature of each failure to a folder, and return the scripts. Raises HarnessBroke."""
    sections = {(each.slug, section.slug): section for each in checklists for section in each.sections}
    scripts = []
    for number, row in enumerate(rows, start=1):
        failure = smallest(tallies, row)
        story, cell = failure.story, failure.outcome.cell
        script = folder / f"{number:02}-{_slug(cell.strike.rule)}-{_slug(story.name)}.json"
        counterexample = Counterexample.of(story, cell, seed)
        files.write(script, counterexample.text(), private=True)
        section = sections[story.document, story.section]
        feature = counterexample.feature(section, f"{story.name}, and {cell}")
        files.write(script.with_suffix(".feature"), feature, private=True)
        scripts.append(script)
    return scripts


def _slug(text: str) -> str:
    return re.sub(r"[^a-z0-9]+", "-", text.lower()).strip("-")[:60]
