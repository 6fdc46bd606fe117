"""Annotations for GitHub Actions: a workflow command for each case that is no pass, at the line of its feature.

The runner obeys every printed line that begins with `::`. Nothing that a record, a feature or the sync says may become
such a command: the values of our own are escaped, and the report is printed while the runner takes no commands.
"""

from __future__ import annotations

import hashlib
from typing import TYPE_CHECKING

from syncproof.report.cases import State, cases
from syncproof.report.front import partial
from syncproof.report.visible import visible

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from syncproof.report.cases import Case
    from syncproof.report.rows import Summary

_MOST = 10
"""GitHub shows so many annotations of a kind for a step, and drops the others without a word."""


def annotated(whole: Summary, lines: Sequence[str], place: Callable[[str], str]) -> Iterator[str]:
    """Yield a report's lines, and then the annotations; `place` returns where a file lies in the repository, or ''."""
    # The lines cannot contain their own digest: none of them can end what the first command begins.
    token = hashlib.sha256("\n".join(lines).encode(errors="backslashreplace")).hexdigest()
    yield f"::stop-commands::{token}"
    yield from lines
    yield f"::{token}::"
    yield from commands(whole, place)


def commands(whole: Summary, place: Callable[[str], str]) -> Iterator[str]:
    """Yield an error for each case that fails the run, and a notice for each known failure; the worst come first.

    Each stands at the line of its feature, or of its document, where the repository does not have the feature.
    One more notice says that only a part was played: a check without annotations would look like one of everything.
    """
    found = [case for case in cases(whole) if case.state.is_bad]
    found.sort(key=lambda case: -list(State).index(case.state))
    yield from _some("error", found, place)
    yield from _some("notice", [case for case in cases(whole) if case.state is State.KNOWN], place)
    if part := partial(whole):
        yield _command("notice", {"title": "syncproof: a part of the checklist"}, part)


def _some(kind: str, found: Sequence[Case], place: Callable[[str], str]) -> Iterator[str]:
    shown = found if len(found) <= _MOST else found[: _MOST - 1]
    for case in shown:
        properties = {"title": f"{case.state}: {case.name} ({case.group})"}
        if case.file or case.document:
            file, line = _place(case, place)
            properties = {"file": file, "line": str(line), **properties}
        yield _command(kind, properties, case.message)
    if left := len(found) - len(shown):
        yield _command(kind, {"title": "syncproof"}, f"and {left} more: see the report")


def _place(case: Case, place: Callable[[str], str]) -> tuple[str, int]:
    places = [each for each in (case.place, (case.document, case.document_line)) if each[0]]
    there = ((found, line) for file, line in places if (found := place(file)))
    return next(there, places[0])


def _command(kind: str, properties: dict[str, str], message: str) -> str:
    listed = ",".join(f"{name}={_property(value)}" for name, value in properties.items())
    return f"::{kind} {listed}::{_data(message)}"


def _data(text: str) -> str:
    """Return text as the message of a command: on one line."""
    return visible(text.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A"))


def _property(text: str) -> str:
    """Return text as a property of a command, which a comma or two colons would end."""
    return _data(text).replace(":", "%3A").replace(",", "%2C")
