"""Titles of scenarios: one with another title is known by its steps, or by the names that its title had before."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from syncproof.stories.pieces import pieces

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping

    from syncproof.stories.pieces import PieceKey

_TITLE = re.compile(r"^(\s*(?:Example|Scenario|Scenario Outline): )(.*)$", re.MULTILINE)


def retitled(own: Mapping[PieceKey, str], rendered: Mapping[PieceKey, str]) -> Mapping[PieceKey, PieceKey]:
    """Return which rendered scenario each of people's is with another title: the same steps, below the same Rule."""
    same_steps: dict[tuple[str, str, str], list[PieceKey]] = {}
    for key, piece in rendered.items():
        if key.is_scenario:
            same_steps.setdefault(_untitled(key, piece), []).append(key)
    found: dict[PieceKey, PieceKey] = {}
    for key, piece in own.items():
        if key.is_scenario and (same := same_steps.get(_untitled(key, piece))):
            found[key] = same.pop(0)
    return found


def _untitled(key: PieceKey, piece: str) -> tuple[str, str, str]:
    """Return what of a scenario stays as it is where people only give another title."""
    lines = [line.strip() for line in piece.split("\n") if line.strip()]
    title = next(index for index, line in enumerate(lines) if not line.startswith(("@", "#")))
    return key.kind, key.tag, "\n".join(lines[title + 1 :])


def new_titles(base: str, new: str, names: Iterable[Callable[[str], str]], file: str) -> Mapping[str, str]:
    """Return the new titles of rendered scenarios by the old ones, where other names make the one of the other.

    `names` put names of now in place of former ones. Raises BadInput for a text that is no Gherkin.
    """
    before, now = pieces(base, file), pieces(new, file)
    found: dict[str, str] = {}
    for key in (each for each in before if each.name and each not in now):
        titles = [key.name]
        for of_now in names:
            titles += [of_now(each) for each in titles]
        title = next((each for each in titles if key._replace(name=each) in now), None)
        found.update({} if title is None else {key.name: title})
    return found


def titled(text: str, titles: Mapping[str, str]) -> str:
    """Return the text of a feature with other titles of scenarios."""
    return _TITLE.sub(lambda found: found[1] + titles.get(found[2], found[2]), text)
