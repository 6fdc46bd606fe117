"""The options that plain pytest is given for features: a wrong one is a usage error, before anything plays."""

from __future__ import annotations

import json
import os
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from syncproof.drivers.check import check
from syncproof.errors import BadInput
from syncproof.fakes import OWN
from syncproof.fakes.trello.capabilities import CAPABILITIES
from syncproof.run.declared_marks import check_marks
from syncproof.stories.choice import Choice
from syncproof.stories.rules import LEVELS
from syncproof.sut import Sut
from syncproof.sut.options import PREFIX, as_in_pytest

if TYPE_CHECKING:
    from collections.abc import Collection

    from syncproof.run.account import Key, Planned

_ONLY = f"{PREFIX}only"
_SEED = f"{PREFIX}seed"
_LISTED = f"{PREFIX}listed"
_COLLECTED = f"{PREFIX}collected"
_STOP_FILE = f"{PREFIX}stop-file"


def check_options(config: pytest.Config) -> None:
    """Raise UsageError for an option with a value that nothing can be played with."""
    try:
        sut = Sut.from_options(config.getoption)
        check(sut)
        check_marks(mark for mark in sut.marks if mark.partition(" ")[0] in OWN)  # others may come with documents
        choice_of(config)
        listed(config)
        _check_names("trello-lacks", config, CAPABILITIES)
        _check_target(config.getoption(_COLLECTED))
        _check_seed(config.getoption(_SEED))
    except BadInput as error:
        raise pytest.UsageError(as_in_pytest(str(error))) from error


def choice_of(config: pytest.Config) -> Choice:
    """Return the choice of scenarios by level, rule and title.

    Raises BadInput for a level that there is not, and for an empty text.
    """
    only = tuple(config.getoption(_ONLY))
    if not all(map(str.strip, only)):
        raise BadInput(f"{_ONLY} is given an empty text, which every name has in it", do=f"leave {_ONLY} out")
    return Choice(levels=_check_names("level", config, LEVELS), only=only)


def listed(config: pytest.Config) -> Collection[Key] | None:
    """Return the scenarios that are chosen by name, in the order in which they are to be played; None for all.

    Raises BadInput for a file that names none.
    """
    file = config.getoption(_LISTED)
    if not file:
        return None
    do = "name a file with a list of [document, section, scenario]"
    try:
        rows = json.loads(Path(file).read_text(encoding="utf-8"))
        found = dict.fromkeys((document, section, name) for document, section, name in rows)
        if not all(isinstance(word, str) for key in found for word in key):
            raise TypeError  # noqa: TRY301 - as of a row that is none
    except OSError as error:
        raise BadInput(f"{_LISTED}: {error.strerror}", where=file, do=do) from error
    except (ValueError, TypeError) as error:
        raise BadInput(f"{_LISTED}: not a list of scenarios", where=file, do=do) from error
    return found.keys()


def check_choice(choice: Choice, collected: Collection[Planned]) -> None:
    """Raise UsageError, naming the nearest, for a level, rule or title of a choice that no scenario collected has."""
    for part in choice.parts():
        if not any(part.takes(each.rule, each.name) for each in collected):
            option, text = (_ONLY, part.only[0]) if part.only else (f"{PREFIX}level", part.levels[0])
            error = BadInput(
                f"{option}: no scenario collected is chosen by {text}",
                near=(text, dict.fromkeys(word for each in collected for word in (each.rule, each.name))),
                do="choose a rule by its id, or a scenario by part of its name",
            )
            raise pytest.UsageError(str(error))


def check_listed(wanted: Collection[Key], collected: Collection[Key]) -> None:
    """Raise UsageError for a listed scenario that was not collected."""
    for key in wanted:
        if key not in collected:
            error = BadInput(
                f"{_LISTED}: no scenario collected is called {'/'.join(key)}",
                do="correct the list, or name the feature of the scenario",
            )
            raise pytest.UsageError(str(error))


def is_of_run(config: pytest.Config) -> bool:
    """Whether `syncproof run` has started this pytest: then it has checked the features, and accounts for them."""
    return bool(config.getoption(_STOP_FILE))


def _check_names(option: str, config: pytest.Config, right: Collection[str]) -> tuple[str, ...]:
    """Return the names in an option's value, with commas between them. Raises BadInput for one that is not right."""
    names = tuple(filter(None, config.getoption(f"{PREFIX}{option}").split(",")))
    for name in names:
        if name not in right:
            what = f"{PREFIX}{option}: there is no {name}"
            raise BadInput(what, near=(name, right), do=f"use some of {', '.join(right)}, with commas between them")
    return names


def _check_seed(seed: int) -> None:
    if seed < 0:
        raise BadInput(f"{_SEED}: {seed} is no seed", do="name a number from 0 on")


def _check_target(file: str) -> None:
    path = Path(file)
    is_special = path.exists() and not path.is_file()  # workers write it, and the main process reads it again
    if file and (is_special or not os.access(path.parent, os.W_OK)):
        raise BadInput(f"{_COLLECTED}: cannot be written here", where=file, do="name a file in a folder that is there")
