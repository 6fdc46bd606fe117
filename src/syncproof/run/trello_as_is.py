"""A run against Trello as it really is: which failures are blocked only by a missing capability.

A story is blocked by capabilities if three things hold: without them the SUT is denied something and fails; with all of
them the SUT passes; and the reference sync fails without them too. A defect of the SUT meets at most two of the three.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import replace

from syncproof.run import session
from syncproof.run.account import Key, Planned
from syncproof.run.session import Selection
from syncproof.stories.feature import section_of
from syncproof.sut import THE_REFERENCE
from syncproof.verdict import Lack, Outcome, Verdict

_WORTH_A_WORKER = 30
"""A worker takes as long to start as this many stories take to play."""


def run(
    selection: Selection,
    *,
    progress: Callable[[Outcome], None],
    expected: Callable[[int], None],
    again: Callable[[int], None],
    enough: Callable[[], bool] = lambda: False,
) -> tuple[Outcome, ...]:
    """Run a selection without the capabilities that it lacks; each outcome says which of them block it.

    `again` is called with the number of failures, before they are played again, some more than once. A failure of which
    a later play could not be judged is an `error`: whose failure it is, nobody can say then. As soon as there is
    `enough`, no further scenario begins; the failures until then are played again all the same.
    """
    seen = session.run(selection, progress=progress, expected=expected, enough=enough)
    suspects = [outcome for outcome in seen if outcome.verdict is Verdict.FAIL and outcome.denied]
    if suspects:
        again(len(suspects))
    broken: dict[Key, Outcome] = {}
    kept = _again(replace(selection, lacking=frozenset()), suspects, Verdict.PASS, broken)
    suspects = [outcome for outcome in suspects if _key(outcome) in kept]
    # A story that the reference passes without the capabilities is the SUT's own failure.
    witness = replace(selection, sut=THE_REFERENCE)
    if selection != witness:
        fails = _again(witness, suspects, Verdict.FAIL, broken)
        suspects = [outcome for outcome in suspects if _key(outcome) in fails]
    alone = {
        capability: _again(replace(witness, lacking=frozenset({capability})), suspects, Verdict.FAIL, broken)
        for capability in sorted(selection.lacking)
    }
    blocked_by = {_key(outcome): _blocked_by(outcome, alone) for outcome in suspects}
    return tuple(
        replace(
            outcome,
            verdict=Verdict.ERROR,
            failure=broken[_key(outcome)].failure,
            message=broken[_key(outcome)].message,
            fingerprint=broken[_key(outcome)].fingerprint,
        )
        if _key(outcome) in broken
        else replace(outcome, blocked_by=blocked_by.get(_key(outcome), ()))
        for outcome in seen
    )


def _blocked_by(outcome: Outcome, alone: Mapping[str, Mapping[Key, Outcome]]) -> tuple[Lack, ...]:
    """Return the capabilities that a story needs: each whose lack alone makes it fail, or else all of them together."""
    found = [failed[_key(outcome)].denied for failed in alone.values() if _key(outcome) in failed]
    return tuple(lack for denied in found for lack in denied) or outcome.denied


def _again(
    selection: Selection, outcomes: Iterable[Outcome], verdict: Verdict, broken: dict[Key, Outcome]
) -> dict[Key, Outcome]:
    """Run the scenarios of outcomes again, in a selection, and return the new outcomes of a verdict.

    `broken` takes in the outcomes that are an `error`.
    """
    planned = tuple(Planned(each.document, each.section, each.rule, each.name, each.line) for each in outcomes)
    if not planned:
        return {}
    places = {each.key[:2] for each in planned}
    features = tuple(each for each in sorted(selection.features) if (each.parent.name, section_of(each)) in places)
    workers = min(selection.workers, 1 + len(planned) // _WORTH_A_WORKER)
    again = replace(selection, features=features, planned=planned, workers=workers, traces=False)
    found = {_key(each): each for each in session.run(again, progress=lambda _: None, expected=lambda _: None)}
    broken.update({key: each for key, each in found.items() if each.verdict is Verdict.ERROR})
    return {key: each for key, each in found.items() if each.verdict is verdict}


def _key(outcome: Outcome) -> Key:
    return outcome.document, outcome.section, outcome.name
