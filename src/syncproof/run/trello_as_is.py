"""A run against Trello as it really is, and which of its failures are for want of a capability and nothing else.

A story fails for want of capabilities if the SUT is denied something for want of them and fails, keeps it with all of
them, and the reference sync cannot keep it without them either: a defect of the SUT's passes for none of the three.
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
"""A worker takes as long to start as so many stories to play."""

_Name: TypeAlias = tuple[str, str, str]


def run(
    selection: Selection,
    *,
    progress: Callable[[Outcome], None],
    expected: Callable[[int], None],
    again: Callable[[int], None],
) -> tuple[Outcome, ...]:
    """Run a selection without the capabilities that it lacks; each outcome says what it fails for want of.

    `again` hears how many are played again, some more than once, before they are.
    """
    seen = session.run(selection, progress=progress, expected=expected)
    suspects = [outcome for outcome in seen if outcome.verdict is Verdict.FAIL and outcome.denied]
    if suspects:
        again(len(suspects))
    kept = _again(replace(selection, lacking=frozenset()), suspects, Verdict.PASS)
    suspects = [outcome for outcome in suspects if _name(outcome) in kept]
    # What another sync keeps all the same is the SUT's own failure.
    witness = replace(selection, sut=THE_REFERENCE)
    if selection != witness:
        fails = _again(witness, suspects, Verdict.FAIL)
        suspects = [outcome for outcome in suspects if _name(outcome) in fails]
    alone = {
        capability: _again(replace(witness, lacking=frozenset({capability})), suspects, Verdict.FAIL)
        for capability in sorted(selection.lacking)
    }
    wants = {_name(outcome): _wants(outcome, alone) for outcome in suspects}
    return tuple(replace(outcome, blocked_by=wants.get(_name(outcome), ())) for outcome in seen)


def _wants(outcome: Outcome, alone: Mapping[str, Mapping[_Name, Outcome]]) -> tuple[Lack, ...]:
    """Return what a story cannot do without: all that it fails for alone, or else all that it lacks together."""
    found = [found[_name(outcome)].denied for found in alone.values() if _name(outcome) in found]
    return tuple(lack for lacks in found for lack in lacks) or outcome.denied


def _again(selection: Selection, outcomes: Iterable[Outcome], verdict: Verdict) -> dict[_Name, Outcome]:
    """Run scenarios once more as a selection says, and return those that end in a verdict."""
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
