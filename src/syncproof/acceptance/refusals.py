"""Refusals of a run: two scenarios of one name in a section, told before acceptance has written them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from syncproof.errors import BadInput, together
from syncproof.stories.feature import parsed, section_of

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

    from syncproof.checklist import Checklist


def check_playable(
    document: Checklist, folder: Path, before: Mapping[str, str], after: Mapping[str, str], rendered: Mapping[str, str]
) -> None:
    """Raise BadInput where a run would refuse the features after acceptance, and acceptance itself is the reason.

    Other mistakes, and those that stood in the `folder` before, are people's: a run names them.
    """
    own = {section_of(folder / name) for name in after if _is_played(name) and after[name] != rendered.get(name)}
    if not (found := _namesakes(folder, after, own)):
        return
    known = _namesakes(folder, before, {section_of(folder / name) for name in before})
    if new := [error for name, error in found.items() if name not in known]:
        raise BadInput(
            f"accepted, the document could not be run any more; nothing is written\n{together(new)}",
            where=f"{document.file}:{document.line}",
        )


def _namesakes(folder: Path, texts: Mapping[str, str], sections: set[str]) -> Mapping[str, BadInput]:
    """Return an error for each name that several scenarios of one section have."""
    seen: dict[tuple[str, str], str] = {}
    found: dict[str, BadInput] = {}
    for path in (folder / name for name in texts if _is_played(name)):
        section = section_of(path)
        blocks = parsed(path, texts[path.name])[0].blocks if section in sections else ()
        for scenario in (each for block in blocks for each in block.scenarios):
            where = f"{path}:{scenario.line}"
            for name in scenario.names:
                first = seen.setdefault((section, name), where)
                if first != where:
                    what = f"the section would have a scenario of this name twice: {name}"
                    found[name] = BadInput(what, where=where, nearest=first, do="rename the one that people wrote")
    return found


def _is_played(name: str) -> bool:
    return name.endswith(".feature") and "/" not in name
