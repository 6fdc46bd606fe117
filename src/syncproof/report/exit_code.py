"""The exit codes of `syncproof`, what each of them says, and which one a summary leads to, in words too."""

from __future__ import annotations

from collections import Counter
from enum import IntEnum
from typing import TYPE_CHECKING

from syncproof.report import levels
from syncproof.report.completeness import says_nothing
from syncproof.report.run_events import BROKEN_OFF, INTERRUPTED
from syncproof.verdict import Verdict
from syncproof.verdict.baseline import Staleness

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from syncproof.report.rows import ScenarioRow, SentenceRow, Summary


class ExitCode(IntEnum):
    """How `syncproof` ends."""

    PASS = 0
    FAIL = 1
    BAD_INPUT = 2
    NOT_SHOWN = 3
    BROKE = 4
    INTERRUPTED = 130


WORST_FIRST = (
    ExitCode.INTERRUPTED,
    ExitCode.BROKE,
    ExitCode.FAIL,
    ExitCode.BAD_INPUT,
    ExitCode.NOT_SHOWN,
    ExitCode.PASS,
)
"""The exit codes; of several, the first decides."""

MEANINGS = {
    ExitCode.PASS: "all pass",
    ExitCode.FAIL: "something fails",
    ExitCode.BAD_INPUT: "bad usage or input",
    ExitCode.NOT_SHOWN: "something was not shown",
    ExitCode.BROKE: "not all could be run",
    ExitCode.INTERRUPTED: "interrupted",
}

_STALE = {
    Staleness.PASSES: ("passes now", "pass now", "remove {}"),
    Staleness.GONE: ("names no scenario", "name no scenario", "remove {}"),
    Staleness.EXPIRED: ("has expired", "have expired", "mend the failure, or agree on a new date"),
}
"""What stale entries of the baseline do, one of them and several, and the cure."""

_CODES = {
    Verdict.PASS: ExitCode.PASS,
    Verdict.FAIL: ExitCode.FAIL,
    Verdict.INCONCLUSIVE: ExitCode.NOT_SHOWN,
    Verdict.NONE: ExitCode.NOT_SHOWN,
    Verdict.ERROR: ExitCode.BROKE,
}
_LOST = {
    ExitCode.BAD_INPUT: "refused",
    ExitCode.BROKE: "not to be run",
    ExitCode.INTERRUPTED: "not begun",
}
"""What became of documents that were not played, by the exit codes that they lead to."""
_ENDED = {INTERRUPTED: ExitCode.INTERRUPTED, BROKEN_OFF: ExitCode.BROKE}


def of_verdict(verdict: Verdict) -> ExitCode:
    """Return the exit code that a verdict leads to."""
    return _CODES[verdict]


def exit_code(whole: Summary) -> ExitCode:
    """Return the exit code of a run: what was chosen decides, or a baseline where a run has one.

    A run that has to be complete, and is not, ends with nothing better than NOT_SHOWN; so does a run that did not play
    all that was chosen. A run that was interrupted ends with INTERRUPTED, one that was broken off with BROKE. What
    could not be played at all, such as a document that is refused, has an exit code of its own.
    """
    lost = (ExitCode(each["exit"]) for each in whole["run"].get("not_played", ()))
    return worst([_of_the_played(whole), *lost])


def worst(codes: Iterable[ExitCode]) -> ExitCode:
    """Return the exit code of several that decides."""
    return min(codes, key=WORST_FIRST.index)


def _of_the_played(whole: Summary) -> ExitCode:
    """Return the exit code that the stories lead to, and how their run ended."""
    ended = whole["run"].get("ended")
    if ended in _ENDED:
        return _ENDED[ended]
    code = _CODES[deciding(whole)]
    return ExitCode.NOT_SHOWN if code is ExitCode.PASS and _unplayed(whole) and whole["require_complete"] else code


def deciding(whole: Summary) -> Verdict:
    """Return the verdict that decides the exit code."""
    return Verdict(whole["gate"]["verdict"] if "gate" in whole else whole["chosen"])


def meaning(whole: Summary) -> str:
    """Return what the exit code of a run says of it: never more than was played."""
    code = exit_code(whole)
    if code is not _of_the_played(whole):
        return MEANINGS[code] + _not_played(whole) + _left_out(whole)
    return _meaning_of_the_played(whole) + _not_played(whole)


def _meaning_of_the_played(whole: Summary) -> str:
    ended = whole["run"].get("ended")
    if ended in _ENDED:
        return f"the run was {ended}{_left_out(whole)}"
    gate, verdict, unplayed = "gate" in whole, deciding(whole), _unplayed(whole)
    stale = "; ".join(_stale(whole))
    if stale and verdict is Verdict.FAIL and not _fails_anew(whole):
        chosen, _, left = _chosen(whole, unplayed) if unplayed else ("", "", "")
        good = f"nothing new fails in {chosen}" if chosen else "nothing new fails"
        unshown = "something was not shown" if _is_unshown(whole) else ""
        return "; ".join(filter(None, (f"{good}, but {stale}", unshown, left))) + _left_out(whole)
    if verdict is not Verdict.PASS:
        bad = MEANINGS[_CODES[verdict]] + (" beyond the baseline" if gate else "")
        return (f"{bad}; {stale}" if stale else bad) + _left_out(whole)
    if not unplayed:
        count = sum("known" in scenario for _, scenario in _scenarios(whole))
        known = "1 failure is known" if count == 1 else f"{count} failures are known"
        return f"nothing new fails, and {known}" if count else MEANINGS[ExitCode.PASS]
    chosen, passes, left = _chosen(whole, unplayed)
    good = f"nothing new fails in {chosen}" if gate else f"{chosen} {passes}"
    return f"{good}, but {left}" if whole["require_complete"] else f"{good}; {left}"


def _not_played(whole: Summary) -> str:
    """Return what could not be played at all, '' where nothing is to be said."""
    documents = {each["id"] for each in whole["documents"]}
    lost = whole["run"].get("not_played", ())
    counts = Counter(_LOST[ExitCode(each["exit"])] for each in lost if each["what"] in documents)
    said = [f"{n} {'document was' if n == 1 else 'documents were'} {became}" for became, n in counts.items()]
    others = [each["what"] for each in lost if each["what"] not in documents]
    return "".join(f"; {each}" for each in (*said, *others))


def _left_out(whole: Summary) -> str:
    """Return how many of the scenarios that were chosen were not played, '' where all were."""
    left = whole["totals"]["unplayed"]
    of = left + sum(whole["totals"]["scenarios"].values())
    return f"; {left} of the {of} scenarios chosen {'was' if left == 1 else 'were'} not played" if left else ""


def _unplayed(whole: Summary) -> int:
    """Return how many rules were not played, or not with all their scenarios."""
    return whole["of"] - whole["played"]


def _stale(whole: Summary) -> Iterator[str]:
    """Yield how many entries of the baseline are stale, for each reason, and the cure."""
    found = Counter(Staleness(stale["why"]) for stale in whole["gate"]["stale"]) if "gate" in whole else Counter()
    for why in Staleness:
        if count := found[why]:
            one, several, cure = _STALE[why]
            yield (
                f"1 entry {one}: {cure.format('it')}"
                if count == 1
                else f"{count} entries {several}: {cure.format('them')}"
            )


def _fails_anew(whole: Summary) -> bool:
    """Whether a scenario fails that no entry of the baseline lists, or in another way than the entry says."""
    expired = {
        (stale["section"], stale["rule"], stale["scenario"])
        for stale in whole["gate"]["stale"]
        if stale["why"] == Staleness.EXPIRED
    }
    return any(
        scenario["verdict"] == Verdict.FAIL and "known" not in scenario and (*place, scenario["name"]) not in expired
        for place, scenario in _scenarios(whole)
    )


def _is_unshown(whole: Summary) -> bool:
    """Whether the baseline leaves something that was not shown."""
    unshown = {Verdict.NONE, Verdict.INCONCLUSIVE}
    return (
        any(scenario["verdict"] in unshown and "known" not in scenario for _, scenario in _scenarios(whole))
        or any(sentence["reason"] for _, sentence in _sentences(whole))
        or any(map(says_nothing, whole["documents"]))
    )


def _scenarios(whole: Summary) -> Iterator[tuple[tuple[str, str], ScenarioRow]]:
    """Yield each scenario with its section, as a baseline writes it, and its rule."""
    for section, sentence in _sentences(whole):
        for rule in sentence["rules"]:
            for scenario in rule["scenarios"]:
                yield (section, rule["id"]), scenario


def _sentences(whole: Summary) -> Iterator[tuple[str, SentenceRow]]:
    """Yield each sentence with its section, as a baseline writes it."""
    for document in whole["documents"]:
        for section in document["sections"]:
            for sentence in section["sentences"]:
                yield f"{document['id']}/{section['id']}", sentence


def _chosen(whole: Summary, unplayed: int) -> tuple[str, str, str]:
    """Return the part that was chosen, with its verb, and the part that was left."""
    rules = [rule for _, sentence in _sentences(whole) for rule in sentence["rules"]]
    were = "was" if unplayed == 1 else "were"
    if any(map(levels.is_partial, rules)):
        count = sum(len(levels.stories(rule)) for rule in rules)
        noun, left = "scenario", f"{unplayed} {'rule' if unplayed == 1 else 'rules'} {were} not played as a whole"
    else:
        count, noun, left = whole["played"], "rule", f"{unplayed} {were} not played"
    return (f"the 1 {noun} chosen", "passes", left) if count == 1 else (f"the {count} {noun}s chosen", "pass", left)
