"""A run against Trello as it really is: which failures are blocked only by a missing capability.

A story is blocked by capabilities if three things hold: without them the SUT is denied something and fails; with all of
them the SUT passes; and the reference sync fails without them too. A defect of the SUT meets at most two of the three.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import replace
from typing import TypeAlias

from syncproof.run import session
from syncproof.run.session import Selection
from syncproof.sut import THE_REFERENCE
from syncproof.verdict import Lack, Outcome, Verdict

_WORTH_A_WORKER = 30
"""A worker takes as long to start as this many stories take to play."""

_Name: TypeAlias = tuple[str, str, str]


def run(
    selection: Selection,
    *,
    progress: Callable[[Outcome], None],
    expected: Callable[[int], None],
    again: Callable[[int], None],
) -> tuple[Outcome, ...]:
    """Run a selection without the capabilities that it lacks; each outcome says which of them block it.

    `again` is called with the number of failures, before they are played again, some more than once.
    """
    seen = session.run(selection, progress=progress, expected=expected)
    suspects = [outcome for outcome in seen if outcome.verdict is Verdict.FAIL and outcome.denied]
    if suspects:
        again(len(suspects))
    kept = _again(replace(selection, lacking=frozenset()), suspects, Verdict.PASS)
    suspects = [outcome for outcome in suspects if _name(outcome) in kept]
    # A story that the reference passes without the capabilities is the SUT's own failure.
    witness = replace(selection, sut=THE_REFERENCE)
    if selection != witness:
        fails = _again(witness, suspects, Verdict.FAIL)
        suspects = [outcome for outcome in suspects if _name(outcome) in fails]
    alone = {
        capability: _again(replace(witness, lacking=frozenset({capability})), suspects, Verdict.FAIL)
        for capability in sorted(selection.lacking)
    }
    blocked_by = {_name(outcome): _blocked_by(outcome, alone) for outcome in suspects}
    return tuple(replace(outcome, blocked_by=blocked_by.get(_name(outcome), ())) for outcome in seen)


def _blocked_by(outcome: Outcome, alone: Mapping[str, Mapping[_Name, Outcome]]) -> tuple[Lack, ...]:
    """Return the capabilities that a story needs: each whose lack alone makes it fail, or else all of them together."""
    found = [failed[_name(outcome)].denied for failed in alone.values() if _name(outcome) in failed]
    return tuple(lack for denied in found for lack in denied) or outcome.denied


def _again(selection: Selection, outcomes: Iterable[Outcome], verdict: Verdict) -> dict[_Name, Outcome]:
    """Run the scenarios of outcomes again, in a selection, and return the new outcomes of a verdict."""
    names = {_name(outcome) for outcome in outcomes}
    if not names:
        return {}
    files = {(path.parent.name, path.stem): path for path in selection.features}
    features = tuple(files[place] for place in sorted({name[:2] for name in names}))
    workers = min(selection.workers, 1 + len(names) // _WORTH_A_WORKER)
    again = replace(selection, features=features, scenarios=tuple(sorted(names)), workers=workers)
    found = session.run(again, progress=lambda _: None, expected=lambda _: None)
    return {_name(outcome): outcome for outcome in found if outcome.verdict is verdict}


def _name(outcome: Outcome) -> _Name:
    return outcome.document, outcome.section, outcome.name
